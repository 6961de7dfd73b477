"""What the discussions said stands in the フォーラム版 as well, and goes from it with the messages."""

import io
import re
from collections.abc import Awaitable, Callable
from itertools import count
from typing import ParamSpec, TypeVar

import pytest
from openpyxl import load_workbook

from domain.improvement_case import Visibility
from handlers import digest_edition, digest_edition_seen
from handlers.digest import digest_of_day
from handlers.digest_edition_seen import edition_now
from handlers.reply import Pressed
from tests.scenarios.post import Post
from tests.scenarios.test_まとめの公開 import (
    contents,
    group_in_forum,
    opens,
    post,
    reads,
    rewords,
    second,
    values,
)
from tests.scenarios.test_事例から来た対応策 import came_of_case, is_for, withdraws
from tests.scenarios.test_話し合いのまとめ import やり取り
from tests.scenarios.test_課題の話し合い import Thread
from tests.scenarios.world import Talker, World

__all__ = ["post"]
pytestmark = pytest.mark.city(after=group_in_forum)
P = ParamSpec("P")
T = TypeVar("T")
試し = "読み取り機を1台借りて試しませんか（賛成です）"
予算 = "読み取り機の予算はいくら残っていますか？"


async def talks(world: World) -> Thread:
    """Messages m1 to m6."""
    thread = Thread(world, count().__next__)
    for at, text in enumerate(やり取り, 1):
        await thread.writes((world.森田, world.市川)[at % 2], text, message=f"m{at}", after=at)
    return thread


async def talks_in_forum(world: World) -> Post:
    post = await group_in_forum(world)
    await talks(world)
    return post


def talked(world: World) -> Thread:
    """After ``talks_in_forum``."""
    return Thread(world, count(len(やり取り)).__next__)


async def stored(world: World) -> str:
    return str(await contents(world))


