"""A フォーラム版 in the secretariat's words: two may write at once, and nothing that was typed is lost."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import accumulate

from cards.digest_edition_form import (
    PASSAGE_TOO_LONG,
    REMARK_TOO_LONG,
    SHOWN,
    choose_form,
    chosen_values,
    edit_form,
    group_field,
    part_field,
    passage_field,
)
from cards.elements import Form
from cards.trouble import already_done_card, out_of_date_card
from domain.case_diff import FieldDifference
from domain.digest import Part
from domain.digest_edition import (
    PASSAGE_LENGTH,
    REMARK_LENGTH,
    Edition,
    EditionPart,
    chosen_anew,
    rewritten,
)
from domain.digest_edition_history import CHOSEN, REMARK, EditionHistory, EditionStep
from domain.digest_line import TakenBack
from domain.on_top import on_top
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.desk import is_first_press
from handlers.digest_edition_seen import history_in, previewed, require_publisher
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.digest_editions import add_version
from storage.digest_taken_back import taken_back
from storage.organization_lock import hold_organization
from storage.session import Session

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one form holds of an edition. ``draw``: the form of a version, filled in."""

    values_of: Callable[[Edition], dict[str, str]]
    applied: Callable[[Edition, Values], Edition]
    errors_in: Callable[[Values], dict[str, str]]
    draw: Callable[[EditionHistory, Values, "_Said"], Form]


@dataclass(frozen=True, slots=True)
class _Said:
    """Beside the fields. ``since``: the version that was read, where somebody else was first."""

    nonce: str
    errors: Values
    since: int | None = None
    homeless: tuple[str, ...] = ()


