"""Weeks of the town, one thing after another, and digests of any week asked for in between."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from domain.catalogue import Catalogue
from domain.digest import Digest, Period
from domain.japan_time import JAPAN
from domain.policy import Policy
from domain.recommendation import Adviser
from domain.requirements import Rulebook
from handlers.digest_made import digest_made
from handlers.kpi_reading import count_now
from storage.catalogue import read_catalogue
from storage.organizations import organization_by_id
from storage.session import Session, open_database
from tests.digest_town import cases, forum, office, staff
from tests.digest_town.town import HERE, Town, founded

Happening = Callable[[Town, Session, datetime], Awaitable[None]]
HAPPENINGS: tuple[tuple[Happening, int], ...] = (
    (forum.raise_issue, 12),
    (forum.move_issue, 16),
    (forum.rewrite_issue, 3),
    (forum.link, 3),
    (forum.change_groups, 8),
    (forum.begin_measure, 3),
    (forum.change_a_measure, 4),
    (forum.tell_countermeasure, 3),
    (forum.change_a_countermeasure, 2),
    (forum.say, 6),
    (forum.mark, 5),
    (cases.report_case, 5),
    (cases.bring_in_case, 1),
    (cases.decide_case, 9),
    (cases.revise_case, 3),
    (cases.withdraw_case, 2),
    (cases.adopt_case, 7),
    (office.answer, 9),
    (office.ask_to_be_let_in, 2),
    (office.report_training, 3),
    (office.message_lost, 3),
    (staff.change_staff, 1),
)
"""And how often, of all."""
STARTS = tuple(date(*day) for day in ((2026, 10, 5), (2026, 12, 7), (2027, 3, 1), (2027, 8, 30)))
"""Mondays: some weeks on, a new year, a new fiscal year and a month of 30 days are in it."""
WEEKS, MONTHS = 9, 8
AT_A_TIME = 11
"""Happenings between two digests, some of them weeks apart."""


@dataclass(frozen=True, slots=True)
class Made:
    """A digest, and all that is needed to look it up: the town as it is at ``now``, or later where that
    ``is_past``.
    """

    digest: Digest
    town: Town
    policy: Policy
    now: datetime
    is_past: bool = False


async def digests_of_a_town(
    template: Path, folder: Path, *, seed: int, count: int
) -> AsyncIterator[Made]:
    """``count`` of them, each of some week up to then. ``template``: an empty database."""
    async with town_founded(template, folder, seed=seed) as (town, policy, start):
        chance = town.chance
        moments = moments_since(start, chance, count=count * AT_A_TIME)
        for at in range(count):
            some = moments[at * AT_A_TIME : (at + 1) * AT_A_TIME]
            for moment in dict.fromkeys(some):
                await happens(town, moment)
            now = some[-1] + chance.choice((timedelta(0), timedelta(hours=30), timedelta(days=8)))
            now = min(now, moments[(at + 1) * AT_A_TIME]) if at + 1 < count else now
            yield await _digest(town, policy, _week(chance, start, now), now)


async def digests_of_days_over(
    template: Path, folder: Path, *, seed: int, count: int
) -> AsyncIterator[Made]:
    """``count`` of them, each as of a moment after which the town went on, and kept the ends of its months."""
    async with town_founded(template, folder, seed=seed) as (town, policy, start):
        moments = moments_since(start, town.chance, count=count * AT_A_TIME)
        for moment in dict.fromkeys(moments):
            await happens(town, moment)
        last = moments[-1]
        end = last.date().replace(day=1) - timedelta(days=1)
        if end >= start.date():
            await staff.keep_month(town, Rulebook(policy), as_of=end, at=last)
        for now in [*town.chance.sample(moments[:-1], count - 1), last]:
            yield await _digest(town, policy, _week(town.chance, start, now), now, is_past=True)


@asynccontextmanager
async def town_founded(
    template: Path, folder: Path, *, seed: int
) -> AsyncIterator[tuple[Town, Policy, datetime]]:
    """With people, trainings and some months behind it, and since when things happen there."""
    chance = Random(seed)
    file = folder / f"town{seed}.sqlite3"
    shutil.copyfile(template, file)
    database = open_database(f"sqlite:///{file}")
    try:
        town = Town(database.within(1), file, chance)
        policy = staff.town_policy(chance.choice((None, 2026)))
        start = datetime.combine(chance.choice(STARTS), time(8, 30), tzinfo=JAPAN)
        await _founded(town, Rulebook(policy), start)
        yield town, policy, start
    finally:
        await database.close()


def moments_since(start: datetime, chance: Random, *, count: int) -> list[datetime]:
    """In their order, some of them the same."""
    return sorted(_moment(chance, start) for _ in range(count))


def _week(chance: Random, start: datetime, now: datetime) -> date:
    """Oftener one of the last two: they say more."""
    back = chance.choice((0, 1, 1, chance.randrange(10)))
    return max(now.date() - timedelta(weeks=back), start.date() - timedelta(weeks=1))


def _moment(chance: Random, start: datetime) -> datetime:
    """Sometimes at the very beginning or end of a week, of a day, or of a day of UTC."""
    at = start + timedelta(seconds=chance.random() * WEEKS * 7 * 86_400)
    midnight = datetime.combine(at.date(), time(), tzinfo=JAPAN)
    monday = midnight - timedelta(days=at.weekday())
    moments = (
        monday,
        monday - timedelta(microseconds=1),
        monday + timedelta(microseconds=1),
        midnight,
        midnight + timedelta(hours=9),
    )
    return chance.choice(moments) if chance.random() < 0.15 else at


async def _founded(town: Town, rulebook: Rulebook, start: datetime) -> None:
    await founded(town)
    first = start - timedelta(days=31 * MONTHS)
    async with town.database.begin() as session:
        await staff.hire(town, session, first)
        await staff.open_courses(town, session, first, until=start + timedelta(weeks=WEEKS))
    for month in range(town.chance.randrange(MONTHS)):
        at = start - timedelta(days=31 * (MONTHS - month))
        async with town.database.begin() as session:
            await staff.learn(town, session, at)
        end = at.date().replace(day=1) - timedelta(days=1)
        await staff.keep_month(town, rulebook, as_of=end, at=at)


async def happens(town: Town, at: datetime) -> None:
    """Something, in one transaction."""
    chance = town.chance
    async with town.database.begin() as session:
        if at.weekday() < 5:
            await office.ask_around(town, session, at)
        happenings, weights = zip(*HAPPENINGS, strict=True)
        await chance.choices(happenings, weights=weights)[0](town, session, at)


async def _digest(
    town: Town, policy: Policy, day: date, now: datetime, *, is_past: bool = False
) -> Made:
    async with town.database.read() as session:
        organization = await organization_by_id(session, HERE["organization_id"])
        catalogue: Catalogue = await read_catalogue(session, **HERE)
    rulebook = Rulebook(policy)
    counted = partial(count_now, organization, rulebook, town.database, as_of=now.date())
    digest = await digest_made(
        Period.of_week(day, as_of=now),
        database=town.database,
        organization=organization,
        adviser=Adviser(rulebook=rulebook, catalogue=catalogue, now=now),
        counted=counted,
        now=now,
        is_past=is_past,
    )
    return Made(digest, town, policy, now, is_past)
