"""施策: who has led it, and when it ended, whatever is rewritten afterwards."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.dx_measure import DxMeasure, DxMeasureRevision, DxMeasureState, DxMeasureText
from domain.dx_measure_history import DxMeasureHistory

_FIRST = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
_市川, _森田 = 1, 2
_進行, _完了 = DxMeasureState.UNDER_WAY, DxMeasureState.COMPLETED


def _history(*versions: tuple[int, DxMeasureState]) -> DxMeasureHistory:
    """Who leads it, and how it stands: one version a day."""
    revisions = [
        DxMeasureRevision(
            number,
            _市川,
            _FIRST + timedelta(days=number - 1),
            DxMeasureText(
                name="窓口", aim="", lead_department="市民部", lead_id=lead_id, state=state
            ),
        )
        for number, (lead_id, state) in enumerate(versions, start=1)
    ]
    measure = DxMeasure(
        id=1,
        number=1,
        group_id=1,
        text=revisions[-1].text,
        version=len(revisions),
        created_at=_FIRST,
        touched_at=revisions[-1].at,
    )
    return DxMeasureHistory(measure, revisions, {}, {})


@pytest.mark.parametrize(
    ("versions", "day"),
    [
        ([(_市川, _進行)], None),
        ([(_市川, _進行), (_市川, _完了)], 2),
        ([(_市川, _進行), (_市川, _完了), (_市川, _完了), (_森田, _完了)], 2),
        ([(_市川, _進行), (_市川, _完了), (_市川, _進行)], None),
        ([(_市川, _進行), (_市川, _完了), (_市川, _進行), (_市川, _完了), (_市川, _完了)], 4),
    ],
)
def test_終わりの日は書き直しても終えた日のまま(
    versions: Sequence[tuple[int, DxMeasureState]], day: int | None
) -> None:
    assert _history(*versions).ended_on == (day and date(2026, 4, day))


@pytest.mark.parametrize(
    ("versions", "first", "second"),
    [
        ([(_市川, _進行), (_市川, _完了)], 1, None),
        ([(_市川, _進行), (_市川, _完了), (_森田, _完了)], 1, None),
        ([(_市川, _進行), (_森田, _進行), (_森田, _完了)], None, 2),
        ([(_市川, _進行), (_市川, _完了), (_森田, _完了), (_森田, _進行)], None, 4),
        ([(_市川, _進行), (_市川, _完了), (_森田, _完了), (_市川, _進行)], 1, None),
    ],
)
def test_終えたあとに主導する人を変えても主導したのは終えたときの人(
    versions: Sequence[tuple[int, DxMeasureState]], first: int | None, second: int | None
) -> None:
    history = _history(*versions)
    for staff_id, day in ((_市川, first), (_森田, second)):
        led = history.led_by(staff_id)
        assert (led and led.since) == (day and date(2026, 4, day))
