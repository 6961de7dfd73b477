"""週のまとめの研修: what a figure is held against, and that it says so."""

from datetime import date

from domain.catalogue import Catalogue
from domain.digest import Period
from domain.digest_training import training_part
from domain.japan_time import JAPAN
from domain.kpi import Figure, Kpi, Reading, Series
from tests.domain.builders import moment

_TODAY = date(2026, 11, 22)


def _read(day: date, done: int) -> Reading:
    figure = Figure(series=Series(Kpi.BASIC), count=done, of=100, people=100)
    return Reading(as_of=day, figures=(figure,), people=100)


def _said(*history: Reading) -> str:
    period = Period.of_week(_TODAY, as_of=moment(_TODAY).astimezone(JAPAN))
    part = training_part(_read(_TODAY, 76), history, (), Catalogue(()), period)
    return part.paragraphs[0].sentences[0].text


def test_去年の同じころの記録があれば前年の値と比べる() -> None:
    said = _said(_read(date(2025, 10, 31), 35), _read(date(2026, 10, 31), 75))
    assert said.endswith("です（前年の2025年10月31日は35%）。")


def test_去年の記録がなければ前の月末の値と比べる() -> None:
    assert _said(_read(date(2026, 10, 31), 75)).endswith("です（前の月末の2026年10月31日は75%）。")
    assert _said().endswith("（76名／100名）です。")
