"""All that a week's digest is made of, as it stood at the end of the period."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.countermeasure import Countermeasure
from domain.digest import (
    Cite,
    CiteKind,
    Digest,
    DigestPart,
    Period,
    composed,
    with_more,
)
from domain.digest_cases import CaseWeek, cases_part
from domain.digest_exchange import exchange_answers, exchange_paragraph, has_moved
from domain.digest_groups import GroupStands, Marked, MarkedMessage, groups_part, ranked
from domain.digest_issues import IssueLife, issue_week, issues_part
from domain.digest_measures import DxMeasureLife, has_measure_news, measures_part
from domain.digest_tables import DigestTables, TrainingTables
from domain.digest_weeks import week_counts
from domain.exchange import Exchange, ExchangeItem
from domain.iso_week import weeks_before
from domain.issue import Issue, IssueState
from domain.issue_candidate import Dismissal
from domain.issue_group import ConfirmedGroup, Grouping, GroupRevision, parted
from domain.issue_link import IssueLink
from domain.issue_thread import Mark
from domain.japan_time import JAPAN
from handlers.digest_discussions import with_discussions
from handlers.issue_grouping import ToGroup, grouped
from storage.countermeasure_sight import readable
from storage.countermeasures import every_countermeasure
from storage.digest_cases import case_week
from storage.digest_issues import (
    group_revisions_until,
    issue_lives,
    links_until,
    marked_until,
    measure_lives,
)
from storage.exchanges import exchanges_of_weeks
from storage.issue_candidates import standing_dismissals
from storage.people import people_ever
from storage.session import Database, Session

EXCHANGES_BACK = 4
"""Weeks before, of which a late answer may be."""


@dataclass(frozen=True, slots=True)
class MadeDigest:
    """The sentences, and what they are counted from."""

    digest: Digest
    tables: DigestTables

    def with_more(
        self, more: tuple[DigestPart, ...], training: TrainingTables | None
    ) -> "MadeDigest":
        """Parts that come behind those of the forum, and what they are counted from."""
        return MadeDigest(with_more(self.digest, more), replace(self.tables, training=training))


async def digest_of(
    database: Database,
    period: Period,
    *,
    organization_id: int,
    last_stage: str,
) -> MadeDigest:
    """``last_stage`` of the policy's cycle.

    Groups are computed for that moment: thousands of issues take seconds.
    """
    seen = await _seen(database, period, organization_id=organization_id)
    grouping = await asyncio.to_thread(grouped, _to_group(seen))
    groups = await with_discussions(
        ranked(_stands(grouping, seen), now=period.until),
        period,
        database=database,
        organization_id=organization_id,
    )
    changed = [each.group for each in seen.revisions if period.holds(each.change.at)]
    today = period.until.astimezone(JAPAN).date()
    week = issue_week(seen.lives, period)
    answers = _as_they_were_called(exchange_answers(seen.exchanges, period), seen)
    parts = (
        groups_part(groups, period, today=today, changed=changed),
        issues_part(week, period, besides=(exchange_paragraph(answers),)),
        measures_part(seen.measures, period, today=today, last_stage=last_stage),
        cases_part(seen.cases, period),
    )
    has_news = (
        week.has_news
        or has_moved(answers)
        or bool(changed)
        or any(group.concluded or group.left_open for group in groups)
        or _was_written(seen, period)
    )
    tables = DigestTables(
        period=period,
        issues=tuple(life.issue for life in seen.lives),
        week=week,
        weeks=week_counts(seen.lives, period),
        groups=groups,
        measures=tuple(seen.measures),
        cases=seen.cases,
        owners=seen.owners,
    )
    return MadeDigest(composed(period, parts, has_news=has_news), tables)


def _was_written(seen: "_Seen", period: Period) -> bool:
    return (
        seen.cases.has_news(period)
        or has_measure_news(seen.measures, period)
        or any(period.holds(each.at) for marks in seen.marks.values() for each in marks)
        or any(period.holds(each.created_at) for each in seen.countermeasures)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What stood at the end of the period, or was said until then."""

    lives: Sequence[IssueLife]
    measures: Sequence[DxMeasureLife]
    revisions: Sequence[GroupRevision]
    links: tuple[IssueLink, ...]
    dismissals: Sequence[Dismissal]
    marks: Mapping[int, Sequence[MarkedMessage]]
    countermeasures: Sequence[Countermeasure]
    cases: CaseWeek
    exchanges: Sequence[Exchange]
    owners: Mapping[int, str]


