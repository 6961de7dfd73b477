"""What may be said of issues and of the 情報交換."""

import re
from collections.abc import Iterator
from datetime import timedelta

from domain.digest import CiteKind, Part
from domain.iso_week import week_of
from tests.digest_town.records import OPEN, Records, Row, place
from tests.digest_town.shapes import BEFORE, NUMBER, Pair, Shapes, Told, before, counted, number

ISSUES = Shapes(Part.ISSUES)
SHOWN = 5
_OF_ONE = r"(.*)（([^（）]*)）"
_ANSWERS = """
SELECT e.department, e.progress, e.line, i.number AS issue, m.number AS measure, e.answered_at, x.week
FROM exchange_item e JOIN exchange_round x ON x.id = e.round_id
LEFT JOIN issue i ON i.id = e.issue_id LEFT JOIN dx_measure m ON m.id = e.measure_id
WHERE e.progress <> '' AND e.answered_at >= :since AND e.answered_at < :until
"""


def _named(told: Told, found: re.Match[str], those: set[int]) -> Iterator[Pair]:
    row = told.records.issues()[told.one]
    yield (found[1], found[2]), (row["title"], place(row))
    yield told.one in those, True


def _rest(told: Told, found: re.Match[str], those: set[int]) -> Iterator[Pair]:
    yield number(found[1]), len(those) - SHOWN
    yield len(told.cited()), len(those) - SHOWN
    yield told.cited() <= those, True


