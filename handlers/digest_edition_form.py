"""A フォーラム版 in the secretariat's words: two may write at once, and nothing that was typed is lost."""

from dataclasses import dataclass

from cards.digest_edition_words import left_out_words
from cards.trouble import already_done_card, out_of_date_card
from domain.digest_edition import Edition
from domain.digest_edition_history import EditionHistory, EditionStep, EditionVersion
from domain.on_top import errors_on_top, on_top
from domain.quoted_again import Quotation, unpacked
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.digest_edition_seen import history_in, previewed, require_publisher
from handlers.digest_edition_sheets import Said, Sheet, Values, choose_sheet, edit_sheet
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.digest_editions import add_version
from storage.digest_taken_back import taken_back_of
from storage.organization_lock import hold_organization
from storage.session import Session


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came back in a form of ``version``. ``was``: what that says; ``typed``: without what was taken back
    since the form was opened, of which ``left_out`` tells.
    """

    version: int
    was: Values
    typed: Values
    opened: tuple[Quotation, ...]
    left_out: str


async def ask_to_edit(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _ask(edit_sheet(command), command, member, deps)


async def edit(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _save(edit_sheet(command), command, member, deps)


async def ask_to_choose(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _ask(choose_sheet(), command, member, deps)


async def choose(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _save(choose_sheet(), command, member, deps)


async def _ask(sheet: Sheet | None, command: Command, member: Member, deps: Deps) -> Reply:
    """Of the newest version, whatever stood on the card."""
    require_publisher(member)
    async with deps.database.read() as session:
        history = await _history(command, session, member)
    if sheet is None or history is None:
        return show(out_of_date_card())
    values = sheet.values_of(history.newest.edition)
    if not values:
        return show(out_of_date_card())
    return OpenForm(sheet.draw(history, values, Said(deps.new_nonce(), {})))


async def _save(sheet: Sheet | None, command: Command, member: Member, deps: Deps) -> Reply:
    require_publisher(member)
    version = command.row("version")
    if sheet is None or version is None or not command.nonce:
        return show(out_of_date_card())
    async with deps.database.begin() as session:
        await hold_organization(session, organization_id=member.organization.id)
        history = await _history(command, session, member)
        base = history.at(version) if history else None
        if history is None or base is None:
            return show(out_of_date_card())
        sent = _sent(sheet, command, base, history)
        now = sheet.values_of(history.newest.edition)
        errors = sheet.errors_in(sent.typed)
        is_late, done = sent.was != now and sent.typed != now, ""
        if not is_late and not errors:
            if not await is_first_press(command, member, session, deps):
                return show(already_done_card())
            after = sheet.applied(history.newest.edition, sent.typed)
            history, done = await _saved(after, history, session, member, deps)
    if is_late:
        return _too_late(sheet, history, sent, errors, deps)
    if errors:
        if sent.left_out:
            errors[""] = sent.left_out
        return RejectFields(
            sheet.draw(history, sent.typed, Said(command.nonce, errors, opened=sent.opened))
        )
    return show(await previewed(history, member, deps, done=f"{done}{sent.left_out}"))


def _sent(sheet: Sheet, command: Command, base: EditionVersion, told: EditionHistory) -> _Sent:
    was = sheet.values_of(base.edition)
    typed = {name: command.values.get(name, value) for name, value in was.items()}
    opened = unpacked(command.args.get("quoted", ""))
    left, count = sheet.still_said(typed, opened, told, base.edition)
    return _Sent(base.version, was, left, opened, left_out_words(count))


async def _saved(
    after: Edition, history: EditionHistory, session: Session, member: Member, deps: Deps
) -> tuple[EditionHistory, str]:
    """The history with it, and what to say."""
    if after == history.newest.edition:
        return history, "変わったところはありません。"
    number, week = member.organization.id, after.period.week
    await add_version(
        session,
        after,
        EditionStep.SAVED,
        organization_id=number,
        read=history.newest.version,
        editor_id=member.person.id,
        at=deps.clock(),
    )
    done = "下書きを保存しました。フォーラムにはまだ出ていません。"
    return await history_in(session, week, organization_id=number) or history, done


def _too_late(
    sheet: Sheet, history: EditionHistory, sent: _Sent, errors: Values, deps: Deps
) -> Reply:
    """What they typed stays, with what is wrong about it; where they changed nothing, what somebody else wrote
    does.
    """
    typed, was = sent.typed, sent.was
    now = sheet.values_of(history.newest.edition)
    values = on_top({name: typed.get(name, text) for name, text in now.items()}, was=was, now=now)
    homeless = tuple(
        text for name, text in typed.items() if name not in now and text != was[name] and text
    )
    first = f"{history.first_one(version=sent.version).sentence}{sent.left_out}"
    said = Said(
        deps.new_nonce(),
        errors_on_top(errors, typed=typed, kept=values, first=first),
        since=sent.version,
        homeless=homeless,
        opened=sent.opened,
    )
    return RejectFields(sheet.draw(history, values, said))


async def _history(command: Command, session: Session, member: Member) -> EditionHistory | None:
    """Without what is not told any more: nobody edits that."""
    number = member.organization.id
    found = await history_in(session, command.args.get("week", ""), organization_id=number)
    if found is None:
        return None
    gone = await taken_back_of(session, found.versions, organization_id=number)
    return found.without(gone.of_words)
