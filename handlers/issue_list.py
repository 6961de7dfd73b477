"""「課題一覧」「うちの課の課題」「止まっているもの」: a page of issues, and what narrows it down."""

from collections.abc import Mapping
from dataclasses import replace

from cards.issue_list import ALL, ANY_STATE, AT_A_TIME, IssuePage, filter_form, issue_list_card
from domain.dx_measure import DxMeasure
from domain.issue import IssueState
from domain.issue_board import TOPIC_LENGTH, IssueFilter, of_their_own
from domain.stalled import has_stalled
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue import show_by_number
from handlers.issue_form import stages_of
from handlers.reply import OpenForm, Reply, show
from language.issue_numbers import issue_number_in
from language.issue_words import board_wish
from storage.departments import departments_in_order
from storage.issues import count_issues, issue_departments, issues_that
from storage.open_measures import open_measures
from storage.session import Session

LAST_PAGE = 100_000
_STATES = {state.value: state for state in IssueState}
_WHICH = "どの課題を変えますか。番号を「#12」のように送るか、次から選んでください。"
_CHANGE_IT = "変えたいところのボタンを押してください。"


async def list_issues(command: Command, member: Member, deps: Deps) -> Reply:
    """From a message: a numbered one, else a list."""
    number = issue_number_in(command.text)
    if number is not None:
        return await show_by_number(number, member, deps)
    return await _page(await _wanted(command.text, member, deps), 0, member, deps)


async def update_issue(command: Command, member: Member, deps: Deps) -> Reply:
    """A message that wants one changed: the one it names, with the buttons that change it."""
    number = issue_number_in(command.text)
    if number is not None:
        return await show_by_number(number, member, deps, done=_CHANGE_IT)
    wanted = of_their_own(member.person.main_post)
    return await _page(wanted, 0, member, deps, which=_WHICH)


async def which_issue(which: str, member: Member, deps: Deps) -> Reply:
    """The open ones, with the question which of them is meant."""
    return await _page(IssueFilter(), 0, member, deps, which=which)


async def show_page(command: Command, member: Member, deps: Deps) -> Reply:
    """From a button."""
    page = min(command.row("page") or 0, LAST_PAGE)
    return await _page(_filter_of(command.args), page, member, deps)


async def show_own_section(_command: Command, member: Member, deps: Deps) -> Reply:
    return await _page(of_their_own(member.person.main_post), 0, member, deps)


async def show_stalled(_command: Command, member: Member, deps: Deps) -> Reply:
    return await _page(IssueFilter(is_stalled=True), 0, member, deps)


async def ask_for_filter(command: Command, member: Member, deps: Deps) -> Reply:
    number = member.organization.id
    async with deps.database.read() as session:
        raised = await issue_departments(session, organization_id=number)
        known = await departments_in_order(session, organization_id=number)
    lost = [each for each in raised if each not in known]
    form = filter_form(
        _filter_of(command.args),
        departments=[*(each for each in known if each in raised), *lost][:99],
        stages=stages_of(member, deps),
        nonce=deps.new_nonce(),
    )
    return OpenForm(form)


async def filter_issues(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in."""
    chosen = {name: value for name, value in command.values.items() if value != ALL}
    return await _page(_filter_of(chosen), 0, member, deps)


async def _page(
    wanted: IssueFilter, page: int, member: Member, deps: Deps, *, which: str = ""
) -> Reply:
    """The last one where there are not so many any more."""
    number, now = member.organization.id, deps.clock()
    async with deps.database.read() as session:
        count = await count_issues(session, wanted, organization_id=number, now=now)
        page = min(page, max(0, (count - 1) // AT_A_TIME))
        issues = await issues_that(
            session,
            wanted,
            organization_id=number,
            now=now,
            limit=AT_A_TIME,
            skip=page * AT_A_TIME,
        )
        measures = await _stalled_measures(wanted, session, member, deps) if not page else ()
    shown = IssuePage(
        issues=issues,
        count=count,
        page=page,
        wanted=wanted,
        args=_args_of(wanted),
        own_args=_args_of(of_their_own(member.person.main_post)),
        measures=measures,
    )
    return show(issue_list_card(shown, now=now, which=which))


async def _stalled_measures(
    wanted: IssueFilter, session: Session, member: Member, deps: Deps
) -> tuple[DxMeasure, ...]:
    """Those left the longest first; none where something is asked for that they have not."""
    narrows = (wanted.section, wanted.stage, wanted.state, wanted.topic)
    if not wanted.is_stalled or any(narrows):
        return ()
    now = deps.clock()
    found = (
        each
        for each in await open_measures(session, organization_id=member.organization.id)
        if has_stalled(each, now=now) and wanted.department in ("", each.text.lead_department)
    )
    return tuple(sorted(found, key=lambda each: each.touched_at))


async def _wanted(text: str, member: Member, deps: Deps) -> IssueFilter:
    policy = deps.advice.rulebook(member.organization).policy
    directory = await deps.people.directory(member.organization, policy)
    wish = board_wish(text, places=directory.places, stages=stages_of(member, deps))
    post = member.person.main_post
    own = of_their_own(post) if wish.is_own_section else IssueFilter()
    wanted = replace(
        own,
        department=post.department if wish.is_own_department else own.department,
        topic=wish.topic,
        state=wish.state,
        is_any_state=wish.is_any_state and wish.state is None,
        stage=wish.stage,
        is_stalled=wish.is_stalled,
    )
    if wish.likely_topic and not wish.topic:
        return await _about(wanted, wish.likely_topic, member, deps)
    if not wish.place:
        return wanted
    async with deps.database.read() as session:
        departments = await issue_departments(session, organization_id=member.organization.id)
    if wish.place in departments:
        return replace(wanted, department=wish.place)
    return replace(wanted, section=wish.place)


async def _about(wanted: IssueFilter, topic: str, member: Member, deps: Deps) -> IssueFilter:
    """Narrowed down to that, where there is any such issue."""
    narrower = replace(wanted, topic=topic)
    async with deps.database.read() as session:
        count = await count_issues(
            session, narrower, organization_id=member.organization.id, now=deps.clock()
        )
    return narrower if count else wanted


def _filter_of(args: Mapping[str, str]) -> IssueFilter:
    state = args.get("state", "")
    return IssueFilter(
        department=args.get("department", ""),
        section=args.get("section", ""),
        state=_STATES.get(state),
        is_any_state=state == ANY_STATE,
        stage=args.get("stage", ""),
        is_stalled=args.get("stalled") == "yes",
        topic=" ".join(args.get("topic", "")[:TOPIC_LENGTH].split()),
    )


def _args_of(wanted: IssueFilter) -> dict[str, str]:
    said = {
        "department": wanted.department,
        "section": wanted.section,
        "state": ANY_STATE if wanted.is_any_state else wanted.state.value if wanted.state else "",
        "stage": wanted.stage,
        "stalled": "yes" if wanted.is_stalled else "",
        "topic": wanted.topic,
    }
    return {name: value for name, value in said.items() if value}
