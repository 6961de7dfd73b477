"""The form of an improvement case: three fields have to be filled in, all others may stay empty."""

from collections.abc import Mapping, Sequence

from cards import example_values
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
from domain.improvement_case import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    PublishedCase,
    Visibility,
)

MOST_COURSES = 100
"""Slack takes so many options in one list; more are too many to look through on a phone."""
NO_COURSE = "-"
"""Teams lets nobody take a choice back."""
REQUIRED = {"title": "題名", "before": "課題", "after": "工夫"}
NUMBERS = {
    "hours": "減った時間は「月10時間」「30分」のように、ひとつの数で書いてください。わからないときは空けてください。",
    "cost": "減った費用は「年12万円」「120,000円」のように、ひとつの数で書いてください。わからないときは空けてください。",
    "waiting": "短くなった待ち時間は「15分」「1時間」のように、ひとつの数で書いてください。"
    "わからないときは空けてください。",
}
"""What to write, by field."""


def case_form(
    values: Mapping[str, str],
    *,
    courses: Sequence[Option],
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
    similar: Sequence[PublishedCase] = (),
    name: str = "",
) -> Form:
    """``name``: of the case that is changed, 「事例12」. ``similar``: to what is being typed."""
    return Form(
        title=f"{name}を直す" if name else "改善事例の報告",
        action="case.save",
        intro=tuple(_intro(similar)),
        fields=(*_story(values), *_effects(values), *_more(values, courses)),
        submit="確認へ",
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _intro(similar: Sequence[PublishedCase]) -> list[Element]:
    if not similar:
        return [note("必須は3つです。送る前に、内容をもう一度確かめられます。")]
    lines = tuple(plain(f"{each.called}（{each.department}）") for each in similar)
    return [
        paragraph("似た事例があります。"),
        Bullets(lines),
        note("「確認へ」を押すと、くわしく見たり「うちでもやった」を選んだりできます。"),
    ]


def _story(values: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        TextField(
            "title",
            "題名",
            values.get("title", ""),
            max_length=_longest(values, "title", TITLE_LENGTH),
            hint="例：申請書の転記をRPAで自動化。",
            watched=True,
        ),
        _long(
            "before", "課題", values, hint="何に困っていたか。例：毎月20時間、手で転記していた。"
        ),
        _long("after", "工夫", values, hint="何をどう変えたか。例：RPAで自動化した。"),
    )


def _long(name: str, label: str, values: Mapping[str, str], *, hint: str) -> TextField:
    return TextField(
        name,
        label,
        values.get(name, ""),
        multiline=True,
        max_length=_longest(values, name, TEXT_LENGTH),
        hint=hint,
        watched=True,
    )


def _longest(values: Mapping[str, str], name: str, most: int) -> int | None:
    """A message that is longer stands in the field as it is: what is over is for its author to cut."""
    return most if len(values.get(name, "")) <= most else None


def _effects(values: Mapping[str, str]) -> tuple[Field, ...]:
    def short(name: str, label: str, hint: str) -> TextField:
        value = values.get(name, "")
        return TextField(name, label, value, required=False, hint=hint, watched=True)

    return (
        short("hours", "効果：減った時間（1か月）", "例：月10時間。"),
        short("cost", "効果：減った費用（1年）", "例：年12万円。"),
        short("waiting", "効果：短くなった待ち時間", "来庁した方の待ち時間。例：15分。"),
        short("other", "効果：そのほか", "例：転記ミスがなくなった。"),
    )


def _more(values: Mapping[str, str], courses: Sequence[Option]) -> tuple[Field, ...]:
    chosen = values.get("visibility", "") or Visibility.OFFICE.value
    return (
        TextField(
            "tools",
            "道具",
            values.get("tools", ""),
            required=False,
            hint="使ったものを「、」で区切ります。例：RPA、Excel。",
            watched=True,
        ),
        ChoiceField(
            "course",
            "きっかけの研修",
            (Option(NO_COURSE, "なし"), *courses),
            value=values.get("course", "") or NO_COURSE,
            required=False,
        ),
        TextField(
            "reuse",
            "再利用の条件・注意",
            values.get("reuse", ""),
            required=False,
            multiline=True,
            max_length=_longest(values, "reuse", TEXT_LENGTH),
            hint="ほかの課が使うときに必要なもの。",
            watched=True,
        ),
        ChoiceField(
            "visibility",
            "公開範囲",
            tuple(Option(each.value, each.value) for each in Visibility),
            value=chosen,
            required=False,
        ),
    )


def missing(label: str) -> str:
    return f"{label}を書いてください。"


def too_long(label: str, *, length: int, most: int) -> str:
    return f"{label}は{most:,}文字までにしてください（いまは{length:,}文字）。"


def too_many_tools(most: int) -> str:
    return f"道具は{most}個までにしてください。"


def tool_too_long(most: int) -> str:
    return f"道具はひとつ{most}文字までです。「、」で区切ってください。"


def unsaid(name: str, written: str) -> str:
    """Of a field of ``NUMBERS`` in which no number is written."""
    label, nothing = _UNSAID[name]
    return f"{label}は、「{written[:20]}」とあるため未記入とします。減っていないときは「{nothing}」と書いてください。"


_UNSAID = {
    "hours": ("減った時間", "0時間"),
    "cost": ("減った費用", "0円"),
    "waiting": ("短くなった待ち時間", "0分"),
}
COURSE_GONE = "選ばれていた研修は研修一覧からなくなりました。選び直すか「なし」にしてください。"


_COURSES = (Option("RPA-1", "RPA入門（修了）"), Option("BPR-1", "BPR実践研修"))

EXAMPLES = {
    "報告": case_form({}, courses=_COURSES, args={"draft": "d1"}, nonce="n1"),
    "直すところがある報告": case_form(
        {"title": "転記の自動化", "before": "手で転記していた。", "hours": "たくさん"},
        courses=_COURSES,
        args={"draft": "d1"},
        nonce="n1",
        errors={"after": missing("工夫"), "hours": NUMBERS["hours"]},
    ),
    "似た事例のある報告": case_form(
        {"title": "転記の自動化"},
        courses=(),
        args={"draft": "d1"},
        nonce="n1",
        similar=(example_values.PUBLISHED_CASE,),
        name="事例12",
    ),
}
