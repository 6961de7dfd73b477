"""施策: who may change one, and to whom it is only shown."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.dx_measure import DxMeasure, DxMeasureText, may_change
from domain.people import Duty, Person, TeamRoleHeld
from tests.domain.builders import person

_AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
_主導, _参加, _支援 = 11, 12, 13
_税務部の施策 = DxMeasure(
    id=1,
    number=1,
    group_id=1,
    text=DxMeasureText(
        name="申請の入力を一度にする",
        aim="",
        lead_department="税務部",
        lead_id=_主導,
        member_ids=(_参加,),
        supporter_ids=(_支援,),
    ),
    version=1,
    created_at=_AT,
    touched_at=_AT,
)


def _who(number: int, *, leads: str = "", role: str = "DX統括リーダー", duties: tuple[Duty, ...] = ()) -> Person:  # fmt: skip
    roles = (TeamRoleHeld(role, leads),) if leads else ()
    return replace(person(), id=number, team_roles=roles, duties=duties)


@pytest.mark.parametrize("department", ["税務部", "デジタル推進部", "福祉部"])
def test_施策は部局を横断しクロスフォーラムが立案するのでどの部局のDX統括リーダーも変えられる(
    department: str,
) -> None:
    """下関市 5: the DX統括リーダー form the クロスフォーラム, which plans what runs across departments."""
    assert may_change(_who(1, leads=department), _税務部の施策)


def test_主導する人と支援する専門人材と事務局も変えられる() -> None:
    assert may_change(_who(_主導), _税務部の施策)
    assert may_change(_who(_支援), _税務部の施策)
    assert may_change(_who(1, duties=(Duty.SECRETARIAT,)), _税務部の施策)


def test_参加する人と推進リーダーと研修担当と同じ部局の職員には見せるだけ() -> None:
    assert not may_change(_who(_参加), _税務部の施策)
    assert not may_change(_who(1, leads="税務部", role="DX推進リーダー"), _税務部の施策)
    assert not may_change(_who(1, duties=(Duty.TRAINING_OFFICER,)), _税務部の施策)
    assert not may_change(_who(1), _税務部の施策)
