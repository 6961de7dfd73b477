"""Improvement cases as files: what is given out."""

from cards.elements import Button, Buttons, Card, note, paragraph

_SELECT = Button("今月の改善事例を選ぶ", "case.ask_select", opens_form=True)


def cases_file_card(*, file_name: str, count: int, is_office: bool, year: int) -> Card:
    """``year``: the fiscal year of today, for the files of less than all."""
    seen = (
        "確認待ち・差し戻し・取り下げのものも、状態を付けて載せています。外に出すときは注意してください。"
        if is_office
        else "あなたが見られる公開中の事例だけを載せています。"
    )
    return Card(
        "改善事例の書き出し",
        (
            paragraph(f"改善事例{count:,}件の「{file_name}」をお渡しします。"),
            note(seen),
            note("累計削減時間の計算の根拠は、シート「集計」に書いています。"),
            Buttons(_choices(year) + ((_SELECT,) if is_office else ())),
        ),
        summary=f"改善事例の「{file_name}」をお渡しします。",
    )


def slides_file_card(*, file_name: str, count: int, year: int) -> Card:
    return Card(
        "改善事例の成果発表",
        (
            paragraph(f"改善事例{count:,}件の「{file_name}」をお渡しします。1件に1枚です。"),
            note("長い文章は、文字を小さくするか、次の1枚に続けています。削ってはいません。"),
            Buttons(_choices(year)),
        ),
        summary=f"改善事例の「{file_name}」をお渡しします。",
    )


def _choices(year: int) -> tuple[Button, ...]:
    this_year = {"of": str(year)}
    return (
        Button("今年度の事例をExcelで", "case.export", this_year),
        Button("今年度の発表資料をPowerPointで", "case.export", this_year | {"as": "pptx"}),
        Button("すべての発表資料をPowerPointで", "case.export", {"as": "pptx"}),
    )


EXAMPLES = {
    "改善事例の成果発表": slides_file_card(
        file_name="成果発表_令和8年度.pptx", count=42, year=2026
    ),
    "改善事例の書き出し": cases_file_card(
        file_name="改善事例_2026-11-20.xlsx", count=128, is_office=False, year=2026
    ),
    "改善事例の書き出し（事務局）": cases_file_card(
        file_name="改善事例_2026-11-20.xlsx", count=140, is_office=True, year=2026
    ),
}
