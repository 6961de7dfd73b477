"""Somebody of one organization is told something in whichever of its workspaces they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.slack.people import PLATFORM
from bot.slack.workspaces import Absent, Workspaces
from domain.account import Account
from domain.people import Person
from scheduler.platforms import (
    Address,
    CannotTell,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    Refused,
    Sent,
)
from storage.accounts import accounts_with_emails
from storage.session import Database


@dataclass(frozen=True, slots=True)
class SlackCarrier:
    """Slack for every organization."""

    workspaces: Workspaces
    database: Database

    def of(self, organization_id: int) -> "OfficeTelling":
        return OfficeTelling(
            self.workspaces, self.database.within(organization_id), organization_id
        )


@dataclass(frozen=True, slots=True)
class OfficeTelling:
    """A conversation is written with its team before it: ``T0CITY/D0MORITA``."""

    workspaces: Workspaces
    database: Database
    organization_id: int

    async def accounts(self, person: Person) -> Sequence[Account]:
        async with self.database.read() as session:
            return await accounts_with_emails(
                session,
                organization_id=self.organization_id,
                platform=PLATFORM,
                emails=[person.email],
            )

    async def address(self, account: Account) -> Address | Refused | NotNow:
        """In the first workspace that has them."""
        outcome: Refused | NotNow = Refused(Absent.UNKNOWN)
        for team in await self.workspaces.teams_of(self.organization_id):
            found = await self.workspaces.of(team)
            if isinstance(found, Absent):
                outcome = _later_or_never(found)
                continue
            match await found.telling.address(account):
                case Address() as address:
                    return replace(address, conversation=f"{team}/{address.conversation}")
                case NotNow() as later:
                    return later
                case refused:
                    outcome = refused
        return outcome

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        team, conversation = await self._split(address.conversation)
        found = await self.workspaces.of(team)
        if isinstance(found, Absent):
            return _later_or_never(found)
        return await found.telling.send(letter, replace(address, conversation=conversation))

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        team, there = await self._split(conversation)
        match await self.workspaces.of(team):
            case Absent.UNREADABLE as absent:
                return NotNow(absent)
            case Absent() as absent:
                return CannotTell(absent)
            case found:
                return await found.telling.find(key, conversation=there, since=since)

    async def _split(self, conversation: str) -> tuple[str, str]:
        """One that is written without its team is of the first workspace."""
        team, slash, there = conversation.rpartition("/")
        if slash:
            return team, there
        teams = await self.workspaces.teams_of(self.organization_id)
        return (teams[0] if teams else ""), there


def _later_or_never(absent: Absent) -> Refused | NotNow:
    """The operator can bring back a key; a workspace has to be joined anew."""
    return NotNow(absent) if absent is Absent.UNREADABLE else Refused(absent)
