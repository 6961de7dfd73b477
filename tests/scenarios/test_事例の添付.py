"""Files of improvement cases: who sees them, who takes one off, and what a file in chat is for."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from handlers.reply import Attached, Pressed, SentFile
from storage.audit import audit_entries
from storage.case_history import attachment_names
from storage.case_tables import CaseAttachmentRow, CaseFileRemovalRow
from tests.handlers.office import person, roster_xlsx
from tests.scenarios.post import deliver, post_in
from tests.scenarios.published import publish
from tests.scenarios.reported_cases import presses_in_box
from tests.scenarios.world import Talker, World

TOLD = "申請書の転記に毎月20時間かかっていたが、RPAで自動化して2時間になったので改善事例として報告したい"
秘密 = "山田太郎_診断書.pdf"


@pytest.fixture(autouse=True)
def clock_goes_on(world: World) -> None:
    """As every real one: what is written in one go is not all of one moment."""
    world.clock.tick = timedelta(milliseconds=1)


def number_of(world: World) -> int:
    return world.bot.deployment.organization.id


async def names_of(world: World, case_id: int = 1) -> list[str]:
    async with world.bot.deployment.database.read() as session:
        files = await attachment_names(session, organization_id=number_of(world), case_id=case_id)
    return [file.name for file in files]


async def numbers_of(world: World) -> list[int | None]:
    async with world.bot.deployment.database.read() as session:
        return list(await session.scalars(select(col(CaseAttachmentRow.id))))


async def reports_with(talker: Talker, *names: str) -> None:
    await talker.attaches(*((name, name.encode()) for name in names), text=TOLD)
    assert "改善事例を報告しました" in await talker.presses("報告する")


async def takes_off(talker: Talker, name: str, case_id: int = 1) -> str:
    await talker.sends(Pressed("case.review", {"case": str(case_id)}))
    assert "元に戻せません" in await talker.presses("添付ファイルを外す")
    return await talker.presses(f"{name}を外す")


async def test_報告した後でも添付ファイルを外せて経過には外したことだけが残る(
    world: World,
) -> None:
    人, 木下, 水谷 = world.市川, world.person("kinoshita.maho"), world.水谷
    await reports_with(人, 秘密, "手順.xlsx", "画面.png")
    assert "添付ファイルを外しました" in await takes_off(木下, 秘密)
    assert "もう外してあります" in await 木下.sends(木下.last_sent.body)
    assert "添付ファイルを外しました" in await takes_off(人, "画面.png")
    assert await names_of(world) == ["手順.xlsx"]
    await 木下.sends(Pressed("case.review", {"case": "1"}))
    await 木下.presses("承認する")
    await publish(world.bot)
    await 水谷.sends(Pressed("case.show", {"case": "1"}))
    await 水谷.presses("添付ファイルを外す")
    assert "いまはありません" in await 水谷.presses("手順.xlsxを外す")
    読んだ = await 水谷.sends(Pressed("case.history", {"case": "1"}))
    for words in ("木下　真帆さんが添付ファイル（pdf）", "市川　遥さんが添付ファイル（png）"):
        assert words in 読んだ
    assert "水谷　香さんが添付ファイル（xlsx）をひとつ外しました" in 読んだ
    in_order = ("（pdf）", "（png）", "承認しました", "（xlsx）")
    assert [*in_order] == sorted(in_order, key=読んだ.index)
    assert "山田" not in 読んだ
    async with world.bot.deployment.database.read() as session:
        left = await session.scalars(select(col(CaseAttachmentRow.name)))
        kept = [row.model_dump() for row in await session.scalars(select(CaseFileRemovalRow))]
        audited = await audit_entries(session, organization_id=number_of(world))
    assert list(left) == []
    assert len(kept) == 3
    assert "山田" not in f"{kept}{audited}"
    assert [e.action for e in audited].count("CASE_FILE_REMOVED") == 3


async def test_関わりのない人はほかの人の添付を外せず知らない番号なら何も起きない(
    world: World,
) -> None:
    人, ほか = world.市川, world.森田
    await reports_with(人, 秘密)
    (number,) = await numbers_of(world)
    args = {"case": "1", "attachment": str(number)}
    for action in ("case.ask_remove_file", "case.remove_file"):
        読んだ = await ほか.sends(Pressed(action, args))
        assert "外せるのは、報告した人" in 読んだ
        assert "山田" not in 読んだ
        assert "見つかりません" in await 人.sends(
            Pressed(action, {"case": "99", "attachment": "1"})
        )
    assert "もう外してあります" in await 人.sends(
        Pressed("case.remove_file", {"case": "1", "attachment": "9999"})
    )
    await reports_with(ほか, "別の人.txt")
    args = {"case": "2", "attachment": str(number)}
    assert "もう外してあります" in await ほか.sends(Pressed("case.remove_file", args))
    assert await names_of(world) == [秘密]
    assert "外す" not in await ほか.sends(Pressed("case.review", {"case": "1"}))


async def test_事務局が下書きのあるときに送った表は使いみちを聞いてからどちらにもできる(
    world: World,
) -> None:
    人, 名簿 = world.水谷, roster_xlsx(person("90001", 氏名="新田　光"))
    assert "職員名簿の取り込み（確認のみ）" in await 人.attaches(("R8名簿.xlsx", 名簿))
    await 人.sends(Pressed("case.write", {"text": TOLD}))
    読んだ = await 人.attaches(("手順.xlsx", 名簿), ("画面.png", b"x"), text="これも")
    assert "「手順.xlsx」「画面.png」は、どちらに使いますか。" in 読んだ
    聞いた = 人.reply
    assert "「手順.xlsx」「画面.png」を添付しました。" in await 人.presses("下書きに添付")
    人.reply = 聞いた
    assert "ファイルがもうありません" in await 人.presses("取り込む")
    人.reply = 聞いた
    assert "ファイルがもうありません" in await 人.presses("下書きに添付")
    await 人.attaches(("R8名簿.xlsx", 名簿))
    聞いた = 人.reply
    assert "職員名簿の取り込み（確認のみ）" in await 人.presses("取り込む")
    assert "取り込みました。" in await 人.presses("取り込む")
    人.reply = 聞いた
    assert "ファイルがもうありません" in await 人.presses("下書きに添付")
    await 人.sends(Pressed("case.mine"))
    await 人.presses("続きから書く")
    await 人.sends_in(title="題名", before="前", after="後", visibility="全庁")
    await 人.presses("報告する")
    assert await names_of(world) == ["手順.xlsx", "画面.png"]
    assert "職員名簿の取り込み（確認のみ）" in await 人.attaches(("R8名簿.xlsx", 名簿))


async def test_使いみちを聞かれたファイルは添付できなくても下書きがなくなっても取り込める(
    world: World,
) -> None:
    人, 名簿 = world.水谷, roster_xlsx(person("90001", 氏名="新田　光"))
    await 人.sends(Pressed("case.write", {"text": TOLD}))
    await 人.attaches(*((f"{n}.png", b"x") for n in range(5)))
    assert "どちらに使いますか" in await 人.attaches(("R8名簿.xlsx", 名簿))
    聞いた = 人.reply
    assert "添付できるのは、ひとつの事例に5個までです" in await 人.presses("下書きに添付")
    await 人.sends(Pressed("case.mine"))
    await 人.presses("消す")
    人.reply = 聞いた
    assert "下書きが見つかりません" in await 人.presses("下書きに添付")
    ほか = world.市川
    ほか.reply = 聞いた
    assert "ファイルがもうありません" in await ほか.presses("取り込む")
    人.reply = 聞いた
    assert "職員名簿の取り込み（確認のみ）" in await 人.presses("取り込む")


async def test_報告するを押したあとに届いた添付はなくさずにもう一度送るよう伝える(
    world: World,
) -> None:
    人, もう一台 = world.市川, world.市川
    await 人.sends(Pressed("case.write", {"text": TOLD}))
    await 人.sends_in(title="題名", before="前", after="後", visibility="全庁")

    async def slowly() -> bytes:
        assert "改善事例を報告しました" in await 人.presses("報告する")
        return b"x"

    読んだ = await もう一台.sends(Attached((SentFile("遅れて.pdf", slowly),)))
    assert "ファイルは添付していません" in 読んだ
    assert "添付しました" not in 読んだ
    assert await numbers_of(world) == []
    await もう一台.presses("自分の事例")
    await もう一台.presses("直す")
    await もう一台.sends_in(title="題名", before="前", after="後", visibility="全庁")
    assert "「遅れて.pdf」を添付しました" in await もう一台.attaches(("遅れて.pdf", b"x"))
    assert "提出しました" in await もう一台.presses("報告する")
    assert await names_of(world) == ["遅れて.pdf"]


async def test_報告と添付が同時でも添付しましたと言ったものは残る(world: World) -> None:
    人, もう一台 = world.市川, world.市川
    for n in range(1, 6):
        await 人.sends(Pressed("case.write", {"text": TOLD, "new": "yes"}))
        await 人.sends_in(title=f"題名{n}", before="前", after="後", visibility="全庁")
        await asyncio.gather(人.presses("報告する"), もう一台.attaches((f"{n}.pdf", b"x")))
        was_attached = f"「{n}.pdf」を添付しました" in もう一台.reads
        if "報告しました" not in 人.reads:
            assert was_attached
            assert "報告しました" in await 人.presses("報告する")
        assert await names_of(world, n) == ([f"{n}.pdf"] if was_attached else [])


async def test_添付は直しを重ねても同時に送っても一つの事例に5個まで(world: World) -> None:
    人, もう一台 = world.市川, world.市川
    await 人.sends(Pressed("case.write", {"text": TOLD}))
    await asyncio.gather(
        人.attaches(*((f"左{n}.png", b"x") for n in range(4))),
        もう一台.attaches(*((f"右{n}.png", b"x") for n in range(4))),
    )
    assert len(await numbers_of(world)) == 4
    assert "すでに下書きに4個あります" in 人.reads + もう一台.reads
    await 人.sends(Pressed("case.mine"))
    await 人.presses("続きから書く")
    await 人.sends_in(title="題名", before="前", after="後", visibility="全庁")
    await 人.presses("報告する")
    await 人.sends(Pressed("case.write", {"case": "1"}))
    await 人.sends_in(title="直した題名", before="前", after="後", visibility="全庁")
    読んだ = await 人.attaches(("もう1.pdf", b"x"), ("もう2.pdf", b"x"))
    assert "5個までです。すでに事例に4個あります。" in 読んだ
    assert "「もう1.pdf」を添付しました" in await 人.attaches(("もう1.pdf", b"x"))
    assert "すでに事例に4個、下書きに1個あります" in await 人.attaches(("もう2.pdf", b"x"))
    await 人.sends(Pressed("case.mine"))
    await 人.presses("続きから書く")
    await 人.sends_in(title="直した題名", before="前", after="後", visibility="全庁")
    assert "提出しました" in await 人.presses("報告する")
    assert len(await names_of(world)) == 5


async def test_別の直しが先に添付を加えたときは報告する前に外してもらう(world: World) -> None:
    人, もう一台 = world.市川, world.市川
    await reports_with(人, "1.png", "2.png", "3.png")
    for each in (人, もう一台):
        await each.sends(Pressed("case.write", {"case": "1"}))
    for each, names in ((人, ("4.png", "5.png")), (もう一台, ("6.png",))):
        await each.sends_in(title="題名", before="前", after="後", visibility="全庁")
        await each.attaches(*((name, b"x") for name in names))
    assert "提出しました" in await 人.presses("報告する")
    読んだ = await もう一台.presses("報告する")
    assert "すでに事例に5個、下書きに1個あります。いらないものを外してから" in 読んだ
    assert len(await names_of(world)) == 5
    await もう一台.presses("6.pngを外す")
    assert "先に市川" in await もう一台.presses("報告する")
    assert "提出しました" in await もう一台.presses("報告する")
    assert len(await names_of(world)) == 5


async def test_公開された事例の添付はほかの人も受け取れる(world: World) -> None:
    人, ほか = world.市川, world.森田
    await reports_with(人, "手順.pdf")
    await publish(world.bot)
    assert "手順.pdf" in await ほか.sends(Pressed("case.show", {"case": "1"}))
    (number,) = await numbers_of(world)
    await ほか.sends(Pressed("case.attachment", {"case": "1", "attachment": str(number)}))
    assert ほか.files == {"手順.pdf": "手順.pdf".encode()}


async def test_承認を待つ直しの添付は公開中の事例には出ない(world: World) -> None:
    人, ほか = world.市川, world.森田
    await reports_with(人, "手順.pdf")
    await publish(world.bot)
    world.clock.now += timedelta(minutes=1)
    await 人.sends(Pressed("case.write", {"case": "1"}))
    await 人.sends_in(title="題名", before="前", after="後", visibility="全庁")
    await 人.attaches(("まだ見せない.pdf", b"secret"))
    直し = 人.reply
    world.clock.now += timedelta(minutes=1)
    # Meanwhile another version comes out, later than the file and without it.
    await 人.sends(Pressed("case.history", {"case": "1"}))
    await 人.presses("取り下げる")
    await 人.sends_in(reason="いったん戻す")
    await 人.presses("確認に戻す")
    await publish(world.bot)
    人.reply = 直し
    world.clock.now += timedelta(minutes=1)
    await 人.presses("報告する")
    assert "直した内容を提出しました" in await 人.presses("報告する")
    assert await names_of(world) == ["手順.pdf", "まだ見せない.pdf"]
    読んだ = await ほか.sends(Pressed("case.show", {"case": "1"}))
    assert "手順.pdf" in 読んだ
    assert "まだ見せない.pdf" not in 読んだ
    _, number = await numbers_of(world)
    give = Pressed("case.attachment", {"case": "1", "attachment": str(number)})
    assert "この添付ファイルはなくなりました" in await ほか.sends(give)
    assert ほか.files == {}
    await publish(world.bot)
    assert "まだ見せない.pdf" in await ほか.sends(Pressed("case.show", {"case": "1"}))
    await ほか.sends(give)
    assert ほか.files == {"まだ見せない.pdf": b"secret"}


async def test_ほかの人が外したら報告した人に一度届きファイル名は出ない(world: World) -> None:
    post, 人, 木下 = post_in(world.bot), world.市川, world.person("kinoshita.maho")
    await reports_with(人, 秘密, "手順.xlsx")
    await takes_off(木下, 秘密)
    await 木下.sends(木下.last_sent.body)
    await takes_off(人, "手順.xlsx")
    await deliver(world.bot)
    told = [
        card for card in post.boxes[人.email or ""] if card.title == "添付ファイルが外されました"
    ]
    assert len(told) == 1
    読んだ = post.read(人.email or "")
    assert "添付ファイル（pdf）を、木下　真帆さんがひとつ外しました" in 読んだ
    assert "山田" not in 読んだ
    assert "木下　真帆さんが添付ファイル（pdf）" in await presses_in_box(人, post, "これまでの経過")


async def test_直すときの確認にも報告してあるファイルが出る(world: World) -> None:
    人 = world.市川
    await reports_with(人, "手順.xlsx", "画面.png")
    await 人.says("自分の事例")
    await 人.presses("直す")
    await 人.sends_in(title="転記の自動化", before="手で転記", after="RPAにした", visibility="全庁")
    assert "報告してあるもの（そのまま残ります）：手順.xlsx、画面.png" in 人.reads
