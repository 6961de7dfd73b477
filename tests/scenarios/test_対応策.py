"""対応策: told in a form, in words, of a message, of a case; adopted, corrected, taken back; who hears of it."""

import asyncio
import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.countermeasure import Countermeasure, SeenCountermeasure
from domain.issue import Issue
from handlers.countermeasure_notice import KIND
from handlers.reply import Pressed, Reacted, RejectFields
from storage.audit import audit_entries
from storage.countermeasures import every_countermeasure
from storage.issue_collection import issue_collection
from storage.issues import every_issue
from storage.outbox_entries import outbox_entries
from storage.tables import SectionRow, StaffPostRow, StaffRow
from tests.hostile import HOSTILE
from tests.scenarios.post import deliver, post_in
from tests.scenarios.published import publish
from tests.scenarios.test_課題のまとまり import confirmed
from tests.scenarios.test_課題の話し合い import Forum, issue_in_forum
from tests.scenarios.test_課題の話し合い import forum as forum
from tests.scenarios.world import Talker, World

WRITTEN = {"title": "転入届の二度打ち", "what": "転入届を二つのシステムに手で打っている。"}
工夫 = {
    "what": "申請書にQRコードを付け、窓口で読み取っています。",
    "since": "2026-04-01",
    "tools": "QRコード",
    "hours": "月10時間",
    "effect": "打ち間違いがなくなりました。",
}


async def raised(world: World) -> Issue:
    """市川's."""
    talker = world.市川
    await talker.sends(Pressed("issue.write", {"new": "yes"}))
    await talker.sends_in(**WRITTEN)
    async with world.bot.deployment.database.read() as session:
        return (await every_issue(session, organization_id=world.bot.deployment.organization.id))[0]


async def told(world: World) -> Talker:
    """森田 has told what 福祉政策課 does about it."""
    await raised(world)
    talker = world.森田
    await talker.says("#1")
    await talker.presses("うちではこうしている")
    assert "対応策1として、課題#1「転入届の二度打ち」に登録しました。" in await sends_in(
        talker, **工夫
    )
    return talker


async def sends_in(talker: Talker, **values: str) -> str:
    """With what stands in the form where nothing else is said."""
    stands = {field.name: _value(field) for field in talker.form.fields}
    return await talker.sends_in(**stands | values)


def _value(field: object) -> str:
    return str(getattr(field, "value", "") or "")


async def seen(world: World) -> tuple[SeenCountermeasure, ...]:
    async with world.bot.deployment.database.read() as session:
        collection = await issue_collection(
            session, organization_id=world.bot.deployment.organization.id
        )
    return tuple(collection.countermeasures)


async def measures(world: World) -> tuple[Countermeasure, ...]:
    async with world.bot.deployment.database.read() as session:
        return await every_countermeasure(
            session, organization_id=world.bot.deployment.organization.id
        )


async def notices(world: World, *kinds: str) -> list[str]:
    async with world.bot.deployment.database.read() as session:
        entries = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=99
        )
    return sorted(each.kind for each in entries if each.kind in kinds)


async def test_課題のカードから対応策を登録すると課題のカードに載り書いた人に一度だけ届く(
    world: World,
) -> None:
    人 = await told(world)
    assert "福祉部 福祉政策課" in 人.reads
    assert "2026年4月から" in 人.reads
    assert "月10時間" in 人.reads
    again = 人.last_sent
    assert "すでに処理されています" in await 人.sends(again.body, nonce=again.nonce)
    assert len(await measures(world)) == 1
    書いた人 = world.市川
    assert "対応策1　福祉部 福祉政策課" in await 書いた人.says("#1")
    assert "月10時間減" in 書いた人.reads
    assert "QRコードを付け" in await 書いた人.presses("対応策1を見る")
    assert "対応策を直す" not in 書いた人.reads
    assert "QRコードを付け" in await 書いた人.says("対応策1")
    assert await notices(world, KIND) == [KIND]
    post = post_in(world.bot)
    await deliver(world.bot)
    assert "福祉部 福祉政策課から対応策が届きました。" in post.read(書いた人.email or "")


