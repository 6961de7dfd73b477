"""People and records in memory are those of the database, whoever has changed it. On both databases."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta

import pytest

from domain.organization import Organization
from domain.people import Person
from domain.training import Achievements, RecordState
from handlers.arrivals import Arrivals
from handlers.kept_people import KeptPeople
from storage.achievements import achievements_of
from storage.completions import (
    decide_completion,
    report_completion,
    reported_completions,
)
from storage.people import person_by_email
from storage.session import Database, open_database
from tests.handlers.office import (
    NOW,
    Office,
    catalogue_xlsx,
    course,
    person,
    record,
    records_xlsx,
    roster_xlsx,
)

EMAIL = "s1@city.example.jp"
FIRST_DAY = date(2026, 4, 1)
STEPS = 40


class Program:
    """One of the processes that answer from the database."""

    def __init__(self, database: Database, office: Office, numbers: random.Random) -> None:
        self.office = Office(database, office.id, office.policy)
        self._database = database
        self._arrivals = Arrivals(database, lambda: NOW)
        self._kept = KeptPeople(database)
        self._numbers = numbers

    async def organization(self) -> Organization:
        """As the next message finds it."""
        event = f"{self._numbers.random()}"
        found = (await self._arrivals.note(organization_key="city", event_key=event)).organization
        assert found is not None
        return found

    async def answers(self) -> tuple[Person | None, Achievements]:
        organization = await self.organization()
        return (
            await self._kept.person(organization, email=EMAIL),
            await self._kept.achievements(organization, person_id=1),
        )

    async def reads(self) -> tuple[Person | None, Achievements]:
        """The same from the database itself."""
        async with self._database.read() as session:
            return (
                await person_by_email(session, organization_id=self.office.id, email=EMAIL),
                await achievements_of(session, organization_id=self.office.id, person_id=1),
            )

    async def report(self, day: date) -> None:
        async with self._database.begin() as session:
            await report_completion(
                session,
                organization_id=self.office.id,
                person_id=1,
                course_id=1,
                completed_on=day,
                state=RecordState.REPORTED,
                at=NOW,
            )

    async def decide(self) -> None:
        async with self._database.begin() as session:
            for waiting in await reported_completions(
                session, organization_id=self.office.id, limit=1
            ):
                await decide_completion(
                    session,
                    organization_id=self.office.id,
                    record_id=waiting.record_id,
                    state=RecordState.COMPLETED,
                    decided_by=1,
                    at=NOW,
                )


Change = Callable[[Program, random.Random], Awaitable[object]]


def _day(chance: random.Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randrange(200))


CHANGES: tuple[Change, ...] = (
    lambda p, c: p.office.roster(roster_xlsx(person("1", 氏名=f"山田　{c.randrange(9)}子"))),
    lambda p, _: p.office.roster(roster_xlsx(person("2")), retire_missing=True),
    lambda p, c: p.office.roster(roster_xlsx(person("1", 所属=f"{c.randrange(9)}課"))),
    lambda p, c: p.office.records(records_xlsx(record("1", "C1", _day(c)))),
    lambda p, c: p.report(_day(c)),
    lambda p, _: p.decide(),
)


@pytest.fixture
async def programs(database: Database, database_url: str) -> AsyncIterator[tuple[Program, Program]]:
    office = await Office.opened(database)
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("C1")]))
    beside, numbers = open_database(database_url).across(), random.Random(1)
    yield Program(database, office, numbers), Program(beside, office, numbers)
    await beside.close()


@pytest.mark.parametrize("seed", range(3))
async def test_どちらのプログラムが何を書いても次のメッセージからその内容で答える(
    programs: tuple[Program, Program], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(STEPS):
        await chance.choice(CHANGES)(chance.choice(programs), chance)
        for program in chance.sample(programs, k=chance.randint(1, 2)):
            assert await program.answers() == await program.reads()


async def test_変わらないあいだは読み直さない(programs: tuple[Program, Program]) -> None:
    program, _ = programs
    before, again = await program.answers(), await program.answers()
    assert all(first is second for first, second in zip(before, again, strict=True))


async def test_前の版で届いていたメッセージが後の版の値を消しても古い値は返らない(
    programs: tuple[Program, Program],
) -> None:
    """Two messages, a change between their arrivals, answered the later one first."""
    program, other = programs
    earlier = await program.organization()
    await other.report(FIRST_DAY)
    later = await program.organization()
    kept = program._kept
    for organization in (later, earlier, later):
        found = await kept.achievements(organization, person_id=1)
        assert len(found.records) == 1


async def test_名簿にいない人は取り込まれた次のメッセージから見つかる(
    programs: tuple[Program, Program],
) -> None:
    program, other = programs
    await other.office.roster(roster_xlsx(person("2")), retire_missing=True)
    assert (await program.answers())[0] is None
    await other.office.roster(roster_xlsx(person("1", 在職状況="在職")))
    assert (await program.answers())[0] is not None
