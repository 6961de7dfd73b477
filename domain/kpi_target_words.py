"""How a target stands, in sentences that say what they rest on."""

from collections.abc import Iterator
from datetime import date

from domain.kpi import number_words, percent_words
from domain.kpi_target import FEWEST_POINTS, Forecast, Line, Standing
from domain.kpi_words import HIDDEN, figure_words


def standing_sentences(standing: Standing, *, today: date) -> tuple[str, ...]:
    """Where it is, what the target is, the line, the forecast; each only where there is something to
    rest it on.
    """
    return tuple(_sentences(standing, today))


def _sentences(standing: Standing, today: date) -> Iterator[str]:
    yield _now(standing)
    if standing.goal is None:
        yield f"目標の数は方針で空欄（○{standing.target.unit}）です。方針ファイルに書くと、ここで比べます。"
        return
    yield f"目標は{_goal(standing)}です。"
    if standing.now is None:
        return
    if standing.is_reached:
        yield "目標に届いています。"
    if standing.line:
        yield _line(standing, standing.line, today)
    yield _forecast(standing, standing.forecast)
    if standing.line and standing.line.is_assumed:
        yield (
            "何年度から数えるかが方針ファイルにないため、"
            f"最初の記録（{_day(standing.line.start.day)}）の年度から数えています。"
        )


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


def _line(standing: Standing, line: Line, today: date) -> str:
    expected, now = line.at(today), standing.now or 0
    begins = f"{_day(line.start.day)}の{_amount(standing, line.start.value)}"
    ends = f"{_day(line.end.day)}の{_amount(standing, line.end.value)}"
    where = f"目標線（{begins}から{ends}まで）では、きょうは{_amount(standing, expected)}です。"
    gap = abs(now - expected)
    if gap < 0.05:
        return f"{where}いまの値はちょうど線の上です。"
    side = "上回って" if now > expected else "下回って"
    return f"{where}いまの値は線を{_points(standing, gap)}{side}います。"


def _forecast(standing: Standing, found: Forecast | None) -> str:
    if found is None:
        return (
            f"見込みは、月末の記録が{FEWEST_POINTS}か月分たまってから示します"
            f"（いまは{standing.points}か月分）。"
        )
    pace = (
        f"直近{found.points}か月分の記録（{_day(found.first)}〜{_day(found.last)}）の"
        f"変わり方（1か月に{_signed(standing, found.a_month)}）が続くと"
    )
    verdict = "届きそうです" if standing.is_likely else "届かないおそれがあります"
    return (
        f"{pace}、{_day(found.day)}に{_amount(standing, found.value)}の見込みで、目標に{verdict}。"
    )


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


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
