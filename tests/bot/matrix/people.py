"""A short conversation, and the answers that each person in it has seen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.bot.matrix.chats import Chat
from tests.bot.matrix.platforms import SitsDown
from tests.bot.matrix.reading import Shown
from tests.cards.renderers.words import squeezed


@dataclass(frozen=True)
class Answer:
    """``to``: what was done. All that appeared after it, or was replaced, in order."""

    to: str
    shown: tuple[Shown, ...]


@dataclass
class Talker:
    """After each thing done ``sees`` has to stand in the answer."""

    chat: Chat
    heard: list[Answer]

    async def says(self, text: str, *, sees: str) -> None:
        await self._done(f"「{text}」", self.chat.says(text), sees=sees)

    async def presses(self, label: str, *, sees: str, about: str = "") -> None:
        await self._done(f"［{label}］", self.chat.presses(label, about=about), sees=sees)

    async def sends_in(self, *, sees: str, **values: str) -> None:
        await self._done(f"送信{values}", self.chat.sends_in(**values), sees=sees)

    async def does(self, action: str, *, sees: str) -> None:
        await self._done(action, self.chat.does(action), sees=sees)

    async def sends_file(self, name: str, content: bytes, *, sees: str) -> None:
        await self._done(f"📎{name}", self.chat.sends_file(name, content), sees=sees)

    @property
    def labels(self) -> set[str]:
        """Of the buttons that the newest answer has."""
        return {label for shown in self.heard[-1].shown for label in shown.buttons}

    def button_with(self, words: str) -> str:
        """The newest that has ``words`` in its label, which also counts something."""
        labels = [label for shown in self.chat.screen().values() for label in shown.buttons]
        return next(label for label in reversed(labels) if words in label)

    async def _done(self, what: str, doing: Awaitable[None], *, sees: str) -> None:
        before = self.chat.screen()
        await doing
        new = tuple(now for key, now in self.chat.screen().items() if before.get(key) != now)
        self.heard.append(Answer(what, new))
        read = "\n".join(each.text for each in new)
        assert squeezed(sees) in read, f"{what}の答えに「{sees}」がありません。\n{read}"


async def _nothing() -> None:
    pass


@dataclass
class People:
    """``weeks_turn``: what the scheduler does once a week of the 情報交換."""

    sits_down: SitsDown
    heard: list[Answer] = field(default_factory=list)
    weeks_turn: Callable[[], Awaitable[None]] = _nothing

    def person(self, name: str) -> Talker:
        return Talker(self.sits_down(name), self.heard)


Talk = Callable[[People], Awaitable[None]]
