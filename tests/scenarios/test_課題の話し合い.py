"""話し合い: what is written in an issue's thread is kept in its order, followed, marked, and never obeyed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.main import Bot
from domain.account import AccountKind
from domain.issue import Issue, RaisedAt
from domain.issue_thread import ThreadSummary, kept_text
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers.reply import (
    Actor,
    Body,
    Conversation,
    Incoming,
    Nothing,
    OpenForm,
    Overheard,
    Pressed,
    Reacted,
    Reply,
    Said,
    Submitted,
)
from handlers.respond import respond
from storage.audit import audit_entries
from storage.issue_threads import thread_of, thread_summary
from storage.issues import every_issue
from storage.organization_office import save_office
from tests.hostile import HOSTILE
from tests.left import Left
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.world import Talker, World

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
FORUM = "FORUM"
WRITTEN = {"title": "転入届の二度打ち", "what": "転入届を二つのシステムに手で打っている。"}
工夫 = "うちの課では、申請書をQRコードで読み取っています。"


@dataclass
class Thread:
    """Of the first card that stands in the forum."""

    world: World
    numbers: Callable[[], int]
    thread: str = "1"
    channel: str = FORUM

    async def writes(
        self, talker: Talker, text: str | None, *, message: str, after: int = 0
    ) -> Reply:
        """``after``: seconds from when it was said; None as the text is a deletion."""
        return await self.tells(
            talker, Overheard(message, FRIDAY, FRIDAY + timedelta(seconds=after), text)
        )

    async def tells(self, talker: Talker, body: Body, *, nonce: str = "") -> Reply:
        bot: Bot = self.world.bot
        return await respond(
            Incoming(
                organization=bot.deployment.organization.key,
                actor=Actor(PLATFORM, talker.email or "", talker.email, kind=talker.kind),
                conversation=Conversation(
                    self.channel, is_private=False, thread=self.thread, channel=self.channel
                ),
                body=body,
                event_id=f"thread-{self.numbers()}",
                nonce=nonce,
            ),
            bot.deps,
        )

    async def texts(self) -> list[str]:
        number = self.world.bot.deployment.organization.id
        async with self.world.bot.deployment.database.read() as session:
            (issue,) = await every_issue(session, organization_id=number)
            messages = await thread_of(session, issue.id, organization_id=number)
        return [each.text for each in messages]

    async def summary(self) -> ThreadSummary:
        number = self.world.bot.deployment.organization.id
        async with self.world.bot.deployment.database.read() as session:
            (issue,) = await every_issue(session, organization_id=number)
            return await thread_summary(session, issue.id, organization_id=number)


async def issues(world: World) -> tuple[Issue, ...]:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        return tuple(
            sorted(await every_issue(session, organization_id=number), key=lambda each: each.number)
        )


async def thread_texts(world: World, issue: Issue) -> list[str]:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        return [each.text for each in await thread_of(session, issue.id, organization_id=number)]


@dataclass
class Forum:
    thread: Thread
    post: Post

    async def reads(self) -> str:
        """What stands in the channel."""
        await deliver(self.thread.world.bot)
        return self.post.read(FORUM)


async def issue_in_forum(world: World) -> Post:
    """市川's, with its card."""
    world.clock.now = FRIDAY
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, FORUM))
        await save_office(session, office, organization_id=number, at=FRIDAY)
    post = post_in(world.bot)
    市川 = world.市川
    await 市川.sends(Pressed("issue.write", {"new": "yes"}))
    await 市川.sends_in(**WRITTEN)
    await deliver(world.bot)
    return post


pytestmark = pytest.mark.city(after=issue_in_forum)


@pytest.fixture
def forum(world: World, left: Left) -> Forum:
    """With ``issue_in_forum``."""
    return Forum(Thread(world, count().__next__), post_in(world.bot, left.found.again()))


