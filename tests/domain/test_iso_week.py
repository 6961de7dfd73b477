"""ISO weeks over the turn of the year."""

from datetime import date

import pytest

from domain.iso_week import monday_of, week_of, weeks_after, weeks_before


def test_あとの週は年をまたいでも続く() -> None:
    assert weeks_after("2026-W52", count=2) == ("2026-W53", "2027-W01")


def test_年をまたぐ週も一つの週である() -> None:
    assert week_of(date(2026, 12, 31)) == week_of(date(2027, 1, 3)) == "2026-W53"
    assert monday_of("2026-W53") == date(2026, 12, 28)


def test_前の週を新しい順に数える() -> None:
    assert weeks_before("2027-W01", count=3) == ("2026-W53", "2026-W52", "2026-W51")


@pytest.mark.parametrize("written", ["", "2026", "2026-W54", "2026-Wxx"])
def test_週でないものは読まない(written: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|Invalid"):
        monday_of(written)
