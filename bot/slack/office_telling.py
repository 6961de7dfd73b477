"""Somebody of one organization is told something in whichever of its workspaces they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.known_accounts import KnownAccounts
from bot.slack.people import NOT_HERE
from bot.slack.telling import not_known
from bot.slack.user_object import PLATFORM
from bot.slack.web_api import SlackRefused
from bot.slack.workspaces import Absent, Joined, Teams, Workspaces
from domain.account import Account
from domain.people import Person
from scheduler.platforms import (
    Address,
    CannotTell,
    Gone,
    InDoubt,
    Letter,
    NotNow,
    NotThere,
    Refused,
    Sent,
    no_longer,
)
from storage.session import Database

_GONE = NOT_HERE | {"no_member"}
SURELY_LEFT = timedelta(minutes=5)
"""Once a workspace is revoked nobody is asked about there any more: every process hears of it within
a minute, and their clocks may differ.
"""


@dataclass(frozen=True, slots=True)
class SlackCarrier:
    """Slack for every organization."""

    workspaces: Workspaces
    database: Database
    _of: dict[int, "OfficeTelling"] = field(default_factory=dict)

    def of(self, organization_id: int) -> "OfficeTelling":
        if organization_id not in self._of:
            known = KnownAccounts(self.database, organization_id=organization_id, platform=PLATFORM)
            self._of[organization_id] = OfficeTelling(self.workspaces, known, organization_id)
        return self._of[organization_id]


@dataclass(frozen=True, slots=True)
class OfficeTelling:
    """A conversation is written with its team before it: ``T0CITY/D0MORITA``."""

    workspaces: Workspaces
    known: KnownAccounts
    organization_id: int

    async def accounts(self, person: Person) -> Sequence[Account]:
        return await self.known.of(person)

    async def look_up(self, person: Person) -> Account | Refused | NotNow | None:
        """In the first workspace that has them; None where none of them has."""
        outcome: Refused | NotNow | None = None
        for team in await self.workspaces.teams_of(self.organization_id):
            found = await self._look_up_there(await self.workspaces.of(team), person)
            if isinstance(found, Account):
                return found
            if not isinstance(outcome, NotNow):
                outcome = found or outcome
        return outcome

    async def _look_up_there(
        self, at: Joined | Absent, person: Person
    ) -> Account | Refused | NotNow | None:
        return _later_or_never(at) if isinstance(at, Absent) else await at.telling.look_up(person)

    async def address(self, account: Account) -> Address | Refused | NotNow:
        """In the first workspace that has them."""
        refusals: list[Refused] = []
        later: NotNow | None = None
        teams = await self.workspaces.teams_of(self.organization_id)
        for team in teams:
            is_only = _is_only(team, teams, account)
            match await self._address_in(team, account, is_only=is_only):
                case Address() as address:
                    return replace(address, conversation=f"{team}/{address.conversation}")
                case NotNow() as not_now:
                    later = later or not_now
                case Refused() as refusal:
                    refusals.append(refusal)
        if later:
            return later
        if _is_gone(refusals):
            await self.known.forget(account)
        return refusals[-1] if refusals else Refused(Absent.UNKNOWN)

    async def _address_in(
        self, team: str, account: Account, *, is_only: bool
    ) -> Address | Refused | NotNow:
        """Where others may have them it is asked whether they are in this one."""
        at = await self.workspaces.of(team)
        if isinstance(at, Absent):
            return _later_or_never(at)
        if is_only:
            return await at.telling.address(account)
        try:
            here = await at.people.here(account)
        except SlackRefused as refusal:
            return not_known(refusal)
        if here is None:
            return Refused("user_not_found")
        return no_longer(account, today=here) or Address(account.platform_id)

    async def channel_address(self, channel: str) -> Address | Refused | NotNow:
        found, there = await self._at(channel)
        if isinstance(found, Absent):
            return _later_or_never(found)
        address = await found.telling.channel_address(there)
        return replace(address, conversation=f"{found.connection.team}/{address.conversation}")

    async def send(self, letter: Letter, address: Address) -> Sent | Refused | NotNow | InDoubt:
        found, there = await self._at(address.conversation)
        if isinstance(found, Absent):
            return _later_or_never(found)
        return await found.telling.send(letter, replace(address, conversation=there))

    async def edit(
        self, letter: Letter, address: Address, message_id: str
    ) -> Sent | Gone | Refused | NotNow | InDoubt:
        found, there = await self._at(address.conversation)
        if isinstance(found, Absent):
            return _later_or_never(found)
        return await found.telling.edit(letter, replace(address, conversation=there), message_id)

    async def find(
        self, key: str, *, conversation: str, since: datetime
    ) -> Sent | NotThere | NotNow | CannotTell:
        found, there = await self._at(conversation)
        if found is Absent.UNREADABLE:
            return NotNow(found)
        if isinstance(found, Absent):
            return CannotTell(found)
        return await found.telling.find(key, conversation=there, since=since)

    async def _at(self, conversation: str) -> tuple[Joined | Absent, str]:
        """One that is written without its team is of the first workspace; no other organization's
        is to be reached by writing its team.
        """
        team, slash, there = conversation.rpartition("/")
        if not slash:
            teams = await self.workspaces.teams_of(self.organization_id)
            team = next(iter(teams), "")
        found = await self.workspaces.of(team)
        if isinstance(found, Joined) and found.organization_id != self.organization_id:
            return Absent.UNKNOWN, there
        return found, there


def _is_only(team: str, teams: Teams, account: Account) -> bool:
    """Whether no other workspace can have them: the others are revoked, and it was after that, and so
    in this one, that they were seen last. Until then they may be of a workspace that was left.
    """
    return all(
        left is not None and account.checked_at - left > SURELY_LEFT
        for other, left in teams.items()
        if other != team
    )


def _is_gone(refusals: Sequence[Refused]) -> bool:
    """One workspace at least has said so, and none is left that may have them: they are looked for by
    their e-mail from now on. A workspace that comes back has them found there again.
    """
    reasons = {refusal.reason for refusal in refusals}
    return bool(reasons & _GONE) and reasons <= _GONE | {Absent.REVOKED, Absent.UNKNOWN}


def _later_or_never(absent: Absent) -> Refused | NotNow:
    """The operator can bring back a key; a workspace has to be joined anew."""
    return NotNow(absent) if absent is Absent.UNREADABLE else Refused(absent)
