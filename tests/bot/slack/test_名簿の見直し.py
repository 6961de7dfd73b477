"""Slack: before many are told, the workspace as a whole is asked who they are today."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.slack import directory
from domain.account import Account, AccountKind
from scheduler.platforms import Address, NotNow, Platform, Refused
from storage.accounts import accounts_by_id, keep_account
from storage.organizations import ensure_organization
from storage.session import Database
from tests.peers.faults import Fault, broken, limited, refused_with
from tests.peers.rates import Rates
from tests.peers.slack.peer import SlackPeer
from tests.scenarios.world import Clock
from tests.scheduler.outbox_senders import Where, senders
from tests.scheduler.outbox_town import ORGANIZATION

PEOPLE = 250
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """``PEOPLE`` who have spoken, all of them a day and more ago."""

    peer: SlackPeer
    slack: Platform
    database: Database
    clock: Clock
    accounts: Sequence[Account]

    async def addresses(self, count: int = PEOPLE) -> list[Address | Refused | NotNow]:
        told = self.accounts[:count]
        return list(await asyncio.gather(*map(self.slack.address, told)))

    def calls(self, method: str) -> int:
        return len(self.peer.calls(method))


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    clock = Clock(THEN)
    async with SlackPeer(rates=Rates(now=lambda: clock().timestamp())) as peer:
        accounts = [await _settles(peer, f"U{n}") for n in range(PEOPLE)]
        async with database.begin() as session:
            await ensure_organization(session, key="town", name="町", policy_id="shimonoseki")
            for account in accounts:
                await keep_account(session, account, organization_id=ORGANIZATION)
        clock.now += timedelta(days=1, minutes=1)
        where = Where(f"{peer.url}/api/", "127.0.0.1:1")
        async with senders(database, where, clock) as platforms:
            yield Town(peer, platforms["slack"], database, clock, accounts)
        assert peer.slips == []
        assert peer.rates is not None
        assert peer.rates.impatient == []


async def _settles(peer: SlackPeer, user: str) -> Account:
    email = f"{user.lower()}@town.example"
    peer.joins(user, email)
    return Account("slack", user, AccountKind.MEMBER, email, "", THEN)


async def test_大勢のアカウントはまとめて見直し一人ずつは尋ねない(town: Town) -> None:
    town.peer.joins("UNEW", "new@town.example")
    assert await town.addresses() == [Address(account.platform_id) for account in town.accounts]
    assert (town.calls("users.list"), town.calls("users.info")) == (1, 0)
    await town.addresses()
    assert town.calls("users.list") == 1
    async with town.database.read() as session:
        known = await accounts_by_id(
            session, organization_id=ORGANIZATION, platform="slack", platform_ids={"U249", "UNEW"}
        )
    # 名簿にいない人のことは、何も残さない。
    assert {user: account.checked_at for user, account in known.items()} == {"U249": town.clock.now}


async def test_見直しでゲストや外部や退職とわかった人には送らない(town: Town) -> None:
    town.peer.joins("U0", "u0@town.example", is_restricted=True)
    town.peer.joins("U1", "u1@town.example", is_stranger=True)
    town.peer.leaves("U2")
    found = await town.addresses()
    assert found[:3] == [Refused("no_member")] * 3
    assert all(isinstance(each, Address) for each in found[3:])
    assert town.calls("users.info") == 0


async def test_見直しで別のアドレスになっていた人には送らない(town: Town) -> None:
    town.peer.joins("U0", "moved@town.example")
    town.peer.joins("U1", "U1@Town.Example")
    found = await town.addresses()
    assert found[:2] == [Refused("other_address"), Address("U1")]
    assert await town.addresses(2) == found[:2]


async def test_一覧にいない人だけは一人ずつ尋ねる(town: Town) -> None:
    del town.peer.users["U7"]
    found = await town.addresses()
    assert found[7] == Refused("user_not_found")
    assert (town.calls("users.list"), town.calls("users.info")) == (1, 1)


async def test_少なければ一人ずつ尋ねる(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "MANY", PEOPLE + 1)
    assert await town.addresses(5) == [Address(f"U{n}") for n in range(5)]
    assert (town.calls("users.list"), town.calls("users.info")) == (0, 5)


async def test_大きな名簿は続きから読み待つ間は何も送らない(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PAGE", 50)
    found = await town.addresses()
    late = NotNow("people_looked_up", 1, of_platform=True)
    assert found[:150] == [Address(f"U{n}") for n in range(150)]
    assert found[150:] == [late] * 100
    assert all(isinstance(each, Address) for each in await town.addresses())
    assert (town.calls("users.list"), town.calls("users.info")) == (5, 0)


async def test_一覧は一分に二十回までしか呼ばない(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PAGE", 10)
    for _ in range(9):
        await town.addresses()
    last = (await town.addresses())[-1]
    assert isinstance(last, NotNow)
    assert last.of_platform
    assert town.calls("users.list") == 20
    assert town.peer.rates is not None
    assert town.peer.rates.refused == 0
    town.clock.now += timedelta(minutes=1, seconds=1)
    await town.addresses()
    assert all(isinstance(each, Address) for each in await town.addresses())
    assert town.calls("users.info") == 0


async def test_一覧を待てと言われたらその間は呼ばない(town: Town) -> None:
    town.peer.misbehaves["users.list"].append(limited(30))
    assert (await town.addresses())[-1] == NotNow("ratelimited", 30, of_platform=True)
    town.clock.now += timedelta(seconds=29)
    assert (await town.addresses())[-1] == NotNow("ratelimited", 1, of_platform=True)
    assert town.calls("users.list") == 1
    town.clock.now += timedelta(seconds=1)
    assert all(isinstance(each, Address) for each in await town.addresses())


@pytest.mark.parametrize("fault", [broken(), refused_with("limit_required")])
async def test_一覧がもらえなければ一人ずつ尋ねる(town: Town, fault: Fault) -> None:
    town.peer.misbehaves["users.list"].append(fault)
    assert await town.addresses(5) == [Address(f"U{n}") for n in range(5)]
    assert (town.calls("users.list"), town.calls("users.info")) == (1, 5)


async def test_時計が戻されても_前の時刻までは待たない(town: Town) -> None:
    town.clock.now += timedelta(days=90)
    town.peer.misbehaves["users.list"].append(limited(30))
    assert all(isinstance(each, NotNow) for each in await town.addresses())
    town.clock.now -= timedelta(days=90)
    assert await town.addresses() == [Address(account.platform_id) for account in town.accounts]