@pytest.mark.city(after=raised)
async def test_書き間違いは欄のそばの一文で言い打ったものは残る(world: World) -> None:
    人 = world.森田
    await 人.says("#1")
    await 人.presses("うちではこうしている")
    await sends_in(人, what="", hours="たくさん", tools="あ" * 300, place="?")
    assert isinstance(人.reply, RejectFields)
    assert set(人.form.errors) == {"what", "hours", "tools", "place"}
    assert "あ" * 300 in [_value(field) for field in 人.form.fields]
    assert await measures(world) == ()


@pytest.mark.parametrize(
    "text",
    [
        "#1、うちではこうしている：QRコードで読み取っています。",
        "課題１、うちの課ではこうしています。QRコードで読み取っています。",
        "1番の対応策：QRコードで読み取っています。",
    ],
)
@pytest.mark.city(after=raised)
async def test_言葉でも対応策を登録でき書き足せる(world: World, text: str) -> None:
    人 = world.森田
    assert "課題#1「転入届の二度打ち」の対応策として登録します。" in await 人.says(text)
    assert await measures(world) == ()
    assert "対応策1として、課題#1" in await 人.presses("はい")
    again = 人.last_sent
    assert "すでに処理されています" in await 人.sends(again.body, nonce=again.nonce)
    (対応策,) = await measures(world)
    assert 対応策.text.what == "QRコードで読み取っています。"
    await 人.says("対応策1")
    await 人.presses("対応策を直す")
    assert "対応策1を直しました。" in await sends_in(人, hours="30分", since="-")
    (対応策,) = await measures(world)
    assert (対応策.version, 対応策.text.hours, 対応策.text.since) == (2, 0.5, None)
    assert "＋ 月30分" in await 人.presses("対応策の経過")


@pytest.mark.city(after=raised)
async def test_言葉の対応策ははいと送るまで載らず個人情報らしいものを示す(world: World) -> None:
    人 = world.森田
    読んだ = await 人.says("#1、うちではこうしている：山本花子様の 083-933-0000 にかけています。")
    assert "個人情報などが入っていませんか" in 読んだ
    assert "電話番号のように見えます：「083-933-0000」" in 読んだ
    await 人.says("やめる")
    assert await measures(world) == ()
    長い = "窓口で読み取っています。" * 20
    await 人.says(f"#1、うちではこうしている：{長い}")
    assert "対応策1として" in await 人.says("はい")
    (対応策,) = await measures(world)
    assert 対応策.text.what == 長い


@pytest.mark.city(after=raised)
async def test_言い直した対応策は古いカードのはいでは載らず直すところを選べる(world: World) -> None:
    人, 長い = world.森田, "窓口で読み取っています。" * 20
    await 人.says("#1、うちではこうしている：はじめの言葉です。")
    (old,) = 人.cards
    await 人.says(f"#1、うちではこうしている：{長い}")
    pressed = Pressed("countermeasure.tell_said", {"issue": "1", "said": "はじめ"})
    assert "言い直されています" in await 人.sends(pressed, nonce=old.nonce)
    await 人.says("ちがう")
    assert "どの課題ですか" in await 人.presses("課題の番号")
    assert 長い in await 人.says("1")
    assert "どうしていますか" in await 人.says("内容が違います")
    assert "QRコードで" in await 人.says("QRコードで読み取っています。")
    assert await measures(world) == ()
    await 人.says("はい")
    (対応策,) = await measures(world)
    assert 対応策.text.what == "QRコードで読み取っています。"


@pytest.mark.city(after=raised)
async def test_会話が終わったあとのはいではしていることをもう一度たずねる(world: World) -> None:
    人 = world.森田
    await 人.says("#1、うちではこうしている：QRコードで読み取っています。")
    world.clock.now += timedelta(hours=1)
    assert "どうしていますか" in await 人.presses("はい")
    await 人.says("窓口を一つにしました。")
    assert "対応策1として" in await 人.presses("はい")


