"""The forms of groups: opened, and sent in; what was typed stays where it cannot be saved."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from cards.elements import Form
from cards.issue_group_form import (
    LABEL_WRONG,
    NUMBERS_WRONG,
    OTHER_WRONG,
    confirm_form,
    merge_form,
    rename_form,
    split_form,
)
from cards.trouble import already_done_card, out_of_date_card
from domain.errors import DomainError
from domain.issue_group import (
    LABEL_LENGTH,
    ChangeKind,
    ConfirmedGroup,
    GroupGone,
    GroupKind,
    NotOfTheGroup,
    merged,
    renamed,
    require_change,
    split,
)
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.field_refused import FieldRefused, errors_of
from handlers.issue_group_change import Make, change_group, confirm_group
from handlers.issue_groups import candidate_of, group_of, group_shown
from handlers.reply import OpenForm, RejectFields, Reply, show
from language.issue_group_words import numbers_listed
from storage.issue_groups import standing_groups
from storage.issues import issues_by_id
from storage.session import Session

Fill = Callable[[ConfirmedGroup, Mapping[str, str], Mapping[str, str]], Awaitable[Form | None]]
"""(group, values, errors) → the form; None where there is nothing to choose."""


# -- confirm ---------------------------------------------------------------------------------------


async def ask_to_confirm(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require_change(member.person)
    candidate = await candidate_of(command, member, deps)
    if candidate is None:
        return show(out_of_date_card())
    values = {"label": candidate.label[:LABEL_LENGTH], "kind": candidate.kind.value}
    args = {"issues": command.args.get("issues", "")}
    return OpenForm(confirm_form(candidate.issues, values, args=args, nonce=deps.new_nonce()))


async def confirm(command: Command, member: Member, deps: Deps) -> Reply:
    """The form sent in. Raises NotAllowed."""
    require_change(member.person)
    candidate = await candidate_of(command, member, deps)
    if candidate is None or not command.nonce:
        return show(out_of_date_card())
    values = _values(command, "label", "kind")
    ids = tuple(issue.id for issue in candidate.issues)
    try:
        label, kind = _named(values)
        group = ConfirmedGroup(id=0, number=0, label=label, kind=kind, issue_ids=ids)
        saved = await confirm_group(group, command, member, deps)
    except DomainError as refusal:
        form = confirm_form(
            candidate.issues,
            values,
            args={"issues": command.args.get("issues", "")},
            nonce=command.nonce,
            errors=errors_of(refusal),
        )
        return RejectFields(form)
    return await _saved(saved, "{}になりました。", member, deps)


# -- change ----------------------------------------------------------------------------------------


async def ask_to_rename(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, GroupGone."""
    return await _ask(_rename_form(deps), command, member, deps, first=_name_of)


