"""Days as an office says them, on several days of the year; and what only looks like a day."""

from datetime import date

import pytest

from bot.national_holidays import is_national_holiday
from language.dates import dates_in
from language.intents import Intent
from language.issue_numbers import issue_number_in
from language.meant_day import meant_day
from language.tense import is_report
from tests.language.read_data import rows

DAYS = rows("dates.tsv")
TODAY = date(2026, 11, 20)


def _first_day(text: str, today: str, kind: str) -> str:
    """Its last day where it is a stretch."""
    found = dates_in(
        text,
        today=date.fromisoformat(today),
        is_national_holiday=is_national_holiday,
        is_report=kind == "report",
    )
    return next((day.last.isoformat() for day in found if not day.is_bare_period), "-")


@pytest.mark.parametrize(("today", "kind", "day", "text"), DAYS)
def test_言われた日がわかり_日でないものは日としない(
    today: str, kind: str, day: str, text: str
) -> None:
    assert _first_day(text, today, kind) == day


@pytest.mark.parametrize(("text", "number"), rows("issue_numbers.tsv"))
def test_課題の番号がわかり_ほかの番号は課題としない(text: str, number: str) -> None:
    assert str(issue_number_in(text) or "-") == number


@pytest.mark.parametrize(
    ("intent", "text", "day"),
    [
        (Intent.UPDATE_ISSUE, "昨日お願いした41番、来週の水曜まで待って", date(2026, 11, 25)),
        (Intent.UPDATE_ISSUE, "#12、締切を11/30から12/4に変更して", date(2026, 12, 4)),
        (Intent.UPDATE_ISSUE, "12番は11月10日に完了しました", date(2026, 11, 10)),
        (Intent.UPDATE_ISSUE, "12番、12月10日までに直します", date(2026, 12, 10)),
        (Intent.COMPLETE_COURSE, "来週も出ますが、7/1の分を受講しました", date(2026, 7, 1)),
        (Intent.COMPLETE_COURSE, "11月12日です", date(2026, 11, 12)),
        (Intent.ENROLL, "11月12日のRPA入門に申し込みます", date(2027, 11, 12)),
        (Intent.TRAINING_STATUS, "11月10日に受けた分が反映されてない", date(2026, 11, 10)),
        (Intent.RECORD_QUALIFICATION, "昨日じゃなくて一昨日合格しました", date(2026, 11, 18)),
    ],
)
def test_いくつかの日のうち求められている日を選ぶ(intent: Intent, text: str, day: date) -> None:
    found = meant_day(text, intent=intent, today=TODAY, is_national_holiday=is_national_holiday)
    assert found == day


def test_名前だけの月は日としない() -> None:
    found = meant_day(
        "来月の研修は？",
        intent=Intent.FIND_COURSE,
        today=TODAY,
        is_national_holiday=is_national_holiday,
    )
    assert found is None


@pytest.mark.parametrize(
    ("intent", "text", "is_past"),
    [
        (Intent.COMPLETE_COURSE, "RPA入門、7/1", True),
        (Intent.COMPLETE_COURSE, "12/3に受ける予定です", False),
        (Intent.RECORD_QUALIFICATION, "10月に合格しました", True),
        (Intent.ENROLL, "7/1の研修に申し込みました", False),
        (Intent.UPDATE_ISSUE, "12番は7/1に完了", True),
        (Intent.UPDATE_ISSUE, "12番は7/1まで待って", False),
        (Intent.LIST_ISSUES, "7/1に出した課題を見せて", True),
        (Intent.FIND_COURSE, "7/1の研修は？", False),
    ],
)
def test_報告か依頼かは意図と言葉でわかる(intent: Intent, text: str, is_past: bool) -> None:
    assert is_report(intent, text) is is_past
