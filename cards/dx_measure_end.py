"""A 部局横断DX施策 is completed or stopped: the form that asks for what came of it, or why."""

from collections.abc import Mapping

from cards.elements import Bold, Form, TextField, note, paragraph
from cards.example_measures import MEASURE
from domain.dx_measure import TEXT_LENGTH, DxMeasure, DxMeasureState

NO_OUTCOME = {
    DxMeasureState.COMPLETED: "できたことを書いてください。",
    DxMeasureState.STOPPED: "中止の理由を書いてください。",
}
_TITLES = {DxMeasureState.COMPLETED: "施策を完了にする", DxMeasureState.STOPPED: "施策を中止にする"}
_LABELS = {DxMeasureState.COMPLETED: "できたこと", DxMeasureState.STOPPED: "中止の理由"}
_HINTS = {
    DxMeasureState.COMPLETED: "例：市民課と福祉課で、申請書の入力が一度で済むようになった。",
    DxMeasureState.STOPPED: "例：国の標準システムで同じことができるようになるため。",
}


def too_long(length: int) -> str:
    return f"{TEXT_LENGTH:,}文字までです（いま{length:,}文字）。"


def end_form(
    measure: DxMeasure,
    state: DxMeasureState,
    *,
    outcome: str = "",
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``state``: completed or stopped."""
    return Form(
        _TITLES[state],
        "measure.end",
        (
            TextField(
                "outcome",
                _LABELS[state],
                outcome,
                multiline=True,
                max_length=TEXT_LENGTH if len(outcome) <= TEXT_LENGTH else None,
                hint=_HINTS[state],
            ),
        ),
        submit=f"{state}にする",
        intro=(
            paragraph(Bold(measure.called)),
            note(
                "職員みんなが読めます。週1回の情報交換では聞かれなくなります。"
                "「施策を再開する」でいつでも戻せます。"
            ),
        ),
        args={"measure": str(measure.id), "version": str(measure.version), "state": state.name},
        errors=errors or {},
        nonce=nonce,
    )


EXAMPLES = {
    "施策の完了": end_form(MEASURE, DxMeasureState.COMPLETED, nonce="n1"),
    "施策の中止（書き直し）": end_form(
        MEASURE,
        DxMeasureState.STOPPED,
        nonce="n2",
        errors={"outcome": NO_OUTCOME[DxMeasureState.STOPPED]},
    ),
}
