"""「課題マップ」: which departments have issues in which group, as a table and as a picture."""

from cards.elements import Button, Buttons, Card, Element, Table, note, paragraph
from cards.issue_draft import BOARD, RAISE
from cards.issue_groups import CANDIDATE_MARK, GROUPS
from cards.pictures import Cell, Line, Matrix
from domain.issue_group_map import GroupMap, GroupMapRow

ON_A_PAGE = 8
IN_THE_PICTURE = 25
FIRST, HOW_MANY = "はじめに登録した部局", "課題がある部局（数字は件数）"


def group_map_card(whole: GroupMap, *, page: int, with_picture: bool) -> Card:
    """The table of one page, from 0. ``with_picture``: one comes with it."""
    if not whole.rows:
        return _no_map_card()
    shown = whole.page(page, size=ON_A_PAGE)
    candidates = sum(not row.name for row in whole.rows)
    of_them = f"（うち{candidates}件は候補です）" if candidates else ""
    sentence = f"{len(whole.departments)}部局の課題が、{len(whole.rows)}のまとまりになっています{of_them}。"
    first = page * ON_A_PAGE + 1
    elements: list[Element] = [
        paragraph(sentence),
        Table(
            ("まとまり", FIRST, "課題がある部局（件数）"),
            tuple(_row(row) for row in shown.rows),
            caption=f"{len(whole.rows)}件のうち{first}〜{first + len(shown.rows) - 1}件目",
        ),
    ]
    if with_picture:
        elements.append(note("同じ内容の図を、画像で付けています。"))
    elements.append(Buttons((*_turning(whole, page=page), GROUPS)))
    return Card("課題マップ", tuple(elements), summary=f"課題マップ：{sentence}")


def _no_map_card() -> Card:
    line = "まとまりがまだないので、課題マップは描けません。"
    told = note("同じことで困っている部局が2つ以上になると、ここに出ます。")
    return Card("課題マップ", (paragraph(line), told, Buttons((RAISE, BOARD))), summary=line)


def _row(row: GroupMapRow) -> tuple[str, str, str]:
    where = "、".join(f"{name}（{count}）" for name, count in row.issues.items())
    return f"{row.name or CANDIDATE_MARK} {row.label}", row.first, where


def _turning(whole: GroupMap, *, page: int) -> tuple[Button, ...]:
    pages = -(-len(whole.rows) // ON_A_PAGE)
    turns = (("前へ", page - 1), ("もっと見る", page + 1))
    return tuple(
        Button(label, "group.map", {"page": str(to)}, about=f"課題マップの{to + 1}ページ目")
        for label, to in turns
        if 0 <= to < pages
    )


def group_map_picture(whole: GroupMap, *, title: str) -> Matrix:
    """As many as a picture holds."""
    shown = whole.page(0, size=IN_THE_PICTURE)
    left = len(whole.rows) - len(shown.rows)
    return Matrix(
        title=title,
        columns=shown.departments,
        lines=tuple(_line(row) for row in shown.rows),
        began_is=FIRST,
        followed_is=HOW_MANY,
        note=f"ほかに{left:,}件" if left else "",
    )


def _line(row: GroupMapRow) -> Line:
    cells = {name: Cell(name == row.first, count) for name, count in row.issues.items()}
    label = f"{row.name or CANDIDATE_MARK}　{row.label}"
    return Line(label, cells, f"課題{sum(row.issues.values())}件")


_MAP = GroupMap(
    ("総務部", "市民部", "税務部", "福祉部"),
    (
        GroupMapRow(
            "まとまり1", "申請書の二度打ち", {"市民部": 2, "税務部": 1, "福祉部": 1}, "市民部", 1
        ),
        *(
            GroupMapRow("", f"{n}つ目の課題", {"総務部": 1, "福祉部": n}, "福祉部")
            for n in range(2, 11)
        ),
    ),
)
EXAMPLES = {
    "課題マップ": group_map_card(_MAP, page=0, with_picture=True),
    "課題マップの続き": group_map_card(_MAP, page=1, with_picture=False),
    "課題マップが空": group_map_card(GroupMap((), ()), page=0, with_picture=False),
}
