"""Deliveries are noted once each, many in one transaction. On both databases."""

import asyncio

import pytest

from handlers.arrivals import Arrival, Arrivals
from storage.organizations import ensure_organization
from storage.session import Database
from tests.handlers.office import NOW


@pytest.fixture
async def arrivals(database: Database) -> Arrivals:
    async with database.begin() as session:
        await ensure_organization(session, key="main", name="市", policy_id="shimonoseki")
        await ensure_organization(session, key="b", name="町", policy_id="okayama")
    return Arrivals(database, lambda: NOW)


async def note(arrivals: Arrivals, event: str, organization: str = "main") -> Arrival:
    return await arrivals.note(organization_key=organization, event_key=event)


async def test_はじめての配達は新しく二度目は新しくない(arrivals: Arrivals) -> None:
    assert (await note(arrivals, "a")).is_new
    assert not (await note(arrivals, "a")).is_new


async def test_同時に届いた同じ配達は一つだけ新しい(arrivals: Arrivals) -> None:
    found = await asyncio.gather(*(note(arrivals, f"e{n % 5}") for n in range(50)))
    assert sum(arrival.is_new for arrival in found) == 5


async def test_二つのプロセスに届いても一つだけ新しい(
    arrivals: Arrivals, database: Database
) -> None:
    other = Arrivals(database, lambda: NOW)
    found = await asyncio.gather(
        *(note(each, f"e{n}") for n in range(40) for each in (arrivals, other))
    )
    assert sum(arrival.is_new for arrival in found) == 40


async def test_自治体が違えば同じ番号でも別の配達である(arrivals: Arrivals) -> None:
    ours, theirs = await asyncio.gather(note(arrivals, "a"), note(arrivals, "a", "b"))
    assert ours.is_new
    assert theirs.is_new
    assert ours.organization != theirs.organization


async def test_知らない自治体の配達はほかの配達を妨げない(arrivals: Arrivals) -> None:
    strange, ours = await asyncio.gather(note(arrivals, "a", "nai"), note(arrivals, "a"))
    assert strange == Arrival(None, is_new=False, event_key="a")
    assert ours.is_new


async def test_書けなかった配達はまた来れば新しい(
    arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("電源が落ちた")

    with monkeypatch.context() as patch:
        patch.setattr("handlers.arrivals.note_begun", broken)
        for failed in await asyncio.gather(
            note(arrivals, "a"), note(arrivals, "b"), return_exceptions=True
        ):
            assert isinstance(failed, RuntimeError)
    assert (await note(arrivals, "a")).is_new
