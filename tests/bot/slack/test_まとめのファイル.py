"""Monday's digest in a channel of Slack: the card, once, and below it its pictures and its Excel file, once."""

import io
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook

from bot.main import Bot
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.weekly_schedule import Weekday
from storage.organization_office import save_office
from storage.outbox_entries import outbox_entries
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import Fault, broken, broken_after, dropped, limited, lost, refused_with
from tests.peers.slack import reading
from tests.peers.slack.state import BOT_USER, File, Message
from tests.scenarios.world import Clock

月曜 = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)
課題 = "課題：公用車の鍵の受け渡しに時間がかかっている。月30件ある。"
出す = "files.completeUploadExternal"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def has_channel(
    bot: tuple[Bot, Clock], channel: str, *, others_on: Weekday = Weekday.TUESDAY
) -> None:
    """The secretariat. ``others_on``: when the other weekly messages come."""
    opened, clock = bot
    number = opened.deployment.organization.id
    async with opened.deployment.database.begin() as session:
        office = Office(weekday=others_on, secretariat=ChannelPlace("slack", channel))
        await save_office(session, office, organization_id=number, at=clock())


async def monday(
    workspace: Workspace,
    bot: tuple[Bot, Clock],
    *faults: Fault,
    lost_card: bool = False,
    then: str = FORUM,
    others_on: Weekday = Weekday.TUESDAY,
) -> None:
    """An issue, and the Monday after, until nothing moves any more. ``faults``: of showing the files;
    ``then``: the secretariat's channel from the first of them on; ``others_on``: when the hundreds of other
    messages come.
    """
    opened, clock = bot
    await workspace.市川.says(課題)
    await workspace.市川.presses("登録する")
    await has_channel(bot, FORUM, others_on=others_on)
    clock.now = 月曜
    workspace.peer.misbehaves[出す] += faults
    if lost_card:
        workspace.peer.misbehaves["chat.postMessage"] += [lost()]
    await opened.weekly_turns().settle()
    await workspace.app.settles()
    if then != FORUM:
        await has_channel(bot, then, others_on=others_on)
    for seconds in (5, 120, 120, 600):
        clock.now += timedelta(seconds=seconds)
        opened.deps.outbox_filled.set()
        await workspace.app.settles()


def cards(workspace: Workspace) -> list[Message]:
    return [
        message
        for message in workspace.peer.messages
        if message.channel == FORUM and "週のまとめ（" in reading.words(message.content)
    ]


def shown(workspace: Workspace) -> list[Message]:
    """The messages with files of ours."""
    return [m for m in workspace.peer.messages if m.channel == FORUM and m.content.get("files")]


def given(workspace: Workspace) -> list[File]:
    return [f for f in workspace.peer.files.values() if f.user == BOT_USER and f.channels]


async def state(bot: tuple[Bot, Clock], kind: str) -> tuple[str, str]:
    opened = bot[0]
    async with opened.deployment.database.read() as session:
        entries = await outbox_entries(
            session, organization_id=opened.deployment.organization.id, limit=50
        )
    (entry,) = [each for each in entries if each.kind == kind]
    return entry.state.value, entry.reason


async def test_月曜のまとめにはスレッドで図とExcelが一度だけ付く(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await monday(workspace, bot)
    (カード,) = cards(workspace)
    (ファイル,) = shown(workspace)
    assert ファイル.thread == カード.ts
    assert "このまとめのExcelと図です。" in ファイル.content["text"]
    図, 表 = given(workspace)
    assert (図.title, 表.title) == ("課題の動き（8週間）.png", "週のまとめ_2026-11-23.xlsx")
    assert 図.content
    assert 図.content.startswith(b"\x89PNG")
    assert "11/16〜：新しい：1件・閉じた：0件" in 図.alt
    assert 表.content
    assert "課題の一覧" in load_workbook(io.BytesIO(表.content)).sheetnames
    assert await state(bot, "digest.files") == ("sent", "")


@pytest.mark.parametrize(
    "fault",
    [lost(), dropped(), broken(), broken_after(), limited(3)],
    ids=["lost", "dropped", "broken", "broken_after", "limited"],
)
async def test_ファイルを出す途中で何が起きてもカードもファイルも一度だけ(
    workspace: Workspace, bot: tuple[Bot, Clock], fault: Fault
) -> None:
    await monday(workspace, bot, fault)
    assert len(cards(workspace)) == 1
    assert len(shown(workspace)) == 1
    assert len(given(workspace)) == 2
    assert await state(bot, "digest.files") == ("sent", "")


async def test_預けるところでつまずいてもあとで一度だけ付く(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    workspace.peer.misbehaves["files.getUploadURLExternal"] += [broken(), dropped()]
    await monday(workspace, bot)
    assert len(cards(workspace)) == 1
    assert len(shown(workspace)) == 1


async def test_ファイルの権限がなくてもカードは届きほかの知らせも休まない(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    workspace.peer.misbehaves["files.getUploadURLExternal"] += [refused_with("missing_scope")] * 9
    await monday(workspace, bot, others_on=Weekday.MONDAY)
    assert len(cards(workspace)) == 1
    assert shown(workspace) == []
    assert await state(bot, "digest") == ("sent", "")
    assert await state(bot, "digest.files") == ("failed", "missing_scope")
    assert not bot[0].outbox().deliveries.rest


async def test_カードの返事が途切れてもファイルは見つかったカードの下に付く(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await monday(workspace, bot, lost_card=True)
    (カード,) = cards(workspace)
    (ファイル,) = shown(workspace)
    assert ファイル.thread == カード.ts


async def test_間に事務局のチャンネルが変わればファイルは新しいところに何のものかを添えて載る(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    workspace.peer.opens_channel("C0NEW", "事務局", BOT_USER)
    await monday(workspace, bot, broken(), then="C0NEW")
    assert len(cards(workspace)) == 1
    assert shown(workspace) == []
    (ファイル,) = [
        m for m in workspace.peer.messages if m.channel == "C0NEW" and m.content.get("files")
    ]
    assert not ファイル.thread
    assert "11月23日(月)〜11月29日(日)のまとめのExcelと図です。" in ファイル.content["text"]
    assert "前の事務局のチャンネルにあります" in ファイル.content["text"]
    assert await state(bot, "digest.files") == ("sent", "")
