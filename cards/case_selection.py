"""今月の改善事例: chosen and worded by the secretariat, read by the forum."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from cards.case_spread import IN_FULL, all_of_it_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    ChoiceField,
    Element,
    Facts,
    Form,
    Heading,
    Option,
    TextField,
    note,
    paragraph,
)
from cards.renderers.one_message import in_one_message
from domain.case_effect import effect_words
from domain.case_selection import MOST_CASES, WORDS_LENGTH, Selection
from domain.excerpt import excerpt
from domain.improvement_case import CaseText, Effect, PublishedCase
from domain.japan_time import JAPAN

NOTHING = "-"
_EFFECT_LENGTH = 100
"""Characters; the whole is one press away."""


def selection_card(selection: Selection, cases: Sequence[PublishedCase]) -> Card:
    """As the forum reads it: nothing of who looks. One message, whatever its length."""
    card = Card(
        selection.name,
        (*_words(selection), *_cases(cases)),
        summary=f"{selection.name}を{len(cases)}件紹介します。",
    )
    return in_one_message(card, onward=IN_FULL)


def preview_card(selection: Selection, cases: Sequence[PublishedCase]) -> Card:
    """What the forum is going to read, with what can be done."""
    args = {"month": f"{selection.month:%Y-%m}", "version": str(selection.version)}
    return Card(
        f"{selection.name}（下書き）",
        (
            *selection_card(selection, cases).elements,
            Buttons(
                (
                    Button(
                        "フォーラムに載せる",
                        "case.post_selection",
                        args,
                        ButtonStyle.PRIMARY,
                        about=f"{selection.name}をフォーラムに載せる",
                    ),
                    Button("選び直す", "case.ask_select", args, opens_form=True),
                )
            ),
            note(
                "保存しました。載せるのは月に1回です。取り下げられた事例は、載せるときに除きます。"
            ),
        ),
        summary=f"{selection.name}の下書きを保存しました。",
    )


def not_selected_card(selection: Selection) -> Card:
    """To the secretariat."""
    line = f"{selection.name}は、まだ選んでいません。"
    args = {"month": f"{selection.month:%Y-%m}"}
    choose = Button(
        "今月の改善事例を選ぶ", "case.ask_select", args, ButtonStyle.PRIMARY, opens_form=True
    )
    return Card(
        selection.name,
        (
            paragraph(line),
            Buttons((choose,)),
            note(f"{MOST_CASES}件まで選び、紹介のことばを付けて、フォーラムに載せられます。"),
        ),
        summary=line,
    )


def posted_selection_card(selection: Selection) -> Card:
    line = f"{selection.name}を、フォーラムのチャンネルに載せます。"
    return Card(
        selection.name,
        (paragraph(line), note("夜間や閉庁日のときは、次の開庁時間に載ります。")),
        summary=line,
    )


def gone_in_channel_card(selection: Selection) -> Card:
    """In the place of a selection of which the forum may see nothing any more."""
    line = f"{selection.name}は、取り下げられたか、公開範囲が変わったため、表示していません。"
    return Card(selection.name, (paragraph(line),), summary=line)


def selection_not_shown_here_card(selection: Selection) -> Card:
    """In the place of a selection in a channel that is the forum's no more."""
    line = f"{selection.name}は、このチャンネルでは表示していません。"
    return Card(
        selection.name,
        (paragraph(line), note("フォーラムのチャンネルが変わりました。")),
        summary=line,
    )


def selection_form(
    selection: Selection,
    offered: Sequence[PublishedCase],
    *,
    values: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> Form:
    options = tuple(Option(str(case.id), _option(case)) for case in offered)
    choices = tuple(
        _choice(place, options, values.get(field_name(place), ""))
        for place in range(1, MOST_CASES + 1)
    )
    words = TextField(
        "words",
        "紹介のことば",
        value=values.get("words", ""),
        required=False,
        multiline=True,
        max_length=WORDS_LENGTH,
    )
    return Form(
        selection.name,
        "case.select",
        (*choices, words),
        submit="保存して確かめる",
        args={"month": f"{selection.month:%Y-%m}", "version": str(selection.version)},
        errors=errors or {},
    )


def _choice(place: int, options: tuple[Option, ...], chosen: str) -> ChoiceField:
    """One case at least: only from the second on nothing can be chosen."""
    is_first = place == 1
    open_to = options if is_first else (Option(NOTHING, "選ばない"), *options)
    value = chosen if chosen in {option.value for option in options} else ""
    if not is_first:
        value = value or NOTHING
    return ChoiceField(field_name(place), f"{place}件目", open_to, value=value, required=is_first)


def field_name(place: int) -> str:
    return f"case{place}"


def _option(case: PublishedCase) -> str:
    name = f"{case.name} {case.text.title}"
    return f"{name[:40]}（{case.department[:15]}）"


def _words(selection: Selection) -> Iterator[Element]:
    if selection.words:
        yield paragraph(selection.words)


def _cases(cases: Sequence[PublishedCase]) -> Iterator[Element]:
    for case in cases:
        yield Heading(case.name)
        yield paragraph(Bold(case.text.title))
        yield Facts(
            (
                ("部署", case.place),
                ("工夫", case.text.after),
                ("効果", _effect(case)),
                ("参考になった", f"{case.thanks}人"),
                ("うちでもやった", f"{case.adopted_by}か所"),
            )
        )
        yield Buttons((all_of_it_button(case),))


def _effect(case: PublishedCase) -> str:
    """Not so long that the secretariat's own words would have to be shortened for it."""
    words = " ".join(effect_words(case.text.effect).split())
    return excerpt(words, length=_EFFECT_LENGTH)


_CASE = PublishedCase(
    id=12,
    number=12,
    author_id=1,
    department="財務部",
    section="税務課",
    text=CaseText(
        title="申告書の転記をRPAで",
        before="毎月600件を手で写していた。",
        after="AI-OCRで読み取り、RPAで入力するようにした。",
        effect=Effect(hours=24.5),
    ),
    published_at=datetime(2026, 11, 12, 9, 0, tzinfo=JAPAN),
    thanks=8,
    adopted_by=2,
)
_SELECTION = Selection(date(2026, 11, 1), (12,), "今月は、転記をなくした取組です。", 1)
EXAMPLE = selection_card(_SELECTION, (_CASE,))
EXAMPLES: dict[str, Card | Form] = {
    "今月の改善事例": EXAMPLE,
    "今月の改善事例の下書き": preview_card(_SELECTION, (_CASE,)),
    "今月の改善事例がまだない": not_selected_card(_SELECTION),
    "今月の改善事例を載せる": posted_selection_card(_SELECTION),
    "見られなくなった今月の改善事例": gone_in_channel_card(_SELECTION),
    "フォーラムでなくなったチャンネルの今月の改善事例": selection_not_shown_here_card(_SELECTION),
    "今月の改善事例を選ぶ": selection_form(_SELECTION, (_CASE,), values={"case1": "12"}),
}
