"""今月の改善事例: which the secretariat shows in the forum, with its own words, once a month."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import DomainError
from domain.improvement_case import PublishedCase, Visibility
from domain.japan_time import JAPAN

MOST_CASES = 5
WORDS_LENGTH = 500
MOST_OFFERED = 30
MOST_CANDIDATES = 60
"""Looked at in each of the orders in which cases are proposed."""
SHOWN_TO_FORUM = frozenset({Visibility.OFFICE, Visibility.FORUM})


@dataclass(frozen=True, slots=True)
class Selection:
    """``month``: the first of it. ``version`` 0: nothing is saved yet."""

    month: date
    case_ids: tuple[int, ...] = ()
    words: str = ""
    version: int = 0
    posted_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.month.year}年{self.month.month}月の改善事例"


class SelectionPosted(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}は、もうフォーラムに載せています。載せるのは月に1回です。")


class NoForum(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"フォーラムのチャンネルが決まっていないため、{name}は載せていません。"
            "フォーラムにするチャンネルで「このチャンネルをフォーラムにして」と送ってから、もう一度押してください。"
        )


class SelectionChanged(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}は、先にほかの方が変えました。最新の内容を開いて、もう一度確かめてください。"
        )


class NothingToSelect(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "フォーラムに載せられる改善事例がまだありません。事例が公開されてから、もう一度選んでください。"
        )


class NothingSelected(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}は、まだ選ばれていません。")


def offered(cases: Iterable[PublishedCase], *, month: date) -> tuple[PublishedCase, ...]:
    """What can be chosen, the likeliest first: those proposed, then the newest."""
    for_all = [case for case in cases if case.text.visibility in SHOWN_TO_FORUM]
    first = proposed(for_all, month=month)
    rest = [case for case in _by(for_all, _newest) if case not in first]
    return (*first, *rest)[:MOST_OFFERED]


def proposed(cases: Iterable[PublishedCase], *, month: date) -> tuple[PublishedCase, ...]:
    """In turn the newest of this month, the one done most elsewhere and the one that helped most
    people; each department once as long as there are others.
    """
    every = [*cases]
    new = [case for case in every if _day(case).replace(day=1) == month]
    turns = [
        _by(new, _newest),
        _by([case for case in every if case.adopted_by], lambda case: case.adopted_by),
        _by([case for case in every if case.thanks], lambda case: case.thanks),
    ]
    likely = [turn[place] for place in range(len(every)) for turn in turns if place < len(turn)]
    chosen: list[PublishedCase] = []
    for may_repeat in (False, True):
        for case in likely:
            departments = {each.department for each in chosen}
            is_known = case in chosen or (case.department in departments and not may_repeat)
            if len(chosen) < MOST_CASES and not is_known:
                chosen.append(case)
    return tuple(chosen)


def still_shown(cases: Sequence[PublishedCase | None]) -> tuple[PublishedCase, ...]:
    """Those that the forum may see now."""
    return tuple(case for case in cases if case and case.text.visibility in SHOWN_TO_FORUM)


def _by(
    cases: Iterable[PublishedCase], key: Callable[[PublishedCase], float]
) -> list[PublishedCase]:
    return sorted(cases, key=lambda case: (-key(case), -case.number))


def _newest(case: PublishedCase) -> float:
    return case.published_at.timestamp()


def _day(case: PublishedCase) -> date:
    return case.published_at.astimezone(JAPAN).date()