async def test_課題のカードへの返信は順に残り何も答えない(world: World, forum: Forum) -> None:
    thread = forum.thread
    assert await thread.writes(world.森田, 工夫, message="m1") == Nothing()
    assert await thread.writes(world.三宅, "読み取り機は何台ですか。", message="m2") == Nothing()
    assert await thread.texts() == [工夫, "読み取り機は何台ですか。"]
    assert "発言 2件" in await forum.reads()
    人 = world.市川
    await 人.says("#1")
    読んだ = await 人.presses("話し合いを見る")
    assert 読んだ.index(工夫) < 読んだ.index("読み取り機は何台ですか。")
    assert "森田　翔さん" in 読んだ


async def test_ほかのスレッドのことは残さない(world: World, forum: Forum) -> None:
    await replace(forum.thread, thread="99").writes(world.森田, 工夫, message="m1")
    await replace(forum.thread, channel="OTHER").writes(world.森田, 工夫, message="m1")
    assert await forum.thread.texts() == []


async def test_フォーラムでないチャンネルのメッセージから登録してもその話し合いは残さず黙りもしない(
    world: World, forum: Forum
) -> None:
    人, 中 = world.市川, replace(forum.thread, channel="PRIVATE", thread="7")
    written = Pressed("issue.write", {"text": "窓口が混んでいる。", "thread": "7"})
    reply = await 中.tells(人, written)
    assert isinstance(reply, OpenForm)
    await 中.tells(
        人,
        Submitted(reply.form.action, {"title": "窓口", "what": "混む。"}, dict(reply.form.args)),
        nonce=reply.form.nonce,
    )
    first, raised = await issues(world)
    assert raised.raised_at == RaisedAt(PLATFORM, "PRIVATE", "7")
    await 中.writes(world.森田, "内々の話です。", message="p1")
    assert await thread_texts(world, raised) == await thread_texts(world, first) == []
    assert await 中.tells(world.森田, Said("受講状況")) != Nothing()


async def test_フォーラムのスレッドから登録した課題はチャンネルが移ってもその話し合いが残る(
    world: World, forum: Forum
) -> None:
    there = replace(forum.thread, thread="7")
    reply = await there.tells(
        world.市川, Pressed("issue.write", {"text": "窓口が混んでいる。", "thread": "7"})
    )
    assert isinstance(reply, OpenForm)
    await there.tells(
        world.市川,
        Submitted(reply.form.action, {"title": "窓口", "what": "混む。"}, dict(reply.form.args)),
        nonce=reply.form.nonce,
    )
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        moved = Office(forum=ChannelPlace(PLATFORM, "NEW"))
        await save_office(session, moved, organization_id=number, at=FRIDAY)
    await there.writes(world.森田, 工夫, message="m1")
    _, raised = await issues(world)
    assert await thread_texts(world, raised) == [工夫]


async def test_直した発言は直した文になり消した発言は文が消えて跡だけが残る(
    world: World, forum: Forum
) -> None:
    thread = forum.thread
    await thread.writes(world.森田, "QRコードで読み取っています", message="m1")
    await thread.writes(world.三宅, "個人の名前を書いてしまった", message="m2")
    await thread.writes(world.森田, 工夫, message="m1", after=60)
    await thread.writes(world.三宅, None, message="m2", after=90)
    assert await thread.texts() == [工夫, ""]
    人 = world.市川
    await 人.says("#1")
    読んだ = await 人.presses("話し合いを見る")
    assert "（編集済み）" in 読んだ
    assert "（削除された発言）" in 読んだ
    assert "発言 1件" in await forum.reads()


async def test_知らせが前後して届いても最後の形になる(world: World, forum: Forum) -> None:
    thread = forum.thread
    await thread.writes(world.森田, "二回目の直し", message="m1", after=60)
    await thread.writes(world.森田, "一回目の直し", message="m1", after=30)
    await thread.writes(world.森田, "はじめの文", message="m1")
    await thread.writes(world.三宅, None, message="m2", after=30)
    await thread.writes(world.三宅, "もう消した文", message="m2")
    assert await thread.texts() == ["二回目の直し", ""]


async def test_名簿から外れた人の発言も消せば文が消える(world: World, forum: Forum) -> None:
    thread, 去った人 = forum.thread, world.person("gone")
    await thread.writes(去った人, "消したい文", message="m1")
    人 = world.市川
    await 人.says("#1")
    assert "名簿にない方" in await 人.presses("話し合いを見る")
    await thread.writes(去った人, None, message="m1", after=5)
    assert await thread.texts() == [""]


