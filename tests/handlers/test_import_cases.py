"""An old collection of improvement cases: as offices have kept it, taken over once."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from domain.errors import DomainError
from domain.import_report import ImportReport
from domain.improvement_case import Case, CaseState, Visibility
from handlers.case_files import export_cases
from handlers.import_cases import import_cases
from language.case_numbers import hours_typed
from storage.improvement_cases import every_case
from tests.handlers.office import NOW, Office, person, roster_xlsx
from tests.hostile import HOSTILE

HEAD = (
    *("No", "取組名", "現状・課題", "改善後", "年間削減時間", "効果", "所属", "担当者", "年度"),
    *("使用ツール", "公開範囲"),
)
GOOD = (
    *(1, "申告書の転記をRPAで", "手で写していた。", "RPAに任せた。", 120, "写し間違いが減った"),
    *("高齢福祉課", "髙橋 花子", "令和6年度", "RPA、AI-OCR", "フォーラムのメンバー"),
)


def xlsx(rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> bytes:
    """With a title and the day of issue above the heading, as offices have them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["令和7年度　業務改善事例集"])
    sheet.merge_cells("A1:D1")
    sheet.append([None, "令和7年4月1日現在"])
    for row in (head, *rows):
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
async def town(office: Office) -> Office:
    await office.roster(
        roster_xlsx(
            person("00120", 氏名="髙橋　花子", 部局="福祉部", 所属="高齢福祉課"),
            person("00045", 氏名="青木　一", 部局="財務部", 所属="税務課"),
        )
    )
    return office


async def taken(
    town: Office,
    content: bytes,
    *,
    name: str = "事例集.xlsx",
    dry_run: bool = False,
    columns: dict[str, str] | None = None,
) -> ImportReport:
    return await import_cases(
        content,
        filename=name,
        organization_id=town.id,
        database=town.database,
        clock=lambda: NOW,
        columns=columns,
        dry_run=dry_run,
    )


async def cases(town: Office) -> tuple[Case, ...]:
    async with town.database.read() as session:
        return await every_case(session, organization_id=town.id)


async def test_古い事例集を公開済みの事例として取り込み二度目は何も変えない(town: Office) -> None:
    without_unit = (
        2,
        "会議録の下書き",
        "聞き直していた。",
        "文字起こしを使う。",
        None,
        "",
        "旧情報課",
    )
    rows = [
        GOOD,
        without_unit,
        (3, "題名だけ"),
        (*GOOD[:1], "長" * 61, *GOOD[2:]),
        (5, "時間が多すぎる", "前", "後", 1_000_000, "", "税務課"),
        ("合計", None, None, None, 120),
    ]
    looked = await taken(town, xlsx(rows), dry_run=True)
    assert (len(looked.new), await cases(town)) == (2, ())
    report = await taken(town, xlsx(rows))
    assert {(one.row, one.column) for one in report.problems} == {
        *((6, "課題"), (6, "工夫"), (6, "部署"), (7, "題名"), (8, "年間削減時間")),
    }
    assert "「旧情報課」は名簿にありません" in report.warnings[0].sentence
    first, second = await cases(town)
    assert (first.state, first.published_version, first.text.visibility) == (
        CaseState.PUBLISHED,
        1,
        Visibility.FORUM,
    )
    assert first.author_id is not None
    assert (first.department, first.section) == ("福祉部", "高齢福祉課")
    assert (first.text.effect.hours, first.text.tools) == (10, ("RPA", "AI-OCR"))
    assert first.published_at is not None
    assert first.published_at.date() == date(2025, 3, 31)
    assert (second.text.effect.hours, second.author_id, second.section) == (None, None, "")
    again = await taken(town, xlsx(rows))
    assert (again.new, again.unchanged, len(await cases(town))) == ((), 2, 2)
    changed = (*GOOD[:3], "別の工夫", *GOOD[4:])
    told = await taken(town, xlsx([changed]))
    assert "事例1と内容が違います" in told.warnings[0].sentence
    assert (await cases(town))[0] == first


async def test_個人情報らしいものは行と列を示し確認だけのときも同じに言う(town: Office) -> None:
    rows = [
        GOOD,
        (
            2,
            "電話の案内",
            "０９０－１２３４－５６７８に電話していた。",
            "一覧にした。",
            None,
            "",
            "税務課",
        ),
        (3, "督促の見直し", "佐藤様から苦情があった。", "青木さんと直した。", None, "", "税務課"),
        (4, "番号の確認", "手で。", "123456789018を検算した。", None, "a@b.example へ", "税務課"),
    ]
    looked = await taken(town, xlsx(rows), dry_run=True)
    done = await taken(town, xlsx(rows))
    assert looked.warnings == done.warnings
    assert [
        (one.row, one.column, one.sentence.split("があります")[0]) for one in done.warnings
    ] == [
        (5, "課題", "電話番号らしいもの「０９０－１２３４－５６７８」"),
        (6, "課題", "氏名らしいもの「佐藤様」"),
        (7, "工夫", "マイナンバーらしいもの「123456789018」"),
        (7, "効果", "メールアドレスらしいもの「a@b.example」"),
    ]
    assert all("先にファイルから消してください" in one.sentence for one in done.warnings)
    assert not (await taken(town, xlsx(rows))).warnings


