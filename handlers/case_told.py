"""Whether a message tells of an improvement, whatever its words are most like."""

from handlers.talk import Talk
from language.case_parts import parts_of, tells_case
from language.case_wish import wishes_to_report
from language.intents import Intent
from language.understanding import Understanding

_LEAST = 20
"""Characters of what is told rather than asked."""
_LIKE_TELLING = frozenset(
    {
        Intent.REPORT_CASE,
        Intent.FIND_CASES,
        Intent.RAISE_ISSUE,
        Intent.UPDATE_ISSUE,
        Intent.SIMILAR_ISSUES,
        Intent.RECORD_PROJECT,
        Intent.SMALL_TALK,
        Intent.NONE,
    }
)
"""What a story of one's work may be taken for."""
_QUESTION_ENDS = ("?", "？", "か", "かな", "教えて", "ください", "下さい", "見せて")


def reports_case(text: str) -> bool:
    """「改善事例を報告します。」 with the report."""
    return wishes_to_report(text) and tells_case(text)


def is_told_when_asked(talk: Talk, understood: Understanding) -> bool:
    """After 「改善事例の報告」, which asks for it, in whatever words; not where it is surely another request."""
    text = talk.command.text.strip()
    if not talk.command.last.awaits_case or len(text) < _LEAST:
        return False
    if understood.is_sure and understood.intent not in _LIKE_TELLING:
        return False
    asks = text.rstrip("。！!").endswith(_QUESTION_ENDS) and "\n" not in text
    parts = parts_of(text)
    return not asks and bool(parts.before or parts.after)