async def _seen(database: Database, period: Period, *, organization_id: int) -> _Seen:
    number, until = organization_id, period.until
    weeks = (period.week, *weeks_before(period.week, count=EXCHANGES_BACK))
    async with database.within(organization_id).read() as session:
        told = await readable(
            session,
            await every_countermeasure(session, organization_id=number),
            organization_id=number,
            sight=None,
        )
        exchanges = await exchanges_of_weeks(session, weeks, organization_id=number)
        lives = await issue_lives(session, organization_id=number, until=until)
        measures = await measure_lives(session, organization_id=number, until=until)
        return _Seen(
            lives=lives,
            measures=measures,
            revisions=await group_revisions_until(session, organization_id=number, until=until),
            links=await links_until(session, organization_id=number, until=until),
            dismissals=await standing_dismissals(session, organization_id=number, until=until),
            marks=await marked_until(session, organization_id=number, until=until),
            countermeasures=[each for each in told if each.stands and each.created_at < until],
            cases=await case_week(session, period, organization_id=number),
            exchanges=exchanges,
            owners=await _owners(session, lives, measures, organization_id=number),
        )


def _as_they_were_called(answers: Sequence[ExchangeItem], seen: _Seen) -> tuple[ExchangeItem, ...]:
    """What was renamed since is called as it was in the week."""
    issues = {life.issue.id: life.issue for life in seen.lives}
    measures = {life.measure.id: life.measure for life in seen.measures}
    return tuple(
        replace(each, about=issues.get(each.about.id, each.about))
        if isinstance(each.about, Issue)
        else replace(each, about=measures.get(each.about.id, each.about))
        for each in answers
    )


async def _owners(
    session: Session,
    lives: Sequence[IssueLife],
    measures: Sequence[DxMeasureLife],
    *,
    organization_id: int,
) -> Mapping[int, str]:
    owning = {life.issue.standing.owner_id for life in lives}
    ids = {each for each in owning if each is not None} | {m.measure.text.lead_id for m in measures}
    people = await people_ever(session, organization_id=organization_id, ids=[*ids])
    return {person.id: person.name for person in people}


def _to_group(seen: _Seen) -> ToGroup:
    standing = _standing(seen.revisions)
    inside = {issue for group in standing for issue in group.issue_ids}
    issues = tuple(
        life.issue
        for life in seen.lives
        if life.issue.id in inside or life.issue.standing.state is not IssueState.WITHDRAWN
    )
    dismissed = frozenset(each.members for each in seen.dismissals)
    return ToGroup(issues, seen.links, standing, parted(seen.revisions), dismissed)


def _standing(revisions: Sequence[GroupRevision]) -> tuple[ConfirmedGroup, ...]:
    """By number."""
    newest = {each.group.id: each.group for each in revisions}
    return tuple(sorted((g for g in newest.values() if g.stands), key=lambda group: group.number))


def _stands(grouping: Grouping, seen: _Seen) -> list[GroupStands]:
    of_group: dict[int, list[DxMeasureLife]] = {}
    for life in seen.measures:
        of_group.setdefault(life.measure.group_id, []).append(life)
    confirmed = [
        GroupStands(
            label=each.group.label,
            kind=each.group.kind,
            issues=each.issues,
            evidence=each.evidence,
            group=each.group,
            decided=_marked(seen, each.issues, Mark.DECISION),
            answers=_answers(seen, each.issues, group_id=each.group.id),
            measures=tuple(life.measure for life in of_group.get(each.group.id, ())),
        )
        for each in grouping.confirmed
    ]
    candidates = [
        GroupStands(
            label=each.label,
            kind=each.kind,
            issues=each.issues,
            evidence=each.evidence,
            decided=_marked(seen, each.issues, Mark.DECISION),
            answers=_answers(seen, each.issues),
        )
        for each in grouping.candidates
    ]
    return [*confirmed, *candidates]


def _answers(
    seen: _Seen, issues: Sequence[Issue], *, group_id: int | None = None
) -> tuple[Marked, ...]:
    """対応策 that were registered, then messages that were only marked as one; the newest first."""
    ids = {issue.id for issue in issues}
    registered = [
        Marked(
            each.text.what,
            Cite(CiteKind.COUNTERMEASURE, each.number),
            each.created_at,
            is_of_a_case=each.case_id is not None,
        )
        for each in seen.countermeasures
        if each.issue_id in ids or (group_id is not None and each.group_id == group_id)
    ]
    said = {each.text for each in registered}
    marked = _marked(seen, issues, Mark.COUNTERMEASURE)
    return (*_newest(registered), *(each for each in marked if each.text not in said))


def _marked(seen: _Seen, issues: Sequence[Issue], kind: Mark) -> tuple[Marked, ...]:
    found = [
        Marked(each.text, Cite(CiteKind.ISSUE, issue.number), each.at, (each.said,))
        for issue in issues
        for each in seen.marks.get(issue.id, ())
        if each.mark is kind
    ]
    return _newest(found)


def _newest(found: Sequence[Marked]) -> tuple[Marked, ...]:
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))
