"""The issues in memory: what changes is there the next time, without reading all of them anew."""

from dataclasses import replace

import pytest

from domain.issue import Issue, IssueState, IssueText, Standing, moved, rewritten
from handlers import issue_index
from handlers.command import Member
from handlers.deps import Deps
from handlers.issue_index import IssueIndexes
from storage.issues import add_issue, change_issue, issues_changed_since
from storage.organizations import organization_by_id
from storage.people import person_by_email
from tests.city import NOW
from tests.scenarios.world import World

TWICE = IssueText(
    title="申請書の二度打ち", what="申請書の内容を二つのシステムに手で打ち込んでいる。"
)
CARS = IssueText(title="公用車の空きがわからない", what="公用車の台帳を総務課まで見に行っている。")
ASKED = "同じ申請の内容を、二つのシステムに二重に入力している"


async def member_of(world: World) -> Member:
    """As the next request would have it: with the versions of now."""
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(
            session, organization_id=number, email=world.市川.email or ""
        )
        assert person is not None
        return Member(person, await organization_by_id(session, number))


async def raised(world: World, text: IssueText) -> Issue:
    member = await member_of(world)
    issue = Issue(
        id=0,
        number=0,
        author_id=member.person.id,
        department="福祉部",
        section="福祉政策課",
        text=text,
        standing=Standing(IssueState.RECEIVED),
        version=1,
        created_at=NOW,
        touched_at=NOW,
    )
    async with world.bot.deployment.database.begin() as session:
        return await add_issue(session, issue, organization_id=member.organization.id)


async def changed(world: World, after: Issue, read: Issue) -> None:
    member = await member_of(world)
    async with world.bot.deployment.database.begin() as session:
        assert await change_issue(
            session,
            after,
            read=read,
            organization_id=member.organization.id,
            editor_id=member.person.id,
        )


@pytest.fixture
def deps(world: World) -> Deps:
    database = world.bot.deployment.database.within(world.bot.deployment.organization.id)
    return replace(world.bot.deps, issues=IssueIndexes(), database=database)


async def nearest(world: World, deps: Deps, said: str = ASKED) -> list[int]:
    found = await deps.issues.nearest(await member_of(world), said, deps)
    return [each.issue.number for each in found if each.is_likely]


async def test_言葉が違っても同じ課題が先に出て変わるとすぐに変わる(
    world: World, deps: Deps
) -> None:
    assert await nearest(world, deps) == []
    twice, cars = await raised(world, TWICE), await raised(world, CARS)
    assert await nearest(world, deps) == [twice.number]
    was_cars = rewritten(cars, replace(TWICE, title="入力が二重"), stage="", at=NOW)
    await changed(world, was_cars, cars)
    assert set(await nearest(world, deps)) == {twice.number, cars.number}
    away = moved(twice, Standing(IssueState.WITHDRAWN), at=NOW)
    await changed(world, away, twice)
    assert await nearest(world, deps) == [cars.number]
    await changed(world, moved(away, Standing(IssueState.RECEIVED), at=NOW), away)
    assert set(await nearest(world, deps)) == {twice.number, cars.number}


async def test_知っているものは読み直さず変わったものだけを読む(
    world: World, deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = issues_changed_since

    async def counted(*args: object, **kwargs: object) -> object:
        issues, last = await real(*args, **kwargs)  # type: ignore[arg-type]  # handed on
        read.append(len(issues))
        return issues, last

    monkeypatch.setattr(issue_index, "issues_changed_since", counted)
    for _ in range(3):
        await raised(world, TWICE)
    await nearest(world, deps)
    await nearest(world, deps)
    await raised(world, CARS)
    await nearest(world, deps)
    assert read == [3, 1]


async def test_尋ねられていない自治体のものから忘れる(world: World, deps: Deps) -> None:
    deps = replace(deps, issues=IssueIndexes(most=1))
    await raised(world, TWICE)
    await nearest(world, deps)
    member = await member_of(world)
    elsewhere = Member(member.person, replace(member.organization, id=99, issues_version=1))
    assert await deps.issues.nearest(elsewhere, ASKED, deps) == ()
    assert len(deps.issues) == 1


async def test_初めての読み込みが長ければ待たせずにあとで聞いてほしいと言う(
    world: World, deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    await raised(world, TWICE)
    monkeypatch.setattr(issue_index, "PATIENCE", 0.0)
    monkeypatch.setattr(issue_index, "SIMILAR_PATIENCE", 0.0)
    member = await member_of(world)
    with pytest.raises(issue_index.StillReading, match="1分ほど待って"):
        await deps.issues.nearest(member, ASKED, deps)
    monkeypatch.undo()
    assert await nearest(world, deps) == [1]
