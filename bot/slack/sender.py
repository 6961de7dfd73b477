"""Replies on Slack: cards as messages that only who asked sees, modals, the Home tab."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.slack.files import FileInSlack, sent_file
from bot.slack.place import NOWHERE, Place
from bot.slack.web_api import SlackRefused, SlackSilent, WebApi
from cards.elements import Card, Form
from cards.renderers import slack, slack_view
from cards.renderers.slack_form import render_form
from cards.renderers.slack_input import INPUT
from handlers.reply import MadeFile, SentFile

Message = Mapping[str, Any]

QUIET = {"unfurl_links": False, "unfurl_media": False}
"""No previews: a link in a card is ours and says itself what it is."""

_EPHEMERAL = {"response_type": "ephemeral", "replace_original": False}

RESPONSES = 5
"""How often a ``response_url`` may be used."""


class Sender:
    """What the edge says. Raises SlackRefused where Slack will not have it."""

    def __init__(self, api: WebApi) -> None:
        self._api = api

    def sent_file(self, file: FileInSlack) -> SentFile:
        return sent_file(file, self._api)

    async def show(self, cards: Iterable[Card], *, user: str, place: Place) -> None:
        """New messages for ``user`` alone, in order."""
        messages = [message for card in cards for message in slack.render(card)]
        await self._say(messages, user=user, place=place)

    async def replace(self, card: Card, *, user: str, place: Place) -> None:
        """The message acted on becomes this card; what does not fit into it follows as new."""
        first, *others = slack.render(card)
        rest: Sequence[Message] = others
        if place.is_ephemeral and place.response_url:
            rest = [*await self._whispered(first, place=place), *rest]
        elif place.message:
            await self._api.call(
                "chat.update", channel=place.channel, ts=place.message, **first, **QUIET
            )
        else:
            rest = [first, *rest]
        await self._say(rest, user=user, place=place)

    async def give(self, files: Sequence[MadeFile], *, user: str, place: Place) -> None:
        """To ``user`` alone: where others read along, into their direct messages."""
        if not files:
            return
        is_here = place.is_direct and bool(place.channel)
        channel = place.channel if is_here else await self._direct_messages(user)
        for file in files:
            await self._api.upload(
                file.content,
                name=file.name,
                channel=channel,
                thread=place.thread if is_here else "",
                alt=file.alt,
            )

    async def open_waiting_view(self, trigger: str) -> str:
        """The id of a modal that stands open while its form is made."""
        opened = await self._api.call("views.open", trigger_id=trigger, view=slack_view.waiting())
        return str(opened["view"]["id"])

    async def open_form(self, form: Form, *, trigger: str, place: Place) -> None:
        view = render_form(form, origin=place.packed())
        await self._api.call("views.open", trigger_id=trigger, view=view)

    async def put_form(
        self, form: Form, *, view: str, place: Place, action_id: str = INPUT
    ) -> None:
        """Into the modal that is open. With the ``action_id`` of its inputs what is typed there stays."""
        drawn = render_form(form, origin=place.packed(), action_id=action_id)
        await self._api.call("views.update", view_id=view, view=drawn)

    async def put_cards(self, cards: Iterable[Card], *, view: str, user: str) -> None:
        """Into the modal that is open: instead of a form, or after a press in it."""
        cards = tuple(cards)
        drawn = slack_view.showing(cards)
        shown = drawn or slack_view.sent_elsewhere()
        await self._api.call("views.update", view_id=view, view=shown)
        if drawn is None:
            await self.show(cards, user=user, place=NOWHERE)

    async def publish_home(self, card: Card, *, user: str) -> None:
        await self._api.call("views.publish", user_id=user, view=slack_view.home(card))

    async def suggest(self, prompts: Mapping[str, str], *, channel: str, thread: str) -> None:
        """Suggested prompts of the assistant panel: title and message, four at most."""
        await self._api.call(
            "assistant.threads.setSuggestedPrompts",
            channel_id=channel,
            thread_ts=thread,
            prompts=[{"title": title, "message": text} for title, text in prompts.items()],
        )

    async def _say(self, messages: Sequence[Message], *, user: str, place: Place) -> None:
        if place.is_direct and place.channel:
            await self._post(messages, channel=place.channel, thread=place.thread)
            return
        unsaid = await self._whisper(messages, user=user, place=place)
        if unsaid:
            await self._post(unsaid, channel=await self._direct_messages(user), thread="")

    async def _post(self, messages: Iterable[Message], *, channel: str, thread: str) -> None:
        below = {"thread_ts": thread} if thread else {}
        for message in messages:
            await self._api.call("chat.postMessage", channel=channel, **message, **below, **QUIET)

    async def _whisper(
        self, messages: Sequence[Message], *, user: str, place: Place
    ) -> Sequence[Message]:
        """In the channel, for one person's eyes; what nothing can be made of there is given back."""
        if not place.channel or (place.response_url and len(messages) > RESPONSES):
            return messages
        below = {"thread_ts": place.thread} if place.thread else {}
        for number, message in enumerate(messages):
            try:
                if place.response_url:
                    whisper = {**message, **below, **_EPHEMERAL}
                    await self._api.respond(place.response_url, whisper)
                else:
                    await self._api.call(
                        "chat.postEphemeral", channel=place.channel, user=user, **message, **below
                    )
            except SlackSilent:
                raise
            except SlackRefused:  # no member there, or the address has been used up
                return messages[number:]
        return ()

    async def _whispered(self, message: Message, *, place: Place) -> Sequence[Message]:
        """In place of the ephemeral message acted on; given back where its address is used up."""
        try:
            await self._api.respond(place.response_url, {**message, "replace_original": True})
        except SlackSilent:
            raise
        except SlackRefused:
            return (message,)
        return ()

    async def _direct_messages(self, user: str) -> str:
        opened = await self._api.call("conversations.open", users=user)
        return str(opened["channel"]["id"])
