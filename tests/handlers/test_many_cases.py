"""Of many cases only those are read that are shown: a form opens at once, and nobody is held up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import event

from cards.elements import ChoiceField
from cards.example_values import PERSON
from domain.case_selection import MOST_OFFERED, offered, proposed
from domain.case_sight import may_see, sight_of
from domain.improvement_case import Adoption, CaseText, PublishedCase, Visibility
from domain.people import Duty, Post, TeamRoleHeld
from handlers import case_map, case_selection
from handlers.reply import Pressed
from storage import case_collection
from storage.case_adoptions import add_adoption
from storage.case_tables import CaseRevisionRow
from storage.case_thanks import thank_for_case
from storage.published_cases import (
    cases_changed_since,
    most_spread_cases,
    published_count,
)
from storage.session import Database
from tests.cases import publish
from tests.city import NOW
from tests.scenarios.world import World

DEPARTMENTS = ("市民部 市民課", "福祉部 福祉政策課", "総務部 総務課")


def text(number: int) -> CaseText:
    visibility = [*Visibility][number % 3] if number % 5 == 0 else Visibility.OFFICE
    return CaseText(title=f"{number}つ目の改善", before="前", after="後", visibility=visibility)


async def many(database: Database, count: int) -> None:
    """The older ones are done elsewhere and thanked for."""
    for number in range(count):
        place, at = DEPARTMENTS[number % 3], NOW - timedelta(days=3 * (count - number))
        case = await publish(database, text(number), place=place, at=at)
        async with database.begin() as session:
            for turn in range((count - number) // 9):
                adoption = Adoption(
                    case_id=case.id,
                    staff_id=1,
                    department="水道局",
                    section=f"第{turn}課",
                    since=NOW.date(),
                    at=NOW,
                )
                await add_adoption(session, adoption, organization_id=1)
            for staff_id in range(1, 2 + number % 4):
                await thank_for_case(
                    session, case_id=case.id, staff_id=staff_id, organization_id=1, at=NOW
                )


@pytest.fixture
def texts_read() -> Iterator[list[str]]:
    """The title of each text of a case that is read from the database."""
    read: list[str] = []

    def loaded(row: CaseRevisionRow, _: object) -> None:
        read.append(row.title)

    event.listen(CaseRevisionRow, "load", loaded)
    yield read
    event.remove(CaseRevisionRow, "load", loaded)


async def everything(database: Database) -> list[PublishedCase]:
    async with database.read() as session:
        found = await cases_changed_since(session, organization_id=1, version=0)
    return [case for case in found.cases.values() if case]


async def test_選ぶ画面は少しだけ読んで開き_すべてから選ぶのと同じものを出す(
    world: World, monkeypatch: pytest.MonkeyPatch, texts_read: list[str]
) -> None:
    monkeypatch.setattr(case_selection, "MOST_CANDIDATES", 6)
    database, 水谷 = world.bot.deployment.database, world.水谷
    await many(database, 40)
    texts_read.clear()
    await 水谷.sends(Pressed("case.ask_select"))
    fields = [field for field in 水谷.form.fields if isinstance(field, ChoiceField)]
    assert 0 < len(texts_read) <= 4 * 6
    every, month = await everything(database), NOW.date().replace(day=1)
    shown = [case for case in every if case.text.visibility is not Visibility.DEPARTMENT]
    assert [field.value for field in fields] == [str(c.id) for c in proposed(shown, month=month)]
    first = [option.value for option in fields[0].options]
    likeliest = [str(case.id) for case in offered(every, month=month)]
    assert len(likeliest) == MOST_OFFERED
    assert first[:6] == likeliest[:6]

    texts_read.clear()
    values = {str(field.name): str(field.value) for field in fields}
    await 水谷.sends_in(**values, words="")
    assert 0 < len(texts_read) <= len(fields)


async def test_書き出しは少しずつ読み_期間の外は読まない(
    world: World, monkeypatch: pytest.MonkeyPatch, texts_read: list[str]
) -> None:
    monkeypatch.setattr(case_collection, "AT_A_TIME", 2)
    database, 水谷 = world.bot.deployment.database, world.水谷
    for number, days in enumerate((400, 60, 30, 20, 10)):
        await publish(database, text(number), at=NOW - timedelta(days=days))
    await 水谷.sends(Pressed("case.export"))
    assert "5件" in 水谷.reads
    texts_read.clear()
    await 水谷.sends(Pressed("case.export", {"of": "2026"}))
    assert "4件" in 水谷.reads
    assert set(texts_read) == {text(number).title for number in range(1, 5)}


async def test_見られない事例は地図の件数の上限に数えない(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_map, "MOST_CASES", 3)
    database, 市川 = world.bot.deployment.database, world.市川
    hidden = replace(text(0), title="他部局だけの事例", visibility=Visibility.DEPARTMENT)
    for _ in range(4):
        await publish(database, hidden, place="福祉部 福祉政策課")
    for number in range(1, 3):
        await publish(database, text(number), at=NOW - timedelta(days=60))
    assert "2件のうち1〜2件目" in await 市川.says("横展開マップ")
    assert "他部局だけの事例" not in 市川.reads
    assert "このほかの" not in 市川.reads
    for number in range(3, 5):
        await publish(database, text(number), at=NOW - timedelta(days=60))
    assert "3件のうち1〜3件目" in await 市川.says("横展開マップ")
    assert "このほかの1件は「改善事例を探す」で見つかります" in 市川.reads


async def test_データベースで選ぶ事例は一人ひとりの見られる事例と同じ(world: World) -> None:
    database = world.bot.deployment.database
    for number, place in enumerate(DEPARTMENTS * 3):
        visibility = [*Visibility][number // 3]
        await publish(
            database,
            replace(text(number), visibility=visibility),
            place=place,
            author_id=1 if number % 2 else None,
        )
    every = await everything(database)
    roles = [
        (TeamRoleHeld(name, department),)
        for name in ("DX推進リーダー", "DX統括リーダー", "ほかの役割")
        for department in ("市民部", "")
    ]
    for team_roles in (*roles, ()):
        for person_id, duties in product((1, 2), ((), (Duty.SECRETARIAT,))):
            person = replace(
                PERSON,
                id=person_id,
                posts=(Post("福祉部", "福祉政策課"), Post("教育部", "教育総務課", concurrent=True)),
                team_roles=team_roles,
                duties=duties,
            )
            sight = sight_of(person)
            async with database.read() as session:
                found = await most_spread_cases(session, organization_id=1, limit=99, sight=sight)
                count = await published_count(session, organization_id=1, sight=sight)
            seen = {case.id for case in every if may_see(person, case)}
            assert {case.id for case in found} == seen
            assert count == len(seen)
