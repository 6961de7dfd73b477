"""A case as its last reviewer leaves it, without the way there."""

from dataclasses import replace

from bot.main import Bot
from domain.improvement_case import CaseState
from storage.improvement_cases import case_by_number, change_case


async def publish(bot: Bot, *, number: int = 1) -> None:
    organization_id, now = bot.deployment.organization.id, bot.deps.clock()
    async with bot.deployment.database.begin() as session:
        case = await case_by_number(session, organization_id=organization_id, number=number)
        assert case is not None
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
