"""フォーラム版: a week's digest as the secretariat words it, publishes it, and takes it out of the forum again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from cards.elements import Buttons, Card
from cards.renderers import plain_text, slack
from domain.improvement_case import CaseText, Visibility
from domain.issue_group import Grouping
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.people import Duty
from handlers.issue_grouping import ToGroup, grouped
from handlers.reply import Pressed, RejectFields, Submitted
from scheduler.forget_old_messages import KEPT, forget_old_messages
from storage.digest_edition_table import DigestEditionRow
from storage.organization_office import change_office, save_office
from storage.outbox_entries import outbox_entries
from storage.tables import StaffRow
from storage.versions import mark_roster_changed
from tests.cases import publish
from tests.left import Left
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.test_対応策 import sends_in as fills_in
from tests.scenarios.test_課題のまとまり import chief_of, confirmed, registers
from tests.scenarios.test_課題の話し合い import Thread
from tests.scenarios.world import Talker, World

FORUM, NEW = "FORUM", "NEW"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=JAPAN)
題名 = "転入届を二つのシステムに打っている"


async def has_forum(world: World, channel: str = FORUM) -> None:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, channel))
        await save_office(session, office, organization_id=number, at=world.clock())


async def moves_forum(world: World) -> None:
    async with world.bot.deployment.database.begin() as session:
        await change_office(
            session,
            lambda was: replace(was, forum=ChannelPlace(PLATFORM, NEW)),
            organization_id=world.bot.deployment.organization.id,
            at=world.clock(),
        )


async def group_in_forum(world: World) -> Post:
    """A group of #1 and #2, and #3, each with its card in the forum's channel."""
    await has_forum(world)
    found = post_in(world.bot)
    await confirmed(world)
    await deliver(world.bot)
    return found


@dataclass(frozen=True, slots=True)
class Draft:
    """``talker``: who reads it, to publish it or word it otherwise."""

    post: Post
    talker: Talker

    def again(self) -> Post:
        return self.post.again()


async def draft_in_forum(world: World) -> Draft:
    """Of the week, after ``group_in_forum``. For what does not change what the week's digest says:
    the bot of a test has made none yet.
    """
    post, 水 = await group_in_forum(world), world.水谷
    await opens(水)
    return Draft(post, 水)


def drafter(world: World) -> Talker:
    """水谷, who has the draft before them."""
    assert isinstance(world.found, Draft)
    return world.again(world.found.talker)


pytestmark = pytest.mark.city(after=group_in_forum)


@pytest.fixture
def post(world: World, left: Left) -> Post:
    """With ``group_in_forum`` or ``draft_in_forum``."""
    return post_in(world.bot, left.found.again())


async def second(world: World) -> Talker:
    """野々村, who is of the secretariat as well from now on."""
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) == "nonomura.satoru@kakehashi.example")
            .values(duties=[Duty.SECRETARIAT.value])
        )
        await mark_roster_changed(session, organization_id=number)
    return world.person("nonomura.satoru")


def values(talker: Talker) -> dict[str, str]:
    """Of the open form, as it stands."""
    return {field.name: str(field.value or "") for field in talker.form.fields}


def name_of(talker: Talker, label: str) -> str:
    return next(field.name for field in talker.form.fields if label in field.label)


async def opens(talker: Talker) -> str:
    await talker.says("今週のまとめ")
    return await talker.presses("フォーラム版をつくる")


async def rewords(talker: Talker, part: str, was: str, now: str) -> str:
    """Of the first field that says ``was``."""
    await talker.presses(f"{part}を直す")
    return await sends(talker, was, now)


async def sends(talker: Talker, was: str, now: str) -> str:
    filled = values(talker)
    name = next(name for name, text in filled.items() if was in text)
    return await talker.sends_in(**filled | {name: filled[name].replace(was, now, 1)})


def digests(post: Post, channel: str = FORUM) -> list[Card]:
    return [card for card in post.boxes[channel] if "週のまとめ" in card.title]


async def reads(world: World, post: Post, channel: str = FORUM) -> str:
    """What stands there of the weeks' digests."""
    await deliver(world.bot)
    return "\n".join(plain_text.render(card) for card in digests(post, channel))


