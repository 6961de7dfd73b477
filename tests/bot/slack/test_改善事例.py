"""Cases are reported from Slack: by ``/jirei``, from a message's menu, and while a title is typed."""

from bot.main import Bot
from tests.bot.slack.workspace import FORUM, Workspace
from tests.scenarios.published import publish
from tests.scenarios.world import Clock

TOLD = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になった"


def value(workspace: Workspace, user: str, name: str) -> str:
    """What stands in a field of the modal in front."""
    view = workspace.peer.modals[user][-1]
    typed = view["state"]["values"].get(name, {}).get("value", {}).get("value")
    (block,) = [block for block in view["blocks"] if block["block_id"] == name]
    return str(typed or block["element"].get("initial_value", ""))


async def test_コマンドだけなら入力画面が開き言葉があれば埋まっている(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.commands("", FORUM, name="/jirei")
    assert "題名" in 市川.modal
    assert value(workspace, 市川.user, "title") == ""
    await 市川.closes_modal()
    await 市川.commands(TOLD, FORUM, name="/jirei")
    assert value(workspace, 市川.user, "title") == "申請書の転記：RPAで自動化"
    assert value(workspace, 市川.user, "hours") == "18時間"
    assert await 市川.sends_in() == {}
    assert "この内容で報告します" in 市川.reads
    assert "改善事例を報告しました" in await 市川.presses("報告する")


async def test_メッセージのメニューから本文とファイルで下書きができる(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.shortcuts_message(
        f"{TOLD} &lt;!channel&gt;",
        FORUM,
        callback_id="message.report_case",
        with_files={"手順.pdf": b"%PDF"},
    )
    assert value(workspace, 市川.user, "before") == "申請書の転記に毎月20時間かかっていた"
    assert "<!channel>" in value(workspace, 市川.user, "after")
    assert await 市川.sends_in() == {}
    assert "手順.pdfを外す" in 市川.reads
    assert "2時間になった <!channel>" in 市川.reads  # as characters: the peer refuses anything else


async def test_必須が空なら欄の下に一文が出て打ったものは残る(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.uses_shortcut("case.write")
    said = await 市川.sends_in(title="転記", before="手で", after="自動で", hours="たくさん")
    assert said["response_action"] == "errors"
    assert "月10時間" in said["errors"]["hours"]
    assert await 市川.sends_in(hours="月１０時間") == {}
    assert "月10時間" in 市川.reads


async def test_ショートカットで書いた下書きのカードの前でも_ボタンの言葉が通じる(
    workspace: Workspace,
) -> None:
    市川 = workspace.市川
    await 市川.uses_shortcut("case.write")
    assert await 市川.sends_in(title="転記", before="手で写していた", after="自動にした") == {}
    assert "報告する" in 市川.reads
    assert "ボタンを押したときだけ" in await 市川.says("報告する")


async def test_打った言葉は閉じても残り似た事例は打つあいだに出る(workspace: Workspace) -> None:
    市川 = workspace.市川
    await 市川.commands("", FORUM, name="/jirei")
    count = len(workspace.peer.messages)
    await 市川.types(title="窓口の混雑の見える化")
    await 市川.types(before="何時に来れば空いているか、わからなかった。")
    assert len(workspace.peer.messages) == count
    await 市川.closes_modal()
    await 市川.commands("", FORUM, name="/jirei")
    assert "書きかけの改善事例があります" in 市川.modal
    await 市川.presses("続きから書く")
    assert value(workspace, 市川.user, "before").startswith("何時に来れば")
    assert await 市川.sends_in(after="混雑を予測して公開した。") == {}
    assert "窓口の混雑の見える化" in 市川.reads


async def test_似た事例は開いた画面に出て打ちかけの言葉は消えない(
    bot: tuple[Bot, Clock], workspace: Workspace
) -> None:
    市川, 森田 = workspace.市川, workspace.森田
    await 森田.commands(TOLD, FORUM, name="/jirei")
    await 森田.sends_in()
    await 森田.presses("報告する")
    await publish(bot[0])
    await 市川.commands("", FORUM, name="/jirei")
    await 市川.types(title="申請書の転記", after="まだ途中")
    assert "事例1「申請書の転記：RPAで自動化」" in 市川.modal
    assert value(workspace, 市川.user, "after") == "まだ途中"
