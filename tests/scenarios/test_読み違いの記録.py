"""「ちがう」: other readings are offered; what was meant is put down without names, reviewed, exported."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot import cli
from domain.correction import KEPT_DAYS
from domain.people import Attendance
from handlers.corrections import TEXT_CARRIED
from handlers.reply import Nothing, Pressed
from language.intents import Intent
from language.understanding import Understanding
from scheduler.forget_old_corrections import forget_old_corrections
from storage.audit import audit_entries
from storage.tables import CorrectionRow, StaffRow
from storage.versions import mark_roster_changed
from tests.scenarios.world import Talker, World

SURE_OF_NEXT = Understanding(
    Intent.NEXT_TRAINING,
    0.99,
    (
        (Intent.NEXT_TRAINING, 0.9),
        (Intent.TRAINING_STATUS, 0.05),
        (Intent.FIND_COURSE, 0.03),
        (Intent.PROFILE, 0.02),
    ),
)


@pytest.fixture
def misreads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is said is taken for the next training, but for a plain 受講履歴."""
    kind = type(world.bot.deps.understander)
    real = kind.understand

    def understand(self: object, text: str) -> Understanding:
        is_plain = "受講履歴" in text
        return real(self, text) if is_plain else SURE_OF_NEXT  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "understand", understand)


async def put_down(world: World) -> list[CorrectionRow]:
    async with world.bot.deployment.database.read() as session:
        return list(await session.scalars(select(CorrectionRow).order_by(col(CorrectionRow.id))))


async def corrects(talker: Talker, text: str) -> str:
    await talker.says(text)
    await talker.says("ちがう")
    return await talker.presses("自分の受講状況を見たい")


@pytest.mark.usefixtures("misreads")
@pytest.mark.parametrize("wrong", ["ちがう", "そうじゃなくて", "違います。", "ちゃうねん"])
async def test_ちがうと言えばほかの読み方を出し選べば答える(world: World, wrong: str) -> None:
    市川 = world.市川
    await 市川.says("どこまでいったっけ")
    読んだ = await 市川.says(wrong)
    assert "どのご用件でしたか" in 読んだ
    assert "次に受ける研修を知りたい" not in 読んだ
    assert "必要なスキルの習得" in await 市川.presses("自分の受講状況を見たい")
    (row,) = await put_down(world)
    assert (row.text, row.understood, row.meant, row.review) == (
        "どこまでいったっけ",
        "next_training",
        "training_status",
        "waiting",
    )
    assert row.day == world.clock.now.date()


@pytest.mark.usefixtures("misreads")
async def test_言い直せばそれに答え二つの読みの違いを残す(world: World) -> None:
    市川 = world.市川
    await 市川.says("どこまでいったっけ")
    assert "必要なスキルの習得" in await 市川.says("そうじゃなくて、受講履歴を表示して")
    (row,) = await put_down(world)
    assert (row.text, row.meant) == ("どこまでいったっけ", "training_status")


@pytest.mark.usefixtures("misreads")
async def test_名前もアドレスも番号も残らない(world: World) -> None:
    市川 = world.市川
    await corrects(
        市川,
        "市川遥さんと森田さんの、ichikawa.haruka@kakehashi.example と 090-1234-5678 の分、どこまで",
    )
    (row,) = await put_down(world)
    for secret in ("市川", "森田", "ichikawa", "1234", "5678"):
        assert secret not in row.text
    assert "〔氏名〕" in row.text


@pytest.mark.usefixtures("misreads")
async def test_退職した人の名前も一文字の姓もかなの姓名も残らない(world: World) -> None:
    database, organization = world.bot.deployment.database, world.bot.deployment.organization
    async with database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.name) == "田村　亜希子")
            .values(attendance=Attendance.LEFT.value)
        )
        await mark_roster_changed(session, organization_id=organization.id)
    await corrects(world.市川, "田村とイチカワハルカと林の分、どこまで。マイナンバー1234 5678 9012")
    (row,) = await put_down(world)
    assert row.text == "〔氏名〕と〔氏名〕と〔氏名〕の分、どこまで。マイナンバー〔番号〕"


