"""From the invitation to the first answer, in the workspaces of two municipalities."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.commands.workspace import take_away
from bot.main import Bot
from bot.slack.installing import REDIRECT
from bot.token_seal import TokenSeal, keys_written, new_key
from domain.office import ChannelPlace, Office
from domain.outbox import OutboxState
from domain.workspace import SLACK
from handlers.outgoing import NO_CHANNEL_AGAIN
from storage.audit import audit_entries
from storage.organization_office import save_office
from storage.outbox_entries import outbox_counts
from storage.workspaces import all_workspaces
from tests.bot.settling import settled
from tests.bot.slack.municipalities import (
    CITY,
    NEIGHBOUR,
    PUBLIC,
    Municipalities,
    municipalities,
)
from tests.peers.slack import reading
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.state import BOT_USER
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(two_cities_url: str) -> str:
    return two_cities_url


@pytest.fixture
async def both(bot: tuple[Bot, Clock]) -> AsyncIterator[Municipalities]:
    async with municipalities(*bot) as opened:
        yield opened


async def test_招待からSlackで許して最初の答えまで(both: Municipalities) -> None:
    browser, invited = both.browser(), both.invitation("demo")
    page = await browser.opens(invited)
    assert (page.status, page.cookie) == (200, "")
    assert "かけはし を、あなたの Slack に入れます" in page.text
    assert '<form method="post"><button>Slackに追加する</button></form>' in page.text
    asked = await browser.presses(invited)
    assert asked.status == 303
    assert asked.location.startswith("https://slack.com/oauth/v2/authorize?")
    for word in ("HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600"):
        assert word in asked.cookie
    done = await browser.opens(both.grid.allows(asked.location, CITY))
    assert (done.status, "かけはしを追加しました" in done.text) == (200, True)
    assert "T0MINATOの職場" in done.text
    市川 = both.person(CITY, "ichikawa.haruka")
    assert "下関市デジタル人材育成方針" in await 市川.says("次に何の研修を受ければいい？")


async def test_それぞれの方針で答え何も混ざらない(both: Municipalities) -> None:
    assert (await both.install("demo", CITY)).status == 200
    assert (await both.install("tonari", NEIGHBOUR)).status == 200
    ここ, となり = both.person(CITY, "ichikawa.haruka"), both.person(NEIGHBOUR, "ichikawa.haruka")
    assert "下関市デジタル人材育成方針" in await ここ.says("次に何の研修を受ければいい？")
    there = await となり.says("次に何の研修を受ければいい？")
    assert "岡山市デジタル人材育成方針" in there
    assert "下関市" not in there
    assert {m.channel for m in both.grid.peers[CITY].messages} == {ここ.direct}
    for peer in both.grid.peers.values():
        assert "xoxb" not in str(peer.messages)


async def test_知らせはそれぞれのワークスペースに届く(both: Municipalities) -> None:
    for key, team in (("demo", CITY), ("tonari", NEIGHBOUR)):
        await both.install(key, team)
        森田, 水谷 = both.person(team, "morita.sho"), both.person(team, "mizutani.kaori")
        await 森田.says("ヘルプ")
        await 水谷.says("事務局の確認待ち")
        await 水谷.presses("修了を確認", about="森田")
        await settled(both.outbox)
        assert "修了が確認されました" in 森田.sees
    assert len(both.grid.peers[CITY].calls("chat.postMessage")) == len(
        both.grid.peers[NEIGHBOUR].calls("chat.postMessage")
    )


async def test_一つの自治体の二つ目のワークスペースにいる人にも届く(both: Municipalities) -> None:
    for team in (CITY, NEIGHBOUR):
        await both.install("demo", team)
    森田, 水谷 = both.person(NEIGHBOUR, "morita.sho"), both.person(CITY, "mizutani.kaori")
    await 森田.says("ヘルプ")
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)
    assert "修了が確認されました" in 森田.sees


async def test_話したことのない人は自治体のワークスペースを順に探して届ける(
    both: Municipalities,
) -> None:
    for team in (CITY, NEIGHBOUR):
        await both.install("demo", team)
    森田, 水谷 = both.person(NEIGHBOUR, "morita.sho"), both.person(CITY, "mizutani.kaori")
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)
    assert "修了が確認されました" in 森田.sees
    # 名簿の大勢をまだ知らないので、それぞれの一覧を一度ずつ読む。
    assert [len(peer.calls("users.list")) for peer in both.grid.peers.values()] == [1, 1]


async def test_別の自治体の招待ではワークスペースは移らない(both: Municipalities) -> None:
    await both.install("demo", CITY)
    taken = await both.install("tonari", CITY)
    assert (taken.status, "ほかの自治体が使っている" in taken.text) == (409, True)
    async with both.bot.deployment.database.across().read() as session:
        (only,) = await all_workspaces(session)
    assert only.organization_id == both.bot.deployment.organization.id
    市川 = both.person(CITY, "ichikawa.haruka")
    assert "下関市" in await 市川.says("次に何の研修を受ければいい？")


async def test_一つの招待は一つのワークスペースにだけ使える(both: Municipalities) -> None:
    invited = both.invitation("demo")
    assert (await both.install("demo", CITY, invitation=invited)).status == 200
    assert (await both.install("demo", CITY, invitation=invited)).status == 200
    refused = await both.install("demo", NEIGHBOUR, invitation=invited)
    assert (refused.status, "別のワークスペースに使われたか" in refused.text) == (400, True)
    assert "新しい招待" in refused.text
    async with both.bot.deployment.database.across().read() as session:
        assert [each.external_id for each in await all_workspaces(session)] == [CITY]
    assert (await both.install("demo", NEIGHBOUR)).status == 200


async def test_断られた追加では招待は使われない(both: Municipalities) -> None:
    assert (await both.install("tonari", NEIGHBOUR)).status == 200
    invited = both.invitation("demo")
    assert (await both.install("demo", NEIGHBOUR, invitation=invited)).status == 409
    rotating = await both.install("demo", CITY, invitation=invited, refresh_token="xoxe-1")
    assert rotating.status == 400
    assert (await both.install("demo", CITY, invitation=invited)).status == 200


async def test_ほかのサイトのボタンからは追加できない(both: Municipalities) -> None:
    for site in ("cross-site", "same-site"):
        page = await both.browser().presses(both.invitation("demo"), site=site)
        assert (page.status, page.location, page.cookie) == (400, "", "")
        assert "招待のアドレスを開くところから" in page.text


async def test_追加は誰がいつどこに行ったかが残り取り消しも残る(both: Municipalities) -> None:
    await both.install("demo", CITY)
    both.clock.now += timedelta(minutes=2)
    await both.person(CITY, "morita.sho").uninstalls("app_uninstalled")
    number = both.bot.deployment.organization.id
    async with both.bot.deployment.database.across().read() as session:
        (workspace,) = await all_workspaces(session)
        entries = await audit_entries(session, organization_id=number)
    assert workspace.installed_by == "U0ADMIN"
    installed, revoked = entries[-2:]
    assert (installed.action, installed.at) == ("WORKSPACE_INSTALL", workspace.installed_at)
    assert installed.detail == f"slack:{CITY} by=U0ADMIN"
    assert (revoked.action, revoked.detail) == ("WORKSPACE_REVOKED", f"slack:{CITY}")


async def test_事務局はつながったワークスペースを一度だけ知る(both: Municipalities) -> None:
    invited = both.invitation("demo")
    for _ in range(2):
        await both.install("demo", CITY, invitation=invited)
    await settled(both.outbox)
    peer = both.grid.peers[CITY]
    assert peer.messages == []
    await chooses_secretariat(both, peer, "C0OFFICE")
    both.clock.now += NO_CHANNEL_AGAIN
    both.bot.deps.outbox_filled.set()
    await settled(both.outbox)
    (told,) = peer.messages
    said = reading.words(told.content)
    assert f"Slackのワークスペース「{CITY}の職場」がつながりました" in said
    assert f"kakehashi workspace remove {CITY}" in said
    assert "U0ADMIN" in said


async def test_取り消したワークスペースは同じ招待では戻らない(both: Municipalities) -> None:
    invited = both.invitation("demo")
    await both.install("demo", CITY, invitation=invited)
    both.clock.now += timedelta(minutes=2)
    await removes(both, CITY)
    both.clock.now += timedelta(minutes=2)
    refused = await both.install("demo", CITY, invitation=invited)
    assert (refused.status, "取り消されています" in refused.text) == (400, True)
    assert await both.person(CITY, "ichikawa.haruka").says("ヘルプ") == ""
    assert (await both.install("demo", CITY)).status == 200
    assert await both.person(CITY, "ichikawa.haruka").says("ヘルプ") != ""


async def test_自分で外しておいたワークスペースも取り消せば同じ招待では戻らない(
    both: Municipalities,
) -> None:
    invited = both.invitation("demo")
    await both.install("demo", CITY, invitation=invited)
    both.clock.now += timedelta(minutes=2)
    await both.person(CITY, "morita.sho").uninstalls("app_uninstalled")
    await removes(both, CITY)
    assert (await both.install("demo", CITY, invitation=invited)).status == 400
    async with both.bot.deployment.database.across().read() as session:
        (only,) = await all_workspaces(session)
        number = both.bot.deployment.organization.id
        entries = await audit_entries(session, organization_id=number)
    assert only.is_revoked
    assert [entry.action for entry in entries][-2:] == ["WORKSPACE_REVOKED", "WORKSPACE_REMOVE"]


async def removes(both: Municipalities, team: str) -> None:
    """The administrator of the deployment, in another process."""
    async with both.bot.deployment.database.across().begin() as session:
        assert await take_away(session, team, at=both.clock())


async def test_外れて戻ったワークスペースのことは事務局がまた一度だけ知る(
    both: Municipalities,
) -> None:
    invited, number = both.invitation("demo"), both.bot.deployment.organization.id
    for comes in (1, 2, 3):
        for _ in range(2):
            await both.install("demo", CITY, invitation=invited)
        async with both.bot.deployment.database.across().read() as session:
            counts = await outbox_counts(session, organization_id=number)
        assert sum(counts.values()) == comes
        both.clock.now += timedelta(minutes=2)
        await both.person(CITY, "morita.sho").uninstalls("app_uninstalled")


async def chooses_secretariat(both: Municipalities, peer: SlackPeer, channel: str) -> None:
    peer.opens_channel(channel, "事務局", BOT_USER)
    office = Office(secretariat=ChannelPlace(SLACK, channel))
    number = both.bot.deployment.organization.id
    async with both.bot.deployment.database.begin() as session:
        await save_office(session, office, organization_id=number, at=both.clock())


@pytest.mark.parametrize("written", ["", "x", "あ", "AAAA" * 40])
async def test_作り物の招待は断る(both: Municipalities, written: str) -> None:
    address = f"{PUBLIC}/slack/install?invitation={written}"
    for page in (await both.browser().opens(address), await both.browser().presses(address)):
        assert (page.status, "この招待は使えません" in page.text) == (400, True)


async def test_期限の切れた招待と無い自治体への招待は断る(both: Municipalities) -> None:
    assert "この招待は使えません" in (await both.browser().opens(both.invitation("nowhere"))).text
    invited = both.invitation("demo")
    both.clock.now += timedelta(days=7, seconds=1)
    assert "この招待は使えません" in (await both.browser().opens(invited)).text


async def test_戻ってきたのが別のブラウザーか遅すぎるか二度目なら何も変えない(
    both: Municipalities,
) -> None:
    browser, other = both.browser(), both.browser()
    back = both.grid.allows((await browser.presses(both.invitation("demo"))).location, CITY)
    assert "途中で別の画面" in (await other.opens(back)).text
    await other.presses(both.invitation("demo"))
    assert "途中で別の画面" in (await other.opens(back)).text
    cookie = browser.cookie
    assert (await browser.opens(back)).status == 200
    browser.cookie = cookie
    assert "もう使われました" in (await browser.opens(back)).text
    late = both.browser()
    back = both.grid.allows((await late.presses(both.invitation("tonari"))).location, NEIGHBOUR)
    both.clock.now += timedelta(minutes=10, seconds=1)
    assert "時間が切れたか" in (await late.opens(back)).text
    async with both.bot.deployment.database.across().read() as session:
        assert [each.external_id for each in await all_workspaces(session)] == [CITY]


async def test_招待は戻り道の印として使えず戻り道の印は招待として使えない(
    both: Municipalities,
) -> None:
    browser = both.browser()
    asked = await browser.presses(both.invitation("demo"))
    (state,) = parse_qs(urlsplit(asked.location).query)["state"]
    page = await browser.opens(f"{PUBLIC}/slack/install?invitation={state}")
    assert "この招待は使えません" in page.text
    invited = both.invitation("demo").partition("invitation=")[2]
    page = await browser.opens(f"{PUBLIC}{REDIRECT}?code=c&state={invited}")
    assert "途中で別の画面" in page.text


async def test_許されなかったときと使えない入れ方は何をすればよいか示す(
    both: Municipalities,
) -> None:
    browser = both.browser()
    asked = await browser.presses(both.invitation("demo"))
    (state,) = parse_qs(urlsplit(asked.location).query)["state"]
    denied = await browser.opens(f"{PUBLIC}{REDIRECT}?error=access_denied&state={state}")
    assert (denied.status, "Slackで許可されませんでした" in denied.text) == (400, True)
    assert "一つ選んで" in (await both.install("demo", CITY, is_enterprise_install=True)).text
    assert "users:read" in (await both.install("demo", CITY, scope="chat:write")).text
    assert "ローテーション" in (await both.install("demo", CITY, refresh_token="xoxe-1")).text
    asked = await browser.presses(both.invitation("demo"))
    back = both.grid.allows(asked.location, CITY)
    both.grid.codes.clear()
    assert (await browser.opens(back)).status == 502
    async with both.bot.deployment.database.across().read() as session:
        assert await all_workspaces(session) == ()


async def test_知らないチームの出来事は受け取るだけで一度だけ記録する(
    both: Municipalities, caplog: pytest.LogCaptureFixture
) -> None:
    市川 = both.person(CITY, "ichikawa.haruka")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert await 市川.says("次に何の研修を受ければいい？") == ""
    logged = [each for each in caplog.messages if CITY in each]
    assert logged == [f"no workspace team={CITY} reason=workspace_unknown"]
    assert both.grid.peers[CITY].called == []


async def test_追加とトークンはログに出ない(
    both: Municipalities, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="kakehashi"):
        await both.install("demo", CITY)
        await both.person(CITY, "ichikawa.haruka").says("ヘルプ")
    assert "xoxb-minato" not in caplog.text
    async with both.bot.deployment.database.across().read() as session:
        (only,) = await all_workspaces(session)
    assert b"xoxb" not in only.sealed


@pytest.mark.parametrize("event", ["tokens_revoked", "app_uninstalled"])
async def test_取り消されると知らせは理由とともに止まり入れ直すと戻る(
    both: Municipalities, event: str
) -> None:
    await both.install("demo", CITY)
    森田, 水谷 = both.person(CITY, "morita.sho"), both.person(CITY, "mizutani.kaori")
    await 森田.says("ヘルプ")
    await 水谷.says("事務局の確認待ち")
    both.clock.now += timedelta(minutes=2)
    await 森田.uninstalls(event)
    before = len(both.grid.peers[CITY].messages)
    await 森田.says("ヘルプ")
    assert len(both.grid.peers[CITY].messages) == before
    async with both.bot.deployment.database.across().read() as session:
        (only,) = await all_workspaces(session)
    assert (only.is_revoked, only.sealed) == (True, b"")
    assert (await both.install("demo", CITY)).status == 200
    await 森田.says("ヘルプ")
    assert len(both.grid.peers[CITY].messages) > before
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)
    async with both.bot.deployment.database.across().read() as session:
        counts = await outbox_counts(session, organization_id=both.bot.deployment.organization.id)
    told_of_workspaces = 2  # there is no channel of the secretariat yet
    assert counts == {OutboxState.SENT: 1, OutboxState.PENDING: told_of_workspaces}


async def test_鍵が違えばトークンは開かず答えない(
    bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture
) -> None:
    first = new_key()
    async with municipalities(*bot, seal=TokenSeal(keys_written(first))) as opened:
        await opened.install("demo", CITY)
    async with municipalities(*bot, seal=TokenSeal(keys_written(new_key()))) as opened:
        assert await opened.person(CITY, "ichikawa.haruka").says("ヘルプ") == ""
        assert "reason=token_unreadable" in caplog.text
    both_keys = TokenSeal(keys_written(f"{new_key()} {first}"))
    async with municipalities(*bot, seal=both_keys) as opened:
        assert await opened.person(CITY, "ichikawa.haruka").says("ヘルプ") != ""
