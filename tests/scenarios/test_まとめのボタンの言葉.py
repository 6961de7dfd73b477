"""The buttons of a week's digest and of its フォーラム版, typed instead of pressed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from cards import digest as digest_cards
from cards import digest_edition, digest_edition_preview, digest_editions
from cards.elements import Button, Buttons, Card
from domain.dialogue import SILENCE, Place
from domain.digest import Part
from domain.japan_time import JAPAN
from handlers.digest_said import week_button_said
from handlers.labels import handler_of_label
from handlers.last_answers import LastAnswer, LastAnswers, ShownButton
from handlers.reply import OpenForm, show
from handlers.routes import ACTIONS
from storage.digest_edition_table import DigestEditionRow
from tests.scenarios.post import Post, deliver
from tests.scenarios.test_まとめの公開 import digests, group_in_forum, opens, post, reads, values
from tests.scenarios.test_横展開 import published, 会議録
from tests.scenarios.test_課題のまとまり import registers, 公用車
from tests.scenarios.world import World

__all__ = ["post"]
pytestmark = pytest.mark.city(after=group_in_forum)
NOW, ME = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN), (1, 1, Place.PRIVATE)
CARDS = [
    pytest.param(card, id=name)
    for module in (digest_cards, digest_edition, digest_edition_preview, digest_editions)
    for name, card in module.EXAMPLES.items()
    if isinstance(card, Card)
]


CHANGES_BY_ITS_BUTTON = {
    "digest.publish": "digest.edition",
    "digest.remake": "digest.edition",
    "digest.withdraw": "digest.ask_withdraw",
}


def after(card: Card) -> LastAnswer:
    answers = LastAnswers()
    answers.shown(show(card), ME, now=NOW)
    return answers.of(ME, now=NOW)


def buttons(card: Card) -> Iterator[Button]:
    return (b for each in card.elements if isinstance(each, Buttons) for b in each.buttons)


@pytest.mark.parametrize("card", CARDS)
def test_まとめのボタンはどれも打てば押したときと同じかどれか聞かれる(card: Card) -> None:
    last = after(card)
    for button in buttons(card):
        if button.action == "digest.show":  # typed, it names its week itself
            assert week_button_said(button.label, last) is None
        elif button.action.startswith("digest.") and button.args:
            meant = week_button_said(f"「{button.label}」。", last)
            if isinstance(meant, Card):
                asked = [(each.action, each.args) for each in buttons(meant)]
                assert (button.action, button.args) in asked
                assert len(asked) == len({each.label for each in buttons(meant)}) > 1
            else:
                action = CHANGES_BY_ITS_BUTTON.get(button.action, button.action)
                assert meant == ShownButton(replace(button, action=action), card.nonce)
        elif not button.args:
            assert handler_of_label(button.label) is ACTIONS[button.action], button.label


@pytest.mark.parametrize("part", [each for each in Part if each is not Part.OFFICE])
def test_部分を直すという言葉はカードがなくても通じる(part: Part) -> None:
    for name in (part.called, part.value):
        assert handler_of_label(f"{name}を直す") is not None


def test_番号の付いたボタンは番号なしで打てばどれか聞く() -> None:
    numbered = [
        Button(f"課題の動きを直す（{n}）", "digest.ask_edit", {"n": str(n)}) for n in (1, 2)
    ]
    last = after(Card("", (Buttons(tuple(numbered)),), summary=""))
    assert week_button_said("課題の動きを直す（2）", last) == ShownButton(numbered[1], "")
    asked = week_button_said("課題の動きを直す", last)
    assert isinstance(asked, Card)
    assert asked.title == "どれですか"
    assert [*buttons(asked)] == numbered
    assert week_button_said("課題の動きを詳しく", last) is None


async def test_フォーラム版は打って直せても公開と取り下げはボタンだけで行う(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.presses("課題の動きを直す")
    押した = values(水)
    await 水.says("フォーラム版")
    await 水.says("課題の動きを直す")
    assert isinstance(水.reply, OpenForm)
    assert values(水) == 押した
    assert "下書きを保存しました" in await 水.sends_in(
        **{name: text.replace("新しい課題は3件", "直した3件") for name, text in 押した.items()}
    )
    打った = await 水.says("フォーラムに公開する")
    assert "直した3件" in 打った
    assert "公開・取り下げ・作り直しは、ボタンを押したときだけ行います。" in 打った
    assert await reads(world, post) == ""
    await 水.presses("フォーラムに公開する")
    assert "直した3件" in await reads(world, post)
    assert "取り下げますか" in await 水.says("フォーラムから取り下げる")
    for _ in range(2):
        assert "「取り下げる」を押したときだけ" in await 水.says("取り下げる")
    assert "直した3件" in await reads(world, post)
    assert "取り下げました" in await 水.presses("取り下げる")
    assert "直した3件" not in await reads(world, post)


async def test_作り直すと打っても下書きは変わらない(world: World, post: Post) -> None:
    水 = world.水谷
    await opens(水)
    await registers(world.市川, **公用車)
    assert "第1版" in await 水.says("いまのまとめから作り直す")
    assert "第2版" in await 水.presses("いまのまとめから作り直す")


async def test_打った言葉はその週のカードをもう一度見せる(world: World, post: Post) -> None:
    """Of the week that was looked at, where that is not the one that is meant without its card."""
    水 = world.水谷
    await opens(水)
    world.clock.pass_days(7)
    await opens(水)
    await 水.says("先週のまとめ")
    先週 = await 水.presses("フォーラム版をつくる")
    assert "11月16日" in 水.cards[0].title
    assert await 水.says("フォーラムに公開する") == 先週
    assert await reads(world, post) == ""


@pytest.mark.parametrize("between", ["事例99", "配信状況"])
async def test_ほかの答えのあとの言葉では公開も取り下げもしない(
    world: World, post: Post, between: str
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.says(between)
    await 水.says("フォーラムに公開する")
    assert await reads(world, post) == ""
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    assert "新しい課題は3件" in 載った
    await 水.says("フォーラムから取り下げる")
    await 水.says(between)
    await 水.says("取り下げる")
    assert "取り下げますか" not in 水.reads
    assert await reads(world, post) == 載った


@pytest.mark.parametrize(("room", "platform"), [("B", "test"), ("A", "other")])
async def test_ほかの会話やほかのアプリで打った言葉は前のカードのことにしない(
    world: World, post: Post, room: str, platform: str
) -> None:
    水 = replace(world.水谷, is_private=False, room="A")
    await opens(水)
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    assert "取り下げますか" in await 水.says("フォーラムから取り下げる")
    別 = replace(水, room=room, platform=platform)
    await 別.says("取り下げる")
    assert "取り下げますか" not in 別.reads
    await 水.presses("取り下げない")
    await 水.says("載せるものを選ぶ")
    assert 水.form.title == "フォーラムに載せるもの"
    await 水.says("フォーラム版")
    await 別.says("載せるものを選ぶ")
    assert 別.cards[0].title.startswith("フォーラム版（")
    assert await reads(world, post) == 載った


def test_カードのボタンは次の一言までで間を空けて話し続けても延びない() -> None:
    card = Card("", (Buttons((Button("読む", "digest.read", {"week": "2026-W47"}),)),), summary="")
    for between in (None, show(Card("", (), summary="")), show(card)):
        answers, now = LastAnswers(), NOW
        answers.shown(show(card), ME, now=now, where="A")
        for _ in range(8):
            now += SILENCE - timedelta(minutes=1)
            answers.new_turn(ME, now=now, where="A")
            if between:
                answers.shown(between, ME, now=now, where="A")
        is_shown = between == show(card)
        assert bool(answers.of(ME, now=now).week_buttons) is is_shown
        assert bool(answers.new_turn(ME, now=now, where="A").week_buttons) is is_shown


async def test_見ていないものは打っても公開されずまず見せる(world: World, post: Post) -> None:
    水 = world.水谷
    await opens(水)
    await 水.says("使い方")
    assert "下書きです。まだフォーラムには載っていません。" in await 水.says("フォーラムに公開する")
    await deliver(world.bot)
    assert digests(post) == []


async def test_改善事例を直すは最後に見たものの言葉でどちらでもなければ聞く(
    world: World, post: Post
) -> None:
    await published(world, 会議録)
    水, 人 = world.水谷, world.市川
    await opens(水)
    await 水.says("改善事例を直す")
    assert isinstance(水.reply, OpenForm)
    assert 水.form.title == "改善事例を直す"
    await 水.says("改善事例を探す")
    assert "会議録" in 水.reads
    await 水.says("改善事例を直す")
    assert 水.cards[0].title == "自分の改善事例"
    await 水.says("使い方")
    読んだ = await 水.says("改善事例を直す")
    assert "何の「改善事例」を直しますか。" in 読んだ
    assert 水.cards[0].title == "何を直しますか"
    await 水.presses("フォーラム版（11月16日(月)〜11月20日(金)）の「改善事例」")
    assert 水.form.title == "改善事例を直す"
    for ことば, 題 in (("研修を直す", "受講状況"), ("部局横断DX施策を直す", "施策一覧")):
        await 水.says("使い方")
        assert "何の" in await 水.says(ことば)
        await 水.presses("自分の受講状況" if ことば == "研修を直す" else "施策一覧")
        assert 題 in 水.cards[0].title
        await 人.says(ことば)
        assert 題 in 人.cards[0].title
    await 人.says("改善事例を直す")
    assert 人.cards[0].title == "自分の改善事例"


async def test_履歴の読むを打つとどの週か聞く(world: World, post: Post) -> None:
    水, 人 = world.水谷, world.市川
    await opens(水)
    await 水.presses("フォーラムに公開する")
    world.clock.pass_days(7)
    await opens(水)
    await 水.presses("フォーラムに公開する")
    await 人.says("まとめの履歴")
    assert "どれのことですか。" in await 人.says("読む")
    assert 人.cards[0].title == "どのまとめですか"
    assert "新しい課題は3件" in await 人.presses("11月16日(月)〜11月22日(日)")


公開したい言葉 = [
    "公開して",
    "公開してください",
    "この内容で公開してください。",
    "フォーラムに公開したいです",
]
取り下げたい言葉 = [
    "取り下げて",
    "取り下げてください",
    "フォーラムから取り下げたい",
    "取り下げをお願いします",
]


@pytest.mark.parametrize("words", 公開したい言葉)
async def test_公開してと打てばそのカードがもう一度出て公開はボタンだけが行う(
    world: World, post: Post, words: str
) -> None:
    水 = world.水谷
    カード = await opens(水)
    assert await 水.says(words) == カード
    assert await reads(world, post) == ""
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    assert "公開しています。" in await 水.says(words), "公開のボタンがもうないカードでも"
    assert await reads(world, post) == 載った


@pytest.mark.parametrize("words", 取り下げたい言葉)
async def test_取り下げてと打てば確かめるだけで取り下げはボタンだけが行う(
    world: World, post: Post, words: str
) -> None:
    水 = world.水谷
    カード = await opens(水)
    assert await 水.says(words) == カード, "まだ載せていないので、いまのカードを見せる"
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    for _ in range(2):
        assert "取り下げますか" in await 水.says(words)
        assert await reads(world, post) == 載った


@pytest.mark.parametrize("words", ["公開しないで", "取り下げないでください", "公開した？"])
async def test_しないという言葉やたずねる言葉ではカードを開かない(
    world: World, post: Post, words: str
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.says(words)
    assert not 水.cards[0].title.startswith("フォーラム")
    assert await reads(world, post) == ""


@pytest.mark.parametrize(
    "words",
    [
        *("はじめのことばを直す", "はじめのことばを直したい", "初めの言葉を書いてください"),
        *("載せるものを選ぶ", "載せるものを選びたい", "選びたいです"),
    ],
)
async def test_はじめのことばと載せるものは丁寧に打っても同じ画面が開く(
    world: World, post: Post, words: str
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    押した = values(水)
    await 水.says("フォーラム版")
    await 水.says(words)
    assert isinstance(水.reply, OpenForm)
    assert 水.form.title == "フォーラムに載せるもの"
    assert values(水) == 押した
    await 水.says("使い方")
    if "選" not in words:
        await 水.says(words)
        assert 水.cards[0].title.startswith("フォーラム版（"), "カードがなくても通じる"


async def test_書式を閉じたあとも前のカードの言葉は通じる(world: World, post: Post) -> None:
    水 = world.水谷
    for ことば in ("公開してください", "取り下げて", "作り直してほしい"):
        await opens(水)
        await 水.presses("はじめのことばと載せるものを選ぶ")
        await 水.says(ことば)
        assert 水.cards[0].title.startswith("フォーラム版（"), ことば
    assert await reads(world, post) == ""


async def test_ほかのものをフォーラムに載せたいときは_まとめのことにしない(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await 水.says("使い方")
    for ことば in (
        "フォーラムに載せてください",
        "フォーラムに公開してください",
        "載せるものを選びたい",
    ):
        await 水.says(ことば)
        assert not 水.cards[0].title.startswith("フォーラム版"), ことば
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.within(number).read() as session:
        assert (await session.scalars(select(DigestEditionRow))).all() == []


async def test_直したいと打てばどの部分か聞き_部分を言えばその画面が開く(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.says("課題の動きを直したいのですが")
    assert 水.form.title == "課題の動きを直す"
    await 水.says("フォーラム版")
    assert "どれのことですか。" in await 水.says("直したい")


async def test_開いていないフォーラム版は言葉で開くだけ(world: World, post: Post) -> None:
    水 = world.水谷
    for ことば in ("公開してください", "取り下げて", "はじめのことばを直す"):
        await 水.says("今週のまとめ")
        await 水.says(ことば)
        assert 水.cards[0].title.startswith("フォーラム版（")
    assert await reads(world, post) == ""
