"""Bolt's listeners: each acknowledges at once and leaves the rest to ``Work``.

Bolt's ``process_before_response`` is on, so that a listener ends before the acknowledgement goes
out, and Bolt itself starts nothing in the background.
"""

import asyncio
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.slack import heard
from bot.slack.heard import Heard, Payload
from bot.slack.talk import Talk
from bot.work import Work
from cards.renderers import slack_view
from cards.renderers.slack_form import form_errors, render_form
from handlers.faults import note_fault
from handlers.reply import OpenForm, RejectFields, Reply

COMMAND = "/kenshu"
ASK_ABOUT = "message.ask"
"""The message shortcut 「かけはしに聞く」."""

_ANYTHING = re.compile(".*", re.DOTALL)
_PEOPLES = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes of messages that a person wrote; others tell of edits, joins, and our own posts."""

ANSWER_WITHIN = 2.0
"""Seconds until a modal is told to wait: Slack gives three."""


class Listeners:
    def __init__(self, talk: Talk, work: Work, *, bot_user: str) -> None:
        self._talk = talk
        self._work = work
        self._bot_user = bot_user

    def register(self, app: AsyncApp) -> None:
        app.event("message")(self.message)
        app.event("app_mention")(self.message)
        app.event("app_home_opened")(self.home)
        app.event("assistant_thread_started")(self.assistant)
        app.event(_ANYTHING)(_acknowledge)
        app.command(COMMAND)(self.command)
        app.shortcut({"type": "shortcut", "callback_id": _ANYTHING})(self.shortcut)
        app.shortcut({"type": "message_action", "callback_id": _ANYTHING})(self.message_shortcut)
        app.action(_ANYTHING)(self.button)
        app.view(_ANYTHING)(self.submission)
        app.view_closed(_ANYTHING)(_acknowledge)
        app.error(_refuse)

    async def message(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            is_for_us = _is_for_us(body["event"])
            asked = heard.message(body, bot_user=self._bot_user) if is_for_us else None
        if asked:
            self._answer(asked)

    async def home(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            event, event_id = body["event"], body["event_id"]
            user = event["user"] if event.get("tab") == "home" else ""
        if user:
            self._work.start(self._talk.draw_home(user, event_id=event_id), event=event_id)

    async def assistant(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            thread, event_id = body["event"]["assistant_thread"], body["event_id"]
            channel, ts = thread["channel_id"], thread["thread_ts"]
        self._work.start(self._talk.suggest(channel, ts, event_id=event_id), event=event_id)

    async def command(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.command(body, bot_user=self._bot_user)
        self._answer(asked)

    async def shortcut(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.shortcut(body)
        self._answer(asked)

    async def message_shortcut(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.message_shortcut(body, bot_user=self._bot_user)
        self._answer(asked)

    async def button(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.button(body)
        self._answer(asked)

    async def submission(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """The acknowledgement itself says what becomes of the modal."""
        with _shape_of_slack():
            sent = heard.submission(body)
        answering = asyncio.ensure_future(self._talk.reply_to(sent))
        # Known to the end of it, also where nobody waits for this listener: Socket Mode.
        self._work.start(_done(answering), event=sent.event_id)
        await asyncio.wait({answering}, timeout=ANSWER_WITHIN)
        if not answering.done():
            await ack(response_action="update", view=slack_view.waiting())
            self._work.start(self._talk.put_late(answering, sent), event=sent.event_id)
            return
        await self._settle(answering.result(), sent, ack)

    async def _settle(self, reply: Reply, sent: Heard, ack: AsyncAck) -> None:
        match reply:
            case RejectFields(form) if errors := form_errors(form):
                await ack(response_action="errors", errors=errors)
            case RejectFields(form) | OpenForm(form):
                view = render_form(form, origin=sent.place.packed())
                await ack(response_action="update", view=view)
            case _:
                await ack()
                self._work.start(self._talk.deliver(reply, sent), event=sent.event_id)

    def _answer(self, asked: Heard) -> None:
        self._work.start(self._talk.answer(asked), event=asked.event_id)


def _is_for_us(event: Payload) -> bool:
    """A person's own words, in a direct message or with our name."""
    is_ours_to_answer = event["type"] == "app_mention" or event.get("channel_type") == "im"
    is_a_person = bool(event.get("user")) and not event.get("bot_id")
    return is_ours_to_answer and is_a_person and event.get("subtype") in _PEOPLES


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


def _was_raised_by_bolt(error: Exception) -> bool:
    """It takes the parts of a body for granted, as we do not."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return str(frames[-1].f_globals.get("__name__", "")).startswith("slack_bolt.")


class _Malformed(Exception):
    """Signed, and yet nothing that Slack sends."""


@contextmanager
def _shape_of_slack() -> Iterator[None]:
    """While the parts that Slack always sends are read, and nothing else is done."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError):
        raise _Malformed from None


async def _done(answering: asyncio.Future[Reply]) -> None:
    await asyncio.wait({answering})


async def _refuse(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """400 for what Slack does not send; a fault of ours is 500: Slack sends it again."""
    if isinstance(error, _Malformed) or _was_raised_by_bolt(error):
        return BoltResponse(status=HTTPStatus.BAD_REQUEST)
    note_fault(error, event=str(body.get("event_id", "")))
    return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
