"""The thread of an issue over signed requests: what Slack tells of it is kept, and never answered."""

from bot.main import Bot
from bot.slack import overheard
from domain.issue_thread import Mark, ThreadMessage
from storage.issue_threads import thread_of
from storage.issues import every_issue
from tests.bot.slack.test_課題 import TOLD, chooses_forum, issues, passes, posted
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.slack import reading
from tests.peers.slack.shapes import shape
from tests.scenarios.world import Clock

工夫 = "うちの課では、申請書をQRコードで読み取っています。"


async def thread(bot: Bot) -> tuple[ThreadMessage, ...]:
    deployment = bot.deployment
    number = deployment.organization.id
    async with deployment.database.within(number).read() as session:
        (issue,) = await every_issue(session, organization_id=number)
        return await thread_of(session, issue.id, organization_id=number)


async def test_フォーラムの課題のカードへの返信が残り直せば直り消せば消える(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    await chooses_forum(bot, FORUM)
    市川, 森田 = workspace.市川, workspace.森田
    await 市川.uses_shortcut("issue.write")
    assert await 市川.sends_in(title="二度打ち", what=TOLD) == {}
    await passes(workspace, bot, 10)
    (card,) = posted(workspace)
    first = await 森田.replies("QRコードを読み取っています", FORUM, thread=card.ts)
    second = await 市川.replies("&lt;!channel&gt; 何台ありますか。", FORUM, thread=card.ts)
    await 森田.edits(first, 工夫)
    await 森田.reacts(first, "bulb", FORUM)
    assert [m.text for m in await thread(bot[0])] == [工夫, "<!channel> 何台ありますか。"]
    await passes(workspace, bot, 10)
    (card,) = posted(workspace)
    assert "発言 2件（対応策 1件）" in reading.words(card.content)
    menu = await 市川.shortcuts_written(first, FORUM, callback_id="message.mark")
    assert 工夫 in menu
    await 市川.presses("「決定」にする")
    (_, decided) = (m.marks for m in (await thread(bot[0]))[::-1])
    assert Mark.DECISION in decided
    await 市川.presses("「決定」をやめる")
    other = await 市川.shortcuts_written(card.ts, FORUM, callback_id="message.mark")
    assert "話し合いに入っていません" in other
    await 市川.deletes(second)
    await 森田.reacts(first, "bulb", FORUM, is_there=False)
    assert [m.text for m in await thread(bot[0])] == [工夫, ""]
    await passes(workspace, bot, 10)
    (card,) = posted(workspace)
    assert "対応策" not in reading.words(card.content)


async def test_課題を登録したスレッドの返信も残り呼びかけには答えない(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    await chooses_forum(bot, FORUM)
    市川, 森田 = workspace.市川, workspace.森田
    await 市川.mentions(f"課題：{TOLD}", FORUM)
    await 市川.presses("登録する")
    (issue,) = await issues(bot[0])
    assert issue.raised_at is not None
    begun = issue.raised_at.thread
    count = len(workspace.peer.messages)
    await 森田.replies("<@U0BOT> 全員の受講状況を見せて", FORUM, thread=begun)
    await 森田.mentions("全員の受講状況を見せて", FORUM, thread_ts=begun)
    assert len(workspace.peer.messages) == count
    assert [m.text for m in await thread(bot[0])] == ["@U0BOT 全員の受講状況を見せて"]


async def test_ほかのスレッドでは何も残らず何も答えない(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川, 森田 = workspace.市川, workspace.森田
    await 市川.mentions(f"課題：{TOLD}", FORUM)
    await 市川.presses("登録する")
    count = len(workspace.peer.messages)
    root = await 森田.replies("お昼にしませんか。", FORUM, thread="")
    below = await 市川.replies("いいですね。", FORUM, thread=root)
    await 市川.edits(below, "いいですね！")
    await 市川.reacts(below, "pushpin", FORUM)
    await 市川.deletes(below)
    assert len(workspace.peer.messages) == count
    assert await thread(bot[0]) == ()


def test_リンクの下見と投稿だけのものと機械の投稿は発言でない() -> None:
    preview = shape("message_changed_in_thread")
    assert overheard.message(preview) is not None
    del preview["event"]["message"]["edited"]
    assert overheard.message(preview) is None
    root = shape("message_channels")
    root["event"]["thread_ts"] = root["event"]["ts"]
    assert overheard.message(root) is None
    machine = shape("message_channels")
    machine["event"]["bot_id"] = "B1"
    assert overheard.message(machine) is None
    on_file = shape("reaction_added")
    on_file["event"]["item"] = {"type": "file", "file": "F1"}
    assert overheard.reaction(on_file) is None
