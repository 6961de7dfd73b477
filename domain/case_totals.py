"""累計削減時間: what the published cases have saved until a day, with what the figure rests on.

Hours a month times full months: of the reporting section since the case was published first, of
every other section since the month in which it began. A month that has not ended counts nothing.
未記入 is no 0: it is left out of the hours and counted by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.improvement_case import Adoption, PublishedCase
from domain.japan_time import JAPAN

BASIS = (
    "事例ごとに「1か月あたりの削減時間×満了した月数」を計算し、合計しています。",
    "月数は、報告した課は公開した日から、「うちでもやった」課は始めた月から数えます。",
    "同じ事例は1回だけ数え、横展開の分は報告した課の分と分けています。",
    "削減時間が未記入のものは0とせず、件数だけを示します。取り下げた事例は含みません。",
)
"""To be shown with every figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """``known``: how many say their hours; ``unknown``: how many do not (未記入)."""

    monthly: float = 0.0
    """Hours in a month, of those that say them and have begun."""
    until_now: float = 0.0
    """Hours until the day."""
    known: int = 0
    unknown: int = 0

    @property
    def count(self) -> int:
        return self.known + self.unknown

    def __add__(self, other: "Saved") -> "Saved":
        return Saved(
            monthly=self.monthly + other.monthly,
            until_now=self.until_now + other.until_now,
            known=self.known + other.known,
            unknown=self.unknown + other.unknown,
        )


NOTHING = Saved()


@dataclass(frozen=True, slots=True)
class CaseTotals:
    """``own``: of the sections that reported; ``elsewhere``: of those that did the same."""

    to: date
    own: Saved
    elsewhere: Saved

    @property
    def together(self) -> Saved:
        return self.own + self.elsewhere


def case_totals(
    cases: Iterable[PublishedCase], adoptions: Iterable[Adoption], *, to: date
) -> CaseTotals:
    """Each case once, and each section's adoption once; those of cases that are not among ``cases``,
    and of the section that reported it, do not count.
    """
    by_id = {case.id: case for case in cases}
    elsewhere = {
        (each.case_id, each.department, each.section): each
        for each in adoptions
        if each.case_id in by_id and is_elsewhere(each, by_id[each.case_id])
    }
    return CaseTotals(
        to,
        sum((saved_at_home(case, to=to) for case in by_id.values()), NOTHING),
        sum((saved_there(each, to=to) for each in elsewhere.values()), NOTHING),
    )


def is_elsewhere(adoption: Adoption, case: PublishedCase) -> bool:
    return (adoption.department, adoption.section) != (case.department, case.section)


def saved_at_home(case: PublishedCase, *, to: date) -> Saved:
    """Where it was reported, since it was published first."""
    return _saved(case.text.effect.hours, since=case.published_at.astimezone(JAPAN).date(), to=to)


def saved_there(adoption: Adoption, *, to: date) -> Saved:
    return _saved(adoption.hours, since=adoption.since, to=to)


def full_months(since: date, to: date) -> int:
    """15 April to 14 May: 0; to 15 May: 1. Never less than 0."""
    begun = (to.year - since.year) * 12 + to.month - since.month
    return max(begun - (to.day < since.day), 0)


def _saved(hours: float | None, *, since: date, to: date) -> Saved:
    if hours is None:
        return Saved(unknown=1)
    is_begun = since <= to
    return Saved(
        monthly=hours if is_begun else 0.0, until_now=hours * full_months(since, to), known=1
    )
