"""Slack: who is not speaking is told what the office decided."""

import logging
from datetime import datetime, timedelta

import pytest

from bot.main import Bot
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers import outgoing
from storage.audit import audit_entries
from storage.organization_office import office_of, save_office
from tests.bot import weekly_kind
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import Fault, broken, limited, lost, refused_with
from tests.peers.slack import reading
from tests.peers.slack.person import Person
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def confirms(officer: Person, *faults: Fault) -> None:
    """``faults`` of what is posted from the press on: the office's own card is only replaced."""
    await officer.says("事務局の確認待ち")
    officer.peer.misbehaves["chat.postMessage"] += faults
    await officer.presses("修了を確認", about="森田")


async def test_修了が確認されると報告した人のダイレクトメッセージに届く(
    workspace: Workspace,
) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await confirms(水谷)
    assert "修了が確認されました" in 森田.reads
    assert workspace.peer.screen(森田.user)[-1].channel == 森田.direct
    assert "修了が確認されました" not in 水谷.reads


async def test_差し戻されると報告した人に直し方が届く(workspace: Workspace) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("差し戻す", about="森田")
    assert "受講の報告が差し戻されました" in 森田.reads


async def passes(workspace: Workspace, bot: tuple[Bot, Clock], seconds: float) -> None:
    """So many seconds, and the outbox is looked through."""
    bot[1].now += timedelta(seconds=seconds)
    bot[0].deps.outbox_filled.set()
    await workspace.app.settles()


def notices(workspace: Workspace) -> int:
    """How often 森田 has been told."""
    screen = workspace.peer.screen(workspace.森田.user)
    return sum("修了が確認されました" in reading.words(m.content) for m in screen)


