"""Teams counts 「per app per tenant」: whatever goes out is counted for the tenant it goes to."""

from dataclasses import dataclass, field

import pytest

from bot.main import Bot
from bot.pacing import Pacer, Paces
from bot.teams.edge import TeamsEdge
from domain.account import Account, AccountKind
from storage.accounts import keep_account
from tests.bot.teams import conftest
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.scenarios.world import Clock


@dataclass
class Noted(Pacer):
    """Nobody waits."""

    keys: list[str] = field(default_factory=list)

    async def turn(self, key: str = "", *, within: float = 0.0) -> bool:
        self.keys.append(key)
        return True


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    noted, made = Noted(), conftest.edge_for

    def paced(opened: Bot, clock: Clock, peer: TeamsPeer) -> TeamsEdge:
        edge = made(opened, clock, peer)
        edge.paces = Paces(together=noted)
        return edge

    monkeypatch.setattr(conftest, "edge_for", paced)
    return noted


async def test_答えも知らせも会話のテナントに数える(
    noted: Noted, bot: tuple[Bot, Clock], teams: TeamsPeer
) -> None:
    森田 = "morita.sho@kakehashi.example"
    account = Account("teams", "aad-morita.sho", AccountKind.MEMBER, 森田, "", bot[1]())
    async with bot[0].deployment.database.begin() as session:
        await keep_account(session, account, organization_id=bot[0].deployment.organization.id)
    at_meeting_place(teams, "channel", member(森田))
    teams.has_installed.add(member(森田).id)
    担当 = at_personal_chat(teams, member("mizutani.kaori@kakehashi.example"))
    await 担当.says("事務局の確認待ち")
    await 担当.presses("修了を確認", about="森田")
    where = at_meeting_place(teams, "channel", member("ichikawa.haruka@kakehashi.example"))
    await where.mentions("使い方")
    await teams.settled()
    assert len(noted.keys) > 8
    assert set(noted.keys) == {TENANT}