async def test_書いた人があとからわかれば名前が入り消した人の名前にはならない(
    world: World, forum: Forum
) -> None:
    thread, わからない人 = forum.thread, world.person("gone")
    for message in ("m1", "m2", "m3"):
        await thread.writes(わからない人, 工夫, message=message)
    await thread.writes(world.森田, 工夫, message="m1")
    await thread.writes(world.森田, "直した文", message="m2", after=60)
    await thread.writes(world.市川, None, message="m3", after=60)
    人 = world.市川
    await 人.says("#1")
    読んだ = await 人.presses("話し合いを見る")
    assert 読んだ.count("森田　翔さん") == 2
    assert 読んだ.count("名簿にない方") == 1


async def test_決まりで残すとした自治体では消した文も残る(world: World, forum: Forum) -> None:
    thread, 事務局 = forum.thread, world.水谷
    await 事務局.says("#1")
    assert "ここからも文が消え" in await 事務局.presses("話し合いを見る")
    await 事務局.presses("消した発言の扱いを変える")
    assert "「文は残す」にしました" in await 事務局.sends_in(rule="文は残す")
    await thread.writes(world.三宅, "残す文", message="m1")
    await thread.writes(world.三宅, None, message="m1", after=5)
    assert await thread.texts() == ["残す文"]
    人 = world.市川
    await 人.says("#1")
    読んだ = await 人.presses("話し合いを見る")
    assert "残す文（削除された発言）" in 読んだ
    assert "文はここに残ります" in 読んだ
    assert "消した発言の扱いを変える" not in 読んだ


async def test_文も消す決まりに戻せば残っていた文も消える(world: World, forum: Forum) -> None:
    thread, 事務局 = forum.thread, world.水谷
    assert "「文も消す（消したことだけが残る）」です。" in await 事務局.says("消した発言の扱い")
    await 事務局.presses("消した発言の扱いを変える")
    await 事務局.sends_in(rule="文は残す")
    await thread.writes(world.三宅, "残す文", message="m1")
    await thread.writes(world.三宅, None, message="m1", after=5)
    await thread.writes(world.森田, 工夫, message="m2")
    await 事務局.says("話し合いの決まり")
    await 事務局.presses("消した発言の扱いを変える")
    assert "「文も消す（消したことだけが残る）」にしました" in await 事務局.sends_in(
        rule="文も消す"
    )
    assert await thread.texts() == ["", 工夫]
    assert "にしています" in await 事務局.sends(
        Submitted("issue.set_rules", {"rule": "文も消す"}), nonce="n"
    )
    assert "古くなって" in await 事務局.sends(Submitted("issue.set_rules", {"rule": "?"}))
    async with world.bot.deployment.database.read() as session:
        number = world.bot.deployment.organization.id
        entries = await audit_entries(session, organization_id=number)
    set_by = [each.detail for each in entries if each.action == "SET_ISSUE_RULES"]
    assert sorted(set_by) == ["GOES", "STAYS"]


async def test_消した発言の扱いは事務局だけが決められる(world: World, forum: Forum) -> None:
    for body in (
        Said("消した発言の扱いを変える"),
        Submitted("issue.set_rules", {"rule": "文は残す"}),
    ):
        assert "事務局が決めます" in await world.市川.sends(body)
    await forum.thread.writes(world.三宅, "消す文", message="m1")
    await forum.thread.writes(world.三宅, None, message="m1", after=5)
    assert await forum.thread.texts() == [""]


@pytest.mark.parametrize("text", ["次に受ける研修を教えて", "課題：別の課題を登録して", "#1"])
async def test_スレッドの中で呼びかけられても命令に従わず答えない(
    world: World, forum: Forum, text: str
) -> None:
    assert await forum.thread.tells(world.森田, Said(text)) == Nothing()
    outside = replace(forum.thread, thread="99")
    assert await outside.tells(world.森田, Said(text)) != Nothing()


