"""What takes long is made once for all who wait for it, and nobody is kept from their turn."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from domain.organization import Organization
from domain.requirements import Rulebook
from handlers.advice import Advice
from handlers.arrivals import AT_ONCE, Arrivals
from handlers.naming import name_index
from handlers.roster_names import RosterNames
from storage.catalogue import read_catalogue
from storage.organizations import organization_by_key
from tests.handlers.office import NOW, Office, catalogue_xlsx, course, person, roster_xlsx

WAITING = 20


async def organization_of(office: Office) -> Organization:
    async with office.database.read() as session:
        found = await organization_by_key(session, "city")
    assert found is not None
    return found


def counted(monkeypatch: pytest.MonkeyPatch, name: str, what: Callable[..., Any]) -> list[object]:
    """``name`` does as before; each call puts something into the list."""
    calls: list[object] = []

    def counting(*arguments: Any, **named: Any) -> Any:
        calls.append(arguments)
        return what(*arguments, **named)

    monkeypatch.setattr(name, counting)
    return calls


async def test_名簿の呼び方は何人が待っていても一度だけ作り名簿が変われば作り直す(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, "handlers.roster_names.name_index", name_index)
    names = RosterNames()
    await office.roster(roster_xlsx(person("1", 氏名="山田　花子")))
    organization = await organization_of(office)
    found = await asyncio.gather(
        *(names.index(office.database, organization) for _ in range(WAITING))
    )
    assert len(calls) == 1
    assert all("山田花子" in each for each in found)
    await office.roster(roster_xlsx(person("2", 氏名="佐藤　太郎")))
    later = await names.index(office.database, await organization_of(office))
    assert {"山田花子", "佐藤太郎"} <= later.keys()


async def test_研修一覧は何人が待っていても一度だけ読む(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, "handlers.advice.read_catalogue", read_catalogue)
    await office.catalogue(catalogue_xlsx([course("C1")]))
    organization = await organization_of(office)
    rulebook = Rulebook(office.policy)
    advice = Advice(lambda _: rulebook)
    await asyncio.gather(
        *(advice.adviser(office.database, organization, now=NOW) for _ in range(WAITING))
    )
    assert len(calls) == 1
    changed = replace(organization, catalogue_version=organization.catalogue_version + 1)
    await advice.adviser(office.database, changed, now=NOW)
    assert len(calls) == 2


async def test_一度に届いても決めた数ずつ進みその間にほかの仕事に順番が回る(office: Office) -> None:
    arrivals = Arrivals(office.database, lambda: NOW)
    done: list[int] = []
    seen: list[int] = []

    async def answered(number: int) -> None:
        await arrivals.note(organization_key="city", event_key=f"e{number}")
        done.append(number)

    async def something_else() -> None:
        while len(done) < 4 * AT_ONCE + 1:
            seen.append(len(done))
            await asyncio.sleep(0)
        seen.append(len(done))

    await asyncio.gather(something_else(), *(answered(n) for n in range(4 * AT_ONCE + 1)))
    steps = (after - before for before, after in pairwise(seen))
    assert max(steps) <= AT_ONCE
