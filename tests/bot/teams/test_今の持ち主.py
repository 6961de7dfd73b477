"""Teams: before somebody is told unasked, it is known whose account and whose tenant it is today."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.account import Account, AccountKind
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.office import ChannelPlace
from handlers import outgoing
from storage.accounts import accounts_with_emails
from storage.conversation_references import keep_reference
from tests.bot import weekly_kind
from tests.bot.teams.notices import CONFIRMED, decides, is_known, not_told, 森田
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import (
    ANOTHER_TENANT,
    at_meeting_place,
    at_personal_chat,
    member,
)
from tests.peers.teams.person import Person
from tests.scenarios.world import Clock


def moves(person: Person, **told: str) -> None:
    """What Teams says of them from now on."""
    assert person.member.of_teams is not None
    person.member.of_teams = {**person.member.of_teams, **told}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"email": "moved@kakehashi.example"}, "other_address"),
        ({"userRole": "guest"}, "no_member"),
        ({"tenantId": ANOTHER_TENANT}, "no_member"),
    ],
)
async def test_一日たつと誰のアカウントか確かめて今は違う人には送らない(
    teams: TeamsPeer,
    bot: tuple[Bot, Clock],
    caplog: pytest.LogCaptureFixture,
    told: dict[str, str],
    reason: str,
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    moves(人, **told)
    bot[1].pass_days(1)
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert CONFIRMED not in 人.newest
    assert reason in not_told(caplog)


async def test_一日たっても同じ人なら送り次の一日は尋ねない(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    heard_at = bot[1].now
    bot[1].pass_days(1)
    moves(人, email="Morita.Sho@Kakehashi.Example")
    before = asked_about_森田(teams)
    await decides(teams)
    assert CONFIRMED in 人.newest
    assert asked_about_森田(teams) == before + 1
    account = Account(PLATFORM, "aad-morita.sho", AccountKind.MEMBER, 森田, "", bot[1]())
    expected = replace(account, display_name="morita.shoさん", heard_at=heard_at)
    assert await known(bot[0]) == (expected,)


async def test_入れられただけの人は話したことにならず話せば一時間に一度書きとめる(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.installs()
    heard = [account.heard_at for account in await known(bot[0])]
    began = bot[1].now
    for minutes in (0, 59, 1):
        bot[1].now += timedelta(minutes=minutes)
        await 人.says("使い方")
        heard += [account.heard_at for account in await known(bot[0])]
    assert heard == [None, began, began, began + timedelta(hours=1)]


def asked_about_森田(teams: TeamsPeer) -> int:
    return sum(path.endswith("members/aad-morita.sho") for _, path in teams.requests)


async def known(bot: Bot) -> tuple[Account, ...]:
    async with bot.deployment.database.read() as session:
        return await accounts_with_emails(
            session,
            organization_id=bot.deployment.organization.id,
            platform=PLATFORM,
            emails=[森田],
        )


async def test_一日たってチャットから消えていた人には送らない(
    teams: TeamsPeer, bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    bot[1].pass_days(1)
    人.member.of_teams = None
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert "no_chat" in not_told(caplog)


async def test_今はうちのものでないテナントのチャットとチャネルは使わない(
    teams: TeamsPeer, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    人 = at_meeting_place(teams, "channel", member(森田))
    await is_known(*bot)
    await keeps(bot, "a:former", ConversationScope.PERSONAL, teams.service_url)
    await keeps(bot, "19:former@thread.tacv2", ConversationScope.CHANNEL, teams.service_url)
    await decides(teams)
    assert CONFIRMED in 人.newest
    monkeypatch.setattr(outgoing, "KINDS", weekly_kind.TO_THE_FORUM)
    await weekly_kind.tells_the_forum(bot[0], ChannelPlace(PLATFORM, "19:former@thread.tacv2"))
    await teams.settled()
    assert await weekly_kind.became(bot[0]) == ("failed", "unknown_channel")


async def keeps(
    bot: tuple[Bot, Clock], conversation: str, scope: ConversationScope, service_url: str
) -> None:
    """A place of 森田's, of a tenant that is another municipality's by now."""
    reference = ConversationReference(
        platform=PLATFORM,
        conversation_id=conversation,
        scope=scope,
        platform_id="aad-morita.sho",
        tenant_id=ANOTHER_TENANT,
        service_url=service_url,
        seen_at=bot[1](),
    )
    deployment = bot[0].deployment
    async with deployment.database.begin() as session:
        await keep_reference(session, reference, organization_id=deployment.organization.id)
