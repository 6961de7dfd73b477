"""Bolt's listeners: each acknowledges at once and leaves the rest to ``Work``.

Bolt's ``process_before_response`` is on, so that a listener ends before the acknowledgement goes
out, and Bolt itself starts nothing in the background.
"""

import asyncio
import re
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.slack import heard, overheard
from bot.slack.heard import Heard, Payload
from bot.slack.workspaces import Absent, Joined, Workspaces
from bot.work import Work
from cards.elements import Form
from cards.renderers import slack_view
from cards.renderers.slack_form import another_input, form_errors, render_form
from handlers.faults import note_fault
from handlers.reply import OpenForm, RejectFields, Reply, Submitted

COMMAND = "/kenshu"
CASE_COMMAND = "/jirei"
ISSUE_COMMAND = "/kadai"
ASK_ABOUT = "message.ask"
"""The message shortcut 「かけはしに聞く」."""
REPORT_AS_CASE = "message.report_case"
"""The message shortcut 「改善事例として報告」."""
RAISE_AS_ISSUE = "message.raise_issue"
"""The message shortcut 「課題として登録」."""
MARK_MESSAGE = "message.mark"
"""The message shortcut 「対応策・決定の印」."""
_MESSAGE_SHORTCUTS = {
    REPORT_AS_CASE: heard.case_shortcut,
    RAISE_AS_ISSUE: heard.issue_shortcut,
    MARK_MESSAGE: heard.mark_shortcut,
}

_ANYTHING = re.compile(".*", re.DOTALL)
ANSWER_WITHIN = 2.0
"""Seconds until a modal is told to wait: Slack gives three."""


Listener = Callable[[Joined, dict[str, Any], AsyncAck], Awaitable[None]]
"""Of the workspace that it was done in."""


