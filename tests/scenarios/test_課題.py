"""課題: raised in words or a form, compared with those of others, moved, looked for; nothing is lost."""

import asyncio
import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from cards.elements import ChoiceField
from domain.issue import Issue, IssueState
from domain.issue_link import LinkKind
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.outbox import OutboxState
from handlers.issue_publish import CHANGED, POSTED
from handlers.reply import Nothing, Pressed, RejectFields, Submitted, Typed
from scheduler.forget_old_messages import forget_old_messages
from storage.audit import audit_entries
from storage.issue_drafts import IssueDraft, issue_drafts
from storage.issue_links import every_link
from storage.issue_revisions import issue_revisions
from storage.issues import every_issue
from storage.organization_office import save_office
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.world import Talker, World

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
TOLD = (
    "課題：転入届の内容を住民記録システムとExcelの台帳に二度打ちしている。月600件で毎月20時間かかっている。"
    "一度の入力で済ませたい。"
)
WRITTEN = {
    "title": "転入届の二度打ち",
    "what": "転入届の内容を、住民記録システムと台帳の両方に手で打っている。",
}
LIKE_IT = {
    "title": "福祉の申請を二重に入力している",
    "what": "申請書の内容を、福祉システムと台帳の両方に手で打ち込んでいる。",
}


async def issues(world: World) -> tuple[Issue, ...]:
    async with world.bot.deployment.database.read() as session:
        return await every_issue(session, organization_id=world.bot.deployment.organization.id)


async def drafts_of(world: World, talker: Talker) -> tuple[IssueDraft, ...]:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(session, organization_id=number, email=talker.email or "")
        assert person is not None
        return await issue_drafts(session, organization_id=number, staff_id=person.id)


async def registers(talker: Talker, **values: str) -> str:
    await talker.sends(Pressed("issue.write", {"new": "yes"}))
    return await talker.sends_in(**values)


async def audited(world: World) -> list[str]:
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    return [entry.action for entry in entries if "ISSUE" in entry.action]


async def test_課題と書いて送ると欄に分けて確かめてから登録され二度押しても一件だけ(
    world: World,
) -> None:
    人 = world.市川
    読んだ = await 人.says(TOLD)
    assert "この内容で登録します" in 読んだ
    assert "月600件" in 読んだ
    assert "月20時間" in 読んだ
    assert "住民記録システム、Excel" in 読んだ
    assert "一度の入力で済ませたい。" in 読んだ
    card = 人.cards[0]
    読んだ = await 人.presses("登録する")
    assert "課題#1を登録しました。" in 読んだ
    assert "市民部 市民課" in 読んだ
    assert "課題の認識・発見" in 読んだ
    (issue,) = await issues(world)
    assert (issue.number, issue.text.times, issue.text.hours) == (1, 600, 20)
    assert (issue.standing.state, issue.standing.owner_id) == (IssueState.RECEIVED, None)
    assert "下書きが見つかりません" in await 人.sends(人.last_sent.body, nonce=card.nonce)
    assert len(await issues(world)) == 1
    assert await drafts_of(world, 人) == ()
    assert await audited(world) == ["RAISE_ISSUE"]


@pytest.mark.parametrize("text", ["課題を登録したい", "課題を登録", "新しい課題を挙げます"])
async def test_登録したいとだけ言うと書きはじめられる(world: World, text: str) -> None:
    人 = world.市川
    assert "課題の登録" in await 人.says(text)
    await 人.presses("書きはじめる")
    assert [f.name for f in 人.form.fields if f.required] == ["title", "what"]
    読んだ = await 人.sends_in(**WRITTEN, stage="課題の認識・発見")
    assert "課題#1を登録しました。" in 読んだ
    assert "未記入" in 読んだ


async def test_書き間違いは欄のそばの一文で言い打ったものは残る(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("issue.write"))
    読んだ = await 人.sends_in(
        title="二度打ち", times="たくさん", hours="ずっと", systems="あ" * 41
    )
    assert isinstance(人.reply, RejectFields)
    assert set(人.form.errors) == {"what", "times", "hours", "systems"}
    assert "何が起きているかを書いてください。" in 読んだ
    assert "たくさん" in 読んだ
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["times"] == "たくさん"
    await 人.sends_in(**WRITTEN, times="１日30件", hours="1日30分", affected="市民と職員")
    (issue,) = await issues(world)
    assert (issue.text.times, issue.text.hours) == (600, 10)


