"""Which improvement cases a file is about, and how they stand in it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain import fiscal_year
from domain.case_sight import is_office, may_see
from domain.case_totals import CaseTotals, case_totals, is_elsewhere
from domain.errors import DomainError
from domain.improvement_case import Adoption, Case, PublishedCase
from domain.japan_time import JAPAN
from domain.office_dates import era_year
from domain.office_values import Unreadable
from domain.people import Person

_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"(\d{4})-(\d{2})")
_CALENDAR_YEAR = re.compile(r"(\d{4})年")
_FISCAL_YEAR = re.compile(
    r"(?:(?P<year>\d{4})|(?P<era>昭和|平成|令和|[shr])(?P<count>元|\d{1,2}))(?:年度?)?"
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2150


class NoSuchSpan(DomainError):
    def __init__(self, written: str) -> None:
        super().__init__(
            f"「{written[:20]}」の期間は読めません。"
            "年度は「2026」、月は「2026-11」のように書いてください。"
        )


class NoSuchYear(DomainError):
    def __init__(self, written: str) -> None:
        super().__init__(
            f"「{written[:20]}」の年度は読めません。「2026」か「令和8年度」のように書いてください。"
        )


class NoSuchMonth(DomainError):
    def __init__(self, written: str) -> None:
        super().__init__(f"「{written[:20]}」の月は読めません。「2026-11」のように書いてください。")


class NothingInFile(DomainError):
    """An empty file would look as if it were all."""

    def __init__(self, of: str) -> None:
        super().__init__(
            f"{of.removesuffix('の改善事例')}の改善事例がまだありません。公開された事例があるときに、もう一度書き出してください。"
            if of
            else "改善事例が1件もありません。報告された事例があるときに、もう一度書き出してください。"
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Days of first publication, both included. ``words``: 「令和8年度」."""

    words: str
    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), JAPAN)

    @property
    def ends(self) -> datetime:
        """The first moment that is not in it."""
        return datetime.combine(self.last, time(), JAPAN) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """``of``: as ``span_of`` reads it; ``selection``: the month of a 「今月の改善事例」. Empty: all."""

    of: str = ""
    selection: str = ""

    @classmethod
    def of_args(cls, args: Mapping[str, str]) -> "Wanted":
        return cls(args.get("of", ""), args.get("selection", ""))


EVERY = Wanted()


@dataclass(frozen=True, slots=True)
class FiledCase:
    """``shown``: as others see it, None where it is not published. ``author``: empty where unknown."""

    case: Case
    shown: PublishedCase | None
    author: str = ""


@dataclass(frozen=True, slots=True)
class OfCases:
    """Whose words stand in a file; ``attachment_id`` where it is one that came with a report.

    Who fetches it later than it was made has it only if they might be given it then.
    """

    case_ids: tuple[int, ...]
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaseCollection:
    """``courses``: names by code. ``departments``: in the city's order."""

    cases: tuple[FiledCase, ...]
    adoptions: tuple[Adoption, ...]
    courses: Mapping[str, str]
    departments: tuple[str, ...] = ()
    of: str = ""
    """What it is limited to, in words."""
    is_chosen: bool = False
    """By the secretariat, for ``of``."""

    @property
    def extent(self) -> str:
        if self.is_chosen:
            return f"{self.of}に選んだ事例"
        return f"{self.of}に公開した事例" if self.of else "公開しているすべての事例"

    @property
    def published(self) -> tuple[PublishedCase, ...]:
        """As they were chosen; else 建制順, then by number, departments that are no more last."""
        shown = tuple(each.shown for each in self.cases if each.shown)
        if self.is_chosen:
            return shown
        place = {name: index for index, name in enumerate(self.departments)}
        return tuple(
            sorted(
                shown,
                key=lambda case: (
                    place.get(case.department, len(place)),
                    "" if case.department in place else case.department,
                    case.number,
                ),
            )
        )

    def elsewhere(self) -> tuple[tuple[PublishedCase, Adoption], ...]:
        """「うちでもやった」 of other sections than the one that reported, by the case's number."""
        shown = {each.shown.id: each.shown for each in self.cases if each.shown}
        pairs = [(shown[each.case_id], each) for each in self.adoptions if each.case_id in shown]
        there = [(case, each) for case, each in pairs if is_elsewhere(each, case)]
        return tuple(sorted(there, key=lambda pair: (pair[0].number, pair[1].since)))

    def totals(self, *, to: date) -> CaseTotals:
        return case_totals(self.published, self.adoptions, to=to)

    def for_person(self, person: Person) -> "CaseCollection":
        """What they may see: the secretariat all there is, everybody else what is published for them."""
        if is_office(person):
            return self
        seen = [each for each in self.cases if each.shown and may_see(person, each.shown)]
        return replace(self, cases=tuple(seen))

    def chosen(self, case_ids: tuple[int, ...], *, words: str) -> "CaseCollection":
        """In that order."""
        shown = {each.case.id: each for each in self.cases if each.shown}
        seen = [shown[case_id] for case_id in case_ids if case_id in shown]
        return replace(self, cases=tuple(seen), of=words, is_chosen=True)


def span_of(written: str) -> Span:
    """「2026」, a fiscal year; 「2026年」, from January on; 「2026-11」, a month. Raises NoSuchSpan."""
    if _YEAR.fullmatch(written) and _FIRST_YEAR <= int(written) <= _LAST_YEAR:
        year = int(written)
        return Span(
            fiscal_year.reiwa(year), fiscal_year.first_day(year), fiscal_year.last_day(year)
        )
    calendar = _CALENDAR_YEAR.fullmatch(written)
    if calendar and _FIRST_YEAR <= int(calendar[1]) <= _LAST_YEAR:
        year = int(calendar[1])
        return Span(written, date(year, 1, 1), date(year, 12, 31))
    match = _MONTH.fullmatch(written)
    if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR and 1 <= int(match[2]) <= 12:
        return month_span(date(int(match[1]), int(match[2]), 1))
    raise NoSuchSpan(written)


def fiscal_year_of(written: str) -> str:
    """「2026」 of 「2026」「令和8年度」「R8」, for ``span_of``. Raises NoSuchYear."""
    found = _FISCAL_YEAR.fullmatch(unicodedata.normalize("NFKC", written).strip().lower())
    if found is None:
        raise NoSuchYear(written)
    if found["year"]:
        return found["year"]
    try:
        return str(era_year(found["era"], found["count"], written=written))
    except Unreadable:
        raise NoSuchYear(written) from None


def month_of(written: str) -> date:
    """The first of 「2026-11」. Raises NoSuchMonth."""
    if not _MONTH.fullmatch(written):
        raise NoSuchMonth(written)
    return span_of(written).first


def month_span(first: date) -> Span:
    """``first`` of the month."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return Span(f"{first.year}年{first.month}月", first, last)
