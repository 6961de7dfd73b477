"""「似た仕事の改善事例」: to the DX推進リーダー, or else the DX推進員, of a department with the same work."""

from collections.abc import Mapping

from cards.case_alike import alike_card, because
from cards.elements import Card
from domain.case_alike import WorkKind, departments_told_by
from domain.case_sight import may_see
from domain.reminder import SILENCED
from handlers.occasion import Dropped, Occasion
from handlers.reminder import silence_of
from storage.case_adoptions import adoptions_of
from storage.issues import issue_by_id
from storage.published_cases import published_case

KIND = "case.alike"
GONE, ADOPTED, ROLE_GONE = "case_gone", "adopted_already", "role_gone"


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of what they may not see any more, or do already, nor to who wants no such messages."""
    number, case_id = occasion.organization_id, int(args["case"])
    case = await published_case(occasion.session, organization_id=number, case_id=case_id)
    if case is None or not may_see(occasion.person, case):
        return Dropped(GONE)
    departments = departments_told_by(occasion.person)
    if not departments:
        return Dropped(ROLE_GONE)
    if await silence_of(occasion):
        return Dropped(SILENCED)
    adopted = await adoptions_of(occasion.session, [case_id], organization_id=number)
    if any(each.department in departments for each in adopted):
        return Dropped(ADOPTED)
    return alike_card(case, why=await _why(occasion, WorkKind(args["kind"]), args["ref"]))


async def _why(occasion: Occasion, kind: WorkKind, ref: str) -> str:
    """Of an issue its name; of another case too, where they may see that."""
    number = occasion.organization_id
    if kind is WorkKind.ISSUE:
        issue = await issue_by_id(occasion.session, organization_id=number, issue_id=int(ref))
        return because(kind, issue)
    if kind not in (WorkKind.CASE, WorkKind.ADOPTED):
        return because(kind)
    known = await published_case(occasion.session, organization_id=number, case_id=int(ref))
    is_seen = known is not None and may_see(occasion.person, known)
    return because(kind, known if is_seen else None)