async def test_閉じても続きから書け古い入力は新しい入力を消さない(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("issue.write"))
    form, now = 人.form, world.clock()
    for title, at in (("二度打ちの手間", now), ("二", now - timedelta(seconds=2))):
        values = {"title": title, "what": ""}
        await 人.sends(Typed(form.action, values, form.args, at), nonce=form.nonce)
        assert 人.reply == Nothing()
    読んだ = await 人.says("課題を登録したい")
    assert "書きかけの課題があります" in 読んだ
    await 人.presses("続きから書く")
    assert 人.form.fields[0].value == "二度打ちの手間"
    await 人.says("課題を登録したい")
    assert "下書き「二度打ちの手間」を消しました。" in await 人.presses("消す")
    assert await drafts_of(world, 人) == ()


async def test_消した下書きは閉じる前に打った言葉が遅れて届いても戻らない(world: World) -> None:
    人 = world.市川
    await 人.says(TOLD)
    await 人.presses("直す")
    form, now = 人.form, world.clock()
    await 人.says("課題を登録したい")
    await 人.presses("消す")
    late = Typed(form.action, WRITTEN, form.args, now + timedelta(seconds=1))
    await 人.sends(late, nonce=form.nonce)
    assert await drafts_of(world, 人) == ()
    assert "書きかけの課題があります" not in await 人.says("課題を登録したい")
    # What is sent in on purpose is no late word.
    await 人.sends(Submitted(form.action, WRITTEN, form.args), nonce=form.nonce)
    assert "課題#1を登録しました。" in 人.reads


async def test_こちらの時計が進んでいても直しはじめてから打った言葉は残り古い言葉は戻らない(
    world: World,
) -> None:
    人, theirs = world.市川, world.clock() - timedelta(minutes=3)
    await 人.says(TOLD)
    await 人.presses("直す")
    form = 人.form
    for title, seconds in (("二度打ちの手間", 30), ("二", -5)):
        at = theirs + timedelta(seconds=seconds)
        await 人.sends(Typed(form.action, WRITTEN | {"title": title}, form.args, at))
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["title"] == "二度打ちの手間"
    # Sent in, and not registered: what was typed before that comes late, what is typed after it counts.
    sent_in = WRITTEN | {"title": "転入届の手間", "times": "たくさん"}
    await 人.sends(Submitted(form.action, sent_in, form.args), nonce=form.nonce)
    assert set(人.form.errors) == {"times"}
    for title, seconds in (("二度", 20), ("転入届の手間が多い", 60)):
        at = theirs + timedelta(seconds=seconds)
        await 人.sends(Typed(form.action, WRITTEN | {"title": title}, form.args, at))
        (draft,) = await drafts_of(world, 人)
        assert draft.fields["title"] == ("転入届の手間" if seconds == 20 else title)


async def test_登録のあとに遅れて届いた入力は下書きを作らない(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("issue.write"))
    form = 人.form
    assert "課題#1を登録しました。" in await 人.sends_in(**WRITTEN)
    await 人.sends(Typed(form.action, WRITTEN, form.args, world.clock()), nonce=form.nonce)
    assert 人.reply == Nothing()
    assert await drafts_of(world, 人) == ()


async def test_同じフォームが二度届いても一件だけ登録し下書きも残らない(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("issue.write"))
    assert "課題#1を登録しました。" in await 人.sends_in(**WRITTEN)
    again = 人.last_sent
    assert "すでに処理されています" in await 人.sends(again.body, nonce=again.nonce)
    assert len(await issues(world)) == 1
    assert await drafts_of(world, 人) == ()


async def test_同じフォームがまったく同時に届いても一件だけ登録し下書きも残らない(
    world: World,
) -> None:
    人, また = world.市川, world.市川
    await 人.sends(Pressed("issue.write"))
    また.reply = 人.reply
    await asyncio.gather(人.sends_in(**WRITTEN), また.sends_in(**WRITTEN))
    assert len(await issues(world)) == 1
    assert sum("課題#1を登録しました。" in each.reads for each in (人, また)) == 1
    assert await drafts_of(world, 人) == ()


