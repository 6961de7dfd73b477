"""定期的な情報交換: each week how each department's issues and measures are going, in its own words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.chief import led_by
from domain.dx_measure import DxMeasure
from domain.errors import DomainError, NotAllowed
from domain.improvement_case import PublishedCase
from domain.issue import Issue
from domain.people import Person

LINE_LENGTH = 200
"""Characters of the one line beside an answer."""
MOST_ITEMS = 30
"""Of one department that are asked about at a time: those left the longest."""


class Progress(StrEnum):
    FORWARD = "進んだ"
    SAME = "変わりなし"
    TROUBLED = "困っている"

    @property
    def touches(self) -> bool:
        """Whether what it is said of has been dealt with: that nothing has changed is no sign of it."""
        return self is not Progress.SAME


@dataclass(frozen=True, slots=True)
class HelperIds:
    """Who or what may help with it: by their rows, the nearest first."""

    issues: tuple[int, ...] = ()
    """Solved ones like it."""
    cases: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    """デジタル専門人材."""


NO_HELPERS = HelperIds()


@dataclass(frozen=True, slots=True)
class Answer:
    progress: Progress
    line: str = ""


@dataclass(frozen=True, slots=True)
class LastProgress:
    """The newest answer about one issue or measure. ``by``: who gave it."""

    answer: Answer
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeItem:
    """Asked of whoever is 統括リーダー of ``department`` now. ``version``: how often it was answered.

    ``is_open``: it is still to be dealt with. ``answered_by`` and ``answered_at`` go with ``answer``.
    """

    id: int
    department: str
    about: Issue | DxMeasure
    is_open: bool = True
    version: int = 0
    answer: Answer | None = None
    answered_by: int | None = None
    answered_at: datetime | None = None
    helpers: HelperIds = NO_HELPERS

    @property
    def called(self) -> str:
        """「課題#12「…」」, 「施策3「…」」."""
        return self.about.called

    @property
    def is_waiting(self) -> bool:
        return self.is_open and self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One week's. ``closed_at``: when the answers were put together, None before."""

    id: int
    week: str
    opened_at: datetime
    again_at: datetime
    closes_at: datetime
    asked_again_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """``items``: by department, those left the longest first."""

    round: Round
    items: Sequence[ExchangeItem] = ()

    def of(self, departments: Collection[str]) -> tuple[ExchangeItem, ...]:
        """What is shown of them: what has been settled without an answer is asked no more."""
        return tuple(
            each
            for each in self.items
            if each.department in departments and (each.is_open or each.answer)
        )

    def with_answers(self, answered: Iterable[ExchangeItem]) -> "Exchange":
        """As it is once these of its items have been answered so."""
        by_id = {each.id: each for each in answered}
        return Exchange(self.round, tuple(by_id.get(each.id, each) for each in self.items))

    def waiting(self, departments: Collection[str] | None = None) -> tuple[ExchangeItem, ...]:
        return tuple(
            each
            for each in self.items
            if each.is_waiting and (departments is None or each.department in departments)
        )

    def saying(self, progress: Progress) -> tuple[ExchangeItem, ...]:
        return tuple(
            each for each in self.items if each.answer and each.answer.progress is progress
        )

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Departments with something that is still to be answered."""
        return departments_of(self.waiting())

    @property
    def missing(self) -> tuple[str, ...]:
        """Departments that are called 未回答: those that have been asked again."""
        return self.unanswered if self.round.asked_again_at is not None else ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """Departments that have been asked once and still have time: not called 未回答."""
        is_first = self.round.asked_again_at is None and self.round.closed_at is None
        return self.unanswered if is_first else ()

    @property
    def answering(self) -> tuple[str, ...]:
        """Departments that have answered something."""
        return departments_of(each for each in self.items if each.answer)

    def is_to_close(self, *, now: datetime) -> bool:
        return self.round.closed_at is None and (not self.waiting() or now >= self.round.closes_at)

    def is_to_ask_again(self, *, now: datetime) -> bool:
        """Also when it has come to the end without that: nobody who was not is called 未回答."""
        is_asked = self.round.asked_again_at is not None or self.round.closed_at is not None
        return bool(self.waiting()) and not is_asked and now >= self.round.again_at


def left_longest(
    issues: Iterable[Issue], measures: Iterable[DxMeasure]
) -> tuple[Issue | DxMeasure, ...]:
    """What a department is asked about, of what it has open."""
    both: list[Issue | DxMeasure] = [*issues, *measures]
    return tuple(sorted(both, key=lambda each: (each.touched_at, each.number))[:MOST_ITEMS])


def departments_of(items: Iterable[ExchangeItem]) -> tuple[str, ...]:
    """Each once, as they come."""
    return tuple(dict.fromkeys(item.department for item in items))


# -- answers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer as somebody gives it: to the item as they saw it in ``version``."""

    item_id: int
    version: int
    answer: Answer


class ExchangeOver(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "その回の情報交換は終わっています。「情報交換に答える」と送ると、今の回が開きます。"
        )


class AnswerFixed(DomainError):
    def __init__(self, called: str) -> None:
        super().__init__(
            f"{called}の答えは、まとめを載せたあとなので変えられません。"
            "続きは、課題のスレッドに書いてください。"
        )


class LineTooLong(DomainError):
    def __init__(self) -> None:
        super().__init__(f"ひとことは{LINE_LENGTH}文字までにしてください。")


class AnsweredMeanwhile(DomainError):
    """Another 統括リーダー of the department was first."""

    def __init__(self, called: str, *, by: str, answer: Answer) -> None:
        line = f"：{answer.line}" if answer.line else ""
        super().__init__(
            f"{called}は、先に{by}が「{answer.progress}{line}」と答えたため、まだ保存していません。"
            "確かめて、もう一度送ってください。"
        )


def require_answer(person: Person, item: ExchangeItem) -> None:
    """Raises NotAllowed, with the sentence for the person."""
    if item.department not in led_by(person):
        raise NotAllowed(
            f"{item.called}の情報交換に答えられるのは、{item.department}のDX統括リーダーです。"
            "伝えたいことは、課題のスレッドに書いてください。"
        )


def answered(
    item: ExchangeItem,
    asked: Asked,
    exchange: Round,
    *,
    by: int,
    name_of_first: str,
    at: datetime,
    helpers: HelperIds = NO_HELPERS,
) -> ExchangeItem:
    """``item`` itself where that is its answer already. ``name_of_first``: who has answered it.

    Raises LineTooLong, AnswerFixed, AnsweredMeanwhile.
    """
    answer = replace(asked.answer, line=one_line(asked.answer.line))
    if item.answer == answer:
        return item
    if len(answer.line) > LINE_LENGTH:
        raise LineTooLong
    if item.answer and exchange.closed_at is not None:
        raise AnswerFixed(item.called)
    if item.answer and item.version != asked.version:
        raise AnsweredMeanwhile(item.called, by=name_of_first, answer=item.answer)
    return replace(
        item,
        answer=answer,
        answered_by=by,
        answered_at=at,
        version=item.version + 1,
        helpers=helpers if answer.progress is Progress.TROUBLED else NO_HELPERS,
    )


def one_line(written: str) -> str:
    return " ".join(written.split())


# -- who and what may help -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Helpers:
    """What stands behind the ids, as whoever reads it may see it."""

    issues: Sequence[Issue] = ()
    cases: Sequence[PublishedCase] = ()
    people: Sequence[Person] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.issues or self.cases or self.people)


NOBODY_HELPS = Helpers()
