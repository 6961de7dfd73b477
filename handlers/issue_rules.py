"""「消した発言の扱いを変える」: whether the text goes as well, set by the secretariat."""

from cards.issue_rules import rule_card, rule_form, rule_set_card
from cards.trouble import out_of_date_card
from domain.issue_thread import DeletedText
from domain.permissions import Act, is_allowed, require
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.issue_publish import enqueue_changed
from handlers.reply import OpenForm, Reply, show
from storage.audit import record_audit
from storage.issue_rules import deleted_text, set_deleted_text


async def show_rule(_command: Command, member: Member, deps: Deps) -> Reply:
    """In words: on Slack no form opens on a message."""
    async with deps.database.read() as session:
        rule = await deleted_text(session, organization_id=member.organization.id)
    may_set = is_allowed(Act.SET_ISSUE_RULES, actor=member.person, subject=member.person)
    return show(rule_card(rule, may_set=may_set))


async def ask_for_rule(_command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.SET_ISSUE_RULES, actor=member.person, subject=member.person)
    async with deps.database.read() as session:
        rule = await deleted_text(session, organization_id=member.organization.id)
    return OpenForm(rule_form(rule, nonce=deps.new_nonce()))


async def set_rule(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require(Act.SET_ISSUE_RULES, actor=member.person, subject=member.person)
    chosen, number = command.values.get("rule", ""), member.organization.id
    if chosen not in {each.value for each in DeletedText}:
        return show(out_of_date_card())
    rule = DeletedText(chosen)
    async with deps.database.begin() as session:
        is_new = rule is not await deleted_text(session, organization_id=number)
        if is_new:
            changed = await set_deleted_text(
                session, rule, organization_id=number, by=member.person.id, at=deps.clock()
            )
            for issue_id in sorted(changed):
                await enqueue_changed(session, issue_id, organization_id=number, at=deps.clock())
            record_audit(
                session,
                organization_id=number,
                at=deps.clock(),
                actor_id=member.person.id,
                action=Act.SET_ISSUE_RULES.name,
                detail=rule.name,
            )
    deps.outbox_filled.set()
    return show(rule_set_card(rule, is_new=is_new))
