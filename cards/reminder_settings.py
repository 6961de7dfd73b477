"""「お知らせの設定」: when the weekly message comes, and what somebody can ask for of theirs."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

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
from cards.next_reminder import held_sentence, next_facts, next_sentence
from domain.business_calendar import Closure
from domain.japan_time import JAPAN
from domain.next_reminder import ClosedDay, Coming, Held, NextReminder
from domain.reminder import Silence
from domain.reminder_preference import OwnTime, ReminderPreference
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
    preference: ReminderPreference,
    following: NextReminder,
    *,
    office_time: str,
    today: date,
    done: str = "",
) -> Card:
    """``office_time``: 「毎週月曜日 9:00」. ``done``: what has just been changed, in a sentence."""
    silence = preference.silence(today=today)
    state = _state(preference, following, today=today)
    facts = (
        ("いま", state),
        ("曜日と時刻", _time(preference, office_time=office_time)),
        *next_facts(following, today=today),
    )
    return Card(
        "お知らせの設定",
        (
            *([paragraph(done)] if done else []),
            Facts(facts),
            *_what_cannot_be_silenced(is_silent=silence is not None and following.held is None),
            Buttons(tuple(_what_can_be_changed(preference, following, today=today))),
            note("「毎週火曜の8時半に」「12月1日まで止めて」のように送っても変えられます。"),
        ),
        summary=done or next_sentence(following, today=today) or state,
    )


def _what_can_be_changed(
    preference: ReminderPreference, following: NextReminder, *, today: date
) -> Iterator[Button]:
    is_silent = preference.silence(today=today) is not None
    if is_silent:
        yield _RESUME
    elif not (following.held and following.held.is_leave):
        yield _SNOOZE
    yield _CHANGE
    if not preference.opted_out:
        yield _STOP


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
    changed = _changed(before, after, following, office_time=office_time, today=today)
    silence = after.silence(today=today)
    if silence and silence.until and after.own_time != before.own_time:
        changed += f"{wording.day(silence.until, today=today)}までは止めたままです。"
    return changed + next_sentence(following, today=today)


def _changed(
    before: ReminderPreference,
    after: ReminderPreference,
    following: NextReminder,
    *,
    office_time: str,
    today: date,
) -> str:
    every_week = str(after.own_time) if after.own_time else f"全体と同じ{office_time}"
    silence = after.silence(today=today)
    is_again = before.silence(today=today) is not None and silence is None
    if after == before:
        return "いまの設定のままです。"
    if following.held and (is_again or after.own_time != before.own_time):
        return f"曜日と時刻は{every_week}です。"
    if is_again:
        return f"お知らせを{every_week}にまた送ります。"
    if after.own_time != before.own_time or silence is None:
        return f"お知らせを{every_week}に送ります。"
    if silence.until is None:
        return "お知らせを止めました。"
    return f"お知らせを{wording.day(silence.until, today=today)}まで止めます。"


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


def _time(preference: ReminderPreference, *, office_time: str) -> str:
    own = preference.own_time
    return str(own) if own else f"{office_time}（全体と同じ）"


def _state(preference: ReminderPreference, following: NextReminder, *, today: date) -> str:
    silence = preference.silence(today=today)
    if following.held:
        return held_sentence(following.held, silence, today=today)
    if silence is None:
        return "届きます。知らせることがない週は届きません。"
    if silence.until is None:
        return "止めています。必須研修の期限のほかは送りません。"
    return f"{wording.day(silence.until, today=today)}まで止めています。"


def _what_cannot_be_silenced(*, is_silent: bool) -> Iterator[Element]:
    if is_silent:
        yield note(
            "必須研修の期限が近いときと過ぎたときだけは、お知らせします"
            "（所属長の方には、課の方の必須研修についても）。"
        )


_OFFICE_TIME = "毎週月曜日 9:00"
_TUESDAY = OwnTime(Weekday.TUESDAY, time(8, 30))
_HOLIDAY = ClosedDay(date(2026, 11, 23), Closure.NATIONAL_HOLIDAY)
_NEXT = Coming(datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN), _HOLIDAY)
_NEXT_TUESDAY = NextReminder(Coming(datetime(2026, 11, 24, 8, 30, tzinfo=JAPAN)))
_AFTER_A_SNOOZE = Coming(datetime(2026, 12, 7, 9, 0, tzinfo=JAPAN))


def _example(preference: ReminderPreference, following: NextReminder, done: str = "") -> Card:
    return reminder_settings_card(
        preference, following, office_time=_OFFICE_TIME, today=example_values.TODAY, done=done
    )


EXAMPLES: dict[str, Card | Form] = {
    "お知らせの設定": _example(ReminderPreference(), NextReminder(_NEXT)),
    "お知らせの曜日と時刻を変えた": _example(
        ReminderPreference(_TUESDAY),
        _NEXT_TUESDAY,
        "お知らせを毎週火曜日 8:30に送ります。次は11月24日(火) 8:30です。",
    ),
    "お知らせを止めている": _example(
        ReminderPreference(snoozed_until=date(2026, 12, 1)), NextReminder(_AFTER_A_SNOOZE)
    ),
    "お知らせを止めていて必須が遅れている": _example(
        ReminderPreference(snoozed_until=date(2026, 12, 1)),
        NextReminder(_AFTER_A_SNOOZE, required=_NEXT),
    ),
    "お知らせを送らない": _example(ReminderPreference(opted_out=True), NextReminder()),
    "育休中のお知らせの設定": _example(
        ReminderPreference(), NextReminder(held=Held.PARENTAL_LEAVE)
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
