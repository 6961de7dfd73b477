"""「参考になった」「うちでもやった」「定着した」, the map, and who hears of what."""

import asyncio
import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PIL import Image

from bot.sample_cases import bring_in_sample_cases
from domain.improvement_case import (
    Case,
    CaseState,
    CaseText,
    PublishedCase,
    Visibility,
    resubmitted,
)
from domain.outbox import OutboxEntry
from domain.people import Person
from handlers.reply import OpenForm, Pressed, RejectFields, Show, Submitted
from scheduler.tell_alike_departments import tell_alike_departments
from storage.audit import audit_entries
from storage.case_adoptions import all_adoptions
from storage.improvement_cases import add_case, case_by_id, change_case
from storage.organization_lock import hold_organization
from storage.outbox_entries import outbox_entries
from storage.people import person_by_email
from storage.published_cases import published_case
from tests.scenarios.post import deliver, post_in
from tests.scenarios.world import Talker, World

転記 = CaseText(
    title="介護認定調査票の転記をRPAに任せる",
    before="認定調査票の内容を職員が1件ずつ打ち直していた。",
    after="読み取りと入力をRPAに任せた。",
    tools=("RPA",),
)
会議録 = CaseText(
    title="会議録の下書きを生成AIで作る",
    before="審議会の会議録を、録音を聞き直しながら書いていた。",
    after="文字起こしと生成AIで下書きする。",
)
川瀬 = "kawase.maki"


async def person(world: World, name: str) -> Person:
    async with world.bot.deployment.database.read() as session:
        found = await person_by_email(
            session,
            organization_id=world.bot.deployment.organization.id,
            email=f"{name}@kakehashi.example",
        )
    assert found is not None
    return found


async def published(
    world: World, text: CaseText = 転記, *, by: str = 川瀬, at: datetime | None = None
) -> int:
    """Its row number."""
    author, at = await person(world, by), at or world.clock()
    case = Case(
        id=0,
        number=0,
        author_id=author.id,
        department=author.main_post.department,
        section=author.main_post.section,
        state=CaseState.PUBLISHED,
        version=1,
        text=text,
        created_at=at,
        published_version=1,
        published_at=at,
    )
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        await hold_organization(session, organization_id=number)
        return (await add_case(session, case, organization_id=number, editor_id=author.id)).id


async def stands(world: World, case_id: int) -> PublishedCase:
    async with world.bot.deployment.database.read() as session:
        found = await published_case(
            session, organization_id=world.bot.deployment.organization.id, case_id=case_id
        )
    assert found is not None
    return found


async def notices(world: World, kind: str) -> list[OutboxEntry]:
    async with world.bot.deployment.database.read() as session:
        found = await outbox_entries(
            session, organization_id=world.bot.deployment.organization.id, limit=50
        )
    return [entry for entry in found if entry.kind == kind]


async def withdraw(world: World, case_id: int) -> None:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        case = await case_by_id(session, organization_id=number, case_id=case_id)
        assert case is not None
        after = Case(
            id=case.id,
            number=case.number,
            author_id=case.author_id,
            department=case.department,
            section=case.section,
            state=CaseState.WITHDRAWN,
            version=case.version,
            text=case.text,
            created_at=case.created_at,
            published_at=case.published_at,
        )
        assert await change_case(
            session, after, read=case, organization_id=number, at=world.clock()
        )


def of(case_id: int, **more: str) -> dict[str, str]:
    return {"case": str(case_id)} | more


async def opens(talker: Talker, case_id: int) -> str:
    return await talker.sends(Pressed("case.ask_adopt", of(case_id)))


async def test_参考になったは一人一回で取り消せる(world: World) -> None:
    case_id, 市川 = await published(world), world.市川
    thank = Pressed("case.thank", of(case_id))
    assert "参考になった：1人" in await 市川.sends(thank, nonce="n1")
    assert "参考になった：1人" in await 市川.sends(thank, nonce="n2")
    assert "参考になった：2人" in await world.三宅.sends(thank, nonce="n1")
    読んだ = await 市川.presses("取り消す") if 市川.cards else ""
    assert "取り消しました" in 読んだ
    assert "参考になった：1人" in 読んだ
    assert "参考になった：2人" in await 市川.presses("参考になった")
    assert (await stands(world, case_id)).thanks == 2
    assert "ご自分の事例です" in await world.person(川瀬).sends(thank)


