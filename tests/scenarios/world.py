"""The sample city with the real handlers and a real database; people talk to the bot in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from bot.main import Bot
from cards.elements import Button, Buttons, Card, Form
from cards.renderers import plain_text
from domain.account import AccountKind
from handlers.reply import (
    Actor,
    Attached,
    Body,
    Conversation,
    Incoming,
    OpenForm,
    Pressed,
    RejectFields,
    Reply,
    Said,
    SentFile,
    Show,
    Submitted,
    Update,
)


@dataclass
class Clock:
    """Stands still until it is moved, or goes on by ``tick`` each time somebody looks at it."""

    now: datetime
    tick: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.now += self.tick
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class Talker:
    """One person at their chat. ``reads`` is all that the last answer showed, as plain text."""

    bot: Bot
    email: str | None
    numbers: Callable[[], int]
    reply: Reply | None = None
    kind: AccountKind = AccountKind.MEMBER
    history: list[Reply] = field(default_factory=list)
    sent: Incoming | None = None
    is_private: bool = True
    platform: str = "test"
    room: str = ""
    """The conversation; empty where they talk to the bot alone."""

    async def says(self, text: str) -> str:
        return await self._sends(Said(text))

    async def attaches(self, *files: tuple[str, bytes], text: str = "") -> str:
        """Files, each a name and its content."""
        sent = tuple(SentFile(name, _held(content)) for name, content in files)
        return await self._sends(Attached(sent, text))

    async def presses(self, label: str, *, about: str = "") -> str:
        """The first button of that label (and about that) on the last answer."""
        for card, button in self._buttons():
            if button.label == label and about in button.about:
                pressed = Pressed(button.action, button.args)
                return await self._sends(pressed, nonce=card.nonce)
        raise AssertionError(f"ボタン「{label}」がありません。\n{self.reads}")

    async def sends_in(self, **values: str) -> str:
        """The open form, with these values; twice is possible with ``again``."""
        form = self.form
        return await self._sends(Submitted(form.action, values, form.args), nonce=form.nonce)

    async def sends(self, body: Body, *, nonce: str = "") -> str:
        """Anything at all, also what no card of ours would send."""
        return await self._sends(body, nonce=nonce)

    @property
    def last_sent(self) -> Incoming:
        """What was delivered last, to be delivered again."""
        assert self.sent is not None
        return self.sent

    @property
    def form(self) -> Form:
        match self.reply:
            case OpenForm(form) | RejectFields(form):
                return form
            case other:
                raise AssertionError(f"フォームが開いていません：{other}")

    @property
    def cards(self) -> tuple[Card, ...]:
        match self.reply:
            case Show(cards):
                return cards
            case Update(card, then):
                return (card, *then)
            case _:
                return ()

    @property
    def files(self) -> dict[str, bytes]:
        """What the last answer gave, by name."""
        given = self.reply.files if isinstance(self.reply, Show | Update) else ()
        return {file.name: file.content for file in given}

    @property
    def reads(self) -> str:
        match self.reply:
            case OpenForm(form) | RejectFields(form):
                return plain_text.render_form(form)
            case _:
                return "\n".join(plain_text.render(card) for card in self.cards)

    def _buttons(self) -> list[tuple[Card, Button]]:
        return [
            (card, button)
            for card in self.cards
            for element in card.elements
            if isinstance(element, Buttons)
            for button in element.buttons
        ]

    async def _sends(self, body: Body, *, nonce: str = "") -> str:
        incoming = Incoming(
            organization=self.bot.deployment.organization.key,
            actor=Actor(self.platform, self.email or "U1", self.email, "表示名", self.kind),
            conversation=Conversation(self.room or self.email or "U1", is_private=self.is_private),
            body=body,
            event_id=f"event-{self.numbers()}",
            nonce=nonce,
        )
        self.sent = incoming
        self.reply = await self.bot.respond(incoming)
        self.history.append(self.reply)
        return self.reads


def _held(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def read() -> bytes:
        return content

    return read


@dataclass
class World:
    bot: Bot
    clock: Clock
    events: "count[int]" = field(default_factory=count)
    found: object = None
    """What was talked before (tests/left.py)."""

    def person(self, name: str) -> Talker:
        """Someone by the part of their e-mail before the @."""
        address = name if "@" in name else f"{name}@kakehashi.example"
        return Talker(self.bot, address, self.events.__next__)

    def again(self, talker: Talker | None = None) -> Talker:
        """Who was left in the talk before the test, and reads the same answer."""
        was = talker or self.found
        assert isinstance(was, Talker)
        return replace(was, bot=self.bot, numbers=self.events.__next__, history=list(was.history))

    @property
    def 市川(self) -> Talker:
        """市民課の主事. This year's security training is not done."""
        return self.person("ichikawa.haruka")

    @property
    def 大谷(self) -> Talker:
        """会計年度任用職員 without ICT equipment."""
        return self.person("otani.isamu")

    @property
    def 森田(self) -> Talker:
        """DX推進員."""
        return self.person("morita.sho")

    @property
    def 三宅(self) -> Talker:
        """市民課長."""
        return self.person("miyake.kazue")

    @property
    def 水谷(self) -> Talker:
        """事務局."""
        return self.person("mizutani.kaori")

    @property
    def 相沢(self) -> Talker:
        """Joined this month."""
        return self.person("aizawa.yuna")
