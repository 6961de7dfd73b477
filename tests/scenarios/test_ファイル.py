"""Office files in chat: sent in, looked through, taken over; and the records given out."""

import asyncio
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from handlers import office_files
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Attached, Nothing, Pressed, SentFile
from storage.people import person_by_email
from tests.handlers.office import (
    CATALOGUE_HEADER,
    RECORDS_HEADER,
    ROSTER_HEADER,
    catalogue_xlsx,
    course,
    csv_text,
    person,
    record,
    records_xlsx,
    roster_xlsx,
    saved,
    workbook,
)
from tests.scenarios.test_事務局の確認 import entries
from tests.scenarios.world import World

新人 = person("90001", 氏名="新田　光")


async def number_of(world: World, name: str) -> str:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        found = await person_by_email(
            session, organization_id=deployment.organization.id, email=f"{name}@kakehashi.example"
        )
    assert found is not None
    return found.employee_number


async def is_in_roster(world: World, email: str) -> bool:
    deployment = world.bot.deployment
    async with deployment.database.read() as session:
        found = await person_by_email(
            session, organization_id=deployment.organization.id, email=email
        )
    return found is not None


async def test_送った名簿は確かめてから取り込む(world: World) -> None:
    水谷 = world.水谷
    読んだ = await 水谷.attaches(("R8名簿.xlsx", roster_xlsx(新人)), text="お願いします")
    assert "職員名簿の取り込み（確認のみ）" in 読んだ
    assert "「R8名簿.xlsx」" in 読んだ
    assert "90001" in 読んだ
    assert not await is_in_roster(world, "s90001@city.example.jp")
    読んだ = await 水谷.presses("取り込む")
    assert "取り込みました。" in 読んだ
    assert await is_in_roster(world, "s90001@city.example.jp")


async def test_取り込んだことは取り込んだ人とともに残る(world: World) -> None:
    水谷 = world.水谷
    await 水谷.attaches(("研修.xlsx", catalogue_xlsx([course("Z-1")])))
    await 水谷.presses("取り込む")
    (entry,) = (e for e in await entries(world, "catalogue.imported") if e.actor_id)
    assert "new 1" in entry.detail


async def test_取り込まないを選べば何も変わらない(world: World) -> None:
    水谷 = world.水谷
    await 水谷.attaches(("R8名簿.xlsx", roster_xlsx(新人)))
    assert "取り込んでいません" in await 水谷.presses("取り込まない")
    assert not await is_in_roster(world, "s90001@city.example.jp")


async def test_押した後の古いボタンは送り直しを頼む(world: World) -> None:
    水谷 = world.水谷
    await 水谷.attaches(("R8名簿.xlsx", roster_xlsx(新人)))
    cards = 水谷.history[-1]
    await 水谷.presses("取り込む")
    水谷.reply = cards
    assert "もう一度送ってください" in await 水谷.presses("取り込む")
    水谷.reply = cards
    assert "もう一度送ってください" in await 水谷.presses("取り込まない")