async def test_うちでもやったを登録して報告した人に届き直せて取り消せる(world: World) -> None:
    post, case_id, 市川 = post_in(world.bot), await published(world), world.市川
    await opens(市川, case_id)
    assert 市川.form.title == "うちでもやった"
    place = str(市川.form.fields[0].value)
    sent = {"place": place, "since": "2026-09-01", "hours": "たくさん", "remark": "様式を直した。"}
    assert "減った時間は「月10時間」" in await 市川.sends_in(**sent)
    assert isinstance(市川.reply, RejectFields)
    assert [field.value for field in 市川.form.fields] == [
        place,
        "2026-09-01",
        "たくさん",
        "様式を直した。",
    ]
    form = 市川.form
    読んだ = await 市川.sends_in(**{**sent, "hours": "月に約１０時間"})
    assert "登録しました" in 読んだ
    assert "10時間" in 読んだ
    await 市川.sends(Submitted(form.action, {**sent, "hours": "5"}, form.args), nonce=form.nonce)
    case = await stands(world, case_id)
    assert (case.adopted_by, case.spread) == (1, "横展開")

    await deliver(world.bot)
    届いた = post.read(f"{川瀬}@kakehashi.example")
    assert "市民部 市民課でも始めたそうです" in 届いた
    assert "様式を直した。" in 届いた
    assert len(await notices(world, "case.adopted")) == 1

    await opens(市川, case_id)
    assert 市川.form.submit == "直す"
    sent |= {"place": place, "keep": "keep"}
    assert "月8時間40分" in await 市川.sends_in(**{**sent, "hours": "週2時間"})
    await opens(市川, case_id)
    assert "8時間40分" in [field.value for field in 市川.form.fields]
    await 市川.sends_in(**{**sent, "hours": ""})
    assert "登録を直しました" in 市川.reads
    assert "未記入" in 市川.reads
    await opens(市川, case_id)
    assert "登録を取り消しました" in await 市川.sends_in(**{**sent, "hours": "", "keep": "remove"})
    assert (await stands(world, case_id)).adopted_by == 0
    await deliver(world.bot)
    assert len(await notices(world, "case.adopted")) == 1
    async with world.bot.deployment.database.read() as session:
        audited = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    done = [entry.action for entry in audited if "ADOPT" in entry.action]
    corrected = ["CASE_ADOPTION_CORRECTED"] * 2
    assert done == ["CASE_ADOPTED", *corrected, "CASE_ADOPTION_REMOVED"]


async def test_同じ課の登録はひとつで登録した人と事務局だけが直せる(world: World) -> None:
    case_id, 市川, 三宅, 水谷 = await published(world), world.市川, world.三宅, world.水谷
    for talker in (市川, 三宅):
        await opens(talker, case_id)
    sent = {
        "place": str(市川.form.fields[0].value),
        "since": "2026-09-01",
        "hours": "3",
        "remark": "",
    }
    await asyncio.gather(市川.sends_in(**sent), 三宅.sends_in(**sent))
    accepted = [t for t in (市川, 三宅) if isinstance(t.reply, Show)]
    (refused,) = [t for t in (市川, 三宅) if isinstance(t.reply, RejectFields)]
    assert len(accepted) == 1
    assert "登録し" in refused.reads
    assert refused.form.fields[2].value == "3"
    assert (await stands(world, case_id)).adopted_by == 1

    await opens(水谷, case_id)
    other = {
        "place": "other",
        "section": "市民　課",
        "since": "2026-08-01",
        "hours": "4",
        "remark": "",
    }
    assert "登録されています" in await 水谷.sends_in(**other)
    assert "登録を直しました" in await 水谷.sends_in(**other, keep="keep")
    async with world.bot.deployment.database.read() as session:
        (adoption,) = await all_adoptions(
            session, organization_id=world.bot.deployment.organization.id
        )
    assert adoption.hours == 4
    assert adoption.staff_id == (await person(world, (accepted[0].email or "").split("@")[0])).id


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("", "課・所属の名前を書いてください"),
        ("収納か", "「収納課」ではありませんか"),
        ("高齢者支援課", "この事例を報告した課です"),
    ],
)
async def test_事務局が書いた課が見つからなければ何を書けばよいか言う(
    world: World, section: str, sentence: str
) -> None:
    水谷 = world.水谷
    await opens(水谷, await published(world))
    sent = {"place": "other", "since": "2026-08-01", "hours": "", "remark": "ひとこと"}
    assert sentence in await 水谷.sends_in(**sent, section=section)
    assert 水谷.form.fields[-1].value == "ひとこと"


