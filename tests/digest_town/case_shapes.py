"""What may be said of improvement cases, of what they saved, and of what waits for the secretariat."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from domain.digest import CiteKind, Part
from domain.iso_week import week_of
from tests.digest_town.records import JST, OPEN, Records, Row, moment, place, utc
from tests.digest_town.shapes import BEFORE, NUMBER, Pair, Shapes, Told, before, counted, number

CASES, OFFICE = Shapes(Part.CASES), Shapes(Part.OFFICE)
_CASE = CiteKind.CASE
_PUBLISHED = """
SELECT c.id, c.number, c.department, c.section, c.published_at, r.title, r.hours, r.visibility
FROM improvement_case c JOIN case_revision r ON r.case_id = c.id AND r.version = c.published_version
WHERE c.published_at < :at
"""
_ADOPTED = """
SELECT a.*, c.number FROM case_adoption a JOIN improvement_case c ON c.id = a.case_id
WHERE a.at < :at AND (a.department <> c.department OR a.section <> c.section)
"""
_TIME = r"(?:([\d,]+(?:\.\d)?)時間)?(?:(\d+)分)?"


def published(records: Records, at: datetime | None = None) -> dict[int, Row]:
    return {row["number"]: row for row in records.rows(_PUBLISHED, at=at)}


def new_cases(records: Records) -> dict[int, Row]:
    since = utc(records.since)
    return {n: row for n, row in published(records).items() if row["published_at"] >= since}


def adopted(records: Records) -> list[Row]:
    """「うちでもやった」 of the week."""
    shown, since = published(records), utc(records.since)
    return [r for r in records.rows(_ADOPTED) if r["at"] >= since and r["number"] in shown]


def _public(rows: dict[int, Row]) -> set[int]:
    return {number for number, row in rows.items() if row["visibility"] != "自部局"}


@CASES.under("新しい事例", rf"新しく公開した事例は{NUMBER}件です。")
def _new(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield from counted(found[1], told, _public(new_cases(told.records)), _CASE)


@CASES.under("新しい事例", rf"自部局だけに公開したものも含めると{NUMBER}件です（{BEFORE}）。")
def _all_new(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    new = new_cases(told.records)
    yield from counted(found[1], told, {*new}, _CASE)
    yield before(found, 2, len(new)), len(new_cases(told.records.before()))


@CASES.under("新しい事例", rf"新しく公開した事例はありません（前の週は{NUMBER}件）。")
def _no_new(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield told.cited(_CASE), {*new_cases(told.records)}
    yield {*new_cases(told.records)}, set()
    yield number(found[1]), len(new_cases(told.records.before()))


@CASES.under("新しい事例", r"(.*)（([^（）]*)）")
def _one(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    row = new_cases(told.records)[told.one]
    yield (found[1], found[2]), (row["title"], place(row))


@CASES.under(
    "確認を待っている事例",
    rf"確認を待っている事例が{NUMBER}件あります。いちばん長いもので{NUMBER}日待っています。",
)
def _waiting(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """Against what the board looked like at that moment, in the town's own memory."""
    waits = _waited(told)
    yield from counted(found[1], told, {*waits}, _CASE)
    yield number(found[2]), max(waits.values())


def _waited(told: Told) -> dict[int, int]:
    """Number and days since its version came in, of those that have not been withdrawn."""
    until = told.records.until
    board = {case: waits for at, case, waits in told.made.town.waiting if at < until}
    asked = """SELECT c.number, max(r.at) AS at, c.id, c.state FROM improvement_case c
    JOIN case_revision r ON r.case_id = c.id WHERE r.at < :at GROUP BY c.id"""
    return {
        row["number"]: (until - moment(row["at"])).days
        for row in told.records.rows(asked)
        if board[row["id"]] and row["state"] != "取り下げ"
    }