async def test_住民の情報らしいものがあれば登録の前に見せる(world: World) -> None:
    人 = world.市川
    読んだ = await registers(人, **WRITTEN | {"what": "問い合わせは083-933-0000まで。"})
    assert "個人情報などが入っていませんか" in 読んだ
    assert await issues(world) == ()
    assert "課題#1を登録しました。" in await 人.presses("登録する")


async def test_下書きが直された後の古いカードからは登録されない(world: World) -> None:
    人 = world.市川
    await 人.says(TOLD)
    古い = 人.cards[0]
    登録 = next(
        b for e in 古い.elements for b in getattr(e, "buttons", ()) if b.label == "登録する"
    )
    await 人.presses("直す")
    await 人.sends_in(**WRITTEN | {"what": "連絡先は083-933-0000。"})
    読んだ = await 人.sends(Pressed(登録.action, 登録.args), nonce=古い.nonce)
    assert "下書きは、その後で直されています。" in 読んだ
    assert await issues(world) == ()


async def test_似た課題をつながる言葉とともに示し答えは立ち取り消せる(world: World) -> None:
    人, ほか = world.市川, world.森田
    await registers(ほか, **LIKE_IT)
    読んだ = await registers(人, **WRITTEN)
    assert "課題#2を登録しました。" in 読んだ
    assert "同じ課題ですか？" in 読んだ
    assert "課題#1" in 読んだ
    assert "つながる言葉：" in 読んだ
    読んだ = await 人.presses("同じ")
    assert "「同じ課題」と答えました。" in 読んだ
    one, other = await issues(world)
    async with world.bot.deployment.database.read() as session:
        (link,) = await every_link(session, organization_id=world.bot.deployment.organization.id)
    assert (link.low, link.high, link.kind) == (one.id, other.id, LinkKind.SAME)
    assert "同じ課題：課題#1" in await 人.says("#2")
    await 人.presses("似た課題")
    読んだ = await 人.presses("取り消す")
    assert "と答えました。" not in 読んだ
    await 人.presses("関係あり（流れがつながる）")
    assert "関係あり" in 人.reads
    assert await audited(world) == [
        *("RAISE_ISSUE", "RAISE_ISSUE"),
        *("LINK_ISSUES", "UNLINK_ISSUES", "LINK_ISSUES"),
    ]


async def test_どちらの課題にも関わらない人は答えられない(world: World) -> None:
    await registers(world.森田, **LIKE_IT)
    await registers(world.市川, **WRITTEN)
    人 = world.大谷
    await 人.says("#2")
    読んだ = await 人.presses("似た課題")
    assert "違う" not in 読んだ
    args = {"issue": "1", "other": "2", "kind": "same"}
    assert "事務局です。" in await 人.sends(Pressed("issue.link", args), nonce="n1")
    async with world.bot.deployment.database.read() as session:
        assert await every_link(session, organization_id=world.bot.deployment.organization.id) == ()


async def test_打っている間にも似た課題が見える(world: World) -> None:
    await registers(world.森田, **LIKE_IT)
    人 = world.市川
    await 人.sends(Pressed("issue.write"))
    form = 人.form
    await 人.sends(Typed(form.action, WRITTEN, form.args, world.clock()), nonce=form.nonce)
    assert "福祉の申請を二重に入力している" in 人.reads
    form = 人.form
    later = world.clock() + timedelta(seconds=1)
    await 人.sends(Typed(form.action, WRITTEN, form.args, later), nonce=form.nonce)
    assert 人.reply == Nothing()


async def test_同じ課題の部署を言葉でも番号でも聞ける(world: World) -> None:
    await registers(world.森田, **LIKE_IT)
    人 = world.市川
    assert "福祉部" in await 人.says("台帳への二重入力で困っている部署はほかにありますか")
    assert "どの課題ですか" in await 人.says("#99と同じ課題の部署ある？")
    assert "何についての課題か" in await 人.says("同じ課題の部署ある？")
    await registers(人, **WRITTEN)
    assert "同じ課題ですか？" in await 人.says("#2と同じ課題の部署ある？")
    assert "課題#2「転入届の二度打ち」" in await 人.says("同じ課題の部署ある？")