@pytest.mark.city(after=raised)
async def test_フォームでも個人情報らしいものは一度たずねてから登録する(world: World) -> None:
    人, 電話 = world.森田, "詳しくは 083-933-0000 まで。"
    await 人.says("#1")
    await 人.presses("うちではこうしている")
    assert "083-933-0000" in await sends_in(人, **工夫 | {"effect": 電話})
    assert isinstance(人.reply, RejectFields)
    assert "もう一度送ってください" in 人.form.errors[""]
    assert await measures(world) == ()
    assert "対応策1として" in await sends_in(人)
    await 人.presses("対応策を直す")
    await sends_in(人, what="083-933-1111 に電話しています。")
    assert isinstance(人.reply, RejectFields)
    assert "対応策1を直しました" in await sends_in(人, what="電話しています。", effect="")


@pytest.mark.city(after=raised)
async def test_番号のない言葉や知らない番号には番号をたずねる(world: World) -> None:
    assert "どの課題のことですか" in await world.森田.says("うちではこうしている")
    for ことば in ("うちでも採用", "うちの採用を直す", "対応策を直す"):
        assert "「対応策3」のように番号を送るか" in await world.森田.says(ことば)
    assert "#99" in await world.森田.says("#99、うちではこうしている：QRコードです。")
    assert await measures(world) == ()


@pytest.mark.parametrize("too_long", ["9" * 20, f"#{'９' * 20}", "1000000", "9" * 4_000])
@pytest.mark.city(after=raised)
async def test_桁の多すぎる番号は六桁までと伝えて番号をもう一度たずねる(
    world: World, too_long: str
) -> None:
    人 = world.市川
    await 人.says("#1、うちではこうしている：QRコードです。")
    await 人.says("課題が違います")
    assert "課題の番号は6桁まで" in await 人.says(too_long)
    assert "課題#1「転入届の二度打ち」の対応策として" in await 人.says("１")
    await 人.says("やめる")
    await 人.says("#1を解決にして")
    await 人.says("課題が違います")
    assert "課題の番号は6桁まで" in await 人.says(too_long)
    assert "「課題の変更」が途中です" in await 人.says("課題一覧")
    await 人.presses("続き：課題の変更")
    assert "「解決」に変えます" in await 人.says("１")


@pytest.mark.city(after=raised)
async def test_何を書かれても文字のまま残る(world: World) -> None:
    人 = world.森田
    await 人.says("#1")
    await 人.presses("うちではこうしている")
    opens = 人.last_sent.body
    texts = [text for text in HOSTILE if text.strip()]
    for number, text in enumerate(texts, start=1):
        await 人.sends(opens)
        await sends_in(人, what=text[:2_000])
        if isinstance(人.reply, RejectFields):  # may be about a resident
            await sends_in(人)
        assert f"対応策{number}" in 人.reads
        if number % 10 == 0:
            assert "対応策1" in await 人.says("#1")
    kept = [each.text.what for each in await measures(world)]
    assert len(kept) == len(texts)
    assert "対応策1" in await world.市川.says("#1")


