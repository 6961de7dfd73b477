"""Bad input gets a clear sentence, and nothing of it reaches the log."""

import logging

import pytest

from domain.account import AccountKind
from handlers import help as helping
from handlers.reply import Pressed, Said, Submitted
from storage.audit import audit_entries
from storage.people import staff_in_service
from tests.cards.renderers.hostile import HOSTILE
from tests.scenarios.world import World


async def test_名簿にない人は入り方を教わり事務局に申し出が見える(world: World) -> None:
    読んだ = await world.person("dareka@example.com").says("次に何の研修を受ければいい？")
    assert "職員名簿に登録されていません" in 読んだ
    水谷 = world.水谷
    await 水谷.says("使い方")
    読んだ = await 水谷.presses("事務局の確認待ち")
    assert "dareka@example.com" in 読んだ
    読んだ = await 水谷.presses("対応済みにする", about="表示名")
    assert "dareka@example.com" not in 読んだ


async def test_名簿にない人が何度書いても申し出はひとつ(world: World) -> None:
    for _ in range(3):
        await world.person("dareka@example.com").says("こんにちは")
    水谷 = world.水谷
    await 水谷.says("使い方")
    読んだ = await 水谷.presses("事務局の確認待ち")
    assert 読んだ.count("対応済みにする（") == 1


@pytest.mark.parametrize("kind", [AccountKind.GUEST, AccountKind.EXTERNAL])
async def test_職員でないアカウントには名簿のメールがあっても答えない(
    world: World, kind: AccountKind
) -> None:
    市川 = world.市川
    市川.kind = kind
    読んだ = await 市川.says("受講状況")
    assert "職員のアカウントだけが使えます" in 読んだ
    assert "必要なスキルの習得" not in 読んだ


async def test_メールの見えないアカウントには権限の確認を求める(world: World) -> None:
    だれか = world.person("")
    だれか.email = None
    assert "メールアドレスを確認できない" in await だれか.says("受講状況")


async def test_他人の受講状況は見られない(world: World) -> None:
    読んだ = await world.市川.says("森田さんの受講状況を見せて")
    assert "本人・上司・事務局・研修担当だけが見られます" in 読んだ
    assert "必要なスキルの習得" not in 読んだ


async def test_名簿にない人の受講状況を尋ねても自分のものは出ない(world: World) -> None:
    読んだ = await world.三宅.says("架空さんの受講状況を見せて")
    assert "「架空」さんは職員名簿に見つかりません" in 読んだ
    assert "必要なスキルの習得" not in 読んだ


async def test_自分の受講状況には自分の名前が出る(world: World) -> None:
    assert "三宅" in await world.三宅.says("受講状況")


async def test_申し出の時刻は日本の時刻で出る(world: World) -> None:
    await world.person("dareka@example.com").says("こんにちは")
    水谷 = world.水谷
    await 水谷.sends(Pressed("desk.show"))
    assert "11月20日(金) 10:00" in 水谷.reads


async def test_上司は部下の受講状況を見られ記録に残る(world: World) -> None:
    読んだ = await world.三宅.says("市川さんの受講状況を見せて")
    assert "市川" in 読んだ
    assert "必要なスキルの習得" in 読んだ
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    assert [entry.action for entry in entries if entry.action == "SEE_TRAINING"] == ["SEE_TRAINING"]


async def test_事務局の画面は職員には開けない(world: World) -> None:
    読んだ = await world.市川.sends(Pressed("desk.show"))
    assert "事務局と研修担当の方だけ" in 読んだ


@pytest.mark.parametrize("action", ["completion.confirm", "completion.send_back", "access.close"])
async def test_事務局の操作は職員にはできない(world: World, action: str) -> None:
    読んだ = await world.市川.sends(Pressed(action, {"record": "1", "request": "1"}))
    assert "できませんでした" in 読んだ


@pytest.mark.parametrize(
    "body",
    [
        Pressed("no.such.action"),
        Pressed("intent.choose", {"intent": "no_such_intent"}),
        Submitted("no.such.form", {}),
    ],
)
async def test_知らないボタンやフォームは古いと伝える(
    world: World, body: Pressed | Submitted
) -> None:
    assert "この画面は古くなっています" in await world.市川.sends(body)


async def test_なくなった研修のボタンは選び直しを求める(world: World) -> None:
    読んだ = await world.市川.sends(Pressed("course.show", {"course": "GONE-99"}))
    assert "研修一覧からなくなりました" in 読んだ


@pytest.mark.parametrize("record", ["", "abc", "-1", "99999999", "9" * 9, "1" + "0" * 17, "9" * 40])
async def test_ありえない番号の確認は処理済みか見つからないと伝える(
    world: World, record: str
) -> None:
    読んだ = await world.水谷.sends(Pressed("completion.confirm", {"record": record}))
    assert "すでに処理されています" in 読んだ or "見つかりません" in 読んだ


async def test_四万文字のメッセージは短くするよう求める(world: World) -> None:
    assert "長すぎます（40,000文字）" in await world.市川.says("あ" * 40_000)


@pytest.mark.parametrize("text", ["😀", "👍👍👍", "！？", "…", "　"])
async def test_絵文字や記号だけなら文字で送るよう求める(world: World, text: str) -> None:
    assert "ご用件を文字で送ってください" in await world.市川.says(text)


async def test_わからないときは三つまでの候補をボタンで聞き返す(world: World) -> None:
    市川 = world.市川
    読んだ = await 市川.says("研修の件なんですけど")
    assert "どのご用件ですか" in 読んだ
    読んだ = await 市川.presses("どれでもない")
    assert "かけはしの使い方" in 読んだ


async def test_どんな文字列にも落ち着いて答える(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for text, somebody in zip(HOSTILE, await anybody(world), strict=False):
        読んだ = await world.person(somebody).says(text)
        assert 読んだ, text
        assert "うまく処理できませんでした" not in 読んだ, text
        assert not caplog.records, text


async def anybody(world: World) -> list[str]:
    """A different person for each of them: what one says does not lie open for the next."""
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        staff = await staff_in_service(session, organization_id=deployment.organization.id)
    assert len(staff) > len(HOSTILE)
    return [person.email for person in staff]


async def test_こちらの不具合は受付番号だけを伝えログに本文を残さない(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("秘密の本文")

    monkeypatch.setattr(helping, "nothing_said", broken)
    with caplog.at_level(logging.DEBUG):
        読んだ = await world.市川.sends(Said("😀秘密の本文"[:1]))
    番号 = 読んだ.split("受付番号 ")[1][:6]
    assert 番号 in caplog.text
    assert "秘密の本文" not in caplog.text