async def ask_to_edit(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _ask(_edit_sheet(command), command, member, deps)


async def edit(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _save(_edit_sheet(command), command, member, deps)


async def ask_to_choose(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _ask(_choose_sheet(), command, member, deps)


async def choose(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    return await _save(_choose_sheet(), command, member, deps)


async def _ask(sheet: _Sheet | None, command: Command, member: Member, deps: Deps) -> Reply:
    """Of the newest version, whatever stood on the card."""
    require_publisher(member)
    async with deps.database.read() as session:
        history = await _history(command, session, member)
    if sheet is None or history is None:
        return show(out_of_date_card())
    values = sheet.values_of(history.newest.edition)
    if not values:
        return show(out_of_date_card())
    return OpenForm(sheet.draw(history, values, _Said(deps.new_nonce(), {})))


async def _save(sheet: _Sheet | None, command: Command, member: Member, deps: Deps) -> Reply:
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
        was, now = sheet.values_of(base.edition), sheet.values_of(history.newest.edition)
        typed = {name: command.values.get(name, value) for name, value in was.items()}
        errors = sheet.errors_in(typed)
        is_late, done = was != now and typed != now, ""
        if not is_late and not errors:
            if not await is_first_press(command, member, session, deps):
                return show(already_done_card())
            after = sheet.applied(history.newest.edition, typed)
            history, done = await _saved(after, history, session, member, deps)
    if is_late:
        return _too_late(sheet, history, typed, was, version, deps)
    if errors:
        return RejectFields(sheet.draw(history, typed, _Said(command.nonce, errors)))
    return show(await previewed(history, member, deps, done=done))


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
    sheet: _Sheet,
    history: EditionHistory,
    typed: Values,
    was: Values,
    version: int,
    deps: Deps,
) -> Reply:
    """What they typed stays; where they changed nothing, what somebody else wrote does."""
    now = sheet.values_of(history.newest.edition)
    values = on_top({name: typed.get(name, text) for name, text in now.items()}, was=was, now=now)
    homeless = tuple(
        text for name, text in typed.items() if name not in now and text != was[name] and text
    )
    errors = {"": history.first_one(version=version).sentence}
    said = _Said(deps.new_nonce(), errors, since=version, homeless=homeless)
    return RejectFields(sheet.draw(history, values, said))


async def _history(command: Command, session: Session, member: Member) -> EditionHistory | None:
    """Without what is not told any more: nobody edits that."""
    number = member.organization.id
    found = await history_in(session, command.args.get("week", ""), organization_id=number)
    if found is None:
        return None
    editions = [each.edition for each in found.versions]
    gone = await taken_back(session, editions, organization_id=number)
    return found.without(TakenBack(words=gone.words, said=gone.said))


def _edit_sheet(command: Command) -> _Sheet | None:
    """None of a part that there is not."""
    asked = command.args.get("part", "")
    if asked not in Part.__members__:
        return None
    part = Part[asked]
    keys = command.args.get("keys", "").split(",")

    def passages(edition: Edition) -> dict[str, str]:
        of = edition.of(part)
        return {k: p.text for k, p in of.by_key.items() if k in _keys(of, keys)} if of else {}

    def draw(history: EditionHistory, values: Values, said: _Said) -> Form:
        newest = history.newest
        of = newest.edition.of(part) or EditionPart(part, ())
        there = _keys(of, keys)
        where = {"part": part.name, "keys": ",".join(there)}
        return edit_form(
            of,
            there,
            values=values,
            args=_args(newest.edition, newest.version) | where,
            nonce=said.nonce,
            errors=said.errors,
            changed=_changed(history, said, part.value),
            homeless=said.homeless,
        )

    return _Sheet(
        values_of=lambda edition: {passage_field(k): t for k, t in passages(edition).items()},
        applied=lambda edition, typed: rewritten(
            edition, part, {k: typed.get(passage_field(k), t) for k, t in passages(edition).items()}
        ),
        errors_in=lambda typed: {
            name: PASSAGE_TOO_LONG for name, text in typed.items() if len(text) > PASSAGE_LENGTH
        },
        draw=draw,
    )


def _keys(part: EditionPart, asked: Collection[str]) -> tuple[str, ...]:
    """Of those that were asked for what is there still; where nothing is, what comes first."""
    return tuple(key for key in part.by_key if key in asked) or part.sheets[0]


def _choose_sheet() -> _Sheet:
    def draw(history: EditionHistory, values: Values, said: _Said) -> Form:
        newest = history.newest
        return choose_form(
            newest.edition,
            values=values,
            args=_args(newest.edition, newest.version),
            nonce=said.nonce,
            errors=said.errors,
            changed=_changed(history, said, REMARK, CHOSEN),
        )

    return _Sheet(values_of=chosen_values, applied=_chosen, errors_in=_remark_errors, draw=draw)


def _chosen(edition: Edition, typed: Values) -> Edition:
    groups = edition.of(Part.GROUPS)
    return chosen_anew(
        edition,
        parts={
            each.part: typed[name] == SHOWN
            for each in edition.parts
            if (name := part_field(each.part)) in typed
        },
        groups={
            key: typed[name] == SHOWN
            for key in (groups.by_key if groups else ())
            if (name := group_field(key)) in typed
        },
        remark=typed.get("remark", edition.remark).strip(),
    )


def _remark_errors(typed: Values) -> dict[str, str]:
    return {"remark": REMARK_TOO_LONG} if len(typed.get("remark", "")) > REMARK_LENGTH else {}


def _args(edition: Edition, version: int) -> dict[str, str]:
    return {"week": edition.period.week, "version": str(version)}


def _changed(history: EditionHistory, said: _Said, *begin: str) -> tuple[FieldDifference, ...]:
    """Of the fields of that form, as many as a dialog has room for."""
    if said.since is None:
        return ()
    every = history.changes(history.newest.version, since=said.since)
    of_form = [each for each in every if each.label.startswith(begin)]
    lengths = accumulate(sum(len(line.text) for line in each.lines) for each in of_form)
    return tuple(
        each for each, length in zip(of_form, lengths, strict=True) if length <= _CHANGES_LENGTH
    )


_CHANGES_LENGTH = 2_000
"""Characters; the error names what has changed in any case."""
