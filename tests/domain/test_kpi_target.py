"""The line to a target, and when a forecast is given."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_target import FEWEST_POINTS, Line, Point, Standing, forecast, standings
from domain.kpi_target_words import standing_sentences, start_sentence
from domain.policy import Policy, Target
from domain.policy_check import problems
from tests.domain.builders import HERE, STAFF, policy, stage
from tests.domain.builders import talent_type as type_of

MONTHS = tuple(
    date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(3, 19)
)
"""31 March 2026 on."""


def target(value: float | None = 100, *, counted_by: str | None = "basic_training", part: str = "") -> Target:  # fmt: skip
    return Target.model_validate(
        {
            "talent_type": STAFF,
            "measure": "受講率",
            "value": value,
            "unit": "%",
            "counted_by": counted_by,
            "part": part,
            "source": HERE,
        }
    )


def town(*targets: Target, begins: int | None = 2026) -> Policy:
    plain = policy(type_of(), stages=(stage("Step1"),))
    return plain.model_copy(update={"targets": targets, "targets_from": begins})


def read(day: date, done: int, of: int = 200, *, kpi: Kpi = Kpi.BASIC) -> Reading:
    figure = Figure(series=Series(kpi), count=done, of=of, people=of)
    return Reading(as_of=day, figures=(figure,), people=of)


def standing(done: Sequence[int], *, of: int = 200, begins: int | None = 2026) -> Standing:
    """The newest is today's as well."""
    history = [read(day, count, of) for day, count in zip(MONTHS, done, strict=False)]
    (found,) = standings(town(target(), begins=begins), history[-1], history)
    return found


def test_記録が六か月に満たないうちは予測しない() -> None:
    assert standing([10, 20, 30, 40, 50]).forecast is None
    assert standing([10, 20, 30, 40, 50, 60]).forecast is not None


def test_同じ増え方が続いたときの年度末の値を百パーセントまでで見込む() -> None:
    found = standing([10, 20, 30, 40, 50, 60])
    assert found.forecast is not None
    assert found.forecast.day == date(2031, 3, 31)
    assert found.forecast.a_month == pytest.approx(5, abs=0.1)
    assert found.forecast.value == 100
    assert found.is_likely is True


def test_伸びが足りなければ届かない見込みになる() -> None:
    found = standing([10, 10, 11, 11, 12, 12])
    assert found.is_likely is False
    assert found.forecast is not None
    assert 5 < found.forecast.value < 100


def test_目標線は最初の記録から最後の年度末まで引かれる() -> None:
    line = standing([40, 60]).line
    assert line is not None
    assert (line.start, line.end) == (Point(MONTHS[0], 20), Point(date(2031, 3, 31), 100))
    assert line.at(line.start.day) == 20
    assert line.at(line.end.day + timedelta(days=9)) == 100
    assert line.at(date(2028, 9, 29)) == pytest.approx(60, abs=0.5)


def test_目標を上回って始まったときの目標線は下がらない() -> None:
    history = [read(day, 200 - 2 * number) for number, day in enumerate(MONTHS[:8])]
    (found,) = standings(town(target(70)), history[-1], history)
    assert found.line is not None
    assert (found.line.start.value, found.line.end.value) == (70, 70)


def test_届いた目標は下がりそうなときだけ見込みを言う() -> None:
    def said(done: Sequence[int]) -> str:
        history = [read(day, count) for day, count in zip(MONTHS, done, strict=False)]
        (found,) = standings(town(target(70), begins=None), history[-1], history)
        return "".join(standing_sentences(found, today=history[-1].as_of)) + start_sentence(found)

    assert said([150] * 8).endswith("目標に届いています。")
    下がる = said([200 - 5 * number for number in range(8)])
    assert "目標に届いています。直近8か月分の記録" in 下がる
    assert "目標線" not in 下がる
    assert 下がる.endswith("目標に届かないおそれがあります。")


def test_百パーセントになる見込みの日は目標の年度末より前に示される() -> None:
    found = standing([10, 20, 30, 40, 50, 60]).forecast
    assert found is not None
    assert found.bound_on is not None
    assert date(2027, 11, 1) < found.bound_on < date(2028, 5, 1)
    slow = standing([10, 10, 11, 11, 12, 12]).forecast
    assert slow is not None
    assert slow.bound_on is None


def test_起点の年度が方針になければ最初の記録の年度とみなしてそう言う() -> None:
    line = standing([40, 60], begins=None).line
    assert line is not None
    assert (line.is_assumed, line.end.day) == (True, date(2030, 3, 31))


def test_五人未満で示せない月は予測にも使わない() -> None:
    few = [read(day, 1, 3).shown() for day in MONTHS[:8]]
    (found,) = standings(town(target()), few[-1], few)
    assert (found.now, found.line, found.forecast, found.points) == (None, None, None, 0)


@pytest.mark.parametrize(
    ("value", "counted_by"), [(None, "basic_training"), (100, None), (100, "promoters_in_sections")]
)
def test_数のない目標と数えていない目標には線がない(
    value: float | None, counted_by: str | None
) -> None:
    history = [read(day, 50) for day in MONTHS[:8]]
    (found,) = standings(town(target(value, counted_by=counted_by)), history[-1], history)
    assert (found.line, found.forecast, found.is_likely, found.is_reached) == (None, None, None, False)  # fmt: skip


def test_各課に一名以上は課の割合が百パーセントになること() -> None:
    day = MONTHS[0]
    now = read(day, 20, 20, kpi=Kpi.PROMOTERS)
    (found,) = standings(town(target(1, counted_by="promoters_in_sections")), now, [now])
    assert (found.goal, found.now, found.is_reached) == (100, 100, True)


def test_段階の人数の目標は割合でなく人数と比べる() -> None:
    figure = Figure(series=Series(Kpi.STAGE, STAFF, "Step1"), count=8, of=40, people=40)
    now = Reading(as_of=MONTHS[0], figures=(figure,), people=40)
    people, share = target(5, counted_by="stage_people", part="Step1"), target(50, counted_by="stage_share", part="Step1")  # fmt: skip
    of_people, of_share = standings(town(people, share), now, [now])
    assert (of_people.now, of_people.is_reached) == (8, True)
    assert (of_share.now, of_share.is_reached) == (20, False)


def test_ない段階を指す目標は方針の確かめで知らされる() -> None:
    wrong = target(5, counted_by="stage_people", part="Step9")
    (problem,) = problems(town(wrong))
    assert problem.path == ("targets", 0, "part")
    assert problems(town(target(5, counted_by="people", part="常勤"))) == ()
    assert len(problems(town(target(5, counted_by="people", part="非常勤")))) == 1


@given(st.lists(st.floats(0, 100), min_size=FEWEST_POINTS, max_size=len(MONTHS)))
def test_割合の予測はゼロから百の間に収まる(values: list[float]) -> None:
    points = [Point(day, value) for day, value in zip(MONTHS, values, strict=False)]
    line = Line(points[0], Point(date(2031, 3, 31), 100), is_assumed=False)
    found = forecast(points, line, is_share=True)
    assert found is not None
    assert 0 <= found.value <= 100
    assert found.points <= 12