@pytest.mark.city(after=draft_in_forum)
async def test_直して選んで公開するとフォーラムに一度だけ載りもう一度公開すると書き換わる(
    world: World, post: Post
) -> None:
    水 = drafter(world)
    読んだ = 水.reads
    assert "下書きです。まだフォーラムには載っていません。" in 読んだ
    読んだ = await rewords(
        水, "課題の動き", "新しい課題は3件（2部局）で", "今週は3件の課題が届きました。前は0件で"
    )
    assert "今週は3件の課題が届きました。" in 読んだ
    assert "（#1、#2、#3）（直した文）" in 読んだ
    await 水.presses("はじめのことばと載せるものを選ぶ")
    選んだ = values(水) | {"part_TRAINING": "no", "remark": "ご協力ありがとうございます。"}
    読んだ = await 水.sends_in(**選んだ)
    assert "載せないもの：研修" in 読んだ
    assert await reads(world, post) == ""
    読んだ = await 水.presses("フォーラムに公開する")
    assert "公開を受け付けました" in 読んだ
    載った = await reads(world, post)
    assert len(digests(post)) == 1
    assert "ご協力ありがとうございます。" in 載った
    assert "今週は3件の課題が届きました。前は0件です。" not in 載った
    assert "今週は3件の課題が届きました。" in 載った
    assert "（#1、#2、#3）" in 載った
    assert "直した文" not in 載った
    assert "受講率" not in 載った
    await rewords(水, "課題の動き", "届きました", "登録されました")
    assert await reads(world, post) == 載った
    await 水.presses("フォーラムに公開する")
    assert "登録されました" in await reads(world, post)
    assert len(digests(post)) == 1


@pytest.mark.city(after=draft_in_forum)
async def test_同じボタンをもう一度押しても版も投稿も増えない(world: World, post: Post) -> None:
    水 = drafter(world)
    押す = Pressed("digest.publish", {"week": "2026-W47", "version": "1"})
    for _ in range(3):
        assert "公開を受け付けました" in await 水.sends(押す)
    assert len(digests(post)) == 0
    await deliver(world.bot)
    assert len(digests(post)) == 1
    assert "第3版" not in await 水.presses("この週の版")
    entries = await _entries(world)
    assert [kind for kind, _ in entries].count("digest.posted") == 1


async def _entries(world: World) -> list[tuple[str, str]]:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        entries = await outbox_entries(session, organization_id=number, limit=200)
    return [(each.kind, each.state.value) for each in entries]


async def test_事務局だけの文はそのままでも直しても出ない(world: World, post: Post) -> None:
    水 = world.水谷
    まとめ = await 水.says("今週のまとめ")
    assert "次の一歩：2部局で同じ課題。" in まとめ
    await opens(水)
    await 水.presses("フォーラムに公開する")
    載った = await reads(world, post)
    for 事務局だけ in (
        "次の一歩：2部局で同じ課題",
        "事務局の仕事",
        "受講率の低い部局",
        "届かなかった",
    ):
        assert 事務局だけ not in 載った
    assert "共通する課題（まとまり1）" in 載った


@pytest.mark.city(after=draft_in_forum)
async def test_載せないまとまりは要点にも出ない(world: World, post: Post) -> None:
    水 = drafter(world)
    読んだ = 水.reads
    assert 読んだ.count("共通する課題（まとまり1）：") == 2
    await 水.presses("はじめのことばと載せるものを選ぶ")
    まとまり = name_of(水, "二度打ちをなくす")
    読んだ = await 水.sends_in(**values(水) | {まとまり: "no"})
    assert "載せないもの：二度打ちをなくす" in 読んだ
    assert "共通する課題（まとまり1）：" not in 読んだ
    await 水.presses("フォーラムに公開する")
    assert "二度打ちをなくす" not in await reads(world, post)


@pytest.mark.city(after=draft_in_forum)
async def test_読む人は投稿から課題とまとまりを開ける(world: World, post: Post) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    rows = (each for each in digests(post)[0].elements if isinstance(each, Buttons))
    labels = {button.label: button for row in rows for button in row.buttons}
    人 = world.市川
    for label, sees in (("まとまり1を見る", "二度打ちをなくす"), ("#1を見る", 題名)):
        button = labels[label]
        assert sees in await 人.sends(Pressed(button.action, button.args))


