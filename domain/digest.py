"""今週のまとめ: what is said of one week, every sentence with what it rests on.

Values only. What is counted is counted in storage; what is worth saying is decided in ``digest_*.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import DomainError
from domain.iso_week import WEEK, week_of
from domain.japan_time import JAPAN

_MOMENT = timedelta(microseconds=1)
MOST_KEY_POINTS = 5
"""Sentences of この週の要点."""


class NotYetBegun(DomainError):
    def __init__(self) -> None:
        super().__init__("その週は、まだ始まっていません。今日までの日を指定してください。")


@dataclass(frozen=True, slots=True)
class Period:
    """Since Monday 0:00 in Japan, until a moment that does not belong to it: a week, or as far as it has gone."""

    since: datetime
    until: datetime

    @classmethod
    def of_week(cls, day: date, *, as_of: datetime) -> "Period":
        """The week of ``day``, as far as it had gone by then, that moment included.

        Raises NotYetBegun.
        """
        since = datetime.combine(
            day - timedelta(days=day.weekday()), datetime.min.time(), tzinfo=JAPAN
        )
        if as_of < since:
            raise NotYetBegun
        return cls(since, min(since + WEEK, as_of + _MOMENT))

    @property
    def week(self) -> str:
        """2026-W47."""
        return week_of(self.since.date())

    @property
    def last_day(self) -> date:
        return (self.until - _MOMENT).astimezone(JAPAN).date()

    @property
    def is_whole(self) -> bool:
        return self.until - self.since == WEEK

    def is_recent(self, now: datetime) -> bool:
        """This week or the one before: what waits now is told with it."""
        return now < self.since + 2 * WEEK

    def before(self) -> "Period":
        """The whole week before."""
        return Period(self.since - WEEK, self.since)

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


class CiteKind(StrEnum):
    ISSUE = "課題"
    GROUP = "まとまり"
    MEASURE = "施策"
    CASE = "事例"
    COUNTERMEASURE = "対応策"

    @property
    def sign(self) -> str:
        """What is put before a number of it: 「#」 before an issue's, else the word."""
        return "#" if self is CiteKind.ISSUE else self.value


@dataclass(frozen=True, slots=True, order=True)
class Cite:
    """What a sentence rests on, by its number."""

    kind: CiteKind
    number: int

    @property
    def name(self) -> str:
        """「#12」「まとまり3」「施策2」「事例7」."""
        return f"{self.kind.sign}{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Spoken:
    """A message as it stood when a sentence was made of it: by its id, and which version of it that was."""

    message: int
    version: int


class Step(StrEnum):
    """What the secretariat can do next; the value is what a button says."""

    CONFIRM_GROUP = "まとまりを確かめる"
    BEGIN_MEASURE = "施策化を提案する"
    OPEN_MEASURE = "施策を見る"
    OPEN_ISSUE = "課題を見る"
    OPEN_STALLED = "止まっているもの"
    OPEN_CASES = "確認待ちの事例"
    OPEN_DESK = "事務局の確認待ち"
    OPEN_DELIVERIES = "届かなかった人"


@dataclass(frozen=True, slots=True)
class NextStep:
    """``about``: ids of what it is done with, as the step's button carries them."""

    step: Step
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a sentence quotes: ``lead`` stands before it (決定：), ``words`` are all of it in one line.

    ``stands_in``: the text that each of the sentence's cites is about.
    """

    words: str
    lead: str = ""
    stands_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``weight``: of those with the most the key points are made; 0 never. ``for_office``: nobody else's.

    ``name`` is put before it among the key points, where the heading of its paragraph is far.
    ``phrased_of``: how it reads without a language model, where one has put it in other words; else empty.
    """

    text: str
    cites: tuple[Cite, ...] = ()
    next_step: NextStep | None = None
    weight: float = 0.0
    for_office: bool = False
    name: str = ""
    words: str = ""
    """Of a message or a 対応策, as they are quoted, or what is said of a case or answered about an issue, with
    its name: they may be taken back or put right.
    """
    said: tuple[Spoken, ...] = ()
    """The messages that ``words`` are taken from; none of a 対応策."""
    quote: Quote | None = None
    phrased_of: str = ""

    def as_point(self) -> "Sentence":
        return replace(self, text=f"{self.name}は、{self.text}") if self.name else self


class Part(StrEnum):
    """In their order. The values are stored in editions; people read ``called``."""

    KEY_POINTS = "今週の要点"
    GROUPS = "部局横断の課題"
    ISSUES = "課題の動き"
    MEASURES = "部局横断DX施策"
    CASES = "改善事例"
    TRAINING = "研修"
    OFFICE = "事務局の仕事"

    @property
    def called(self) -> str:
        """Never 今週: card, file and フォーラム版 are still read in later weeks."""
        return "この週の要点" if self is Part.KEY_POINTS else self.value


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``heading`` is empty where the part needs none."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DigestPart:
    part: Part
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[Sentence]:
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


@dataclass(frozen=True, slots=True)
class Digest:
    """``has_news``: whether anything happened in the week. Parts without a sentence are not there."""

    period: Period
    parts: tuple[DigestPart, ...]
    has_news: bool

    def of(self, part: Part) -> DigestPart | None:
        return next((each for each in self.parts if each.part is part), None)

    def sentences(self) -> Iterator[Sentence]:
        for part in self.parts:
            yield from part.sentences()


NOTHING_NEW = "変化なし。課題・施策・改善事例に、この週の動きはありませんでした。"
NOTHING_WEIGHTY = "要点に挙げるほどの動きはありませんでした。"
"""For the secretariat, where something happened of which no sentence tells much: a mark in a discussion, a wording."""


def composed(period: Period, parts: tuple[DigestPart, ...], *, has_news: bool) -> Digest:
    """With the key points in front: the weightiest sentences, as they stand below, with their names."""
    filled = tuple(part for part in parts if any(part.sentences()))
    weighty = sorted(
        (each for part in filled for each in part.sentences() if each.weight > 0),
        key=lambda each: -each.weight,
    )
    points = tuple(each.as_point() for each in weighty[:MOST_KEY_POINTS])
    if not has_news:
        points = (Sentence(text=NOTHING_NEW), *points[: MOST_KEY_POINTS - 1])
    elif not points:
        points = (Sentence(text=NOTHING_WEIGHTY, for_office=True),)
    return Digest(
        period, (DigestPart(Part.KEY_POINTS, (Paragraph("", points),)), *filled), has_news
    )


def with_more(digest: Digest, more: tuple[DigestPart, ...]) -> Digest:
    """``more`` behind its parts; the key points are chosen from all."""
    parts = (each for each in digest.parts if each.part is not Part.KEY_POINTS)
    return composed(digest.period, (*parts, *more), has_news=digest.has_news)


def for_forum(digest: Digest) -> Digest:
    """Without what is the secretariat's only, and without its buttons."""

    def kept(paragraph: Paragraph) -> Paragraph:
        public = (each for each in paragraph.sentences if not each.for_office)
        return Paragraph(
            paragraph.heading,
            tuple(
                Sentence(
                    text=each.text,
                    cites=each.cites,
                    words=each.words,
                    said=each.said,
                    phrased_of=each.phrased_of,
                )
                for each in public
            ),
        )

    parts = tuple(
        DigestPart(part.part, tuple(p for p in map(kept, part.paragraphs) if p.sentences))
        for part in digest.parts
    )
    return Digest(digest.period, tuple(p for p in parts if p.paragraphs), digest.has_news)


def than_before(now: int, before: int) -> str:
    """「前の週は3件」."""
    return "前の週と同じ" if now == before else f"前の週は{before:,}件"
