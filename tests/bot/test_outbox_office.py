"""What the office's settings do to what is sent: to which channel, not at night, not while it pauses."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from cards.elements import Card
from cards.help import help_card
from domain.business_calendar import Days
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office, OfficeChannel
from domain.outbox import Notice, OutboxState
from domain.workspace import SLACK, Installation
from handlers import outgoing, workspace_joined
from handlers.occasion import ChannelOccasion, Dropped, Occasion
from handlers.outgoing_addressees import ToChannel, ToPerson
from scheduler.deliver_outbox import delivering
from scheduler.platforms import Refused
from storage.organization_office import save_days, save_office
from storage.outbox import enqueue
from storage.workspaces import install_workspace
from tests.bot.settling import settled
from tests.bot.test_outbox import City, city, city_url

__all__ = ["city", "city_url"]

FORUM = ChannelPlace("slack", "C0FORUM")


async def write_personal(_: Occasion, __: Mapping[str, str]) -> Card | Dropped:
    return help_card()


async def write_for_all(_: ChannelOccasion, __: Mapping[str, str]) -> Card | Dropped:
    return help_card()


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    weekly = {
        "weekly.person": ToPerson(write_personal, in_office_hours=True),
        "weekly.forum": ToChannel(write_for_all, in_office_hours=True),
    }
    monkeypatch.setattr(outgoing, "KINDS", {**outgoing.KINDS, **weekly})


async def sets(city: City, office: Office) -> None:
    deployment = city.world.bot.deployment
    async with deployment.database.begin() as session:
        await save_office(
            session, office, organization_id=deployment.organization.id, at=city.clock()
        )


async def puts(city: City, kind: str, channel: OfficeChannel | None = None, **args: str) -> None:
    deployment = city.world.bot.deployment
    notice = Notice(kind, None if channel else 1, kind, args, channel)
    async with deployment.database.begin() as session:
        await enqueue(session, notice, organization_id=deployment.organization.id, at=city.clock())
    city.outbox.filled.set()
    await settled(city.outbox)


async def test_フォーラムへの知らせは設定したチャンネルに届く(city: City) -> None:
    await sets(city, Office(forum=FORUM))
    async with delivering(city.outbox):
        await puts(city, "weekly.forum", OfficeChannel.FORUM)
    entry = await city.entry()
    assert (entry.state, entry.platform) == (OutboxState.SENT, "slack")
    assert (entry.staff_id, entry.channel) == (None, OfficeChannel.FORUM)
    assert (city.slack.told, city.teams.told) == ([help_card().title], [])


async def test_知らせることがなかったことと時間外はまとめて一行ずつ記録する(
    city: City, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(_: Occasion, __: Mapping[str, str]) -> Dropped:
        return Dropped("nothing_new")

    kinds = {"weekly.silent": ToPerson(silent, in_office_hours=True)}
    monkeypatch.setattr(outgoing, "KINDS", {**outgoing.KINDS, **kinds})
    deployment = city.world.bot.deployment
    with caplog.at_level("INFO", logger="kakehashi"):
        async with delivering(city.outbox):
            async with deployment.database.begin() as session:
                for person in (1, 2, 3):
                    notice = Notice("weekly.silent", person, f"s{person}", {"week": "2026-W47"})
                    number = deployment.organization.id
                    await enqueue(session, notice, organization_id=number, at=city.clock())
            city.outbox.filled.set()
            await settled(city.outbox)
        city.clock.now = city.clock.now.replace(hour=22)
        async with delivering(city.world.bot.outbox()):
            await puts(city, "weekly.person")
            await settled(city.outbox)
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "reason=" in line] == [
        "nothing to tell organization=1 kind=weekly.silent week=2026-W47 reason=nothing_new messages=3",
        "put off organization=1 kind=weekly.person week=- reason=out_of_hours messages=1",
    ]
    assert "not told" not in caplog.text


async def test_設定していないチャンネルには送らない(city: City) -> None:
    await sets(city, Office(forum=FORUM))
    async with delivering(city.outbox):
        await puts(city, "weekly.forum", OfficeChannel.SECRETARIAT)
    assert await city.state() == (OutboxState.DEAD, "no_channel")


async def test_つながったワークスペースの知らせは事務局のチャンネルが決まるまで待つ(
    city: City,
) -> None:
    await joins_workspace(city)
    async with delivering(city.outbox):
        await puts(city, workspace_joined.KIND, OfficeChannel.SECRETARIAT, workspace="T1")
        assert await city.state() == (OutboxState.PENDING, "no_channel")
        await sets(city, Office(secretariat=FORUM))
        city.clock.now += outgoing.NO_CHANNEL_AGAIN
        city.outbox.filled.set()
        await settled(city.outbox)
    assert await city.state() == (OutboxState.SENT, "")
    assert city.slack.told == ["Slackのワークスペースがつながりました"]


async def test_取り消されたワークスペースのことは知らせない(city: City) -> None:
    await sets(city, Office(secretariat=FORUM))
    async with delivering(city.outbox):
        await puts(city, workspace_joined.KIND, OfficeChannel.SECRETARIAT, workspace="T0GONE")
    assert await city.state() == (OutboxState.DEAD, "workspace_gone")


async def joins_workspace(city: City) -> None:
    deployment = city.world.bot.deployment
    async with deployment.database.begin() as session:
        assert await install_workspace(
            session,
            Installation(SLACK, "T1", "職場"),
            organization_id=deployment.organization.id,
            at=city.clock(),
        )


@pytest.mark.parametrize("reason", ["not_in_channel", "is_archived", "channel_not_found"])
async def test_チャンネルに断られた知らせは理由とともに一覧に残る(city: City, reason: str) -> None:
    await sets(city, Office(forum=FORUM))
    city.slack.ends = [Refused(reason)]
    async with delivering(city.outbox):
        await puts(city, "weekly.forum", OfficeChannel.FORUM)
    assert await city.state() == (OutboxState.FAILED, reason)


async def test_チャンネルのプラットフォームが開くまで待つ(city: City) -> None:
    await sets(city, Office(forum=FORUM))
    slack = city.world.bot.platforms.pop("slack")
    async with delivering(city.outbox):
        await puts(city, "weekly.forum", OfficeChannel.FORUM)
        assert await city.state() == (OutboxState.PENDING, "platform_not_open")
        city.world.bot.platforms["slack"] = slack
        await city.passes(60)
    assert await city.state() == (OutboxState.SENT, "")


async def test_夜と閉庁日には毎週の知らせを送らず次の開庁日の朝に送る(city: City) -> None:
    await city.known("slack")
    city.clock.now = datetime(2026, 11, 20, 20, 0, tzinfo=JAPAN)
    tuesday = datetime(2026, 11, 24, 8, 0, tzinfo=JAPAN)
    async with delivering(city.outbox):
        await puts(city, "weekly.person")
        assert await city.state() == (OutboxState.PENDING, "out_of_hours")
        await city.passes((tuesday - city.clock()).total_seconds() - 1)
        assert await city.state() == (OutboxState.PENDING, "out_of_hours")
        await city.passes(1)
    assert (await city.entry()).state is not OutboxState.PENDING


async def test_夜でも修了の確認はすぐ伝える(city: City) -> None:
    await city.known("slack")
    city.clock.now = datetime(2026, 11, 20, 23, 0, tzinfo=JAPAN)
    async with delivering(city.outbox):
        await city.decides()
    assert await city.state() == (OutboxState.SENT, "")


async def test_市の閉庁日にも毎週の知らせを送らない(city: City) -> None:
    deployment, today = city.world.bot.deployment, city.clock().date()
    async with deployment.database.begin() as session:
        await save_days(
            session,
            Days(today, today),
            is_open=False,
            organization_id=deployment.organization.id,
        )
    async with delivering(city.outbox):
        await puts(city, "weekly.person")
    assert await city.state() == (OutboxState.PENDING, "out_of_hours")


async def test_ずっと閉庁なら一日ごとに確かめる(city: City) -> None:
    deployment, today = city.world.bot.deployment, city.clock().date()
    async with deployment.database.begin() as session:
        await save_days(
            session,
            Days(today, today + timedelta(days=800)),
            is_open=False,
            organization_id=deployment.organization.id,
        )
    async with delivering(city.outbox):
        await puts(city, "weekly.person")
    assert await city.state() == (OutboxState.PENDING, "never_open")


async def test_休止のあいだは何も送らず再開すれば送る(city: City) -> None:
    await city.known("slack")
    await sets(city, Office(paused_at=city.clock()))
    async with delivering(city.outbox):
        await city.decides()
        assert await city.state() == (OutboxState.PENDING, "paused")
        await sets(city, Office())
        await city.passes(3_600)
    assert await city.state() == (OutboxState.SENT, "")


async def test_人への知らせをチャンネルには送らない(city: City) -> None:
    await sets(city, Office(forum=FORUM))
    async with delivering(city.outbox):
        await puts(city, "weekly.person", OfficeChannel.FORUM)
    assert (await city.entry()).state is OutboxState.SENDING
    assert city.slack.told == []
