"""「転記の自動化の事例ある？」: published cases by theme, department, tool, effect and year."""

from cards.case_search import (
    SHOWN,
    Asked,
    elsewhere_cases_card,
    found_cases_card,
    near_cases_card,
    no_case_found_card,
    no_more_cases_card,
)
from cards.elements import Card
from domain.improvement_case import PublishedCase
from handlers.case_shelf import Fits, FoundCases
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.reply import Reply, show
from language.case_amounts import Kind
from language.case_filters import CaseWish, names_tool, wish_of

LONGEST_ASKED = 300
"""Characters, from the end: what is asked for stands there. A button carries them."""


async def find_cases(command: Command, member: Member, deps: Deps) -> Reply:
    """From a message."""
    text = command.text.strip()[-LONGEST_ASKED:]
    return show(await _answer(text, (), 0, member, deps))


async def find_more_cases(command: Command, member: Member, deps: Deps) -> Reply:
    """From a button: ``text`` as it was said, ``page`` from 0, ``without`` these filters."""
    text = command.args.get("text", "")[-LONGEST_ASKED:]
    without = tuple(filter(None, command.args.get("without", "").split(",")))
    return show(await _answer(text, without, command.row("page") or 0, member, deps))


async def _answer(
    text: str, without: tuple[str, ...], page: int, member: Member, deps: Deps
) -> Card:
    wish = (await _wish(text, member, deps)).without(without)
    asked = Asked(
        text=text,
        filters=wish.filters,
        without=without,
        has_theme=bool(wish.theme),
        order=_order(wish),
    )
    found = await _found(wish, member, deps)
    if found.cases and found.are_near:
        is_there = page * SHOWN < len(found.cases)
        card = found_cases_card(found.cases, asked, page=page)
        return card if is_there else no_more_cases_card(asked)
    if wish.filters and (outside := await _outside(wish, member, deps)):
        return elsewhere_cases_card(outside, asked)
    return near_cases_card(found.cases, asked) if found.cases else no_case_found_card(asked)


async def _wish(text: str, member: Member, deps: Deps) -> CaseWish:
    rulebook = deps.advice.rulebook(member.organization)
    directory = await deps.people.directory(member.organization, rulebook.policy)
    tools = await deps.cases.tools(member, deps) if names_tool(text) else frozenset[str]()
    return wish_of(
        text,
        places=directory.places,
        tools=tools,
        own=member.person.main_post,
        today=deps.clock().date(),
        is_national_holiday=deps.is_national_holiday,
    )


async def _found(wish: CaseWish, member: Member, deps: Deps) -> FoundCases:
    """Without a theme all that fit are near."""
    if wish.theme:
        return await deps.cases.search(member, wish.theme, deps, fits=_fits(wish))
    return FoundCases(wish.in_order(await deps.cases.newest(member, deps, fits=_fits(wish))))


def _order(wish: CaseWish) -> str:
    match wish.largest_first:
        case _ if wish.theme:
            return "お探しの内容に近い順です。"
        case None:
            return "新しい順です。"
        case Kind.HOURS:
            return "減った時間の多い順です。"
        case Kind.COST:
            return "減った費用の多い順です。"
        case Kind.WAITING:
            return "短くなった待ち時間の長い順です。"


def _fits(wish: CaseWish) -> Fits | None:
    return wish.fits if wish.filters else None


async def _outside(wish: CaseWish, member: Member, deps: Deps) -> tuple[PublishedCase, ...]:
    """What is near where it need not fit; of filters alone there is none."""
    wider = wish.without(wish.filters)
    if not wider.theme:
        return ()
    found = await _found(wider, member, deps)
    return found.cases if found.are_near else ()
