"""「参考になった」「うちでもやった」「定着した」: the receipts, and what the author hears."""

from datetime import date

from cards import example_values
from cards.case_words import month, people_count, place_count
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Facts,
    Quote,
    note,
    paragraph,
)
from domain.case_effect import monthly_words
from domain.case_spread import Place
from domain.improvement_case import Adoption, CaseText, Effect, PublishedCase
from domain.japan_time import JAPAN

IN_FULL = "くわしく見る"
"""The button that shows all that a case says."""


def show_button(case: PublishedCase, *, label: str = "見る") -> Button:
    return Button(label, "case.show", {"case": str(case.id)}, about=case.called)


def adopt_button(case: PublishedCase, *, label: str = "うちでもやった") -> Button:
    return Button(
        label,
        "case.ask_adopt",
        {"case": str(case.id)},
        style=ButtonStyle.PRIMARY,
        about=case.called,
        opens_form=True,
    )


def spread_buttons(case: PublishedCase, *, may_thank: bool = True) -> tuple[Button, ...]:
    args = {"case": str(case.id)}
    thank = Button("参考になった", "case.thank", args, about=f"{case.name}は参考になった")
    return (
        *([thank] if may_thank else []),
        Button(
            "うちでもやった",
            "case.ask_adopt",
            args,
            ButtonStyle.PRIMARY,
            about=f"{case.name}をうちでもやった",
            opens_form=True,
        ),
    )


def all_of_it_button(case: PublishedCase) -> Button:
    """Where not all that it says is shown."""
    args = {"case": str(case.id)}
    return Button(IN_FULL, "case.show", args, about=f"{case.name}をくわしく見る")


def establish_button(case: PublishedCase) -> Button:
    """What is not yet; or taken back, where it is."""
    to = {"to": "undone"} if case.is_established else {"to": "established"}
    label = "「定着した」を取り消す" if case.is_established else "定着した"
    joined = "の" if case.is_established else "は"
    about = f"{case.called}{joined}{label}"
    return Button(label, "case.establish", {"case": str(case.id)} | to, about=about)


def map_button() -> Button:
    return Button("横展開マップ", "case.map")


def thanked_card(case: PublishedCase, *, is_thanked: bool, may_adopt: bool, nonce: str) -> Card:
    """As it stands now, whatever the press was."""
    title = "「参考になった」を伝えました" if is_thanked else "「参考になった」を取り消しました"
    args = {"case": str(case.id)} | ({"back": "1"} if is_thanked else {})
    again = Button(
        "取り消す" if is_thanked else "参考になった", "case.thank", args, about=case.called
    )
    onward = "同じことを始めたら、「うちでもやった」で知らせてください。報告した人に届きます。"
    return Card(
        title,
        (
            paragraph(Bold(case.called)),
            paragraph(f"参考になった：{people_count(case.thanks)}"),
            *([note(onward)] if may_adopt else []),
            Buttons((*([adopt_button(case)] if may_adopt else []), again)),
        ),
        summary=f"{case.name}：{title}",
        nonce=nonce,
    )


def own_place_card(case: PublishedCase, *, may_establish: bool, nonce: str) -> Card:
    """To who would adopt what their own section has reported."""
    onward = (
        "続いているときは「定着した」を押してください。"
        if may_establish
        else "「うちでもやった」は、ほかの課が始めたときに使います。"
    )
    buttons = [establish_button(case)] if may_establish and not case.is_established else []
    return Card(
        "ご自分の課の事例です",
        (
            paragraph(Bold(case.called), f"は、{case.place}が報告した事例です。"),
            note(onward),
            Buttons((*buttons, show_button(case))),
        ),
        summary=f"{case.name}は、ご自分の課の事例です。",
        nonce=nonce,
    )


def established_card(case: PublishedCase, *, nonce: str) -> Card:
    """After 「定着した」, and after it was taken back."""
    is_it = case.is_established
    title = "「定着」にしました" if is_it else "「定着」を取り消しました"
    adopted = f"（{place_count(case.adopted_by)}に横展開しています）" if case.adopted_by else ""
    return Card(
        title,
        (
            paragraph(Bold(case.called)),
            paragraph(f"いまの状態は「{case.spread.value}」です{adopted}。"),
            Buttons((establish_button(case), show_button(case))),
        ),
        summary=f"{case.name}：{title}",
        nonce=nonce,
    )


