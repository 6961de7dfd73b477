"""A new version of a case: by its author, or of a suggestion that the author takes over."""

from cards.case_decision import suggestion_taken_card
from cards.trouble import already_done_card, out_of_date_card
from domain.case_publish import is_withdrawn_since
from domain.errors import NotFound
from domain.improvement_case import Case, CaseState, CaseText, resubmitted
from handlers.case_review_notice import tell_reviewers
from handlers.case_under_review import (
    case_of,
    history_now,
    history_of,
    require_editor,
    rules_of,
    seen_by,
)
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.reply import Reply, Update, show
from storage.audit import record_audit
from storage.case_history import decision_by_id
from storage.improvement_cases import change_case
from storage.session import Session


class SuggestionGone(NotFound):
    def __init__(self) -> None:
        super().__init__(
            "その修正提案は、もう使えません。「自分の事例」から、いまの内容を確かめてください。"
        )


async def revise(
    session: Session,
    text: CaseText,
    *,
    case_id: int | None,
    base_version: int | None,
    base_state: CaseState | None = None,
    member: Member,
    deps: Deps,
) -> Case:
    """The case with its new version, which waits for review; its reviewers are told.

    In the transaction that ends the draft: where this raises, the draft stays as it was typed.
    ``base_version``, ``base_state``: what the text was made from; of what has been decided since the
    author may have more to say, of what has been withdrawn they are to know.
    Raises CaseGone, NotTheirs, CaseChanged.
    """
    number, now = member.organization.id, deps.clock()
    case = await case_of(session, case_id, organization_id=number)
    await require_editor(session, member.person, case, organization_id=number)
    if case.version != base_version or is_withdrawn_since(case, base_state):
        history = await history_of(session, case, organization_id=number)
        raise history.first_one(version=base_version or 0)
    rules = await rules_of(session, organization_id=number)
    state = rules.reviewers.first_state(
        rules.route, case.department, author_id=case.author_id, editor_id=member.person.id
    )
    after = resubmitted(case, text, editor_id=member.person.id, state=state, at=now)
    if not await change_case(session, after, read=case, organization_id=number, at=now):
        history = await history_now(session, case, organization_id=number)
        raise history.first_one(version=case.version)
    record_audit(
        session,
        organization_id=number,
        at=now,
        actor_id=member.person.id,
        action="CASE_REVISED",
        subject_id=case.author_id,
        detail=f"case {case.id} version {after.version}",
    )
    await tell_reviewers(session, after, member, deps)
    return after


async def take_suggestion(command: Command, member: Member, deps: Deps) -> Reply:
    """「この修正で出し直す」. Raises CaseGone, NotTheirs, CaseChanged, SuggestionGone."""
    if not command.nonce:
        return show(out_of_date_card())
    seen = seen_by(command)
    async with deps.database.begin() as session:
        if not await is_first_press(command, member, session, deps):
            return show(already_done_card())
        text = await _suggestion(session, command, member)
        after = await revise(
            session,
            text,
            case_id=seen.case_id,
            base_version=seen.version,
            base_state=CaseState.SENT_BACK,
            member=member,
            deps=deps,
        )
    deps.outbox_filled.set()
    return Update(suggestion_taken_card(after))


async def _suggestion(session: Session, command: Command, member: Member) -> CaseText:
    """While it is what the case waits for. The author is looked at by ``revise``."""
    number, decision_id = member.organization.id, command.row("decision")
    if decision_id is None:
        raise SuggestionGone
    case = await case_of(session, command.row("case"), organization_id=number)
    await require_editor(session, member.person, case, organization_id=number)
    decision = await decision_by_id(session, organization_id=number, decision_id=decision_id)
    if decision is None or decision.case_id != case.id or decision.suggestion is None:
        raise SuggestionGone
    if not decision.may_be_taken(case):
        history = await history_of(session, case, organization_id=number)
        raise history.first_one(version=decision.version)
    return decision.suggestion
