"""A reply, put into the conversation; what belongs to the dialog goes back to the page."""

from collections.abc import Mapping
from typing import assert_never

from bot.console.conversation import Conversation
from cards.elements import Card
from cards.renderers.html_form import render_form
from handlers.reply import MadeFile, Nothing, OpenForm, RejectFields, Reply, Show, Update

Answer = Mapping[str, str]
"""``form``: HTML for the dialog; ``status``: a sentence for the page's status line."""


def put(reply: Reply, conversation: Conversation, *, entry_id: int | None) -> Answer:
    """``entry_id`` is the entry whose card was acted on, if any."""
    match reply:
        case Show(cards=cards, files=files):
            _show(cards, files, conversation)
            return {}
        case Update(card=card, then=then, files=files):
            conversation.update(card, entry_id=entry_id)
            _show(then, files, conversation)
            return {}
        case OpenForm(form=form) | RejectFields(form=form):
            return {"form": render_form(form)}
        case Nothing():
            return {"status": "すでに受け付けています。"}
        case _:
            assert_never(reply)


def while_typing(reply: Reply) -> Answer:
    """Nobody who writes is interrupted by anything but what belongs into the form."""
    return {"form": render_form(reply.form)} if isinstance(reply, OpenForm) else {}


def _show(cards: tuple[Card, ...], files: tuple[MadeFile, ...], conversation: Conversation) -> None:
    for card in cards:
        conversation.show(card)
    for file in files:
        conversation.give(file)