@pytest.mark.city(after=told)
async def test_ほかの課がうちでも採用と知らせ直せて取り消せる(world: World) -> None:
    人 = world.市川
    await 人.says("対応策1")
    await 人.presses("うちでも採用")
    assert "市民部 市民課で採用したと登録しました。" in await sends_in(
        人, since="2026-10-01", hours="20", remark="様式を変えました。"
    )
    assert "あわせて月30時間減っています" in 人.reads
    assert "ほか1か所で採用" in await 人.says("#1")
    課長 = world.三宅
    読んだ = await 課長.says("対応策1")
    assert "市民部 市民課は、採用したと登録ずみです。直すときは、市川　遥さんか事務局に" in 読んだ
    assert "うちでも採用" not in 読んだ
    assert "うちの採用を直す" not in 読んだ
    await 課長.sends(Pressed("countermeasure.ask_adopt", {"countermeasure": "1"}))
    assert "市川　遥さんが登録しています" in await sends_in(課長, hours="99")
    読んだ = await 人.says("対応策1")
    assert "市民部 市民課は、採用したと登録ずみです。" in 読んだ
    assert "うちでも採用" not in 読んだ
    await 人.presses("うちの採用を直す")
    assert [_value(f) for f in 人.form.fields if f.name == "hours"] == ["20時間"]
    assert "月15時間" in await sends_in(人, hours="15")
    await 人.presses("うちの採用を直す")
    assert "採用の登録を取り消しました。" in await sends_in(人, keep="remove")
    assert "うちでも採用" in 人.reads
    assert "登録ずみ" not in 人.reads
    (見た,) = await seen(world)
    assert 見た.adopted == []
    するところ = world.森田
    await するところ.says("対応策1")
    assert "うちでも採用" not in するところ.reads
    pressed = Pressed("countermeasure.ask_adopt", {"countermeasure": "1"})
    assert "あなたの課の対応策です" in await するところ.sends(pressed)


async def also_of(world: World, talker: Talker, section: str) -> None:
    """兼務."""
    async with world.bot.deployment.database.begin() as session:
        staff = select(col(StaffRow.id)).where(col(StaffRow.email) == talker.email)
        place = select(col(SectionRow.id)).where(col(SectionRow.name) == section)
        session.add(
            StaffPostRow(
                organization_id=world.bot.deployment.organization.id,
                staff_id=(await session.scalars(staff)).one() or 0,
                section_id=(await session.scalars(place)).one() or 0,
                position=9,
            )
        )


async def test_兼務の人はもう一つの課でも採用でき先の登録も直せる(world: World) -> None:
    人 = world.市川
    await also_of(world, 人, "情報政策課")
    await told(world)
    await 人.says("対応策1")
    await 人.presses("うちでも採用")
    assert "市民部 市民課で採用したと" in await sends_in(人, since="2026-10-01", hours="20")
    assert "うちの採用を直す" in await 人.says("対応策1")
    await 人.presses("うちでも採用")
    assert "情報政策課で採用したと" in await sends_in(人, since="2026-11-01", hours="5")
    assert "うちでも採用" not in 人.reads
    await 人.presses("うちの採用を直す")
    assert "市民部 市民課で採用したと" in await sends_in(人, hours="15")
    (見た,) = await seen(world)
    assert {each.section: each.hours for each in 見た.adopted} == {"市民課": 15, "情報政策課": 5}


async def opens(talker: Talker) -> Talker:
    読んだ = await talker.says("対応策1")
    await talker.presses("うちの採用を直す" if "うちの採用を直す" in 読んだ else "うちでも採用")
    return talker


async def adopts(talker: Talker, **values: str) -> str:
    return await sends_in(await opens(talker), **{"since": "2026-10-01", **values})


@pytest.mark.city(after=told)
async def test_同じ課の二人がまったく同時に採用しても一人の登録だけが残る(world: World) -> None:
    二人 = [await opens(each) for each in (world.市川, world.三宅)]
    await asyncio.gather(*(sends_in(each, since="2026-10-01", hours="20") for each in 二人))
    (late,) = [each for each in 二人 if isinstance(each.reply, RejectFields)]
    assert "さんが登録しています" in late.reads
    assert "20" in [_value(field) for field in late.form.fields]
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    assert [each.action for each in entries].count("COUNTERMEASURE_ADOPTED") == 1


