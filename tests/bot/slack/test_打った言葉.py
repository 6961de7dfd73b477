"""What is typed cannot open a form on Slack: every word is answered with a message, whose button may."""

from collections.abc import Mapping

from bot.main import Bot
from handlers.labels import LABELS
from handlers.said import INTENTS
from language.corpus_files import CORPUS, read_sentences
from tests.bot.slack.workspace import Workspace
from tests.scenarios.test_事例のファイル import has_cases
from tests.scenarios.world import Clock, World


def _words() -> Mapping[object, str]:
    """One for each thing that a word leads to."""
    sentences = read_sentences([CORPUS / "validation_a.jsonl"])
    said = {each.intent: each.text for each in reversed(sentences)}
    words: dict[object, str] = {handler: word for word, handler in LABELS.items()}
    return words | {intent: said[intent] for intent in INTENTS if intent in said}


async def is_answered(workspace: Workspace, word: str) -> bool:
    before = len(workspace.peer.screen(workspace.水谷.user))
    await workspace.水谷.says(word)
    return len(workspace.peer.screen(workspace.水谷.user)) > before


async def test_どの言葉を打っても入力画面ではなく答えが届く(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await has_cases(World(*bot))
    words = _words()
    assert len(words) > len(INTENTS)
    unanswered = [word for word in words.values() if not await is_answered(workspace, word)]
    assert unanswered == [], (
        "打った言葉で入力画面は開けません。ボタンのあるカードを返してください。"
    )


async def test_今月の改善事例を選びますには選ぶボタンのあるカードを返す(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await has_cases(World(*bot))
    水谷 = workspace.水谷
    assert "今月の改善事例を選ぶ" in await 水谷.says("今月の改善事例を選びます")
    await 水谷.presses("今月の改善事例を選ぶ")
    assert "紹介のことば" in 水谷.modal


async def test_打ったボタンの言葉が入力画面のものならそのボタンを示す(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    await has_cases(World(*bot))
    水谷 = workspace.水谷
    await 水谷.says("事例1")
    assert "この画面" not in 水谷.reads
    assert "「取り下げる」の画面は、このボタンから開きます。" in await 水谷.says("取り下げたい")
    await 水谷.presses("取り下げる")
    assert "理由" in 水谷.modal
