"""Files on Teams: those that people send, and ours, which go into their OneDrive after consent."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.main import Bot
from bot.teams.files import CONSENT, INFO, consent_card
from storage.pending_files import PendingFile, keep_file
from storage.people import person_by_email
from tests.bot.teams.conftest import Listened
from tests.handlers.office import person as row_of
from tests.handlers.office import roster_xlsx
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
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


水谷 = member("mizutani.kaori@kakehashi.example")
名簿 = roster_xlsx(row_of("90001", 氏名="新田　光"))


def last_attachment(person: Person) -> Any:
    chat = person.peer.personal_chat(person.member)
    assert chat
    return list(chat.messages.values())[-1].activity["attachments"][0]


async def test_送られた名簿を確かめてから取り込む(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, 水谷)
    await 人.shares("R8名簿.xlsx", 名簿)
    assert "90001" in 人.newest
    await 人.presses("取り込む")
    assert "取り込みました。" in 人.sees


async def test_OneDriveにないファイルは取りに行かない(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, 水谷)
    for address in ("https://example.com/1", "http://city.sharepoint.com/1", ""):
        file = {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": "名簿.xlsx",
            "content": {"downloadUrl": address},
        }
        await 人.says("", attachments=[file])
        assert "Teamsからファイルを受け取れませんでした" in 人.newest


async def test_消えたファイルは送り直しを頼む(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, 水谷)
    teams.shared.clear()
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "名簿.xlsx",
        "content": {"downloadUrl": f"http://{teams.host}/drive/none"},
    }
    await 人.says("", attachments=[file])
    assert "もう一度送ってください" in 人.newest


async def test_大きすぎるファイルは途中でやめる(
    teams: TeamsPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.files.LARGEST_FILE", 100)
    人 = at_personal_chat(teams, 水谷)
    await 人.shares("名簿.xlsx", 名簿)
    assert "大きすぎます" in 人.newest


@pytest.mark.parametrize("shape", [None, "x", {"downloadUrl": 3}, []])
async def test_形の違う添付でも答える(teams: TeamsPeer, shape: object) -> None:
    人 = at_personal_chat(teams, 水谷)
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "content": shape,
    }
    delivered = await 人.says("受講状況", attachments=[file, {"contentType": "text/html"}])
    assert delivered.status == 200
    assert "水谷" in 人.sees
    assert "添付のファイルは読んでいません" in 人.newest


async def test_受講記録は承諾してOneDriveに受け取る(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, 水谷)
    await 人.says("受講記録をExcelで")
    consent = last_attachment(人)
    assert consent["contentType"] == CONSENT
    assert consent["name"] == "受講記録_2026-11-20.xlsx"
    await consents(人, answer(teams, "accept") | {"context": consent["content"]["acceptContext"]})
    book = load_workbook(io.BytesIO(teams.uploads["1.xlsx"]))
    assert len(list(book["受講記録"].values)) > 1_000


async def test_人の読む場所で頼んでもファイルは個人チャットに届く(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", 水谷)
    await 人.mentions("受講記録をExcelで")
    assert last_attachment(人)["contentType"] == CONSENT
    assert not [
        message for message in 人.place.messages.values() if message.activity.get("attachments")
    ]


async def test_時間のかかる操作は先に受け付けて後で知らせる(
    listened: Listened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.activities.ANSWER_WITHIN", 0.01)
    listened.takes = 0.2
    人 = at_personal_chat(listened.peer, member(市川))
    await 人.invokes("adaptiveCard/action", {"action": {"data": {"action": "help.show"}}})
    assert "終わりしだいお知らせします" in 人.toast
    assert "かけはしの使い方" in 人.newest