@pytest.mark.city(after=told)
async def test_事務局がほかの人の登録を直すときはあると知らせてからにする(world: World) -> None:
    await adopts(world.市川, hours="20")
    事務局 = world.水谷
    直す = {"place": "other", "section": "市民課", "since": "2026-10-01", "hours": "5"}
    assert "市民部 市民課は、2026年10月からの分が登録されています。" in await adopts(事務局, **直す)
    assert isinstance(事務局.reply, RejectFields)
    assert "採用したと登録しました" in await sends_in(事務局)
    (見た,) = await seen(world)
    assert [each.hours for each in 見た.adopted] == [5]


@pytest.mark.city(after=told)
async def test_開いている間に変わった登録は知らせてから直し消えた登録は消さない(
    world: World,
) -> None:
    人, 事務局 = world.市川, world.水谷
    await adopts(人, hours="20")
    await opens(人)
    await adopts(事務局, place="other", section="市民課", hours="5")
    await sends_in(事務局)
    assert "からの分が登録されています。" in await sends_in(人, hours="15")
    (見た,) = await seen(world)
    assert [each.hours for each in 見た.adopted] == [5]
    assert "月15時間" in await sends_in(人)
    await opens(人)
    await adopts(事務局, place="other", section="市民課")
    await sends_in(事務局, keep="remove")
    assert "採用の登録は、いまありません。" in await sends_in(人, keep="remove")
    assert "採用したと登録しました" in await sends_in(人)
    again = 人.last_sent
    assert "すでに処理されています" in await 人.sends(again.body, nonce=again.nonce)


@pytest.mark.city(after=told)
async def test_直すのと取り下げは登録した人と統括リーダーと事務局だけ(world: World) -> None:
    人 = world.again()
    for who in (world.市川, world.三宅):
        for action in ("write", "withdraw", "restore", "report"):
            pressed = Pressed(f"countermeasure.{action}", {"countermeasure": "1"})
            assert "登録した人・その部局の" in await who.sends(pressed, nonce="n")
    assert "対応策1を取り下げました。" in await 人.presses("対応策を取り下げる")
    assert "対応策1" not in await world.市川.says("#1")
    事務局 = world.水谷
    assert "取り下げられています。続ける" in await 事務局.sends(
        Pressed("countermeasure.write", {"countermeasure": "1"})
    )
    assert "取り下げられています" in await 事務局.says("対応策1")
    assert "取り下げを戻しました。" in await 事務局.presses("取り下げを戻す")
    読んだ = await 事務局.presses("対応策の経過")
    assert 読んだ.index("取り下げを戻しました") < 読んだ.index("取り下げました。")
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    done = [each.action for each in entries if "COUNTERMEASURE" in each.action]
    assert sorted(done) == ["CHANGE_COUNTERMEASURE"] * 2 + ["TELL_COUNTERMEASURE"]


@pytest.mark.city(after=told)
async def test_同時に直すと後の人は何が変わったかを読み打ったものは残る(world: World) -> None:
    人 = world.again()
    事務局 = world.水谷
    await 事務局.says("対応策1")
    await 事務局.presses("対応策を直す")
    await 人.presses("対応策を直す")
    await sends_in(人, tools="QRコード、RPA")
    assert "先に森田　翔さんが「道具」を変えたため" in await sends_in(事務局, effect="早くなった。")
    assert "早くなった。" in [_value(field) for field in 事務局.form.fields]
    await sends_in(事務局, tools="QRコード、RPA")
    (対応策,) = await measures(world)
    assert (対応策.text.tools, 対応策.text.effect) == ("QRコード、RPA", "早くなった。")
    await 事務局.presses("対応策を直す")
    assert "変わったところがありません" in await sends_in(事務局)


