"""Drafts of improvement cases: what comes too late, how many there may be, what was withdrawn meanwhile."""

import json
from datetime import timedelta

from sqlalchemy import select, text
from sqlmodel import col

from domain.improvement_case import Case, CaseState
from handlers.reply import Nothing, Pressed, RejectFields, Submitted, Typed
from scheduler.forget_old_drafts import forget_old_drafts
from storage.case_drafts import CaseDraft, case_drafts
from storage.case_tables import CaseDraftRow
from storage.improvement_cases import every_case
from tests.scenarios.published import publish
from tests.scenarios.reported_cases import TEXT, case_now, person_of, reported
from tests.scenarios.world import Talker, World

TOLD = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になったので改善事例として報告したい"
WRITTEN = {"title": "転記の自動化", "before": "手で転記していた。", "after": "RPAで自動化した。"}
FULL = WRITTEN | {"visibility": "全庁"}


async def drafts_of(world: World, talker: Talker) -> tuple[CaseDraft, ...]:
    number = world.bot.deployment.organization.id
    person = await person_of(world, talker)
    async with world.bot.deployment.database.read() as session:
        return await case_drafts(session, organization_id=number, staff_id=person.id)


async def cases(world: World) -> tuple[Case, ...]:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.read() as session:
        return await every_case(session, organization_id=number)


async def kept_words(world: World) -> list[object]:
    async with world.bot.deployment.database.read() as session:
        return [*await session.scalars(select(col(CaseDraftRow.fields)))]


async def withdraws(talker: Talker, case_id: int = 1) -> None:
    await talker.sends(Pressed("case.history", {"case": str(case_id)}))
    await talker.presses("取り下げる")
    assert "取り下げました" in await talker.sends_in(reason="住民の名前があった")