async def test_状態と段階と担当を変えると経過に残り読んだ版でなければ保存しない(
    world: World,
) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    await 人.says("#1")
    await 人.presses("状態・段階・担当を変える")
    await 事務局.says("課題1")
    await 事務局.presses("状態・段階・担当を変える")
    読んだ = await 人.sends_in(
        state="対応中",
        stage="BPR・デジタル活用による解決策検討",
        owner=str((await issues(world))[0].author_id),
        remark="情報政策課と話しはじめました。",
    )
    assert "課題#1を変えました。" in 読んだ
    assert "市川　遥さん" in 読んだ
    読んだ = await 事務局.sends_in(state="取り下げ", remark="重なっています。")
    assert isinstance(事務局.reply, RejectFields)
    assert "先に市川　遥さんが「状態」・「段階」・「担当」を変えた" in 読んだ
    assert "重なっています。" in 読んだ
    assert "課題#1を変えました。" in await 事務局.sends_in(
        state="取り下げ", remark="重なっています。"
    )
    await 人.says("#1")
    読んだ = await 人.presses("これまでの経過")
    assert "情報政策課と話しはじめました。" in 読んだ
    assert "− 受付" in 読んだ
    assert "＋ 対応中" in 読んだ
    (issue,) = await issues(world)
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        revisions = await issue_revisions(session, organization_id=number, issue_id=issue.id)
    assert [r.standing.state.value for r in revisions] == ["受付", "対応中", "取り下げ"]


async def test_内容を同時に直すと後の人は何が変わったかを読み打ったものは残る(
    world: World,
) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    await 人.says("#1")
    await 人.presses("内容を直す")
    await 事務局.says("#1")
    await 事務局.presses("内容を直す")
    assert "課題#1を直しました。" in await 人.sends_in(**WRITTEN, wish="一度で済ませたい。")
    読んだ = await 事務局.sends_in(**WRITTEN | {"title": "転入届を二度打っている"})
    assert isinstance(事務局.reply, RejectFields)
    assert "先に市川　遥さんが「望む姿」を変えた" in 読んだ
    assert "転入届を二度打っている" in 読んだ
    読んだ = await 事務局.sends_in(**WRITTEN | {"title": "転入届を二度打っている"})
    assert "課題#1を直しました。" in 読んだ
    assert (await issues(world))[0].version == 3


async def sends_as_shown(talker: Talker, **typed: str) -> str:
    """The open form with what stands in it, and what they type over it."""
    shown = {each.name: str(each.value or "") for each in talker.form.fields}
    return await talker.sends_in(**shown | typed)


async def test_同時に直しても触れていない欄は先の人が直したままになる(world: World) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    for talker in (人, 事務局):
        await talker.says("#1")
        await talker.presses("内容を直す")
    assert "課題#1を直しました。" in await sends_as_shown(人, wish="一度で済ませたい。")
    await sends_as_shown(事務局, title="転入届を二度打っている")
    assert "課題#1を直しました。" in await sends_as_shown(事務局)
    text = (await issues(world))[0].text
    assert (text.title, text.wish) == ("転入届を二度打っている", "一度で済ませたい。")


async def test_動かすときの書き間違いはその欄のそばで言い選んだものは残る(world: World) -> None:
    人 = world.市川
    await registers(人, **WRITTEN)
    await 人.says("#1")
    await 人.presses("状態・段階・担当を変える")
    for field, typed in (("remark", "あ" * 501), ("owner", "999")):
        await sends_as_shown(人, **{"state": "対応中", "remark": "", field: typed})
        assert isinstance(人.reply, RejectFields)
        assert set(人.form.errors) == {field}
    await sends_as_shown(人, owner="")
    (issue,) = await issues(world)
    assert issue.standing.state is IssueState.AT_WORK


async def test_同時に動かしても選んでいないところは先の人が選んだままになる(world: World) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    for talker in (人, 事務局):
        await talker.says("#1")
        await talker.presses("状態・段階・担当を変える")
    await sends_as_shown(人, state="対応中")
    await sends_as_shown(事務局, remark="様式を集めています。")
    assert "課題#1を変えました。" in await sends_as_shown(事務局)
    (issue,) = await issues(world)
    assert (issue.version, issue.standing.state) == (3, IssueState.AT_WORK)


