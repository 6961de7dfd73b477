"""A made-up town: its database, its people, and what it remembers of what has happened so far.

Everything in it is written by the functions that the bot writes with. The same seed gives the same town.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TypedDict

from sqlalchemy import insert

from domain.countermeasure import Countermeasure
from domain.dx_measure import DxMeasure
from domain.improvement_case import Case
from domain.issue import Issue
from domain.issue_group import ConfirmedGroup
from storage.session import Database
from storage.tables import OrganizationRow
from tests.digest_town.words import PLACES
from tests.storage.sample_rows import sample_row


class Here(TypedDict):
    organization_id: int


HERE: Here = {"organization_id": 1}


@dataclass(slots=True)
class Town:
    """What stands in it now, by id: so much as it takes to do the next thing."""

    database: Database
    file: Path
    chance: Random
    people: tuple[int, ...] = ()
    issues: dict[int, Issue] = field(default_factory=dict)
    groups: dict[int, ConfirmedGroup] = field(default_factory=dict)
    measures: dict[int, DxMeasure] = field(default_factory=dict)
    countermeasures: dict[int, Countermeasure] = field(default_factory=dict)
    messages: list[tuple[int, str]] = field(default_factory=list)
    """Issue, and the platform's id of what was said in its thread."""
    learned: set[tuple[str, str, str, date]] = field(default_factory=set)
    """Keys of the records that have been brought in."""
    cases: dict[int, Case] = field(default_factory=dict)
    rounds: dict[str, datetime] = field(default_factory=dict)
    """Of the 情報交換, by week: when it was closed or is to be."""
    waiting: list[tuple[datetime, int, bool]] = field(default_factory=list)
    """What the board of cases looked like: when, which case, whether it waited from then on."""

    def somebody(self) -> int:
        return self.chance.choice(self.people)

    def some_place(self) -> tuple[str, str]:
        department = self.chance.choice([*PLACES])
        return department, self.chance.choice(PLACES[department])


async def founded(town: Town) -> None:
    row = sample_row(OrganizationRow.metadata.tables["organization"], number=1)
    async with town.database.begin() as session:
        none_yet = {name: 0 for name in row if name.endswith("_version")}
        await session.execute(insert(OrganizationRow).values(row | none_yet | {"policy_file": ""}))
