"""Conversations that stand open: one writer at a time, forgotten after silence, another town's unseen."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert

from domain.dialogue import SILENCE, Dialogue, Draft, Filled, Place
from scheduler.forget_old_dialogues import forget_old_dialogues
from storage.dialogues import DialogueChanged, KeptDialogue, end_draft, keep_dialogue, kept_dialogue
from storage.session import Database
from storage.tables import OrganizationRow, StaffRow
from tests.city import NOW
from tests.storage.sample_rows import sample_row

HERE = {"organization_id": 1, "staff_id": 1}
REPORT = Draft("report", {"course": Filled("S-01", "セキュリティ")}, "day", ("2026-11-20",), "n1")
LOOK = Draft("look", asked="course")


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.begin() as session:
        for table in (OrganizationRow, StaffRow):
            row = sample_row(table.metadata.tables[str(table.__tablename__)], number=1)
            await session.execute(insert(table).values(row))
    return database.within(1)


async def kept(town: Database, place: Place = Place.PRIVATE) -> KeptDialogue:
    async with town.read() as session:
        return await kept_dialogue(session, **HERE, place=place, now=NOW)


async def keep(
    town: Database, dialogue: Dialogue, *, token: str, place: Place = Place.PRIVATE
) -> None:
    async with town.begin() as session:
        await keep_dialogue(session, dialogue, **HERE, place=place, token=token, at=NOW)


async def test_書いたとおりに読め済めば消える(town: Database) -> None:
    dialogue = Dialogue(LOOK, (REPORT,))
    await keep(town, dialogue, token="")
    read = await kept(town)
    assert read.dialogue == dialogue
    await keep(town, Dialogue(), token=read.token)
    assert await kept(town) == KeptDialogue(Dialogue())


async def test_前に読んだものでは上書きできない(town: Database) -> None:
    await keep(town, Dialogue(LOOK), token="")
    read = await kept(town)
    await keep(town, Dialogue(REPORT), token=read.token)
    for late in (Dialogue(LOOK), Dialogue()):
        for token in (read.token, ""):
            if late.is_empty and not token:
                continue
            with pytest.raises(DialogueChanged):
                await keep(town, late, token=token)
    assert (await kept(town)).dialogue == Dialogue(REPORT)


async def test_消えたあとに始まったものも前の札では上書きできない(town: Database) -> None:
    await keep(town, Dialogue(LOOK), token="")
    old = (await kept(town)).token
    await keep(town, Dialogue(), token=old)
    await keep(town, Dialogue(REPORT), token="")
    with pytest.raises(DialogueChanged):
        await keep(town, Dialogue(LOOK), token=old)


async def test_同じときに書けば一人だけが書ける(town: Database) -> None:
    async def writes(number: int) -> bool:
        try:
            await keep(town, Dialogue(Draft(f"request-{number}")), token="")
        except DialogueChanged:
            return False
        return True

    assert sum(await asyncio.gather(*map(writes, range(6)))) == 1


async def test_個人とチャンネルは別で済めばどちらからも消える(town: Database) -> None:
    await keep(town, Dialogue(LOOK, (REPORT,)), token="")
    await keep(town, Dialogue(REPORT), token="", place=Place.CHANNEL)
    async with town.begin() as session:
        await end_draft(session, Draft("report", {"course": Filled("S-01")}), **HERE)
    assert (await kept(town)).dialogue == Dialogue(aside=(LOOK,))
    assert await kept(town, Place.CHANNEL) == KeptDialogue(Dialogue())


async def test_黙っていれば忘れ掃除で消える(town: Database) -> None:
    async with town.begin() as session:
        await keep_dialogue(
            session,
            Dialogue(LOOK),
            **HERE,
            place=Place.PRIVATE,
            token="",
            at=NOW - SILENCE - timedelta(seconds=1),
        )
    silent = await kept(town)
    assert silent.dialogue.is_empty
    assert silent.token
    assert await forget_old_dialogues(town, lambda: NOW) == 1
    assert await forget_old_dialogues(town, lambda: NOW) == 0
