"""Of many cases only those are read that are shown: a form opens at once, and nobody is held up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from cards.elements import ChoiceField
from domain.case_selection import MOST_OFFERED, offered, proposed
from domain.improvement_case import Adoption, CaseText, PublishedCase, Visibility
from handlers import case_selection
from handlers.reply import Pressed
from storage import case_collection
from storage.case_adoptions import add_adoption
from storage.case_tables import CaseRevisionRow
from storage.case_thanks import thank_for_case
from storage.published_cases import cases_changed_since
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
    first = [option.value for option in fields[0].options[1:]]
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
