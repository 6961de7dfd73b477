"""Cases in memory: kept up to date one by one, within bounds, never more than somebody may see."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.background import background
from bot.main import open_bot
from cards.example_values import BPR, PERSON
from domain.case_sight import may_see
from domain.improvement_case import CaseText, PublishedCase, Visibility
from domain.organization import Organization
from handlers import case_index, issue_grouping, issue_index
from handlers.case_index import CaseIndexes, StillReading
from handlers.case_shelf import CaseShelf
from handlers.command import Member
from storage.organizations import organization_by_id
from storage.published_cases import cases_changed_since
from storage.session import Database, Session
from tests.cases import publish
from tests.city import NOW, settings_for
from tests.scenarios.world import Clock, World
from tests.waiting import LONGEST, until

TEXT = CaseText(
    title="申告書の転記をRPAに", before="手で写していた。", after="RPAで入力した。", tools=("RPA",)
)
OTHER = CaseText(
    title="会議の日程を共有カレンダーで", before="電話で合わせた。", after="空きを見せた。"
)


async def member(world: World) -> Member:
    async with world.bot.deployment.database.read() as session:
        here = await organization_by_id(session, world.bot.deployment.organization.id)
    return Member(PERSON, here)


async def test_一件の変更で作り直さず変わったものだけを読む(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deps, database = world.bot.deps, world.bot.deployment.database
    monkeypatch.setattr(case_index, "AT_A_TIME", 2)
    for number in range(5):
        await publish(database, replace(TEXT, title=f"申告書の転記{number}をRPAに"))
    who = await member(world)
    assert len((await deps.cases.search(who, "申告書の転記をRPAに", deps)).cases) == 5
    [shelf] = deps.cases.kept
    indexed: list[int] = []
    index = shelf.index_some

    def counted(_: CaseShelf, count: int) -> None:
        indexed.append(count)
        index(count)

    monkeypatch.setattr(CaseShelf, "index_some", counted)
    await deps.cases.search(who, "申告書の転記をRPAに", deps)
    assert not indexed
    late = await publish(database, OTHER)
    newest = await member(world)
    [found] = await deps.cases.similar(newest, "会議の日程を合わせるのをやめた", deps, limit=1)
    assert found.id == late.id
    assert len(indexed) == 1
    assert await deps.cases.get(newest, late.id, deps) == found
    assert not await deps.cases.similar(newest, "鳥獣の捕獲の届け", deps)


async def test_探せば出るほどの遠い事例は報告に似たものとしては示さない(world: World) -> None:
    deps = world.bot.deps
    far = CaseText(
        title="ごみの分け方に答えるチャットボット",
        before="ごみの出し方の電話が毎日30件あり、職員が手を止めて答えていた。",
        after="質問を書くと分け方を返すページを作った。",
    )
    await publish(world.bot.deployment.database, far)
    who = await member(world)
    report = "粗大ごみの申し込みを24時間受ける"
    assert (await deps.cases.search(who, report, deps)).are_near
    assert not await deps.cases.similar(who, report, deps)
    assert await deps.cases.similar(who, "ごみの分別を質問に答えるボットにした", deps)


async def test_読み終わらないうちは待つように言い似た事例はないことにする(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deps = world.bot.deps
    await publish(world.bot.deployment.database, TEXT)
    who, goes_on = await member(world), asyncio.Event()
    read = cases_changed_since

    async def slow(*args: object, **about: object) -> object:
        await goes_on.wait()
        return await read(*args, **about)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(case_index, "cases_changed_since", slow)
    for name in ("PATIENCE", "SIMILAR_PATIENCE"):
        monkeypatch.setattr(case_index, name, 0.01)
    with pytest.raises(StillReading):
        await deps.cases.search(who, "転記", deps)
    assert await deps.cases.similar(who, "転記", deps) == ()
    assert (await deps.cases.of_course(who, BPR, deps)).born == ()
    goes_on.set()
    monkeypatch.setattr(case_index, "PATIENCE", LONGEST)
    assert len((await deps.cases.search(who, "転記", deps)).cases) == 1


async def test_止まるときに読みかけのものはデータベースを閉じる前にやめる(
    city_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, is_left = list[Session](), list[Session]()

    async def for_ever(session: Session, **_: object) -> object:
        reading.append(session)
        try:
            return await asyncio.Event().wait()
        finally:
            is_left.append(session)

    monkeypatch.setattr(case_index, "cases_changed_since", for_ever)
    monkeypatch.setattr(issue_index, "issues_changed_since", for_ever)
    monkeypatch.setattr(issue_grouping, "standing_groups", for_ever)
    for each in (case_index, issue_index, issue_grouping):
        monkeypatch.setattr(each, "PATIENCE", 0.0)
    async with open_bot(settings_for(city_url), clock=Clock(NOW)) as bot:
        world = World(bot, Clock(NOW))
        who = await member(world)
        changed = replace(who, organization=replace(who.organization, issues_version=1))
        await publish(bot.deployment.database, TEXT)
        with pytest.raises(StillReading):
            await bot.deps.cases.search(await member(world), "転記", bot.deps)
        with pytest.raises(issue_index.StillReading):
            await bot.deps.issues.nearest(changed, "転記", bot.deps)
        with pytest.raises(issue_grouping.StillGrouping):
            await bot.deps.groups.of(changed, bot.deps)
        await until(lambda: len(reading) == 3)
        assert not is_left
    assert is_left == reading


async def test_長く聞かれていない自治体から忘れる(world: World) -> None:
    deps, indexes = world.bot.deps, CaseIndexes(most=3, most_cases=3)
    for _ in range(3):
        await publish(world.bot.deployment.database, TEXT)
    who = await member(world)
    elsewhere = [
        replace(who, organization=replace(who.organization, id=number)) for number in (7, 8)
    ]
    for one in (who, *elsewhere):
        await indexes.newest(one, deps)
    before = [len(shelf) for shelf in indexes.kept]
    await indexes.newest(replace(who, organization=replace(who.organization, id=9)), deps)
    assert (before, [len(shelf) for shelf in indexes.kept]) == ([3, 0, 0], [0, 0, 0])
    assert len(await indexes.newest(who, deps)) == 3, "read again"
    few = CaseIndexes(most_cases=2)
    for one in (who, elsewhere[0]):
        assert len(await few.newest(one, deps)) == len(few.kept[-1])
    assert [len(shelf) for shelf in few.kept] == [0], "too many cases in one"


CASES = [
    PublishedCase(
        id=number,
        number=number,
        author_id=None,
        department=department,
        section="",
        text=replace(text, visibility=visibility, course_code=code),
        published_at=NOW - timedelta(days=number),
    )
    for number, (department, text, visibility, code) in enumerate(
        (
            (department, text, visibility, code)
            for department in ("福祉部", "総務部", "税務部")
            for text in (TEXT, OTHER)
            for visibility in Visibility
            for code in ("", BPR.code)
        ),
        start=1,
    )
]


@given(st.lists(st.tuples(st.sampled_from(CASES), st.booleans()), max_size=30))
def test_棚は見てよいものだけを返し来た順や消えた順によらない(
    steps: list[tuple[PublishedCase, bool]],
) -> None:
    shelf, there = CaseShelf(), dict[int, PublishedCase]()
    for case, is_there in steps:
        shelf.change({case.id: case if is_there else None})
        if is_there:
            there[case.id] = case
        else:
            there.pop(case.id, None)
    shelf.index_some(100)
    person = replace(PERSON, team_roles=())
    seen = {case.id for case in there.values() if may_see(person, case)}
    assert {each.id for each in shelf.newest(person, None)} == seen
    found = shelf.search("申告書の転記をRPAに", person)
    near = {each.id for each in found.cases if found.are_near}
    assert near == {n for n in seen if there[n].text.title == TEXT.title}
    born = {n for n in seen if there[n].text.course_code == BPR.code}
    assert {each.id for each in shelf.of_course(BPR, person).born} == born
    assert shelf.tools(person) == {tool for n in seen for tool in there[n].text.tools}
    assert len(shelf) == len(there)


async def test_起動のあとに裏で読んでおき_事例がなければ何もしない(world: World) -> None:
    database = world.bot.deployment.database
    who = await member(world)
    await world.bot.deps.cases.warm(who.organization, database)
    assert len(world.bot.deps.cases) == 0
    await publish(database, TEXT)
    async with background(world.bot):
        kept = world.bot.deps.cases
        await until(lambda: any(shelf.is_indexed and len(shelf) for shelf in kept.kept))
    [shelf] = world.bot.deps.cases.kept
    assert (len(shelf), shelf.is_indexed) == (1, True)
    assert (
        await world.bot.deps.cases.search(await member(world), TEXT.title, world.bot.deps)
    ).cases


async def test_一つの自治体で読めなくてもほかの自治体の事例は読んでおく(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    names = [replace(world.bot.deployment.organization, name=name) for name in ("甲市", "乙市")]

    async def organizations(_session: Session) -> list[Organization]:
        return names

    async def warm(organization: Organization, _database: Database) -> None:
        read.append(organization.name)
        if organization.name == "甲市":
            raise OSError

    monkeypatch.setattr("bot.background.all_organizations", organizations)
    monkeypatch.setattr(type(world.bot.deps.cases), "warm", staticmethod(warm))
    async with background(world.bot):
        for _ in range(100):
            if len(read) == 2:
                break
            await asyncio.sleep(0.02)
    assert read == ["甲市", "乙市"]
