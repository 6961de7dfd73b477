"""Which issue is meant, by the number that was typed: in a form's field, and in answer to 「どの課題ですか」."""

import re

from cards.dialogue import Question
from domain.dialogue import Filled
from domain.issue import Issue
from handlers.command import Member
from handlers.deps import Deps
from handlers.request import NOTHING, Asking, Found
from language.issue_numbers import issue_number_in
from language.normalise import normalise
from storage.issues import issue_by_number

NO_ISSUE_FROM = 1_000_000
"""No issue has this number or a larger one; the database would not even take twenty digits."""
TOO_LARGE = (
    "課題の番号は6桁までの数字です。「課題一覧」で番号を確かめて、「#12」のように書いてください。"
)
_BARE = re.compile(r"[#♯]? ?(?P<digits>\d+)")


def number_typed(text: str) -> int | None:
    """「12」「#１２」「12番」. None where none is said; ``NO_ISSUE_FROM`` of one that is too large."""
    bare = _BARE.fullmatch(normalise(text).strip())
    return number_kept(bare["digits"]) if bare else issue_number_in(text)


def number_kept(value: str) -> int:
    """What a slot or a button carries. 0, which no issue has, of what is no number."""
    if not value.isdecimal():
        return 0
    digits = value.lstrip("0")
    return int(digits or 0) if len(digits) < len(str(NO_ISSUE_FROM)) else NO_ISSUE_FROM


def found_number(number: int | None) -> Found:
    return NOTHING if number is None else Found(Filled(str(number)))


def called(value: str) -> str:
    """「課題#12」; 「課題」 as long as it is asked which."""
    return f"課題#{value}" if value else "課題"


async def issue_numbered(value: str, member: Member, deps: Deps) -> Issue | None:
    async with deps.database.read() as session:
        return await issue_by_number(
            session, organization_id=member.organization.id, number=number_kept(value)
        )


async def problem_with_issue(value: str, asking: Asking) -> str:
    if number_kept(value) >= NO_ISSUE_FROM:
        return TOO_LARGE
    if await issue_numbered(value, asking.member, asking.deps):
        return ""
    return f"課題#{value}はありません。番号を確かめて送ってください。"


async def ask_issue(_asking: Asking, _found: Found) -> Question:
    return Question("どの課題ですか", "課題の番号を「#12」のように送ってください。")
