"""Which column of an old collection means what: asked once, for headings that are not known."""

from collections.abc import Mapping, Sequence

from cards.elements import (
    Button,
    Buttons,
    ButtonStyle,
    Card,
    ChoiceField,
    Form,
    Option,
    note,
    paragraph,
)

MOST_ASKED = 12
"""Headings in one form; those behind them are not brought in."""
NOTHING = "-"


def unknown_columns_card(*, file_name: str, missing: Sequence[str], key: str) -> Card:
    said = "」「".join(missing)
    return Card(
        "改善事例の列を教えてください",
        (
            paragraph(
                f"「{file_name}」は改善事例の一覧のようですが、"
                f"「{said}」がどの列かわかりません。列を選ぶと、内容を確かめてから取り込めます。"
            ),
            Buttons(
                (
                    Button(
                        "列を選ぶ",
                        "case.ask_columns",
                        {"key": key},
                        ButtonStyle.PRIMARY,
                        opens_form=True,
                    ),
                )
            ),
            note("選んだ内容は覚えます。同じ見出しのファイルでは、次から聞きません。"),
        ),
        summary=f"「{file_name}」の列を選んでください。",
    )


def columns_form(
    headings: Mapping[str, str],
    items: Sequence[str],
    *,
    missing: Sequence[str],
    key: str,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``headings``: as written, by what they are kept as. ``values``: what was chosen, by the latter."""
    options = (Option(NOTHING, "取り込まない"), *(Option(item, item) for item in items))
    chosen = values or {}
    fields = tuple(
        ChoiceField(
            field_name(number),
            f"「{written[:40]}」の列",
            options,
            value=chosen.get(kept) or NOTHING,
        )
        for number, (kept, written) in enumerate([*headings.items()][:MOST_ASKED])
    )
    return Form(
        "改善事例の列",
        "case.columns",
        fields,
        submit="この列で確かめる",
        intro=(paragraph(f"「{'」「'.join(missing)}」にあたる列を選んでください。"),),
        args={"key": key},
        errors=errors or {},
    )


def field_name(number: int) -> str:
    return f"column{number}"


EXAMPLES: dict[str, Card | Form] = {
    "列のわからない事例集": unknown_columns_card(
        file_name="改善事例集.xlsx", missing=("課題", "工夫"), key="abc"
    ),
    "事例集の列": columns_form(
        {"困りごと": "困りごと", "やったこと": "やったこと"},
        ("課題", "工夫", "効果"),
        missing=("課題", "工夫"),
        key="abc",
    ),
}