async def test_同時に二度押しても取り込みは一度で知らせも一度(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    水谷 = world.水谷
    both, at_hand = asyncio.Barrier(2), office_files._at_hand

    async def found_by_both(command: Command, member: Member, deps: Deps) -> object:
        """So that neither is through before the other has begun."""
        found = await at_hand(command, member, deps)
        await both.wait()
        return found

    monkeypatch.setattr(office_files, "_at_hand", found_by_both)
    await 水谷.attaches(("R8名簿.xlsx", roster_xlsx(新人)))
    (queue,) = {b.args["queue"] for _, b in 水谷._buttons() if b.action == "import.take_over"}
    again = world.水谷
    pressed = Pressed("import.take_over", {"queue": queue})
    replies = await asyncio.gather(水谷.sends(pressed), again.sends(pressed))
    assert sorted("新規1件" in said for said in replies) == [False, True]
    assert Nothing() in (水谷.reply, again.reply)


@pytest.mark.parametrize("queue", ["", "x", "ROSTER", "ROSTER:", "名簿:abc"])
async def test_知らない形のボタンは古いと答える(world: World, queue: str) -> None:
    for action in ("import.take_over", "import.ask_to_retire", "import.leave"):
        読んだ = await world.水谷.sends(Pressed(action, {"queue": queue}))
        assert "この画面は古くなっています" in 読んだ


async def test_三つのファイルを一度に送ると順に確かめられる(world: World) -> None:
    水谷 = world.水谷
    読んだ = await 水谷.attaches(
        ("受講.xlsx", records_xlsx(record("90001", "Z-1", date(2026, 10, 1)))),
        ("研修.xlsx", catalogue_xlsx([course("Z-1")])),
        ("名簿.xlsx", roster_xlsx(新人)),
    )
    assert "職員名簿の取り込み（確認のみ）" in 読んだ
    assert "研修一覧の取り込み" not in 読んだ
    読んだ = await 水谷.presses("取り込む")
    assert "研修一覧の取り込み（確認のみ）" in 読んだ
    読んだ = await 水谷.presses("取り込む")
    assert "受講記録の取り込み（確認のみ）" in 読んだ
    assert "新規1件" in 読んだ
    assert "取り込めない行0行" in 読んだ
    assert "取り込みました。" in await 水谷.presses("取り込む")


async def test_一つのブックの三枚のシートも順に確かめられる(world: World) -> None:
    book = workbook(
        {
            "受講記録": [RECORDS_HEADER, record("90001", "Z-1", date(2026, 10, 1))],
            "名簿": [ROSTER_HEADER, 新人],
            "研修一覧": [CATALOGUE_HEADER, course("Z-1")],
        }
    )
    水谷 = world.水谷
    assert "職員名簿の取り込み" in await 水谷.attaches(("まとめ.xlsx", saved(book)))
    assert "研修一覧の取り込み" in await 水谷.presses("取り込む")
    assert "受講記録の取り込み" in await 水谷.presses("取り込む")
    assert "取り込みました。" in await 水谷.presses("取り込む")


async def test_変わらないファイルは押さずに次へ進む(world: World) -> None:
    水谷 = world.水谷
    await 水谷.attaches(("研修.xlsx", catalogue_xlsx([course("Z-1")])))
    await 水谷.presses("取り込む")
    記録 = records_xlsx(record(await number_of(world, "ichikawa.haruka"), "Z-1", date(2026, 10, 1)))
    await 水谷.attaches(("受講.xlsx", 記録))
    await 水谷.presses("取り込む")
    await 水谷.attaches(("受講.xlsx", 記録), ("名簿.xlsx", roster_xlsx(新人)))
    読んだ = await 水谷.presses("取り込まない")
    assert "受講記録の取り込み（確認のみ）" in 読んだ
    assert "変わるところはありません。" in 読んだ
    assert not 水谷._buttons()


async def test_ファイルにない人を退職にするのは別のボタン(world: World) -> None:
    水谷 = world.水谷
    自分 = person(
        "10201",
        氏名="水谷　香織",
        メールアドレス="mizutani.kaori@kakehashi.example",
        システムの担当="事務局",
    )
    await 水谷.attaches(("名簿.xlsx", roster_xlsx(自分, 新人)))
    (label,) = (b.label for _, b in 水谷._buttons() if b.style == "danger")
    assert label.startswith("取り込んで、ファイルにない")
    assert "人を退職にする" in label
    await 水谷.presses("取り込む")
    assert await is_in_roster(world, "otani.isamu@kakehashi.example")


async def test_退職にするのはもう一度確かめてから(world: World) -> None:
    水谷 = world.水谷
    自分 = person(
        await number_of(world, "mizutani.kaori"),
        メールアドレス="mizutani.kaori@kakehashi.example",
        システムの担当="事務局",
    )
    await 水谷.attaches(("名簿.xlsx", roster_xlsx(自分, 新人)))
    (label,) = (b.label for _, b in 水谷._buttons() if b.style == "danger")
    読んだ = await 水谷.presses(label)
    assert "全職員の名簿のときだけ選んでください" in 読んだ
    assert await is_in_roster(world, "otani.isamu@kakehashi.example")
    (label,) = (b.label for _, b in 水谷._buttons() if b.style == "danger")
    assert "取り込みました。" in await 水谷.presses(label)
    assert not await is_in_roster(world, "otani.isamu@kakehashi.example")
    assert await is_in_roster(world, "s90001@city.example.jp")


async def test_誤りの多いファイルは全部の行をExcelで受け取れる(world: World) -> None:
    水谷 = world.水谷
    bad = [record(f"X{n}", "Z-1", date(2026, 10, 1)) for n in range(45)]
    読んだ = await 水谷.attaches(("受講.csv", csv_text([RECORDS_HEADER, *bad]).encode("cp932")))
    assert "ほか70件" in 読んだ
    book = load_workbook(io.BytesIO(水谷.files["直す行.xlsx"]))
    rows = list(book["直す行"].values)
    assert {row[1] for row in rows[1:]} == {str(n) for n in range(2, 47)}
    assert {row[2] for row in rows[1:]} == {"職員番号", "研修コード"}
    assert rows[0] == ("シート", "行", "列", "内容", "取り込み")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("名簿.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
        ("空.csv", b"", "空です"),
        ("メモ.csv", "あ,い\n1,2\n".encode(), "見出しの行が見つかりません"),
        ("壊れた.xlsx", b"PK\x03\x04garbage", "読めません"),
    ],
)
async def test_読めないファイルは名前とともに直し方を言う(
    world: World, name: str, content: bytes, words: str
) -> None:
    読んだ = await world.水谷.attaches((name, content))
    assert f"「{name}」" in 読んだ
    assert words in 読んだ


