"""「改善事例を報告したい」: from the first word to a case that waits; nothing typed is lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from cards.elements import Button, Buttons, Card
from domain.improvement_case import Case, CaseState, Visibility
from handlers.reply import Nothing, Pressed, RejectFields, Submitted, Typed
from scheduler.forget_old_drafts import forget_old_drafts
from storage.case_drafts import CaseDraft, case_drafts
from storage.case_history import attachment_names
from storage.cases_by_author import cases_of
from storage.improvement_cases import change_case
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from tests.scenarios.published import case_numbered, publish
from tests.scenarios.world import Talker, World

TOLD = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になったので改善事例として報告したい"
WRITTEN = {"title": "転記の自動化", "before": "手で転記していた。", "after": "RPAで自動化した。"}


async def drafts_of(world: World, talker: Talker) -> tuple[CaseDraft, ...]:
    organization_id = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        person = await person_by_email(
            session, organization_id=organization_id, email=talker.email or ""
        )
        assert person is not None
        return await case_drafts(session, organization_id=organization_id, staff_id=person.id)


async def the_case(world: World, number: int = 1) -> Case:
    return await case_numbered(world.bot, number)


async def told_of(world: World, kind: str) -> int:
    async with world.bot.deployment.database.read() as session:
        entries = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=50
        )
    return sum(entry.kind == kind for entry in entries)


async def types(talker: Talker, world: World, **values: str) -> None:
    """Into the open form, which stays open."""
    form = talker.form
    body = Typed(form.action, values, form.args, world.clock())
    await talker.sends(body, nonce=form.nonce)


async def test_言われたことを項目に分けて確かめてから報告し確認する人に一度だけ伝わる(
    world: World,
) -> None:
    人 = world.市川
    読んだ = await 人.says(TOLD)
    assert "この内容で報告します" in 読んだ
    assert "申請書の転記に毎月20時間かかっていた" in 読んだ
    assert "月18時間" in 読んだ
    assert "RPA" in 読んだ
    card = 人.cards[0]
    読んだ = await 人.presses("報告する")
    assert "改善事例を報告しました" in 読んだ
    assert "事例1「申請書の転記：RPAで自動化」" in 読んだ
    case = await the_case(world)
    assert (case.state, case.version, case.text.effect.hours) == (CaseState.LEADER_REVIEW, 1, 18)
    assert (case.department, case.text.tools) == ("市民部", ("RPA",))
    assert await told_of(world, "case.waiting") == 1
    assert "下書きが見つかりません" in await 人.sends(人.last_sent.body, nonce=card.nonce)
    assert await told_of(world, "case.waiting") == 1
    assert await drafts_of(world, 人) == ()


async def test_書き間違いは一文で言い打ったものは残る(world: World) -> None:
    人 = world.市川
    assert "書きはじめる" in await 人.says("改善事例を報告したい")
    await 人.presses("書きはじめる")
    assert [f.name for f in 人.form.fields if f.required] == ["title", "before", "after"]
    読んだ = await 人.sends_in(
        title="転記の自動化", before="手で転記していた。", hours="たくさん", cost="12万"
    )
    assert isinstance(人.reply, RejectFields)
    assert "工夫を書いてください。" in 読んだ
    assert "減った時間は「月10時間」" in 読んだ
    assert "手で転記していた。" in 読んだ
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["hours"] == "たくさん"
    読んだ = await 人.sends_in(**WRITTEN, hours="約３０分", cost="12万", waiting="１時間")
    assert "月30分" in 読んだ
    assert "年120,000円" in 読んだ
    assert "60分" in 読んだ


async def test_閉じても再起動しても続きから書け消せる(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    await types(人, world, title="窓口の", before="", after="")
    assert 人.reply == Nothing()
    読んだ = await 人.says("改善事例を報告したい")
    assert "書きかけの改善事例があります" in 読んだ
    assert "窓口の" in 読んだ
    await 人.presses("続きから書く")
    assert 人.form.fields[0].value == "窓口の"
    await 人.sends(Pressed("case.write"))
    assert "窓口の" in 人.reads
    await 人.presses("新しく書く")
    assert 人.form.fields[0].value == ""
    await 人.says("自分の事例")
    assert "下書き「窓口の」を消しました" in await 人.presses("消す")
    assert await drafts_of(world, 人) == ()


async def test_遅れて届いた古い入力は新しい入力を消さない(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    form = 人.form
    now = world.clock()
    for title, at in (("転記の自動", now), ("転", now - timedelta(seconds=2))):
        typed = Typed(form.action, {"title": title}, form.args, at)
        await 人.sends(typed, nonce=form.nonce)
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["title"] == "転記の自動"


async def test_同じ瞬間に二度押しても事例はひとつ(world: World) -> None:
    人 = world.市川
    await 人.says(TOLD)
    card = 人.cards[0]
    (submit,) = [b for b in buttons_of(card) if b.action == "case.submit"]
    body = Pressed(submit.action, submit.args)
    片手, もう片手 = world.市川, world.市川
    await asyncio.gather(片手.sends(body, nonce=card.nonce), もう片手.sends(body, nonce=card.nonce))
    読んだ = sorted([片手.reads, もう片手.reads])
    assert sum("改善事例を報告しました" in each for each in 読んだ) == 1
    assert sum("下書きが見つかりません" in each for each in 読んだ) == 1
    assert await told_of(world, "case.waiting") == 1


def buttons_of(card: Card) -> list[Button]:
    return [b for e in card.elements if isinstance(e, Buttons) for b in e.buttons]


async def test_古いカードの報告するは新しい内容を見せてから(world: World) -> None:
    人 = world.市川
    await 人.says(TOLD)
    古い = 人.reply
    await 人.presses("直す")
    form = 人.form
    await 人.sends_in(**WRITTEN, visibility=Visibility.DEPARTMENT.value)
    新しい = 人.reply
    人.reply = 古い
    読んだ = await 人.presses("報告する")
    assert "下書きは、その後で直されています" in 読んだ
    assert "自部局" in 読んだ
    人.reply = 新しい
    assert "改善事例を報告しました" in await 人.presses("報告する")
    case = await the_case(world)
    assert (case.text.title, case.text.visibility) == ("転記の自動化", Visibility.DEPARTMENT)
    # A window that stood open elsewhere loses nothing, and makes no second case by itself.
    await 人.sends(Submitted(form.action, WRITTEN, form.args), nonce=form.nonce)
    assert "この内容で報告します" in 人.reads
    async with world.bot.deployment.database.read() as session:
        assert case.author_id is not None
        organization_id = world.bot.deployment.organization.id
        own = await cases_of(
            session, organization_id=organization_id, author_id=case.author_id, limit=9
        )
    assert len(own) == 1


async def test_ほかの人の下書きと事例は読めず変えられない(world: World) -> None:
    人, ほか = world.市川, world.森田
    await 人.says(TOLD)
    (draft,) = await drafts_of(world, 人)
    for action in ("case.write", "case.submit", "case.discard", "case.detach"):
        args = {"draft": draft.key, "attachment": "1", "digest": "x"}
        読んだ = await ほか.sends(Pressed(action, args), nonce="n1")
        assert "転記" not in 読んだ
    await ほか.sends(
        Submitted("case.save", {"title": "乗っ取り"}, {"draft": draft.key}), nonce="n2"
    )
    (still,) = await drafts_of(world, 人)
    assert still.fields["title"] == draft.fields["title"]
    await 人.presses("報告する")
    読んだ = await ほか.sends(Pressed("case.write", {"case": str((await the_case(world)).id)}))
    assert "事例を直せるのは報告した人だけです" in 読んだ


async def test_メッセージのファイルもあとから送ったファイルも事例につく(world: World) -> None:
    人 = world.市川
    await 人.attaches(("手順.pdf", b"%PDF"), text=TOLD)
    assert "「手順.pdf」を添付しました。" in 人.reads
    assert "読んでいません" not in 人.reads
    読んだ = await 人.attaches(("画面.png", b"\x89PNG"))
    assert "画面.pngを外す" in 読んだ
    assert "添付ファイルを外しました" in await 人.presses("手順.pdfを外す")
    読んだ = await 人.attaches(*((f"{n}.txt", b"x") for n in range(5)))
    assert "添付できるのは、ひとつの事例に5個までです" in 読んだ
    await 人.presses("報告する")
    case = await the_case(world)
    async with world.bot.deployment.database.read() as session:
        names = await attachment_names(
            session, organization_id=world.bot.deployment.organization.id, case_id=case.id
        )
    assert [file.name for file in names] == ["画面.png"]


async def test_自分の事例で状態と理由がわかり直して出し直せる(world: World) -> None:
    人 = world.市川
    await 人.says(TOLD)
    await 人.presses("報告する")
    読んだ = await 人.says("自分の事例")
    assert "11月20日(金)から確認待ち" in 読んだ
    case = await the_case(world)
    async with world.bot.deployment.database.begin() as session:
        await change_case(
            session,
            replace(case, state=CaseState.SENT_BACK, waiting_since=None),
            read=case,
            organization_id=world.bot.deployment.organization.id,
            at=world.clock(),
        )
    assert "差し戻し" in await 人.says("自分の事例")
    await 人.presses("直す")
    assert 人.form.fields[0].value == case.text.title
    assert 人.form.title == "事例1を直す"
    await 人.sends_in(**WRITTEN)
    assert "直した内容を提出しました" in await 人.presses("報告する")
    after = await the_case(world)
    assert (after.version, after.state) == (2, CaseState.LEADER_REVIEW)
    assert after.text.title == "転記の自動化"


async def test_題名を打つあいだも保存した後も似た事例が見える(world: World) -> None:
    人, ほか = world.市川, world.森田
    await ほか.says(TOLD)
    await ほか.presses("報告する")
    await publish(world.bot)
    await 人.sends(Pressed("case.write"))
    await types(人, world, title="申請書の転記の自動化", before="", after="")
    assert "事例1「申請書の転記：RPAで自動化」" in 人.reads
    assert 人.form.fields[0].value == "申請書の転記の自動化"
    await types(人, world, title="申請書の転記の自動化", before="手で", after="")
    assert 人.reply == Nothing()
    await 人.sends(Pressed("case.mine"))
    await 人.presses("続きから書く")
    読んだ = await 人.sends_in(
        title="申請書の転記の自動化", before="手で転記していた。", after="RPAにした。"
    )
    assert "似た事例がすでにあります" in 読んだ
    assert "うちでもやった" in 読んだ


async def test_個人情報らしいものは送る前に見せる(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    読んだ = await 人.sends_in(
        **{**WRITTEN, "before": "住民の佐藤様（090-1234-5678）に電話していた。"}
    )
    assert "個人情報などが入っていませんか" in 読んだ
    assert "090-1234-5678" in 読んだ
    assert "改善事例を報告しました" in await 人.presses("報告する")


async def test_九十日さわらない下書きは忘れる(world: World) -> None:
    人 = world.市川
    await 人.attaches(("手順.pdf", b"%PDF"), text=TOLD)
    world.clock.pass_days(89)
    database = world.bot.deployment.database
    assert await forget_old_drafts(database, world.clock) == 0
    world.clock.pass_days(2)
    assert await forget_old_drafts(database, world.clock) == 1
    assert await forget_old_drafts(database, world.clock) == 0
    読んだ = await 人.presses("報告する")
    assert "下書きが見つかりません" in 読んだ


async def test_きっかけの研修は修了したものから並ぶ(world: World) -> None:
    人 = world.森田
    await 人.sends(Pressed("case.write"))
    (course,) = [field for field in 人.form.fields if field.name == "course"]
    labels = [option.label for option in course.options]  # type: ignore[union-attr]
    own = [label for label in labels if label.endswith("（修了）")]
    assert own
    assert labels[: 1 + len(own)] == ["なし", *own]
    assert len(labels) <= 101


TOLD_AT_LENGTH = """窓口の証明書の申請なんですけど、今まで手書きの申請書を1枚ずつ職員がシステムに打ち直してて、
だいたい1件に5分くらいかかってました。
打ち間違いも月に10件くらいあって、市民の方を待たせることも多かったです。
それで、タブレットで書いてもらってバーコードで読み取るようにしたら、打ち直しがなくなりました。"""


async def test_報告の案内のあとに長々と語れば_そのまま下書きになる(world: World) -> None:
    人 = world.市川
    assert "文章で送ると" in await 人.says("改善事例を報告したい")
    assert "この内容で報告します" in await 人.says(TOLD_AT_LENGTH)
    assert "バーコードで読み取る" in 人.reads
    assert "手書きの申請書を1枚ずつ" in 人.reads


async def test_報告しますと書き添えた長い文は_案内がなくても下書きになる(world: World) -> None:
    人 = world.市川
    assert "この内容で報告します" in await 人.says(f"改善事例を報告します。\n{TOLD_AT_LENGTH}")
    assert "バーコードで読み取る" in 人.reads


@pytest.mark.parametrize(
    "text",
    [
        "次に何の研修を受ければいいですか、教えてください",
        "やっぱり先に自分の受講状況が見たいんだけど見せて",
    ],
)
async def test_案内のあとでも_ほかの頼みはその答えになる(world: World, text: str) -> None:
    人 = world.市川
    await 人.says("改善事例を報告したい")
    assert "この内容で報告します" not in await 人.says(text)