async def test_列の意味は一度決めると次のファイルでも使われる(town: Office) -> None:
    head = ("取組名", "困りごと", "やったこと", "担当課", "月間削減時間(分)", "実施日")
    row = (
        "押印の廃止",
        "押印のために来庁していた。",
        "様式から印を外した。",
        "税務課",
        "90分",
        "R6.7.1",
    )
    with pytest.raises(DomainError, match="「課題」「工夫」の列がありません"):
        await taken(town, xlsx([row], head))
    with pytest.raises(DomainError, match="という項目はありません"):
        await taken(town, xlsx([row], head), columns={"困りごと": "悩み"})
    with pytest.raises(DomainError, match="という見出しの列が"):
        await taken(town, xlsx([row], head), columns={"悩み": "課題"})
    columns = {"困りごと": "課題", "やったこと": "工夫"}
    assert len((await taken(town, xlsx([row], head), columns=columns)).new) == 1
    next_one = ("申請の電子化", *row[1:])
    turned = "\n".join(
        ",".join(map(str, (each[3], *each[:3], *each[4:]))) for each in (head, next_one)
    )
    report = await taken(town, turned.encode("cp932"), name="次の事例.csv")
    assert len(report.new) == 1
    first, second = await cases(town)
    assert (first.text.effect.hours, second.text.before) == (1.5, row[1])
    assert first.published_at == datetime(2024, 7, 1, 12, tzinfo=NOW.tzinfo)


async def test_削減時間は報告のときと同じに読まれる(town: Office) -> None:
    head = ("取組名", "課題", "工夫", "担当課", "削減時間")
    ways = ("週2時間", "毎日30分", "1分", "1時間半", "20時間→2時間", "年間90時間", 0.75, "不明")
    rows = [(f"取組{n}", "前", "後", "税務課", way) for n, way in enumerate(ways)]
    report = await taken(town, xlsx([*rows, ("多い", "前", "後", "税務課", 10_001)], head))
    (problem,) = report.problems
    assert "1か月に10,000時間を超えています" in problem.sentence
    kept = [case.text.effect.hours for case in await cases(town)]
    assert kept == [8.6667, 10, 0.0167, 1.5, 18, 7.5, 0.75, None]
    assert kept == [hours_typed(str(way)) for way in ways]


async def test_昔の書き方の日付と時間でも行は失われずどう読んだかがわかる(town: Office) -> None:
    head = ("取組名", "課題", "工夫", "効果", "担当課", "削減時間", "削減費用", "実施日")
    rows = [
        ("月だけ", "前", "後", "", "税務課", "月8時間→2時間", "年12万円", "R7.6"),
        ("元号と月", "前", "後", "早くなった", "税務課", "10～15時間", "", "令和6年12月"),
        ("季節", "前", "後", "", "税務課", "半日", "数万円", "去年の秋"),
        ("月だけ", "前", "後", "", "税務課", "月8時間→2時間", "年12万円", "R7.6"),
        ("数だけ", "前", "後", "", "税務課", "月1,200時間", "30,000円", "2025/06頃"),
    ]
    looked = await taken(town, xlsx(rows, head), dry_run=True)
    assert looked.problems == ()
    assert [(one.row, one.column, one.sentence.split("。")[0]) for one in looked.warnings] == [
        (4, "削減時間", "「月8時間→2時間」を「月6時間」と読みました"),
        (4, "削減費用", "「年12万円」を「年120,000円」と読みました"),
        (5, "削減時間", "「10~15時間」は数として読めません"),
        (6, "削減時間", "「半日」は数として読めません"),
        (6, "削減費用", "「数万円」は数として読めません"),
        (6, "実施日", "「去年の秋」は日付として読めません"),
        (7, "題名", "4行目と同じ内容です"),
    ]
    assert len((await taken(town, xlsx(rows, head))).new) == 4
    first, second, third, fourth = await cases(town)
    days = [each.published_at and each.published_at.date() for each in (first, second, fourth)]
    assert days == [date(2025, 6, 1), date(2024, 12, 1), date(2025, 6, 1)]
    effects = [each.text.effect for each in (first, second, third, fourth)]
    assert [each.hours for each in effects] == [6, None, None, 1200]
    assert [each.other for each in effects] == [
        "",
        "早くなった\n削減時間：10～15時間",
        "削減時間：半日\n削減費用：数万円",
        "",
    ]


async def test_書き出した事例を取り込んでも何も変わらず危ない文字もそのまま(town: Office) -> None:
    short = [text for text in HOSTILE if 0 < len(text.strip()) <= 40 and text.isprintable()]
    rows = [
        (n, f"{text}{n}"[:60], text, text, None, text, "税務課", "青木一", "R7")
        for n, text in enumerate(short)
    ]
    report = await taken(town, xlsx(rows))
    assert len(report.new) > 40
    again = await taken(
        town, await export_cases(town.database, organization_id=town.id, now=NOW), name="x.xlsx"
    )
    assert (again.new, again.problems) == ((), ())
    assert again.unchanged == len(report.new)