async def test_読めないファイルがあってもほかは進む(world: World) -> None:
    読んだ = await world.水谷.attaches(("空.csv", b""), ("名簿.xlsx", roster_xlsx(新人)))
    assert "空です" in 読んだ
    assert "職員名簿の取り込み（確認のみ）" in 読んだ


async def test_事務局でない人のファイルは受け取りもしない(world: World) -> None:
    async def read() -> bytes:
        raise AssertionError("読みに行った")

    読んだ = await world.市川.sends(Attached((SentFile("名簿.xlsx", read),), ""))
    assert "添付のファイルは読んでいません" in 読んだ
    読んだ = await world.市川.sends(
        Attached((SentFile("画面.png", read),), "次に何の研修を受ければいい？")
    )
    assert "次に受ける研修" in 読んだ
    assert "添付のファイルは読んでいません" in 読んだ


async def test_ほかの人が送ったファイルは取り込めない(world: World) -> None:
    水谷 = world.水谷
    await 水谷.attaches(("名簿.xlsx", roster_xlsx(新人)))
    (queue,) = {b.args["queue"] for _, b in 水谷._buttons() if b.action == "import.take_over"}
    野々村 = world.person("nonomura.satoru")
    読んだ = await 野々村.sends(Pressed("import.take_over", {"queue": queue}))
    assert "もう一度送ってください" in 読んだ
    読んだ = await world.市川.sends(Pressed("import.take_over", {"queue": queue}))
    assert "もう一度送ってください" in 読んだ
    assert not await is_in_roster(world, "s90001@city.example.jp")


async def test_一度に送れるのは十個まで(world: World) -> None:
    files = [(f"{n}.xlsx", roster_xlsx(新人)) for n in range(11)]
    assert "10個まで" in await world.水谷.attaches(*files)


async def test_受講記録はExcelで受け取りそのまま取り込める(world: World) -> None:
    水谷 = world.水谷
    await 水谷.says("事務局の確認待ち")
    assert "受講記録_2026-11-20.xlsx" in await 水谷.presses("受講記録をExcelで")
    ((name, content),) = 水谷.files.items()
    assert name == "受講記録_2026-11-20.xlsx"
    読んだ = await 水谷.attaches((name, content))
    assert "変わるところはありません。" in 読んだ
    (entry,) = await entries(world, "EXPORT_RECORDS")
    assert entry.actor_id


async def test_言葉でも受講記録を書き出せる(world: World) -> None:
    await world.水谷.says("受講記録をExcelで出して")
    水谷 = world.水谷
    await 水谷.says("受講記録をExcelで出して")
    assert list(水谷.files) == ["受講記録_2026-11-20.xlsx"]


async def test_受講記録は事務局と研修担当だけが書き出せる(world: World) -> None:
    市川 = world.市川
    assert "事務局と研修担当の方だけ" in await 市川.says("受講記録をExcelで")
    assert not 市川.files
