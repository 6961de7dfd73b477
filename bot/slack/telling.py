"""Somebody on Slack is told something in their direct messages, and it is found there again.

A message carries a key in its metadata, which every app and member of the conversation can read:
https://docs.slack.dev/messaging/message-metadata
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.slack.never_spoken import NotTheirTurn
from bot.slack.people import People
from bot.slack.sender import QUIET
from bot.slack.uploads import NotPlaced, has_files_of, post_files
from bot.slack.web_api import SlackBusy, SlackRefused, SlackSilent, WebApi
from cards.renderers import slack
from domain.account import Account
from domain.office import THREAD
from domain.people import Person
from scheduler.platforms import (
    Address,
    CannotTell,
    Gone,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    Refused,
    Sent,
    app_refused,
    no_longer,
)

EVENT_TYPE = "kakehashi_outbox"
CLOCKS_DIFFER = timedelta(minutes=10)
"""Slack's clock and ours, at most: it is looked that much farther back."""
OF_THE_APP = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""What says nothing about the person: the token, its permissions, the workspace as a whole."""
CANNOT_BE_CHANGED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""Deleted, or older than the workspace allows messages to be changed."""
AT_A_TIME = "200"
_PEOPLE = ("U", "W")
"""With these the ids of people begin."""


@dataclass(frozen=True, slots=True)
class SlackTelling:
    api: WebApi
    people: People

    async def accounts(self, person: Person) -> Sequence[Account]:
        return await self.people.known.of(person)

    async def look_up(self, person: Person) -> Account | Refused | NotNow | None:
        try:
            return await self.people.never_spoken.account(person.email)
        except SlackRefused as refusal:
            return not_known(refusal)

    async def address(self, account: Account) -> Address | Refused | NotNow:
        """Their id stands for their direct messages: to open these first would be allowed 50 times a
        minute only. What is known of an account is a day old at most.
        """
        try:
            today = await self.people.checked(account)
        except SlackRefused as refusal:
            return not_known(refusal)
        return no_longer(account, today=today) or Address(account.platform_id)

    async def channel_address(self, channel: str) -> Address:
        """A channel that is archived, unknown or without us refuses the message itself."""
        return Address(channel)

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        if letter.files:
            return await self._send_files(letter, address)
        drawn = slack.render(letter.card)
        if len(drawn) > 1:
            return Refused("too_long")
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": letter.key}}
        channel, thread = _in_thread(address.conversation)
        below = {"thread_ts": thread} if thread else {}
        try:
            ts = await self.api.post(
                {**drawn[0], **QUIET, **below, "metadata": metadata},
                channel=channel,
                before_call=letter.before_call,
            )
        except SlackRefused as refusal:
            return _not_sent(refusal)
        return Sent(ts)

    async def _send_files(
        self, letter: Letter, address: Address
    ) -> Sent | Refused | NotNow | InDoubt:
        """A missing right to give files says nothing about messages: nothing else rests for it."""
        channel, thread = _in_thread(address.conversation)
        try:
            first = await post_files(
                letter.files,
                self.api,
                key=letter.key,
                channel=channel,
                thread=thread,
                comment=letter.card.summary,
                before_call=letter.before_call,
            )
        except NotPlaced as early:
            return _not_given(early.refusal, is_seen=False)
        except SlackRefused as refusal:
            return _not_given(refusal, is_seen=True)
        return Sent(first)

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        drawn = slack.render(letter.card)
        if len(drawn) > 1:
            return Refused("too_long")
        try:
            await self.api.edit(
                {**drawn[0], **QUIET},
                channel=_in_thread(address.conversation)[0],
                ts=message_id,
                before_call=letter.before_call,
            )
        except SlackRefused as refusal:
            is_gone = refusal.error in CANNOT_BE_CHANGED
            return Gone(refusal.error) if is_gone else _not_sent(refusal)
        return Sent(message_id)

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        """In what was written there since, page by page."""
        oldest = f"{(since - CLOCKS_DIFFER).timestamp():.6f}"
        cursor = ""
        try:
            place = await self._place(conversation)
            while True:
                page = await self._page(place, oldest=oldest, cursor=cursor)
                for message in page["messages"]:
                    if _key(message) == key or has_files_of(message, key):
                        return Sent(str(message["ts"]))
                cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
                if not cursor:
                    return NotThere()
        except (SlackSilent, SlackBusy) as refusal:
            return later(refusal)
        except SlackRefused as refusal:
            found = refused(refusal)
            return found if isinstance(found, NotNow) else CannotTell(found.reason)

    async def _place(self, conversation: str) -> str:
        """Direct messages are not read by the id of whom they are with."""
        if not conversation.startswith(_PEOPLE):
            return conversation
        opened = await self.api.call("conversations.open", users=conversation)
        return str(opened["channel"]["id"])

    async def _page(self, conversation: str, *, oldest: str, cursor: str) -> dict[str, Any]:
        """Of a channel the newest first, of a thread the oldest: what was sent is not told by its place."""
        channel, thread = _in_thread(conversation)
        wanted = {"oldest": oldest, "limit": AT_A_TIME, "include_all_metadata": "true"}
        wanted |= {"cursor": cursor} if cursor else {}
        if thread:
            return await self.api.ask("conversations.replies", channel=channel, ts=thread, **wanted)
        return await self.api.ask("conversations.history", channel=channel, **wanted)


def _in_thread(conversation: str) -> tuple[str, str]:
    """(channel, thread), of which the latter is empty outside of threads."""
    channel, _, thread = conversation.partition(THREAD)
    return channel, thread


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    is_ours = metadata.get("event_type") == EVENT_TYPE
    return str(metadata["event_payload"].get("key", "")) if is_ours else ""


def _not_sent(refusal: SlackRefused) -> Refused | NotNow | InDoubt:
    match refusal:
        case SlackSilent() as silence:
            return InDoubt(silence.error)
        case SlackBusy() as busy:
            return _busy(busy)
        case _:
            return refused(refusal)


def _not_given(refusal: SlackRefused, *, is_seen: bool) -> Refused | NotNow | InDoubt:
    """``is_seen``: it was refused when it was to be shown, so that silence leaves a doubt."""
    match refusal:
        case SlackSilent() as silence:
            return InDoubt(silence.error) if is_seen else NotNow(silence.error)
        case SlackBusy() as busy:
            return NotNow(busy.error, busy.seconds, of_pace=busy.is_ours)
        case _:
            return Refused(refusal.error)


def _busy(busy: SlackBusy) -> NotNow:
    return NotNow(busy.error, busy.seconds, of_platform=not busy.is_ours, of_pace=busy.is_ours)


def refused(refusal: SlackRefused) -> Refused | NotNow:
    is_of_app = refusal.error in OF_THE_APP
    return app_refused(refusal.error) if is_of_app else Refused(refusal.error)


def later(refusal: SlackSilent | SlackBusy) -> NotNow:
    if isinstance(refusal, SlackBusy):
        return NotNow(refusal.error, refusal.seconds)
    return NotNow(refusal.error, of_platform=True)


def not_known(refusal: SlackRefused) -> Refused | NotNow:
    """Slack has not said who somebody is."""
    match refusal:
        case NotTheirTurn() | SlackSilent():
            return later(refusal)
        case SlackBusy() as busy:
            # So would the others be who wait for the same.
            return NotNow(busy.error, busy.seconds, of_platform=True)
        case _:
            return refused(refusal)
