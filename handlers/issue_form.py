"""From the form of an issue to what it says, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import issue_form as words
from domain.case_effect import TooManyHours, hours_words
from domain.improvement_case import tools_in
from domain.issue import (
    MOST_SYSTEMS,
    SYSTEM_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORK_LENGTH,
    Affected,
    Issue,
    IssueText,
)
from handlers.command import Member
from handlers.deps import Deps
from language.case_numbers import NotRead, hours_typed
from language.issue_amounts import times_typed
from language.issue_parts import IssueParts

FIELDS = ("title", "what", "times", "hours", "affected", "systems", "work", "wish", "stage")
_LONGEST = {"title": TITLE_LENGTH, "what": TEXT_LENGTH, "work": WORK_LENGTH, "wish": TEXT_LENGTH}


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """As far as it could be read; ``errors`` by field, empty where it may be registered."""

    text: IssueText
    stage: str
    errors: Mapping[str, str]


def read_issue(values: Mapping[str, str], *, stages: Sequence[str]) -> ReadIssue:
    """``stages``: of the policy's cycle; the first where none is chosen."""
    typed = {name: values.get(name, "").strip() for name in FIELDS}
    typed["title"] = " ".join(typed["title"].split())
    errors = _texts_wrong(typed)
    systems = tools_in(typed["systems"])
    if len(systems) > MOST_SYSTEMS or any(len(each) > SYSTEM_LENGTH for each in systems):
        errors["systems"] = words.SYSTEMS_WRONG
    text = IssueText(
        title=typed["title"],
        what=typed["what"],
        times=_times(typed["times"], errors),
        hours=_hours(typed["hours"], errors),
        affected=Affected(typed["affected"]) if typed["affected"] in _AFFECTED else None,
        systems=systems,
        work=typed["work"],
        wish=typed["wish"],
    )
    return ReadIssue(text, _stage(typed["stage"], stages), errors)


_AFFECTED = frozenset(each.value for each in Affected)


def _texts_wrong(typed: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for name, label in words.TEXTS.items():
        length, most = len(typed[name]), _LONGEST[name]
        if length > most:
            errors[name] = words.too_long(label, length=length, most=most)
        elif not length and name in words.REQUIRED:
            errors[name] = words.missing(label)
    return errors


def _times(typed: str, errors: dict[str, str]) -> int | None:
    try:
        return times_typed(typed)
    except NotRead:
        errors["times"] = words.TIMES_WRONG
    return None


def _hours(typed: str, errors: dict[str, str]) -> float | None:
    try:
        return hours_typed(typed)
    except (NotRead, TooManyHours):
        errors["hours"] = words.HOURS_WRONG
    return None


def _stage(typed: str, stages: Sequence[str]) -> str:
    """A word that the policy does not have any more stays until somebody chooses another one."""
    return typed or next(iter(stages), "")


def values_of(issue: Issue) -> dict[str, str]:
    """As the form has them."""
    text = issue.text
    return {
        "title": text.title,
        "what": text.what,
        **_numbers(text.times, text.hours),
        "affected": text.affected.value if text.affected else words.NOT_SAID,
        "systems": "、".join(text.systems),
        "work": text.work,
        "wish": text.wish,
        "stage": issue.standing.stage,
    }


def values_of_parts(parts: IssueParts) -> dict[str, str]:
    return {
        "title": parts.title,
        "what": parts.what,
        **_numbers(parts.times, parts.hours),
        "affected": parts.affected.value if parts.affected else words.NOT_SAID,
        "systems": "、".join(parts.systems[:MOST_SYSTEMS]),
        "work": parts.work,
        "wish": parts.wish,
    }


def _numbers(times: int | None, hours: float | None) -> dict[str, str]:
    return {
        "times": "" if times is None else f"月{times:,}件",
        "hours": "" if hours is None else f"月{hours_words(hours)}",
    }


def stages_of(member: Member, deps: Deps) -> tuple[str, ...]:
    """Of the DX推進サイクル, as the organization's policy calls them."""
    policy = deps.advice.rulebook(member.organization).policy
    return tuple(statement.name for statement in policy.cycle)