async def test_聞き返しで二番目を選べば残り一番目なら残らない(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsure = Understanding(SURE_OF_NEXT.intent, 0.3, SURE_OF_NEXT.ranked, is_sure=False)
    monkeypatch.setattr(type(world.bot.deps.understander), "understand", lambda *_, **__: unsure)
    市川 = world.市川
    await 市川.says("あれ、どうなってる")
    await 市川.presses("次に受ける研修を知りたい")
    assert not await put_down(world)
    読んだ = await 市川.says("あれ、どうなってる")
    assert "事務局に残します" in 読んだ
    await 市川.presses("自分の受講状況を見たい")
    (row,) = await put_down(world)
    assert (row.understood, row.meant) == ("next_training", "training_status")


@pytest.mark.usefixtures("misreads")
async def test_同じ読み違いは何度あっても一つで同じ配達は二度効かない(world: World) -> None:
    for 人 in (world.市川, world.森田):
        await corrects(人, "どこまでいったっけ")
        assert await 人.bot.respond(人.last_sent) == Nothing()
    assert len(await put_down(world)) == 1


@pytest.mark.usefixtures("misreads")
async def test_言い直して残したものはそこでそう言う(world: World) -> None:
    市川 = world.市川
    await 市川.says("どこまでいったっけ")
    assert "事務局に残します" in await 市川.says("そうじゃなくて、受講履歴を表示して")
    assert "事務局に残します" not in await 市川.says("受講履歴を表示して")
    assert len(await put_down(world)) == 1


@pytest.mark.usefixtures("misreads")
async def test_ちがうはすぐ前のことだけ(world: World) -> None:
    市川 = world.市川
    await 市川.says("どこまでいったっけ")
    await 市川.presses("受講状況")
    assert "別の言い方でご用件を送ってください" in await 市川.says("ちがう")
    await 市川.says("どこまでいったっけ")
    await 市川.says("使い方")
    await 市川.says("違う、受講履歴を表示して")
    assert not await put_down(world)


async def test_聞いたことへの答えにちがうと言っても初めの言葉の読み違いにはしない(
    world: World,
) -> None:
    市川 = world.市川
    await 市川.says("情報セキュリティ研修（年次）を受講しました")
    await 市川.says("昨日")
    assert "どこを直しますか" in await 市川.says("ちがう")
    assert not any(b.action == "intent.choose" for _, b in 市川._buttons())
    assert not await put_down(world)


async def test_長い言葉は終わりを持ち越す(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = Understanding(SURE_OF_NEXT.intent, 0.3, SURE_OF_NEXT.ranked, is_sure=False)
    monkeypatch.setattr(type(world.bot.deps.understander), "understand", lambda *_, **__: unsure)
    市川 = world.市川
    await 市川.says("このところ窓口が混んでいて、" * 30 + "表計算ソフト 基礎のことを知りたい")
    (button, *_) = [b for _, b in 市川._buttons() if b.action == "intent.choose"]
    assert len(button.args["text"]) <= TEXT_CARRIED
    assert button.args["text"].endswith("表計算ソフト 基礎のことを知りたい")


async def test_何も答えていないのにちがうと言われたら言い直してもらう(world: World) -> None:
    assert "別の言い方でご用件を送ってください" in await world.市川.says("ちがう")
    assert not await put_down(world)


@pytest.mark.usefixtures("misreads")
async def test_途中のものがあればちがうのあとも続けられる(world: World) -> None:
    市川 = world.市川
    await 市川.sends(Pressed("dialogue.choose", {"intent": "complete_course"}))
    await 市川.says("ぜんぜん別のこと")
    await 市川.says("ちがう")
    assert "どの研修を受けましたか" in await 市川.presses("続き：受講の報告")


@pytest.mark.usefixtures("misreads")
async def test_事務局は記録を採用するか使わないか決め二人では先の人が決める(world: World) -> None:
    await corrects(world.市川, "どこまでいったっけ")
    await corrects(world.市川, "ええと例のやつ")
    水谷, 野々村 = world.水谷, world.person("nonomura.satoru")
    for 担当 in (水谷, 野々村):
        assert "どこまでいったっけ" in await 担当.says("読み違いの記録")
    await 水谷.presses("採用する", about="どこまで")
    assert "採用しました" in 水谷.reads
    assert "すでに処理されています" in await 野々村.presses("使わない", about="どこまで")
    await 野々村.presses("使わない", about="例のやつ")
    assert "確認を待っている記録はありません" in 野々村.reads
    assert [row.review for row in await put_down(world)] == ["accepted", "rejected"]
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    assert [e.action for e in entries][-2:] == ["CORRECTION_ACCEPTED", "CORRECTION_REJECTED"]


async def test_事務局でない人には見えず決められない(world: World) -> None:
    assert "事務局と研修担当の方だけ" in await world.市川.says("読み違いの記録")
    for action in ("correction.accept", "correction.reject"):
        読んだ = await world.市川.sends(Pressed(action, {"correction": "1"}), nonce="n")
        assert "事務局と研修担当の方だけ" in 読んだ
        読んだ = await world.水谷.sends(Pressed(action, {"correction": "1"}))
        assert "開き直してください" in 読んだ


@pytest.mark.usefixtures("misreads")
async def test_採用したものだけを学習用の文に書き出す(
    world: World, city_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await corrects(world.市川, "どこまでいったっけ")
    await corrects(world.市川, "ええと例のやつ")
    await world.水谷.says("読み違いの記録")
    水谷 = world.水谷
    await 水谷.says("読み違いの記録")
    await 水谷.presses("採用する", about="どこまで")
    organization = world.bot.deployment.organization
    for name, value in (
        ("DATABASE_URL", city_url),
        ("ORGANIZATION_KEY", organization.key),
        ("ORGANIZATION", organization.name),
        ("POLICY", "shimonoseki"),
    ):
        monkeypatch.setenv(f"KAKEHASHI_{name}", value)
    file = tmp_path / "直し.jsonl"
    assert await asyncio.to_thread(cli.run, ("language", "corrections", str(file))) == 0
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert lines == [{"text": "どこまでいったっけ", "intent": "training_status"}]
    assert await asyncio.to_thread(cli.run, ("language", "corrections", str(file))) == 2
    wrong = str(tmp_path / "直し.xlsx")
    assert await asyncio.to_thread(cli.run, ("language", "corrections", wrong)) == 2


@pytest.mark.usefixtures("misreads")
async def test_四百日で消える(world: World) -> None:
    await corrects(world.市川, "どこまでいったっけ")
    database = world.bot.deployment.database
    world.clock.pass_days(KEPT_DAYS)
    assert await forget_old_corrections(database, world.clock) == 0
    world.clock.pass_days(1)
    assert await forget_old_corrections(database, world.clock) == 1
    assert not await put_down(world)
