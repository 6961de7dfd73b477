"""What may be said of the policy's targets: the line to them, and what a ruler draws."""

import re
from collections.abc import Iterator
from datetime import date
from statistics import linear_regression
from typing import Any

from domain.policy import Target
from tests.digest_town.shapes import NUMBER, Pair, Told, number
from tests.digest_town.staff import PROMOTER, STAFF
from tests.digest_town.training_counts import BASIC, PROMOTERS, Counts, kept_figures
from tests.digest_town.training_shapes import TRAINING as TRAINING

TARGETS = TRAINING
"""Those of training, and these."""
_DAY = r"(?:\d+)年(?:\d+)月(?:\d+)日"
_AMOUNT = r"[\d,.]+(?:%|名|課)"
_TARGET = (
    rf"(?P<name>.*?)：いまは(?P<now>{_AMOUNT})(?:（{NUMBER}(?:名|課)／{NUMBER}(?:名|課)）)?です。"
    rf"目標は(?:(?P<years>\d+)年以内に)?(?P<goal>{_AMOUNT})以上です。(?P<reached>目標に届いています。)?"
    rf"(?:目標線（(?P<from>{_DAY})の(?P<begin>{_AMOUNT})から(?P<to>{_DAY})の(?P<end>{_AMOUNT})まで）では、"
    rf"きょうは(?P<line>{_AMOUNT})です。いまの値は(?:ちょうど線の上です|"
    rf"線を(?P<gap>[\d,.]+)(?:ポイント|名)(?P<side>上回|下回)っています)。)?"
    rf"(?:(?:見込みは、月末の記録が6か月分たまってから示します（いまは(?P<few>\d+)か月分）。|"
    rf"直近(?P<points>\d+)か月分の記録（(?P<first>{_DAY})〜(?P<last>{_DAY})）の"
    rf"変わり方（1か月に(?P<pace>[+-]?[\d,.]+)(?:ポイント|名)）が続くと、(?P<when>{_DAY})に"
    rf"(?P<then>{_AMOUNT})の見込みで、目標に(?P<verdict>届きそうです|届かないおそれがあります)。))?"
    rf"(?:何年度から数えるかが方針ファイルにないため、最初の記録（(?P<assumed>{_DAY})）の年度から数えています。)?"
)
_SERIES = {
    "basic_training": (BASIC, "", ""),
    "promoters_in_sections": (PROMOTERS, "", ""),
    "stage_share": ("育成段階の到達", STAFF, "段階2"),
    "stage_people": ("育成段階の到達", STAFF, "段階2"),
}


class _Aim:
    """A target of the policy, where it stands now, and where it stood at the ends of months."""

    def __init__(self, told: Told, target: Target) -> None:
        town, how = Counts(told), target.counted_by or ""
        self.is_share = how in ("basic_training", "promoters_in_sections", "stage_share")
        self.unit = "%" if self.is_share else "名"
        self.goal = 100.0 if how == "promoters_in_sections" else (target.value or 0.0)
        self.today, self.years = town.today, target.within_years
        self.first_year = told.made.policy.targets_from
        if how == "people":
            employment = target.part
            self.now: float = town.promoters(employment)
            series = ("人材区分別の人数", PROMOTER, target.part)
        else:
            count, of = _counts(town, how)
            self.now, series = count / of * 100 if self.is_share else count, _SERIES[how]
        kept = kept_figures(told.records, *series, today=self.today)
        self.points: list[tuple[date, float]] = [
            (day, row["count"] / row["total"] * 100 if self.is_share else row["count"])
            for day, row in kept
        ]

    @property
    def end(self) -> date | None:
        """The last of March in which it is to be reached."""
        if self.years is None or not self.points:
            return None
        first = self.points[0][0]
        year = first.year - (first.month < 4) if self.first_year is None else self.first_year
        end = date(year + self.years, 3, 31)
        return end if end > first else None

    @property
    def line(self) -> float:
        """Where one would have to be today."""
        (first, value), end = self.points[0], self.end
        assert end is not None
        gone = min(max((self.today - first) / (end - first), 0), 1)
        begun = min(value, self.goal)
        return begun + (self.goal - begun) * gone

    def drawn(self) -> tuple[float, float]:
        """By the straight line through the last twelve at most: at the end, and a month."""
        some, end = self.points[-12:], self.end
        assert end is not None
        origin = some[0][0]
        days = [(day - origin).days for day, _ in some]
        ruler = linear_regression(days, [value for _, value in some])
        value = ruler.intercept + ruler.slope * (end - origin).days
        top = 100.0 if self.is_share else float("inf")
        return min(max(value, 0.0), top), ruler.slope * 365.25 / 12