async def test_まったく同時に変えても一人だけが保存しもう一人は打ったものを失わない(
    world: World,
) -> None:
    人, 事務局 = world.市川, world.水谷
    await registers(人, **WRITTEN)
    for talker in (人, 事務局):
        await talker.says("#1")
        await talker.presses("状態・段階・担当を変える")
    await asyncio.gather(
        人.sends_in(state="対応中", remark="はじめました。"),
        事務局.sends_in(state="解決", remark="終わりました。"),
    )
    late = [each for each in (人, 事務局) if isinstance(each.reply, RejectFields)]
    assert len(late) == 1
    assert "を変えたため、まだ保存していません。" in late[0].reads
    assert ("はじめました。" if late[0] is 人 else "終わりました。") in late[0].reads
    assert (await issues(world))[0].version == 2


async def test_変わったところのない直しは断る(world: World) -> None:
    人 = world.市川
    await registers(人, **WRITTEN)
    await 人.says("#1")
    await 人.presses("内容を直す")
    assert "変わったところがありません" in await 人.sends_in(**WRITTEN)
    await 人.says("#1")
    await 人.presses("状態・段階・担当を変える")
    assert "変わったところがありません" in await 人.sends_in(state="受付")
    assert "いまは選べません" in await 人.sends_in(state="受付", owner="999999")
    assert (await issues(world))[0].version == 1


async def test_書いた人と担当と統括リーダーと事務局のほかは変えられない(world: World) -> None:
    await registers(world.市川, **WRITTEN)
    人 = world.大谷
    await 人.says("#1")
    assert "変える" not in 人.reads
    assert "事務局です。" in await 人.sends(Pressed("issue.ask_move", {"issue": "1"}))
    assert "事務局です。" in await 人.sends(Pressed("issue.write", {"issue": "1"}))
    moving = Submitted("issue.move", {"state": "解決"}, {"issue": "1", "version": "1"})
    assert "事務局です。" in await 人.sends(moving, nonce="n1")
    assert (await issues(world))[0].version == 1


async def test_一覧は新しい順に並び言葉でもボタンでも絞れる(world: World) -> None:
    人 = world.市川
    for number in range(7):
        await registers(人, title=f"二度打ちの手間その{number}", what="二度打ちしている。")
    await registers(world.森田, **LIKE_IT)
    読んだ = await 人.says("課題一覧を見せて")
    assert "解決していないもの：8件あります。" in 読んだ
    assert 読んだ.index("#8") < 読んだ.index("#7")
    assert "#2　" not in 読んだ
    assert "7〜8件目" in await 人.presses("もっと見る")
    await 人.presses("前へ")
    読んだ = await 人.presses("うちの課の課題")
    assert "市民課、解決していないもの：7件" in 読んだ
    assert "福祉" not in 読んだ.split("すべての部署の課題")[0]
    await 人.presses("絞り込む")
    choices = {f.name: f for f in 人.form.fields if isinstance(f, ChoiceField)}
    assert [o.value for o in choices["department"].options] == ["-", "市民部", "福祉部"]
    読んだ = await 人.sends_in(department="福祉部", state="受付", stage="-")
    assert "福祉部、受付：1件あります。" in 読んだ
    assert "福祉部、解決：課題はありません。" in await 人.says("福祉部の解決した課題の一覧")
    assert "見つかりません" in await 人.says("#99")


async def test_部局の長のうちの課の課題は部局のすべての課題になる(world: World) -> None:
    長 = world.person("ando.noriko")
    await registers(長, title="決裁が紙で進まない", what="起案が紙のまま回っている。")
    await registers(world.市川, **WRITTEN)
    await registers(world.森田, **LIKE_IT)
    assert "市民部、解決していないもの：2件あります。" in await 長.says("うちの課の課題")
    await 長.says("課題一覧")
    assert "市民部、解決していないもの：2件あります。" in await 長.presses("うちの部局の課題")
    assert "うちの部局の課題" not in 長.reads
    assert "市民課、解決していないもの：1件" in await world.市川.says("うちの課の課題")


async def test_一覧は題材の言葉でも絞れる(world: World) -> None:
    人 = world.市川
    await registers(人, title="電話が鳴りやまない", what="納期の問合せが続く。")
    await registers(
        人, title="二度打ち", what="転入届を打ち直す。", systems="住民記録システム、Excel"
    )
    await registers(人, title="100%の手作業", what="手で集計する。")
    await 人.says("課題一覧")
    await 人.presses("絞り込む")
    読んだ = await 人.sends_in(department="-", state="-", stage="-", topic="ＥＸＣＥＬ　転入届")
    assert "「ＥＸＣＥＬ 転入届」のあるもの、解決していないもの：1件あります。" in 読んだ
    assert "#2　二度打ち" in 読んだ
    assert "「電話」のあるもの、解決していないもの：1件" in await 人.says("電話についての課題一覧")
    assert "「excel」のあるもの、解決していないもの：1件" in await 人.says("Excelの課題を見せて")
    assert "解決していないもの：3件" in await 人.says("防災の課題を見せて")
    await 人.presses("絞り込む")
    assert "：1件あります。" in await 人.sends_in(department="-", state="-", stage="-", topic="%")