@pytest.mark.city(after=issue_in_forum)
async def test_印の付いた発言は一押しで書いた人の課の対応策になる(
    world: World, forum: Forum
) -> None:
    await forum.thread.writes(world.森田, "QRコードで読み取っています。", message="m1")
    await forum.thread.tells(world.大谷, Reacted("m1", "bulb", is_there=True))
    ほか = world.大谷
    pressed = Pressed("countermeasure.of_message", {"message": "1"})
    assert "発言を対応策として登録できるのは" in await ほか.sends(pressed)
    人 = world.市川
    await 人.says("#1")
    await 人.presses("話し合いを見る")
    assert "対応策1として" in await 人.presses("対応策として登録する")
    (対応策,) = await measures(world)
    assert 対応策.text.place == "福祉部 福祉政策課"
    assert "森田　翔さん" in 人.reads
    assert "もう対応策1になっています" in await 人.sends(pressed)
    assert "対応策1　福祉部 福祉政策課" in await forum.reads()
    await forum.thread.writes(world.森田, None, message="m1", after=9)
    assert "開き直してください" in await 人.sends(pressed)


@pytest.mark.city(after=issue_in_forum)
async def test_発言を消すとその文のままの対応策は取り下げになり文はどこにも残らない(
    world: World, forum: Forum
) -> None:
    for message, text in (("m1", "山本花子様の件で困った。"), ("m2", "様式を一つにしました。")):
        await forum.thread.writes(world.森田, text, message=message)
    人 = world.市川
    for message in ("1", "2"):
        await 人.sends(Pressed("countermeasure.of_message", {"message": message}))
    書いた人 = world.森田
    await 書いた人.says("対応策2")
    await 書いた人.presses("対応策を直す")
    await sends_in(書いた人, what="様式を二つにしました。")
    for message in ("m1", "m2"):
        await forum.thread.writes(world.森田, None, message=message, after=9)
    一つめ, 二つめ = await measures(world)
    assert (一つめ.stands, 二つめ.stands) == (False, True)
    assert 二つめ.text.what == "様式を二つにしました。"
    読んだ = await 人.says("対応策1")
    assert "取り下げられています" in 読んだ
    読んだ += await 人.presses("対応策の経過")
    assert "取り下げました。" in 読んだ
    await 人.says("対応策2")
    読んだ += await 人.presses("対応策の経過") + await 人.says("#1") + await forum.reads()
    assert "山本花子" not in 読んだ
    assert "様式を一つにしました" not in 読んだ
    assert "様式を二つにしました" in 読んだ


@pytest.mark.city(after=issue_in_forum)
async def test_登録したあとに直した発言を消しても初めの文は対応策のどこにも残らない(
    world: World, forum: Forum
) -> None:
    await forum.thread.writes(world.森田, "山本花子様の件で困った。", message="m1")
    await forum.thread.writes(world.森田, "様式を一つにしました。", message="m2")
    人 = world.市川
    for message in ("1", "2"):
        await 人.sends(Pressed("countermeasure.of_message", {"message": message}))
    書いた人 = world.森田
    await 書いた人.says("対応策2")
    await 書いた人.presses("対応策を直す")
    await sends_in(書いた人, what="様式を二つにしました。")
    for message in ("m1", "m2"):
        await forum.thread.writes(書いた人, "ある件で困った。", message=message, after=5)
        await forum.thread.writes(書いた人, None, message=message, after=9)
    一つめ, 二つめ = await measures(world)
    assert (一つめ.stands, 二つめ.stands) == (False, True)
    assert 二つめ.text.what == "様式を二つにしました。"
    読んだ = ""
    for name in ("対応策1", "対応策2"):
        読んだ += await 人.says(name) + await 人.presses("対応策の経過")
    読んだ += await 人.says("#1") + await forum.reads()
    assert "元の発言が消されたため" in 読んだ
    assert "山本花子" not in 読んだ
    assert "様式を一つにしました" not in 読んだ


