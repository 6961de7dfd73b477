"""What a フォーラム版 keeps of what was typed, and what of the words of others that are not said any more."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from cards.digest_edition_form import PASSAGE_TOO_LONG, REMARK_TOO_LONG, part_field
from domain.digest import Part
from domain.digest_edition import Passage
from domain.digest_line import Line
from domain.exchange import Progress
from storage.digest_edition_table import DigestEditionRow
from storage.digest_editions import content_of, edition_in
from storage.organization_office import change_office
from tests.scenarios.post import Post, deliver
from tests.scenarios.test_まとめの公開 import (
    draft_in_forum,
    drafter,
    group_in_forum,
    moves_forum,
    opens,
    post,
    reads,
    rewords,
    second,
    values,
)
from tests.scenarios.test_公開したあとに直されたもの import is_called, 新しい題名, 題名
from tests.scenarios.test_公開したまとめから消えるもの import talked, talks_in_forum, 予算, 試し
from tests.scenarios.test_情報交換 import MONDAY, City, city, exchange_to_come
from tests.scenarios.test_横展開 import opens as opens_adoption
from tests.scenarios.test_横展開 import published, 会議録
from tests.scenarios.world import Talker, World

__all__ = ["city", "post"]
pytestmark = pytest.mark.city(after=group_in_forum)


@pytest.mark.parametrize("is_deleted", [False, True])
@pytest.mark.city(after=talks_in_forum)
async def test_先に直された文は二度目に送っても消されたことにならず誰も消していない文は残る(
    world: World, post: Post, is_deleted: bool
) -> None:
    thread, 水, 野 = talked(world), world.水谷, await second(world)
    await opens(水)
    await opens(野)
    await 野.presses("部局横断の課題を直す")
    await rewords(
        水, "部局横断の課題", "話し合いで決まったとみられること（11月20日）：", "水谷が直した："
    )
    if is_deleted:
        await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 野.sends_in(
        **{name: f"{text}\n来週、掲示を直します。" for name, text in values(野).items()}
    )
    assert "先に水谷" in 読んだ
    assert f"（11月20日）：「{試し}」" in str(values(野))
    読んだ = await 野.sends_in(**values(野))
    assert "下書きを保存しました" in 読んだ
    assert "来週、掲示を直します。" in 読んだ
    assert 試し in 読んだ
    assert (予算 in 読んだ) is not is_deleted
    assert "入れていません" not in 読んだ


@pytest.mark.city(after=draft_in_forum)
async def test_遅れて送った長すぎる文はどちらも言われ打った文は失われない(
    world: World, post: Post
) -> None:
    水, 野 = drafter(world), await second(world)
    await opens(野)
    await 野.presses("課題の動きを直す")
    await rewords(水, "課題の動き", "新しい課題は3件", "水谷の文は3件")
    名前 = next(iter(values(野)))
    長い = "長い文です。\n" * 500
    読んだ = await 野.sends_in(**values(野) | {名前: 長い})
    assert "先に水谷" in 読んだ
    assert 野.form.errors[名前] == PASSAGE_TOO_LONG
    assert PASSAGE_TOO_LONG in 読んだ
    assert values(野)[名前] == 長い
    読んだ = await 野.sends_in(**values(野))
    assert "先に" not in 読んだ
    assert PASSAGE_TOO_LONG in 読んだ
    読んだ = await 野.sends_in(**values(野) | {名前: "短い文です。"})
    assert "下書きを保存しました" in 読んだ
    assert "短い文です。" in 読んだ


@pytest.mark.city(after=talks_in_forum)
async def test_遅れて送った長すぎるはじめのことばもどちらも言われ消された言葉は戻らない(
    world: World, post: Post
) -> None:
    thread, 水, 野 = talked(world), world.水谷, await second(world)
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"「{予算}」と聞かれました。"})
    await 野.says("フォーラム版")
    await 野.presses("はじめのことばと載せるものを選ぶ")
    打った = values(野)["remark"] + "長い文です。" * 100
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": "水谷の文です。"})
    await thread.writes(world.森田, None, message="m6", after=60)
    読んだ = await 野.sends_in(**values(野) | {"remark": 打った})
    assert "先に水谷" in 読んだ
    assert "1文は入れていません" in 読んだ
    assert REMARK_TOO_LONG in 読んだ
    assert values(野)["remark"] == "長い文です。" * 100
    assert "下書きを保存しました" in await 野.sends_in(**values(野) | {"remark": "短い文です。"})


async def withdraws(talker: Talker, issue: int) -> None:
    await talker.says(f"#{issue}")
    await talker.presses("状態・段階・担当を変える")
    await talker.sends_in(**values(talker) | {"state": "取り下げ"})


@pytest.mark.parametrize("is_title_deleted", [True, False])
@pytest.mark.city(after=draft_in_forum)
async def test_まとめの履歴は出していない文があるときだけそう言いフォーラム版と食い違わない(
    world: World, post: Post, is_title_deleted: bool
) -> None:
    水 = drafter(world)
    if is_title_deleted:
        await 水.presses("課題の動きを直す")
        残す = {
            name: "\n".join(line for line in text.splitlines() if "公用車" not in line)
            for name, text in values(水).items()
        }
        await 水.sends_in(**残す)
    await 水.presses("フォーラムに公開する")
    assert "（#1、#2、#3）" in await reads(world, post)
    await withdraws(world.市川, 3)
    載った = await reads(world, post)
    assert "（#1、#2）" in 載った
    assert "#3" not in 載った
    履歴, 版 = await 水.says("まとめの履歴"), await 水.says("フォーラム版")
    assert ("出していない文があります" in 履歴) is not is_title_deleted
    assert ("文は出していません" in 版) is not is_title_deleted


@pytest.mark.city(after=talks_in_forum)
async def test_出していないはじめのことばもそう言う(world: World, post: Post) -> None:
    thread, 水 = talked(world), world.水谷
    await opens(水)
    await rewords(
        水, "部局横断の課題", "話し合いに残っているとみられる問い（11月20日）：", "問い："
    )
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"「{予算}」を知りたいです。"})
    await 水.presses("フォーラムに公開する")
    assert "知りたいです" in await reads(world, post)
    await thread.writes(world.森田, "読み取り機の保守料はいくらですか？", message="m6", after=60)
    assert "知りたいです" not in await reads(world, post)
    assert "2文は出していません（#1）" in await 水.says("フォーラム版")


@pytest.mark.parametrize("is_paused", [False, True])
async def test_ほかの方にはいつ載るかだけを言い事務局のすることは言わない(
    world: World, post: Post, is_paused: bool
) -> None:
    水, 人 = world.水谷, world.市川
    await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "まもなくフォーラムに載ります。" in await 人.says("まとめの履歴")
    if is_paused:
        await pauses(world)
    else:
        await deliver(world.bot)
        await moves_forum(world)
    ことば = "まだ載っていません" if is_paused else "直して公開すると載ります"
    assert ことば in await 水.says("まとめの履歴")
    読んだ = await 人.says("まとめの履歴")
    assert "11月20日(金) 10:00に公開\n\n［1 読む" in 読んだ
    assert ことば not in 読んだ


async def only_budget(talker: Talker) -> None:
    """An edition of one sentence, which quotes m6."""
    await opens(talker)
    await talker.presses("はじめのことばと載せるものを選ぶ")
    部分 = {name: "no" for name in values(talker) if name.startswith("part_")}
    await talker.sends_in(**values(talker) | 部分 | {part_field(Part.GROUPS): "yes"})
    await talker.presses("部局横断の課題を直す")
    一文 = {
        name: "\n".join(line for line in text.splitlines() if 予算 in line)
        for name, text in values(talker).items()
    }
    await talker.sends_in(**一文)


@pytest.mark.city(after=talks_in_forum)
async def test_出せる文がなくなったまとめは載っているとは言わない(world: World, post: Post) -> None:
    thread, 水 = talked(world), world.水谷
    await only_budget(水)
    await 水.presses("フォーラムに公開する")
    assert 予算 in await reads(world, post)
    await thread.writes(world.森田, None, message="m6", after=60)
    assert "このまとめは、事務局が取り下げました。" in await reads(world, post)
    for 読んだ in (await 水.says("フォーラム版"), await 水.says("まとめの履歴")):
        assert "出せる文がなくなったため、フォーラムには載せていません。" in 読んだ
        assert "載っています" not in 読んだ


async def pauses(world: World) -> None:
    async with world.bot.deployment.database.begin() as session:
        await change_office(
            session,
            lambda was: replace(was, paused_at=world.clock()),
            organization_id=world.bot.deployment.organization.id,
            at=world.clock(),
        )


@pytest.mark.city(after=exchange_to_come)
async def test_引かれた答えは言い直されると事務局の文にも残らない(city: City) -> None:
    world, 水, 言葉 = city.world, city.world.水谷, "手が「とても」足りない"
    await city.comes(MONDAY)
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, 言葉)
    await opens(水)
    await rewords(
        水, "課題の動き", "情報交換の答えは", f"「{言葉}」との声がありました。\n情報交換の答えは"
    )
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"「{言葉}」という課があります。"})
    await 水.presses("フォーラムに公開する")
    assert (await reads(world, city.post)).count(言葉) == 3
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "人を回してもらえました。")
    assert 言葉 not in await reads(world, city.post)
    assert "3文は出していません" in await 水.says("フォーラム版")
    await 水.presses("課題の動きを直す")
    assert 言葉 not in str(values(水))


async def test_引かれた題名は直されると事務局の文にも残らない(world: World, post: Post) -> None:
    await published(world, 会議録)
    水 = world.水谷
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"今週は「{題名}」がおすすめです。"})
    await 水.presses("フォーラムに公開する")
    assert f"「{題名}」がおすすめ" in await reads(world, post)
    await is_called(world, 新しい題名)
    assert 題名 not in await reads(world, post)


@pytest.mark.parametrize("is_shortened", [True, False])
async def test_漢字だけの題名も直されると残らず_ありふれた言葉を引いた文は残る(
    world: World, post: Post, is_shortened: bool
) -> None:
    前, 今 = ("窓口予約改善", "窓口予約") if is_shortened else ("窓口予約", "窓口予約改善")
    await published(world, replace(会議録, title=前))
    水 = world.水谷
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"remark": f"今週は「{前}」がおすすめです。"})
    await 水.presses("フォーラムに公開する")
    assert (await reads(world, post)).count(前) > 1
    await is_called(world, 今)
    assert f"{前}（" not in (読んだ := await reads(world, post))
    assert (f"「{前}」がおすすめ" in 読んだ) is not is_shortened
    読んだ = await 水.presses("いまのまとめから作り直す")
    assert f"{今}（" in 読んだ
    assert f"{前}（" not in 読んだ


async def test_うちでもやっただけの週に引かれた題名も直されると残らない(
    world: World, post: Post
) -> None:
    case_id, 市, 水 = await published(world, 会議録), world.市川, world.水谷
    world.clock.pass_days(7)
    await opens_adoption(市, case_id)
    await 市.sends_in(**values(市) | {"since": "2026-09-01", "hours": "10", "remark": ""})
    await opens(水)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    ほか = "どの課も試せます。"
    await 水.sends_in(**values(水) | {"remark": f"今週は「{題名}」がおすすめです。{ほか}"})
    await 水.presses("フォーラムに公開する")
    assert "新しく公開した事例" not in (読んだ := await reads(world, post))
    assert 読んだ.count(題名) > 1
    await is_called(world, 新しい題名)
    assert 題名 not in (読んだ := await reads(world, post))
    assert ほか in 読んだ


async def test_いつ載るかは一つだけ言う(world: World, post: Post) -> None:
    水 = world.水谷
    いつも = "夜間や閉庁日に公開すると、次の開庁時間に載ります。"
    assert いつも in await opens(水)
    読んだ = await 水.presses("フォーラムに公開する")
    assert "まもなくフォーラムに載ります。" in 読んだ
    assert いつも not in 読んだ
    await 水.presses("フォーラムから取り下げる")
    assert いつも in await 水.presses("取り下げる")


async def as_kept_before(world: World) -> None:
    """Without the words of cases and answers, as editions were stored at first."""
    async with world.bot.deployment.database.begin() as session:
        for row in (await session.scalars(select(DigestEditionRow))).all():
            told = edition_in(row)
            parts = (
                replace(part, passages=tuple(replace(p, lines=_wordless(p)) for p in part.passages))
                for part in told.parts
            )
            row.content = content_of(replace(told, parts=tuple(parts)))


def _wordless(passage: Passage) -> tuple[Line, ...]:
    return tuple(each if each.said else replace(each, words="") for each in passage.lines)


async def test_前から公開しているまとめの題名も直されると残らない(world: World, post: Post) -> None:
    await published(world, 会議録)
    水 = world.水谷
    await opens(水)
    await 水.presses("フォーラムに公開する")
    assert 題名 in await reads(world, post)
    await as_kept_before(world)
    await is_called(world, 新しい題名)
    載った = await reads(world, post)
    assert "新しく公開した事例は1件です。" in 載った
    assert 題名 not in 載った


@pytest.mark.city(after=exchange_to_come)
async def test_前から公開しているまとめの答えも言い直されると残らない(city: City) -> None:
    world, 水, 言葉 = city.world, city.world.水谷, "手が足りない"
    await city.comes(MONDAY)
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, 言葉)
    await opens(水)
    await 水.presses("フォーラムに公開する")
    assert 言葉 in await reads(world, city.post)
    await as_kept_before(world)
    await city.answers(city.安藤, "転入届", Progress.TROUBLED, "人を回してもらえました。")
    載った = await reads(world, city.post)
    assert "情報交換の答えは" in 載った
    assert 言葉 not in 載った
