"""Groups that people confirmed: no issue is in two, what was done can be taken back as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issue_group import (
    AlreadyGrouped,
    ChangeKind,
    ConfirmedGroup,
    GroupChange,
    GroupKind,
    GroupRevision,
    GroupUnchanged,
    NothingToUndo,
    Step,
    TooFewIssues,
    TooManyIssues,
    confirmed,
    dissolved,
    joined,
    merged,
    parted,
    renamed,
    require_apart,
    split,
    undone,
)

GROUP = ConfirmedGroup(id=1, number=1, label="一", kind=GroupKind.COMMON, issue_ids=(1, 2, 3))
OTHER = ConfirmedGroup(id=2, number=2, label="二", kind=GroupKind.SPANNING, issue_ids=(4, 5))
AT = datetime(2026, 11, 20, tzinfo=UTC)


@given(st.sets(st.integers(1, 12), min_size=2), st.sets(st.integers(1, 12)))
def test_what_is_split_off_is_lost_nowhere(ids: set[int], out: set[int]) -> None:
    group = replace(GROUP, issue_ids=tuple(sorted(ids)))
    leaves = ids & out
    if not leaves:
        with pytest.raises(GroupUnchanged):
            split(group, out, "分けた")
        return
    if len(ids - out) < 2:
        with pytest.raises(TooFewIssues):
            split(group, out, "分けた")
        return
    rest, *new = split(group, out, "分けた")
    assert set(rest.issue_ids) == ids - out
    assert [set(each.issue_ids) for each in new] == ([leaves] if len(leaves) > 1 else [])


def test_two_groups_become_one_and_are_two_again() -> None:
    one, gone = merged(GROUP, OTHER)
    assert (one.issue_ids, one.version) == ((1, 2, 3, 4, 5), 2)
    assert (gone.issue_ids, gone.stands) == ((), False)
    steps = [Step(GROUP, one), Step(OTHER, gone)]
    back = undone(steps, {1: one, 2: gone})
    assert back == (replace(GROUP, version=3), replace(OTHER, version=3))
    with pytest.raises(NothingToUndo):
        undone(steps, {1: one, 2: replace(gone, version=3)})


def test_what_a_change_made_does_not_stand_after_it_is_taken_back() -> None:
    assert undone([Step(None, GROUP)], {1: GROUP}) == (dissolved(GROUP),)


def test_an_issue_is_in_one_group_only() -> None:
    with pytest.raises(AlreadyGrouped, match="まとまり2「二」"):
        require_apart([joined(GROUP, 4)], [GROUP, OTHER])
    require_apart(merged(GROUP, OTHER), [GROUP, OTHER])


def test_a_group_has_at_least_two_issues_and_no_more_than_it_may() -> None:
    with pytest.raises(TooFewIssues):
        confirmed("一件", GroupKind.COMMON, [1])
    with pytest.raises(TooManyIssues):
        confirmed("多い", GroupKind.COMMON, range(1, 102))
    with pytest.raises(GroupUnchanged):
        renamed(GROUP, "一", GroupKind.COMMON)
    with pytest.raises(GroupUnchanged):
        joined(GROUP, 3)
    with pytest.raises(GroupUnchanged):
        merged(GROUP, GROUP)


def test_what_was_split_off_is_kept_apart_until_it_comes_back() -> None:
    (rest,) = split(GROUP, {3}, "")
    first = GroupRevision(GroupChange(1, ChangeKind.CONFIRM, 1, AT), GROUP)
    second = GroupRevision(GroupChange(2, ChangeKind.SPLIT, 1, AT), rest)
    third = GroupRevision(GroupChange(3, ChangeKind.UNDO, 1, AT), replace(GROUP, version=3))
    assert parted([first, second]) == {(1, 3)}
    assert parted([first, second, third]) == frozenset()
