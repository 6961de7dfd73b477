"""All issues of an organization, with what was said of them and what they have become: for a file."""

from collections.abc import Iterator, Sequence

from domain.countermeasure import SeenCountermeasure
from domain.dx_measure import DxMeasure, DxMeasureRevision
from domain.issue_files import IssueCollection
from storage.countermeasure_adoptions import same_done
from storage.countermeasure_sight import readable
from storage.countermeasures import every_countermeasure
from storage.dx_measures import count_measures, measure_revisions, measures_of
from storage.issue_groups import groups_by_id, standing_groups
from storage.issue_links import every_link
from storage.issue_revisions import every_revision
from storage.issues import every_issue
from storage.people import people_ever
from storage.session import Session


async def issue_collection(session: Session, *, organization_id: int) -> IssueCollection:
    issues = await every_issue(session, organization_id=organization_id)
    revisions = await every_revision(session, organization_id=organization_id)
    links = await every_link(session, organization_id=organization_id)
    told = await _countermeasures(session, organization_id=organization_id)
    measures = await _measures(session, organization_id=organization_id)
    of_measures = {
        each.id: await measure_revisions(session, each.id, organization_id=organization_id)
        for each in measures
    }
    ids = {each.author_id for each in issues} | {each.staff_id for each in links}
    ids |= {each.editor_id for _, each in revisions}
    ids |= {each.standing.owner_id for _, each in revisions if each.standing.owner_id is not None}
    ids |= {each.measure.author_id for each in told}
    ids |= {staff for several in of_measures.values() for staff in _people(several)}
    people = await people_ever(session, organization_id=organization_id, ids=[*ids])
    return IssueCollection(
        issues=issues,
        revisions=revisions,
        links=links,
        countermeasures=told,
        groups=await standing_groups(session, organization_id=organization_id),
        groups_with_countermeasure=await groups_by_id(
            session,
            {each.measure.group_id for each in told if each.measure.group_id},
            organization_id=organization_id,
        ),
        measures=measures,
        measure_revisions=of_measures,
        names={person.id: person.name for person in people},
    )


async def _countermeasures(
    session: Session, *, organization_id: int
) -> tuple[SeenCountermeasure, ...]:
    told = await readable(
        session,
        await every_countermeasure(session, organization_id=organization_id),
        organization_id=organization_id,
        sight=None,
    )
    adopted = await same_done(session, [each.id for each in told], organization_id=organization_id)
    return tuple(
        SeenCountermeasure(each, [a for a in adopted if a.countermeasure_id == each.id])
        for each in told
    )


async def _measures(session: Session, *, organization_id: int) -> Sequence[DxMeasure]:
    count = await count_measures(session, organization_id=organization_id)
    newest = await measures_of(session, organization_id=organization_id, limit=count)
    return newest[::-1]


def _people(revisions: Sequence[DxMeasureRevision]) -> Iterator[int]:
    for each in revisions:
        yield each.editor_id
        yield from each.text.people
