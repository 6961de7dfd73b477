"""A reply of the handlers, as Teams wants it for each way of asking. Pure: nothing is sent.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from bot.teams.attachments import CARD, card_attachment
from cards.elements import Card
from cards.renderers import teams
from cards.renderers.teams_blocks import Block
from cards.renderers.teams_form import render_form
from handlers.reply import MadeFile, Nothing, OpenForm, RejectFields, Reply, Show, Update

SENT = "回答をお送りしました。"
SENT_PRIVATELY = "個人チャットに返信しました。"
RECEIVED = "受け付けました。"
BEING_DONE = "時間がかかっています。終わりしだいお知らせします。"


@dataclass(frozen=True, slots=True)
class Answer:
    """``response`` goes back to an invoke (None: an empty one). ``replaces`` is the card that the
    one acted on becomes; ``posts`` are new messages, a card each. Both are for who asked alone.
    """

    response: Block | None = None
    replaces: Block | None = None
    posts: tuple[Block, ...] = ()
    files: tuple[MadeFile, ...] = ()


def in_chat(reply: Reply) -> Answer:
    """To a message. A form that cannot have a dialog is a card with fields."""
    match reply:
        case Show(cards, files=files):
            return Answer(posts=_pages(cards), files=files)
        case Update(card, then, files=files):
            first, *rest = teams.render(card)
            return Answer(replaces=first, posts=(*rest, *_pages(then)), files=files)
        case OpenForm(form):
            return Answer(posts=(render_form(form),))
        case RejectFields(form):
            return Answer(replaces=render_form(form))
        case Nothing():
            return Answer()
        case _:
            assert_never(reply)


def on_card(reply: Reply, *, is_private: bool) -> Answer:
    """To an ``Action.Execute``: a card in the response takes the place of that acted on, for who
    pressed and until the chat is opened again; the message itself is replaced too.
    """
    answer = in_chat(reply)
    if answer.replaces is not None:
        response = {"statusCode": 200, "type": CARD, "value": answer.replaces}
        return replace(answer, response=response, replaces=answer.replaces if is_private else None)
    sent = SENT if is_private else SENT_PRIVATELY
    return replace(answer, response=_toast(sent if answer.posts else RECEIVED))


def in_dialog(reply: Reply, *, was_form: bool) -> Answer:
    """A form sent in closes the dialog; anything else goes on inside it."""
    match reply:
        case OpenForm(form) | RejectFields(form):
            return Answer(_dialog(form.title, render_form(form)))
        case Show() | Update() if was_form:
            return in_chat(reply)
        case Show(cards, files=files):
            return replace(_shown_in_dialog(cards), files=files)
        case Update(card, then, files=files):
            return replace(_shown_in_dialog((card, *then)), files=files)
        case Nothing():
            return Answer()
        case _:
            assert_never(reply)


def _shown_in_dialog(cards: tuple[Card, ...]) -> Answer:
    """One card fits; the others follow in the chat."""
    first, *rest = _pages(cards)
    return Answer(_dialog(cards[0].title, submitting(first)), posts=tuple(rest))


def _dialog(title: str, card: Block) -> Block:
    value = {"title": title, "height": "medium", "width": "medium", "card": card_attachment(card)}
    return {"task": {"type": "continue", "value": value}}


def submitting(card: Block) -> Block:
    """The same card for a dialog, which knows no ``Action.Execute``: its fallback stands in."""
    return {key: _submitting(value) for key, value in card.items()}


def _submitting(value: object) -> object:
    match value:
        case {"type": "Action.Execute", "fallback": dict(fallback)}:
            return fallback
        case dict():
            return submitting(value)
        case list():
            return [_submitting(each) for each in value]
        case _:
            return value


def being_done() -> Answer:
    """In place of an answer that is not ready while Teams still waits for one."""
    return Answer(_toast(BEING_DONE))


def _toast(sentence: str) -> Block:
    return {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": sentence,
    }


def _pages(cards: Iterable[Card]) -> tuple[Block, ...]:
    return tuple(page for card in cards for page in teams.render(card))
