"""「目標に届きそう？」: the policy's targets, the line to them over the years, and a careful forecast."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain import fiscal_year
from domain.kpi import Figure, Kpi, Reading, Series
from domain.policy import Policy, Target

FEWEST_POINTS, MOST_POINTS = 6, 12
"""Months. A line through fewer tells of chance, through more of years that were different."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a snapshot kept."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """From where it began to the target at the end of its last fiscal year."""

    start: Point
    end: Point
    is_assumed: bool
    """The policy does not say in which fiscal year it begins: that of the first snapshot."""

    def at(self, day: date) -> float:
        """Where one would have to be on that day; the ends hold beyond them."""
        span = (self.end.day - self.start.day).days
        gone = min(max((day - self.start.day).days, 0), span)
        return self.start.value + (self.end.value - self.start.value) * gone / (span or 1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes out at ``day`` if it goes on as from ``first`` to ``last``."""

    day: date
    value: float
    a_month: float
    first: date
    last: date
    points: int
    bound_on: date | None = None
    """When it comes to 0 or, a share, to 100, beyond which it cannot go; None if never until ``day``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One target today. ``figure`` is None where it is not known how the target is counted, or there
    is nothing to count.
    """

    target: Target
    figure: Figure | None
    goal: float | None
    """In the figure's own unit; None is a ○ blank of the policy."""
    line: Line | None = None
    forecast: Forecast | None = None
    points: int = 0
    """How many months there are to forecast from."""

    @property
    def now(self) -> float | None:
        return self.figure.value if self.figure else None

    @property
    def is_reached(self) -> bool:
        return self.now is not None and self.goal is not None and self.now >= self.goal

    @property
    def is_likely(self) -> bool | None:
        """None where there is no forecast."""
        if self.forecast is None or self.goal is None:
            return None
        return self.forecast.value >= self.goal


def series_of(target: Target) -> Series | None:
    """The figure that the target is about; None where the policy file does not say it."""
    match target.counted_by:
        case None:
            return None
        case "basic_training":
            return Series(Kpi.BASIC)
        case "promoters_in_sections":
            return Series(Kpi.PROMOTERS)
        case "stage_share" | "stage_people":
            return Series(Kpi.STAGE, target.talent_type, target.part)
        case "people":
            return Series(Kpi.HEADCOUNT, target.talent_type, target.part)


def standings(policy: Policy, reading: Reading, history: Sequence[Reading]) -> tuple[Standing, ...]:
    """One for each target of the policy. ``reading`` and ``history`` as they are shown (``shown``);
    ``history``: the ends of months, the oldest first.
    """
    return tuple(_standing(target, policy, reading, history) for target in policy.targets)


def _standing(
    target: Target, policy: Policy, reading: Reading, history: Sequence[Reading]
) -> Standing:
    series, goal = series_of(target), _goal(target)
    figure = reading.figure(series) if series else None
    figure = _as_people(figure) if figure and target.counted_by == "stage_people" else figure
    points = kept_points(target, history)
    line = _line(target, points, goal, first_year=policy.targets_from)
    return Standing(
        target=target,
        figure=figure,
        goal=goal,
        line=line,
        forecast=forecast(points, line, is_share=is_share(target)) if line else None,
        points=len(points),
    )


def _goal(target: Target) -> float | None:
    """「各主要所管課に1名以上」 is reached when all sections have one."""
    if target.counted_by == "promoters_in_sections" and target.value == 1:
        return 100.0
    return target.value


def is_share(target: Target) -> bool:
    """Whether its figure is a percentage."""
    return target.counted_by in ("basic_training", "promoters_in_sections", "stage_share")


def _as_people(figure: Figure) -> Figure:
    """The same stage counted in people."""
    series = Series(Kpi.HEADCOUNT, figure.series.about, figure.series.part)
    return Figure(
        series=series, count=figure.count, people=figure.people, is_hidden=figure.is_hidden
    )


def kept_points(target: Target, history: Sequence[Reading]) -> tuple[Point, ...]:
    """What the ends of months say of it, the oldest first; none where it is not known how it is counted."""
    series = series_of(target)
    return tuple(_points(target, series, history)) if series else ()


def _points(target: Target, series: Series, history: Sequence[Reading]) -> Iterator[Point]:
    for reading in history:
        figure = reading.figure(series)
        if figure and target.counted_by == "stage_people":
            figure = _as_people(figure)
        if figure and figure.value is not None:
            yield Point(reading.as_of, figure.value)


def _line(
    target: Target, points: Sequence[Point], goal: float | None, *, first_year: int | None
) -> Line | None:
    """None without a number, without a term, or before the first snapshot."""
    if goal is None or target.within_years is None or not points:
        return None
    # Who began above the target is to stay there: no line leads down to it.
    start = Point(points[0].day, min(points[0].value, goal))
    year = fiscal_year.fiscal_year(start.day) if first_year is None else first_year
    last = fiscal_year.last_day(year + target.within_years - 1)
    if last <= start.day:
        return None
    return Line(start, Point(last, goal), is_assumed=first_year is None)


def forecast(points: Sequence[Point], line: Line, *, is_share: bool) -> Forecast | None:
    """The straight line that lies nearest to the newest points (least squares), drawn on to the end.

    None where there are fewer than ``FEWEST_POINTS``. A share ends at 0 and 100, a count at 0.
    """
    newest = points[-MOST_POINTS:]
    if len(newest) < FEWEST_POINTS:
        return None
    days = [point.day.toordinal() for point in newest]
    middle = sum(days) / len(days)
    mean = sum(point.value for point in newest) / len(newest)
    spread = sum((day - middle) ** 2 for day in days)
    slope = sum((d - middle) * (p.value - mean) for d, p in zip(days, newest, strict=True)) / spread
    end = line.end.day.toordinal()
    value = mean + slope * (end - middle)
    bound = 100.0 if value > 100 and is_share else 0.0 if value < 0 else None
    # From where they are already at the bound, no way leads there.
    met = None if bound is None else int(middle + (bound - mean) / slope)
    return Forecast(
        day=line.end.day,
        value=min(max(value, 0.0), 100.0) if is_share else max(value, 0.0),
        a_month=slope * 365.25 / 12,
        first=newest[0].day,
        last=newest[-1].day,
        points=len(newest),
        bound_on=date.fromordinal(min(met, end)) if met is not None else None,
    )
