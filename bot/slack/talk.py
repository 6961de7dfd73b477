"""A person on Slack and the handlers: who it is, what they get, where it is shown."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import assert_never

from bot.slack.heard import Heard
from bot.slack.people import People
from bot.slack.place import NOWHERE, Place
from bot.slack.sender import Sender
from bot.slack.user_object import PLATFORM
from bot.slack.web_api import SlackRefused, SlackSilent
from cards.elements import Card
from cards.trouble import failed_card, form_expired_card, refused_card
from domain.account import Account, AccountKind
from handlers.chart_files import chart_files
from handlers.faults import note_fault
from handlers.reply import (
    Actor,
    Attached,
    Body,
    Conversation,
    Incoming,
    MadeFile,
    Nothing,
    OpenForm,
    Pressed,
    RejectFields,
    Reply,
    Said,
    Show,
    Typed,
    Update,
    show,
)

_log = logging.getLogger("kakehashi.slack")

Respond = Callable[[Incoming], Awaitable[Reply]]

PROMPTS = {
    "次に受ける研修": "次に何の研修を受ければいい？",
    "受講状況": "自分の受講状況を見せて",
    "今年度の計画": "今年度の計画",
    "使い方": "使い方を教えて",
}
"""Of the assistant panel: title and what it says for the person."""

ACKNOWLEDGED_WITHIN = 1.0
"""Seconds from our answer to a request until Slack has it."""

_WHO_IS_IT = "Slackのアカウントを確認できませんでした。時間をおいてもう一度お試しください。"

_NO_RIGHT_TO_GIVE = (
    "ファイルをお渡しできませんでした。システム管理者に、Slackのアプリの権限（files:write）の確認を"
    "依頼してください。"
)
_NOT_GIVEN = "ファイルをお渡しできませんでした。時間をおいて、もう一度お試しください。"
_PERHAPS_GIVEN = (
    "ファイルをお渡しできたか確かめられませんでした。届いていなければ、もう一度お試しください。"
)


class Talk:
    """Everything below ends in an answer or in one line of the log: nobody awaits it for more."""

    def __init__(
        self,
        respond: Respond,
        people: People,
        sender: Sender,
        *,
        organization: str,
        team: str,
    ) -> None:
        self._respond = respond
        self._people = people
        self._sender = sender
        self._organization = organization
        self._team = team

    async def reply_to(self, heard: Heard) -> Reply:
        """Never raises: where Slack does not say who it is, that is the answer."""
        try:
            who = self._people.heard if heard.is_theirs else self._people.account
            account = await who(heard.user)
        except SlackRefused as refusal:
            _log.warning("account unknown event=%s reason=%s", heard.event_id, refusal)
            return show(refused_card(_WHO_IS_IT))
        except Exception as fault:  # noqa: BLE001 - whatever failed, the person gets an answer
            return show(failed_card(note_fault(fault, event=heard.event_id)))
        if account.kind is AccountKind.BOT:
            return Nothing()
        return await self._respond(self._incoming(heard, account))

    async def overhear(self, heard: Heard) -> None:
        """What is not said to us: where it is of nothing that we keep nothing comes of it, and whoever
        it is, there is no answer. What has been deleted is so, also where Slack does not say by whom.
        """
        account: Account | None = None
        try:
            account = await self._people.account(heard.user)
        except SlackRefused as refusal:
            _log.warning("account unknown event=%s reason=%s", heard.event_id, refusal)
        except Exception as fault:  # noqa: BLE001 - as in reply_to
            note_fault(fault, event=heard.event_id)
        if account is None or account.kind is not AccountKind.BOT:
            await self._respond(self._incoming(heard, account))

    def _incoming(self, heard: Heard, account: Account | None) -> Incoming:
        """``account`` is None where Slack does not say who it is."""
        return Incoming(
            organization=self._organization,
            actor=_actor(account) if account else Actor(PLATFORM, heard.user, None),
            conversation=Conversation(
                heard.place.channel or heard.user,
                is_private=heard.place.is_direct or not heard.place.channel,
                thread=heard.place.thread or heard.root,
                channel=self._office_channel(heard.place),
            ),
            body=self._body(heard),
            event_id=heard.event_id,
            nonce=heard.nonce,
        )

    def _office_channel(self, place: Place) -> str:
        """With its team before it: an organization may have several (``office_telling.py``)."""
        return f"{self._team}/{place.channel}" if place.is_channel else ""

    def _body(self, heard: Heard) -> Body:
        files = tuple(map(self._sender.sent_file, heard.files))
        match heard.body:
            case Said(text) if files:
                return Attached(files, text)
            case Pressed() as pressed if files:
                return replace(pressed, files=files)
            case other:
                return other

    async def answer(self, heard: Heard) -> None:
        if isinstance(heard.body, Typed):
            await self._while_typing(heard)
        elif heard.view:
            await self.put(await self.reply_to(heard), heard, view=heard.view)
        elif heard.opens_form:
            await self._answer_in_a_modal(heard)
        else:
            await self.deliver(await self.reply_to(heard), heard)

    async def deliver(self, reply: Reply, heard: Heard) -> None:
        """Where it was asked."""
        async with self._homes_after(reply, heard):
            await self._show(reply, heard)
            await self._give(await _files(reply), heard)

    async def put(self, reply: Reply, heard: Heard, *, view: str) -> None:
        """Into a modal; where that is closed meanwhile, as any other answer."""
        async with self._homes_after(reply, heard):
            try:
                await self._put(reply, heard, view=view)
            except SlackSilent:
                raise
            except SlackRefused:
                await self._show(reply, heard)
            await self._give(await _files(reply), heard)

    async def put_late(self, answering: asyncio.Future[Reply], heard: Heard) -> None:
        """What came after the modal had to be answered goes into the view that waits."""
        reply = await answering
        # The acknowledgement takes another way: it must not come after this and put it away.
        await asyncio.sleep(ACKNOWLEDGED_WITHIN)
        await self.put(reply, heard, view=heard.view)

    async def draw_home(self, user: str, *, event_id: str, is_theirs: bool = True) -> None:
        """``is_theirs``: they have opened it."""
        heard = Heard(user, Pressed("home.show"), NOWHERE, event_id, is_theirs=is_theirs)
        with _refusals_logged(heard.event_id):
            match await self.reply_to(heard):
                case Show((card, *_)):
                    await self._sender.publish_home(card, user=user)
                case _:
                    pass  # The same event again: the tab has been drawn.

    async def suggest(self, channel: str, thread: str, *, event_id: str) -> None:
        with _refusals_logged(event_id):
            await self._sender.suggest(PROMPTS, channel=channel, thread=thread)

    @asynccontextmanager
    async def _homes_after(self, reply: Reply, heard: Heard) -> AsyncIterator[None]:
        """What stands open elsewhere is drawn anew, whether or not Slack would have the answer."""
        try:
            with _refusals_logged(heard.event_id):
                yield
        finally:
            if isinstance(reply, Show | Update) and reply.changed:
                await self._draw_homes(reply.changed, after=heard.event_id)

    async def _draw_homes(self, staff_ids: frozenset[int], *, after: str) -> None:
        for account in await self._people.accounts_of(staff_ids):
            event_id = f"home:{account.platform_id}:{after}"
            await self.draw_home(account.platform_id, event_id=event_id, is_theirs=False)

    async def _answer_in_a_modal(self, heard: Heard) -> None:
        """The modal first: the trigger does not live until a slow answer is there."""
        view = ""
        with _refusals_logged(heard.event_id):
            try:
                view = await self._sender.open_waiting_view(heard.trigger)
            except SlackRefused as refusal:
                if refusal.error == "expired_trigger_id":
                    card = form_expired_card()
                    await self._sender.show((card,), user=heard.user, place=heard.place)
                # "exchanged_trigger_id": the same press, delivered again.
                raise
        if view:
            await self.put(await self.reply_to(heard), heard, view=view)

    async def _while_typing(self, heard: Heard) -> None:
        """Only what belongs into the form that is open: nobody is interrupted by anything else."""
        reply = await self.reply_to(heard)
        if isinstance(reply, OpenForm):
            with _refusals_logged(heard.event_id):
                await self._sender.put_form(
                    reply.form, view=heard.view, place=heard.place, action_id=heard.action_id
                )

    async def _put(self, reply: Reply, heard: Heard, *, view: str) -> None:
        match reply:
            case OpenForm(form) | RejectFields(form):
                await self._sender.put_form(form, view=view, place=heard.place)
            case Show(cards):
                await self._sender.put_cards(cards, view=view, user=heard.user)
            case Update(card, then):
                await self._sender.put_cards((card, *then), view=view, user=heard.user)
            case Nothing():
                pass
            case _:
                assert_never(reply)

    async def _show(self, reply: Reply, heard: Heard) -> None:
        user, place = heard.user, heard.place
        match reply:
            case Show(cards):
                await self._sender.show(cards, user=user, place=place)
            case Update(card, then):
                await self._sender.replace(card, user=user, place=place)
                await self._sender.show(then, user=user, place=place)
            case OpenForm(button=Card() as card) if not heard.trigger:
                await self._sender.show((card,), user=user, place=place)
            case OpenForm(form) | RejectFields(form):
                await self._sender.open_form(form, trigger=heard.trigger, place=place)
            case Nothing():
                pass
            case _:
                assert_never(reply)

    async def _give(self, files: Sequence[MadeFile], heard: Heard) -> None:
        """A file that Slack does not take, as without the right to it, is told of."""
        try:
            await self._sender.give(files, user=heard.user, place=heard.place)
        except SlackRefused as refusal:
            card = refused_card(_why_not_given(refusal))
            await self._sender.show((card,), user=heard.user, place=heard.place)
            raise


def _actor(account: Account) -> Actor:
    return Actor(PLATFORM, account.platform_id, account.email, account.display_name, account.kind)


async def _files(reply: Reply) -> Sequence[MadeFile]:
    """What it gives, and the charts of its cards, which a message has no place for."""
    match reply:
        case Show(cards, files=files):
            return (*await chart_files(cards), *files)
        case Update(card, then, files=files):
            return (*await chart_files((card, *then)), *files)
        case _:
            return ()


def _why_not_given(refusal: SlackRefused) -> str:
    if isinstance(refusal, SlackSilent):
        return _PERHAPS_GIVEN
    return _NO_RIGHT_TO_GIVE if refusal.error == "missing_scope" else _NOT_GIVEN


@contextmanager
def _refusals_logged(event_id: str) -> Iterator[None]:
    """Slack would not have an answer: there is nobody left to tell but the log."""
    try:
        yield
    except SlackRefused as refusal:
        _log.warning("not delivered event=%s reason=%s", event_id, refusal)
