"""A training that is not on offer any more: nobody is told of it, and who took it keeps what it gave."""

from sqlalchemy import update
from sqlmodel import col

from storage.tables import CourseRow, OrganizationRow
from tests.scenarios.world import World


async def withdraw(world: World, name: str) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(CourseRow).where(col(CourseRow.name) == name).values(withdrawn=True)
        )
        await session.execute(
            update(OrganizationRow).values(catalogue_version=OrganizationRow.catalogue_version + 1)
        )


async def test_掲載が終わっても習得したスキルは残る(world: World) -> None:
    早瀬 = world.person("hayase.kanade")
    前 = await 早瀬.says("受講状況")
    await withdraw(world, "UI・UXの基礎")
    後 = await 早瀬.says("受講状況")
    assert 前.splitlines()[1] == 後.splitlines()[1]
    assert "必要なスキル" in 後.splitlines()[1]


async def test_掲載の終わった研修はすすめず詳しくも開けない(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("次に何の研修を受ければいい？")
    assert "情報セキュリティ研修（年次）" in 読んだ
    await withdraw(world, "情報セキュリティ研修（年次）")
    読んだ = await 市川.presses("詳しく", about="情報セキュリティ研修（年次）")
    assert "研修一覧からなくなりました" in 読んだ
    読んだ = await 市川.says("次に何の研修を受ければいい？")
    assert "1. 情報セキュリティ研修（年次）" not in 読んだ
