"""``kakehashi export``: the file, and a sentence for everything that is in the way."""

import asyncio
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from bot.cli import run
from domain.case_selection import Selection
from domain.improvement_case import CaseText
from domain.japan_time import JAPAN
from storage.case_selections import save_selection
from storage.organizations import add_organization
from storage.session import open_database
from tests.cases import publish
from tests.handlers.office import Office, catalogue_xlsx, course, person, record, records_xlsx
from tests.handlers.office import roster_xlsx as roster


@pytest.fixture
def database_of_city(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings of a city that has nothing yet."""
    monkeypatch.setenv("KAKEHASHI_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KAKEHASHI_ORGANIZATION_KEY", "city")

    async def found() -> None:
        database = open_database(sqlite_url).across()
        async with database.begin() as session:
            await add_organization(session, key="city", name="市", policy_id="shimonoseki")
        await database.close()

    asyncio.run(found())
    return sqlite_url


@pytest.fixture
def city(database_of_city: str) -> None:
    """A city where one record has been imported."""

    async def fill() -> None:
        database = open_database(database_of_city).across()
        office = await Office.opened(database)
        await office.roster(roster(person("00120")))
        await office.catalogue(catalogue_xlsx([course("SEC-01")]))
        await office.records(records_xlsx(record("00120", "SEC-01", date(2026, 6, 1))))
        await database.close()

    asyncio.run(fill())


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr; nothing on stdout."""
    output = capsys.readouterr()
    assert (output.out, output.err.count("\n")) == ("", 1)
    return output.err


@pytest.mark.usefixtures("city")
def test_受講記録をファイルに書き出す(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "受講記録.xlsx"

    assert run(["export", "records", str(file)]) == 0

    assert capsys.readouterr().out == f"受講記録を {file} に書き出しました。\n"
    sheet = load_workbook(file).worksheets[0]
    assert (sheet.title, sheet["A2"].value, sheet["F2"].value) == ("受講記録", "00120", "SEC-01")
    assert [found.name for found in tmp_path.glob("*.part")] == []


@pytest.mark.usefixtures("city")
def test_同じ名前のファイルは指定したときだけ置き換える(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "受講記録.xlsx"
    file.write_text("前のもの")

    assert run(["export", "records", str(file)]) == 2
    assert "--overwrite" in said(capsys)
    assert file.read_text() == "前のもの"

    assert run(["export", "records", str(file), "--overwrite"]) == 0
    assert load_workbook(file).sheetnames == ["受講記録"]


@pytest.mark.parametrize("name", ["記録.csv", "記録.xls", "記録", "xlsx"])
def test_xlsxで終わらない名前は断る(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "records", name]) == 2
    assert "「.xlsx」で終わる名前" in said(capsys)


def test_事例は資料の形式でも書き出せると言う(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "cases", "事例.pdf"]) == 2
    assert "「.xlsx」か「.pptx」で終わる名前" in said(capsys)


def test_ないフォルダーには書き出さない(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "records", str(tmp_path / "ない" / "記録.xlsx")]) == 1
    assert f"フォルダー {tmp_path / 'ない'} がありません" in said(capsys)


@pytest.mark.usefixtures("city")
def test_書けないところでは何をするかを言い前のものを残す(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "記録.xlsx"
    folder.mkdir()

    assert run(["export", "records", str(folder), "--overwrite"]) == 1
    assert "書き込めません" in said(capsys)
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".part"] == []

    assert run(["export", "records", str(tmp_path / f"{'長' * 300}.xlsx")]) == 1
    assert "書き込めません" in said(capsys)


@pytest.mark.usefixtures("city")
def test_書き出したファイルは本人だけが読める(tmp_path: Path) -> None:
    file = tmp_path / "受講記録.xlsx"

    assert run(["export", "records", str(file)]) == 0

    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("city")
def test_置き換えるファイルの権限は変えない(tmp_path: Path) -> None:
    file = tmp_path / "受講記録.xlsx"
    file.write_text("前のもの")
    file.chmod(0o640)

    assert run(["export", "records", str(file), "--overwrite"]) == 0

    assert (file.stat().st_mode & 0o777, file.read_bytes()[:2]) == (0o640, b"PK")


@pytest.mark.usefixtures("city")
def test_前に途中で止まった書き出しは妨げにならない(tmp_path: Path) -> None:
    (tmp_path / ".受講記録.xlsx.part").write_text("途中まで")

    assert run(["export", "records", str(tmp_path / "受講記録.xlsx")]) == 0

    assert [found.name for found in tmp_path.glob("*.part")] == []
    assert (tmp_path / "受講記録.xlsx").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("database_of_city")
