"""What happens to the town's improvement cases, as the functions of the core decide it."""

from dataclasses import replace
from datetime import datetime

from domain.improvement_case import (
    Adoption,
    Case,
    CaseState,
    Decision,
    ReviewRoute,
    approved,
    first_state,
    resubmitted,
    sent_back,
    suggested,
    withdrawn,
)
from storage.case_adoptions import add_adoption, all_adoptions, correct_adoption, remove_adoption
from storage.case_history import add_decision
from storage.case_withdrawals import add_withdrawal
from storage.improvement_cases import add_case, change_case
from storage.session import Session
from tests.digest_town.town import HERE, Town
from tests.digest_town.words import case_text, hours

ROUTE = ReviewRoute.BOTH
"""Of the town: a leader, where there is one, then the secretariat."""


async def report_case(town: Town, session: Session, at: datetime) -> None:
    department, section = town.some_place()
    state = _first(town)
    new = Case(
        id=0,
        number=0,
        author_id=town.somebody(),
        department=department,
        section=section,
        state=state,
        version=1,
        text=case_text(town.chance),
        created_at=at,
        waiting_since=at,
    )
    added = await add_case(session, new, **HERE, editor_id=new.author_id)
    _seen(town, added, at)


async def bring_in_case(town: Town, session: Session, at: datetime) -> None:
    """With a file: nobody has decided about it."""
    department, section = town.some_place()
    new = Case(
        id=0,
        number=0,
        author_id=None,
        department=department,
        section=section,
        state=CaseState.PUBLISHED,
        version=1,
        text=case_text(town.chance),
        created_at=at,
        published_version=1,
        published_at=at,
    )
    _seen(town, await add_case(session, new, **HERE, editor_id=None), at)


async def decide_case(town: Town, session: Session, at: datetime) -> None:
    waiting = [case for case in town.cases.values() if case.state.is_waiting]
    if not waiting:
        return
    case = town.chance.choice(waiting)
    decision = town.chance.choices([*Decision], weights=(5, 1, 1))[0]
    match decision:
        case Decision.APPROVED:
            after = approved(case, ROUTE, at=at)
        case Decision.SENT_BACK:
            after = sent_back(case, "もう少し詳しく。")
        case _:
            after = suggested(case)
    await _write(town, session, case, after, at)
    await add_decision(
        session,
        decision,
        **HERE,
        case_id=case.id,
        version=case.version,
        step=case.state,
        reviewer_id=town.somebody(),
        reason="",
        suggestion=case.text if decision is Decision.SUGGESTED else None,
        at=at,
    )


async def revise_case(town: Town, session: Session, at: datetime) -> None:
    """Also one that waits, and one that was withdrawn, which comes back so."""
    if town.cases:
        case = town.chance.choice([*town.cases.values()])
        text = case.text if case.state is CaseState.WITHDRAWN else case_text(town.chance)
        after = resubmitted(case, text, editor_id=town.somebody(), state=_first(town), at=at)
        await _write(town, session, case, after, at)


async def withdraw_case(town: Town, session: Session, at: datetime) -> None:
    there = [case for case in town.cases.values() if case.state is not CaseState.WITHDRAWN]
    if there:
        case = town.chance.choice(there)
        await _write(town, session, case, withdrawn(case), at)
        await add_withdrawal(
            session,
            **HERE,
            case_id=case.id,
            version=case.version,
            staff_id=town.somebody(),
            reason="まちがい",
            at=at,
        )


async def adopt_case(town: Town, session: Session, at: datetime) -> None:
    """「うちでもやった」, sometimes by the section that reported it; corrected, or taken back."""
    known = await all_adoptions(session, **HERE)
    if known and town.chance.random() < 0.3:
        was = town.chance.choice(known)
        if town.chance.random() < 0.3:
            await remove_adoption(session, was, **HERE)
        else:
            await correct_adoption(session, replace(was, hours=hours(town.chance)), **HERE)
        return
    published = [case for case in town.cases.values() if case.published_version is not None]
    if not published:
        return
    case = town.chance.choice(published)
    department, section = town.some_place()
    if town.chance.random() < 0.1:
        department, section = case.department, case.section
    months_ago = (at.year * 12 + at.month - 1) - town.chance.randrange(5)
    adoption = Adoption(
        case_id=case.id,
        staff_id=town.somebody(),
        department=department,
        section=section,
        since=at.date().replace(year=months_ago // 12, month=months_ago % 12 + 1, day=1),
        hours=hours(town.chance),
        at=at,
    )
    await add_adoption(session, adoption, **HERE)


def _first(town: Town) -> CaseState:
    return first_state(ROUTE, has_leader=town.chance.random() < 0.7)


async def _write(town: Town, session: Session, read: Case, after: Case, at: datetime) -> None:
    assert await change_case(session, after, read=read, **HERE, at=at)
    _seen(town, after, at)


def _seen(town: Town, case: Case, at: datetime) -> None:
    town.cases[case.id] = case
    town.waiting.append((at, case.id, case.state.is_waiting))
