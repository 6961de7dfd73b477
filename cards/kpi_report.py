"""年度末点検の資料: what comes with the two files."""

from collections.abc import Sequence

from cards import wording
from cards.elements import Bullets, Button, Buttons, Card, note, paragraph, plain
from cards.example_kpis import HISTORY, POLICY, READING, STANDINGS, TODAY
from cards.example_values import NOW
from domain import fiscal_year
from domain.kpi_report import YearReport


def report_card(report: YearReport, *, file_names: Sequence[str]) -> Card:
    name = fiscal_year.reiwa(report.year)
    line = f"{name}の年度末点検の資料をお渡しします。"
    day = wording.full_day(report.reading.as_of)
    standing = (
        f"{day}に残した年度末の値です。あとから変わりません。"
        if report.is_final
        else f"{day}現在の途中経過です。年度末の値は、年度が終わった翌日から7日の間に残します。"
    )
    return Card(
        "年度末点検の資料",
        (
            paragraph(line),
            Bullets(tuple(plain(file_name) for file_name in file_names)),
            paragraph(standing),
            note(
                "Wordのファイルは起案用です。文書番号、決裁欄、課題と今後の対応は空けてあります。"
            ),
            note("5人未満の区分の数は、どちらのファイルにも入れていません。"),
            Buttons((Button("指標の一覧", "kpi.show"), Button("目標と見込み", "kpi.targets"))),
        ),
        summary=line,
    )


_REPORT = YearReport(
    organization="かけはし市",
    policy=POLICY,
    year=fiscal_year.fiscal_year(TODAY),
    reading=READING,
    made_at=NOW,
    is_final=False,
    standings=STANDINGS,
    history=HISTORY,
)
EXAMPLES = {
    "年度末点検の資料": report_card(
        _REPORT,
        file_names=("年度末点検_令和8年度_2026-11-20.xlsx", "年度末点検_令和8年度_2026-11-20.docx"),
    ),
}