class Listeners:
    def __init__(self, workspaces: Workspaces, work: Work) -> None:
        self._workspaces = workspaces
        self._work = work

    def register(self, app: AsyncApp) -> None:
        here = self._in_workspace
        app.event("message")(here(self.message))
        app.event("app_mention")(here(self.message))
        app.event("reaction_added")(here(self.reaction))
        app.event("reaction_removed")(here(self.reaction))
        app.event("app_home_opened")(here(self.home))
        app.event("assistant_thread_started")(here(self.assistant))
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.uninstalled)
        app.event(_ANYTHING)(_acknowledge)
        app.command(COMMAND)(here(self.command))
        app.command(CASE_COMMAND)(here(self.case_command))
        app.command(ISSUE_COMMAND)(here(self.issue_command))
        app.shortcut({"type": "shortcut", "callback_id": _ANYTHING})(here(self.shortcut))
        app.shortcut({"type": "message_action", "callback_id": _ANYTHING})(
            here(self.message_shortcut)
        )
        app.action(_ANYTHING)(here(self.button))
        app.view(_ANYTHING)(here(self.submission))
        app.view_closed(_ANYTHING)(_acknowledge)
        app.error(_refuse)

    def _in_workspace(self, listener: Listener) -> Callable[..., Awaitable[None]]:
        """What comes from where we are not is acknowledged, and that is all."""

        async def heard_there(
            body: dict[str, Any], ack: AsyncAck, context: AsyncBoltContext
        ) -> None:
            found = await self._workspaces.of(context.team_id or "")
            if isinstance(found, Absent):
                await ack()
            else:
                await listener(found, body, ack)

        return heard_there

    async def uninstalled(
        self, body: dict[str, Any], ack: AsyncAck, context: AsyncBoltContext
    ) -> None:
        """Of the tokens that were revoked a person's own is none of ours."""
        with _shape_of_slack():
            event = body["event"]
            is_ours = event["type"] == "app_uninstalled" or bool(event["tokens"].get("bot"))
            told_at = datetime.fromtimestamp(body["event_time"], tz=UTC)
        if is_ours:
            await self._workspaces.revoke(context.team_id or "", told_at=told_at)
        await ack()

    async def message(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            is_for_us = _is_for_us(body["event"])
            asked = heard.message(body, bot_user=at.connection.bot_user) if is_for_us else None
            aside = None if is_for_us else overheard.message(body)
        if asked:
            self._answer(at, asked)
        if aside and aside.place.is_channel:
            self._work.start(at.talk.overhear(aside), event=aside.event_id)

    async def reaction(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            reacted = overheard.reaction(body)
        if reacted and reacted.place.is_channel:
            self._work.start(at.talk.overhear(reacted), event=reacted.event_id)

    async def home(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            event, event_id = body["event"], body["event_id"]
            user = event["user"] if event.get("tab") == "home" else ""
        if user:
            self._work.start(at.talk.draw_home(user, event_id=event_id), event=event_id)

    async def assistant(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            thread, event_id = body["event"]["assistant_thread"], body["event_id"]
            channel, ts = thread["channel_id"], thread["thread_ts"]
        self._work.start(at.talk.suggest(channel, ts, event_id=event_id), event=event_id)

    async def command(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.command(body, bot_user=at.connection.bot_user)
        self._answer(at, asked)

    async def case_command(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.case_command(body, bot_user=at.connection.bot_user)
        self._answer(at, asked)

    async def issue_command(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.issue_command(body, bot_user=at.connection.bot_user)
        self._answer(at, asked)

    async def shortcut(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.shortcut(body)
        self._answer(at, asked)

    async def message_shortcut(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            heard_in = _MESSAGE_SHORTCUTS.get(body["callback_id"], heard.message_shortcut)
            asked = heard_in(body, bot_user=at.connection.bot_user)
        self._answer(at, asked)

    async def button(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        await ack()
        with _shape_of_slack():
            asked = heard.button(body)
        self._answer(at, asked)

    async def submission(self, at: Joined, body: dict[str, Any], ack: AsyncAck) -> None:
        """The acknowledgement itself says what becomes of the modal."""
        with _shape_of_slack():
            sent = heard.submission(body)
        answering = asyncio.ensure_future(at.talk.reply_to(sent))
        # Known to the end of it, also where nobody waits for this listener: Socket Mode.
        self._work.start(_done(answering), event=sent.event_id)
        await asyncio.wait({answering}, timeout=ANSWER_WITHIN)
        if not answering.done():
            await ack(response_action="update", view=slack_view.waiting())
            self._work.start(at.talk.put_late(answering, sent), event=sent.event_id)
            return
        await self._settle(at, answering.result(), sent, ack)

    async def _settle(self, at: Joined, reply: Reply, sent: Heard, ack: AsyncAck) -> None:
        match reply:
            case RejectFields(form) if _is_as_sent(form, sent) and (errors := form_errors(form)):
                await ack(response_action="errors", errors=errors)
            case RejectFields(form) | OpenForm(form):
                # What others have changed meanwhile stands in it, and which version it is of.
                view = render_form(form, origin=sent.place.packed(), action_id=another_input(form))
                await ack(response_action="update", view=view)
            case _:
                await ack()
                self._work.start(at.talk.deliver(reply, sent), event=sent.event_id)

    def _answer(self, at: Joined, asked: Heard) -> None:
        self._work.start(at.talk.answer(asked), event=asked.event_id)


def _is_as_sent(form: Form, sent: Heard) -> bool:
    """Whether the modal that was sent in carries what the form does, and can be sent in once more."""
    carried = sent.body.args if isinstance(sent.body, Submitted) else {}
    has_same = all(carried.get(name) == value for name, value in form.args.items())
    return has_same and form.nonce == sent.nonce


def _is_for_us(event: Payload) -> bool:
    """A person's own words, in a direct message or with our name."""
    is_ours_to_answer = event["type"] == "app_mention" or event.get("channel_type") == "im"
    is_a_person = bool(event.get("user")) and not event.get("bot_id")
    return is_ours_to_answer and is_a_person and event.get("subtype") in overheard.WRITTEN


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
