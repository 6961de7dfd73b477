"""「横展開マップ」: which departments began with what, and which did the same."""

from dataclasses import replace

from cards import example_values
from cards.case_spread import show_button
from cards.case_words import place_count
from cards.elements import Button, Buttons, Card, Element, Table, note, paragraph
from cards.pictures import Cell, Line, Matrix
from domain.case_map import CaseMap, MapRow
from domain.improvement_case import CaseText, PublishedCase

ON_A_PAGE = 8
IN_THE_PICTURE = 25
BEGAN, FOLLOWED = "始めた部局", "うちでもやった（数字は課の数）"


def case_map_card(whole: CaseMap, *, page: int, with_picture: bool) -> Card:
    """The table of one page, from 0. ``with_picture``: one comes with it."""
    shown = whole.page(page, size=ON_A_PAGE)
    spread = sum(1 for row in whole.rows if row.places)
    places = sum(row.places for row in whole.rows)
    sentence = (
        f"ほかの課に広がっている事例は{spread}件、「うちでもやった」は{place_count(places)}です。"
        if spread
        else "ほかの課に広がっている事例は、まだありません。"
    )
    elements: list[Element] = [paragraph(sentence), _table(shown, whole, page=page)]
    if whole.left_out:
        elements.append(note(_left_out(whole)))
    if with_picture:
        elements.append(note("同じ内容の図を、画像で付けています。"))
    elements.append(Buttons(tuple(show_button(r.case, label=r.case.name) for r in shown.rows)))
    if turning := _turning(whole, page=page):
        elements.append(Buttons(turning))
    return Card("横展開マップ", tuple(elements), summary=f"横展開マップ：{sentence}")


def _left_out(whole: CaseMap) -> str:
    return (
        f"多く広がった順に{len(whole.rows):,}件までを表示しています。"
        f"このほかの{whole.left_out:,}件は「改善事例を探す」で見つかります。"
    )


def no_case_map_card() -> Card:
    sentence = "見られる改善事例がまだありません。"
    return Card(
        "横展開マップ",
        (
            paragraph(sentence),
            note("改善したことがあれば、「改善事例を報告したい」と送ってください。"),
        ),
        summary=sentence,
    )


def _table(shown: CaseMap, whole: CaseMap, *, page: int) -> Table:
    first = page * ON_A_PAGE + 1
    last = first + len(shown.rows) - 1
    return Table(
        ("事例", BEGAN, "うちでもやった部局", "状態"),
        tuple(_row(row) for row in shown.rows),
        caption=f"{len(whole.rows)}件のうち{first}〜{last}件目（多く広がった順）",
    )


def _row(row: MapRow) -> tuple[str, str, str, str]:
    where = "、".join(
        name if count == 1 else f"{name}（{count}課）" for name, count in row.followed.items()
    )
    return (
        f"{row.case.name} {row.case.text.title}",
        row.began,
        where or "まだありません",
        row.case.spread.value,
    )


def _turning(whole: CaseMap, *, page: int) -> tuple[Button, ...]:
    pages = -(-len(whole.rows) // ON_A_PAGE)
    turns = (("前へ", page - 1), ("もっと見る", page + 1))
    return tuple(
        Button(label, "case.map", {"page": str(to)}, about=f"横展開マップの{to + 1}ページ目")
        for label, to in turns
        if 0 <= to < pages
    )


def case_map_picture(whole: CaseMap, *, title: str) -> Matrix:
    """The cases that have spread furthest, as many as a picture holds."""
    shown = whole.page(0, size=IN_THE_PICTURE)
    left = len(whole.rows) - len(shown.rows) + whole.left_out
    return Matrix(
        title=title,
        columns=shown.departments,
        lines=tuple(_line(row) for row in shown.rows),
        began_is=BEGAN,
        followed_is=FOLLOWED,
        note=f"ほかに{left:,}件" if left else "",
    )


def _line(row: MapRow) -> Line:
    names = dict.fromkeys((row.began, *row.followed))
    cells = {name: Cell(name == row.began, row.followed.get(name, 0)) for name in names}
    label = f"{row.case.number}　{row.case.text.title}"
    return Line(label, cells, place_count(row.places) if row.places else row.case.spread.value)


def _example(number: int, title: str, department: str, *, adopted_by: int = 0) -> PublishedCase:
    return PublishedCase(
        id=number,
        number=number,
        author_id=1,
        department=department,
        section=department,
        text=CaseText(title=title, before="前", after="後"),
        published_at=example_values.NOW,
        is_established=not adopted_by and number % 2 == 0,
        adopted_by=adopted_by,
    )


_DEPARTMENTS = ("総務部", "市民部", "税務部", "福祉部", "健康部", "教育委員会事務局")
_MAP = CaseMap(
    _DEPARTMENTS,
    (
        MapRow(
            _example(1, "介護認定調査票の転記をRPAに任せる", "福祉部", adopted_by=4),
            {"市民部": 1, "税務部": 2, "福祉部": 1},
        ),
        MapRow(
            _example(5, "会議録の下書きを生成AIで作る", "総務部", adopted_by=1),
            {"教育委員会事務局": 1},
        ),
        *(MapRow(_example(n, f"{n}つ目の改善", "健康部"), {}) for n in range(6, 14)),
    ),
)

EXAMPLES = {
    "横展開マップ": case_map_card(_MAP, page=0, with_picture=True),
    "横展開マップの続き": case_map_card(_MAP, page=1, with_picture=False),
    "横展開マップ（多い）": case_map_card(
        replace(_MAP, left_out=1_234), page=1, with_picture=False
    ),
    "横展開マップが空": no_case_map_card(),
}