async def test_報告や消した後に遅れて届いた入力は下書きを戻さない(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    form = 人.form
    for 終える, 言う in (("報告する", "改善事例を報告しました"), ("消す", "消しました")):
        await 人.sends(Pressed("case.write", {"new": "yes"}))
        form = 人.form
        await 人.sends_in(**FULL)
        world.clock.now += timedelta(seconds=5)
        late = Typed(form.action, WRITTEN | {"title": "打ちかけ"}, form.args, world.clock())
        if 終える == "消す":
            await 人.says("自分の事例")
        assert 言う in await 人.presses(終える)
        await 人.sends(late, nonce=form.nonce)
        assert 人.reply == Nothing()
        assert await drafts_of(world, 人) == ()
        assert await kept_words(world) == [{}] * (1 if 終える == "報告する" else 2)
    await 人.sends(Submitted(form.action, WRITTEN, form.args), nonce=form.nonce)
    (back,) = await drafts_of(world, 人)
    assert back.fields["title"] == "転記の自動化"
    world.clock.pass_days(91)
    assert await forget_old_drafts(world.bot.deployment.database, world.clock) == 1
    assert await kept_words(world) == []


async def test_別の端末で報告した下書きをもう一度送っても事例は増えずその事例の直しになる(
    world: World,
) -> None:
    人, もう一台 = world.市川, world.市川
    await 人.sends(Pressed("case.write", {"text": TOLD}))
    await もう一台.sends(Pressed("case.write", 人.form.args))
    await 人.sends_in(**FULL)
    assert "改善事例を報告しました" in await 人.presses("報告する")
    form = もう一台.form
    読んだ = await もう一台.sends_in(**FULL | {"after": "RPAで自動化し、手順書も作った。"})
    assert "先に事例1として報告しています" in 読んだ
    assert "事例1の直しとして保存しました" in 読んだ
    # What is typed into the window that still stands open does not make it new again, either.
    world.clock.now += timedelta(seconds=5)
    typed = FULL | {"after": "RPAで自動化し、手順書を部内に配った。"}
    await もう一台.sends(Typed(form.action, typed, form.args, world.clock()), nonce=form.nonce)
    await もう一台.sends(Submitted(form.action, typed, form.args), nonce=form.nonce)
    assert "直した内容を提出しました" in await もう一台.presses("報告する")
    (case,) = await cases(world)
    assert (case.version, case.text.after) == (2, typed["after"])
    await もう一台.sends(Submitted(form.action, typed, form.args), nonce=form.nonce)
    assert "先に" in await もう一台.presses("報告する")
    assert len(await cases(world)) == 1


async def test_こちらの時計が進んでいても確かめたあとに打った言葉は残り古い言葉は戻らない(
    world: World,
) -> None:
    人, ahead = world.市川, timedelta(minutes=3)
    await 人.sends(Pressed("case.write"))
    form, theirs = 人.form, world.clock() - ahead
    first = Typed(form.action, WRITTEN, form.args, theirs)
    await 人.sends(first, nonce=form.nonce)
    await 人.sends(Submitted(form.action, FULL, form.args), nonce=form.nonce)
    await 人.presses("直す")
    form = 人.form
    for words, seconds in (("手順書も作った。", 30), ("手", -5)):
        at = theirs + timedelta(seconds=seconds)
        typed = Typed(form.action, FULL | {"after": words}, form.args, at)
        await 人.sends(typed, nonce=form.nonce)
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["after"] == "手順書も作った。"
    await 人.sends(Submitted(form.action, FULL, form.args), nonce=form.nonce)
    late = Typed(form.action, FULL | {"after": "手"}, form.args, theirs)
    await 人.sends(late, nonce=form.nonce)
    (draft,) = await drafts_of(world, 人)
    assert draft.fields["after"] == FULL["after"]


async def test_下書きは20件までで古いものから消せる(world: World) -> None:
    人 = world.市川
    for n in range(20):
        await 人.sends(Pressed("case.write", {"text": f"改善事例{n}番の転記を自動にした"}))
        assert 人.form.title == "改善事例の報告"
        world.clock.now += timedelta(minutes=1)
    already = 人.form
    case = await reported(world, 人)
    for press in (
        Pressed("case.write", {"new": "yes"}),
        Pressed("case.write", {"text": "もうひとつの工夫"}),
        Pressed("case.write", {"case": str(case.id)}),
    ):
        assert "下書きは20件までです" in await 人.sends(press)
    assert "下書きは20件までです" in await 人.says(TOLD)
    古い = (await drafts_of(world, 人))[-1]
    (_, button), *_ = [(c, b) for c, b in 人._buttons() if b.action == "case.discard"]
    assert button.args == {"draft": 古い.key}
    assert "ほかに12件あります" in await 人.says("自分の事例")
    # A form that stood open keeps what was written into it.
    await 人.sends(Submitted(already.action, WRITTEN, already.args), nonce=already.nonce)
    assert "この内容で報告します" in 人.reads
    await 人.says(TOLD)
    await 人.presses("消す")
    assert "この内容で報告します" in await 人.says(TOLD)
    assert len(await drafts_of(world, 人)) == 20


async def test_書いている間に取り下げられた事例は黙って戻さず書いたものは残る(
    world: World,
) -> None:
    人, 水谷 = world.市川, world.水谷
    case = await reported(world, 人)
    await publish(world.bot)
    await 人.sends(Pressed("case.write", {"case": str(case.id)}))
    await withdraws(水谷)
    読んだ = await 人.sends_in(**FULL)
    assert isinstance(人.reply, RejectFields)
    assert "先に水谷　香さんが取り下げたため、変えていません" in 読んだ
    assert "RPAで自動化した。" in 読んだ
    assert (await case_now(world, case)).version == 1
    # Sent in once more, it is meant for what is withdrawn.
    assert "この内容で報告します" in await 人.sends_in(**FULL)
    assert "直した内容を提出しました" in await 人.presses("報告する")
    now = await case_now(world, case)
    assert (now.version, now.state) == (2, CaseState.LEADER_REVIEW)


async def test_効果がなしと書かれたら未記入にすると言い0円なら0のまま残す(world: World) -> None:
    人 = world.市川
    await 人.says("改善事例を報告したい")
    await 人.presses("書きはじめる")
    読んだ = await 人.sends_in(**FULL | {"hours": "", "cost": "なし", "waiting": "不明"})
    assert "減った費用は、「なし」とあるため未記入とします" in 読んだ
    assert "「0円」と書いてください" in 読んだ
    assert "短くなった待ち時間は、「不明」とあるため未記入とします" in 読んだ
    assert "減った時間は、" not in 読んだ
    await 人.presses("直す")
    読んだ = await 人.sends_in(**FULL | {"cost": "0円"})
    assert "未記入とします" not in 読んだ
    assert "年0円" in 読んだ


async def test_報告するを押す前に取り下げられたら言ってから確かめる(world: World) -> None:
    人, 水谷 = world.市川, world.水谷
    case = await reported(world, 人)
    await 人.sends(Pressed("case.write", {"case": str(case.id)}))
    await 人.sends_in(**FULL)
    await withdraws(水谷)
    読んだ = await 人.presses("報告する")
    assert "先に水谷　香さんが取り下げたため、変えていません" in 読んだ
    assert "RPAで自動化した。" in 読んだ
    assert (await case_now(world, case)).state is CaseState.WITHDRAWN
    assert "直した内容を提出しました" in await 人.presses("報告する")
    # Who has seen that it is withdrawn is not told again.
    await withdraws(水谷)
    await 人.sends(Pressed("case.write", {"case": str(case.id)}))
    assert "この内容で報告します" in await 人.sends_in(**FULL)
    assert "直した内容を提出しました" in await 人.presses("報告する")


async def test_確認している間に取り下げられた事例は決められず書いた理由は残る(
    world: World,
) -> None:
    人, 木下, 水谷 = world.市川, world.person("kinoshita.maho"), world.水谷
    case = await reported(world, 人)
    看板 = Pressed("case.review", {"case": str(case.id)})
    for label, sent in (
        ("差し戻す", {"reason": "数字の根拠も"}),
        ("修正を提案する", WRITTEN | {"reuse": "", "reason": "短く"}),
    ):
        await 木下.sends(看板)
        await 木下.presses(label)
        await withdraws(水谷)
        読んだ = await 木下.sends_in(**sent)
        assert isinstance(木下.reply, RejectFields)
        assert "先に水谷　香さんが取り下げたため、変えていません" in 読んだ
        assert sent["reason"] in 読んだ
        assert (await case_now(world, case)).state is CaseState.WITHDRAWN
        await 人.sends(Pressed("case.history", {"case": str(case.id)}))
        await 人.presses("確認に戻す")
    await 木下.sends(看板)
    await withdraws(水谷)
    assert "先に水谷　香さんが取り下げた" in await 木下.presses("承認する")
    assert TEXT.title in (await case_now(world, case)).text.title


async def test_修正提案を取り入れる前に取り下げられたら取り入れない(world: World) -> None:
    人, 木下, 水谷 = world.市川, world.person("kinoshita.maho"), world.水谷
    case = await reported(world, 人)
    await 木下.sends(Pressed("case.review", {"case": str(case.id)}))
    await 木下.presses("修正を提案する")
    await 木下.sends_in(**WRITTEN, reuse="", reason="短く")
    await withdraws(水谷)
    args = {"case": str(case.id), "version": "1", "decision": "1"}
    読んだ = await 人.sends(Pressed("case.take_suggestion", args), nonce="n1")
    assert "先に水谷　香さんが取り下げた" in 読んだ
    assert (await case_now(world, case)).version == 1


async def test_大きすぎる数は断り打ったものは残る(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    読んだ = await 人.sends_in(**FULL, cost="10億1円", waiting="1000000001分", hours="")
    assert isinstance(人.reply, RejectFields)
    assert "減った費用は「年12万円」" in 読んだ
    assert "短くなった待ち時間は「15分」" in 読んだ
    (draft,) = await drafts_of(world, 人)
    assert (draft.fields["cost"], draft.fields["waiting"]) == ("10億1円", "1000000001分")
    await 人.sends_in(**FULL, cost="10億円", waiting="", hours="")
    assert "改善事例を報告しました" in await 人.presses("報告する")


HALF = "\ud83d"
"""Of an emoji that a program has cut in two."""


async def test_絵文字の途中で切れた言葉も下書きになり報告できる(world: World) -> None:
    人 = world.市川
    await 人.says(
        f"申請書の転記をRPAで{HALF}自動にして月10時間減ったので、改善事例として報告したい"
    )
    await 人.sends(Pressed("case.write", {"text": f"{HALF}{TOLD}"}))
    await 人.sends_in(**FULL | {"title": f"転記の{HALF}自動化"})
    assert "転記の自動化" in await 人.says("下書き")
    await 人.presses("続きから書く", about="転記の自動化")
    await 人.sends_in(**FULL | {"after": f"RPA{HALF}で自動化した。"})
    assert "改善事例を報告しました" in await 人.presses("報告する")
    (case,) = await cases(world)
    assert (case.text.title, case.text.after) == ("転記の自動化", "RPAで自動化した。")


async def test_切れた絵文字が前から入っている下書きも開ける(world: World) -> None:
    人 = world.市川
    await 人.sends(Pressed("case.write"))
    await 人.sends_in(**FULL)
    kept = json.dumps(FULL | {"title": f"転記の{HALF}RPA"})
    async with world.bot.deployment.database.begin() as session:
        await session.execute(text(f"UPDATE case_draft SET fields = '{kept}'"))
    assert "転記のRPA" in await 人.says("下書き")
