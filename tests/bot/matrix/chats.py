"""One person's chat on each platform, with the same few things to do on all of them."""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache

from aiohttp import FormData, web
from aiohttp.test_utils import TestClient

from bot.console.conversation import Conversations
from bot.console.entry import Entry, GivenFile
from tests.bot.matrix.html_tree import Element, tree
from tests.bot.matrix.reading import Shown, on_console, on_slack, on_teams
from tests.peers.slack.person import Person as SlackPerson
from tests.peers.teams.person import Person as TeamsPerson
from tests.peers.teams.state import Message

Screen = dict[str, Shown]
"""What is shown, by what tells one message from another."""


class Chat(ABC):
    @abstractmethod
    async def says(self, text: str) -> None: ...

    @abstractmethod
    async def presses(self, label: str, *, about: str = "") -> None: ...

    @abstractmethod
    async def sends_in(self, **values: str) -> None:
        """The open form."""

    @abstractmethod
    async def does(self, action: str) -> None:
        """An action that no card offers here, as a shortcut or an old card would."""

    @abstractmethod
    async def sends_file(self, name: str, content: bytes) -> None: ...

    @abstractmethod
    def screen(self) -> Screen: ...


@dataclass
class SlackChat(Chat):
    person: SlackPerson
    errors: tuple[str, ...] = ()
    """Below the fields of the open modal."""

    async def says(self, text: str) -> None:
        """What has come late stands in a modal; nobody writes past one."""
        while self.person.peer.modals[self.person.user]:
            await self.person.closes_modal()
        await self.person.says(text)

    async def presses(self, label: str, *, about: str = "") -> None:
        await self.person.presses(label, about=about)

    async def sends_in(self, **values: str) -> None:
        said = await self.person.sends_in(**values)
        self.errors = tuple(said.get("errors", {}).values())

    async def does(self, action: str) -> None:
        await self.person.uses_shortcut(action)

    async def sends_file(self, name: str, content: bytes) -> None:
        await self.person.uploads(name, content)

    def screen(self) -> Screen:
        peer, user = self.person.peer, self.person.user
        shown = {m.ts: on_slack({"type": "message", **m.content}) for m in peer.screen(user)}
        for view in peer.modals[user]:
            drawn = on_slack(view)
            shown[view["id"]] = Shown((*drawn.lines, *self.errors), drawn.buttons)
        return shown


@dataclass
class TeamsChat(Chat):
    person: TeamsPerson

    async def says(self, text: str) -> None:
        await self.person.says(text)

    async def presses(self, label: str, *, about: str = "") -> None:
        await self.person.presses(label, about=about)

    async def sends_in(self, **values: str) -> None:
        await self.person.fills_in(**values)

    async def does(self, action: str) -> None:
        pressed = {"data": {"action": action, "args": {}, "nonce": ""}}
        await self.person.invokes("adaptiveCard/action", {"action": pressed})

    async def sends_file(self, name: str, content: bytes) -> None:
        await self.person.shares(name, content)

    def screen(self) -> Screen:
        shown = {name: self._read(m) for name, m in self.person.place.messages.items()}
        dialog = self.person.dialog
        return shown | ({"dialog": on_teams(dict(dialog))} if dialog else {})

    def _read(self, message: Message) -> Shown:
        """A card, or a file that is offered."""
        card = message.card(self.person.member.id)
        if card is not None:
            return on_teams(dict(card))
        (file,) = message.activity["attachments"]
        return Shown((file["name"],))


@dataclass
class ConsoleChat(Chat):
    client: TestClient[web.Request, web.Application]
    conversations: Conversations
    email: str
    form: str = ""
    """The open one, as HTML."""
    entry: int | None = None
    """Whose button opened it."""
    sent: int = 0

    async def says(self, text: str) -> None:
        await self._posts("messages", text=text)

    async def presses(self, label: str, *, about: str = "") -> None:
        for entry in reversed(self._entries()):
            for button in tree(entry.html()).found("button"):
                if button.text == label and about in button.attributes.get("aria-label", ""):
                    self.entry = entry.id
                    await self._posts("actions", entry=entry.id, **_carried(button))
                    return
        raise AssertionError(f"ボタン「{label}」がありません。")

    async def sends_in(self, **values: str) -> None:
        (form,) = tree(self.form).found("form")
        filled = _written_in(form) | values
        await self._posts("forms", entry=self.entry, values=filled, **_carried(form))

    async def does(self, action: str) -> None:
        await self._posts("actions", entry=None, action=action, args={}, nonce="")

    async def sends_file(self, name: str, content: bytes) -> None:
        # As browsers do: a name in Japanese stands as it is.
        form = FormData(quote_fields=False)
        form.add_field("person", self.email)
        form.add_field("event_id", self._event_id())
        form.add_field("file", content, filename=name)
        async with self.client.post("/console/files", data=form) as answer:
            assert answer.status == 200, await answer.text()

    def screen(self) -> Screen:
        shown = {str(entry.id): _read(entry) for entry in self._entries()}
        return shown | ({"form": on_console(tree(self.form))} if self.form else {})

    def _entries(self) -> list[Entry]:
        entries = self.conversations.of(self.email).changed_since(0)
        return [entry for entry in entries if not isinstance(entry.content, str)]

    async def _posts(self, path: str, **body: object) -> None:
        told = {"person": self.email, "event_id": self._event_id(), **body}
        async with self.client.post(f"/console/{path}", json=told) as answer:
            assert answer.status == 200, await answer.text()
            self.form = (await answer.json()).get("form", "")

    def _event_id(self) -> str:
        self.sent += 1
        return f"event-{self.sent:04}-{self.email.partition('@')[0].replace('.', '-')}"


def _read(entry: Entry) -> Shown:
    """A card, or a file that can be fetched; who wrote it and when stand above."""
    return _ours(entry.html(), "a" if isinstance(entry.content, GivenFile) else "article")


@lru_cache(1_000)
def _ours(drawn: str, name: str) -> Shown:
    """Of each entry once, however often the screen is looked at."""
    (ours,) = tree(drawn).found(name)
    return on_console(ours)


def _written_in(form: Element) -> dict[str, str]:
    """The texts that stand in its fields already, as a browser sends them with what is typed."""
    typed = [each for each in form.found("input") if each.attributes.get("type") == "text"]
    told = {each.attributes["name"]: each.attributes.get("value", "") for each in typed}
    return told | {each.attributes["name"]: each.text for each in form.found("textarea")}


def _carried(element: Element) -> dict[str, object]:
    """What the page's script sends of a button or a form."""
    told = element.attributes
    args = json.loads(told["data-args"])
    return {"action": told["data-action"], "args": args, "nonce": told["data-nonce"]}
