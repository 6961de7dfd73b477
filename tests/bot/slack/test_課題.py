"""Issues are raised from Slack: by ``/kadai``, from a message's menu, with a mention, by a shortcut."""

from datetime import timedelta

import pytest

from bot.main import Bot
from domain.issue import Issue, IssueState, RaisedAt
from domain.office import ChannelPlace, Office
from storage.issues import every_issue
from storage.organization_office import save_office
from tests.bot.matrix.platforms import at_slack
from tests.bot.slack.test_改善事例 import value
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.faults import Fault, lost
from tests.peers.slack import reading
from tests.peers.slack.state import BOT_USER, TEAM, Message
from tests.scenarios.world import Clock

TOLD = "転入届を住民記録システムと台帳に二度打ちしている。月600件ある。"


async def issues(bot: Bot) -> tuple[Issue, ...]:
    deployment = bot.deployment
    async with deployment.database.within(deployment.organization.id).read() as session:
        return await every_issue(session, organization_id=deployment.organization.id)


async def test_コマンドだけなら入力画面が開き言葉があれば埋まっている(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.commands("", FORUM, name="/kadai")
    assert value(workspace, 市川.user, "title") == ""
    await 市川.closes_modal()
    await 市川.commands(TOLD, FORUM, name="/kadai")
    assert value(workspace, 市川.user, "times") == "月600件"
    said = await 市川.sends_in(hours="たくさん")
    assert said["response_action"] == "errors"
    assert "月20時間" in said["errors"]["hours"]
    assert await 市川.sends_in(hours="月２０時間") == {}
    assert "課題#1を登録しました。" in 市川.reads


async def test_メッセージのメニューから登録した課題はそのメッセージのスレッドのものになる(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川 = workspace.市川
    await 市川.shortcuts_message(
        f"{TOLD} &lt;!channel&gt;", FORUM, callback_id="message.raise_issue", with_files={}
    )
    assert "<!channel>" in value(workspace, 市川.user, "what")
    assert await 市川.sends_in() == {}
    (issue,) = await issues(bot[0])
    assert issue.raised_at is not None
    assert issue.raised_at.channel.endswith(f"/{FORUM}")
    assert issue.raised_at.thread


async def test_呼びかけて課題と書いても下書きができその場のものになる(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川 = workspace.市川
    await 市川.mentions(f"課題：{TOLD}", FORUM)
    assert "この内容で登録します" in 市川.reads
    await 市川.presses("登録する")
    assert "課題#1を登録しました。" in 市川.reads
    (issue,) = await issues(bot[0])
    assert isinstance(issue.raised_at, RaisedAt)
    assert issue.raised_at.thread


async def test_ショートカットから入力画面が開き一人で書いた課題はどこのスレッドのものでもない(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川 = workspace.市川
    await 市川.uses_shortcut("issue.write")
    assert await 市川.sends_in(title="二度打ち", what=TOLD) == {}
    (issue,) = await issues(bot[0])
    assert issue.raised_at is None


async def test_二人が同時に変えても後の人は先の変更を見てもう一度送れば保存できる(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川, 長 = workspace.市川, at_slack(workspace, "ando.noriko").person
    await 市川.uses_shortcut("issue.write")
    assert await 市川.sends_in(title="二度打ち", what=TOLD) == {}
    await 市川.says("#1")
    await 市川.presses("状態・段階・担当を変える")
    await 長.says("#1")
    await 長.presses("状態・段階・担当を変える")
    assert await 長.sends_in(state="対応中") == {}
    said = await 市川.sends_in(remark="様式を集めています。")
    assert said["response_action"] == "update"
    assert "先に安藤　典子さんが「状態」を変えた" in reading.words(said["view"])
    assert value(workspace, 市川.user, "remark") == "様式を集めています。"
    assert await 市川.sends_in() == {}
    (issue,) = await issues(bot[0])
    assert (issue.version, issue.standing.state) == (3, IssueState.AT_WORK)


def inputs(workspace: Workspace, user: str) -> list[str]:
    """While these are the same, Slack leaves what is being typed alone."""
    view = workspace.peer.modals[user][-1]
    return [b["element"]["action_id"] for b in view["blocks"] if b["type"] == "input"]


async def test_先の変更を見たあとで打つ言葉も消えない(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川, 長 = workspace.市川, at_slack(workspace, "ando.noriko").person
    await 市川.uses_shortcut("issue.write")
    assert await 市川.sends_in(title="二度打ち", what=TOLD) == {}
    await 長.uses_shortcut("issue.write")
    assert await 長.sends_in(title="転入届の二度打ち", what=TOLD) == {}
    for person in (市川, 長):
        await person.says("#1")
        await person.presses("内容を直す")
    assert await 長.sends_in(wish="一度で済ませたい。") == {}
    assert (await 市川.sends_in(title="転入届の手間"))["response_action"] == "update"
    before = inputs(workspace, 市川.user)
    await 市川.types(wish="一度で済ませたい。早く。")
    await 市川.types(what=f"{TOLD}急いでいる。")
    assert "似た課題があります。" in reading.words(workspace.peer.modals[市川.user][-1])
    assert inputs(workspace, 市川.user) == before
    assert value(workspace, 市川.user, "wish") == "一度で済ませたい。早く。"
    assert await 市川.sends_in() == {}
    text = (await issues(bot[0]))[0].text
    assert (text.title, text.wish) == ("転入届の手間", "一度で済ませたい。早く。")
    assert text.what.endswith("急いでいる。")


# -- in the forum's channel ------------------------------------------------------------------------


async def chooses_forum(bot: tuple[Bot, Clock], channel: str) -> None:
    deployment = bot[0].deployment
    database = deployment.database.within(deployment.organization.id)
    async with database.begin() as session:
        office = Office(forum=ChannelPlace("slack", channel), quiet=None)
        await save_office(
            session, office, organization_id=deployment.organization.id, at=bot[1].now
        )


async def passes(workspace: Workspace, bot: tuple[Bot, Clock], seconds: float) -> None:
    """So many seconds, and the outbox is looked through."""
    bot[1].now += timedelta(seconds=seconds)
    bot[0].deps.outbox_filled.set()
    await workspace.app.settles()


def posted(workspace: Workspace) -> list[Message]:
    """For all, in the channel."""
    ours = [m for m in workspace.peer.messages if m.channel == FORUM and not m.only_for]
    return [m for m in ours if m.author == BOT_USER]


@pytest.mark.parametrize(
    ("channel", "fault"), [(FORUM, None), (f"{TEAM}/{FORUM}", None), (FORUM, lost())]
)
async def test_フォーラムの投稿から登録した課題はそのスレッドに載りそこで書き換わる(
    bot: tuple[Bot, Clock], workspace: Workspace, channel: str, fault: Fault | None
) -> None:
    await chooses_forum(bot, channel)
    市川 = workspace.市川
    await 市川.shortcuts_message(TOLD, FORUM, callback_id="message.raise_issue", with_files={})
    workspace.peer.misbehaves["chat.postMessage"] += [fault] if fault else []
    assert await 市川.sends_in() == {}
    for _ in range(3):
        await passes(workspace, bot, 120)
    (issue,) = await issues(bot[0])
    (card,) = posted(workspace)
    assert issue.raised_at is not None
    assert card.thread == issue.raised_at.thread
    assert "課題#1" in reading.words(card.content)
    await 市川.says("#1")
    await 市川.presses("状態・段階・担当を変える")
    assert await 市川.sends_in(state="対応中") == {}
    await passes(workspace, bot, 10)
    (card,) = posted(workspace)
    assert "対応中" in reading.words(card.content)


async def test_個人チャットで登録した課題はフォーラムのチャンネルに載る(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    await chooses_forum(bot, FORUM)
    市川 = workspace.市川
    await 市川.uses_shortcut("issue.write")
    assert await 市川.sends_in(title="二度打ち", what=TOLD) == {}
    await passes(workspace, bot, 10)
    (card,) = posted(workspace)
    assert card.thread == ""
