"""「うちではこうしている」「うちでも採用」「対応策にする課題」: the forms, and the sentences beside their fields."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.case_form import NUMBERS
from cards.case_words import month
from cards.elements import (
    Bold,
    ChoiceField,
    Field,
    Form,
    Option,
    TextField,
    note,
    paragraph,
)
from cards.example_issues import ISSUE
from cards.example_values import TODAY
from domain.case_spread import REMARK_LENGTH, Place, months_until
from domain.countermeasure import EFFECT_LENGTH, TOOLS_LENGTH, WHAT_LENGTH
from domain.issue import Issue

KEEP, REMOVE, UNSAID, OTHER = "keep", "remove", "-", "other"
NO_WHAT = "していることを書いてください。"
_LABELS = {"what": "していること", "tools": "道具", "effect": "効果"}
_LONGEST = {"what": WHAT_LENGTH, "tools": TOOLS_LENGTH, "effect": EFFECT_LENGTH}
NO_NUMBER = "課題を選ぶか、番号を「#12」のように書いてください。"


def too_long(name: str, length: int) -> str:
    return f"{_LABELS[name]}は{_LONGEST[name]}文字までです（いま{length}文字）。"


def to_check(found: Sequence[str]) -> str:
    """``found``: what may be about a resident, a line of each."""
    return (
        f"個人情報などが入っていませんか。{'、'.join(found)}。対応策は職員みんなが読みます。"
        "直すか、問題がなければ、このままもう一度送ってください。"
    )


def no_such_issue(number: int) -> str:
    return f"課題#{number}はありません。「課題一覧」で番号を確かめてください。"


def tell_form(
    values: Mapping[str, str],
    *,
    of: str,
    places: Mapping[str, Place],
    any_place: bool,
    today: date,
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``of``: the issue, group, or 対応策. ``places``: choices by their values; ``any_place``: any section
    may be written.
    """
    return Form(
        "うちではこうしている",
        "countermeasure.save",
        (
            _text(values, "what", hint="どんなときに、何を、どうしているか。", required=True),
            *_places(values, places, any_place=any_place),
            _since(values, today=today, may_be_unsaid=True),
            _text(values, "tools", hint="例：QRコード、Excelのマクロ"),
            _hours(values),
            _text(values, "effect", hint="例：打ち間違いがなくなった。"),
        ),
        submit="保存する" if "countermeasure" in args else "登録する",
        intro=(
            paragraph(Bold(of)),
            note("職員みんなが読めます。住民の方の情報は書かないでください。"),
        ),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def adopt_form(
    values: Mapping[str, str],
    *,
    of: str,
    places: Mapping[str, Place],
    any_place: bool,
    today: date,
    args: Mapping[str, str],
    nonce: str,
    is_correction: bool = False,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``is_correction``: that section has said so before."""
    keep = ChoiceField(
        "keep",
        "この登録",
        (Option(KEEP, "登録を残す"), Option(REMOVE, "登録を取り消す")),
        value=values.get("keep", "") or KEEP,
    )
    return Form(
        "うちでも採用",
        "countermeasure.adopt",
        (
            *_places(values, places, any_place=any_place),
            _since(values, today=today, may_be_unsaid=False),
            _hours(values),
            TextField(
                "remark",
                "ひとこと（変えたところ、気をつけたこと）",
                values.get("remark", ""),
                required=False,
                multiline=True,
                hint=f"{REMARK_LENGTH}文字までで書いてください。",
            ),
            *([keep] if is_correction else []),
        ),
        submit="直す" if is_correction else "登録する",
        intro=(paragraph(Bold(of)),),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def issue_choice_form(
    values: Mapping[str, str],
    *,
    of: str,
    near: Sequence[Issue],
    args: Mapping[str, str],
    nonce: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``of``: an improvement case that is to be a 対応策; ``near``: issues that it may help."""
    options = [Option(str(issue.number), f"#{issue.number}　{issue.text.title}") for issue in near]
    chosen = values.get("issue", "") or (options[0].value if options else OTHER)
    choice = ChoiceField(
        "issue",
        "近い課題",
        (*options, Option(OTHER, "ほかの課題（下に番号を書く）")),
        value=chosen,
    )
    return Form(
        "課題の対応策にする",
        "countermeasure.of_case",
        (
            *([choice] if options else []),
            TextField(
                "number",
                "課題の番号",
                values.get("number", ""),
                required=False,
                hint="例：#12",
            ),
        ),
        submit="対応策にする",
        intro=(
            paragraph(Bold(of)),
            note("事例の工夫・道具・効果が、その課題の対応策になります。"),
        ),
        args=args,
        errors=errors or {},
        nonce=nonce,
    )


def _text(values: Mapping[str, str], name: str, *, hint: str, required: bool = False) -> TextField:
    value = values.get(name, "")
    return TextField(
        name,
        _LABELS[name],
        value,
        required=required,
        multiline=name != "tools",
        max_length=_LONGEST[name] if len(value) <= _LONGEST[name] else None,
        hint=hint,
    )


def _places(
    values: Mapping[str, str], places: Mapping[str, Place], *, any_place: bool
) -> tuple[Field, ...]:
    options = [Option(value, place.name) for value, place in places.items()]
    if any_place:
        options.append(Option(OTHER, "ほかの課・所属（下に書く）"))
    said = values.get("place", "")
    chosen = said if said in {each.value for each in options} else options[0].value
    place = ChoiceField("place", "課・所属", tuple(options), value=chosen)
    if not any_place:
        return (place,)
    section = TextField(
        "section",
        "ほかの課・所属の名前",
        values.get("section", ""),
        required=False,
        hint="職員名簿にある名前で書いてください。例：収納課",
    )
    return (place, section)


def _since(values: Mapping[str, str], *, today: date, may_be_unsaid: bool) -> ChoiceField:
    months = [Option(day.isoformat(), month(day)) for day in months_until(today)]
    options = [*([Option(UNSAID, "わからない")] if may_be_unsaid else []), *months]
    said = values.get("since", "")
    known = {each.value for each in options}
    if said and said not in known:
        options.append(Option(said, said[:7]))
    return ChoiceField(
        "since",
        "始めた月",
        tuple(options),
        value=said or options[0].value,
        required=not may_be_unsaid,
    )


def _hours(values: Mapping[str, str]) -> TextField:
    return TextField(
        "hours",
        "1か月に減った時間",
        values.get("hours", ""),
        required=False,
        hint="例：10、30分。わからないときは、空けたままにしてください。",
    )


_PLACES = {"p1": Place("福祉部", "高齢福祉課"), "p2": Place("福祉部", "福祉政策課")}
EXAMPLES = {
    "うちではこうしている": tell_form(
        {},
        of=ISSUE.called,
        places=_PLACES,
        any_place=False,
        today=TODAY,
        args={"issue": "12"},
        nonce="n1",
    ),
    "うちではこうしている（書き直し）": tell_form(
        {"what": "", "hours": "たくさん", "place": OTHER, "since": "2010-04-01"},
        of="対応策3",
        places=_PLACES,
        any_place=True,
        today=TODAY,
        args={"countermeasure": "3", "version": "1"},
        nonce="n2",
        errors={"what": NO_WHAT, "hours": NUMBERS["hours"]},
    ),
    "うちでも採用": adopt_form(
        {"place": "p2"},
        of="対応策3",
        places=_PLACES,
        any_place=False,
        today=TODAY,
        args={"countermeasure": "3"},
        nonce="n3",
        is_correction=True,
    ),
    "対応策にする課題": issue_choice_form(
        {}, of="事例12「申告書の転記をRPAで」", near=(ISSUE,), args={"case": "12"}, nonce="n4"
    ),
    "対応策にする課題（番号だけ）": issue_choice_form(
        {"number": "なし"},
        of="事例12「申告書の転記をRPAで」",
        near=(),
        args={"case": "12"},
        nonce="n5",
        errors={"number": NO_NUMBER},
    ),
}