@pytest.mark.city(after=draft_in_forum)
async def test_二人が同時に直しても失われず後の人は先に変わったところを見る(
    world: World, post: Post
) -> None:
    水, 野 = drafter(world), await second(world)
    await opens(野)
    await 水.presses("課題の動きを直す")
    await 野.presses("課題の動きを直す")
    await sends(水, "新しい課題は3件", "水谷の文は3件")
    読んだ = await sends(野, 題名, "転入届の二度打ち")
    assert isinstance(野.reply, RejectFields)
    assert "先に水谷" in 読んだ
    assert "＋ 水谷の文は3件" in 読んだ
    打った = "\n".join(values(野).values())
    assert "転入届の二度打ち" in 打った
    読んだ = await 野.sends_in(**values(野))
    assert "転入届の二度打ち" in 読んだ
    await 水.says("フォーラム版")
    読んだ = await 水.presses("この週の版")
    assert "第3版" in 読んだ
    assert "水谷の文は3件" in 読んだ
    assert "野々村" in 読んだ


@pytest.mark.city(after=draft_in_forum)
async def test_ほかの部分を直した二人はどちらもそのまま保存される(world: World, post: Post) -> None:
    水, 野 = drafter(world), await second(world)
    await opens(野)
    await 水.presses("課題の動きを直す")
    await 野.presses("この週の要点を直す")
    await sends(水, "新しい課題は3件", "水谷の文は3件")
    読んだ = await sends(野, "新しい課題は3件", "野々村の文は3件")
    assert "水谷の文は3件" in 読んだ
    assert "野々村の文は3件" in 読んだ


@pytest.mark.city(after=draft_in_forum)
async def test_見ていた内容が変わっていたら公開せず変わったところを見せる(
    world: World, post: Post
) -> None:
    水, 野 = drafter(world), await second(world)
    await opens(野)
    await rewords(水, "課題の動き", "新しい課題は3件", "水谷の文は3件")
    読んだ = await 野.presses("フォーラムに公開する")
    assert "先に水谷" in 読んだ
    assert "＋ 水谷の文は3件" in 読んだ
    assert await reads(world, post) == ""
    assert "公開を受け付けました" in await 野.presses("フォーラムに公開する")
    assert "水谷の文は3件" in await reads(world, post)


@pytest.mark.city(after=draft_in_forum)
async def test_長すぎる文は断り打った内容は残る(world: World, post: Post) -> None:
    水 = drafter(world)
    await 水.presses("課題の動きを直す")
    長い = "長" * 3_001
    名前 = next(iter(values(水)))
    読んだ = await 水.sends_in(**values(水) | {名前: 長い})
    assert isinstance(水.reply, RejectFields)
    assert "3,000文字以内" in 読んだ
    assert values(水)[名前] == 長い
    assert "下書きを保存しました" in await 水.sends_in(**values(水) | {名前: "短い文。"})


@pytest.mark.city(after=None)
async def test_フォーラムがなければ公開せず決めてからもう一度押せば載る(world: World) -> None:
    await confirmed(world)
    post, 水 = post_in(world.bot), world.水谷
    await opens(水)
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    読んだ = await 水.presses("フォーラムに公開する")
    assert "フォーラムのチャンネルが決まっていないため" in 読んだ
    assert "直した3件" in 読んだ
    await has_forum(world)
    await 水.presses("フォーラムに公開する")
    assert "直した3件" in await reads(world, post)


@pytest.mark.city(after=draft_in_forum)
async def test_一つも選ばなければ公開せずわけを言う(world: World, post: Post) -> None:
    水 = drafter(world)
    await 水.presses("はじめのことばと載せるものを選ぶ")
    なし = {name: "no" for name in values(水) if name != "remark"}
    await 水.sends_in(**なし, remark="ことばだけ")
    assert "載せるものが一つもない" in await 水.presses("フォーラムに公開する")
    assert await reads(world, post) == ""


