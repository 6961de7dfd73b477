"""All that a week's digest is made of, as it stood at the end of the period."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.digest import Digest, DigestPart, Period, composed
from domain.digest_cases import cases_part
from domain.digest_exchange import exchange_answers, exchange_paragraph, has_moved
from domain.digest_groups import GroupStands, Marked, groups_part, ranked
from domain.digest_issues import issue_week, issues_part
from domain.digest_measures import MeasureLife, has_measure_news, measures_part
from domain.issue import Issue, IssueState
from domain.issue_group import ConfirmedGroup, Grouping, GroupRevision, parted
from domain.issue_thread import Mark
from domain.japan_time import JAPAN
from handlers.issue_grouping import ToGroup, grouped
from storage.digest_cases import case_week
from storage.digest_issues import (
    group_revisions_until,
    issue_lives,
    links_until,
    marked_until,
    measure_lives,
)
from storage.exchanges import exchange_of_week
from storage.session import Database

Marks = Mapping[int, tuple[tuple[Mark, str, datetime], ...]]


async def digest_of(
    database: Database,
    period: Period,
    *,
    organization_id: int,
    last_stage: str,
    more: Sequence[DigestPart] = (),
) -> Digest:
    """``last_stage`` of the policy's cycle; ``more``: parts that come behind those of the forum.

    Groups are computed for that moment: thousands of issues take seconds.
    """
    whose = {"organization_id": organization_id}
    async with database.within(organization_id).read() as session:
        lives = await issue_lives(session, **whose, until=period.until)
        measures = await measure_lives(session, **whose, until=period.until)
        revisions = await group_revisions_until(session, **whose, until=period.until)
        links = await links_until(session, **whose, until=period.until)
        marks = await marked_until(session, **whose, until=period.until)
        cases = await case_week(session, period, **whose)
        exchange = await exchange_of_week(session, period.week, **whose)
    standing = _standing(revisions)
    inside = {issue for group in standing for issue in group.issue_ids}
    issues = tuple(
        life.issue
        for life in lives
        if life.issue.id in inside or life.issue.standing.state is not IssueState.WITHDRAWN
    )
    to_group = ToGroup(issues, links, standing, parted(revisions))
    grouping = await asyncio.to_thread(grouped, to_group)
    groups = ranked(_stands(grouping, marks, measures), now=period.until)
    today = period.until.astimezone(JAPAN).date()
    week = issue_week(lives, period)
    answers = exchange_answers(exchange, period)
    parts = (
        groups_part(groups, period, today=today),
        issues_part(week, period, besides=(exchange_paragraph(answers),)),
        measures_part(measures, period, today=today, last_stage=last_stage),
        cases_part(cases, period),
        *more,
    )
    has_news = (
        week.has_news
        or has_moved(answers)
        or cases.has_news(period)
        or has_measure_news(measures, period)
    )
    return composed(period, parts, has_news=has_news)


def _standing(revisions: Sequence[GroupRevision]) -> tuple[ConfirmedGroup, ...]:
    """By number."""
    newest = {each.group.id: each.group for each in revisions}
    return tuple(sorted((g for g in newest.values() if g.stands), key=lambda group: group.number))


def _stands(grouping: Grouping, marks: Marks, measures: Sequence[MeasureLife]) -> list[GroupStands]:
    of_group: dict[int, list[MeasureLife]] = {}
    for life in measures:
        of_group.setdefault(life.measure.group_id, []).append(life)
    confirmed = [
        GroupStands(
            label=seen.group.label,
            kind=seen.group.kind,
            issues=seen.issues,
            evidence=seen.evidence,
            group=seen.group,
            decided=_marked(marks, seen.issues, Mark.DECISION),
            answers=_marked(marks, seen.issues, Mark.COUNTERMEASURE),
            measures=tuple(life.measure for life in of_group.get(seen.group.id, ())),
        )
        for seen in grouping.confirmed
    ]
    candidates = [
        GroupStands(
            label=each.label,
            kind=each.kind,
            issues=each.issues,
            evidence=each.evidence,
            decided=_marked(marks, each.issues, Mark.DECISION),
            answers=_marked(marks, each.issues, Mark.COUNTERMEASURE),
        )
        for each in grouping.candidates
    ]
    return [*confirmed, *candidates]


def _marked(marks: Marks, issues: Sequence[Issue], kind: Mark) -> tuple[Marked, ...]:
    """The newest first."""
    found = [
        Marked(text, issue, at)
        for issue in issues
        for mark, text, at in marks.get(issue.id, ())
        if mark is kind
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))
