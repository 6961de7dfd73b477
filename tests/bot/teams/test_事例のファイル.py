"""Files of improvement cases on Teams: offered with a card, fetched later, by then perhaps not theirs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.main import Bot
from bot.teams.files import CONSENT
from domain.improvement_case import Visibility, withdrawn
from handlers.reply import Pressed
from storage.improvement_cases import change_case
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.peers.teams.person import Person
from tests.scenarios.published import case_numbered, publish
from tests.scenarios.world import Clock, Talker, World

TOLD = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になったので改善事例として報告したい"
大谷 = member("otani.isamu@kakehashi.example")
木下 = member("kinoshita.maho@kakehashi.example")


@pytest.fixture
def author(bot: tuple[Bot, Clock]) -> Talker:
    return World(*bot).市川


@pytest.fixture(autouse=True)
async def published(bot: tuple[Bot, Clock], author: Talker) -> None:
    await author.attaches(("手順.pdf", b"secret"), text=TOLD)
    assert "改善事例を報告しました" in await author.presses("報告する")
    await publish(bot[0])


async def is_withdrawn(bot: Bot, _author: Talker) -> None:
    case = await case_numbered(bot, 1)
    async with bot.deployment.database.begin() as session:
        assert await change_case(
            session,
            withdrawn(case),
            read=case,
            organization_id=bot.deployment.organization.id,
            at=bot.deps.clock(),
        )


async def is_narrowed(bot: Bot, _author: Talker) -> None:
    case = await case_numbered(bot, 1)
    text = replace(case.text, visibility=Visibility.DEPARTMENT)
    after = replace(case, text=text, version=2, published_version=2, department="財務部")
    async with bot.deployment.database.begin() as session:
        assert await change_case(
            session,
            after,
            read=case,
            organization_id=bot.deployment.organization.id,
            at=bot.deps.clock(),
        )


async def is_taken_off(_bot: Bot, author: Talker) -> None:
    args = {"case": "1", "attachment": "1"}
    assert "添付ファイルを外しました" in await author.sends(Pressed("case.remove_file", args))


def offered_to(person: Person) -> Any:
    chat = person.peer.personal_chat(person.member)
    assert chat
    consent = list(chat.messages.values())[-1].activity["attachments"][0]
    assert consent["contentType"] == CONSENT, person.sees
    return consent["content"]["acceptContext"]


async def accepts(person: Person, context: object) -> str:
    upload = {
        "contentUrl": "https://city-my.sharepoint.com/1.pdf",
        "name": "手順.pdf",
        "uploadUrl": f"http://{person.peer.host}/drive/1.pdf",
        "uniqueId": "u1",
        "fileType": "pdf",
    }
    answer = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": upload}
    await person.invokes("fileConsent/invoke", answer)
    return person.newest


async def asks_for_attachment(person: Person) -> None:
    args = {"case": "1", "attachment": "1"}
    pressed = {"action": "case.attachment", "args": args, "nonce": "n1"}
    await person.invokes("adaptiveCard/action", {"action": {"data": pressed}})


async def asks_for_all(person: Person) -> None:
    await person.says("改善事例をExcelで")


@pytest.mark.parametrize("happens", [is_withdrawn, is_narrowed])
@pytest.mark.parametrize("asks", [asks_for_attachment, asks_for_all])
async def test_差し出したあとに見られなくなった事例のファイルは渡さない(
    teams: TeamsPeer,
    bot: tuple[Bot, Clock],
    author: Talker,
    asks: Callable[[Person], Awaitable[None]],
    happens: Callable[[Bot, Talker], Awaitable[None]],
) -> None:
    人 = at_personal_chat(teams, 大谷)
    await asks(人)
    await happens(bot[0], author)
    assert "お渡しできません" in await accepts(人, offered_to(人))
    assert teams.uploads == {}


async def test_差し出したあとに外された添付は渡さない(
    teams: TeamsPeer, bot: tuple[Bot, Clock], author: Talker
) -> None:
    人 = at_personal_chat(teams, 大谷)
    await asks_for_attachment(人)
    await is_taken_off(bot[0], author)
    offered = offered_to(人)
    assert "お渡しできません" in await accepts(人, offered)
    assert "保存期限が過ぎました" in await accepts(人, offered)
    assert teams.uploads == {}


async def test_いまも見られる事例のファイルは承諾すると受け取れる(teams: TeamsPeer) -> None:
    for person, asks in ((大谷, asks_for_attachment), (木下, asks_for_all)):
        人 = at_personal_chat(teams, person)
        await asks(人)
        await accepts(人, offered_to(人))
        assert teams.uploads.pop("1.pdf")