@pytest.mark.city(after=issue_in_forum)
async def test_文も消す決まりに戻すと消えた発言から登録した対応策の文も消える(
    world: World, forum: Forum
) -> None:
    事務局 = world.水谷
    await 事務局.says("消した発言の扱い")
    await 事務局.presses("消した発言の扱いを変える")
    await 事務局.sends_in(rule="文は残す")
    await forum.thread.writes(world.森田, "山本花子様の件で困った。", message="m1")
    await world.市川.sends(Pressed("countermeasure.of_message", {"message": "1"}))
    await forum.thread.writes(world.森田, None, message="m1", after=9)
    assert "山本花子" in await forum.reads()
    await 事務局.says("消した発言の扱い")
    await 事務局.presses("消した発言の扱いを変える")
    await 事務局.sends_in(rule="文も消す")
    (対応策,) = await measures(world)
    assert not 対応策.stands
    await 事務局.says("対応策1")
    assert "山本花子" not in await 事務局.presses("対応策の経過") + await forum.reads()


@pytest.mark.city(after=confirmed)
async def test_まとまりの対応策はその課題のカードにも載る(world: World) -> None:
    長 = world.again()
    await 長.presses("うちではこうしている")
    assert "まとまり1" in await sends_in(長, **工夫)
    assert "対応策1" in await world.市川.says("#1")
    assert "対応策1" in await world.市川.says("#2")
    assert "QRコードを付け" in await world.市川.says("まとまり1")


@pytest.mark.city(after=told)
async def test_対応策はその言葉で改善事例の下書きになる(world: World) -> None:
    人 = world.again()
    await 人.presses("改善事例として報告する")
    stands = {field.name: _value(field) for field in 人.form.fields}
    assert stands["title"] == WRITTEN["title"]
    assert stands["before"] == WRITTEN["what"]
    assert stands["after"] == 工夫["what"]
    assert (stands["hours"], stands["tools"]) == ("10時間", "QRコード")
    assert "書きかけの改善事例" in await 人.says("改善事例を報告したい")
    assert "この内容で報告します" in await _report(人)


async def _report(talker: Talker) -> str:
    await talker.presses("続きから書く")
    return await sends_in(talker)


@pytest.mark.city(after=raised)
async def test_公開された改善事例は課題を選べば対応策になる(world: World) -> None:
    人 = world.森田
    await 人.sends(Pressed("case.write", {"new": "yes"}))
    await sends_in(人, title="届出の転記", before="転記していた。", after="RPAで転記。", hours="5")
    await 人.presses("報告する")
    await publish(world.bot)
    読む人 = world.大谷
    await 読む人.says("事例1")
    await 読む人.presses("課題の対応策にする")
    await 読む人.sends_in(number="なし")
    assert isinstance(読む人.reply, RejectFields)
    assert "番号を「#12」のように" in 読む人.form.errors["number"]
    assert "課題#99はありません" in await 読む人.sends_in(number="#99")
    for 長い in ("9" * 20, f"#{'９' * 20}", "1000000", "9" * 5_000):
        assert "課題の番号は6桁まで" in await 読む人.sends_in(number=長い)
    assert "対応策1として、課題#1" in await 読む人.sends_in(number="#1")
    assert "もとの改善事例" in 読む人.reads
    (対応策,) = await measures(world)
    assert (対応策.text.place, 対応策.text.hours) == ("福祉部 福祉政策課", 5)
    assert 対応策.text.what == "届出の転記\nRPAで転記。"


@pytest.mark.city(after=told)
async def test_課題の書き出しに対応策と採用が入る(world: World) -> None:
    人 = world.市川
    await 人.says("対応策1")
    await 人.presses("うちでも採用")
    await sends_in(人, since="2026-10-01", hours="20")
    await 人.says("課題をExcelで")
    (content,) = 人.files.values()
    sheet = openpyxl.load_workbook(io.BytesIO(content))["対応策"]
    head, row = sheet.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert found["課題の番号"] == "#1"
    assert found["していること"] == 工夫["what"]
    assert found["減った時間（時間／月）"] == 10
    assert found["採用した部署"] == "市民部 市民課（2026年10月から・月20時間）"
    assert found["採用で減った時間（時間／月）"] == 20
    assert found["もと"] == "登録"
    assert found["登録した人"] == "森田　翔"
    assert found["取り下げ"] is None
