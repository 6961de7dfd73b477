"""「情報交換に答える」: a 統括リーダー says of each item how it is going, one by one or all at once."""

from collections.abc import Mapping, Sequence

from cards.elements import Card, Form
from cards.exchange import AT_A_TIME, ExchangeShown, exchange_card
from cards.exchange_answers import helpers_card, nothing_asked_card
from cards.exchange_form import UNSAID, answer_form, answers_form, line_field, progress_field
from domain.chief import led_by
from domain.exchange import (
    NOBODY_HELPS,
    Answer,
    Asked,
    Exchange,
    ExchangeItem,
    ExchangeOver,
    Progress,
    require_answer,
)
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.exchange_helpers import helpers_of
from handlers.exchange_save import Saved, save_answers
from handlers.field_refused import FieldRefused, errors_of
from handlers.issue_seen import names_of
from handlers.reply import OpenForm, RejectFields, Reply, Show, Update, show
from storage.exchanges import newest_exchange

_PROGRESS = {each.value: each for each in Progress}


async def show_exchange(command: Command, member: Member, deps: Deps) -> Reply:
    """What they are asked this week; also what they have answered, which they may still change."""
    page = command.row("page")
    card = await _card(member, deps, page=page or 0)
    return show(card) if page is None else Update(card)


async def ask_for_answer(command: Command, member: Member, deps: Deps) -> Reply:
    """The form of one item. Raises ExchangeOver, NotAllowed."""
    item = _item(await _newest(member, deps), command.row("item"))
    require_answer(member.person, item)
    progress = command.args.get("progress", "")
    values = {progress_field(item.id): progress} if progress in _PROGRESS else {}
    return OpenForm(answer_form(item, values, nonce=deps.new_nonce()))


async def answer(command: Command, member: Member, deps: Deps) -> Reply:
    """That form sent in. Raises ExchangeOver, NotAllowed."""
    item_id, version = command.row("item"), command.row("version")
    given = _given(command, item_id or 0, version or 0)
    if given is None:
        raise ExchangeOver
    try:
        saved = await save_answers([given], member, deps)
    except FieldRefused as refusal:
        item = _item(await _newest(member, deps), item_id)
        values = {
            progress_field(item.id): given.answer.progress.value,
            line_field(item.id): given.answer.line,
        }
        form = answer_form(item, values, nonce=deps.new_nonce(), errors=errors_of(refusal))
        return RejectFields(form)
    return Show(await _done(saved, member, deps))


async def say_no_change(command: Command, member: Member, deps: Deps) -> Reply:
    """「変わりなし」 of one. Raises ExchangeOver, NotAllowed, AnswerFixed, AnsweredMeanwhile."""
    given = Asked(command.row("item") or 0, command.row("version") or 0, Answer(Progress.SAME))
    return await _pressed([given], member, deps)


async def say_rest_unchanged(command: Command, member: Member, deps: Deps) -> Reply:
    """「残りはすべて変わりなし」. Raises ExchangeOver."""
    exchange = await _newest(member, deps)
    if command.row("round") != exchange.round.id:
        raise ExchangeOver
    waiting = exchange.waiting(led_by(member.person))
    given = [Asked(each.id, each.version, Answer(Progress.SAME)) for each in waiting]
    return await _pressed(given, member, deps)


async def ask_for_all(command: Command, member: Member, deps: Deps) -> Reply:
    """The form of a page of them. Raises ExchangeOver."""
    page = command.row("page") or 0
    exchange = await _newest(member, deps)
    items = _of_page(exchange, member, page)
    if not items:
        raise ExchangeOver
    return OpenForm(answers_form(items, {}, page=page, nonce=deps.new_nonce()))


async def answer_all(command: Command, member: Member, deps: Deps) -> Reply:
    """That form sent in: all of it, or nothing with what was typed still there. Raises ExchangeOver."""
    asked = [
        found
        for item_id, version in _numbers(command.args.get("items", ""))
        if (found := _given(command, item_id, version))
    ]
    try:
        saved = await save_answers(asked, member, deps)
    except FieldRefused as refusal:
        return RejectFields(await _all_again(refusal, command, member, deps))
    return Show(await _done(saved, member, deps, page=command.row("page") or 0))


