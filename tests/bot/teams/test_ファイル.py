"""Files that we give: into the OneDrive of who they were made for, after their consent."""

from typing import Any

import pytest

from bot.main import Bot
from bot.teams.files import CONSENT, INFO, consent_card
from storage.pending_files import PendingFile, keep_file
from storage.people import person_by_email
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.peers.teams.person import Person
from tests.peers.teams.rules import broken_in_message
from tests.scenarios.world import Clock

市川 = "ichikawa.haruka@kakehashi.example"
FILE = PendingFile("受講記録.xlsx", b"x" * 1_500_000)
KEY = "unguessable"


@pytest.fixture(autouse=True)
async def kept(bot: tuple[Bot, Clock]) -> None:
    deployment = bot[0].deployment
    async with deployment.database.begin() as session:
        who = deployment.organization.id
        person = await person_by_email(session, organization_id=who, email=市川)
        assert person
        keep_file(session, FILE, organization_id=who, staff_id=person.id, key=KEY, at=bot[1].now)


def answer(peer: TeamsPeer, action: str, *, url: str = "") -> dict[str, Any]:
    upload = {
        "contentUrl": "https://city-my.sharepoint.com/1.xlsx",
        "name": FILE.name,
        "uploadUrl": url or f"http://{peer.host}/drive/1.xlsx",
        "uniqueId": "u1",
        "fileType": "xlsx",
    }
    return {
        "type": "fileUpload",
        "action": action,
        "context": {"key": KEY},
        **({"uploadInfo": upload} if action == "accept" else {}),
    }


async def consents(person: Person, value: dict[str, Any]) -> str:
    await person.invokes("fileConsent/invoke", value)
    return person.newest


async def test_承諾するとOneDriveに置きそのファイルを示す(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await consents(人, answer(teams, "accept"))
    assert teams.uploads == {"1.xlsx": FILE.content}
    (message,) = 人.place.messages.values()
    assert message.activity["attachments"][0]["contentType"] == INFO


async def test_断るとファイルは残らない(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    assert "保存していません" in await consents(人, answer(teams, "decline"))
    assert "保存期限が過ぎました" in await consents(人, answer(teams, "accept"))
    assert teams.uploads == {}


async def test_ほかの人は受け取れない(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member("otani.isamu@kakehashi.example"))
    assert "保存期限が過ぎました" in await consents(人, answer(teams, "accept"))
    assert teams.uploads == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/1",
        "http://city.sharepoint.com/1",
        "https://sharepoint.com.example.com/",
        "x",
    ],
)
async def test_OneDriveでない宛先には送らない(teams: TeamsPeer, url: str) -> None:
    人 = at_personal_chat(teams, member(市川))
    assert "保存できませんでした" in await consents(人, answer(teams, "accept", url=url))


def test_承諾を求めるカードはTeamsの形をしている() -> None:
    card = consent_card(FILE, key=KEY)
    assert card["contentType"] == CONSENT
    assert card["content"]["sizeInBytes"] == len(FILE.content)
    assert broken_in_message({"type": "message", "attachments": [card]}) == []
