"""How a target stands, in sentences that say what they rest on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from domain.kpi import number_words, percent_words
from domain.kpi_target import FEWEST_POINTS, Forecast, Line, Standing
from domain.kpi_words import HIDDEN, figure_words

NO_TARGETS_YET = (
    "育成方針に数値目標を定めたときは、事務局が方針ファイルの「targets」に書くと、"
    "ここで目標線と見込みを見られます。"
)
"""What can be done where the policy has none."""
START_ASSUMED = (
    "何年度から数えるかが方針ファイルにない目標は、最初の記録の年度から数えています。"
    "方針ファイルの「targets_from」に年度を書くと、その年度から数えます。"
)


def western_day(day: date) -> str:
    """「2026年11月20日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def is_start_assumed(standings: Iterable[Standing]) -> bool:
    """Of any that is told with its line: then ``START_ASSUMED`` belongs below them all."""
    return any(each.line and each.line.is_assumed and not each.is_reached for each in standings)


def standing_sentences(
    standing: Standing, *, today: date, day_words: Callable[[date], str] = western_day
) -> tuple[str, ...]:
    """Where it is, what the target is, the line, the forecast; each only where there is something to
    rest it on. Of one that is reached only what could be lost again.
    """
    return tuple(_sentences(standing, today, day_words))


def start_sentence(standing: Standing) -> str:
    """Where a target is told alone: the first year, if it is assumed; else empty."""
    if not is_start_assumed((standing,)) or standing.line is None:
        return ""
    return (
        "何年度から数えるかが方針ファイルにないため、"
        f"最初の記録（{western_day(standing.line.start.day)}）の年度から数えています。"
    )


def _sentences(standing: Standing, today: date, day_words: Callable[[date], str]) -> Iterator[str]:
    yield _now(standing)
    if standing.goal is None:
        yield f"目標の数は方針で空欄（○{standing.target.unit}）です。方針ファイルに書くと、ここで比べます。"
        return
    yield f"目標は{_goal(standing)}です。"
    if standing.now is None:
        return
    if standing.is_reached:
        yield "目標に届いています。"
        if standing.is_likely is False:
            yield _forecast(standing, standing.forecast, day_words)
        return
    if standing.line:
        yield _line(standing, standing.line, today, day_words)
    yield _forecast(standing, standing.forecast, day_words)


def _now(standing: Standing) -> str:
    if standing.target.counted_by is None:
        return "かけはしの記録では数えられない目標です。"
    if standing.figure is None:
        return "いまは、数える対象がありません。"
    if standing.figure.is_hidden:
        return f"いまの値は{HIDDEN}です。"
    return f"いまは{figure_words(standing.figure)}です。"


def _goal(standing: Standing) -> str:
    years = standing.target.within_years
    when = f"{years}年以内に" if years else ""
    return f"{when}{_amount(standing, standing.goal or 0)}以上"


def _line(standing: Standing, line: Line, today: date, day_words: Callable[[date], str]) -> str:
    expected, now = line.at(today), standing.now or 0
    begins = f"{day_words(line.start.day)}の{_amount(standing, line.start.value)}"
    ends = f"{day_words(line.end.day)}の{_amount(standing, line.end.value)}"
    where = f"目標線（{begins}から{ends}まで）では、きょうは{_amount(standing, expected)}です。"
    gap = abs(now - expected)
    if gap < 0.05:
        return f"{where}いまの値はちょうど線の上です。"
    side = "上回って" if now > expected else "下回って"
    return f"{where}いまの値は線を{_points(standing, gap)}{side}います。"


def _forecast(standing: Standing, found: Forecast | None, day_words: Callable[[date], str]) -> str:
    if found is None:
        return (
            f"見込みは、月末の記録が{FEWEST_POINTS}か月分たまってから示します"
            f"（いまは{standing.points}か月分）。"
        )
    pace = (
        f"直近{found.points}か月分の記録（{day_words(found.first)}〜{day_words(found.last)}）の"
        f"変わり方（1か月に{_signed(standing, found.a_month)}）が続くと"
    )
    verdict = "届きそうです" if standing.is_likely else "届かないおそれがあります"
    return f"{pace}、{day_words(found.day)}に{_amount(standing, found.value)}の見込みで、目標に{verdict}。"


def _is_share(standing: Standing) -> bool:
    return standing.figure is not None and standing.figure.series.kpi.is_share


def _amount(standing: Standing, value: float) -> str:
    if _is_share(standing) or standing.target.unit == "%":
        return percent_words(value)
    return f"{number_words(value)}{standing.target.unit}"


def _points(standing: Standing, value: float) -> str:
    unit = "ポイント" if _is_share(standing) else standing.target.unit
    return f"{number_words(round(value, 1))}{unit}"


def _signed(standing: Standing, value: float) -> str:
    rounded = round(value, 1)
    return f"{'+' if rounded > 0 else ''}{_points(standing, rounded)}"
