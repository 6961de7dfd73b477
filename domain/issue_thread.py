"""話し合い: what is written in an issue's thread, in its order, and what of it counts as 対応策 or 決定."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum, auto

from domain.errors import DomainError
from domain.whole_characters import whole_characters

WRITTEN_LENGTH = 8_000
"""Characters that are kept of one message; what is longer is cut."""


class Mark(StrEnum):
    """What a message was said to be."""

    COUNTERMEASURE = "対応策"
    DECISION = "決定"


class ReplyGoes(Enum):
    """Where a reply to an issue is written: in the thread of the card that stands in a channel."""

    TO_ITS_CARD = auto()
    COMING = auto()
    """Its card is on its way there."""
    NOWHERE = auto()
    """No card of it stands there."""
    WITHDRAWN = auto()
    """The issue has been: its card stands there without what it is about, if at all."""


class DeletedText(StrEnum):
    """What becomes of a message's text when its writer has deleted it: the organization's rule."""

    GOES = "文も消す"
    STAYS = "文は残す"


@dataclass(frozen=True, slots=True)
class ThreadRules:
    """Of the installation. ``reactions``: which mark a reaction is, by the platform's name of it."""

    reactions: Mapping[str, Mark] = field(
        default_factory=lambda: {"bulb": Mark.COUNTERMEASURE, "pushpin": Mark.DECISION}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message as a platform tells of it. ``message`` is its own id of it, within the channel.

    ``as_of``: when it was written, edited or deleted, by the platform's clock: what is told later may
    be older. ``text`` is None of what has been deleted.
    """

    platform: str
    channel: str
    message: str
    said_at: datetime
    as_of: datetime
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMessage:
    """``author_id`` is None of somebody who is not in the roster; ``text`` is empty where it went. ``version``:
    raised whenever it became another.
    """

    id: int
    issue_id: int
    author_id: int | None
    said_at: datetime
    text: str
    is_edited: bool = False
    is_deleted: bool = False
    marks: frozenset[Mark] = frozenset()
    version: int = 1


@dataclass(frozen=True, slots=True)
class ThreadSummary:
    """``count`` of what has not been deleted; ``marked``, deleted ones too, in their order."""

    count: int = 0
    marked: Sequence[ThreadMessage] = ()

    def of(self, mark: Mark) -> tuple[ThreadMessage, ...]:
        return tuple(each for each in self.marked if mark in each.marks)


def kept_text(text: str) -> str:
    """What a database can hold, and so much of it."""
    return whole_characters(text)[:WRITTEN_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMessage:
    """A message as it has been told of so far. ``as_of``: of what was told last."""

    text: str
    as_of: datetime
    author_id: int | None = None
    is_edited: bool = False
    deleted_at: datetime | None = None


def told_again(
    known: KnownMessage, written: Written, *, author_id: int | None, deleted: DeletedText
) -> KnownMessage:
    """After the platform has told of it once more: the same where that is older, or it was deleted."""
    # A directory that was silent for a moment; who deletes may be another than who wrote.
    if known.author_id is None and written.text is not None:
        known = replace(known, author_id=author_id)
    if known.deleted_at is not None:
        return known
    if written.text is None:
        text = "" if deleted is DeletedText.GOES else known.text
        return replace(known, text=text, as_of=written.as_of, deleted_at=written.as_of)
    if written.as_of <= known.as_of:
        return known
    return replace(known, text=kept_text(written.text), as_of=written.as_of, is_edited=True)


class MessageGone(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "その発言は見つからないか、消されています。課題の「話し合い」を開き直してください。"
        )
