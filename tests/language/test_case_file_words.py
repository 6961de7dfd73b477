"""Improvement cases asked for as a file, in words."""

from datetime import date

import pytest

from bot.national_holidays import is_national_holiday
from language.case_file_words import CaseFileAsked, case_file_asked

TODAY = date(2026, 11, 20)


def asked(said: str, *, today: date = TODAY) -> CaseFileAsked | None:
    return case_file_asked(said, today=today, is_national_holiday=is_national_holiday)


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ("改善事例をExcelで書き出して", CaseFileAsked(as_slides=False)),
        ("改善事例を書き出して", CaseFileAsked(as_slides=False)),
        ("公開中の改善事例をエクセルに書き出したいです", CaseFileAsked(as_slides=False)),
        ("改善事例のＥｘｃｅｌファイルをください。", CaseFileAsked(as_slides=False)),
        ("今年度の改善事例を一覧のファイルで", CaseFileAsked(as_slides=False, of="2026")),
        ("今年度の事例をExcelで", CaseFileAsked(as_slides=False, of="2026")),
        ("昨年度に公開された事例をExcelで", CaseFileAsked(as_slides=False, of="2025")),
        ("今年の改善事例をExcelで", CaseFileAsked(as_slides=False, of="2026年")),
        ("先月の事例をExcelで出してもらえますか？", CaseFileAsked(as_slides=False, of="2026-10")),
        ("12月に公開された改善事例をExcelで", CaseFileAsked(as_slides=False, of="2025-12")),
        ("成果発表のスライドを作って", CaseFileAsked(as_slides=True)),
        ("成果発表会の資料を用意してください", CaseFileAsked(as_slides=True)),
        ("すべての改善事例をスライドにして", CaseFileAsked(as_slides=True)),
        ("今年度の発表資料をPowerPointで", CaseFileAsked(as_slides=True, of="2026")),
        ("令和7年度の改善事例をパワポにして", CaseFileAsked(as_slides=True, of="2025")),
        ("2026年10月の事例をパワポでお願いできますか", CaseFileAsked(as_slides=True, of="2026-10")),
        ("今月の改善事例をスライドで", CaseFileAsked(as_slides=True, selection="2026-11")),
        ("10月の改善事例をExcelで", CaseFileAsked(as_slides=False, selection="2026-10")),
    ],
)
def test_ファイルがほしいという言葉と期間を読む(said: str, file: CaseFileAsked) -> None:
    assert asked(said) == file


@pytest.mark.parametrize(
    "said",
    [
        "改善事例をExcelで書き出せる？",
        "改善事例をExcelで書き出せますか",
        "改善事例をExcelで書き出す？",
        "改善事例をExcelで書き出すのは誰？",
        "改善事例をExcelで書き出す方法",
        "改善事例をExcelで書き出してもいい？",
        "改善事例をExcelで書き出さないで",
        "改善事例をExcelで書き出すな",
        "改善事例をExcelで書き出した",
        "成果発表のスライドは作れる？",
        "成果発表のスライドを作った事例",
        "成果発表はいつ",
        "Excelの改善事例を見せて",
        "Excelで集計した事例ある？",
        "改善事例の一覧を見せて",
        "スライドを作って",
        "研修の資料を作って",
        "受講記録をExcelで書き出して",
        "令和6年度以降の改善事例をExcelで",
    ],
)
def test_尋ねる言葉やほかの話では書き出さない(said: str) -> None:
    assert asked(said) is None