@pytest.mark.city(after=draft_in_forum)
async def test_取り下げるとチャンネルから文が消えもう一度公開できる(
    world: World, post: Post
) -> None:
    水, 人 = drafter(world), world.市川
    await 水.presses("フォーラムに公開する")
    assert "新しい課題は3件" in await reads(world, post)
    assert "新しい課題は3件" in await 人.says("今週のまとめ")
    読んだ = await 水.presses("フォーラムから取り下げる")
    assert "取り下げますか" in 読んだ
    assert "第2版の文は残り、あとでまた公開できます。" in 読んだ
    assert "新しい課題は3件" in await reads(world, post)
    assert "新しい課題は3件" in await 水.presses("取り下げない")
    assert "取り下げますか" in await 水.says("フォーラムから取り下げる")
    assert "取り下げを受け付けました" in await 水.presses("取り下げる")
    載った = await reads(world, post)
    assert "新しい課題は3件" not in 載った
    assert "取り下げました" in 載った
    assert "事務局と研修担当の方だけ" in await 人.says("今週のまとめ")
    assert "まだありません" in await 人.says("まとめの履歴")
    await 水.presses("フォーラムに公開する")
    assert "新しい課題は3件" in await reads(world, post)
    assert len(digests(post)) == 1
    読んだ = await 水.presses("この週の版")
    assert "第4版" in 読んだ
    assert "フォーラムから取り下げました。" in 読んだ


async def test_閉庁日に公開したまとめはいつ載るかを載るまで言う(world: World, post: Post) -> None:
    """21 November is a Saturday, Monday 勤労感謝の日."""
    水, 人 = world.水谷, world.市川
    world.clock.now = datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN)
    await opens(水)
    読んだ = await 水.presses("フォーラムに公開する")
    いつ = "フォーラムには11月24日(火)の8:00に載ります。"
    assert await reads(world, post) == ""
    assert いつ in 読んだ
    assert いつ in await 水.says("フォーラム版")
    assert いつ in await 水.says("まとめの履歴")
    assert いつ in await 人.says("まとめの履歴")
    world.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
    assert "新しい課題は3件" in await reads(world, post)
    読んだ = await 水.sends(Pressed("digest.edition", {"week": "2026-W47"}))
    assert "公開しています。フォーラムに載っています。" in 読んだ
    assert "載ります" not in await 人.says("まとめの履歴")


async def test_公開したまとめは何週あとでも誰でも開ける(world: World, post: Post) -> None:
    水, 人 = world.水谷, world.大谷
    await opens(水)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    世 = world.clock
    世.pass_days(21)
    await registers(world.市川, title="新しい別の課題", what="別のこと。")
    読んだ = await 人.says("まとめの履歴")
    assert "11月16日(月)〜11月22日(日)" in 読んだ
    読んだ = await 人.presses("読む")
    assert "新しい課題は3件" in 読んだ
    assert "新しい別の課題" not in 読んだ
    assert "新しい課題は3件" in await 人.says("11月16日の週のまとめ")
    assert "公開されていません" in await 人.sends(Pressed("digest.read", {"week": "2026-W46"}))


@pytest.mark.city(after=draft_in_forum)
async def test_公開と履歴は事務局だけが扱える(world: World, post: Post) -> None:
    人 = world.市川
    週 = {"week": "2026-W47", "version": "1"}
    for action in (
        "edition",
        "publish",
        "ask_withdraw",
        "withdraw",
        "remake",
        "versions",
        "ask_edit",
        "ask_choose",
    ):
        読んだ = await 人.sends(Pressed(f"digest.{action}", 週 | {"part": "ISSUES"}))
        assert "事務局の方がフォーラムに公開します" in 読んだ, action
    for action in ("edit", "choose"):
        読んだ = await 人.sends(
            Submitted(f"digest.{action}", {}, 週 | {"part": "ISSUES"}), nonce="n"
        )
        assert "事務局の方がフォーラムに公開します" in 読んだ, action
    assert await reads(world, post) == ""


async def test_ない週や古いボタンは何も変えない(world: World, post: Post) -> None:
    水 = world.水谷
    for args in ({"week": "2026-W99", "version": "1"}, {"week": "", "version": "x"}, {}):
        for action in (
            "publish",
            "ask_withdraw",
            "withdraw",
            "versions",
            "ask_edit",
            "ask_choose",
        ):
            assert "古" in await 水.sends(Pressed(f"digest.{action}", args)), action
    assert "まだ始まっていません" in await 水.sends(Pressed("digest.edition", {"week": "2026-W50"}))
    assert await reads(world, post) == ""


