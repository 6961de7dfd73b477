"""The town's database read as plain rows, by SQL of its own: nothing of what makes a digest is used here."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Any

JST = timezone(timedelta(hours=9))
OPEN = ("受付", "対応中")
Row = dict[str, Any]

_STOOD = """
SELECT i.id, i.number, i.department, i.section, i.created_at, r.*
FROM issue i JOIN issue_revision r ON r.issue_id = i.id
WHERE r.version = (SELECT max(x.version) FROM issue_revision x WHERE x.issue_id = i.id AND x.at < :at)
"""
_ANSWERED = """
SELECT issue_id, max(answered_at) AS at FROM exchange_item
WHERE progress IN ('進んだ', '困っている') AND issue_id IS NOT NULL AND answered_at < :at GROUP BY issue_id
"""
_SAID = (
    "SELECT issue_id, max(said_at) AS at FROM issue_message WHERE said_at < :at GROUP BY issue_id"
)
"""Deleted or not: it was said."""
_MEASURES = """
SELECT m.id, m.number, m.group_id, r.* FROM dx_measure m JOIN dx_measure_revision r ON r.measure_id = m.id
WHERE r.version = (SELECT max(x.version) FROM dx_measure_revision x WHERE x.measure_id = m.id AND x.at < :at)
ORDER BY m.number
"""
_GROUPS = """
SELECT g.number, r.* FROM issue_group g JOIN issue_group_revision r ON r.group_id = g.id
WHERE r.version = (
    SELECT max(x.version) FROM issue_group_revision x JOIN issue_group_change c ON c.id = x.change_id
    WHERE x.group_id = g.id AND c.at < :at
)
"""
_MARKS = """
SELECT i.number, m.text, k.kind FROM issue_mark k JOIN issue_message m ON m.id = k.message_id
JOIN issue i ON i.id = m.issue_id
WHERE k.at < :at AND (k.ended_at IS NULL OR k.ended_at >= :at) AND m.deleted_at IS NULL
"""
_TOLD = """
SELECT c.number, c.group_id, i.number AS issue, r.what FROM countermeasure c
JOIN countermeasure_revision r ON r.countermeasure_id = c.id AND r.version = c.version
LEFT JOIN issue i ON i.id = c.issue_id WHERE c.stands AND c.created_at < :at
"""


def utc(at: datetime) -> str:
    """As SQLite keeps a moment."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def moment(kept: str) -> datetime:
    return datetime.strptime(kept, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)


def place(row: Mapping[str, Any]) -> str:
    """「税務部 市民税課」; a whole department is named once."""
    if row["section"] in ("", row["department"]):
        return str(row["department"])
    return f"{row['department']} {row['section']}"


@dataclass
class Records:
    """Of a week from ``since`` to before ``until``, as far as it had gone."""

    file: Path
    since: datetime
    until: datetime
    _kept: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def rows(self, query: str, *, at: datetime | None = None) -> list[Row]:
        """``at`` stands for ``:at``, ``:since`` and ``:until`` for the week."""
        moments = {"at": utc(at or self.until), "since": utc(self.since), "until": utc(self.until)}
        key = query, moments["at"]
        if key not in self._kept:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as opened:
                opened.row_factory = sqlite3.Row
                self._kept[key] = [dict(row) for row in opened.execute(query, moments)]
        return self._kept[key]

    @property
    def last_moment(self) -> datetime:
        return self.until - timedelta(microseconds=1)

    @property
    def last_day(self) -> date:
        return self.last_moment.astimezone(JST).date()

    @property
    def day_after(self) -> date:
        """On which it is read first: the Monday after a whole week, else the day itself."""
        return self.until.astimezone(JST).date()

    def before(self) -> "Records":
        return Records(self.file, self.since - timedelta(weeks=1), self.since)

    # -- issues

    def issues(self, at: datetime | None = None) -> dict[int, Row]:
        """As they stood, by number; those that there were."""
        return {row["number"]: row for row in self.rows(_STOOD, at=at)}

    @cached_property
    def changed(self) -> set[int]:
        """Those with a version of the week."""
        found = self.rows(
            "SELECT i.number FROM issue i JOIN issue_revision r ON r.issue_id = i.id "
            "WHERE r.at >= :since AND r.at < :until"
        )
        return {row["number"] for row in found}

    @cached_property
    def new(self) -> set[int]:
        return {*self.issues()} - {*self.issues(self.since)}

    @cached_property
    def closed(self) -> set[int]:
        """Not open in the end, and open in the beginning or not there yet."""
        was = self.issues(self.since)
        return {
            number
            for number, row in self.issues().items()
            if row["state"] not in OPEN and (number not in was or was[number]["state"] in OPEN)
        }

    @cached_property
    def moved(self) -> set[int]:
        return self.changed - self.new - self.closed

    @cached_property
    def untouched(self) -> dict[int, int]:
        """Days, of those that are open and have been left for 30 or more."""
        left = {
            number: self.until - self.answered(row)
            for number, row in self.issues().items()
            if row["state"] in OPEN
        }
        return {number: gone.days for number, gone in left.items() if gone >= timedelta(days=30)}

    def answered(self, issue: Row) -> datetime:
        """When it was dealt with last: changed, spoken of, or answered for in the 情報交換."""
        dealt = [*self.rows(_ANSWERED), *self.rows(_SAID)]
        return moment(max(row["at"] for row in (issue, *dealt) if self._is_of(row, issue)))

    @staticmethod
    def _is_of(row: Row, issue: Row) -> bool:
        return bool(row["issue_id"] == issue["issue_id"])

    def raised(self, issue: Row) -> datetime:
        return moment(issue["created_at"])

    def numbers_of(self, ids: list[int]) -> set[int]:
        return {row["number"] for row in self.issues().values() if row["issue_id"] in ids}

    # -- what has been made of them

    def groups(self) -> dict[int, Row]:
        """Those that stood, by number, with the numbers of their issues."""
        found = [row for row in self.rows(_GROUPS) if row["stands"]]
        return {
            row["number"]: row | {"issues": self.numbers_of(json.loads(row["issue_ids"]))}
            for row in found
        }

    def measures(self, at: datetime | None = None) -> dict[int, Row]:
        return {row["number"]: row for row in self.rows(_MEASURES, at=at)}

    def milestones(self, number: int) -> list[tuple[date, str]]:
        listed = json.loads(self.measures()[number]["milestones"])
        return [(date.fromisoformat(day), what) for day, what in listed]

    def marked(self, kind: str, numbers: set[int]) -> set[tuple[int, str]]:
        """Issue and text of what was marked so."""
        found = (row for row in self.rows(_MARKS) if row["kind"] == kind)
        return {(row["number"], row["text"]) for row in found if row["number"] in numbers}

    def said(self, number: int) -> list[tuple[date, str]]:
        """In the thread of that issue until then, where anything was said in the week; each with its day."""
        asked = """SELECT i.number, m.text, m.said_at FROM issue_message m JOIN issue i ON i.id = m.issue_id
        WHERE m.said_at < :until AND m.deleted_at IS NULL"""
        rows = [row for row in self.rows(asked) if row["number"] == number]
        is_of_week = any(row["said_at"] >= utc(self.since) for row in rows)
        if not is_of_week:
            return []
        return [(moment(row["said_at"]).astimezone(JST).date(), row["text"]) for row in rows]

    def told(self, numbers: set[int], group_id: int | None) -> dict[int, str]:
        """対応策 by number."""
        return {
            row["number"]: row["what"]
            for row in self.rows(_TOLD)
            if row["issue"] in numbers or (group_id is not None and row["group_id"] == group_id)
        }