def _counts(town: Counts, how: str) -> tuple[int, int]:
    if how in ("stage_share", "stage_people"):
        return len(town.second_stage), len(town.people)
    return town.counted(_SERIES[how][0])


@TRAINING.under("目標", _TARGET)
def _target(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    (target,) = (each for each in told.made.policy.targets if each.measure == found["name"])
    aim = _Aim(told, target)
    yield _is(found["now"], aim.now, aim.unit), True
    if found[3]:
        yield (number(found[3]), number(found[4])), _counts(Counts(told), target.counted_by or "")
    yield found["years"], str(aim.years) if aim.years else None
    yield _is(found["goal"], aim.goal, aim.unit), True
    yield bool(found["reached"]), aim.now >= aim.goal
    is_drawn = aim.end is not None and len(aim.points) >= 6
    if aim.now >= aim.goal:
        yield from _reached(aim, found, is_drawn=is_drawn)
        return
    yield bool(found["from"]), aim.end is not None
    if aim.end is not None:
        yield from _on_line(aim, found)
    yield bool(found["points"]), is_drawn
    if is_drawn:
        yield from _forecast(aim, found)
    else:
        yield int(found["few"]), len(aim.points)
    assumed = aim.points[0][0] if aim.end is not None and aim.first_year is None else None
    yield found["assumed"], _said(assumed)


def _reached(aim: _Aim, found: re.Match[str], *, is_drawn: bool) -> Iterator[Pair]:
    """No line leads to it any more; only that it may be lost again is told."""
    yield (found["from"], found["few"], found["assumed"]), (None, None, None)
    if found["points"]:
        yield from _forecast(aim, found)
        yield found["verdict"], "届かないおそれがあります"
    elif is_drawn:
        yield aim.drawn()[0] > aim.goal - 1e-6, True


def _on_line(aim: _Aim, found: re.Match[str]) -> Iterator[Pair]:
    first, value = aim.points[0]
    yield (found["from"], found["to"]), (_said(first), _said(aim.end))
    yield _is(found["begin"], min(value, aim.goal), aim.unit), True
    yield _is(found["end"], aim.goal, aim.unit), True
    yield _is(found["line"], aim.line, aim.unit), True
    gap = aim.now - aim.line
    yield _is_near(found["gap"] or "0", abs(gap)), True
    if found["side"]:
        yield found["side"], "上回" if gap > 0 else "下回"


def _forecast(aim: _Aim, found: re.Match[str]) -> Iterator[Pair]:
    value, pace = aim.drawn()
    some = aim.points[-12:]
    yield int(found["points"]), len(some)
    days = (_said(some[0][0]), _said(some[-1][0]), _said(aim.end))
    yield (found["first"], found["last"], found["when"]), days
    yield _is_near(found["pace"], pace), True
    yield _is(found["then"], value, aim.unit), True
    if abs(value - aim.goal) > 1e-6:
        yield found["verdict"], "届きそうです" if value > aim.goal else "届かないおそれがあります"


def _is(said: str, value: float, unit: str) -> bool:
    return said.endswith(unit) and _is_near(said.removesuffix(unit), value)


def _is_near(said: str, value: float) -> bool:
    """To the tenth that is written; 99.96 is written 99.9, and 0.01 as 0.1."""
    is_at_an_end = (said, value > 99.9) == ("99.9", True) or (said, 0 < value < 0.1) == (
        "0.1",
        True,
    )
    return abs(float(said.replace(",", "")) - value) < 0.0500001 or is_at_an_end


def _said(day: Any) -> str | None:
    return f"{day.year}年{day.month}月{day.day}日" if day else None