async def rename(command: Command, member: Member, deps: Deps) -> Reply:
    values = _values(command, "label", "kind")

    async def make(_session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        label, kind = _named(values)
        return [renamed(group, label, kind)]

    fill = _rename_form(deps, nonce=command.nonce)
    return await _send_in(ChangeKind.RENAME, make, fill, values, command, member, deps)


async def ask_to_merge(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, GroupGone."""
    return await _ask(_merge_form(member, deps), command, member, deps)


async def merge(command: Command, member: Member, deps: Deps) -> Reply:
    values = _values(command, "other")

    async def make(session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        chosen = values["other"]
        if not chosen.isdecimal():
            raise FieldRefused("other", OTHER_WRONG)
        number = member.organization.id
        return merged(group, await group_of(session, int(chosen), organization_id=number))

    fill = _merge_form(member, deps, nonce=command.nonce)
    return await _send_in(ChangeKind.MERGE, make, fill, values, command, member, deps)


async def ask_to_split(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed, GroupGone."""
    return await _ask(_split_form(member, deps), command, member, deps)


async def split_off(command: Command, member: Member, deps: Deps) -> Reply:
    values = _values(command, "numbers", "label")

    async def make(session: Session, group: ConfirmedGroup) -> Sequence[ConfirmedGroup]:
        issues = await issues_by_id(
            session, group.issue_ids, organization_id=member.organization.id
        )
        by_number = {issue.number: issue for issue in issues}
        asked = numbers_listed(values["numbers"])
        if not asked:
            raise FieldRefused("numbers", NUMBERS_WRONG)
        if others := [number for number in asked if number not in by_number]:
            raise FieldRefused("numbers", NotOfTheGroup(others).sentence)
        label = " ".join(values["label"].split()) or by_number[asked[0]].text.title
        if len(label) > LABEL_LENGTH:
            raise FieldRefused("label", LABEL_WRONG)
        return split(group, {by_number[number].id for number in asked}, label)

    fill = _split_form(member, deps, nonce=command.nonce)
    return await _send_in(ChangeKind.SPLIT, make, fill, values, command, member, deps)


async def _ask(
    fill: Fill,
    command: Command,
    member: Member,
    deps: Deps,
    *,
    first: Callable[[ConfirmedGroup], Mapping[str, str]] = lambda _group: {},
) -> Reply:
    require_change(member.person)
    async with deps.database.read() as session:
        group = await group_of(
            session, command.row("group"), organization_id=member.organization.id
        )
    form = await fill(group, first(group), {})
    if form is None:
        done = "合わせられるまとまりが、ほかにありません。"
        return show(await group_shown(group.id, member, deps, done=done))
    return OpenForm(form)


async def _send_in(
    kind: ChangeKind,
    make: Make,
    fill: Fill,
    values: Mapping[str, str],
    command: Command,
    member: Member,
    deps: Deps,
) -> Reply:
    """On top of what stands now, where somebody else was first."""
    if not command.nonce:
        return show(out_of_date_card())
    try:
        saved = await change_group(kind, make, command, member, deps)
    except GroupGone:
        raise
    except DomainError as refusal:
        require_change(member.person)
        async with deps.database.read() as session:
            group = await group_of(
                session, command.row("group"), organization_id=member.organization.id
            )
        form = await fill(group, values, errors_of(refusal))
        if form is None:
            raise
        return RejectFields(form)
    return await _saved(saved, "{}を変えました。", member, deps)


async def _saved(group: ConfirmedGroup | None, done: str, member: Member, deps: Deps) -> Reply:
    if group is None:
        return show(already_done_card())
    return show(await group_shown(group.id, member, deps, done=done.format(group.name)))


# -- the forms -------------------------------------------------------------------------------------


def _rename_form(deps: Deps, *, nonce: str = "") -> Fill:
    async def fill(
        group: ConfirmedGroup, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> Form:
        return rename_form(
            group, values, args=_args(group), nonce=nonce or deps.new_nonce(), errors=errors
        )

    return fill


def _merge_form(member: Member, deps: Deps, *, nonce: str = "") -> Fill:
    async def fill(
        group: ConfirmedGroup, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> Form | None:
        async with deps.database.read() as session:
            standing = await standing_groups(session, organization_id=member.organization.id)
        others = [each for each in standing if each.id != group.id]
        if not others:
            return None
        return merge_form(
            group,
            others,
            values,
            args=_args(group),
            nonce=nonce or deps.new_nonce(),
            errors=errors,
        )

    return fill


def _split_form(member: Member, deps: Deps, *, nonce: str = "") -> Fill:
    async def fill(
        group: ConfirmedGroup, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> Form:
        async with deps.database.read() as session:
            issues = await issues_by_id(
                session, group.issue_ids, organization_id=member.organization.id
            )
        return split_form(
            group,
            issues,
            values,
            args=_args(group),
            nonce=nonce or deps.new_nonce(),
            errors=errors,
        )

    return fill


def _args(group: ConfirmedGroup) -> dict[str, str]:
    return {"group": str(group.id), "version": str(group.version)}


def _name_of(group: ConfirmedGroup) -> dict[str, str]:
    return {"label": group.label, "kind": group.kind.value}


def _values(command: Command, *names: str) -> dict[str, str]:
    return {name: command.values.get(name, "").strip() for name in names}


def _named(values: Mapping[str, str]) -> tuple[str, GroupKind]:
    """Raises FieldRefused."""
    label = " ".join(values["label"].split())
    if not 0 < len(label) <= LABEL_LENGTH:
        raise FieldRefused("label", LABEL_WRONG)
    known = {kind.value for kind in GroupKind}
    return label, GroupKind(values["kind"] if values["kind"] in known else GroupKind.COMMON)