def adopted_card(case: PublishedCase, adoption: Adoption, *, title: str) -> Card:
    """The receipt, also of a correction."""
    return Card(
        title,
        (
            paragraph(Bold(case.called)),
            *_what(adoption),
            Buttons(
                (
                    adopt_button(case, label="登録を直す"),
                    show_button(case),
                    map_button(),
                )
            ),
        ),
        summary=f"{case.name}：{title}",
    )


def adoption_removed_card(case: PublishedCase, place: Place) -> Card:
    sentence = f"{place.name}の「うちでもやった」を取り消しました。"
    return Card(
        "登録を取り消しました",
        (
            paragraph(Bold(case.called)),
            paragraph(sentence),
            Buttons((adopt_button(case), show_button(case))),
        ),
        summary=sentence,
    )


def already_adopted_card(case: PublishedCase) -> Card:
    """The same form came twice."""
    sentence = "この登録は受け付け済みです。"
    return Card(
        "すでに受け付けています",
        (
            paragraph(Bold(case.called), f"：{sentence}"),
            Buttons((show_button(case), map_button())),
        ),
        summary=sentence,
    )


def _what(adoption: Adoption) -> list[Element]:
    facts = Facts(
        (
            ("始めた課・所属", adoption.place),
            ("始めた月", month(adoption.since)),
            ("減った時間", monthly_words(adoption.hours)),
        )
    )
    remark = [Quote(adoption.remark, adoption.place)] if adoption.remark else []
    return [facts, *remark]


# -- to the author -------------------------------------------------------------------------------


def adopted_elsewhere_card(case: PublishedCase, adoption: Adoption) -> Card:
    """To who reported it. Also on 「うちでもやった」 of a section of their own department."""
    where = adoption.place
    buttons = [show_button(case), map_button()]
    if not case.is_established:
        buttons.append(establish_button(case))
    return Card(
        "あなたの事例が、ほかの課でも始まりました",
        (
            paragraph(Bold(case.called), f"を、{where}でも始めたそうです。"),
            *_what(adoption),
            note(f"これまでに{place_count(case.adopted_by)}に広がっています。"),
            Buttons(tuple(buttons)),
        ),
        summary=f"{case.name}が、{where}でも始まりました。",
    )


EXAMPLE_CASE = PublishedCase(
    id=12,
    number=12,
    author_id=1,
    department="福祉部",
    section="高齢者支援課",
    text=CaseText(
        title="介護認定調査票の転記をRPAに任せる",
        before="職員3人が1件ずつ打ち直していた。",
        after="読み取りと入力をRPAに任せた。",
        effect=Effect(hours=18),
        tools=("RPA", "Excel"),
    ),
    published_at=example_values.NOW.astimezone(JAPAN),
    thanks=24,
    adopted_by=2,
)
_ADOPTION = Adoption(
    case_id=12,
    staff_id=2,
    department="税務部",
    section="市民税課",
    since=date(2026, 9, 1),
    hours=22.5,
    remark="紙で届いた給与支払報告書の入力に使っている。",
    at=example_values.NOW,
)
EXAMPLES = {
    "参考になった": thanked_card(
        EXAMPLE_CASE, is_thanked=True, may_adopt=True, nonce="example-nonce"
    ),
    "参考になったを取り消した": thanked_card(
        EXAMPLE_CASE, is_thanked=False, may_adopt=False, nonce="example-nonce"
    ),
    "自分の課の事例": own_place_card(EXAMPLE_CASE, may_establish=True, nonce="example-nonce"),
    "定着した": established_card(EXAMPLE_CASE, nonce="example-nonce"),
    "うちでもやったを受け付けた": adopted_card(EXAMPLE_CASE, _ADOPTION, title="登録しました"),
    "うちでもやったを取り消した": adoption_removed_card(EXAMPLE_CASE, Place("税務部", "市民税課")),
    "うちでもやったが二度来た": already_adopted_card(EXAMPLE_CASE),
    "ほかの課でも始まった": adopted_elsewhere_card(EXAMPLE_CASE, _ADOPTION),
}
