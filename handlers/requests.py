"""The requests that are spoken about until they are complete. A new one is an entry here."""

from collections.abc import Mapping

from cards import wording
from handlers import completion, course, course_search, reminder_settings
from handlers.command import Command
from handlers.countermeasure_told import TELL_IN_WORDS
from handlers.course_slots import COURSE_TAKEN, COURSE_TO_SEE, course_of_draft
from handlers.day_slots import DAY_TAKEN
from handlers.issue_update import MOVE_IN_WORDS
from handlers.reminder_slots import WHAT_IS_WISHED, WHAT_LACKS, WISH
from handlers.reply import Show
from handlers.request import Asking, Request
from language.intents import Intent


async def _course(asking: Asking) -> Show:
    command = Command(args={"course": asking.draft.value("course")})
    return await course.show_course(command, asking.member, asking.deps)


async def _reminder(asking: Asking) -> Show:
    command = Command(text=asking.draft.value(WISH) or asking.text)
    return await reminder_settings.change_by_words(command, asking.member, asking.deps)


async def _report(asking: Asking) -> str:
    named = await course_of_draft(asking)
    return f"{wording.course_name(named) if named else '受講'}の報告"


async def _look(asking: Asking) -> str:
    named = await course_of_draft(asking)
    return f"{wording.course_name(named)}の内容" if named else "研修選び"


async def _settings(_asking: Asking) -> str:
    return "お知らせの設定の変更"


_ALL = (
    Request(
        Intent.COMPLETE_COURSE,
        slots=(COURSE_TAKEN, DAY_TAKEN),
        finish=completion.confirm_report,
        describe=_report,
        on_yes=completion.send_report,
        is_about_themself=True,
    ),
    Request(
        Intent.COURSE_DETAIL,
        slots=(COURSE_TO_SEE,),
        finish=_course,
        describe=_look,
        is_resumed=False,
    ),
    Request(
        Intent.FIND_COURSE,
        slots=(COURSE_TO_SEE,),
        finish=_course,
        describe=_look,
        start=course_search.find_courses,
        is_resumed=False,
    ),
    MOVE_IN_WORDS,
    TELL_IN_WORDS,
    Request(
        Intent.REMINDER_SETTINGS,
        slots=(WHAT_LACKS, WHAT_IS_WISHED),
        finish=_reminder,
        describe=_settings,
        goes_on=True,
        is_about_themself=True,
    ),
)

REQUESTS: Mapping[Intent, Request] = {
    each.intent: each for each in _ALL if isinstance(each.intent, Intent)
}


def request_of(intent: str) -> Request | None:
    """None for one that this version does not know."""
    return next((each for each in _ALL if each.intent.value == intent), None)
