"""The one form of a 部局横断DX施策, and the sentences beside its fields."""

from collections.abc import Mapping, Sequence

from cards.case_history import SIGNS, difference_paragraphs
from cards.elements import (
    Bold,
    ChoiceField,
    Element,
    Field,
    Form,
    Heading,
    Option,
    TextField,
    note,
    paragraph,
)
from cards.example_issues import STAGES
from cards.example_measures import HISTORY, MEASURE
from domain.case_diff import FieldDifference
from domain.dx_measure import (
    MILESTONE_LENGTH,
    MOST_DEPARTMENTS,
    MOST_MILESTONES,
    MOST_PEOPLE,
    NAME_LENGTH,
    TEXT_LENGTH,
)

LABELS = {
    "name": "施策の名前",
    "aim": "ねらい",
    "lead_department": "主導する部局",
    "lead": "主導する人",
    "departments": "参加する部局",
    "members": "参加する人",
    "supporters": "支援するデジタル専門人材",
    "milestones": "節目（日付と内容）",
    "effect": "めざす効果",
    "stage": "DX推進サイクルの段階",
}
LONGEST = {"name": NAME_LENGTH, "aim": TEXT_LENGTH, "effect": TEXT_LENGTH}
REQUIRED = ("name", "aim", "lead_department", "lead")
LEAD_WRONG = "主導する人は、ひとりの名前を書いてください。"
TOO_MANY_PEOPLE = f"{MOST_PEOPLE}人までにしてください。"
TOO_MANY_DEPARTMENTS = f"{MOST_DEPARTMENTS}部局までにしてください。"
TOO_MANY_MILESTONES = f"節目は{MOST_MILESTONES}つまでにしてください。"
DEPARTMENT_WRONG = "主導する部局を選んでください。"
_PEOPLE_HINT = "「、」で区切ります。例：市川 遥、森田 翔（福祉政策課）"


def missing(name: str) -> str:
    return f"{LABELS[name]}を書いてください。"


def too_long(name: str, length: int) -> str:
    return f"{LABELS[name]}は{LONGEST[name]}文字までです（いま{length}文字）。"


def nobody_called(names: Sequence[str]) -> str:
    said = "、".join(f"「{name}」" for name in names)
    return f"名簿に見つからない名前です：{said}。姓と名で書いてください。"


def several_called(names: Sequence[str]) -> str:
    said = "、".join(f"「{name}」" for name in names)
    return (
        f"同じ呼び方の人が何人かいます：{said}。「市川 遥（市民課）」のように課も書いてください。"
    )


def no_such_departments(names: Sequence[str]) -> str:
    said = "、".join(f"「{name}」" for name in names)
    return f"名簿にない部局です：{said}。名簿のとおりに書いてください。"


def no_day(lines: Sequence[str]) -> str:
    said = "、".join(f"「{line}」" for line in lines)
    return (
        f"日付か内容を読めない行があります：{said}。"
        f"「2027-03-31 試行を終える」のように、1行に1つ、内容は{MILESTONE_LENGTH}文字までで書いてください。"
    )


def measure_form(
    values: Mapping[str, str],
    *,
    of: str,
    departments: Sequence[str],
    stages: Sequence[str],
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
    changed: Sequence[FieldDifference] = (),
) -> Form:
    """``of``: the group or the measure. ``changed``: what somebody else did meanwhile."""
    intro: list[Element] = [
        paragraph(Bold(of)),
        note("課題の番号は、すべて施策に残ります。変えたことは経過に残ります。"),
    ]
    if changed:
        intro += [Heading("先に変わったところ"), note(SIGNS), *difference_paragraphs(changed)]
    return Form(
        "部局横断DX施策",
        "measure.save",
        tuple(_fields(values, departments=departments, stages=stages)),
        submit="保存する",
        intro=tuple(intro),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _fields(
    values: Mapping[str, str], *, departments: Sequence[str], stages: Sequence[str]
) -> tuple[Field, ...]:
    def text(name: str, *, multiline: bool = False, hint: str = "") -> TextField:
        value, most = values.get(name, ""), LONGEST.get(name, TEXT_LENGTH)
        return TextField(
            name,
            LABELS[name],
            value,
            required=name in REQUIRED,
            multiline=multiline,
            max_length=most if len(value) <= most else None,
            hint=hint,
        )

    chosen = (values.get("lead_department", ""), *departments)
    return (
        text("name"),
        text("aim", multiline=True, hint="だれの、どんな困りごとを、どうするか。"),
        _choice("lead_department", chosen[0], tuple(dict.fromkeys(filter(None, chosen)))[:100]),
        text("lead", hint="姓と名で書きます。例：市川 遥"),
        text("departments", hint="「、」で区切ります。例：市民部、福祉部"),
        text("members", hint=_PEOPLE_HINT),
        text("supporters", hint=_PEOPLE_HINT),
        text(
            "milestones",
            multiline=True,
            hint=f"1行に1つ、{MOST_MILESTONES}つまで。例：2027-03-31 市民課で試行を終える",
        ),
        text("effect", multiline=True, hint="例：月60時間の入力を減らす。"),
        *([_choice("stage", values.get("stage", "") or stages[0], stages)] if stages else []),
    )


def _choice(name: str, chosen: str, options: Sequence[str]) -> ChoiceField:
    known = dict.fromkeys((*options, *([chosen] if chosen else [])))
    return ChoiceField(name, LABELS[name], tuple(Option(each, each) for each in known), chosen)


_VALUES = {"name": "申請の入力を一度にする", "aim": "一度の入力で済ませる。", "lead": "市川"}
EXAMPLES = {
    "施策の書きはじめ": measure_form(
        {"name": "同じ内容を何度も入力している"},
        of="まとまり3「同じ内容を何度も入力している」",
        departments=("市民部", "福祉部"),
        stages=STAGES,
        args={"group": "3"},
        nonce="n1",
    ),
    "先に変えられた施策": measure_form(
        _VALUES,
        of=MEASURE.called,
        departments=("市民部", "福祉部"),
        stages=(),
        args={"measure": "3", "version": "2"},
        nonce="n2",
        errors={"": HISTORY.first_one(version=1).sentence, "lead": several_called(["市川"])},
        changed=HISTORY.changes(2),
    ),
}
