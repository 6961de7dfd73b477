"""Issues are raised from Slack: by ``/kadai``, from a message's menu, with a mention, by a shortcut."""

from bot.main import Bot
from domain.issue import Issue, RaisedAt
from storage.issues import every_issue
from tests.bot.slack.test_改善事例 import value
from tests.bot.slack.workspace import FORUM, Workspace
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
