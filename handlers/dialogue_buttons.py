"""Buttons of a request's cards. They carry all that their card shows: an old one works after the
conversation is over, and does not undo what has been said since.
"""

from dataclasses import replace

from cards.dialogue import LONGEST_CARRIED, WITH, not_open_card
from cards.trouble import out_of_date_card
from domain.dialogue import Draft, Filled
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.dialogue import ask_again, chosen, go_on, go_on_with, save, stopped
from handlers.reply import Reply, Show, Update, show
from handlers.request import Request
from handlers.requests import request_of
from handlers.rest import asking_of, rest_of, values_of
from handlers.talk import talk_of

RENEWED = "この内容は言い直されています。新しい内容はこちらです。"


async def choose(command: Command, member: Member, deps: Deps) -> Reply:
    """A choice pressed, or 「続き」: the button carries all that was known when its card was shown.

    A choice of "" is none: that slot is asked for.
    """
    request = request_of(command.args.get("intent", ""))
    if request is None:
        return show(out_of_date_card())
    talk = await talk_of(command, member, deps)
    shown, slot = _shown(command, request, prefix=WITH), request.slot(command.args.get("slot", ""))
    kept = talk.dialogue.kept(shown)
    if slot is None and kept:
        return pressed(await go_on_with(kept, talk))
    draft = _with_words(shown, kept)
    draft = replace(draft, nonce=kept.nonce if kept else shown.nonce or deps.new_nonce())
    if slot:
        draft = chosen(slot, command.args.get("value", "")[:LONGEST_CARRIED], draft)
    return pressed(await go_on(request, draft, talk))


async def stop(command: Command, member: Member, deps: Deps) -> Reply:
    """「やめる」 pressed: of what its card shows, not of what has been said since."""
    request = request_of(command.args.get("intent", ""))
    if request is None:
        return show(out_of_date_card())
    talk = await talk_of(command, member, deps)
    shown = _shown(command, request, prefix=WITH)
    kept = talk.dialogue.kept(shown)
    if kept and kept.contradicts(shown):
        return pressed(await ask_again(request, talk, kept, trouble=RENEWED))
    if kept:
        return pressed(await stopped(kept, talk))
    what = await request.describe(asking_of(shown, talk))
    return pressed(show(not_open_card(what, rest=await rest_of(talk.dialogue, talk))))


def confirming(request: Request) -> Handler:
    """「報告する」 pressed. What has been said anew is not saved as the old card has it."""

    async def confirm(command: Command, member: Member, deps: Deps) -> Reply:
        talk = await talk_of(command, member, deps)
        shown = _shown(command, request)
        kept = talk.dialogue.kept(shown)
        if kept and values_of(kept) != values_of(shown):
            return pressed(await ask_again(request, talk, kept, trouble=RENEWED))
        draft = replace(shown, nonce=kept.nonce) if kept and kept.nonce else shown
        return pressed(await save(request, draft, talk))

    return confirm


def pressed(reply: Reply) -> Reply:
    """The card whose button was pressed becomes the answer: nobody presses it a second time."""
    if not isinstance(reply, Show):
        return reply
    first, *others = reply.cards
    return Update(first, tuple(others), changed=reply.changed, files=reply.files)


def _shown(command: Command, request: Request, *, prefix: str = "") -> Draft:
    """What the card was about."""
    args = command.args
    filled = {
        slot.name: Filled(args[prefix + slot.name][:LONGEST_CARRIED])
        for slot in request.slots
        if args.get(prefix + slot.name)
    }
    return Draft(request.intent.value, filled, nonce=command.nonce)


def _with_words(shown: Draft, kept: Draft | None) -> Draft:
    """With the words that its values came from, where they are known, and what no button carries."""
    if kept is None:
        return shown
    known = {
        slot: each
        for slot, each in kept.filled.items()
        if each.value == shown.value(slot) or len(each.value) > LONGEST_CARRIED
    }
    return replace(shown, filled={**shown.filled, **known})
