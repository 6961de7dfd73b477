"""What comes in from a platform and what goes back: the seam between the edges and the handlers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cards.elements import Card, Form
from domain.account import AccountKind
from domain.case_files import OfCases


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks, as the platform knows them; the roster is looked up by e-mail in ``routes``.

    ``email`` is None where the platform does not show it to us.
    """

    platform: str
    platform_id: str
    email: str | None
    display_name: str = ""
    kind: AccountKind = AccountKind.MEMBER


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where it was said. ``is_private`` is true for a direct message.

    ``thread``: by what the platform knows it there, also where this message would be its first;
    empty where there are none. ``channel``: by what the outbox reaches it as one of the office's; empty where it is private.
    """

    id: str
    is_private: bool = True
    thread: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Free text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, with the arguments its card gave it."""

    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    files: "tuple[SentFile, ...]" = ()
    """Of the message from whose menu it was chosen."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form sent in. ``values`` are strings as the platform delivers them; dates are ISO."""

    action: str
    values: Mapping[str, str]
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """Something was typed into a watched field of a form that stays open; ``values`` of all fields.

    ``at``: by the platform's clock. The answer is ``OpenForm``, where there is something new to show
    beside what is typed, else ``Nothing``.
    """

    action: str
    values: Mapping[str, str]
    args: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a message. ``read`` fetches it, once it is known to be wanted.

    It raises DomainError, with what to do, for what cannot be fetched or is too large.
    """

    name: str
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Attached:
    """Files, and what was written beside them."""

    files: tuple[SentFile, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Overheard:
    """Written, edited or deleted in a thread where others read along, and not said to us: data, never a
    command, and there is no answer.

    ``message`` is the platform's id of it, within the channel. ``as_of``: of this version, by the
    platform's clock. ``text`` is None of what has been deleted.
    """

    message: str
    said_at: datetime
    as_of: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction was put to a message, or taken away. As ``Overheard`` it has no answer."""

    message: str
    reaction: str
    is_there: bool


Body = Said | Pressed | Submitted | Typed | Attached | Overheard | Reacted


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did.

    ``event_id`` is the platform's own id of the delivery: one that comes again is answered with
    ``Nothing``. ``nonce`` is that of the card or form that was acted on, since Teams delivers the
    same press again under a new id.
    """

    organization: str
    actor: Actor
    conversation: Conversation
    body: Body
    event_id: str
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file for who asked."""

    name: str
    content: bytes = field(repr=False)
    of_cases: OfCases | None = None
    alt: str = ""
    """Of a picture: the same in words."""


@dataclass(frozen=True, slots=True)
class Show:
    """New cards, in order. They are for who asked alone: where others read along the edge shows
    them to that person only (what is meant for others goes through the outbox, and is never a reply).
    """

    cards: tuple[Card, ...]
    changed: frozenset[int] = frozenset()
    """Staff whose training is not what it was: where it stands open it is drawn anew."""
    files: tuple[MadeFile, ...] = ()
    """They follow the cards."""
    is_for_others: bool = False
    """Nothing in the cards is about who asked: they may be put into a message to others."""
    took_files: bool = False
    """The files that came with the message are part of the answer."""


@dataclass(frozen=True, slots=True)
class Update:
    """The card that was acted on is replaced by this one; then further cards follow, as ``Show``."""

    card: Card
    then: tuple[Card, ...] = ()
    changed: frozenset[int] = frozenset()
    files: tuple[MadeFile, ...] = ()
    """As ``Show``."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    form: Form
    button: Card | None = None
    """Of a form that was asked for in words: the card whose button opens it. Shown in its place where a
    message cannot open one, as on Slack.
    """


@dataclass(frozen=True, slots=True)
class RejectFields:
    """The form stays open, filled in as it was sent, with ``form.errors`` beside the fields."""

    form: Form


@dataclass(frozen=True, slots=True)
class Nothing:
    """Already answered: a replayed event or a button pressed twice."""


Reply = Show | Update | OpenForm | RejectFields | Nothing


def show(*cards: Card) -> Show:
    return Show(cards)
