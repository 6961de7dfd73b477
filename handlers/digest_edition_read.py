"""What was published of the weeks' digests, for everyone; and for the secretariat what became of each version."""

from dataclasses import replace

from cards.digest_editions import WeekOfEditions, editions_card, of_page, versions_card
from cards.elements import Card
from cards.trouble import out_of_date_card
from domain.digest_edition_history import EditionStep, NoEdition, published_of
from domain.iso_week import week_of
from domain.office import Office
from domain.permissions import Act, is_allowed
from handlers.command import Command, Member
from handlers.deps import Deps
from handlers.digest_edition_seen import as_told, day_meant, history_in, require_publisher
from handlers.digest_edition_standing import in_forum
from handlers.digest_published import published_of_week
from handlers.reply import Reply, show
from storage.digest_editions import StepTaken, edition_versions, edition_weeks
from storage.digest_taken_back import taken_back_of
from storage.organization_office import office_of
from storage.session import Session


async def show_published(command: Command, member: Member, deps: Deps) -> Reply:
    """All of what the forum is shown of that week, to everyone. Raises NoEdition."""
    week = week_of(await day_meant(command, member, deps))
    card = await published_of_week(week, member, deps)
    if card is None:
        raise NoEdition
    return show(card)


async def show_editions(command: Command, member: Member, deps: Deps) -> Reply:
    """The weeks that were published; to the secretariat those that were not as well."""
    person, number = member.person, member.organization.id
    is_office = is_allowed(Act.PUBLISH_DIGEST, actor=person, subject=person)
    page = max(command.row("page") or 1, 1)
    async with deps.database.read() as session:
        weeks = await edition_weeks(session, organization_id=number)
        every = [_week(week, steps) for week, steps in weeks]
        listed = [each for each in every if is_office or each.published_at is not None]
        office = await office_of(session, organization_id=number)
        shown = [
            await _as_it_stands(
                session, each, office, organization_id=number, is_office=is_office, deps=deps
            )
            for each in of_page(listed, page)
        ]
    today = deps.clock().date()
    return show(editions_card(shown, len(listed), page=page, is_office=is_office, today=today))


async def show_versions(command: Command, member: Member, deps: Deps) -> Reply:
    """Raises NotAllowed."""
    require_publisher(member)
    page = command.row("page") or 1
    card = await _versions(command.args.get("week", ""), page, member, deps)
    return show(card or out_of_date_card())


async def show_versions_meant(command: Command, member: Member, deps: Deps) -> Reply:
    """「この週の版」, typed: all weeks where the one that is meant has none. Raises NotAllowed."""
    require_publisher(member)
    card = await _versions(week_of(await day_meant(command, member, deps)), 1, member, deps)
    return show(card) if card else await show_editions(command, member, deps)


async def _versions(week: str, page: int, member: Member, deps: Deps) -> Card | None:
    """None where the week has no edition."""
    whose = {"organization_id": member.organization.id}
    async with deps.database.read() as session:
        history = await history_in(session, week, **whose)
        if history is None:
            return None
        told = await as_told(session, history, **whose)
    return versions_card(told, page=page, today=deps.clock().date())


async def _as_it_stands(
    session: Session,
    each: WeekOfEditions,
    office: Office,
    *,
    organization_id: int,
    is_office: bool,
    deps: Deps,
) -> WeekOfEditions:
    """That sentences are withheld is told to the secretariat alone."""
    if each.published_at is None:
        return each
    whose = {"organization_id": organization_id}
    return replace(
        each,
        is_withheld=is_office
        and each.is_withheld
        and await _lacks_a_sentence(session, each.week, **whose),
        in_forum=await in_forum(session, each.week, office, **whose, deps=deps),
    )


async def _lacks_a_sentence(session: Session, week: str, *, organization_id: int) -> bool:
    """Whether the forum is not shown one that was published."""
    versions = await edition_versions(session, week, organization_id=organization_id)
    shown = published_of(versions)
    gone = await taken_back_of(session, versions, organization_id=organization_id)
    return shown is not None and bool(shown.edition.withheld(gone))


def _week(week: str, steps: tuple[StepTaken, ...]) -> WeekOfEditions:
    """Where it is withheld: what may be."""
    last = steps[-1]
    told = [each for each in steps if each.step is not EditionStep.SAVED]
    shown = told[-1] if told and told[-1].step is EditionStep.PUBLISHED else None
    return WeekOfEditions(
        week,
        last.step,
        last.at,
        shown.at if shown else None,
        is_withheld=shown is not None and shown.is_shown_otherwise,
    )