@pytest.mark.city(after=talks_in_forum)
async def test_Excelのまとまりの決定には話し合いで決まったことも並ぶ(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await 水.says("今週のまとめ")
    await 水.presses("まとめをExcelで")
    (中身,) = 水.files.values()
    見出し, 行 = load_workbook(io.BytesIO(中身))["まとまり"].iter_rows(values_only=True)
    assert f"{試し}（#1）" in str(行[見出し.index("決定")])


@pytest.mark.city(after=talks_in_forum)
async def test_話し合いで決まったことと残った問いはフォーラムにも載り直しても残る(
    world: World, post: Post
) -> None:
    水 = world.水谷
    読んだ = await opens(水)
    for 文 in (
        f"話し合いで決まったとみられること（11月20日）：「{試し}」",
        f"話し合いに残っているとみられる問い（11月20日）：「{予算}」",
    ):
        assert 文 in 読んだ
    assert "文は出していません" not in 読んだ
    await 水.presses("部局横断の課題を直す")
    assert 試し in str(values(水))
    読んだ = await 水.sends_in(**values(水))
    assert 試し in 読んだ
    await rewords(
        水,
        "部局横断の課題",
        "話し合いに残っているとみられる問い（11月20日）：",
        "知っている方は教えてください：",
    )
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    assert f"話し合いで決まったとみられること（11月20日）：「{試し}」（#1）" in 載った
    assert f"知っている方は教えてください：「{予算}」（#1）" in 載った


@pytest.mark.city(after=talks_in_forum)
async def test_まとめた発言のどれかを消すか直すとその文だけが投稿から消える(
    world: World, post: Post
) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    await 水.presses("フォーラムに公開する")
    await thread.writes(world.森田, "読み取り機の予算は分かりました。", message="m6", after=60)
    載った = await reads(world, post)
    assert "予算" not in 載った
    assert 試し in 載った
    await thread.writes(world.市川, None, message="m5", after=61)
    assert 試し not in await reads(world, post)
    assert "1文は出していません" in await 水.says("フォーラム版")


@pytest.mark.city(after=talks_in_forum)
async def test_まとめた発言を消すとその言葉はしまってある版からも消える(
    world: World, post: Post
) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    await rewords(
        水, "部局横断の課題", "話し合いで決まったとみられること（11月20日）：", "決まったことは"
    )
    assert 試し in await stored(world)
    await thread.writes(world.森田, None, message="m4", after=60)
    assert "1台借りて試し" not in await stored(world)
    assert 予算 in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_直してから消した発言は直す前の言葉も版から消える(world: World, post: Post) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    await thread.writes(world.森田, "読み取り機の保守料はいくらですか？", message="m6", after=60)
    assert "保守料はいくら" in await 水.presses("いまのまとめから作り直す")
    assert 予算 in await stored(world)
    await thread.writes(world.森田, None, message="m6", after=61)
    assert "予算はいくら" not in await stored(world)
    assert "保守料はいくら" not in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_二度直してから消した発言は途中の言葉を引いた文も版からも投稿からも消える(
    world: World, post: Post
) -> None:
    thread, 水 = talked(world), world.水谷
    await thread.writes(world.森田, "読み取り機の保守料はいくらですか？", message="m6", after=60)
    await opens(水)
    引いた文 = "「読み取り機の保守料はいくらですか？」という声がありました。\n新しい課題は3件"
    await rewords(水, "課題の動き", "新しい課題は3件", 引いた文)
    await thread.writes(world.森田, "読み取り機の型番はどれですか？", message="m6", after=61)
    assert "型番はどれ" in await 水.presses("いまのまとめから作り直す")
    await rewords(水, "課題の動き", "新しい課題は3件", 引いた文)
    await 水.presses("フォーラムに公開する")
    assert "型番はどれ" in await reads(world, post)
    await thread.writes(world.森田, None, message="m6", after=62)
    残り = await reads(world, post) + await stored(world)
    assert "新しい課題は3件" in 残り
    for 消えた in ("保守料はいくら", "型番はどれ"):
        assert 消えた not in 残り


async def agrees(world: World) -> tuple[Thread, Talker]:
    """Message m7 says 「はい」, which is a 決定 of #1; the edition is open."""
    thread, 水 = talked(world), world.水谷
    await thread.writes(world.森田, "はい", message="m7", after=50)
    await 水.says("#1")
    await 水.presses("話し合いを見る")
    決める = Pressed("issue.mark", {"message": "7", "kind": "決定"})
    assert "【決定】" in await 水.sends(決める, nonce=水.cards[0].nonce)
    await opens(水)
    return thread, 水


@pytest.mark.city(after=talks_in_forum)
async def test_消した短い返事は_その課題の文からだけ消える(world: World, post: Post) -> None:
    thread, 水 = await agrees(world)
    await rewords(水, "課題の動き", "新しい課題は3件", f"{ほか}\n{その課題}\n新しい課題は3件")
    await 水.presses("フォーラムに公開する")
    assert (await reads(world, post)).count("「はい」") == 3
    await thread.writes(world.森田, None, message="m7", after=60)
    for 残り in (await reads(world, post), await stored(world)):
        assert 残り.count("「はい」") == 残り.count(ほか) > 0


ほか, その課題 = "受付で「はい」と書いてください。", "#1では「はい」とのことです。"
ほかを直した = "受付で「はい」とお書きください。"


@pytest.mark.city(after=talks_in_forum)
async def test_開いたはじめのことばで直した文は_短い返事が消されても_その課題の文でなければ残る(
    world: World, post: Post
) -> None:
    thread, 水 = await agrees(world)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"{ほか}{その課題}"})
    await 水.presses("はじめのことばと載せるものを選ぶ")
    打った = values(水) | {"remark": f"{ほかを直した}1番の課題は「はい」でした。"}
    await thread.writes(world.森田, None, message="m7", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "1文は入れていません" in 読んだ
    assert ほかを直した in 読んだ
    assert "1番の課題は" not in 読んだ
    残り = await stored(world)
    assert 残り.count("「はい」") == 残り.count(ほか) + 残り.count(ほかを直した)
    assert ほかを直した in 残り


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.city(after=talks_in_forum)
async def test_ほかのことを書き足した文は_短い返事を消す前に開いたフォームからも入る(
    world: World, post: Post, is_open: bool
) -> None:
    thread, 水 = await agrees(world)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": その課題})
    if is_open:
        await 水.presses("はじめのことばと載せるものを選ぶ")
        await thread.writes(world.森田, None, message="m7", after=60)
    else:
        await thread.writes(world.森田, None, message="m7", after=60)
        await 水.says("フォーラム版")
        await 水.presses("はじめのことばと載せるものを選ぶ")
    読んだ = await 水.sends_in(**values(水) | {"remark": ほか})
    assert ほか in 読んだ
    assert "入れていません" not in 読んだ
    assert その課題 not in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_部分のフォームでは_課題の名前がなくても_消された返事の文は戻らずほかの文は残る(
    world: World, post: Post
) -> None:
    thread, 水 = await agrees(world)
    はじめ = "話し合いに残っているとみられる問い"
    await rewords(水, "部局横断の課題", はじめ, f"{ほか}\n{はじめ}")
    await 水.presses("部局横断の課題を直す")
    決定 = re.search(r"決定[^\n]*?：「はい」", str(values(水)).replace("\\n", "\n"))
    assert 決定
    打った = {
        name: text.replace(決定[0], "決まったのは「はい」").replace(ほか, ほかを直した)
        for name, text in values(水).items()
    }
    assert "決まったのは" in str(打った)
    assert ほかを直した in str(打った)
    await thread.writes(world.森田, None, message="m7", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "1文は入れていません" in 読んだ
    assert ほかを直した in 読んだ
    assert "決まったのは" not in 読んだ + await stored(world)


@pytest.mark.parametrize("rule", ["文は残す", "文も消す"])
@pytest.mark.city(after=talks_in_forum)
async def test_フォームを開いているあいだに消された発言は保存しても戻らずほかの直しは残る(
    world: World, post: Post, rule: str
) -> None:
    thread, 水 = talked(world), world.水谷
    if rule == "文は残す":
        await 水.says("消した発言の扱い")
        await 水.presses("消した発言の扱いを変える")
        await 水.sends_in(rule=rule)
    await opens(水)
    await 水.presses("部局横断の課題を直す")
    打った = {
        name: text.replace("話し合いに残っているとみられる問い（11月20日）：", "知っている方へ：")
        + "\n来週、窓口の掲示を直します。"
        for name, text in values(水).items()
    }
    assert "知っている方へ：" in str(打った)
    await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "下書きを保存しました" in 読んだ
    assert "元の発言や事例が消されたか直されたため、それを引く1文は入れていません。" in 読んだ
    assert "来週、窓口の掲示を直します。" in 読んだ
    assert 試し in 読んだ
    await 水.presses("フォーラムに公開する")
    どこにも = 読んだ + await reads(world, post) + await 水.says("フォーラム版")
    assert "予算" not in どこにも
    assert "知っている方へ" not in どこにも
    if rule == "文も消す":
        assert "予算はいくら" not in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_はじめのことばで引いた発言も消されたあとでは保存されない(
    world: World, post: Post
) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    ことば = f"ご協力ありがとうございます。「{予算}」を知りたいです。"
    await 水.sends_in(**values(水) | {"remark": ことば})
    await 水.presses("はじめのことばと載せるものを選ぶ")
    打った = values(水) | {"remark": f"{ことば}よろしくお願いします。"}
    await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "1文は入れていません" in 読んだ
    assert "ご協力ありがとうございます。よろしくお願いします。" in 読んだ
    assert "予算" not in 読んだ + await stored(world)


@pytest.mark.parametrize("now", [None, "様式は分けたままにすると決めました。"])
async def test_はじめのことばで引いた何文かの発言も消されるか直されたあとでは保存されない(
    world: World, post: Post, now: str | None
) -> None:
    thread, 水 = Thread(world, count().__next__), world.水谷
    決定 = "様式を一つにそろえると決めました。四月から使ってください！"
    await thread.writes(world.市川, 決定, message="m1")
    await world.市川.sends(Pressed("issue.mark", {"message": "1", "kind": "決定"}))
    assert f"「{決定}」" in await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    ことば = f"ご協力ありがとうございます。\n「{決定}」となりました。"
    await 水.sends_in(**values(水) | {"remark": ことば})
    await 水.presses("はじめのことばと載せるものを選ぶ")
    打った = values(水) | {"remark": f"{ことば}よろしくお願いします。"}
    await thread.writes(world.市川, now, message="m1", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "1文は入れていません" in 読んだ
    for 残る in ("ご協力ありがとうございます。", "よろしくお願いします。"):
        assert 残る in 読んだ
    for 消えた in ("一つにそろえる", "四月から使って", "となりました"):
        assert 消えた not in 読んだ
    if now is None:
        assert "四月から使って" not in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_はじめのことばの引用は前後の文が消されても残る(world: World, post: Post) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    ことば = f"「{試し}」という声です。\n「{予算}」も知りたいです。"
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": ことば})
    await 水.presses("はじめのことばと載せるものを選ぶ")
    打った = values(水) | {"remark": f"{ことば}よろしくお願いします。"}
    await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 水.sends_in(**打った)
    assert "1文は入れていません" in 読んだ
    for 残る in (f"「{試し}」という声です。", "よろしくお願いします。"):
        assert 残る in 読んだ


@pytest.mark.city(after=talks_in_forum)
async def test_先に変えられていても消された発言は戻らずそのことも言う(
    world: World, post: Post
) -> None:
    thread, 水, 野 = talked(world), world.水谷, await second(world)
    await opens(水)
    await opens(野)
    await 野.presses("部局横断の課題を直す")
    await rewords(
        水, "部局横断の課題", "話し合いで決まったとみられること（11月20日）：", "水谷が直した："
    )
    await thread.writes(world.森田, None, message="m6", after=60)
    打った = {
        name: text.replace("話し合いで決まったとみられること（11月20日）：", "野々村が直した：")
        for name, text in values(野).items()
    }
    assert "野々村が直した：" in str(打った)
    読んだ = await 野.sends_in(**打った)
    assert "先に水谷" in 読んだ
    assert "1文は入れていません" in 読んだ
    assert "予算" not in 読んだ + str(values(野))
    読んだ = await 野.sends_in(**values(野))
    assert "野々村が直した" in 読んだ
    assert "予算" not in 読んだ + await stored(world)


@pytest.mark.parametrize("action", ["edition", "remake"])
@pytest.mark.city(after=talks_in_forum)
async def test_まとめを読んでからしまうまでに消された発言は版に残らない(
    world: World, post: Post, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, 水 = talked(world), world.水谷
    if action == "remake":
        await opens(水)
        await thread.writes(world.森田, "読み取り機の型番はどれですか？", message="m6", after=60)

    def meanwhile(read: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        async def reads_first(*args: P.args, **kwargs: P.kwargs) -> T:
            found = await read(*args, **kwargs)
            await thread.writes(world.森田, None, message="m6", after=61)
            return found

        return reads_first

    monkeypatch.setattr(digest_edition_seen, "edition_now", meanwhile(edition_now))
    monkeypatch.setattr(digest_edition, "digest_of_day", meanwhile(digest_of_day))
    await 水.sends(Pressed(f"digest.{action}", {"week": "2026-W47", "version": "1"}))
    assert 試し in await stored(world)
    for 消えた in ("予算はいくら", "型番はどれ"):
        assert 消えた not in await stored(world)


@pytest.mark.city(after=talks_in_forum)
async def test_公開が遅かったときに見せる変わったところにも直された発言の言葉は出ない(
    world: World, post: Post
) -> None:
    thread, 水, 野 = talked(world), world.水谷, await second(world)
    await opens(水)
    await opens(野)
    await rewords(
        水,
        "部局横断の課題",
        "話し合いに残っているとみられる問い（11月20日）：",
        "知っている方は教えてください：",
    )
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    await thread.writes(world.森田, "読み取り機の保守料はいくらですか？", message="m6", after=60)
    読んだ = await 野.presses("フォーラムに公開する")
    assert "先に水谷" in 読んだ
    assert "＋ 直した3件" in 読んだ
    assert "予算はいくら" not in 読んだ


@pytest.mark.parametrize("change", ["取り下げ", "自部局だけ"])
async def test_事例から来た対応策の言葉は事例を取り下げるか狭めると投稿からも消える(
    world: World, post: Post, change: str
) -> None:
    await came_of_case(world)
    水 = world.水谷
    assert "対応策：「届出の転記 RPAで転記。」" in await opens(水)
    await rewords(水, "部局横断の課題", "対応策：", "こうした課があります。")
    await 水.presses("フォーラムに公開する")
    assert "RPAで転記" in await reads(world, post)
    if change == "取り下げ":
        await withdraws(world.森田)
    else:
        await is_for(world, Visibility.DEPARTMENT)
    assert "RPAで転記" not in await reads(world, post)
    assert "RPAで転記" not in await 水.says("フォーラム版")
    await 水.presses("部局横断の課題を直す")
    assert "RPAで転記" not in str(values(水))
