"""「状態・段階・担当を変える」: one form for where an issue stands, with a word why."""

from collections.abc import Mapping, Sequence

from cards.elements import Bold, ChoiceField, Field, Form, Option, TextField, note, paragraph
from cards.example_issues import ISSUE, LATER, NAMES, STAGES
from cards.issue import NOBODY
from domain.issue import REMARK_LENGTH, Issue, states_after

NO_OWNER = "-"
"""Teams lets nobody take a choice back."""
REMARK_TOO_LONG = f"ひとことは{REMARK_LENGTH}文字までにしてください。"
OWNER_GONE = "選ばれた担当の方は、いまは選べません。選び直してください。"


def move_form(
    issue: Issue,
    values: Mapping[str, str],
    *,
    stages: Sequence[str],
    owners: Sequence[tuple[int, str]],
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``owners``: number and name of those who may be chosen. ``values``: as they were chosen before."""
    state = issue.standing.state
    owner = str(issue.standing.owner_id or NO_OWNER)
    return Form(
        title="状態・段階・担当を変える",
        action="issue.move",
        intro=(
            paragraph(Bold(issue.called)),
            note("変えたことは経過に残り、フォーラムのチャンネルの投稿も書き換わります。"),
        ),
        fields=(
            ChoiceField(
                "state",
                "状態",
                tuple(Option(each.value, each.value) for each in (state, *states_after(state))),
                value=_chosen(values, "state", state.value),
            ),
            *_stage(issue, values, stages),
            ChoiceField(
                "owner",
                "担当",
                (
                    Option(NO_OWNER, NOBODY),
                    *(Option(str(number), name) for number, name in owners),
                ),
                value=_chosen(values, "owner", owner),
                required=False,
            ),
            TextField(
                "remark",
                "ひとこと",
                values.get("remark", ""),
                required=False,
                multiline=True,
                max_length=REMARK_LENGTH
                if len(values.get("remark", "")) <= REMARK_LENGTH
                else None,
                hint="進んだこと、変えた理由など。例：情報政策課と話しはじめました。",
            ),
        ),
        submit="保存する",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _stage(issue: Issue, values: Mapping[str, str], stages: Sequence[str]) -> tuple[Field, ...]:
    """A word that the policy does not have any more stays until somebody chooses another one."""
    now = issue.standing.stage
    known = dict.fromkeys((*stages, *([now] if now else [])))
    if not known:
        return ()
    options = tuple(Option(each, each) for each in known)
    chosen = _chosen(values, "stage", now or next(iter(known)))
    return (ChoiceField("stage", "DX推進サイクルの段階", options, value=chosen, required=False),)


def _chosen(values: Mapping[str, str], name: str, now: str) -> str:
    return values.get(name, "") or now


_OWNERS = tuple(NAMES.items())
EXAMPLES = {
    "状態を変える": move_form(
        ISSUE, {}, stages=STAGES, owners=_OWNERS, args={"issue": "12", "version": "1"}, nonce="n1"
    ),
    "先に変えられていた": move_form(
        LATER,
        {"state": "解決", "remark": "RPAで済むようになりました。"},
        stages=(),
        owners=_OWNERS,
        args={"issue": "12", "version": "2"},
        nonce="n2",
        errors={"": "課題#12は、先に森田さんが「状態」を変えたため、まだ保存していません。"},
    ),
}