@CASES.under("ほかの課に広がった事例", rf"「うちでもやった」が{NUMBER}件ありました。")
def _spread(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    public = _public(published(told.records))
    rows = [row for row in adopted(told.records) if row["number"] in public]
    yield number(found[1]), len(rows)
    yield told.cited(_CASE), {row["number"] for row in rows}


@CASES.under(
    "ほかの課に広がった事例",
    rf"(.*)（([^（）]*)）を、(.*)でも始めました(?:、月({_TIME})の削減)?。",
)
def _spread_to(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    row = published(told.records)[told.one]
    yield (found[1], found[2]), (row["title"], place(row))
    minutes = _minutes(found, 5) if found[4] else None
    there = [
        round(each["hours"] * 60) if each["hours"] is not None else None
        for each in adopted(told.records)
        if each["number"] == told.one and place(each) == found[3]
    ]
    yield minutes in there, True


def _minutes(found: re.Match[str], first: int) -> int:
    hours = float((found[first] or "0").replace(",", ""))
    return round(hours * 60) + int(found[first + 1] or "0")


@CASES.under(
    "累計削減時間",
    rf"累計削減時間は{_TIME}です（週のはじめは{_TIME}）。"
    rf"報告した課の分が{_TIME}、横展開の分が{_TIME}です。(?:時間が未記入の{NUMBER}件は含みません。)?",
)
def _saved(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    records = told.records
    home, there, unknown = _hours(records, records.last_day)
    yield _minutes(found, 5), round(home * 60)
    yield _minutes(found, 7), round(there * 60)
    yield _minutes(found, 1), round((home + there) * 60)
    yield number(found[9] or "0"), unknown
    earlier = records.before()
    yield _minutes(found, 3), round(sum(_hours(earlier, earlier.last_day)[:2]) * 60)


def _hours(records: Records, day: date) -> tuple[float, float, int]:
    """At home, elsewhere; and how many do not say."""
    shown = published(records)
    at_home = [
        (row["hours"], moment(row["published_at"]).astimezone(JST).date()) for row in shown.values()
    ]
    elsewhere = [
        (row["hours"], date.fromisoformat(row["since"]))
        for row in records.rows(_ADOPTED)
        if row["number"] in shown
    ]
    unknown = sum(hours is None for hours, _ in (*at_home, *elsewhere))
    return _together(at_home, day), _together(elsewhere, day), unknown


def _together(saving: list[tuple[float | None, date]], day: date) -> float:
    return sum(hours * _months(since, day) for hours, since in saving if hours is not None)


def _months(since: date, day: date) -> int:
    """How often the day of the month on which it began has come round since."""
    year, month, count = since.year, since.month, 0
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if (year, month, since.day) > (day.year, day.month, day.day):
            return count
        count += 1


# -- what waits for the secretariat --------------------------------------------------------------


def _of(told: Told, asked: str) -> int:
    (row,) = told.records.rows(asked)
    count: int = row["count"]
    return count


@OFFICE.under("", rf"お知らせが届かなかった人が{NUMBER}人います。")
def _missed(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield told.made.is_past, False
    asked = """SELECT count(DISTINCT staff_id) AS count FROM outbox WHERE done_at >= :since AND
    (state IN ('unknown', 'failed') OR state = 'dead' AND reason IN ('too_many_attempts', 'person_left'))"""
    yield number(found[1]), _of(told, asked)


@OFFICE.under("", rf"修了の報告が{NUMBER}件、確認を待っています。")
def _reports(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """The rows do not say when one came in."""
    yield told.made.is_past, False
    asked = """SELECT count(*) AS count FROM training_record t JOIN staff s ON s.id = t.staff_id
    WHERE t.state = '申告'"""
    yield number(found[1]), _of(told, asked)


@OFFICE.under("", rf"名簿にない人からの申し出が{NUMBER}件あります。")
def _asking(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """Who asked again has only the newest time: nothing is said of what was before it."""
    asked = "SELECT closed_at, asked_at FROM access_request"
    now = utc(told.made.now)
    rows = told.records.rows(asked)
    yield [row for row in rows if row["asked_at"] > now], []
    yield number(found[1]), sum(not row["closed_at"] or row["closed_at"] > now for row in rows)


@OFFICE.under("", rf"情報交換に答えのない部局が{NUMBER}か所あります（(.*)）。")
def _unanswered(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    """In the newest exchange, which is of that week; of what is still open now."""
    yield told.made.is_past, False
    records = told.records
    asked = """SELECT e.department, e.progress, e.issue_id, m.number, x.week FROM exchange_item e
    JOIN exchange_round x ON x.id = e.round_id LEFT JOIN dx_measure m ON m.id = e.measure_id
    WHERE x.week = (SELECT max(week) FROM exchange_round) ORDER BY e.department, e.position"""
    rows = records.rows(asked)
    yield {row["week"] for row in rows}, {week_of(records.since.date())}
    now = [*records.rows("SELECT id, state FROM issue")]
    still = {row["id"] for row in now if row["state"] in OPEN}
    waiting = [r for r in rows if not r["progress"] and _is_open(records, r, still)]
    departments = [*dict.fromkeys(row["department"] for row in waiting)]
    rest = len(departments) - 6
    yield number(found[1]), len(departments)
    yield found[2], "・".join(departments[:6]) + (f"ほか{rest}部局" if rest > 0 else "")


def _is_open(records: Records, row: Row, still: set[int]) -> bool:
    if row["issue_id"] is not None:
        return row["issue_id"] in still
    newest = """SELECT m.number, r.issue_ids FROM dx_measure m
    JOIN dx_measure_revision r ON r.measure_id = m.id AND r.version = m.version"""
    (ids,) = (each["issue_ids"] for each in records.rows(newest) if each["number"] == row["number"])
    return not still.isdisjoint(int(each) for each in re.findall(r"\d+", ids))
