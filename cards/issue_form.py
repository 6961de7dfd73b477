"""The form of an issue: two fields have to be filled in, all others may stay empty."""

from collections.abc import Iterator, Mapping, Sequence

from cards import example_issues
from cards.elements import (
    Bullets,
    ChoiceField,
    Element,
    Field,
    Form,
    Option,
    TextField,
    note,
    paragraph,
    plain,
)
from domain.issue import (
    MOST_SYSTEMS,
    SYSTEM_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORK_LENGTH,
    Affected,
    Issue,
)

NOT_SAID = "-"
"""Teams lets nobody take a choice back."""
REQUIRED = frozenset({"title", "what"})
TEXTS = {"title": "題名", "what": "何が起きているか", "work": "業務", "wish": "望む姿"}
TIMES_WRONG = "件数は「月600件」「1日30件」のように、ひとつの数で書いてください。わからないときは空けてください。"
HOURS_WRONG = (
    "かかる時間は「月20時間」「1日30分」のように、ひとつの数で書いてください。"
    "わからないときは空けてください。"
)
SYSTEMS_WRONG = f"関係するシステムは{MOST_SYSTEMS}個まで、ひとつ{SYSTEM_LENGTH}文字までです。「、」で区切ってください。"


def issue_form(
    values: Mapping[str, str],
    *,
    stages: Sequence[str],
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
    similar: Sequence[Issue] = (),
    name: str = "",
) -> Form:
    """``name``: of the issue that is changed. ``similar``: to what is being typed."""
    return Form(
        title=f"{name}を直す" if name else "課題の登録",
        action="issue.save",
        intro=tuple(_intro(similar)),
        fields=(*_story(values), *_numbers(values), *_more(values), *_stage(values, stages)),
        submit="保存する" if name else "登録する",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _intro(similar: Sequence[Issue]) -> Iterator[Element]:
    if not similar:
        yield note("必須は2つです。わかるところだけで登録でき、あとで直せます。")
        return
    yield paragraph("似た課題があります。")
    yield Bullets(tuple(plain(f"{each.called}（{each.department}）") for each in similar))
    yield note("登録したあとに、「同じ」「関係あり」「違う」を選べます。")


def _story(values: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        TextField(
            "title",
            "題名",
            values.get("title", ""),
            max_length=_longest(values, "title", TITLE_LENGTH),
            hint="例：申請書を二つのシステムに打っている。",
            watched=True,
        ),
        TextField(
            "what",
            "何が起きているか",
            values.get("what", ""),
            multiline=True,
            max_length=_longest(values, "what", TEXT_LENGTH),
            hint="だれが、いつ、何に困っているか。住民の方の情報は書かないでください。",
            watched=True,
        ),
    )


def _longest(values: Mapping[str, str], name: str, most: int) -> int | None:
    """A message that is longer stands in the field as it is: what is over is for its author to cut."""
    return most if len(values.get(name, "")) <= most else None


def _numbers(values: Mapping[str, str]) -> tuple[Field, ...]:
    chosen = values.get("affected", "") or NOT_SAID
    return (
        TextField(
            "times",
            "件数（1か月）",
            values.get("times", ""),
            required=False,
            hint="例：月600件。",
            watched=True,
        ),
        TextField(
            "hours",
            "かかる時間（1か月）",
            values.get("hours", ""),
            required=False,
            hint="例：月20時間。",
            watched=True,
        ),
        ChoiceField(
            "affected",
            "影響",
            (Option(NOT_SAID, "未記入"), *(Option(each.value, each.value) for each in Affected)),
            value=chosen,
            required=False,
        ),
    )


def _more(values: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        TextField(
            "systems",
            "関係するシステム",
            values.get("systems", ""),
            required=False,
            hint="「、」で区切ります。例：住民記録システム、Excel。",
            watched=True,
        ),
        TextField(
            "work",
            "業務",
            values.get("work", ""),
            required=False,
            max_length=_longest(values, "work", WORK_LENGTH),
            hint="例：転入届の受付。",
            watched=True,
        ),
        TextField(
            "wish",
            "望む姿",
            values.get("wish", ""),
            required=False,
            multiline=True,
            max_length=_longest(values, "wish", TEXT_LENGTH),
            hint="例：一度の入力で済む。",
            watched=True,
        ),
    )


def _stage(values: Mapping[str, str], stages: Sequence[str]) -> Iterator[Field]:
    """Nothing to choose where the policy has no cycle."""
    chosen = values.get("stage", "") or next(iter(stages), "")
    known = dict.fromkeys((*stages, *([chosen] if chosen else [])))
    if known:
        yield ChoiceField(
            "stage",
            "DX推進サイクルの段階",
            tuple(Option(each, each) for each in known),
            value=chosen,
            required=False,
        )


def missing(label: str) -> str:
    return f"{label}を書いてください。"


def too_long(label: str, *, length: int, most: int) -> str:
    return f"{label}は{most:,}文字までにしてください（いまは{length:,}文字）。"


EXAMPLES = {
    "課題の登録": issue_form({}, stages=example_issues.STAGES, args={"draft": "d1"}, nonce="n1"),
    "直すところがある課題": issue_form(
        {"title": "二度打ちの手間", "times": "たくさん", "stage": "利活用"},
        stages=example_issues.STAGES,
        args={"draft": "d1"},
        nonce="n1",
        errors={"what": missing("何が起きているか"), "times": TIMES_WRONG},
    ),
    "似た課題のある登録": issue_form(
        {"title": "二度打ちの手間"},
        stages=(),
        args={"draft": "d1"},
        nonce="n1",
        similar=(example_issues.ISSUE,),
        name="課題#12",
    ),
}
