"""What is left open after an answer, and how it can be gone on with."""

from dataclasses import replace

from cards.dialogue import draft_args, interrupted_card, resume_elements
from cards.elements import Card, Element
from domain.dialogue import Dialogue, Draft
from handlers.reply import Reply, Show
from handlers.request import Asking
from handlers.requests import request_of
from handlers.talk import Talk, keep


async def put_aside(talk: Talk) -> Talk:
    """Something else is going to be answered: what was asked for waits, and 「はい」 means it no longer.

    Written before that is done, so that a turn which finds the conversation changed can be taken again.
    """
    return talk if talk.dialogue.is_empty else await keep(waiting(talk.dialogue), talk)


def waiting(dialogue: Dialogue) -> Dialogue:
    """A look that is not worth going on with does not wait."""
    return Dialogue(aside=tuple(filter(is_resumed, dialogue.put_aside().aside)))


async def with_rest(reply: Reply, talk: Talk) -> Reply:
    """After the answer to something else: how to go on with what is open."""
    if not isinstance(reply, Show):
        return reply
    return replace(reply, cards=(*reply.cards, *await rest_cards(talk.dialogue, talk)))


async def rest_of(dialogue: Dialogue, talk: Talk) -> tuple[Element, ...]:
    """The buttons 「続き」 and 「やめる」; none where nothing is open that is gone on with."""
    what = await _left(dialogue, talk)
    return resume_elements(*what) if what else ()


async def rest_cards(dialogue: Dialogue, talk: Talk) -> tuple[Card, ...]:
    what = await _left(dialogue, talk)
    return (interrupted_card(*what),) if what else ()


async def _left(dialogue: Dialogue, talk: Talk) -> tuple[str, dict[str, str]] | None:
    """What it is called, and the arguments of its buttons."""
    draft = resumable(dialogue)
    request = request_of(draft.intent) if draft else None
    if draft is None or request is None:
        return None
    what = await request.describe(asking_of(draft, talk))
    return what, draft_args(draft.intent, values_of(draft))


def resumable(dialogue: Dialogue) -> Draft | None:
    """What 「続き」 means."""
    opened = (dialogue.current, *reversed(dialogue.aside))
    return next((draft for draft in opened if draft and is_resumed(draft)), None)


def is_resumed(draft: Draft) -> bool:
    request = request_of(draft.intent)
    return request is not None and request.is_resumed


def asking_of(draft: Draft, talk: Talk) -> Asking:
    shown, several = talk.listed, talk.listed_several
    return Asking(draft, talk.member, talk.deps, talk.command.text, shown, several)


def values_of(draft: Draft) -> dict[str, str]:
    return {slot: filled.value for slot, filled in draft.filled.items()}
