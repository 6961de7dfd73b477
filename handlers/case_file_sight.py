"""Files made from improvement cases and fetched later: whether they would still be given."""

from domain.case_files import OfCases
from domain.case_review import may_follow
from domain.case_sight import may_see
from domain.people import Person
from storage.case_history import attachment_names
from storage.improvement_cases import case_by_id
from storage.published_attachments import published_attachments
from storage.published_cases import published_cases
from storage.session import Session


async def may_still_have(
    session: Session, of: OfCases, person: Person, *, organization_id: int
) -> bool:
    """Every case is one that they follow, or that is published for them; an attachment is still there."""
    shown = await published_cases(session, of.case_ids, organization_id=organization_id)
    for case_id in of.case_ids:
        published = shown.get(case_id)
        case = published or await case_by_id(
            session, organization_id=organization_id, case_id=case_id
        )
        if case is None:
            return False
        is_followed = may_follow(person, case)
        if not (is_followed or (published and may_see(person, published))):
            return False
        files = attachment_names if is_followed else published_attachments
        if of.attachment_id is not None and of.attachment_id not in {
            file.id
            for file in await files(session, organization_id=organization_id, case_id=case_id)
        }:
            return False
    return True
