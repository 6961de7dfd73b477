"""To who reported a case: what a reviewer has said to it, and what they can do."""

from dataclasses import replace

from cards.case_history import (
    EXAMPLE_SENT_BACK,
    HISTORY,
    SIGNS,
    difference_paragraphs,
    edit_button,
    history_button,
)
from cards.case_review_notice import EXAMPLE_CASE
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    Quote,
    note,
    paragraph,
)
from cards.renderers.one_message import in_one_message
from domain.case_diff import differences
from domain.case_history import AfterApproval, CaseDecision
from domain.improvement_case import Case, CaseState, CaseText, Decision

MINE = Button("自分の事例", "case.mine")


def case_decision_card(
    case: Case, decision: CaseDecision, *, text: CaseText, reviewer: str
) -> Card:
    """``text`` of the version that was decided; ``case`` as it stands now. ``reviewer``: with さん."""
    match decision.decision:
        case Decision.APPROVED:
            return _approved(case, decision, text, reviewer)
        case Decision.SENT_BACK:
            return _sent_back(case, decision, text, reviewer)
        case Decision.SUGGESTED:
            return _suggested(case, decision, text, reviewer)


def suggestion_taken_card(case: Case) -> Card:
    line = "修正提案を取り入れて、もう一度確認に出しました。"
    step = "部局のDX推進リーダー" if case.state is CaseState.LEADER_REVIEW else "事務局"
    stays = "承認されるまでは、前に公開した内容がそのまま見えます。"
    return Card(
        "事例を確認に出しました",
        (
            paragraph(Bold(_name(case, case.text)), f"：{line}"),
            paragraph(f"{step}が確認します。結果はここにお知らせします。"),
            *([note(stays)] if case.published_version else []),
            Buttons((MINE, history_button(case.id))),
        ),
        summary=line,
    )


def _approved(case: Case, decision: CaseDecision, text: CaseText, reviewer: str) -> Card:
    return Card(
        "改善事例が承認されました",
        (
            paragraph(Bold(_name(case, text)), f"を{reviewer}が承認しました。"),
            paragraph(_after(case, decision)),
            Buttons((MINE, history_button(case.id))),
        ),
        summary=f"{_name(case, text)}が承認されました。",
    )


def _after(case: Case, decision: CaseDecision) -> str:
    match decision.after_approval(case):
        case AfterApproval.NEXT_STEP:
            return "このあと事務局が確認します。"
        case AfterApproval.PUBLISHED:
            return "公開されました。公開範囲の方が見て、使えるようになりました。"
        case AfterApproval.OVERTAKEN:
            now = case.state.value
            return f"そのあと進みがあり、いまは「{now}」です。「自分の事例」で確かめられます。"


def _sent_back(case: Case, decision: CaseDecision, text: CaseText, reviewer: str) -> Card:
    return Card(
        "改善事例が差し戻されました",
        (
            paragraph(Bold(_name(case, text)), f"を{reviewer}が差し戻しました。"),
            Quote(decision.reason, f"{reviewer}の言葉"),
            paragraph("直して、もう一度出してください。書いた内容はそのまま残っています。"),
            Buttons((edit_button(case.id, label="直して出し直す"), history_button(case.id), MINE)),
        ),
        summary=f"{_name(case, text)}が差し戻されました。",
    )


def _suggested(case: Case, decision: CaseDecision, text: CaseText, reviewer: str) -> Card:
    """One message, whatever its length: the history has all of it."""
    suggestion = decision.suggestion or text
    args = {"case": str(case.id), "version": str(decision.version), "decision": str(decision.id)}
    said: tuple[Element, ...] = (
        (Quote(decision.reason, f"{reviewer}の言葉"),) if decision.reason else ()
    )
    take = Button(
        "この修正で出し直す",
        "case.take_suggestion",
        args,
        style=ButtonStyle.PRIMARY,
        about=f"{case.name}に修正提案を取り入れて出し直す",
    )
    card = Card(
        "改善事例の修正の提案があります",
        (
            paragraph(Bold(_name(case, text)), f"について、{reviewer}から修正の提案があります。"),
            *said,
            Heading("提案の内容"),
            *difference_paragraphs(differences(text, suggestion)),
            note(SIGNS),
            Buttons((take, edit_button(case.id, label="自分で直す"), history_button(case.id))),
        ),
        summary=f"{_name(case, text)}の修正の提案があります。",
        nonce=f"decision-{decision.id}",
    )
    return in_one_message(card, onward=HISTORY)


def _name(case: Case, text: CaseText) -> str:
    return replace(case, text=text).called


_SUGGESTED = replace(
    EXAMPLE_SENT_BACK,
    decision=Decision.SUGGESTED,
    suggestion=replace(
        EXAMPLE_CASE.text,
        after="RPAで読み取り、台帳に書き込むようにした。読み取れないものだけ職員が入力する。",
    ),
)
_BACK = replace(EXAMPLE_CASE, state=CaseState.SENT_BACK)

EXAMPLES = {
    "リーダーが承認した": case_decision_card(
        replace(EXAMPLE_CASE, state=CaseState.OFFICE_REVIEW),
        replace(EXAMPLE_SENT_BACK, decision=Decision.APPROVED, reason=""),
        text=EXAMPLE_CASE.text,
        reviewer="森田　翔さん",
    ),
    "公開された": case_decision_card(
        replace(EXAMPLE_CASE, state=CaseState.PUBLISHED),
        replace(EXAMPLE_SENT_BACK, decision=Decision.APPROVED, reason=""),
        text=EXAMPLE_CASE.text,
        reviewer="水谷　香さん",
    ),
    "差し戻された": case_decision_card(
        _BACK, EXAMPLE_SENT_BACK, text=EXAMPLE_CASE.text, reviewer="森田　翔さん"
    ),
    "修正の提案": case_decision_card(
        _BACK, _SUGGESTED, text=EXAMPLE_CASE.text, reviewer="森田　翔さん"
    ),
    "修正提案を取り入れた": suggestion_taken_card(
        replace(EXAMPLE_CASE, version=2, published_version=1)
    ),
}
