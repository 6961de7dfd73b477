"""Charts: the same figures in the picture, in its words and in its table, whatever they are."""

import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from cards.charts import Bar, BarChart, Chart, Row, alt, figures, value_words
from cards.example_charts import BARS, COLUMNS, LINES
from cards.renderers.chart_axis import scale
from cards.renderers.chart_frame import NARROW, WIDTH
from cards.renderers.chart_layout import laid_out
from cards.renderers.chart_svg import svg
from cards.renderers.drawing import BLUE, ORANGE, PAPER, Box, Words
from cards.renderers.letters import width_of
from cards.renderers.picture import png
from tests.cards.renderers.arbitrary import CHARTS

見本 = {"columns": COLUMNS, "bars": BARS, "lines": LINES}


def words(chart: Chart, *, width: int = WIDTH) -> list[Words]:
    return [item for item in laid_out(chart, width=width).items if isinstance(item, Words)]


@pytest.mark.parametrize("chart", 見本.values(), ids=見本)
def test_代わりの文は表と同じ数をすべて言う(chart: Chart) -> None:
    said = alt(chart)
    columns, rows = figures(chart)
    assert rows
    assert all(len(row) == len(columns) for row in rows)
    assert [cell for row in rows for cell in row if cell not in said] == []


@pytest.mark.parametrize("chart", 見本.values(), ids=見本)
def test_SVGは読み上げる題と数を持ちスタイルもスクリプトも持たない(chart: Chart) -> None:
    drawn = svg(chart)
    tree = ET.fromstring(drawn)  # noqa: S314 - ours
    images = [part for part in tree if part.tag == "svg"]
    assert len(images) == 2
    for image in images:
        assert image.get("role") == "img"
        assert image[0].text == chart.title
        assert image[1].text == alt(chart)
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_色がなくても列の種類は見分けられる() -> None:
    """The second row is drawn with lines: without colour it is neither full nor empty."""
    both = replace(COLUMNS, rows=(COLUMNS.rows[0], replace(COLUMNS.rows[0], name="閉じた")))
    boxes = [item for item in laid_out(both).items if isinstance(item, Box)]
    full = [box for box in boxes if box.fill == BLUE]
    hatched = [box for box in boxes if box.edge == ORANGE]
    assert len(full) == 8
    assert len(full) == len(hatched)
    assert {box.fill for box in hatched} == {PAPER}


def test_長い部局名は二行に分かれて棒に重ならない() -> None:
    long = "教育委員会事務局 学校教育部 生涯学習推進室"
    chart = BarChart("題", "%", (Bar(f"{long}A", 10), Bar(f"{long}B", 20)))
    names = [each for each in words(chart) if each.text in f"{long}A{long}B" and len(each.text) > 3]
    assert len(names) == 4
    bars = [item for item in laid_out(chart).items if isinstance(item, Box)][1:]
    for name in names:
        assert name.at[0] < min(bar.left for bar in bars)
        assert name.at[0] - width_of(name.text, name.size) >= 0


@settings(max_examples=15, deadline=None)
@given(CHARTS)
def test_どんな数と文字でも紙の中に収まる(chart: Chart) -> None:
    for width in (WIDTH, NARROW):
        drawing = laid_out(chart, width=width)
        assert drawing.width == width
        for item in drawing.items:
            if isinstance(item, Box):
                assert -1 <= item.left <= item.right <= drawing.width + 1
                assert -1 <= item.top <= item.bottom <= drawing.height + 1
    ET.fromstring(svg(chart))  # noqa: S314 - ours
    assert png(chart).startswith(b"\x89PNG")


@given(st.floats(0, 1e6, allow_nan=False))
def test_目盛りは丸い数で一番大きな値を収める(highest: float) -> None:
    top, step = scale(highest, "件")
    assert top >= highest
    assert step >= 1
    assert round(top / step) <= 6
    assert str(int(step)).strip("0") in ("1", "2", "5")


def test_同じ日の目標と見込みは数が重ならない() -> None:
    ends = [each for each in words(LINES) if each.text in ("100%", "93.4%") and each.size == 20]
    assert len(ends) == 2
    assert abs(ends[0].at[1] - ends[1].at[1]) >= 20


@pytest.mark.parametrize("chart", 見本.values(), ids=見本)
def test_電話の幅の図は縮めても字が読め横にはみ出さない(chart: Chart) -> None:
    """A telephone of 360 points has some 300 for a chart."""
    for each in words(chart, width=NARROW):
        broad = width_of(each.text, each.size)
        begins = each.at[0] - {"start": 0, "middle": broad / 2, "end": broad}[each.anchor.value]
        assert each.size * 300 / NARROW >= 10
        assert begins >= 0, each.text
        assert begins + broad <= NARROW, each.text


def test_電話の幅では週の名が一つおきでも一番新しい週は残る() -> None:
    labels = [each.text for each in words(COLUMNS, width=NARROW) if each.text in COLUMNS.labels]
    assert labels == list(COLUMNS.labels[1::2])
    assert {each.text for each in words(COLUMNS)} >= set(COLUMNS.labels)


def test_電話の幅では長い題を二行に分ける() -> None:
    title = "全職員基礎研修の受講率を部局ごとに比べた図です"
    chart = replace(BARS, title=title)
    shown = [each.text for each in words(chart, width=NARROW) if each.text in title]
    assert "".join(shown) == title
    assert len(shown) == 2


@pytest.mark.parametrize("chart", 見本.values(), ids=見本)
def test_図の下でたたまれた表に同じ数がある(chart: Chart) -> None:
    tree = ET.fromstring(svg(chart))  # noqa: S314 - ours
    folded = tree.find("details")
    assert folded is not None
    assert [cell.text for cell in folded.iter("td")] == [
        c for row in figures(chart)[1] for c in row
    ]


def test_画像は数が変われば変わる() -> None:
    def image(chart: Chart) -> Image.Image:
        return Image.open(io.BytesIO(png(chart))).convert("RGB")

    other = replace(COLUMNS, rows=(COLUMNS.rows[0], Row("閉じた", (0,) * 8)))
    assert ImageChops.difference(image(COLUMNS), image(other)).getbbox()


def test_割合でない数には単位が付く() -> None:
    assert value_words(1234.0, "時間") == "1,234時間"
    assert value_words(99.99, "%") == "99.9%"
    assert alt(replace(LINES, unit="名")).count("名") == 7
    assert LINES.lines[0].points[0].day == date(2026, 8, 31)