async def _pressed(given: Sequence[Asked], member: Member, deps: Deps) -> Reply:
    try:
        saved = await save_answers(given, member, deps)
    except FieldRefused as refusal:
        return Update(await _card(member, deps, done=refusal.sentence))
    first, *rest = await _done(saved, member, deps)
    return Update(first, tuple(rest))


async def _done(saved: Saved, member: Member, deps: Deps, *, page: int = 0) -> tuple[Card, ...]:
    """The card as it is now; of what is in trouble, who may help."""
    deps.outbox_filled.set()
    count = len(saved.items)
    done = f"{count}件に答えました。" if count else "変わったところはありません。"
    card = await _card(member, deps, page=page, done=done)
    troubled = [
        each for each in saved.items if each.answer and each.answer.progress is Progress.TROUBLED
    ]
    async with deps.database.read() as session:
        helpers = await helpers_of(
            session, troubled, organization_id=member.organization.id, reader=member.person
        )
    return (card, *(helpers_card(each, helpers.get(each.id, NOBODY_HELPS)) for each in troubled))


async def _card(member: Member, deps: Deps, *, page: int = 0, done: str = "") -> Card:
    number, departments = member.organization.id, led_by(member.person)
    async with deps.database.read() as session:
        exchange = await newest_exchange(session, organization_id=number)
        items = exchange.of(departments) if exchange else ()
        names = await names_of(session, (i.answered_by for i in items), organization_id=number)
    if exchange is None or not items:
        return nothing_asked_card(has_round=exchange is not None)
    shown = ExchangeShown(
        exchange=exchange,
        departments=sorted(departments),
        names=names,
        page=min(page, (len(items) - 1) // AT_A_TIME),
    )
    return exchange_card(shown, now=deps.clock(), done=done)


async def _all_again(refusal: FieldRefused, command: Command, member: Member, deps: Deps) -> Form:
    """With what stands now, and all that was typed."""
    page = command.row("page") or 0
    exchange = await _newest(member, deps)
    shown = {item_id for item_id, _ in _numbers(command.args.get("items", ""))}
    items = [each for each in exchange.of(led_by(member.person)) if each.id in shown]
    return answers_form(
        items,
        command.values,
        page=page,
        nonce=deps.new_nonce(),
        errors=errors_of(refusal),
    )


async def _newest(member: Member, deps: Deps) -> Exchange:
    """Raises ExchangeOver."""
    async with deps.database.read() as session:
        exchange = await newest_exchange(session, organization_id=member.organization.id)
    if exchange is None:
        raise ExchangeOver
    return exchange


def _of_page(exchange: Exchange, member: Member, page: int) -> tuple[ExchangeItem, ...]:
    items = exchange.of(led_by(member.person))
    here = items[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    is_closed = exchange.round.closed_at is not None
    return tuple(each for each in here if each.is_waiting or not is_closed)


def _item(exchange: Exchange, item_id: int | None) -> ExchangeItem:
    """Raises ExchangeOver."""
    found = next((each for each in exchange.items if each.id == item_id), None)
    if found is None:
        raise ExchangeOver
    return found


def _given(command: Command, item_id: int, version: int) -> Asked | None:
    """None where nothing was chosen."""
    values: Mapping[str, str] = command.values
    progress = _PROGRESS.get(values.get(progress_field(item_id), UNSAID))
    if progress is None:
        return None
    return Asked(item_id, version, Answer(progress, values.get(line_field(item_id), "")))


def _numbers(written: str) -> list[tuple[int, int]]:
    """「3:0,4:1」: items and the versions in which they were shown."""
    pairs = (each.partition(":") for each in written.split(",") if each)
    return [
        (int(item), int(version))
        for item, _, version in pairs
        if item.isdecimal() and version.isdecimal() and len(item) <= 9 and len(version) <= 9
    ]