async def test_三十日動きのない課題が止まっているものとして見える(world: World) -> None:
    人 = world.市川
    await registers(人, **WRITTEN)
    assert "課題はありません。" in await 人.says("止まっているもの")
    world.clock.pass_days(30)
    await registers(人, title="新しい困りごと", what="こちらは今日のこと。")
    読んだ = await 人.says("止まっているもの")
    assert "1件あります。" in 読んだ
    assert "30日動きなし" in 読んだ


async def test_変えたいと言うと番号の課題が変えるボタンとともに開く(world: World) -> None:
    人 = world.市川
    await registers(人, **WRITTEN)
    読んだ = await 人.says("#1の課題を更新したい")
    assert "変えたいところのボタンを押してください。" in 読んだ
    await 人.presses("状態・段階・担当を変える")
    assert "課題#1を変えました。" in await 人.sends_in(state="解決")


async def test_課題はExcelで受け取れつながりも経過も入る(world: World) -> None:
    人 = world.市川
    assert "まだ登録されていません" in await 人.sends(Pressed("issue.export"))
    await registers(world.森田, **LIKE_IT)
    await registers(人, **WRITTEN, times="月600件")
    await 人.presses("同じ")
    await 人.says("課題をExcelで")
    (content,) = 人.files.values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:4] == ["課題", "経過", "つながり", "対応策"]
    rows = [*book["課題"].iter_rows(values_only=True)]
    names = [str(name) for name in rows[0]]
    second = dict(zip(names, rows[2], strict=True))
    assert (second["番号"], second["件数（件／月）"], second["同じ課題"]) == (2, 600, "#1")
    assert second["かかる時間（時間／月）"] is None
    (link,) = book["つながり"].iter_rows(values_only=True, min_row=2)
    assert link[:3] == (1, 2, "同じ")


# -- in the forum's channel ------------------------------------------------------------------------


@pytest.fixture
async def post(world: World) -> Post:
    world.clock.now = FRIDAY
    async with world.bot.deployment.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, "FORUM"))
        number = world.bot.deployment.organization.id
        await save_office(session, office, organization_id=number, at=FRIDAY)
    return post_in(world.bot)


async def outcomes(world: World) -> list[tuple[str, OutboxState]]:
    async with world.bot.deployment.database.read() as session:
        found = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=99
        )
    return [(e.kind, e.state) for e in reversed(found) if e.kind in (POSTED, CHANGED)]


async def test_登録するとフォーラムに載り変わるとその場で書き換わる(
    world: World, post: Post
) -> None:
    人 = world.市川
    assert "フォーラムのチャンネルにも載せます。" in await registers(人, **WRITTEN)
    await deliver(world.bot)
    assert "転入届の二度打ち" in post.read("FORUM")
    assert "未定" in post.read("FORUM")
    for state in ("対応中", "取り下げ"):
        await 人.says("#1")
        await 人.presses("状態・段階・担当を変える")
        await 人.sends_in(state=state)
        world.clock.now += timedelta(minutes=1)
        await deliver(world.bot)
        assert len(post.boxes["FORUM"]) == 1
        assert state in post.read("FORUM")
    assert "転入届" not in post.read("FORUM")
    assert {state for _, state in await outcomes(world)} == {OutboxState.SENT}


async def test_投稿は九十日たっても書き換えられるように残る(world: World, post: Post) -> None:
    人 = world.市川
    await registers(人, **WRITTEN)
    await deliver(world.bot)
    world.clock.now += timedelta(days=200)
    await forget_old_messages(world.bot.deployment.database, world.clock)
    await 人.says("#1")
    await 人.presses("状態・段階・担当を変える")
    await 人.sends_in(state="対応中")
    await deliver(world.bot)
    assert len(post.boxes["FORUM"]) == 1
    assert "対応中" in post.read("FORUM")
