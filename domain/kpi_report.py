"""年度末点検: the KPIs of a fiscal year beside those of the year before, for the office to file.

区市町村テンプレート 第6章2 has the KPIs looked over at the end of each fiscal year.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from domain import fiscal_year
from domain.case_files import fiscal_year_of
from domain.errors import DomainError, NotFound
from domain.kpi import Reading
from domain.kpi_target import Standing
from domain.policy import Policy

MONTHS_AFTER = 6
"""So long after its end, the year that was looked over last is still meant."""
_SAID = re.compile(r"(\d{4}|(?:令和|r)(?:元|\d{1,2}))年?度")
_LAST_YEAR = re.compile(r"(?:昨|前|去|先)年度")


class NoYearEnd(NotFound):
    def __init__(self, year: int) -> None:
        name = fiscal_year.reiwa(year)
        super().__init__(
            f"{name}の年度末の記録がありません。記録は、年度が終わった翌日から7日の間に一度だけ残します。"
            "いまの年度の資料は「年度末点検の資料」と送ると作れます。"
        )


class NobodyCounted(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "職員名簿がまだないため、資料を作れません。職員名簿を取り込んでから、もう一度送ってください。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """All as it may be shown. ``before`` is the end of the year before, where it was kept."""

    organization: str
    policy: Policy
    year: int
    reading: Reading
    made_at: datetime
    is_final: bool
    """Kept at the end of the year; else as it stands on the day."""
    before: Reading | None = None
    standings: tuple[Standing, ...] = ()
    history: tuple[Reading, ...] = ()
    """The ends of months until then, the oldest first."""

    @property
    def title(self) -> str:
        """「令和8年度　デジタル人材育成方針に係る年度末点検」."""
        return f"{fiscal_year.reiwa(self.year)}　{self.policy.name}に係る年度末点検"

    @property
    def months(self) -> tuple[Reading, ...]:
        """Those of the year."""
        first = fiscal_year.first_day(self.year)
        return tuple(r for r in self.history if first <= r.as_of <= self.reading.as_of)


def year_said(text: str, *, today: date) -> int | None:
    """「令和7年度の年度末点検の資料」「昨年度の…」: the fiscal year; None where none is said."""
    heard = unicodedata.normalize("NFKC", text).lower()
    if _LAST_YEAR.search(heard):
        return fiscal_year.fiscal_year(today) - 1
    found = _SAID.search(heard)
    return int(fiscal_year_of(f"{found[1]}年度")) if found else None


def year_meant(today: date, *, has_last: bool) -> int:
    """Where none is said: the one that has just ended, as long as it is being looked over."""
    year = fiscal_year.fiscal_year(today)
    is_early = today.month - 4 < MONTHS_AFTER and today.month >= 4
    return year - 1 if has_last and is_early else year