def test_記録がなければファイルを作らない(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "記録.xlsx"

    assert run(["export", "records", str(file)]) == 2

    assert "受講記録が1件もありません" in said(capsys)
    assert not file.exists()


@pytest.fixture
def city_of_cases(database_of_city: str) -> None:
    """Two cases of this fiscal year, one of them chosen for the month, and an older one."""

    async def fill() -> None:
        database = open_database(database_of_city).across()
        office = await Office.opened(database)
        cases = [
            await publish(
                database,
                CaseText(title=title, before="手で写していた。", after="RPAに任せた。"),
                place="福祉部 高齢福祉課",
                organization_id=office.id,
                at=datetime(year, 6, 1, tzinfo=JAPAN),
            )
            for title, year in (("転記", 2026), ("押印", 2026), ("昔の工夫", 2025))
        ]
        async with database.begin() as session:
            month = date(2026, 11, 1)
            await save_selection(
                session, Selection(month, (cases[1].id,)), organization_id=office.id
            )
        await database.close()

    asyncio.run(fill())


def slides(file: Path) -> str:
    shapes = [shape for slide in Presentation(str(file)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


@pytest.mark.usefixtures("city_of_cases")
def test_改善事例を年度や今月の改善事例で書き出す(tmp_path: Path) -> None:
    table = tmp_path / "事例.xlsx"
    for year in ("2026", "令和8年度", "Ｒ８"):
        assert run(["export", "cases", str(table), "--year", year, "--overwrite"]) == 0
        assert {*titles(table)} == {"押印", "転記"}
    assert run(["export", "cases", str(table), "--selection", "2026-11", "--overwrite"]) == 0
    assert titles(table) == ["押印"]
    assert "2026年11月の改善事例に選んだ事例。" in str(
        [*load_workbook(table)["集計"].iter_rows(values_only=True)]
    )

    show = tmp_path / "成果発表.pptx"
    assert run(["export", "cases", str(show), "--selection", "2026-11"]) == 0
    assert "押印" in slides(show)
    assert "転記" not in slides(show)
    assert run(["export", "cases", str(show), "--year", "2025", "--overwrite"]) == 0
    assert "昔の工夫" in slides(show)
    assert "押印" not in slides(show)


def titles(file: Path) -> list[object]:
    header, *rows = load_workbook(file)["事例"].iter_rows(values_only=True)
    return [row[header.index("題名")] for row in rows]


@pytest.mark.usefixtures("city_of_cases")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["cases", "a.pptx", "--year", "来年"], "「来年」の年度は読めません"),
        (["cases", "a.pptx", "--year", "平成99年度"], "年度は読めません"),
        (["cases", "a.pptx", "--year", "1234"], "期間は読めません"),
        (["cases", "a.pptx", "--year", "2020"], "令和2年度の改善事例がまだありません"),
        (["cases", "a.xlsx", "--selection", "2026"], "「2026」の月は読めません"),
        (["cases", "a.xlsx", "--selection", "2026-10"], "2026年10月の改善事例は、まだ選ばれて"),
        (["cases", "a.xlsx", "--year", "2026", "--selection", "2026-11"], "どちらか1つ"),
        (["records", "a.xlsx", "--year", "2026"], "改善事例（cases）を書き出すときだけ"),
    ],
)
def test_書き出せない範囲は書き方を言いファイルを作らない(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", *arguments]) == 2
    assert sentence in said(capsys)
    assert [*tmp_path.glob("a.*")] == []


@pytest.mark.parametrize(
    "arguments", [["members", "a.xlsx"], ["records"], ["records", "a.xlsx", "b"]]
)
def test_使い方の誤りは一文で断る(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", *arguments]) == 2
    assert "kakehashi export --help" in said(capsys)


@pytest.mark.usefixtures("city")
def test_年度末点検の資料をエクセルとワードに書き出す(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, document = tmp_path / "点検.xlsx", tmp_path / "点検.docx"

    assert run(["export", "kpi", str(workbook)]) == 0
    assert run(["export", "kpi", str(document)]) == 0

    assert "年度末点検の資料を" in capsys.readouterr().out
    sheets = load_workbook(workbook)
    assert sheets.sheetnames[:2] == ["この資料について", "指標"]
    assert sheets["指標"]["I2"].value == "5人未満のため非表示"
    paragraphs = [paragraph.text for paragraph in Document(str(document)).paragraphs]
    assert "市" in paragraphs
    assert any("年度末点検について（報告）" in text for text in paragraphs)


@pytest.mark.usefixtures("database_of_city")
def test_名簿がなければ年度末点検の資料を作らない(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "点検.xlsx"

    assert run(["export", "kpi", str(file)]) == 2

    assert said(capsys).startswith("職員名簿がまだないため、資料を作れません。")
    assert not file.exists()
