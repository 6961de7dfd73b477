"""The KPIs of a town counted once more: by SQL, and by sets of people."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.digest_town.records import JST, Records, Row
from tests.digest_town.shapes import Told
from tests.digest_town.staff import PROMOTER

FEWEST = 5
_PEOPLE = """
SELECT s.id, s.employment, s.talent_types, s.joined_on, d.name AS department, x.name AS section
FROM staff s JOIN staff_post p ON p.staff_id = s.id AND p.position = 0
JOIN section x ON x.id = p.section_id JOIN department d ON d.id = x.department_id
WHERE s.attendance = '在職'
"""
_DONE = """
SELECT t.staff_id, c.code, t.completed_on, c.validity, c.obligation, c.audience FROM training_record t
JOIN course c ON c.id = t.course_id WHERE t.state = '修了'
"""
BASIC, PROMOTERS = "全職員基礎研修の受講率", "DX推進員の配置率"
LEADERS, QUALIFIED = "案件リード経験者数", "資格の保有者数"


class Counts:
    """Of the day on which it is asked: whoever is there, and what they have."""

    def __init__(self, told: Told) -> None:
        self.records, self.today = told.records, told.made.now.astimezone(JST).date()
        day = self.today.isoformat()
        self.people = [
            row | {"types": json.loads(row["talent_types"])}
            for row in self.records.rows(_PEOPLE)
            if row["joined_on"] is None or row["joined_on"] <= day
        ]
        self.ids = {row["id"] for row in self.people}

    def has(self, code: str) -> set[int]:
        """Who has completed that course, and it still counts."""
        return {
            row["staff_id"]
            for row in self.records.rows(_DONE)
            if row["code"] == code and self._counts(row)
        }

    def _counts(self, row: Row) -> bool:
        validity, on = json.loads(row["validity"]), date.fromisoformat(row["completed_on"])
        if validity.get("fiscal_year_only"):
            return _april_before(self.today) <= on <= self.today
        years = validity.get("years")
        return on <= self.today and (years is None or on.replace(year=on.year + years) > self.today)

    def is_promoter(self, row: Row) -> bool:
        return PROMOTER in row["types"]

    @property
    def basic(self) -> set[int]:
        return self.has("K1") & self.has("K3") & self.ids

    @property
    def leaders(self) -> set[int]:
        rows = self.records.rows("SELECT staff_id, started_on FROM project_record WHERE led")
        day = self.today.isoformat()
        return {row["staff_id"] for row in rows if row["started_on"] <= day} & self.ids

    @property
    def qualified(self) -> set[int]:
        day = self.today.isoformat()
        rows = self.records.rows("SELECT staff_id, acquired_on, expires_on FROM qualification")
        return {
            row["staff_id"]
            for row in rows
            if row["acquired_on"] <= day <= (row["expires_on"] or "9999")
        } & self.ids

    @property
    def second_stage(self) -> set[int]:
        return self.has("K1") & self.leaders

    @property
    def sections(self) -> set[tuple[str, str]]:
        found = {(row["department"], row["section"]) for row in self.people}
        return {each for each in found if each[0] != each[1]}

    @property
    def staffed(self) -> set[tuple[str, str]]:
        """Sections of who is a promoter by role, in the department of the role, or by talent type."""
        asked = """SELECT r.staff_id, d.name FROM staff_team_role r JOIN department d ON d.id = r.department_id
        WHERE r.name = 'DX推進員'"""
        held: dict[int, set[str]] = {}
        for row in self.records.rows(asked):
            held.setdefault(row["staff_id"], set()).add(row["name"])
        return {
            (row["department"], row["section"])
            for row in self.people
            if row["department"] in held.get(row["id"], ())
            or (row["id"] not in held and PROMOTER in row["types"])
        }

    def promoters(self, employment: str = "") -> int:
        of_them = (row for row in self.people if PROMOTER in row["types"])
        return sum(employment in ("", row["employment"]) for row in of_them)

    def counted(self, measure: str) -> tuple[int, int]:
        """So many of so many."""
        people = len(self.people)
        return {
            BASIC: (len(self.basic), people),
            PROMOTERS: (len(self.sections & self.staffed), len(self.sections)),
            LEADERS: (len(self.leaders), people),
            QUALIFIED: (len(self.qualified), people),
        }[measure]

    def is_shown(self, measure: str) -> bool:
        return measure == PROMOTERS or len(self.people) >= FEWEST


def _april_before(day: date) -> date:
    return date(day.year - (day.month < 4), 4, 1)


def kept_figures(
    records: Records, measure: str, about: str = "", part: str = "", *, today: date
) -> list[tuple[date, Row]]:
    """The figure at the ends of months before ``today``, the oldest first; none that tells of few."""
    asked = """SELECT k.as_of, f.* FROM kpi_figure f JOIN kpi_snapshot k ON k.id = f.snapshot_id
    WHERE k.period = '月末' AND f.department = '' ORDER BY k.as_of"""
    return [
        (date.fromisoformat(row["as_of"]), row)
        for row in records.rows(asked)
        if date.fromisoformat(row["as_of"]) < today
        and (row["measure"], row["about"], row["part"]) == (measure, about, part)
        and not 0 < (row["people"] or 0) < FEWEST
        and row["total"] != 0
    ]


def percent(count: float, of: float) -> str:
    """To a tenth; nothing that is not all of them is 100, nothing that is one of them 0."""
    exact = Decimal(count) * 100 / Decimal(of)
    tenth = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    tenth = min(tenth, Decimal("99.9")) if exact < 100 else tenth
    tenth = max(tenth, Decimal("0.1")) if exact > 0 else tenth
    return f"{tenth:f}".removesuffix(".0")
