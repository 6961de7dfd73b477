"""「事例の確認待ち」: what waits for the member, and for the secretariat whether leaders let it lie."""

from cards.case_queue import AT_A_TIME, LEFT_BEHIND_SHOWN, case_queue_card
from domain.case_review import Waiting, departments_led, open_days_since, require_reviewer
from domain.case_sight import is_office
from domain.improvement_case import Case
from domain.permissions import Act, is_allowed
from handlers.case_under_review import Rules, rules_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.cases_by_author import cases_left_behind
from storage.improvement_cases import waiting_cases
from storage.organization_office import office_of
from storage.session import Session

MOST_LOOKED_AT = 1_000
"""Of all departments, the longest waiting first: more than an office lets lie."""


async def show_queue(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NoReviewer."""
    require_reviewer(member.person)
    async with deps.database.read() as session:
        rules = await rules_of(session, organization_id=member.organization.id)
        mine = await waiting_for(session, member, deps, rules)
        is_of_office = is_office(member.person)
        others = await left_lying_of(session, member, deps, rules) if is_of_office else ()
        left = await cases_left_behind(
            session,
            organization_id=member.organization.id,
            departments=_departments(member),
            limit=LEFT_BEHIND_SHOWN + 1,
        )
    pages = max(1, -(-len(mine) // AT_A_TIME))
    page = min(max(command.row("page") or 1, 1), pages)
    may_set = is_allowed(Act.SET_CASE_REVIEW, actor=member.person, subject=member.person)
    card = case_queue_card(
        mine[(page - 1) * AT_A_TIME : page * AT_A_TIME],
        total=len(mine),
        page=page,
        route=rules.route if may_set else None,
        today=deps.clock().date(),
        left_lying=others,
        left_behind=left,
    )
    return show(card)


async def waiting_for(
    session: Session, member: Member, deps: Deps, rules: Rules
) -> tuple[Waiting, ...]:
    """That the member may decide, the longest waiting first."""
    cases = await _waiting(session, member)
    mine = [case for case in cases if rules.reviewers.may_decide(member.person, case, rules.route)]
    return await _with_days(session, mine, member, deps)


async def left_lying_of(
    session: Session, member: Member, deps: Deps, rules: Rules
) -> tuple[Waiting, ...]:
    """That leaders have not decided for longer than they should: for the secretariat to know."""
    cases = await _waiting(session, member)
    others = [
        case for case in cases if not rules.reviewers.may_decide(member.person, case, rules.route)
    ]
    waiting = await _with_days(session, others, member, deps)
    return tuple(each for each in waiting if each.is_long)


async def _waiting(session: Session, member: Member) -> tuple[Case, ...]:
    return await waiting_cases(
        session,
        organization_id=member.organization.id,
        departments=_departments(member),
        limit=MOST_LOOKED_AT,
    )


def _departments(member: Member) -> tuple[str, ...] | None:
    """Of which they review cases; None for all."""
    return None if is_office(member.person) else departments_led(member.person)


async def _with_days(
    session: Session, cases: list[Case], member: Member, deps: Deps
) -> tuple[Waiting, ...]:
    office = await office_of(session, organization_id=member.organization.id)
    calendar = office.calendar(deps.is_national_holiday)
    today = deps.clock().date()
    return tuple(
        Waiting(case, open_days_since(case.waiting_since or case.created_at, calendar, today=today))
        for case in cases
    )