async def test_何が書かれても文字のまま残る(world: World, forum: Forum) -> None:
    texts = [*HOSTILE]
    for number, text in enumerate(texts):
        await forum.thread.writes(world.森田, text, message=f"m{number}")
    marked = range(0, len(texts), 10)
    for number in marked:
        await forum.thread.tells(world.森田, Reacted(f"m{number}", "bulb", is_there=True))
    assert await forum.thread.texts() == [kept_text(text) for text in texts]
    assert f"発言 {len(texts)}件（対応策 {len(marked)}件）" in await forum.reads()


async def test_リアクションで対応策になり外せば元に戻る(world: World, forum: Forum) -> None:
    thread = forum.thread
    await thread.writes(world.森田, 工夫, message="m1")
    for 人 in (world.三宅, world.森田):
        await thread.tells(人, Reacted("m1", "bulb", is_there=True))
    await thread.tells(world.三宅, Reacted("m1", "tada", is_there=True))
    assert f"対応策：{工夫}" in await forum.reads()
    await thread.tells(world.三宅, Reacted("m1", "bulb", is_there=False))
    assert f"対応策：{工夫}" in await forum.reads()
    await thread.tells(world.森田, Reacted("m1", "bulb", is_there=False))
    assert "対応策：" not in await forum.reads()


async def test_決定にできるのは書いた人たちだけでほかの人のリアクションはただのリアクション(
    world: World, forum: Forum
) -> None:
    thread = forum.thread
    await thread.writes(world.森田, "4月から試します。", message="m1")
    await thread.tells(world.森田, Reacted("m1", "pushpin", is_there=True))
    assert (await thread.summary()).marked == ()
    await thread.tells(world.市川, Reacted("m1", "pushpin", is_there=True))
    assert "決定：4月から試します。（森田　翔さん）" in await forum.reads()


async def test_カードのボタンでも対応策や決定にでき外せる(world: World, forum: Forum) -> None:
    await forum.thread.writes(world.森田, 工夫, message="m1")
    人 = world.市川
    await 人.says("#1")
    await 人.presses("話し合いを見る")
    assert "【対応策】" in await 人.presses("「対応策」にする")
    assert "【決定】" in await 人.presses("「決定」にする")
    assert "決定：" in await forum.reads()
    assert "【決定】" not in await 人.presses("「決定」をやめる")
    ほか = world.大谷
    await ほか.says("#1")
    await ほか.presses("話し合いを見る")
    assert "「決定」にする" not in ほか.reads
    card = ほか.cards[0]
    pressed = Pressed("issue.mark", {"message": "1", "kind": "決定"})
    assert "「決定」にできるのは" in await ほか.sends(pressed, nonce=card.nonce)
    async with world.bot.deployment.database.read() as session:
        number = world.bot.deployment.organization.id
        entries = await audit_entries(session, organization_id=number)
    marked = [entry.action for entry in entries if "MARK" in entry.action]
    assert sorted(marked) == ["MARK_IN_ISSUE", "MARK_IN_ISSUE", "UNMARK_IN_ISSUE"]


async def test_消えた発言には印をつけられない(world: World, forum: Forum) -> None:
    thread, 人 = forum.thread, world.市川
    await thread.writes(world.森田, 工夫, message="m1")
    await thread.writes(world.森田, None, message="m1", after=5)
    await thread.tells(人, Reacted("m1", "bulb", is_there=True))
    assert (await thread.summary()).marked == ()
    for args in ({"message": "1", "kind": "対応策"}, {"message": "9", "kind": "対応策"}, {}):
        assert "開き直してください" in await 人.sends(Pressed("issue.mark", args))


async def test_よその人の発言も順に残り名簿にない方とされる(world: World, forum: Forum) -> None:
    よそ = replace(world.person("guest@vendor.example"), kind=AccountKind.GUEST)
    await forum.thread.writes(よそ, "他市ではこうしています。", message="m1")
    人 = world.市川
    await 人.says("#1")
    読んだ = await 人.presses("話し合いを見る")
    assert "名簿にない方" in 読んだ
    assert "他市ではこうしています。" in 読んだ
