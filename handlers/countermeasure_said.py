"""「#12、うちではこうしている：…」: what the message, and 「はい」 on its card, lead to."""

from dataclasses import replace

from cards.issue_alike import which_issue_card
from cards.trouble import already_done_card, out_of_date_card
from domain.dialogue import Draft, Filled
from domain.issue_thread import kept_text
from handlers.command import Command, Member
from handlers.countermeasure_told import (
    ISSUE,
    TELL_IN_WORDS,
    WHAT,
    digest_of,
    once_of,
)
from handlers.deps import Deps
from handlers.dialogue import ask_again, begin, save
from handlers.dialogue_buttons import RENEWED, pressed
from handlers.issue_list import which_issue
from handlers.issue_slot import issue_numbered
from handlers.reply import Reply, show
from handlers.request import Worded
from handlers.rest import put_aside, with_rest
from handlers.talk import Talk, talk_of
from language.countermeasure_words import countermeasure_told
from storage.inbox import is_noted

_WHICH = "どの課題のことですか。「#12、うちではこうしている：…」のように、番号と内容を続けて送ってください。"
_WHICH_MEASURE = (
    "どの対応策のことですか。「対応策3」のように番号を送るか、課題を開いて選んでください。"
)


async def ask_which_measure(_command: Command, member: Member, deps: Deps) -> Reply:
    """「うちでも採用」「対応策を直す」 alone."""
    return await which_issue(_WHICH_MEASURE, member, deps)


async def ask_which(_command: Command, member: Member, deps: Deps) -> Reply:
    """「うちではこうしている」 alone."""
    return await which_issue(_WHICH, member, deps)


async def tell_in_words(talk: Talk) -> Reply:
    """「#12、うちではこうしている：…」: everybody will read it, and a number is easily mistyped."""
    number, _ = countermeasure_told(kept_text(talk.command.text)) or (0, "")
    if await issue_numbered(str(number), talk.member, talk.deps) is None:
        return await with_rest(show(which_issue_card(number)), await put_aside(talk))
    return await begin(TELL_IN_WORDS, talk)


async def press_yes(command: Command, member: Member, deps: Deps) -> Reply:
    """「はい」 pressed. The card does not carry what was said, which is too long for a button: it is
    what stands open, and where that was said anew, it is shown again.
    """
    if not command.nonce:
        return show(out_of_date_card())
    number = member.organization.id
    async with deps.database.read() as session:
        if await is_noted(session, organization_id=number, event_key=once_of(command, member)):
            return show(already_done_card())
    talk = await talk_of(command, member, deps)
    issue = command.args.get(ISSUE, "")
    shown = Draft(
        Worded.TELL_COUNTERMEASURE.value,
        {ISSUE: Filled(issue)} if issue else {},
        nonce=command.nonce,
    )
    kept = talk.dialogue.kept(shown)
    if kept is None:
        return pressed(await save(TELL_IN_WORDS, shown, talk))
    is_as_shown = digest_of(kept.value(WHAT)) == command.args.get("said")
    if kept.contradicts(shown) or not is_as_shown:
        return pressed(await ask_again(TELL_IN_WORDS, talk, kept, trouble=RENEWED))
    return pressed(await save(TELL_IN_WORDS, replace(kept, nonce=command.nonce), talk))