async def test_作り直すと直した文と選んだものを引き継ぎ新しい動きが入る(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await opens(水)
    await rewords(水, "課題の動き", 題名, "転入届の二度打ち")
    await 水.presses("はじめのことばと載せるものを選ぶ")
    await 水.sends_in(**values(水) | {"part_TRAINING": "no", "remark": "ことば"})
    await registers(world.市川, title="あとから来た課題", what="あとのこと。")
    読んだ = await 水.presses("いまのまとめから作り直す")
    for 残る in (
        "転入届の二度打ち",
        "ことば",
        "載せないもの：研修",
        "あとから来た課題",
        "新しい課題は4件",
    ):
        assert 残る in 読んだ
    assert "新しい課題は3件" not in 読んだ


async def test_作り直しても消した文は戻らずなくなった直した文は名指しで知らせる(
    world: World, post: Post
) -> None:
    水 = world.水谷
    読んだ = await opens(水)
    assert "公用車の空きが分からない" in 読んだ
    await rewords(水, "課題の動き", "新しい課題は3件", "今週は3件")
    await 水.presses("課題の動きを直す")
    残す = {
        name: "\n".join(line for line in text.splitlines() if "公用車" not in line)
        for name, text in values(水).items()
    }
    assert "公用車の空きが分からない" not in await 水.sends_in(**残す)
    await registers(world.市川, title="あとから来た課題", what="あとのこと。")
    読んだ = await 水.presses("いまのまとめから作り直す")
    assert "あとから来た課題" in 読んだ
    assert "公用車の空きが分からない" not in 読んだ
    assert "直した1文は入っていません：「今週は3件" in 読んだ


async def test_作り直されて見出しが変わっても打った文は残る(world: World, post: Post) -> None:
    水, 野 = world.水谷, await second(world)
    await opens(水)
    await opens(野)
    await 野.presses("部局横断の課題を直す")
    長 = await chief_of(world, "市民部")
    await 長.says("まとまり1")
    await 長.presses("名前・種類を変える")
    await 長.sends_in(**values(長) | {"label": "新しい名前"})
    await 水.presses("いまのまとめから作り直す")
    読んだ = await sends(
        野, "「決定」の印が付いた発言も、施策もまだありません。", "野々村が打った文。"
    )
    assert isinstance(野.reply, RejectFields)
    assert "見出しがなくなった文" in 読んだ
    assert "野々村が打った文。" in 読んだ


async def test_消した発言の言葉は投稿からも版からも消える(world: World, post: Post) -> None:
    スレッド, 様式 = Thread(world, count().__next__), "山本花子様の様式を一つにしました。"
    await スレッド.writes(world.森田, 様式, message="m1")
    await world.市川.sends(Pressed("issue.mark", {"message": "1", "kind": "対応策"}))
    水, 読む人 = world.水谷, world.大谷
    assert f"対応策：「{様式}」" in await opens(水)
    await rewords(水, "部局横断の課題", "対応策：", "こうした部署があります。")
    await 水.presses("フォーラムに公開する")
    assert "山本花子" in await reads(world, post)
    await スレッド.writes(world.森田, None, message="m1", after=9)
    載った = await reads(world, post)
    assert "こうした部署があります" not in 載った
    await 水.says("フォーラム版")
    どこにも = 載った + 水.reads + await 水.presses("この週の版")
    どこにも += await 読む人.sends(Pressed("digest.read", {"week": "2026-W47"}))
    どこにも += str(await contents(world))
    assert "共通する課題（まとまり1）" in どこにも
    assert "山本花子" not in どこにも


async def test_直してから消した発言は対応策になった初めの文も版から消える(
    world: World, post: Post
) -> None:
    スレッド, 様式 = Thread(world, count().__next__), "山本花子様の様式を一つにしました。"
    await スレッド.writes(world.森田, 様式, message="m1")
    await world.市川.sends(Pressed("countermeasure.of_message", {"message": "1"}))
    水 = world.水谷
    assert 様式 in await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "山本花子" in await reads(world, post)
    await スレッド.writes(world.森田, "様式を一つにしました。", message="m1", after=5)
    await スレッド.writes(world.森田, None, message="m1", after=9)
    どこにも = await reads(world, post) + str(await contents(world))
    assert "共通する課題（まとまり1）" in どこにも
    assert "山本花子" not in どこにも


async def contents(world: World) -> list[object]:
    """Of all versions, as they are stored."""
    async with world.bot.deployment.database.read() as session:
        return [*await session.scalars(select(col(DigestEditionRow.content)))]


async def test_文は残す決まりでも消した発言の言葉はもう見せない(world: World, post: Post) -> None:
    水 = world.水谷
    await 水.says("消した発言の扱い")
    await 水.presses("消した発言の扱いを変える")
    await 水.sends_in(rule="文は残す")
    スレッド, 様式 = Thread(world, count().__next__), "山本花子様の様式を一つにしました。"
    await スレッド.writes(world.森田, 様式, message="m1")
    await world.市川.sends(Pressed("issue.mark", {"message": "1", "kind": "対応策"}))
    await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "山本花子" in await reads(world, post)
    await スレッド.writes(world.森田, None, message="m1", after=9)
    assert "山本花子" not in await reads(world, post)
    assert "山本花子" not in await 水.says("フォーラム版")
    await 水.presses("部局横断の課題を直す")
    assert "山本花子" not in 水.reads


async def test_取り下げた事例と自部局だけにした事例は投稿からも消える(
    world: World, post: Post
) -> None:
    text = CaseText(title="転記の自動化", before="転記していた。", after="RPAで転記。")
    database, now = world.bot.deployment.database, world.clock()
    case = await publish(database, text, at=now)
    水 = world.水谷
    assert "転記の自動化（市民部 市民課）" in await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "転記の自動化" in await reads(world, post)
    await 水.sends(Pressed("case.ask_withdraw", {"case": str(case.id), "version": "1"}))
    await 水.sends_in(reason="中身が古くなったため")
    assert "転記の自動化" not in await reads(world, post)
    assert "文は出していません" in await 水.says("フォーラム版")


async def test_自部局だけの事例は公開したあとでも出ない(world: World, post: Post) -> None:
    text = CaseText(
        title="部内の工夫", before="前。", after="後。", visibility=Visibility.DEPARTMENT
    )
    await publish(world.bot.deployment.database, text, at=world.clock())
    水 = world.水谷
    assert "部内の工夫" in await 水.sends(Pressed("digest.part", {"part": "CASES"}))
    assert "部内の工夫" not in await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "部内の工夫" not in await reads(world, post)


async def test_取り下げた課題の題名は投稿からも消える(world: World, post: Post) -> None:
    水 = world.水谷
    await opens(水)
    await 水.presses("フォーラムに公開する")
    assert "公用車の空きが分からない" in await reads(world, post)
    人 = world.市川
    await 人.says("#3")
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(**values(人) | {"state": "取り下げ"})
    assert "公用車の空きが分からない" not in await reads(world, post)


async def test_題名を消してあっても取り下げた課題の番号は投稿の文から消える(
    world: World, post: Post
) -> None:
    水 = world.水谷
    await opens(水)
    await 水.presses("課題の動きを直す")
    await 水.sends_in(
        **{
            name: "\n".join(line for line in text.splitlines() if "公用車" not in line)
            for name, text in values(水).items()
        }
    )
    await 水.presses("フォーラムに公開する")
    assert "（#1、#2、#3）" in await reads(world, post)
    人 = world.市川
    await 人.says("#3")
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(**values(人) | {"state": "取り下げ"})
    載った = await reads(world, post)
    assert "（#1、#2）" in 載った
    assert "#3" not in 載った


@pytest.mark.city(after=draft_in_forum)
async def test_フォーラムのチャンネルが変われば前のところには出さない(
    world: World, post: Post
) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    await moves_forum(world)
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    await 水.presses("フォーラムに公開する")
    assert "このチャンネルでは表示していません" in await reads(world, post)
    assert "直した3件" not in await reads(world, post)
    assert "直した3件" in await reads(world, post, NEW)


async def test_フォーラムを変えたあとの取り下げは古い週を新しいところへ載せない(
    world: World, post: Post
) -> None:
    水, 人 = world.水谷, world.市川
    await opens(水)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    await moves_forum(world)
    await 人.says("#3")
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(**values(人) | {"state": "取り下げ"})
    assert "このチャンネルでは表示していません" in await reads(world, post)
    assert digests(post, NEW) == []


@pytest.mark.city(after=draft_in_forum)
async def test_載っている投稿は九十日たっても書き換えられる(world: World, post: Post) -> None:
    水 = drafter(world)
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    world.clock.now += KEPT + timedelta(days=1)
    await forget_old_messages(world.bot.deployment.database, world.clock)
    await 水.sends(Pressed("digest.edition", {"week": "2026-W47"}))
    await rewords(水, "課題の動き", "新しい課題は3件", "直した3件")
    await 水.presses("フォーラムに公開する")
    assert "直した3件" in await reads(world, post)
    assert len(digests(post)) == 1


async def test_引用や直した文の呼びかけとリンクは文字のまま出る(world: World, post: Post) -> None:
    水 = world.水谷
    await registers(world.市川, title="<!channel> https://evil.example", what="*太字* [x](y)")
    await opens(水)
    await rewords(水, "課題の動き", "新しい課題は4件", "<!here> <@U1> 4件")
    await 水.presses("フォーラムに公開する")
    await deliver(world.bot)
    (載った,) = digests(post)
    送った = [*_elements(slack.render(載った))]
    文字 = "".join(str(each.get("text", "")) for each in 送った)
    assert all(each in 文字 for each in ("<!channel>", "evil.example", "<!here> <@U1> 4件"))
    assert {each["type"] for each in 送った if "type" in each}.isdisjoint(
        {"link", "user", "broadcast", "channel", "usergroup"}
    )
    記法 = "".join(str(each["text"]) for each in 送った if each.get("type") == "mrkdwn")
    assert "<" not in 記法


def _elements(block: object) -> Iterator[Mapping[str, object]]:
    """All that a message is made of."""
    if isinstance(block, Mapping):
        yield block
    if isinstance(block, list | tuple | Mapping):
        for each in block.values() if isinstance(block, Mapping) else block:
            yield from _elements(each)


async def test_終わった週のまとめは何度押しても一度だけ計算し消した発言はもう言わない(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    長 = await chief_of(world, "市民部")
    await 長.says("まとまり1")
    await 長.presses("うちではこうしている")
    await fills_in(長, what="申請書をQRコードにして読み取る。")
    スレッド, 決定 = Thread(world, count().__next__), "様式を一つにすると決めました。"
    await スレッド.writes(world.市川, 決定, message="m1")
    await world.市川.sends(Pressed("issue.mark", {"message": "1", "kind": "決定"}))
    world.clock.now = MONDAY + timedelta(days=1)
    数 = 0

    def counted(to_group: ToGroup) -> Grouping:
        nonlocal 数
        数 += 1
        return grouped(to_group)

    monkeypatch.setattr("handlers.digest_reading.grouped", counted)
    水 = world.水谷
    はじめ = await 水.says("先週のまとめ")
    assert "対応策：「申請書をQRコードにして読み取る。」" in はじめ
    await 水.presses("課題の動きを詳しく")
    await 水.presses("まとめに戻る")
    assert await 水.says("先週のまとめ") == はじめ
    assert 数 == 1
    await 長.says("対応策1")
    await 長.presses("対応策を取り下げる")
    取り下げた = await 水.says("先週のまとめ")
    assert "QRコード" not in 取り下げた
    assert 決定 in はじめ
    assert 決定 in 取り下げた
    await スレッド.writes(world.市川, None, message="m1", after=9)
    assert 決定 not in await 水.says("先週のまとめ")
    assert 数 == 3


async def test_フォーラム版のボタンのことばは打っても通じる(world: World, post: Post) -> None:
    水 = world.水谷
    assert "まだ" in await 水.says("この週の版")
    await opens(水)
    assert 水.cards[0].summary == "フォーラム版の下書きです。"
    await 水.presses("フォーラムに公開する")
    for ことば in ("課題の動きを直す", "いまのまとめから作り直す", "フォーラムから取り下げる"):
        await 水.says("使い方")
        assert "公開しています。" in await 水.says(ことば)
        assert 水.cards[0].summary == "公開しているフォーラム版です。"
    assert "公開しました。" in await 水.says("この週の版")
    assert "第2版" in 水.reads
