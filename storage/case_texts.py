"""What a version of a case says, as columns of ``case_revision``."""

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
    return CaseText(
        title=row.title,
        before=row.before,
        after=row.after,
        effect=Effect(hours=row.hours, cost=row.cost, waiting=row.waiting, other=row.other_effect),
        tools=tuple(row.tools),
        course_code=row.course_code,
        reuse=row.reuse,
        visibility=Visibility(row.visibility),
    )
