"""A case as its last reviewer leaves it, without the way there."""

from dataclasses import replace

from bot.main import Bot
from domain.improvement_case import Case, CaseState
from storage.improvement_cases import change_case, every_case


async def case_numbered(bot: Bot, number: int) -> Case:
    async with bot.deployment.database.read() as session:
        cases = await every_case(session, organization_id=bot.deployment.organization.id)
    return next(case for case in cases if case.number == number)


async def publish(bot: Bot, *, number: int = 1) -> None:
    organization_id, now = bot.deployment.organization.id, bot.deps.clock()
    case = await case_numbered(bot, number)
    async with bot.deployment.database.begin() as session:
        published = replace(
            case,
            state=CaseState.PUBLISHED,
            waiting_since=None,
            published_version=case.version,
            published_at=now,
        )
        assert await change_case(
            session, published, read=case, organization_id=organization_id, at=now
        )
