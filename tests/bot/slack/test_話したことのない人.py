"""Slack: who has never spoken to us is found by the e-mail of the roster, and asked for once a day."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.slack import directory
from domain.account import Account
from domain.people import Attendance, Employment, Person
from scheduler.platforms import NotNow, Platform, Refused
from storage.organizations import ensure_organization
from storage.session import Database
from storage.tables import StaffRow
from tests.peers.faults import broken, limited, refused_with
from tests.peers.rates import Rates
from tests.peers.slack.peer import SlackPeer
from tests.scenarios.world import Clock
from tests.scheduler.outbox_senders import Where, senders
from tests.scheduler.outbox_town import ORGANIZATION

FEW, PEOPLE = 3, 250
TURN = timedelta(seconds=1.2)
Found = Account | Refused | NotNow | None


@dataclass(frozen=True)
class Town:
    """A roster of people on Slack, none of whom has ever spoken."""

    peer: SlackPeer
    slack: Platform
    database: Database
    clock: Clock

    async def settle(self, people: int) -> None:
        async with self.database.begin() as session:
            await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
            session.add_all(_row(_person(number)) for number in range(people))
        for number in range(people):
            self.peer.joins(f"U{number}", _person(number).email)

    async def found(self, number: int) -> Found:
        return await self.slack.look_up(_person(number))

    async def all_found(self) -> list[Found]:
        return list(await asyncio.gather(*map(self.found, range(PEOPLE))))

    async def known(self, number: int) -> list[str]:
        return [each.platform_id for each in await self.slack.accounts(_person(number))]

    def calls(self, method: str) -> int:
        return len(self.peer.calls(method))


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    async with SlackPeer(rates=Rates(now=lambda: clock().timestamp())) as peer:
        where = Where(f"{peer.url}/api/", "127.0.0.1:1")
        async with senders(database, where, clock) as platforms:
            yield Town(peer, platforms["slack"], database, clock)
        assert peer.slips == []
        assert peer.rates is not None
        assert peer.rates.impatient == []


def _person(number: int) -> Person:
    return Person(
        id=number + 1,
        employee_number=f"{number}",
        email=f"u{number}@town.example",
        name="職員",
        grade="主事",
        employment=Employment.REGULAR,
        attendance=Attendance.ACTIVE,
        posts=(),
    )


def _row(person: Person) -> StaffRow:
    return StaffRow(
        organization_id=ORGANIZATION,
        employee_number=person.employee_number,
        email=person.email,
        name=person.name,
        grade=person.grade,
        employment=person.employment.value,
        attendance=person.attendance.value,
        joined_on=date(2020, 4, 1),
    )


async def test_話したことのない人も名簿のメールアドレスで見つける(town: Town) -> None:
    await town.settle(FEW)
    town.peer.joins("U0", "U0@Town.Example")
    found = await town.found(0)
    assert isinstance(found, Account)
    assert (found.platform_id, found.checked_at) == ("U0", town.clock.now)
    assert await town.known(0) == ["U0"]
    assert isinstance(await town.found(0), Account)
    assert town.calls("users.lookupByEmail") == 1


async def test_少なければ一人ずつ順番に尋ねる(town: Town) -> None:
    await town.settle(FEW)
    assert isinstance(await town.found(0), Account)
    assert await town.found(1) == NotNow("people_looked_up", 1.2)
    assert await town.found(2) == NotNow("people_looked_up", 2.4)
    assert await town.found(1) == NotNow("people_looked_up", 1.2)
    town.clock.now += TURN
    assert isinstance(await town.found(1), Account)
    town.clock.now += TURN
    assert isinstance(await town.found(2), Account)
    assert (town.calls("users.lookupByEmail"), town.calls("users.list")) == (FEW, 0)


async def test_順番に遅れすぎたら並び直す(town: Town) -> None:
    await town.settle(FEW)
    await town.found(0)
    await town.found(1)
    await town.found(2)
    town.clock.now += timedelta(minutes=2)
    assert isinstance(await town.found(1), Account)
    assert await town.found(2) == NotNow("people_looked_up", 1.2)


async def test_いない人は一日のあいだ尋ねず次の日に尋ねる(town: Town) -> None:
    await town.settle(FEW)
    town.peer.joins("U0", "someone.else@town.example")
    assert await town.found(0) is None
    town.peer.joins("U0", _person(0).email)
    town.clock.now += timedelta(hours=23)
    assert await town.found(0) is None
    assert town.calls("users.lookupByEmail") == 1
    town.clock.now += timedelta(hours=1)
    assert isinstance(await town.found(0), Account)


async def test_名簿のメールアドレスが変わればすぐに尋ねる(town: Town) -> None:
    await town.settle(FEW)
    town.peer.joins("U0", "renamed@town.example")
    assert await town.found(0) is None
    town.clock.now += TURN
    found = await town.slack.look_up(replace(_person(0), email="renamed@town.example"))
    assert isinstance(found, Account)


@pytest.mark.parametrize(
    "kind",
    [{"is_restricted": True}, {"is_stranger": True}, {"is_bot": True}, {"team_id": "T0OTHER"}],
)
@pytest.mark.parametrize("people", [FEW, PEOPLE])
async def test_ゲストやボットや外部の人は職員として見つけない(
    town: Town, kind: dict[str, object], people: int
) -> None:
    await town.settle(people)
    town.peer.joins("U0", _person(0).email, **kind)
    assert await town.found(0) is None
    assert await town.known(0) == []
    assert town.calls("users.list") == (0 if people == FEW else 1)


async def test_待てと言われたらその間は誰のことも尋ねない(town: Town) -> None:
    await town.settle(FEW)
    town.peer.misbehaves["users.lookupByEmail"].append(limited(30))
    assert await town.found(0) == NotNow("ratelimited", 30)
    assert await town.found(1) == NotNow("people_looked_up", 30)
    assert await town.found(0) == NotNow("people_looked_up", 31.2)
    town.clock.now += timedelta(seconds=30)
    assert isinstance(await town.found(1), Account)
    assert town.calls("users.lookupByEmail") == 2


async def test_権限がなければ誰の知らせも失敗にせず権限を待つ(town: Town) -> None:
    await town.settle(FEW)
    town.peer.withheld.add("users:read.email")
    waits = await town.found(0)
    assert isinstance(waits, NotNow)
    assert (waits.reason, waits.of_platform) == ("app_refused:missing_scope", True)
    town.peer.withheld.clear()
    town.clock.now += timedelta(minutes=1)
    assert isinstance(await town.found(0), Account)


async def test_答えがなければ後でまた尋ねる(town: Town) -> None:
    await town.settle(FEW)
    town.peer.misbehaves["users.lookupByEmail"].append(broken())
    assert await town.found(0) == NotNow("internal_error", of_platform=True)
    town.clock.now += TURN
    assert isinstance(await town.found(0), Account)


async def test_大勢なら一覧を一度だけ読みいない人も覚える(town: Town) -> None:
    await town.settle(PEOPLE)
    town.peer.leaves("U7")
    town.peer.joins("UNEW", "nobody@town.example")
    found = await town.all_found()
    assert found[7] is None
    assert all(isinstance(each, Account) for each in (*found[:7], *found[8:]))
    assert await town.all_found() == found
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (1, 0)


async def test_名簿に加わった大勢はすぐにまとめて探す(town: Town) -> None:
    await town.settle(PEOPLE)
    await town.all_found()
    async with town.database.begin() as session:
        session.add_all(_row(_person(number)) for number in range(PEOPLE, 2 * PEOPLE))
    assert await town.found(PEOPLE) is None
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (2, 0)


async def test_大きな一覧は続きから読み待つ間は何も送らない(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PAGE", 50)
    await town.settle(PEOPLE)
    found = await town.all_found()
    assert all(isinstance(each, Account) for each in found[:150])
    assert found[150:] == [NotNow("people_looked_up", 1, of_platform=True)] * 100
    assert all(isinstance(each, Account) for each in await town.all_found())
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (5, 0)


async def test_一覧がもらえなければ一人ずつ尋ね長くは待たせない(town: Town) -> None:
    await town.settle(PEOPLE)
    town.peer.misbehaves["users.list"].append(refused_with("limit_required"))
    for number in range(PEOPLE):
        await town.found(number)
    last = await town.found(PEOPLE - 1)
    assert last == NotNow("people_looked_up", (PEOPLE - 1) * 1.2)
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (1, 1)
    town.clock.now += timedelta(hours=1)
    assert isinstance(await town.found(PEOPLE - 1), Account)
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (2, 1)


async def test_一覧の返事が途切れたら一分後に読み直す(town: Town) -> None:
    await town.settle(PEOPLE)
    town.peer.misbehaves["users.list"].append(broken())
    assert isinstance(await town.found(0), Account)
    town.clock.now += timedelta(minutes=1)
    await town.found(1)
    assert (town.calls("users.list"), town.calls("users.lookupByEmail")) == (2, 1)
