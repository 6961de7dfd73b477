"""What of a wish about the weekly message has to be asked: what it lacks, what cannot be, what is meant."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cards import example_values, wording
from cards.dialogue import Choice, Question, question_card
from cards.elements import Button, Card, DateField, Form
from cards.reminder_settings import WORKING_DAYS

PICK_DAY = Button("日付を選ぶ", "reminder.choose_day", opens_form=True)
_MONTH = 365.25 / 12

_WEEKS_AND_MONTHS = (
    Choice("来週まで止めて", "来週まで"),
    Choice("今月末まで止めて", "今月末まで"),
    Choice("年末まで止めて", "年末まで"),
)
UNTIL = Question(
    "いつまで止めますか",
    "お知らせをいつまで止めるか選ぶか、「12月1日まで」のように送ってください。",
    (*_WEEKS_AND_MONTHS, Choice("もう送らないで", "ずっと")),
    others=(PICK_DAY,),
)
WEEKDAY = Question(
    "何曜日に送りますか",
    "お知らせの届く曜日を選んでください。時刻は変わりません。",
    tuple(Choice(f"毎週{day}に送って", day.value) for day in WORKING_DAYS),
)
AT = Question(
    "何時に送りますか",
    "お知らせの届く時刻を選ぶか、「8時半」のように送ってください。曜日は変わりません。",
    tuple(Choice(f"{at}に送って", at) for at in ("9:00", "11:00", "13:00", "16:00")),
)


def impossible_time(choices: Sequence[Choice], *, weekday: str, at: str) -> Question:
    """``weekday`` and ``at`` as they were said: the form opens with them."""
    how = "近い時刻を選ぶか、「8時半」のように" if choices else "下のボタンで選び直すか、時刻を"
    return Question(
        "その時刻には送れません",
        f"{how}送ってください。",
        tuple(choices),
        others=(_form(weekday, at),),
    )


def impossible_weekday(choices: Sequence[Choice], *, at: str) -> Question:
    return Question(
        "その曜日には送れません",
        "近い曜日を選ぶか、「水曜日」のように送ってください。",
        tuple(choices),
        others=(_form("", at),),
    )


def impossible_day(choices: Sequence[Choice]) -> Question:
    """``choices``: the nearest days that can be, if there are any."""
    return Question(
        "その日までは止められません",
        "次から選ぶか、日付を送ってください。",
        (*(choices or _WEEKS_AND_MONTHS[:2]), Choice("もう送らないで", "ずっと")),
        others=(PICK_DAY,),
    )


def long_pause(sure: Choice) -> Question:
    return Question(
        "この日まで止めますか",
        "よければ下のボタンを押してください。ほかの日は「12月1日まで」のように送ってください。",
        (sure,),
        others=(PICK_DAY,),
    )


MEANT = Question(
    "お知らせの設定を変えますか",
    "よければ下のボタンを押してください。押すまでは何も変わりません。",
)
"""Its one choice says what would be changed: 「お知らせを止める」."""


def until_label(last: date) -> str:
    return f"{wording.full_day(last)}まで止める"


def how_long(last: date, *, today: date) -> str:
    """Asked where it is so long that a slip would cost much."""
    return f"{wording.full_day(last)}までの約{_length(last, today=today)}、お知らせを止めてよいですか。"


def _length(last: date, *, today: date) -> str:
    months = round((last - today).days / _MONTH)
    return "1年" if months == 12 else f"{months}か月"


def snooze_form(*, value: date, earliest: date, latest: date, error: str = "") -> Form:
    return Form(
        title="お知らせを止める日",
        action="reminder.until",
        fields=(
            DateField(
                "until",
                "この日まで止める",
                value=value,
                earliest=earliest,
                latest=latest,
                hint="この日の次の日から、また届きます。",
            ),
        ),
        submit="止める",
        errors={"until": error} if error else {},
    )


def _form(weekday: str, at: str) -> Button:
    args = {name: said for name, said in (("weekday", weekday), ("at", at)) if said}
    return Button("曜日と時刻を選び直す", "reminder.change", args, opens_form=True)


def _example(question: Question, problem: str = "") -> Card:
    return question_card(
        question,
        intent="reminder_settings",
        slot="wish",
        filled={"gap": "until"},
        problem=problem,
    )


_LAST = date(2027, 10, 1)

EXAMPLES: dict[str, Card | Form] = {
    "お知らせの時刻がない": _example(
        impossible_time((), weekday="火曜日", at="25時"),
        "「25時」という時刻はありません。「13:30」のように書いてください。",
    ),
    "お知らせを送らない時間帯": _example(
        impossible_time(
            [Choice(f"毎週火曜日{at}に送って", f"火曜日 {at}") for at in ("8:00", "8:30")],
            weekday="火曜日",
            at="7:00",
        ),
        "7:00は、お知らせを送らない時間帯（20:00-8:00）の中です。",
    ),
    "お知らせを送らない曜日": _example(
        impossible_weekday(
            [Choice(f"毎週{day}9:00に送って", f"{day} 9:00") for day in ("金曜日", "月曜日")],
            at="9:00",
        ),
        "土曜日と日曜日は閉庁日なので、送れません。",
    ),
    "お知らせを止められない日": _example(
        impossible_day((Choice("2027-02-28まで止めて", "2月28日(日)まで"),)),
        "「2月30日」という日はありません。日付を確かめてください。",
    ),
    "お知らせの設定を変えるか確かめる": _example(
        replace(MEANT, choices=(Choice("はい、もう送らないで", "お知らせを止める"),)),
        "お知らせを止めますか。",
    ),
    "お知らせを長く止める": _example(
        long_pause(Choice("はい、2027-10-01まで止めて", until_label(_LAST))),
        how_long(_LAST, today=example_values.TODAY),
    ),
    "お知らせを止める日": snooze_form(
        value=date(2026, 12, 1),
        earliest=example_values.TODAY,
        latest=date(2027, 11, 20),
    ),
}
