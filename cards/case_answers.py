"""The forms of a review: 「差し戻し」 with its reason, 「修正提案」 with the text as it should be."""

from collections.abc import Mapping
from dataclasses import replace

from cards.case_review import decision_args
from cards.case_review_notice import EXAMPLE_CASE
from cards.elements import Bold, Field, Form, TextField, note, paragraph
from domain.improvement_case import TEXT_LENGTH, TITLE_LENGTH, Case, CaseText

REASON_LENGTH = 500


def send_back_form(
    case: Case,
    *,
    args: Mapping[str, str],
    nonce: str,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``args``: of the card it was opened from, so that a decision is on what was read."""
    return Form(
        title="改善事例の差し戻し",
        action="case.send_back",
        intro=(paragraph(Bold(case.called)),),
        fields=(
            TextField(
                "reason",
                "差し戻しの理由",
                value=(values or {}).get("reason", ""),
                multiline=True,
                max_length=REASON_LENGTH,
                hint="どこをどう直してほしいか書いてください。報告した人に、そのまま伝わります。",
            ),
        ),
        submit="差し戻す",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def suggest_form(
    case: Case,
    *,
    args: Mapping[str, str],
    nonce: str,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """The words may be changed; numbers, tools and 公開範囲 are the author's: of those the comment."""
    typed = suggestion_values(case.text) if values is None else values
    return Form(
        title="改善事例の修正提案",
        action="case.suggest",
        intro=(
            paragraph(Bold(case.called)),
            note("直したほうがよいところを書き換えてください。報告した人が選んで取り入れます。"),
        ),
        fields=(
            *(_text_field(name, label, typed.get(name, "")) for name, label in _FIELDS),
            TextField(
                "reason",
                "伝えたいこと",
                value=typed.get("reason", ""),
                required=False,
                multiline=True,
                max_length=REASON_LENGTH,
                hint="数字・道具・公開範囲について直してほしいことは、ここに書いてください。",
            ),
        ),
        submit="提案する",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


_FIELDS = (
    ("title", "題名"),
    ("before", "課題"),
    ("after", "工夫"),
    ("other", "そのほかの効果"),
    ("reuse", "再利用の条件・注意"),
)
_NEEDED = frozenset({"title", "before", "after"})


def _text_field(name: str, label: str, value: str) -> Field:
    is_title = name == "title"
    return TextField(
        name,
        label,
        value=value,
        required=name in _NEEDED,
        multiline=not is_title,
        max_length=TITLE_LENGTH if is_title else TEXT_LENGTH,
    )


def suggestion_values(text: CaseText) -> dict[str, str]:
    return {
        "title": text.title,
        "before": text.before,
        "after": text.after,
        "other": text.effect.other,
        "reuse": text.reuse,
    }


def suggested_text(text: CaseText, values: Mapping[str, str]) -> CaseText:
    """``text`` with the words that were sent in; those that were not stay."""
    said = suggestion_values(text) | {
        name: value.replace("\r\n", "\n").strip()
        for name, value in values.items()
        if name in suggestion_values(text)
    }
    return replace(
        text,
        title=said["title"],
        before=said["before"],
        after=said["after"],
        effect=replace(text.effect, other=said["other"]),
        reuse=said["reuse"],
    )


def troubles_with(values: Mapping[str, str]) -> dict[str, str]:
    """By field, what is wrong with a suggestion."""
    empty = {
        name: f"{label}を書いてください。"
        for name, label in _FIELDS
        if name in _NEEDED and not values.get(name, "").strip()
    }
    long = {
        name: f"{label}は{most:,}文字までです。短くしてください。"
        for name, label in (*_FIELDS, ("reason", "伝えたいこと"))
        if len(values.get(name, "").strip()) > (most := _most(name))
    }
    return empty | long


def _most(name: str) -> int:
    return {"title": TITLE_LENGTH, "reason": REASON_LENGTH}.get(name, TEXT_LENGTH)


EXAMPLES = {
    "差し戻しの理由": send_back_form(
        EXAMPLE_CASE, args=decision_args(EXAMPLE_CASE), nonce="case-nonce"
    ),
    "差し戻しの理由（誤り）": send_back_form(
        EXAMPLE_CASE,
        args=decision_args(EXAMPLE_CASE),
        nonce="case-nonce",
        errors={"reason": "差し戻しの理由を書いてください。"},
    ),
    "修正提案": suggest_form(EXAMPLE_CASE, args=decision_args(EXAMPLE_CASE), nonce="case-nonce"),
}
