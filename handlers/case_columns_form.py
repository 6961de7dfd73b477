"""What the columns of an old collection mean, said once: the next file with them needs no question."""

from cards.case_columns import columns_form, field_name
from cards.office_file import file_gone_card
from domain.permissions import Act, require
from handlers.case_columns import UnknownColumns, unknown_columns
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.office_files import go_on_with_cases
from handlers.reply import OpenForm, RejectFields, Reply, show
from storage.case_mappings import keep_mapping
from storage.pending_files import pending_file


async def ask_for_columns(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    unknown = await _waiting(command, member, deps)
    if unknown is None:
        return show(file_gone_card())
    key = command.args.get("key", "")
    return OpenForm(columns_form(unknown.headings, unknown.items, missing=unknown.missing, key=key))


async def set_columns(command: Command, member: Member, deps: Deps) -> Reply:
    """The report of the file follows; nothing is taken over yet. Raises NotAllowed."""
    unknown = await _waiting(command, member, deps)
    if unknown is None:
        return show(file_gone_card())
    key = command.args.get("key", "")
    said = {
        kept: command.values.get(field_name(number), "")
        for number, kept in enumerate(unknown.headings)
    }
    chosen = {kept: item for kept, item in said.items() if item in unknown.items}
    errors = _errors(unknown, chosen)
    if errors:
        form = columns_form(
            unknown.headings,
            unknown.items,
            missing=unknown.missing,
            key=key,
            values=said,
            errors=errors,
        )
        return RejectFields(form)
    async with deps.database.begin() as session:
        await keep_mapping(
            session, unknown.row.keys(), chosen, organization_id=member.organization.id
        )
    return await go_on_with_cases(key, member, deps)


def _errors(unknown: UnknownColumns, chosen: dict[str, str]) -> dict[str, str]:
    """By field; "" for the whole form."""
    items = [*chosen.values()]
    errors = {
        field_name(
            number
        ): f"「{chosen[kept]}」をほかの列でも選んでいます。どちらかにしてください。"
        for number, kept in enumerate(unknown.headings)
        if kept in chosen and items.count(chosen[kept]) > 1
    }
    left = [item for item in unknown.missing if item not in items]
    if left:
        errors[""] = f"「{'」「'.join(left)}」にあたる列を選んでください。"
    return errors


async def _waiting(command: Command, member: Member, deps: Deps) -> UnknownColumns | None:
    require(Act.IMPORT_CASES, actor=member.person, subject=member.person)
    async with deps.database.read() as session:
        file = await pending_file(
            session,
            organization_id=member.organization.id,
            staff_id=member.person.id,
            key=command.args.get("key", ""),
        )
    if file is None:
        return None
    return await unknown_columns(file.content, filename=file.name, member=member)
