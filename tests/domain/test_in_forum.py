"""Where what is published of a week's digest stands, of the rows of its message in the forum's channel."""

import pytest

from cards.digest_edition_words import in_forum_words
from cards.example_values import TODAY
from domain.in_forum import NOT_SHOWN_HERE, WITHDRAWN, ForumState, InForum, came_of
from domain.outbox import NO_CHANNEL, TOO_MANY_ATTEMPTS, OutboxState
from domain.posting import (
    EDIT_NOT_NEEDED,
    NOTHING_STANDS_THERE,
    OVERTAKEN_EDIT,
    POSTED_ANEW,
    POSTED_IN_DOUBT,
    Link,
)
from domain.sent_again import DROPPED, DROPPED_REFUSED

SENT, DEAD, FAILED = OutboxState.SENT, OutboxState.DEAD, OutboxState.FAILED


def link(number: int, state: OutboxState, reason: str = "", *, is_begun: bool = True) -> Link:
    return Link(number, number > 1, state, is_begun=is_begun, message_id=None, reason=reason)


@pytest.mark.parametrize("before", [(), (link(1, SENT),)], ids=["はじめて", "書き換え"])
@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        (OutboxState.PENDING, "", ForumState.COMING),
        (OutboxState.SENDING, "", ForumState.COMING),
        (SENT, "", ForumState.STANDS),
        (SENT, POSTED_ANEW, ForumState.STANDS),
        (SENT, WITHDRAWN, ForumState.EMPTIED),
        (DEAD, WITHDRAWN, ForumState.EMPTIED),
        (SENT, NOT_SHOWN_HERE, ForumState.NOWHERE),
        (DEAD, NOTHING_STANDS_THERE, ForumState.NOWHERE),
        (DEAD, NO_CHANNEL, ForumState.NOWHERE),
        (OutboxState.UNKNOWN, "no_answer", ForumState.IN_DOUBT),
        (FAILED, POSTED_IN_DOUBT, ForumState.IN_DOUBT),
        (FAILED, "cant_update_message", ForumState.STALE),
        (DEAD, DROPPED, ForumState.DROPPED_IN_DOUBT),
        (DEAD, DROPPED_REFUSED, ForumState.DROPPED),
        (DEAD, TOO_MANY_ATTEMPTS, ForumState.STALE),
    ],
)
def test_いちばん新しい送りかたで決まる(
    before: tuple[Link, ...], state: OutboxState, reason: str, expected: ForumState
) -> None:
    last = link(2, state, reason)
    assert came_of([*before, last]) is expected
    left = (link(3, DEAD, OVERTAKEN_EDIT), link(4, DEAD, EDIT_NOT_NEEDED))
    assert came_of([*left, last, *before]) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ((), ForumState.DROPPED),
        ((link(1, SENT),), ForumState.DROPPED),
        ((link(1, FAILED, "not_in_channel"),), ForumState.DROPPED),
        ((link(1, OutboxState.UNKNOWN), link(2, SENT, POSTED_ANEW)), ForumState.DROPPED),
        ((link(1, OutboxState.UNKNOWN),), ForumState.DROPPED_IN_DOUBT),
        ((link(1, SENT), link(2, DEAD, DROPPED)), ForumState.DROPPED_IN_DOUBT),
        ((link(1, SENT), link(2, DEAD, DROPPED, is_begun=False)), ForumState.DROPPED),
        ((link(1, SENT), link(2, DEAD, DROPPED_REFUSED)), ForumState.DROPPED),
        (
            (link(1, OutboxState.UNKNOWN), link(2, DEAD, DROPPED_REFUSED)),
            ForumState.DROPPED_IN_DOUBT,
        ),
    ],
)
def test_取りやめたものは送ってみていなければ届いていないと言い切る(
    before: tuple[Link, ...], expected: ForumState
) -> None:
    assert came_of([*before, link(3, DEAD, DROPPED, is_begun=False)]) is expected


def test_一度も送ろうとしていなければどこにもない() -> None:
    assert came_of([]) is ForumState.NOWHERE


@pytest.mark.parametrize("state", ForumState)
def test_事務局のすることは事務局だけに言いどれも違うことばで言う(state: ForumState) -> None:
    found = InForum(state, reason=NO_CHANNEL)
    assert found.is_told(is_office=True) is (state is not ForumState.STANDS)
    assert found.is_told(is_office=False) is (state is ForumState.COMING)
    others = {in_forum_words(InForum(each), today=TODAY) for each in ForumState if each != state}
    assert in_forum_words(found, today=TODAY) not in others
