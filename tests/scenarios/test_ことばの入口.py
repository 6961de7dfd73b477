"""What is typed: the labels of buttons, greetings, what is offered when we are not sure."""

from collections.abc import Iterator

import pytest

from cards import (
    completion,
    consult,
    policy,
    profile,
    recommendation,
    term,
    training_status,
    trouble,
)
from cards import help as helping
from cards.elements import Button, Buttons, Card
from handlers import case_report, issue_raise
from handlers.labels import handler_of_label
from handlers.routes import ACTIONS
from handlers.said import INTENTS
from language.intents import Intent
from language.understanding import Understanding
from tests.scenarios.world import World

TYPED = (
    *(completion, consult, helping, policy, profile, recommendation, term),
    *(training_status, trouble),
)
"""Modules of cards whose buttons can be typed."""


INSTEAD_OF_FORM = {"case.write": case_report.report, "issue.write": issue_raise.raise_issue}
"""A message opens no form on Slack: typed, the label leads to its button."""


def typed_labels() -> Iterator[tuple[str, str]]:
    """(label, action) of every button that needs no more than its action."""
    for module in TYPED:
        for card in module.EXAMPLES.values():
            if not isinstance(card, Card):
                continue
            for element in card.elements:
                for button in element.buttons if isinstance(element, Buttons) else ():
                    if not button.args:
                        yield button.label, button.action


@pytest.mark.parametrize(("label", "action"), sorted(set(typed_labels())))
def test_押せるボタンの言葉は打っても通じる(label: str, action: str) -> None:
    assert handler_of_label(label) is INSTEAD_OF_FORM.get(action, ACTIONS[action]), (
        f"「{label}」を打っても通じません。handlers/labels.py に加えてください。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "計画",
        "今年度の計画",
        "今年度の計画を立てて",
        "今年度の計画を見せてください",
        "「今年度の計画」",
        "研修計画を教えて！",
        "お疲れ様です。今年度の計画が見たいです",
    ],
)
async def test_計画はいろいろな言い方で開ける(world: World, text: str) -> None:
    assert "令和8年度の受講計画" in await world.市川.says(text)


@pytest.mark.parametrize(
    "text", ["事務局の確認待ち", "確認待ちはある？", "確認待ち", "確認待ちを見せて"]
)
async def test_事務局が確認待ちと打つと事務局の画面が開く(world: World, text: str) -> None:
    水谷 = world.水谷
    await 水谷.says(text)
    assert 水谷.cards[0].title == "事務局の確認待ち"


async def test_職員が確認待ちと打つと自分の確認待ちがわかる(world: World) -> None:
    assert "修了の確認を待っている研修" in await world.森田.says("確認待ちはある？")
    assert "事務局と研修担当の方だけ" in await world.森田.says("事務局の確認待ち")


@pytest.mark.parametrize("text", ["計画停電の対応", "確認", "見せて", "全部の研修の内容"])
def test_ほかの言葉はボタンの言葉と取り違えない(text: str) -> None:
    assert handler_of_label(text) is None


async def test_聞き返すときは答えられる用件だけを並べる(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = sorted(Intent, key=lambda intent: intent in INTENTS)
    unsure = Understanding(Intent.KPI, 0.1, tuple((each, 0.1) for each in ranked), is_sure=False)
    understander = world.bot.deps.understander
    monkeypatch.setattr(type(understander), "understand", lambda *_, **__: unsure)
    市川 = world.市川
    await 市川.says("なにか")
    choices = [button for button in buttons(市川.cards[0]) if button.action == "intent.choose"]
    assert len(choices) == 3
    for button in choices:
        await 市川.presses(button.label)
        assert "受け付けていません" not in 市川.reads
        await 市川.says("なにか")


def buttons(card: Card) -> list[Button]:
    return [b for element in card.elements if isinstance(element, Buttons) for b in element.buttons]


async def test_あいさつにお礼を返さない(world: World) -> None:
    読んだ = await world.市川.says("こんにちは")
    assert "研修のことは、いつでも聞いてください。" in 読んだ
    assert "ありがとう" not in 読んだ


async def test_使い方の例のとおりに送るとその研修の日を聞かれる(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("情報セキュリティ研修を受講しました")
    assert "いつ受けましたか" in 読んだ
    assert "情報セキュリティ研修（年次）" in 読んだ
    labels = [button.label for button in buttons(市川.cards[0])]
    assert labels == ["今日", "昨日", "日付を選ぶ", "やめる"]


async def test_近い名前の研修がいくつかあればそれだけを並べる(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("BPR研修を受講しました")
    assert [button.label for button in buttons(市川.cards[0])] == [
        "はじめての業務改善（BPR入門）",
        "業務フローの可視化とBPR実践",
        "やめる",
    ]
    assert "研修名を入れて送ってください" not in 読んだ


async def test_育休中の期限は停止中と出る(world: World) -> None:
    片桐 = world.person("katagiri.shiho")
    for text in ("次に何の研修を受ければいい？", "今年度の計画", "全部見る"):
        assert "停止中" in await 片桐.says(text)
    読んだ = await 片桐.says("情報セキュリティ研修（年次）の内容を教えてください")
    assert "停止中" in 読んだ


async def test_計画からも次の画面へ進める(world: World) -> None:
    市川 = world.市川
    await 市川.says("今年度の計画")
    await 市川.presses("次に受ける研修")
    assert "次に受ける研修" in 市川.reads
