"""What happens seldom in a town, each in its own transaction: of these none is left to chance."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from domain.countermeasure import Countermeasure, CountermeasureText
from domain.import_difference import Difference
from domain.improvement_case import ReviewRoute
from domain.issue_candidate import Dismissal
from domain.issue_link import LinkKind
from domain.issue_thread import DeletedText, Mark, Written
from domain.people import TeamRoleHeld
from domain.roster_rows import StaffEntry
from storage.case_adoptions import all_adoptions, correct_adoption, remove_adoption
from storage.case_rules import review_route, set_review_route
from storage.case_thanks import take_thanks_back, thank_for_case
from storage.countermeasures import add_countermeasure
from storage.improvement_cases import establish_case
from storage.issue_candidates import add_dismissal, end_dismissal, standing_dismissals
from storage.issue_links import link_issues, unlink_issues
from storage.issue_threads import keep_written, mark_message, message_told_of, unmark_message
from storage.roster import write_roster
from storage.session import Session
from tests.digest_town.town import HERE, Town

_SAID = "窓口に見本を置く。"


async def somebody_new(town: Town, session: Session, at: datetime) -> None:
    """In a department and a section that there were not, with a role in a team."""
    entry = StaffEntry(
        employee_number="9001",
        name="姓 新",
        email="new@example.lg.jp",
        department="新しい部",
        section="新しい課",
        team_roles=(TeamRoleHeld("DX推進員", "新しい部"),),
    )
    await write_roster(session, Difference((entry,)), **HERE, retired=(), actor_id=None, now=at)


async def another_route(_: Town, session: Session, at: datetime) -> None:
    was = await review_route(session, **HERE)
    route = next(each for each in ReviewRoute if each is not was)
    await set_review_route(session, route, **HERE)


async def thank(town: Town, session: Session, at: datetime) -> None:
    case_id, staff_id = _published(town), town.people[0]
    assert await thank_for_case(session, case_id=case_id, staff_id=staff_id, **HERE, at=at)


async def thank_no_more(town: Town, session: Session, at: datetime) -> None:
    case_id, staff_id = _published(town), town.people[0]
    assert await take_thanks_back(session, case_id=case_id, staff_id=staff_id, **HERE)


async def establish(town: Town, session: Session, at: datetime) -> None:
    assert await establish_case(session, **HERE, case_id=_published(town), at=at)


async def correct_an_adoption(_: Town, session: Session, at: datetime) -> None:
    first, *_others = await all_adoptions(session, **HERE)
    await correct_adoption(session, first, **HERE)


async def take_an_adoption_back(_: Town, session: Session, at: datetime) -> None:
    first, *_others = await all_adoptions(session, **HERE)
    await remove_adoption(session, first, **HERE)


async def link(town: Town, session: Session, at: datetime) -> None:
    one, other, *_ = town.issues
    await unlink_issues(session, one, other, **HERE, by=town.people[0], at=at)
    kind = LinkKind.SAME
    await link_issues(session, one, other, kind, **HERE, staff_id=town.people[0], at=at)


async def unlink(town: Town, session: Session, at: datetime) -> None:
    one, other, *_ = town.issues
    assert await unlink_issues(session, one, other, **HERE, by=town.people[0], at=at)


async def dismiss(town: Town, session: Session, at: datetime) -> None:
    members = tuple(sorted(town.issues))[:2]
    new = Dismissal(members=members, label="似た課題", staff_id=town.people[0], at=at)
    assert await add_dismissal(session, new, **HERE)


async def take_up_again(town: Town, session: Session, at: datetime) -> None:
    first, *_ = await standing_dismissals(session, **HERE)
    assert await end_dismissal(session, first.id, **HERE, by=town.people[0], at=at)


async def say(town: Town, session: Session, at: datetime) -> None:
    await _tell(town, session, at, text=_SAID)


async def mark(town: Town, session: Session, at: datetime) -> None:
    assert await mark_message(
        session, await _said(session), Mark.DECISION, **HERE, staff_id=town.people[0], at=at
    )


async def unmark(_: Town, session: Session, at: datetime) -> None:
    assert await unmark_message(session, await _said(session), Mark.DECISION, **HERE, at=at)


async def tell_of_it(town: Town, session: Session, at: datetime) -> None:
    department, section = town.some_place()
    new = Countermeasure(
        id=0,
        number=0,
        issue_id=next(iter(town.issues)),
        group_id=None,
        author_id=town.people[0],
        text=CountermeasureText(what=_SAID, department=department, section=section),
        version=1,
        created_at=at,
        touched_at=at,
        message_id=await _said(session),
    )
    await add_countermeasure(session, new, **HERE, editor_id=new.author_id)


async def delete(town: Town, session: Session, at: datetime) -> None:
    await _tell(town, session, at, text=None)


SELDOM: tuple[Callable[[Town, Session, datetime], Awaitable[None]], ...] = (
    *(somebody_new, another_route, another_route, thank, thank_no_more, establish),
    *(correct_an_adoption, take_an_adoption_back, link, unlink, dismiss, take_up_again),
    *(say, mark, unmark, tell_of_it, delete),
)
"""In the order in which one makes room for the next."""


def _published(town: Town) -> int:
    return next(case.id for case in town.cases.values() if case.published_version is not None)


async def _tell(town: Town, session: Session, at: datetime, *, text: str | None) -> None:
    as_of = at if text else at + timedelta(minutes=1)
    written = Written(
        platform="slack", channel="C1", message="seldom", said_at=at, as_of=as_of, text=text
    )
    assert await keep_written(
        session,
        written,
        **HERE,
        issue_id=next(iter(town.issues)),
        author_id=town.people[0],
        deleted=DeletedText.GOES,
    )


async def _said(session: Session) -> int:
    found = await message_told_of(session, **HERE, platform="slack", channel="C1", message="seldom")
    assert found is not None
    return found.id
