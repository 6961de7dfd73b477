"""A prefecture of 16,000 people with 500,000 training records, on SQLite.

The catalogue is the sample city's, through the real import; people and records are made up by a
seeded generator, since no office hands over that many for a benchmark.
"""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.deployment import Deployment
from domain import fiscal_year
from domain.people import Attendance, Employment
from domain.training import RecordState
from handlers.import_catalogue import import_catalogue
from samples.city import write_sample_files
from storage.catalogue import read_catalogue
from storage.tables import (
    DepartmentRow,
    SectionRow,
    StaffPostRow,
    StaffRow,
    StaffTeamRoleRow,
    TrainingRecordRow,
)

PEOPLE = 16_000
RECORDS = 500_000
SECTIONS = 400
CHUNK = 20_000
GRADES = ("部長級", "課長級", "課長補佐級", "係長級", "主任級", "主事級", "主事級", "主事級")


def email(number: int) -> str:
    return f"staff{number:05d}@prefecture.example"


async def make_prefecture(deployment: Deployment, *, now: datetime) -> None:
    """Fill the empty database of the deployment."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_sample_files(Path(folder), today=now.date(), policy_id=deployment.policy.id)
        await import_catalogue(
            files.catalogue.read_bytes(),
            filename=files.catalogue.name,
            organization_id=deployment.organization.id,
            policy=deployment.policy,
            database=deployment.database,
            now=now,
        )
    async with deployment.database.read() as session:
        catalogue = await read_catalogue(session, organization_id=deployment.organization.id)
    courses = [course.id for course in catalogue.courses]
    chance = random.Random(20261121)
    await _insert(deployment, DepartmentRow, _departments())
    await _insert(deployment, SectionRow, _sections())
    await _insert(deployment, StaffRow, _staff(chance))
    await _insert(deployment, StaffPostRow, _posts())
    await _insert(deployment, StaffTeamRoleRow, _team_roles())
    await _insert(deployment, TrainingRecordRow, _records(chance, courses, today=now.date()))


async def _insert(
    deployment: Deployment, table: type[SQLModel], rows: Iterator[dict[str, object]]
) -> None:
    chunk: list[dict[str, object]] = []
    for row in rows:
        chunk.append({"organization_id": deployment.organization.id, **row})
        if len(chunk) == CHUNK:
            await _insert_chunk(deployment, table, chunk)
            chunk = []
    await _insert_chunk(deployment, table, chunk)


async def _insert_chunk(
    deployment: Deployment, table: type[SQLModel], chunk: list[dict[str, object]]
) -> None:
    if chunk:
        async with deployment.database.begin() as session:
            await session.execute(insert(table), chunk)


def _departments() -> Iterator[dict[str, object]]:
    yield from ({"id": n, "name": f"部局{n:02d}"} for n in range(1, 41))


def _sections() -> Iterator[dict[str, object]]:
    for n in range(1, SECTIONS + 1):
        yield {"id": n, "department_id": (n - 1) // 10 + 1, "name": f"課{n:03d}"}


def _staff(chance: random.Random) -> Iterator[dict[str, object]]:
    for n in range(1, PEOPLE + 1):
        yield {
            "id": n,
            "employee_number": f"{n:05d}",
            "email": email(n),
            "name": f"姓{n:05d}　名",
            "grade": chance.choice(GRADES),
            "employment": Employment.REGULAR.value,
            "attendance": Attendance.ACTIVE.value,
            "talent_types": [],
            "duties": [],
            "handles_ict_equipment": chance.random() < 0.9,
            "joined_on": date(chance.randint(1990, 2025), 4, 1),
            "manager_number": None,
        }


def _posts() -> Iterator[dict[str, object]]:
    for n in range(1, PEOPLE + 1):
        yield {"staff_id": n, "section_id": n % SECTIONS + 1, "title": "", "position": 0}


def _team_roles() -> Iterator[dict[str, object]]:
    for n in range(1, PEOPLE + 1, 12):
        yield {"staff_id": n, "department_id": n % SECTIONS // 10 + 1, "name": "DX推進員"}


def _records(
    chance: random.Random, courses: list[int], *, today: date
) -> Iterator[dict[str, object]]:
    first = fiscal_year.first_day(fiscal_year.fiscal_year(today) - 4)
    span = (today - first).days
    for n in range(RECORDS):
        # The number of days runs on with n, so that no person has one course twice on one day.
        yield {
            "staff_id": n % PEOPLE + 1,
            "course_id": chance.choice(courses),
            "completed_on": first + timedelta(days=(n // PEOPLE * 53 + n) % span),
            "state": RecordState.COMPLETED.value,
            "remark": "",
        }
