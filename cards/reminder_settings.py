"""「お知らせの設定」: when the weekly message comes, and what somebody can ask for of theirs."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from cards import example_values, wording
from cards.elements import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    Element,
    Facts,
    Form,
    Option,
    TextField,
    note,
    paragraph,
)
from domain.reminder import Silence
from domain.reminder_preference import NextReminder, OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday

AS_THE_OFFICE = "office"
"""The value of the form's choice that gives an own time up."""
WORKING_DAYS = tuple(Weekday)[:5]

SETTINGS = Button("お知らせの設定", "reminder.settings")
_SNOOZE = Button("来週まで止める", "reminder.snooze")
_CHANGE = Button("曜日と時刻を変える", "reminder.change", opens_form=True)
_STOP = Button("もう送らない", "reminder.stop")
_RESUME = Button("また送る", "reminder.resume")
WHEN_IT_COMES = (_SNOOZE, _CHANGE, _STOP)
"""What can be asked for while it comes."""


def reminder_settings_card(
    preference: ReminderPreference, *, office_time: str, today: date, done: str = ""
) -> Card:
    """``office_time``: 「毎週月曜日 9:00」. ``done``: what has just been changed, in a sentence."""
    is_silent = preference.silence(today=today) is not None
    stopping = () if preference.opted_out else (_STOP,)
    buttons = (_RESUME, _CHANGE, *stopping) if is_silent else WHEN_IT_COMES
    return Card(
        "お知らせの設定",
        (
            *([paragraph(done)] if done else []),
            Facts(tuple(_facts(preference, office_time=office_time, today=today))),
            *_what_cannot_be_silenced(is_silent=is_silent),
            Buttons(buttons),
            note("「毎週火曜の8時半に」「12月1日まで止めて」のように送っても変えられます。"),
        ),
        summary=done or _state(preference, today=today),
    )


def what_can_be_asked_for(silence: Silence | None, *, today: date) -> Iterator[Element]:
    """At the end of a weekly message. ``silence``: asked for, and not kept: why it comes all the same."""
    if silence is None:
        yield Buttons(WHEN_IT_COMES)
        return
    yield note(_why_it_comes(silence, today=today))
    yield Buttons((SETTINGS,))


def _why_it_comes(silence: Silence, *, today: date) -> str:
    if silence.until is None:
        return "お知らせは止めていますが、必須研修の期限だけはお伝えします。"
    until = wording.day(silence.until, today=today)
    return (
        f"お知らせは{until}まで止めていますが、必須研修の期限が近いか過ぎているため、お送りします。"
    )


def what_changed(
    before: ReminderPreference,
    after: ReminderPreference,
    following: NextReminder,
    *,
    office_time: str,
    today: date,
) -> str:
    """With the day that was understood, and the next one."""
    if after == before:
        return "いまの設定のままです。"
    if after.own_time != before.own_time:
        following_day = _next(following, today=today)
        return f"お知らせを{after.own_time or office_time}に送ります。{following_day}"
    silence = after.silence(today=today)
    if silence is None:
        return f"お知らせを{after.own_time or office_time}にまた送ります。"
    if silence.until is None:
        return "お知らせを止めました。"
    return f"お知らせを{wording.day(silence.until, today=today)}まで止めます。"


def _next(following: NextReminder, *, today: date) -> str:
    at = following.at
    day = f"次は{wording.day(at.date(), today=today)} {at.hour}:{at:%M}です。"
    return f"{day}今週のお知らせは届きません。" if following.leaves_this_week_out else day


def impossible_time_card(sentence: str, *, weekday: str, at: str) -> Card:
    """Said in words: the form opens with what was said."""
    again = Button(
        "曜日と時刻を選び直す", "reminder.change", {"weekday": weekday, "at": at}, opens_form=True
    )
    return Card("その時刻には送れません", (paragraph(sentence), Buttons((again,))), sentence)


def own_time_form(
    *,
    weekday: str,
    at: str,
    office_time: str,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """``weekday`` and ``at`` as they were chosen and typed; ``weekday`` may be AS_THE_OFFICE."""
    days = (Option(day.value, f"毎週{day}") for day in WORKING_DAYS)
    return Form(
        title="お知らせの曜日と時刻",
        action="reminder.own_time",
        fields=(
            ChoiceField(
                "weekday",
                "曜日",
                (Option(AS_THE_OFFICE, f"全体と同じ（{office_time}）"), *days),
                value=weekday,
                hint="閉庁日に当たるときは、次の開庁日に届きます。",
            ),
            TextField(
                "at",
                "時刻",
                value=at,
                required=False,
                hint="「8:30」「午後1時」のように書いてください。全体と同じなら、書かなくてかまいません。",
            ),
        ),
        submit="変える",
        errors=errors or {},
    )


def _facts(
    preference: ReminderPreference, *, office_time: str, today: date
) -> Iterator[tuple[str, str]]:
    own = preference.own_time
    yield "届くとき", str(own) if own else f"{office_time}（全体と同じ）"
    yield "いま", _state(preference, today=today)


def _state(preference: ReminderPreference, *, today: date) -> str:
    silence = preference.silence(today=today)
    if silence is None:
        return "届きます。知らせることがない週は届きません。"
    if silence.until is None:
        return "送りません。"
    return f"{wording.day(silence.until, today=today)}まで止めています。"


def _what_cannot_be_silenced(*, is_silent: bool) -> Iterator[Element]:
    if is_silent:
        yield note(
            "必須研修の期限が近いときと過ぎたときだけは、お知らせします"
            "（所属長の方には、課の方の必須研修についても）。"
        )


_OFFICE_TIME = "毎週月曜日 9:00"
_TUESDAY = OwnTime(Weekday.TUESDAY, time(8, 30))

EXAMPLES: dict[str, Card | Form] = {
    "お知らせの設定": reminder_settings_card(
        ReminderPreference(), office_time=_OFFICE_TIME, today=example_values.TODAY
    ),
    "お知らせの曜日と時刻を変えた": reminder_settings_card(
        ReminderPreference(_TUESDAY),
        office_time=_OFFICE_TIME,
        today=example_values.TODAY,
        done="お知らせを毎週火曜日 8:30に送ります。次は11月24日(火) 8:30です。",
    ),
    "お知らせを止めている": reminder_settings_card(
        ReminderPreference(snoozed_until=date(2026, 12, 1)),
        office_time=_OFFICE_TIME,
        today=example_values.TODAY,
    ),
    "お知らせを送らない": reminder_settings_card(
        ReminderPreference(opted_out=True), office_time=_OFFICE_TIME, today=example_values.TODAY
    ),
    "お知らせの時刻がない": impossible_time_card(
        "「25時」という時刻はありません。「13:30」のように書いてください。",
        weekday=Weekday.TUESDAY.value,
        at="25時",
    ),
    "お知らせの曜日と時刻": own_time_form(
        weekday=Weekday.TUESDAY.value, at="8:30", office_time=_OFFICE_TIME
    ),
    "お知らせの曜日と時刻（誤り）": own_time_form(
        weekday=Weekday.TUESDAY.value,
        at="25時",
        office_time=_OFFICE_TIME,
        errors={"at": "「25時」という時刻はありません。「13:30」のように書いてください。"},
    ),
}
