"""What happens in the town's forum: issues, answers about pairs, groups, measures, 対応策, discussions.

Each function does one thing at a moment, or nothing where there is nothing to do it with.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from domain.countermeasure import (
    Countermeasure,
    CountermeasureText,
    CountermeasureUnchanged,
    CountermeasureWithdrawn,
    restored,
    taken_back,
)
from domain.countermeasure import rewritten as said_anew
from domain.dx_measure import DxMeasure, DxMeasureText, DxMeasureUnchanged, Milestone
from domain.dx_measure import rewritten as measure_rewritten
from domain.issue import (
    Issue,
    IssueState,
    NothingChanged,
    Standing,
    moved,
    rewritten,
    states_after,
)
from domain.issue_group import (
    ChangeKind,
    ConfirmedGroup,
    GroupKind,
    GroupUnchanged,
    TooFewIssues,
    confirmed,
    dissolved,
    joined,
    merged,
    renamed,
    split,
)
from domain.issue_link import LinkKind
from domain.issue_thread import DeletedText, Mark, Written
from storage.countermeasures import (
    add_countermeasure,
    change_countermeasure,
    every_countermeasure,
)
from storage.dx_measures import add_measure, change_measure
from storage.issue_groups import write_group_change
from storage.issue_links import link_issues, unlink_issues
from storage.issue_threads import keep_written, mark_message, message_told_of, unmark_message
from storage.issues import add_issue, change_issue
from storage.session import Session
from tests.digest_town.town import HERE, Town
from tests.digest_town.words import STAGES, issue_text, note


async def raise_issue(town: Town, session: Session, at: datetime) -> None:
    department, section = town.some_place()
    new = Issue(
        id=0,
        number=0,
        author_id=town.somebody(),
        department=department,
        section=section,
        text=issue_text(town.chance),
        standing=Standing(IssueState.RECEIVED, town.chance.choice(("", *STAGES[:1]))),
        version=1,
        created_at=at,
        touched_at=at,
    )
    added = await add_issue(session, new, **HERE)
    town.issues[added.id] = added


async def move_issue(town: Town, session: Session, at: datetime) -> None:
    """State, stage, owner, a remark: any of them; sometimes all back to what it was."""
    if not town.issues:
        return
    issue, chance = town.chance.choice([*town.issues.values()]), town.chance
    state = chance.choice((issue.standing.state, *states_after(issue.standing.state)))
    owner = chance.choice((issue.standing.owner_id, None, town.somebody()))
    standing = Standing(state, chance.choice((issue.standing.stage, *STAGES)), owner)
    remark = chance.choice(("", "", "業者が決まった。"))
    with suppress(NothingChanged):
        after = moved(issue, standing, at=at, has_remark=bool(remark))
        await _write_issue(town, session, after, remark)


async def rewrite_issue(town: Town, session: Session, at: datetime) -> None:
    if town.issues:
        issue = town.chance.choice([*town.issues.values()])
        with suppress(NothingChanged):
            after = rewritten(issue, issue_text(town.chance), stage=issue.standing.stage, at=at)
            await _write_issue(town, session, after, "")


async def _write_issue(town: Town, session: Session, after: Issue, remark: str) -> None:
    read = town.issues[after.id]
    assert await change_issue(
        session, after, read=read, **HERE, editor_id=town.somebody(), remark=remark
    )
    town.issues[after.id] = after


async def link(town: Town, session: Session, at: datetime) -> None:
    if len(town.issues) < 2:
        return
    one, other = town.chance.sample([*town.issues], 2)
    if town.chance.random() < 0.2:
        await unlink_issues(session, one, other, **HERE, by=town.somebody(), at=at)
        return
    kind = town.chance.choice([*LinkKind])
    await link_issues(session, one, other, kind, **HERE, staff_id=town.somebody(), at=at)


async def change_groups(town: Town, session: Session, at: datetime) -> None:
    with suppress(TooFewIssues, GroupUnchanged):
        if change := _group_change(town):
            kind, after = change
            written = await write_group_change(
                session, kind, after, **HERE, editor_id=town.somebody(), at=at
            )
            town.groups |= {group.id: group for group in written}


def _group_change(town: Town) -> tuple[ChangeKind, tuple[ConfirmedGroup, ...]] | None:
    """Raises TooFewIssues, GroupUnchanged."""
    chance = town.chance
    standing = [group for group in town.groups.values() if group.stands]
    free = sorted({*town.issues} - {issue for group in standing for issue in group.issue_ids})
    kind = chance.choice([*GroupKind])
    if len(free) >= 2 and (not standing or chance.random() < 0.4):
        some = sorted(chance.sample(free, min(len(free), chance.randrange(2, 5))))
        return ChangeKind.CONFIRM, (confirmed(f"{chance.randrange(1, 9)}つの窓口", kind, some),)
    if not standing:
        return None
    group = chance.choice(standing)
    match chance.randrange(5):
        case 0:
            return ChangeKind.RENAME, (renamed(group, f"{chance.randrange(1, 9)}番の様式", kind),)
        case 1:
            return (ChangeKind.JOIN, (joined(group, chance.choice(free)),)) if free else None
        case 2:
            return ChangeKind.MERGE, merged(group, chance.choice(standing))
        case 3:
            out = chance.sample(group.issue_ids, max(1, len(group.issue_ids) // 2))
            return ChangeKind.SPLIT, split(group, out, "分けたもの2")
        case _:
            return ChangeKind.DISSOLVE, (dissolved(group),)


async def begin_measure(town: Town, session: Session, at: datetime) -> None:
    standing = [group for group in town.groups.values() if group.stands]
    if not standing:
        return
    group = town.chance.choice(standing)
    text = DxMeasureText(
        name=f"窓口{town.chance.randrange(1, 9)}つを1つに",
        aim="一度で済ませる",
        lead_department=town.some_place()[0],
        lead_id=town.somebody(),
        milestones=_milestones(town, at),
        stage=town.chance.choice(STAGES),
        issue_ids=group.issue_ids,
    )
    new = DxMeasure(
        id=0, number=0, group_id=group.id, text=text, version=1, created_at=at, touched_at=at
    )
    added = await add_measure(session, new, **HERE, editor_id=town.somebody())
    town.measures[added.id] = added


def _milestones(town: Town, at: datetime) -> tuple[Milestone, ...]:
    days = town.chance.sample(range(-20, 60), town.chance.randrange(4))
    first = at.date()
    return tuple(
        sorted(Milestone(first + timedelta(days=day), f"試行{day}を終える") for day in days)
    )


async def change_a_measure(town: Town, session: Session, at: datetime) -> None:
    if not town.measures:
        return
    measure = town.chance.choice([*town.measures.values()])
    group = town.groups[measure.group_id]
    text = measure.text
    if town.chance.random() < 0.5:
        text = replace(text, stage=town.chance.choice(STAGES))
    else:
        text = replace(text, milestones=_milestones(town, at))
    with suppress(DxMeasureUnchanged):
        after = measure_rewritten(measure, text, group_issues=group.issue_ids, at=at)
        assert await change_measure(session, after, **HERE, editor_id=town.somebody())
        town.measures[after.id] = after


async def tell_countermeasure(town: Town, session: Session, at: datetime) -> None:
    standing = [group.id for group in town.groups.values() if group.stands]
    of_group = town.chance.choice(standing) if standing and town.chance.random() < 0.5 else None
    if of_group is None and not town.issues:
        return
    department, section = town.some_place()
    new = Countermeasure(
        id=0,
        number=0,
        issue_id=None if of_group else town.chance.choice([*town.issues]),
        group_id=of_group,
        author_id=town.somebody(),
        text=CountermeasureText(what=note(town.chance), department=department, section=section),
        version=1,
        created_at=at,
        touched_at=at,
    )
    added = await add_countermeasure(session, new, **HERE, editor_id=new.author_id)
    town.countermeasures[added.id] = added


async def change_a_countermeasure(town: Town, session: Session, at: datetime) -> None:
    if not town.countermeasures:
        return
    was = town.chance.choice([*town.countermeasures.values()])
    with suppress(CountermeasureUnchanged, CountermeasureWithdrawn):
        match town.chance.randrange(3):
            case 0:
                after = taken_back(was, at=at)
            case 1:
                after = restored(was, at=at)
            case _:
                after = said_anew(was, replace(was.text, what=note(town.chance)), at=at)
        assert await change_countermeasure(session, after, **HERE, editor_id=town.somebody())
        town.countermeasures[after.id] = after


async def say(town: Town, session: Session, at: datetime) -> None:
    """In the thread of an issue, new or changed; or what was said is deleted."""
    if not town.issues:
        return
    chance = town.chance
    name, issue = f"{at.timestamp():.6f}", chance.choice([*town.issues])
    if town.messages and chance.random() < 0.3:
        issue, name = chance.choice(town.messages)
    else:
        town.messages.append((issue, name))
    text = None if chance.random() < 0.15 else note(chance)
    written = Written(platform="slack", channel="C1", message=name, said_at=at, as_of=at, text=text)
    await keep_written(
        session,
        written,
        **HERE,
        issue_id=issue,
        author_id=town.somebody(),
        deleted=chance.choice([*DeletedText]),
    )
    for each in await every_countermeasure(session, **HERE):
        town.countermeasures[each.id] = each


async def mark(town: Town, session: Session, at: datetime) -> None:
    if not town.messages:
        return
    _, name = town.chance.choice(town.messages)
    found = await message_told_of(session, **HERE, platform="slack", channel="C1", message=name)
    assert found is not None
    kind = town.chance.choice([*Mark])
    if town.chance.random() < 0.2:
        await unmark_message(session, found.id, kind, **HERE, at=at)
    else:
        await mark_message(session, found.id, kind, **HERE, staff_id=town.somebody(), at=at)