@ISSUES.under(
    "新しい課題",
    rf"新しい課題は{NUMBER}件（{NUMBER}部局）で、{BEFORE}です。"
    rf"開いている課題は{NUMBER}件です（週のはじめは{NUMBER}件）。",
)
def _new(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    records = told.records
    yield from counted(found[1], told, records.new)
    issues = records.issues()
    yield number(found[2]), len({issues[each]["department"] for each in records.new})
    yield before(found, 3, len(records.new)), len(records.before().new)
    yield number(found[5]), _open(issues)
    yield number(found[6]), _open(records.issues(records.since))


def _open(issues: dict[int, Row]) -> int:
    return sum(row["state"] in OPEN for row in issues.values())


@ISSUES.under("新しい課題", _OF_ONE)
def _new_one(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _named(told, found, told.records.new)


@ISSUES.under("新しい課題", rf"ほかに{NUMBER}件あります。")
def _new_rest(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _rest(told, found, told.records.new)


@ISSUES.under("動いた課題", rf"(ほかに)?{NUMBER}件の課題が動きました。")
def _moved(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from counted(found[2], told, told.records.moved)
    yield bool(found[1]), bool(told.records.new or told.records.closed)


@ISSUES.under("動いた課題", rf"{_OF_ONE}：([^：]*)")
def _moved_one(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _named(told, found, told.records.moved)
    yield {*found[3].split("、")}, {*_ways(told.records, told.one)}


@ISSUES.under("動いた課題", rf"ほかに{NUMBER}件あります。")
def _moved_rest(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _rest(told, found, told.records.moved)


def _ways(records: Records, one: int) -> Iterator[str]:
    """From what it was in the beginning to what it is in the end."""
    was, now = records.issues(records.since)[one], records.issues()[one]
    if was["state"] != now["state"]:
        yield f"{was['state']}→{now['state']}"
    if was["stage"] != now["stage"]:
        yield f"段階は「{now['stage']}」" if now["stage"] else "段階の記入がなくなりました"
    if was["owner_id"] != now["owner_id"]:
        ends = "が替わりました" if now["owner_id"] else "がいなくなりました"
        yield "担当が決まりました" if was["owner_id"] is None else f"担当{ends}"
    said = ("title", "what", "times", "hours", "affected", "systems", "work", "wish")
    if any(was[name] != now[name] for name in said):
        yield "内容が直されました"
    if any(row["remark"] for row in _of_week(records, now["issue_id"])):
        yield "ひとことが加わりました"
    same = all(was[name] == now[name] for name in (*said, "state", "stage", "owner_id"))
    if same and not any(row["remark"] for row in _of_week(records, now["issue_id"])):
        yield "いったん変わり、元に戻りました"


def _of_week(records: Records, issue_id: int) -> list[Row]:
    asked = "SELECT issue_id, remark FROM issue_revision WHERE at >= :since AND at < :until"
    return [row for row in records.rows(asked) if row["issue_id"] == issue_id]


@ISSUES.under("止まっている課題", rf"30日以上動きのない課題が{NUMBER}件あります。")
def _stalled(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from counted(found[1], told, {*told.records.untouched})


@ISSUES.under("止まっている課題", rf"{_OF_ONE}：{NUMBER}日動きがありません。")
def _stalled_one(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    untouched = told.records.untouched
    yield from _named(told, found, {*untouched})
    yield number(found[3]), untouched[told.one]


@ISSUES.under("止まっている課題", rf"ほかに{NUMBER}件あります。")
def _stalled_rest(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _rest(told, found, {*told.records.untouched})


@ISSUES.under(
    "閉じた課題",
    rf"解決した課題は{NUMBER}件(?:、取り下げは{NUMBER}件)?です（閉じた課題は{BEFORE}）。",
)
def _closed(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    records = told.records
    yield told.cited(), records.closed
    yield number(found[1]), len(_solved(records))
    yield number(found[2] or "0"), len(records.closed) - len(_solved(records))
    yield before(found, 3, len(records.closed)), len(records.before().closed)


def _solved(records: Records) -> set[int]:
    issues = records.issues()
    return {each for each in records.closed if issues[each]["state"] == "解決"}


@ISSUES.under("閉じた課題", rf"{_OF_ONE}：解決")
def _closed_one(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _named(told, found, _solved(told.records))


@ISSUES.under("閉じた課題", rf"ほかに{NUMBER}件あります。")
def _closed_rest(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from _rest(told, found, _solved(told.records))


# -- 情報交換 -------------------------------------------------------------------------------------


def answers(records: Records) -> list[Row]:
    """Of the week, in the exchange of that week or of one of the four before."""
    day = records.since.date()
    weeks = {week_of(day - timedelta(weeks=back)) for back in range(5)}
    return [row for row in records.rows(_ANSWERS) if row["week"] in weeks]


def _cites(row: Row) -> tuple[CiteKind, int]:
    if row["issue"] is not None:
        return CiteKind.ISSUE, row["issue"]
    return CiteKind.MEASURE, row["measure"]


@ISSUES.under(
    "情報交換の答え",
    rf"情報交換の答えは進んだ{NUMBER}件、変わりなし{NUMBER}件、困っている{NUMBER}件です。",
)
def _answers(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    rows = answers(told.records)
    for at, progress in enumerate(("進んだ", "変わりなし", "困っている"), 1):
        yield number(found[at]), sum(row["progress"] == progress for row in rows)
    cites = sorted((each.kind, each.number) for each in told.sentence.cites)
    yield cites, sorted(map(_cites, rows))


@ISSUES.under("情報交換の答え", rf"困っているものがほかに{NUMBER}件あります。")
def _troubled_rest(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    troubled = [row for row in answers(told.records) if row["progress"] == "困っている"]
    yield number(found[1]), len(troubled) - SHOWN
    yield len(told.sentence.cites), len(troubled) - SHOWN


@ISSUES.under("情報交換の答え", r"困っている：(.*)")
def _troubled(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    records = told.records
    cite = told.sentence.cites[0]
    said = {
        _called(records, row)
        + f"（{row['department']}）"
        + (f"「{row['line']}」" if row["line"] else "")
        for row in answers(records)
        if row["progress"] == "困っている" and _cites(row) == (cite.kind, cite.number)
    }
    yield found[1] in said, True


def _called(records: Records, row: Row) -> str:
    """As it was called in the end of the week."""
    kind, one = _cites(row)
    if kind is CiteKind.ISSUE:
        return f"課題#{one}「{records.issues()[one]['title']}」"
    return f"施策{one}「{records.measures()[one]['name']}」"