async def test_速すぎると言われたら言われた時まで待って一度だけ知らせる(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await workspace.森田.says("使い方")
    await confirms(workspace.水谷, limited(30))
    assert notices(workspace) == 0
    await passes(workspace, bot, 29)
    assert notices(workspace) == 0
    await passes(workspace, bot, 1)
    assert notices(workspace) == 1


@pytest.mark.parametrize("fault", [lost(), broken(), broken(503)])
async def test_返事が途切れても期限のあとに確かめて一度だけ届く(
    workspace: Workspace, bot: tuple[Bot, Clock], fault: Fault
) -> None:
    await workspace.森田.says("使い方")
    await confirms(workspace.水谷, fault)
    arrived = notices(workspace)
    assert arrived == (1 if fault.is_lost else 0)
    await passes(workspace, bot, 60)
    assert notices(workspace) == arrived
    await passes(workspace, bot, 60)
    assert notices(workspace) == 1
    await passes(workspace, bot, 3_600)
    assert notices(workspace) == 1


async def test_会話が長くても前の送信を見つける(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    森田 = workspace.森田
    await 森田.says("使い方")
    await confirms(workspace.水谷, lost())
    for number in range(450):
        workspace.peer.say(森田.user, 森田.direct, {"text": f"{number}"})
    await passes(workspace, bot, 120)
    assert notices(workspace) == 1
    assert len(workspace.peer.calls("conversations.history")) == 3


async def test_会話を開けないあいだは確かめられず送り直さない(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await workspace.森田.says("使い方")
    workspace.peer.misbehaves["conversations.open"].append(broken())
    await confirms(workspace.水谷, lost())
    await passes(workspace, bot, 100)
    assert workspace.peer.calls("conversations.history") == []
    await passes(workspace, bot, 100)
    assert len(workspace.peer.calls("conversations.history")) == 1
    assert notices(workspace) == 1


async def test_鍵のほかは何もほかのアプリに見せない(workspace: Workspace) -> None:
    await workspace.森田.says("使い方")
    await confirms(workspace.水谷)
    told = workspace.peer.screen(workspace.森田.user)[-1].content["metadata"]
    assert told["event_type"] == "kakehashi_outbox"
    assert told["event_payload"].keys() == {"key"}
    assert len(told["event_payload"]["key"]) >= 20


async def test_断られたら番号だけを記録し確認はそのまま終わる(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    with caplog.at_level(logging.WARNING):
        await confirms(水谷, refused_with("user_disabled"))
    (line,) = [r.getMessage() for r in caplog.records if "user_disabled" in r.getMessage()]
    assert "not told staff=" in line
    assert "森田" not in line
    assert "修了が確認されました" not in 森田.reads


async def test_アプリそのものが断られたら誰の失敗にもせず一度だけ記録して待つ(
    workspace: Workspace,
    bot: tuple[Bot, Clock],
    caplog: pytest.LogCaptureFixture,
) -> None:
    await workspace.森田.says("使い方")
    with caplog.at_level(logging.WARNING):
        await workspace.水谷.says("事務局の確認待ち")
        workspace.peer.misbehaves["chat.postMessage"] += [refused_with("token_revoked")] * 2
        await workspace.水谷.presses("修了を確認", about="森田")
        await passes(workspace, bot, 61)
    (first, second) = [r for r in caplog.records if "app_refused:token_revoked" in r.getMessage()]
    assert first.levelno == second.levelno == logging.ERROR
    assert "not told" not in caplog.text
    assert notices(workspace) == 0
    await passes(workspace, bot, 61)
    assert notices(workspace) == 1


async def test_どこにもいない人への知らせは番号だけを記録する(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        await confirms(workspace.水谷)
    (line,) = [r.getMessage() for r in caplog.records if "not told" in r.getMessage()]
    assert "known_nowhere" in line
    assert "森田" not in line


async def test_ゲストになった人には知らせない(workspace: Workspace, bot: tuple[Bot, Clock]) -> None:
    森田, 水谷 = workspace.森田, workspace.水谷
    await 森田.says("使い方")
    workspace.peer.users[森田.user]["is_restricted"] = True
    bot[1].pass_days(2)
    await confirms(水谷)
    assert "修了が確認されました" not in 森田.reads


async def test_チャンネルへの知らせは返事が途切れても確かめて一度だけ届く(
    workspace: Workspace, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "KINDS", weekly_kind.TO_THE_FORUM)
    workspace.peer.misbehaves["chat.postMessage"] += [lost()]
    await weekly_kind.tells_the_forum(bot[0], ChannelPlace("slack", FORUM))
    await workspace.app.settles()
    await passes(workspace, bot, 120)
    (told,) = [message for message in workspace.peer.messages if message.channel == FORUM]
    assert weekly_kind.TITLE in reading.words(told.content)
    assert await weekly_kind.became(bot[0]) == ("sent", "")


async def test_招かれていないチャンネルへの知らせは断られた言葉とともに残る(
    workspace: Workspace, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "KINDS", weekly_kind.TO_THE_FORUM)
    workspace.peer.opens_channel("C0OTHER", "ほか")
    await weekly_kind.tells_the_forum(bot[0], ChannelPlace("slack", "C0OTHER"))
    await workspace.app.settles()
    assert await weekly_kind.became(bot[0]) == ("failed", "not_in_channel")


async def office(bot: Bot) -> Office:
    async with bot.deployment.database.read() as session:
        return await office_of(session, organization_id=bot.deployment.organization.id)


async def test_事務局がチャンネルで頼むとそこに届く(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    水谷, number = workspace.水谷, bot[0].deployment.organization.id
    assert "毎週月曜日 9:00の15分後" in await 水谷.mentions("ここを事務局のチャンネルにして", FORUM)
    assert "ここを事務局のチャンネルにしています" in await 水谷.mentions(
        "ここを事務局のチャンネルにして", FORUM
    )
    assert "配信状況は、このチャンネルの全員に見えます" in await 水谷.mentions(
        "ここをフォーラムのチャンネルにして", FORUM
    )
    async with bot[0].deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=number)
    details = sorted(e.detail for e in entries if e.action == "CHOOSE_CHANNEL")
    place = (await office(bot[0])).forum
    assert place
    assert place.id.endswith(f"/{FORUM}")
    assert details == [f"forum={place}", f"secretariat={place}"]
    bot[1].now = MONDAY
    await bot[0].weekly_turns().settle()
    await workspace.app.settles()
    told = [m for m in workspace.peer.messages if m.channel == FORUM]
    read = [reading.words(each.content) for each in told[-2:]]
    assert any("これからの研修とチェックイン" in words for words in read)
    assert any("週のまとめ" in words for words in read)
    await passes(workspace, bot, 15 * 60)
    told = [m for m in workspace.peer.messages if m.channel == FORUM and not m.thread]
    assert "配信状況" in reading.words(told[-1].content)


async def test_ほかの人はチャンネルを決められずダイレクトメッセージでは場所を教える(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    said = await workspace.市川.mentions("ここを事務局のチャンネルにして", FORUM)
    assert "事務局または研修担当が決めます" in said
    水谷 = workspace.水谷
    assert "そのチャンネルで" in await 水谷.says("ここを事務局のチャンネルにして")
    await 水谷.commands("ここを事務局のチャンネルにして", 水谷.direct)
    assert "そのチャンネルで" in 水谷.reads
    assert (await office(bot[0])).secretariat is None


MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)


async def test_月曜の朝の台帳から届きその場で来週まで止められる(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    opened, clock = bot
    市川, number = workspace.市川, opened.deployment.organization.id
    await 市川.says("使い方")
    async with opened.deployment.database.begin() as session:
        await save_office(session, Office(), organization_id=number, at=clock())
    clock.now = MONDAY
    await opened.weekly_turns().settle()
    await workspace.app.settles()
    assert "期限を過ぎた必須研修" in 市川.reads
    assert workspace.peer.screen(市川.user)[-1].channel == 市川.direct
    await 市川.presses("来週まで止める")
    assert "12月13日(日)まで止めます" in 市川.reads
    before = len(workspace.peer.screen(市川.user))
    await opened.weekly_turns().settle()
    await workspace.app.settles()
    assert len(workspace.peer.screen(市川.user)) == before