async def test_報告した課は登録できず報告した人とリーダーだけが定着にできる(world: World) -> None:
    case_id, 川瀬さん, 市川 = await published(world), world.person(川瀬), world.市川
    assert "ご自分の課の事例です" in await opens(川瀬さん, case_id)
    assert "「定着」にしました" in await 川瀬さん.presses("定着した")
    assert (await stands(world, case_id)).spread == "定着"
    refused = await 市川.sends(Pressed("case.establish", of(case_id, to="undone")))
    assert "福祉部のDX推進リーダーだけです" in refused
    assert "「実施」です" in await 川瀬さん.presses("「定着した」を取り消す")
    await 川瀬さん.sends(川瀬さん.last_sent.body, nonce=川瀬さん.last_sent.nonce)
    assert not (await stands(world, case_id)).is_established


async def test_見られない事例には何もできず地図にも出ない(world: World) -> None:
    text = CaseText(
        title="自部局だけの事例", before="前", after="後", visibility=Visibility.DEPARTMENT
    )
    hidden, gone = await published(world, text), await published(world, 会議録)
    await withdraw(world, gone)
    市川 = world.市川
    for case_id in (hidden, gone, 999_999):
        for action in ("case.thank", "case.ask_adopt", "case.establish"):
            assert "いまは見られません" in await 市川.sends(Pressed(action, of(case_id)))
        form = Submitted("case.adopt", {"place": "x"}, of(case_id))
        assert "いまは見られません" in await 市川.sends(form, nonce=f"n{case_id}")
    assert "まだありません" in await 市川.says("横展開マップ")
    assert "自部局だけの事例" in await world.森田.says("横展開マップを見せて")


async def test_横展開マップは表と図で出て続きを見られる(world: World) -> None:
    deployment = world.bot.deployment
    await bring_in_sample_cases(deployment, today=world.clock().date())
    市川 = world.市川
    読んだ = await 市川.says("どの課が何を真似した？")
    assert "広がっている事例は8件" in 読んだ
    assert 読んだ.index("介護認定調査票") < 読んだ.index("会議録の下書き")
    ((name, content),) = 市川.files.items()
    assert name == "横展開マップ_2026-11-20.png"
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PNG"
        assert image.width > 600
    assert "12件のうち9〜12件目" in await 市川.presses("もっと見る")
    assert 市川.files == {}
    assert "1〜8件目" in await 市川.presses("前へ")


async def test_同じ仕事の部局のリーダーに一度だけ知らせる(world: World) -> None:
    post = post_in(world.bot)
    await published(world, 会議録, by="hayase.kanade", at=world.clock() - timedelta(days=30))
    text = CaseText(
        title="審議会の会議録を生成AIで下書きする",
        before="録音を聞き直しながら会議録を書いていた。",
        after="文字起こしと生成AIに任せた。",
    )
    case_id = await published(world, text)
    told = await tell_alike_departments(world.bot.deps)
    assert 1 <= told <= 5
    assert await tell_alike_departments(world.bot.deps) == 0
    found = await notices(world, "case.alike")
    assert len(found) == told
    assert (await person(world, 川瀬)).id not in {entry.staff_id for entry in found}
    await deliver(world.bot)
    届いた = post.read("fukasawa.risa@kakehashi.example")
    assert "似た仕事の改善事例があります" in 届いた
    assert "あなたの部局が公開した事例（事例1「会議録の下書きを生成AIで作る」）" in 届いた
    assert post.read(f"{川瀬}@kakehashi.example") == ""
    assert (await stands(world, case_id)).adopted_by == 0


