"""Charts of the KPIs: what may not be shown is in none of them."""

from dataclasses import replace

from cards.charts import LineKind, alt
from cards.example_kpis import HISTORY, READING, STANDINGS, TODAY
from cards.kpi_charts import departments_chart, target_chart
from domain.kpi import Figure, Kpi, Series

全体 = READING.figure(Series(Kpi.BASIC))
部局 = READING.by_department(Kpi.BASIC)


def test_五人未満で隠した部局は図にも言葉にも数がない() -> None:
    図 = departments_chart("受講率", 部局, whole=全体)
    assert 図
    隠れた = [f.series.department for f in 部局 if f.is_hidden]
    assert 隠れた
    assert not {*隠れた} & {bar.label for bar in 図.bars}
    assert not any(name in alt(図) for name in 隠れた)
    assert f"表示しない部局が{len(隠れた)}あります" in 図.note


def test_部局は低い順で多すぎる分は数だけ言う() -> None:
    多い = [
        Figure(series=Series(Kpi.BASIC, department=f"{n}部"), count=n % 30, of=30, people=30)
        for n in range(30)
    ]
    図 = departments_chart("受講率", 多い)
    assert 図
    値 = [bar.value for bar in 図.bars]
    assert 値 == sorted(値)
    assert len(値) == 20
    assert "ほかに10部局あります。" in 図.note


def test_目標までの線は実績と目標と見込みを描く() -> None:
    図 = target_chart(STANDINGS[0], HISTORY, today=TODAY)
    assert 図
    線 = {line.kind: line.points for line in 図.lines}
    assert [p.value for p in 線[LineKind.ACTUAL]][-1] == STANDINGS[0].now
    assert len(線[LineKind.ACTUAL]) == len(HISTORY) + 1
    assert 線[LineKind.TARGET][-1].value == 100
    見込み = STANDINGS[0].forecast
    if 見込み:
        assert 線[LineKind.FORECAST][-1].value == 見込み.value


def test_記録が足りない目標と数の分からない目標には図がない() -> None:
    assert target_chart(STANDINGS[0], (), today=TODAY) is None
    assert target_chart(STANDINGS[2], HISTORY, today=TODAY) is None
    assert departments_chart("受講率", ()) is None
    隠す = [replace(f, is_hidden=True, of=None) for f in 部局]
    assert departments_chart("受講率", 隠す) is None
