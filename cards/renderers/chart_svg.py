"""A chart as SVG in HTML: without style and script, for a page with a strict CSP.

Drawn twice, broad and narrow; the page's style shows the one that fits where it stands, so that neither
has to be scrolled or made smaller than can be read. The figures are a table below, folded.

Its title and description are read to who does not see it.
https://www.w3.org/TR/SVG2/struct.html#DescriptionAndTitleElements
"""

from collections.abc import Sequence
from typing import assert_never

from cards.charts import Chart, alt, figures
from cards.renderers.chart_frame import NARROW
from cards.renderers.chart_layout import laid_out
from cards.renderers.drawing import (
    PAPER,
    Box,
    Dot,
    Drawing,
    Item,
    Path,
    Point,
    Shape,
    Words,
    corners,
)
from cards.renderers.html_tags import Attributes, Html, tag, text

_DECIMALS = 1


def svg(chart: Chart) -> Html:
    """A ``figure``; which of its two drawings shows, card.css says."""
    region: Attributes = {"class": "chart", "role": "group", "aria-label": f"図：{chart.title}"}
    broad = _image(chart, laid_out(chart), "chart-broad")
    narrow = _image(chart, laid_out(chart, width=NARROW), "chart-narrow")
    return tag("figure", region, broad, narrow, _figures(chart))


def _image(chart: Chart, drawing: Drawing, kind: str) -> Html:
    attributes: Attributes = {
        "viewBox": f"0 0 {drawing.width} {drawing.height}",
        "role": "img",
        "aria-label": f"{chart.title}。{alt(chart)}",
        "class": f"chart-image {kind}",
    }
    return tag(
        "svg",
        attributes,
        tag("title", {}, text(chart.title)),
        tag("desc", {}, text(alt(chart))),
        *map(_drawn, drawing.items),
    )


def _figures(chart: Chart) -> Html:
    columns, rows = figures(chart)
    head = tag("tr", {}, *(tag("th", {"scope": "col"}, text(name)) for name in columns))
    body = (tag("tr", {}, *(tag("td", {}, text(cell)) for cell in row)) for row in rows)
    table = tag("table", {}, tag("thead", {}, head), tag("tbody", {}, *body))
    region: Attributes = {
        "class": "table",
        "role": "region",
        "tabindex": 0,
        "aria-label": f"{chart.title}の数字",
    }
    summary = tag("summary", {}, text("数字を見る"))
    return tag("details", {"class": "chart-figures"}, summary, tag("div", region, table))


def _drawn(item: Item) -> Html:
    match item:
        case Box():
            return _box(item)
        case Path():
            return _path(item)
        case Dot():
            return _dot(item)
        case Words():
            x, y = item.at
            attributes: Attributes = {
                "x": _number(x),
                "y": _number(y),
                "font-size": item.size,
                "fill": item.ink,
                "text-anchor": item.anchor.value,
                "dominant-baseline": "central",
            }
            return tag("text", attributes, text(item.text))
        case _:
            assert_never(item)


def _box(box: Box) -> Html:
    edge: Attributes = {"stroke": box.edge, "stroke-width": 2} if box.edge else {}
    return tag(
        "rect",
        {
            "x": _number(box.left),
            "y": _number(box.top),
            "width": _number(box.right - box.left),
            "height": _number(box.bottom - box.top),
            "fill": box.fill,
            **edge,
        },
    )


def _path(path: Path) -> Html:
    dash = {"stroke-dasharray": " ".join(map(_number, path.dash))} if path.dash else {}
    return tag(
        "polyline",
        {
            "points": _points(path.points),
            "fill": "none",
            "stroke": path.ink,
            "stroke-width": _number(path.width),
            **dash,
        },
    )


def _dot(dot: Dot) -> Html:
    (x, y), reach = dot.at, dot.reach
    look: Attributes = {
        "fill": PAPER if dot.is_hollow else dot.ink,
        "stroke": dot.ink,
        "stroke-width": 2,
    }
    match dot.shape:
        case Shape.CIRCLE:
            return tag("circle", {"cx": _number(x), "cy": _number(y), "r": _number(reach), **look})
        case Shape.SQUARE:
            side = _number(2 * reach)
            place = {"x": _number(x - reach), "y": _number(y - reach)}
            return tag("rect", {**place, "width": side, "height": side, **look})
        case Shape.DIAMOND:
            return tag("polygon", {"points": _points(corners(dot)), **look})
        case _:
            assert_never(dot.shape)


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.{_DECIMALS}f}".removesuffix(".0")
