"""年度末点検の資料: a workbook and a document for 起案, of what was kept or of today."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from docx import Document

from domain.japan_time import JAPAN
from domain.kpi_report import year_meant, year_said
from scheduler.keep_kpis import keep_kpis
from storage.audit import audit_entries
from storage.departments import departments_in_order
from tests.scenarios.policies import city_under
from tests.scenarios.world import Talker, World

APRIL = datetime(2027, 4, 1, 0, 25, tzinfo=JAPAN)


def words(talker: Talker) -> str:
    """All that the document says, tables included."""
    (content,) = (content for name, content in talker.files.items() if name.endswith(".docx"))
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def sheets(talker: Talker) -> dict[str, list[tuple[object, ...]]]:
    (content,) = (content for name, content in talker.files.items() if name.endswith(".xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


async def test_事務局は途中経過をエクセルとワードでもらえる(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("KPIを見せて")
    読んだ = await 事務局.presses("年度末点検の資料")
    assert "年度末点検_令和8年度_2026-11-20.xlsx" in 読んだ
    assert "途中経過です" in 読んだ
    文書 = words(事務局)
    assert "起　案　用　紙" in 文書
    assert "令和8年度　下関市デジタル人材育成方針に係る年度末点検について（報告）" in 文書
    assert "令和8年11月20日" in 文書
    assert "この資料は年度の途中経過です。" in 文書
    assert "数値目標はありません" in 文書
    (row,) = (r for r in sheets(事務局)["指標"] if r[0] == "全職員基礎研修の受講率")
    assert row[4] == 294
    assert isinstance(row[2], float)
    assert f"（{row[3]:g}名／294名）" in 文書


async def test_どちらのファイルにも図とその数の文が入る(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    (文書,) = (内容 for 名, 内容 in 事務局.files.items() if 名.endswith(".docx"))
    図 = [形._inline.docPr for 形 in Document(io.BytesIO(文書)).inline_shapes]
    assert [形.get("title") for 形 in 図] == ["全職員基礎研修の受講率（低い順）"]
    代わり = 図[0].get("descr")
    assert "全体：76.5%" in 代わり
    assert [行[0] for 行 in sheets(事務局)["図"] if 行[0]] == [
        "全職員基礎研修の受講率（低い順）",
        代わり,
    ]


async def test_数値目標のない方針ではそう書いた一行だけが並ぶ(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    目標 = sheets(事務局)["数値目標"]
    assert [[値 for 値 in 行 if 値] for 行 in 目標[1:]] == [
        ["「下関市デジタル人材育成方針」に数値目標はありません。"]
    ]


async def test_部局は職員名簿の順に並ぶ(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    async with world.bot.deployment.database.read() as session:
        number = world.bot.deployment.organization.id
        名簿の順 = await departments_in_order(session, organization_id=number)
    assert list(名簿の順) != sorted(名簿の順)
    行 = sheets(事務局)["部局別の受講率"][1:]
    基礎研修 = [each[0] for each in 行 if each[1] == "全職員基礎研修（すべて）"]
    assert 基礎研修 == list(名簿の順)
    文書 = words(事務局)
    places = [文書.rindex(f"\n{名}\n") for 名 in 名簿の順]
    assert places == sorted(places)


async def test_五人に満たない区分はどちらのファイルにも数がない(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    表 = sheets(事務局)
    for title, people in (("指標", 4), ("部局別の受講率", 4)):
        reason = 8 if title == "指標" else 5
        hidden = [row for row in 表[title][1:] if row[reason]]
        assert hidden, title
        assert all(row[people] is None and row[people - 1] is None for row in hidden)
    departments = [row for row in 表["部局別の受講率"][1:] if not row[5]]
    assert all(isinstance(row[4], int) and row[4] >= 5 for row in departments if row[4])
    assert not re.search(r"（\d+名／[1-4]名）", words(事務局))


async def test_年度が終わると残した値の資料になりあとから変わらない(world: World) -> None:
    world.clock.now = APRIL
    await keep_kpis(world.bot.deps)
    world.clock.pass_days(20)
    事務局 = world.水谷
    読んだ = await 事務局.says("年度末点検の資料をください")
    assert "年度末点検_令和8年度_2027-03-31.docx" in 読んだ
    assert "あとから変わりません" in 読んだ
    前 = words(事務局)
    world.clock.pass_days(1)
    await 事務局.says("令和8年度の年度末点検の資料")
    assert words(事務局) == 前
    assert "令和9年3月" in 前


async def test_エクセルの人数と件数には小数が付かない(world: World) -> None:
    world.clock.now = APRIL
    await keep_kpis(world.bot.deps)
    world.clock.pass_days(20)
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    (内容,) = (内容 for 名, 内容 in 事務局.files.items() if 名.endswith(".xlsx"))
    月 = openpyxl.load_workbook(io.BytesIO(内容))["月ごとの推移"]
    書き方 = {見出し.value: 値.number_format for 見出し, 値 in zip(月[1], 月[2], strict=True)}
    assert 書き方 == {
        "月末": "yyyy/mm/dd",
        "全職員基礎研修の受講率": "0.0%",
        "DX推進員の配置率": "0.0%",
        "案件リード経験者数": "#,##0",
        "累計削減時間": "#,##0.0",
        "横展開数": "#,##0",
    }


async def test_記録のない年度は何をすればよいかを言って断る(world: World) -> None:
    読んだ = await world.水谷.says("令和5年度の年度末点検の資料")
    assert "令和5年度の年度末の記録がありません。" in 読んだ


async def test_職員と上司は資料をもらえず数字の見方を教わる(world: World) -> None:
    for 人 in (world.市川, world.三宅):
        読んだ = await 人.says("年度末点検の資料")
        assert "事務局と研修担当の方だけ" in 読んだ
        assert "「KPIを見せて」" in 読んだ
        await 人.says("KPIを見せて")
        assert "年度末点検の資料" not in 人.reads


async def test_書き出した人が残る(world: World) -> None:
    await world.水谷.says("年度末点検の資料")
    async with world.bot.deployment.database.read() as session:
        entries = await audit_entries(session, organization_id=world.bot.deployment.organization.id)
    assert [e.action for e in entries if e.action == "EXPORT_KPIS"] == ["EXPORT_KPIS"]


async def test_数値目標のある方針では目標と出典が並ぶ(city_url: str) -> None:
    async with city_under("tokyo-template", url=city_url) as world:
        事務局 = world.水谷
        await 事務局.says("年度末点検の資料")
        目標 = sheets(事務局)["数値目標"]
        assert [row[1] for row in 目標[1:3]] == [
            "基礎研修(リテラシー研修)の受講率",
            "ツール活用がStep2(活用レベル定義を満たす)に到達した職員の割合(以上)",
        ]
        assert "第5章 1 一般行政職員" in str(目標[1][6])
        assert "案件リード経験者数" in words(事務局)


async def test_ワードのファイルは和文の字体と頁番号と見出し行をもつ(world: World) -> None:
    事務局 = world.水谷
    await 事務局.says("年度末点検の資料")
    (content,) = (c for name, c in 事務局.files.items() if name.endswith(".docx"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body, styles = archive.read("word/document.xml").decode(), archive.read("word/styles.xml").decode()  # fmt: skip
        footers = [archive.read(n).decode() for n in archive.namelist() if "footer" in n]
    assert 'w:eastAsia="游明朝"' in styles
    assert "<w:tblHeader/>" in body
    assert any('w:instr="PAGE"' in footer for footer in footers)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和7年度の年度末点検の資料", 2025),
        ("R8年度の年度末点検", 2026),
        ("2024年度の年度末点検", 2024),
        ("昨年度の年度末点検の資料", 2025),
        ("年度末点検の資料", None),
    ],
)
def test_どの年度かを読む(text: str, year: int | None) -> None:
    assert year_said(text, today=date(2026, 11, 20)) == year


def test_年度のはじめの半年は終わった年度の資料を指す() -> None:
    days = [datetime(2027, month, 1, tzinfo=JAPAN).date() for month in (3, 4, 9, 10)]
    assert [year_meant(day, has_last=True) for day in days] == [2026, 2026, 2026, 2027]
    assert [year_meant(day, has_last=False) for day in days] == [2026, 2027, 2027, 2027]
