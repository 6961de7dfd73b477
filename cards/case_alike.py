"""「似た仕事の改善事例」: to one of a department that does the same work."""

from dataclasses import replace

from cards import example_values
from cards.case_spread import adopt_button, show_button
from cards.elements import Bold, Button, Buttons, Card, Facts, note, paragraph
from cards.example_issues import ISSUE
from domain.case_alike import WorkKind
from domain.case_effect import UNKNOWN, monthly_words
from domain.improvement_case import CaseText, Effect, PublishedCase
from domain.issue import Issue

_WHY = {
    WorkKind.CASE: "あなたの部局が公開した事例",
    WorkKind.ADOPTED: "あなたの部局が「うちでもやった」事例",
    # Who is told may not be one who knows of a case that nobody has approved yet.
    WorkKind.WAITING: "あなたの部局の仕事",
    WorkKind.ISSUE: "あなたの部局の課題",
    WorkKind.SECTION: "あなたの部局にある課の仕事",
    WorkKind.TRAINING: "あなたの部局の方が受けた研修の内容",
}


def because(kind: WorkKind, known: PublishedCase | Issue | None = None) -> str:
    """Why they are told. ``known``: the case, or the issue, of theirs that it is like."""
    if isinstance(known, Issue):
        return f"あなたの部局の{known.called}と似た仕事の事例のため、お知らせしています。"
    what = f"{_WHY[kind]}（{known.called}）" if known else _WHY[kind]
    return f"{what}に近いため、お知らせしています。"


def alike_card(case: PublishedCase, *, why: str) -> Card:
    """``why``: ``because``. It comes once for each case."""
    tools = "、".join(case.text.tools) or UNKNOWN
    return Card(
        "似た仕事の改善事例があります",
        (
            paragraph(Bold(case.called)),
            Facts(
                (
                    ("報告した課", case.place),
                    ("減った時間", monthly_words(case.text.effect.hours)),
                    ("道具", tools),
                )
            ),
            paragraph(why),
            Buttons(
                (
                    show_button(case),
                    adopt_button(case),
                    Button("お知らせの設定", "reminder.settings"),
                )
            ),
            note("このお知らせは、ひとつの事例につき1回だけです。"),
        ),
        summary=f"似た仕事の改善事例があります：{case.called}",
    )


_CASE = PublishedCase(
    id=1,
    number=1,
    author_id=1,
    department="福祉部",
    section="高齢者支援課",
    text=CaseText(
        title="介護認定調査票の転記をRPAに任せる",
        before="打ち直していた。",
        after="RPAに任せた。",
        effect=Effect(hours=18),
        tools=("RPA", "Excel"),
    ),
    published_at=example_values.NOW,
)

_OWN = replace(
    _CASE, id=7, number=7, text=replace(_CASE.text, title="健診結果票の転記を自動にする")
)

EXAMPLES = {
    "似た仕事の改善事例": alike_card(_CASE, why=because(WorkKind.ADOPTED, _OWN)),
    "似た仕事の改善事例（課題）": alike_card(_CASE, why=because(WorkKind.ISSUE, ISSUE)),
    "似た仕事の改善事例（課の仕事）": alike_card(_CASE, why=because(WorkKind.SECTION)),
}
