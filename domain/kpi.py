"""KPIs of the development policy: what each figure is, of how many, and what of it may be shown.

The names are those of 区市町村テンプレート 第6章2 and of the issue board's own counts. How they are
counted is in ``kpi_count.py``; what they mean in words in ``kpi_words.py``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

FEWEST_SHOWN = 5
"""People. What is said of fewer would be said of each of them."""
REGULAR = "常勤"
"""The part of ``Kpi.HEADCOUNT`` that the policy sets a target for (第5章4)."""
AT_HOME, ELSEWHERE, UNKNOWN_HOURS = "報告した課", "横展開した課", "削減時間が未記入の件数"
"""The parts of ``Kpi.HOURS``."""


class Kpi(StrEnum):
    """What is counted. The order is that of every list."""

    BASIC = "全職員基礎研修の受講率"
    COURSE = "講座別の受講率"
    PROMOTERS = "DX推進員の配置率"
    LEADERS = "案件リード経験者数"
    STAGE = "育成段階の到達"
    SKILLS = "スキル到達度"
    HEADCOUNT = "人材区分別の人数"
    QUALIFIED = "資格の保有者数"
    HOURS = "累計削減時間"
    ADOPTED = "横展開数"

    @property
    def is_share(self) -> bool:
        """Shown as a percentage."""
        return self in _SHARES

    @property
    def unit(self) -> str:
        return _UNITS[self]


_SHARES = frozenset({Kpi.BASIC, Kpi.COURSE, Kpi.PROMOTERS, Kpi.STAGE, Kpi.SKILLS})
_UNITS = {
    Kpi.PROMOTERS: "課",
    Kpi.SKILLS: "件",
    Kpi.HOURS: "時間",
    Kpi.ADOPTED: "件",
} | dict.fromkeys(
    (
        Kpi.BASIC,
        Kpi.COURSE,
        Kpi.LEADERS,
        Kpi.STAGE,
        Kpi.HEADCOUNT,
        Kpi.QUALIFIED,
    ),
    "名",
)


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over the months. Empty ``about`` and ``department``: of all there is."""

    kpi: Kpi
    about: str = ""
    """A course's code, a talent type, a qualification, or one of the parts above."""
    part: str = ""
    """The stage, or ``REGULAR``."""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``count`` of ``of``; ``of`` is None where nothing is divided.

    ``people``: how many it tells of; None where it tells of no people.
    """

    series: Series
    count: float
    of: int | None = None
    people: int | None = None
    label: str = ""
    """``about`` as people call it: a course's name."""
    is_hidden: bool = False
    """Its numbers are not to be known, and are not there."""

    @property
    def share(self) -> float | None:
        """0 to 100; None where there is nothing to divide by."""
        return None if self.is_hidden or not self.of else self.count / self.of * 100

    @property
    def value(self) -> float | None:
        """What a target compares with: the percentage of a share, else the count."""
        if self.is_hidden:
            return None
        return self.share if self.series.kpi.is_share else self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All figures of one day. ``people`` count; those ``excluded`` are in service and do not."""

    as_of: date
    figures: tuple[Figure, ...]
    people: int
    excluded: tuple[tuple[str, int], ...] = ()
    """Reason and how many; only those that there are."""
    basics: tuple[str, ...] = ()
    """Names of the courses behind ``Kpi.BASIC``."""

    def figure(self, series: Series) -> Figure | None:
        return next((each for each in self.figures if each.series == series), None)

    def of(self, kpi: Kpi) -> tuple[Figure, ...]:
        """Of the whole municipality."""
        return tuple(f for f in self.figures if f.series.kpi is kpi and not f.series.department)

    def by_department(self, kpi: Kpi, about: str = "") -> tuple[Figure, ...]:
        return tuple(
            f
            for f in self.figures
            if (f.series.kpi, f.series.about) == (kpi, about) and f.series.department
        )

    def in_order_of(self, departments: Sequence[str]) -> "Reading":
        """``departments``: 建制順. One that is not named any more comes after them, as it stood."""
        order = {name: place for place, name in enumerate(departments)}
        wholes: dict[tuple[Kpi, str, str], int] = {}
        for figure in self.figures:
            series = figure.series
            wholes.setdefault((series.kpi, series.about, series.part), len(wholes))

        def place(figure: Figure) -> tuple[int, int]:
            series = figure.series
            within = order.get(series.department, len(order)) if series.department else -1
            return wholes[series.kpi, series.about, series.part], within

        return replace(self, figures=tuple(sorted(self.figures, key=place)))

    def shown(self) -> "Reading":
        """Without what may not be shown: the only form in which a reading leaves for people."""
        return replace(self, figures=hide_few(self.figures))


def hide_few(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Groups under ``FEWEST_SHOWN`` people are hidden, and of the departments of one whole as many
    more, the smallest first, as it takes that those hidden are not told by the difference.
    """
    figures = tuple(figures)
    hidden = {f.series for f in figures if _is_few(f)}
    wholes: defaultdict[Series, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.series.department and figure.people:
            wholes[replace(figure.series, department="")].append(figure)
    for whole, parts in wholes.items():
        if whole not in hidden:
            hidden |= _hidden_besides(parts, hidden)
        else:
            hidden |= {part.series for part in parts}
    return tuple(_without_numbers(f) if f.series in hidden else f for f in figures)


def _is_few(figure: Figure) -> bool:
    return figure.people is not None and 0 < figure.people < FEWEST_SHOWN


def _hidden_besides(parts: Sequence[Figure], hidden: set[Series]) -> set[Series]:
    together = sum(part.people or 0 for part in parts if part.series in hidden)
    found: set[Series] = set()
    if not together:
        return found
    for part in sorted(parts, key=lambda each: each.people or 0):
        if together >= FEWEST_SHOWN:
            break
        if part.series not in hidden:
            found.add(part.series)
            together += part.people or 0
    return found


def _without_numbers(figure: Figure) -> Figure:
    return replace(figure, count=0, of=None, people=None, is_hidden=True)


# -- how they are written ------------------------------------------------------------------------


def percent_words(share: float) -> str:
    """「87.5%」. Neither 100% nor 0% is said of what only comes near it."""
    tenth = Decimal("0.1")
    rounded = Decimal(repr(share)).quantize(tenth, ROUND_HALF_UP)
    if rounded >= 100 > share:
        rounded = 100 - tenth
    if rounded <= 0 < share:
        rounded = tenth
    return f"{rounded.normalize():f}%"


def number_words(value: float) -> str:
    """「1,234」「12.5」."""
    text = f"{value:,.1f}"
    return text.removesuffix(".0")


def few_words(count: int) -> str:
    """How many are excluded: few are not counted out either."""
    return f"{FEWEST_SHOWN}人未満" if 0 < count < FEWEST_SHOWN else f"{count:,}名"
