"""What each kind of activity means to us. Whatever fails, Teams and the person get an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

from bot.teams import answers, extension, payloads
from bot.teams.answers import Answer
from bot.teams.extension import Extension
from bot.teams.files import Files
from bot.teams.inbound import ChannelAccount, InboundActivity
from bot.teams.once import Once
from bot.teams.overheard import is_only_overheard, overheard
from bot.teams.payloads import Heard, Place, place_of
from bot.teams.references import References
from bot.teams.responder import Responder
from bot.teams.sender import Sender
from bot.teams.turn import Turn
from bot.work import Work
from cards.renderers.teams_blocks import Block
from cards.trouble import failed_card
from domain.conversation_reference import ConversationScope
from handlers.faults import note_fault
from handlers.reply import Pressed, Reply, Submitted, show

Draw = Callable[[Reply], Answer]

ANSWER_WITHIN = 8.0
"""Seconds. Teams gives a card's button ten to fifteen before it says that the app did not answer."""


@dataclass(frozen=True, slots=True)
class Activities:
    responder: Responder
    references: References
    sender: Sender
    extension: Extension
    files: Files
    work: Work
    _invokes: Once[Block | None] = field(default_factory=Once)

    async def on_turn(self, activity: InboundActivity, turn: Turn) -> None:
        """A kind that we do not know is none of our business."""
        if _is_bot(activity.sender, activity.recipient):
            return
        try:
            await self._heard(activity, turn)
        except Exception as fault:  # noqa: BLE001 - the last guard: Teams would send it again, and in vain
            note_fault(fault, event=activity.id)

    async def _heard(self, activity: InboundActivity, turn: Turn) -> None:
        match activity.type:
            case "message":
                await self._overhear(activity)
                if not is_only_overheard(activity):
                    await self._message(activity, turn)
            case "messageUpdate" | "messageDelete":
                await self._overhear(activity)
            case "invoke":
                await self._invoke(activity, turn)
            case "installationUpdate" if activity.action == "remove":
                await self.references.block(place_of(activity).conversation_itself)
            case "installationUpdate":
                await self._installed(activity, turn)
            case "conversationUpdate" if _joined(activity):
                await self._installed(activity, turn)

    async def _message(self, activity: InboundActivity, turn: Turn) -> None:
        place = place_of(activity)
        await self._keep(place, event=activity.id)
        answer = await self._answer(payloads.message(activity), place, answers.in_chat)
        await self.sender.deliver(answer, place, turn, in_words=True)

    async def _overhear(self, activity: InboundActivity) -> None:
        """Of nothing that we keep nothing comes of it, and there is no answer."""
        heard = overheard(activity)
        if heard is None:
            return
        try:
            await self.responder.overhear(heard, place_of(activity))
        except Exception as fault:  # noqa: BLE001 - what is said to us is to be answered all the same
            note_fault(fault, event=activity.id)

    async def _installed(self, activity: InboundActivity, turn: Turn) -> None:
        """The greeting: once, although Teams tells of an installation in two ways."""
        place = place_of(activity)
        await self._keep(place, event=activity.id)
        if place.is_private:
            event_id = f"greeting:{place.conversation_itself}"
            greeting = Heard(Pressed("help.show"), event_id, is_theirs=False)
            answer = await self._answer(greeting, place, answers.in_chat)
            await self.sender.deliver(answer, place, turn, in_words=False)

    async def _invoke(self, activity: InboundActivity, turn: Turn) -> None:
        """Answered at once: what else there is to say follows after the response."""
        place = place_of(activity)
        if _is_extension(activity):
            # Whose chat that is nobody says, and we need not be in it: nothing is ours there.
            place = replace(place, scope=ConversationScope.GROUP_CHAT)
        key = f"{place.conversation} {place.person} {activity.id}"
        made: list[Answer] = []

        async def response() -> Block | None:
            made.append(await self._invoked(activity, place, turn))
            return made[0].response

        await turn.respond(await self._invokes.answer(key, response))
        if not made:
            return
        rest = self._rest(made[0], activity, place, turn)
        if turn.expects_replies:
            await rest
        else:
            self.work.start(rest, event=activity.id)

    async def _rest(
        self, answer: Answer, activity: InboundActivity, place: Place, turn: Turn
    ) -> None:
        if not _is_extension(activity):
            await self._keep(place, event=activity.id)
        await self.sender.deliver(answer, place, turn, in_words=False)
        if activity.name == "fileConsent/invoke":
            await self.files.consented(activity, place, turn)

    async def _invoked(self, activity: InboundActivity, place: Place, turn: Turn) -> Answer:
        """What goes back to Teams. Never raises."""
        match activity.name:
            case "adaptiveCard/action":
                return await self._on_card(activity, place, turn)
            case "task/fetch" | "task/submit" | "composeExtension/submitAction":
                return await self._in_dialog(payloads.dialog_action(activity), place)
            case "composeExtension/fetchTask":
                return await self._in_dialog(extension.question(activity), place)
            case "composeExtension/query":
                return await self._search(activity, place)
            case _:
                return Answer()

    async def _on_card(self, activity: InboundActivity, place: Place, turn: Turn) -> Answer:
        """What takes longer than Teams waits, like a long import, is told when it is done."""
        pressed = payloads.card_action(activity)
        replying = asyncio.ensure_future(self._reply(pressed, place))
        if not turn.expects_replies:
            await asyncio.wait({replying}, timeout=ANSWER_WITHIN)
            if not replying.done():
                self.work.start(self._told_late(replying, place, turn), event=activity.id)
                return answers.being_done()
        return self._drawn(
            await replying,
            partial(answers.on_card, is_private=place.is_private),
            event=activity.id,
        )

    async def _told_late(self, replying: Awaitable[Reply], place: Place, turn: Turn) -> None:
        answer = self._drawn(await replying, answers.in_chat, event=place.conversation)
        await self.sender.deliver(answer, place, turn, in_words=False)

    async def _in_dialog(self, heard: Heard, place: Place) -> Answer:
        was_form = isinstance(heard.body, Submitted)
        return await self._answer(heard, place, partial(answers.in_dialog, was_form=was_form))

    async def _search(self, activity: InboundActivity, place: Place) -> Answer:
        try:
            return await self.extension.search(activity, place)
        except Exception as fault:  # noqa: BLE001 - as in _answer
            return extension.results(show(failed_card(note_fault(fault, event=activity.id))))

    async def _answer(self, heard: Heard, place: Place, draw: Draw) -> Answer:
        return self._drawn(await self._reply(heard, place), draw, event=heard.event_id)

    async def _reply(self, heard: Heard, place: Place) -> Reply:
        try:
            return await self.responder.reply(heard, place)
        except Exception as fault:  # noqa: BLE001 - whatever failed, the person gets an answer
            return show(failed_card(note_fault(fault, event=heard.event_id)))

    @staticmethod
    def _drawn(reply: Reply, draw: Draw, *, event: str) -> Answer:
        try:
            return draw(reply)
        except Exception as fault:  # noqa: BLE001 - as in _reply
            return draw(show(failed_card(note_fault(fault, event=event))))

    async def _keep(self, place: Place, *, event: str) -> None:
        """An address that cannot be kept is no reason not to answer."""
        try:
            await self.references.keep(place)
        except Exception as fault:  # noqa: BLE001 - see above
            note_fault(fault, event=event)


def _is_bot(sender: ChannelAccount, recipient: ChannelAccount) -> bool:
    """Another bot, or ourselves."""
    return sender.role == "bot" or sender.id.startswith("28:") or sender.id == recipient.id


def _is_extension(activity: InboundActivity) -> bool:
    return (activity.name or "").startswith("composeExtension/")


def _joined(activity: InboundActivity) -> bool:
    """We ourselves are new in the conversation."""
    return any(member.id == activity.recipient.id for member in activity.members_added or ())
