"""What a version of a case says, as columns of ``case_revision``."""

from collections.abc import Mapping
from typing import Any

from domain.improvement_case import CaseText, Effect, Visibility
from storage.case_tables import CaseRevisionRow


def text_columns(text: CaseText) -> dict[str, Any]:
    return {
        "title": text.title,
        "before": text.before,
        "after": text.after,
        "hours": text.effect.hours,
        "cost": text.effect.cost,
        "waiting": text.effect.waiting,
        "other_effect": text.effect.other,
        "tools": list(text.tools),
        "course_code": text.course_code,
        "reuse": text.reuse,
        "visibility": text.visibility.value,
    }


def case_text(row: CaseRevisionRow) -> CaseText:
    return text_of(row.model_dump())


def text_of(columns: Mapping[str, Any]) -> CaseText:
    """``text_columns`` the other way round."""
    return CaseText(
        title=columns["title"],
        before=columns["before"],
        after=columns["after"],
        effect=Effect(
            hours=columns["hours"],
            cost=columns["cost"],
            waiting=columns["waiting"],
            other=columns["other_effect"],
        ),
        tools=tuple(columns["tools"]),
        course_code=columns["course_code"],
        reuse=columns["reuse"],
        visibility=Visibility(columns["visibility"]),
    )
