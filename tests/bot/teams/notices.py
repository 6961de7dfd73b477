"""The office decides on Teams, and who reported is to be told."""

from datetime import timedelta

import pytest

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.account import Account, AccountKind
from storage.accounts import keep_account
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.peers.teams.person import Person
from tests.scenarios.world import Clock

市川 = "ichikawa.haruka@kakehashi.example"
森田 = "morita.sho@kakehashi.example"
水谷 = "mizutani.kaori@kakehashi.example"
CONFIRMED = "修了が確認されました"


async def decides(teams: TeamsPeer, label: str = "修了を確認") -> Person:
    officer = at_personal_chat(teams, member(水谷))
    await officer.says("事務局の確認待ち")
    await officer.presses(label, about="森田")
    return officer


def not_told(caplog: pytest.LogCaptureFixture) -> str:
    (line,) = [r.getMessage() for r in caplog.records if "not told" in r.getMessage()]
    assert "森田" not in line
    assert "staff=" in line
    return line


async def is_known(bot: Bot, clock: Clock) -> None:
    """森田 has spoken somewhere, but not in a chat of their own."""
    account = Account(PLATFORM, "aad-morita.sho", AccountKind.MEMBER, 森田, "森田", clock())
    async with bot.deployment.database.begin() as session:
        await keep_account(session, account, organization_id=bot.deployment.organization.id)


async def passes(teams: TeamsPeer, bot: tuple[Bot, Clock], seconds: float) -> None:
    """So many seconds, and the outbox is looked through."""
    bot[1].now += timedelta(seconds=seconds)
    bot[0].deps.outbox_filled.set()
    await teams.settled()
