"""「事例の確認待ち」: what waits for the member, and for the secretariat whether leaders let it lie."""

from cards.case_queue import AT_A_TIME, Waiting, case_queue_card
from domain.business_calendar import BusinessCalendar
from domain.case_review import Reviewers, open_days_since
from domain.errors import NotAllowed
from domain.improvement_case import REVIEWER, Case, is_office
from domain.people import Person
from domain.permissions import Act, is_allowed
from handlers.case_under_review import Rules, rules_of
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from storage.improvement_cases import waiting_cases
from storage.organization_office import office_of
from storage.session import Session

MOST_LOOKED_AT = 1_000
"""Of all departments, the longest waiting first: more than an office lets lie."""


class NoReviewer(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "事例の確認は、各部局のDX推進リーダーと事務局が行います。"
            "ご自分の事例がどうなったかは「自分の事例」と送ると見られます。"
        )


async def show_queue(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NoReviewer."""
    if not is_reviewer(member.person):
        raise NoReviewer
    async with deps.database.read() as session:
        rules = await rules_of(session, organization_id=member.organization.id)
        mine = await waiting_for(session, member, deps, rules)
        is_of_office = is_office(member.person)
        others = await left_lying_of(session, member, deps, rules) if is_of_office else ()
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
    )
    return show(card)


def is_reviewer(person: Person) -> bool:
    return is_office(person) or any(role.name == REVIEWER for role in person.team_roles)


async def waiting_for(
    session: Session, member: Member, deps: Deps, rules: Rules
) -> tuple[Waiting, ...]:
    """That the member may decide, the longest waiting first."""
    cases = await _waiting(session, member)
    mine = [case for case in cases if _decides(member.person, case, rules)]
    return await _with_days(session, mine, member, deps)


async def left_lying_of(
    session: Session, member: Member, deps: Deps, rules: Rules
) -> tuple[Waiting, ...]:
    """That leaders have not decided for longer than they should: for the secretariat to know."""
    cases = await _waiting(session, member)
    others = [case for case in cases if not _decides(member.person, case, rules)]
    waiting = await _with_days(session, others, member, deps)
    return tuple(each for each in waiting if each.is_long)


def _decides(person: Person, case: Case, rules: Rules) -> bool:
    reviewers: Reviewers = rules.reviewers
    return reviewers.may_decide(person, case, rules.route)


async def _waiting(session: Session, member: Member) -> tuple[Case, ...]:
    roles = member.person.team_roles
    return await waiting_cases(
        session,
        organization_id=member.organization.id,
        departments=None
        if is_office(member.person)
        else [role.department for role in roles if role.name == REVIEWER],
        limit=MOST_LOOKED_AT,
    )


async def _with_days(
    session: Session, cases: list[Case], member: Member, deps: Deps
) -> tuple[Waiting, ...]:
    office = await office_of(session, organization_id=member.organization.id)
    calendar = BusinessCalendar(deps.is_national_holiday, office.own_days)
    today = deps.clock().date()
    return tuple(
        Waiting(case, open_days_since(case.waiting_since or case.created_at, calendar, today=today))
        for case in cases
    )