async def test_止めている人_見られない人_もう始めた部局には知らせない(world: World) -> None:
    post, 深沢 = post_in(world.bot), world.person("fukasawa.risa")
    await published(world, 会議録, by="hayase.kanade", at=world.clock() - timedelta(days=30))
    await 深沢.says("お知らせをもう送らないで")
    await published(world, CaseText(title=会議録.title, before=会議録.before, after="別のやり方"))
    own = CaseText(title=会議録.title, before="前", after="後", visibility=Visibility.DEPARTMENT)
    await published(world, own, by="morita.sho")
    assert await tell_alike_departments(world.bot.deps) >= 1
    await deliver(world.bot)
    assert post.read("fukasawa.risa@kakehashi.example") == ""
    reasons = {entry.reason for entry in await notices(world, "case.alike")}
    assert "silenced" in reasons


async def comes_out(world: World, case_id: int, visibility: Visibility) -> None:
    """A new version, approved now."""
    number, now = world.bot.deployment.organization.id, world.clock()
    async with world.bot.deployment.database.begin() as session:
        was = await case_by_id(session, organization_id=number, case_id=case_id)
        assert was is not None
        text = replace(was.text, visibility=visibility)
        waits = resubmitted(
            was, text, editor_id=was.author_id, state=CaseState.OFFICE_REVIEW, at=now
        )
        assert await change_case(session, waits, read=was, organization_id=number, at=now)
    水谷 = world.水谷
    await 水谷.sends(Pressed("case.review", of(case_id)))
    assert "公開しました" in await 水谷.presses("承認する")


async def test_自部局だけだった事例は公開範囲が広がったときに知らせ二度は知らせない(
    world: World,
) -> None:
    post = post_in(world.bot)
    深沢 = "fukasawa.risa@kakehashi.example"
    await published(world, 会議録, by="hayase.kanade", at=world.clock() - timedelta(days=30))
    own = CaseText(
        title="審議会の会議録を生成AIで下書きする",
        before="録音を聞き直しながら会議録を書いていた。",
        after="文字起こしと生成AIに任せた。",
        visibility=Visibility.DEPARTMENT,
    )
    case_id = await published(world, own)
    assert await tell_alike_departments(world.bot.deps) == 0
    world.clock.pass_days(11)
    await comes_out(world, case_id, Visibility.OFFICE)
    told = await tell_alike_departments(world.bot.deps)
    assert told >= 1
    await deliver(world.bot)
    assert "似た仕事の改善事例があります" in post.read(深沢)
    before = len(post.boxes[深沢])
    await comes_out(world, case_id, Visibility.FORUM)
    await comes_out(world, case_id, Visibility.OFFICE)
    await tell_alike_departments(world.bot.deps)
    await deliver(world.bot)
    assert len(post.boxes[深沢]) == before


async def test_届く前に取り下げられた事例はまた公開されたときに知らせる(world: World) -> None:
    post = post_in(world.bot)
    深沢 = "fukasawa.risa@kakehashi.example"
    await published(world, 会議録, by="hayase.kanade", at=world.clock() - timedelta(days=30))
    case_id = await published(
        world, replace(会議録, title="審議会の会議録を生成AIで下書きする", after="任せた。")
    )
    assert await tell_alike_departments(world.bot.deps) >= 1
    await withdraw(world, case_id)
    assert await tell_alike_departments(world.bot.deps) == 0
    await deliver(world.bot)
    assert post.read(深沢) == ""
    await comes_out(world, case_id, Visibility.OFFICE)
    assert await tell_alike_departments(world.bot.deps) >= 1
    await deliver(world.bot)
    assert "似た仕事の改善事例があります" in post.read(深沢)


async def test_古いフォームと番号のないフォームは受け付けない(world: World) -> None:
    case_id, 市川 = await published(world), world.市川
    await opens(市川, case_id)
    assert isinstance(市川.reply, OpenForm)
    form = 市川.form
    assert "古くなっています" in await 市川.sends(Submitted(form.action, {}, form.args))
    assert "選んでください" in await 市川.sends(
        Submitted(form.action, {"place": "ない課", "since": "2099-01-01"}, form.args), nonce="n9"
    )
