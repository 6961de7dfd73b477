"""今月の改善事例: proposed, chosen and worded by the secretariat, posted once a month."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cards.case_selection import (
    field_name,
    not_selected_card,
    posted_selection_card,
    preview_card,
    selection_card,
    selection_form,
)
from cards.trouble import out_of_date_card
from domain.case_files import NoSuchSpan, month_span, span_of
from domain.case_selection import (
    MOST_CANDIDATES,
    MOST_CASES,
    SHOWN_TO_FORUM,
    WORDS_LENGTH,
    NoForum,
    NothingSelected,
    NothingToSelect,
    Selection,
    SelectionChanged,
    SelectionPosted,
    offered,
    proposed,
    still_shown,
)
from domain.case_sight import is_office, may_see
from domain.improvement_case import PublishedCase
from domain.permissions import Act, require
from handlers.case_selection_post import enqueue_posted, shown_cases
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.audit import record_audit
from storage.case_candidates import case_candidates
from storage.case_selections import mark_posted, save_selection, selection_of
from storage.organization_office import office_of
from storage.published_cases import published_cases
from storage.session import Session


async def show_selection(command: Command, member: Member, deps: Deps) -> Reply:
    """As it was posted, less what the person may not see now; to the secretariat what is to be posted, or
    how to begin. Raises NothingSelected.
    """
    month, number = _month(command, deps), member.organization.id
    async with deps.database.read() as session:
        selection = await selection_of(session, month, organization_id=number)
        cases = await shown_cases(session, selection, organization_id=number)
    seen = [case for case in cases if may_see(member.person, case)]
    if selection.posted_at is None and is_office(member.person):
        return show(preview_card(selection, cases) if cases else not_selected_card(selection))
    if selection.posted_at is None or not seen:
        raise NothingSelected(selection.name)
    return show(selection_card(selection, seen))


async def select_in_words(command: Command, member: Member, deps: Deps) -> Reply:
    """「今月の改善事例を選びます」: the card whose button opens the form, since a message cannot open one
    everywhere. Raises NotAllowed, SelectionPosted, NothingToSelect.
    """
    await ask_to_select(command, member, deps)
    return await show_selection(command, member, deps)


async def ask_to_select(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, SelectionPosted, NothingToSelect."""
    require(Act.SELECT_CASES, actor=member.person, subject=member.person)
    month, number = _month(command, deps), member.organization.id
    async with deps.database.read() as session:
        selection = await selection_of(session, month, organization_id=number)
        every = await _candidates(session, month, selection.case_ids, organization_id=number)
    if selection.posted_at:
        raise SelectionPosted(selection.name)
    chosen = selection.case_ids or tuple(
        case.id for case in proposed(still_shown(every), month=month)
    )
    open_to = _offered(every, chosen, month)
    if not open_to:
        raise NothingToSelect
    values = {field_name(place): str(chosen_id) for place, chosen_id in enumerate(chosen, start=1)}
    return OpenForm(selection_form(selection, open_to, values=values | {"words": selection.words}))


async def select(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, SelectionPosted."""
    require(Act.SELECT_CASES, actor=member.person, subject=member.person)
    month, number = _month(command, deps), member.organization.id
    version = command.row("version")
    if version is None:
        return show(out_of_date_card())
    said = [command.values.get(field_name(place), "") for place in range(1, MOST_CASES + 1)]
    chosen = tuple(int(each) for each in said if each.isdecimal() and len(each) < 10)
    words = command.values.get("words", "").strip()
    async with deps.database.begin() as session:
        found = await published_cases(session, chosen, organization_id=number)
        cases = _in_order(found.values(), chosen)
        errors = _errors(chosen, words, cases)
        wanted = Selection(month, chosen, words, version)
        if not errors and await save_selection(session, wanted, organization_id=number):
            return show(preview_card(replace(wanted, version=version + 1), cases))
        now = await selection_of(session, month, organization_id=number)
        every = await _candidates(session, month, chosen, organization_id=number)
    if now.posted_at:
        raise SelectionPosted(now.name)
    errors = errors or {
        "": f"{now.name}は、先にほかの方が保存しました。この内容で置き換えるときは、もう一度送ってください。"
    }
    form = selection_form(now, _offered(every, chosen, month), values=command.values, errors=errors)
    return RejectFields(form)


async def post_selection(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, NothingSelected, SelectionPosted, SelectionChanged, NoForum."""
    require(Act.SELECT_CASES, actor=member.person, subject=member.person)
    month, number, at = _month(command, deps), member.organization.id, deps.clock()
    async with deps.database.begin() as session:
        selection = await selection_of(session, month, organization_id=number)
        _check(selection, command.row("version"))
        forum = (await office_of(session, organization_id=number)).forum
        if forum is None:
            raise NoForum(selection.name)
        if not await mark_posted(session, selection, organization_id=number, at=at):
            raise SelectionChanged(selection.name)
        await enqueue_posted(session, selection, forum, organization_id=number, at=at)
        record_audit(
            session,
            organization_id=number,
            at=at,
            actor_id=member.person.id,
            action=Act.SELECT_CASES.name,
            detail=f"{month:%Y-%m}",
        )
    deps.outbox_filled.set()
    return show(posted_selection_card(selection))


def _check(selection: Selection, version: int | None) -> None:
    if not selection.version:
        raise NothingSelected(selection.name)
    if selection.posted_at:
        raise SelectionPosted(selection.name)
    if selection.version != version:
        raise SelectionChanged(selection.name)


def _errors(
    chosen: tuple[int, ...],
    words: str,
    cases: Sequence[PublishedCase],
) -> dict[str, str]:
    if not chosen:
        return {"": "事例を1件以上選んでください。"}
    if len(set(chosen)) < len(chosen):
        return {"": "同じ事例を2回選んでいます。どちらかを変えてください。"}
    if len(still_shown(cases)) < len(chosen):
        return {
            "": "取り下げられたか、フォーラムに出せなくなった事例があります。選び直してください。"
        }
    if len(words) > WORDS_LENGTH:
        return {"words": f"{WORDS_LENGTH}文字以内で書いてください。"}
    return {}


def _month(command: Command, deps: Deps) -> date:
    """The one in ``args``, else this one."""
    try:
        return span_of(command.args.get("month", "")).first
    except NoSuchSpan:
        return deps.clock().date().replace(day=1)


def _in_order(every: Iterable[PublishedCase], case_ids: Sequence[int]) -> tuple[PublishedCase, ...]:
    by_id = {case.id: case for case in every}
    return tuple(by_id[each] for each in case_ids if each in by_id)


def _offered(
    every: Sequence[PublishedCase], chosen: Sequence[int], month: date
) -> tuple[PublishedCase, ...]:
    """What has been chosen can be chosen again, however old it is."""
    first = still_shown(_in_order(every, tuple(dict.fromkeys(chosen))))
    return (*first, *(case for case in offered(every, month=month) if case not in first))


async def _candidates(
    session: Session, month: date, chosen: Sequence[int], *, organization_id: int
) -> tuple[PublishedCase, ...]:
    """Few of thousands: a form has to open at once. With what has been chosen."""
    span = month_span(month)
    found = await case_candidates(
        session,
        organization_id=organization_id,
        since=span.begins,
        until=span.ends,
        visibilities=SHOWN_TO_FORUM,
        limit=MOST_CANDIDATES,
    )
    before = await published_cases(session, chosen, organization_id=organization_id)
    return tuple(({case.id: case for case in found} | before).values())
