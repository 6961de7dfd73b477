"""「#12を解決にして」: what a message that wants an issue changed leads to."""

from handlers import issue_list
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.dialogue import begin
from handlers.issue_update import MOVE_IN_WORDS, not_asked_for
from handlers.reply import Reply
from handlers.rest import put_aside, with_rest
from handlers.talk import talk_of
from language.issue_state_words import state_wished


async def update(command: Command, member: Member, deps: Deps) -> Reply:
    """Asked for, where the message says which one and to what; else the issue with its buttons.

    Raises NotAllowed.
    """
    talk, wish = await talk_of(command, member, deps), state_wished(command.text)
    if wish is None:
        reply = await issue_list.update_issue(command, member, deps)
        return await with_rest(reply, await put_aside(talk))
    if instead := await not_asked_for(wish, member, deps):
        return await with_rest(instead, await put_aside(talk))
    return await begin(MOVE_IN_WORDS, talk)
