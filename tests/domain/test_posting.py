"""What becomes of the rows that post one message and change it."""

from hypothesis import given
from hypothesis import strategies as st

from domain.outbox import OutboxState
from domain.posting import (
    EDIT_NOT_NEEDED,
    OVERTAKEN_EDIT,
    POSTED_IN_DOUBT,
    Edit,
    Leave,
    Link,
    Post,
    Wait,
    next_step,
)

FIRST_SENT = Link(1, False, OutboxState.SENT, True, "m1")


def edit(number: int, state: OutboxState = OutboxState.SENDING, **of: object) -> Link:
    return Link(number, True, state, bool(of.get("begun")), None)


def first(state: OutboxState, *, begun: bool = False) -> Link:
    return Link(1, False, state, begun, None)


def test_届いている投稿は書き換える() -> None:
    assert next_step(2, [FIRST_SENT, edit(2)]) == Edit("m1")
    anew = Link(2, True, OutboxState.SENT, True, "m2")
    assert next_step(3, [FIRST_SENT, anew, edit(3)]) == Edit("m2")


def test_あとの書き換えがあれば前の書き換えは要らない() -> None:
    chain = [FIRST_SENT, edit(2), edit(3, OutboxState.PENDING)]
    assert next_step(2, chain) == Leave(OVERTAKEN_EDIT)


def test_投稿がまだなら書き換えは要らず_途中なら待つ() -> None:
    assert next_step(2, [first(OutboxState.PENDING), edit(2)]) == Leave(EDIT_NOT_NEEDED)
    assert next_step(2, [first(OutboxState.SENDING), edit(2)]) == Wait()
    assert next_step(2, [first(OutboxState.PENDING, begun=True), edit(2)]) == Wait()
    assert next_step(3, [FIRST_SENT, edit(2), edit(3)]) == Wait()


def test_届いたか分からない投稿は人が見る() -> None:
    doubt = Leave(POSTED_IN_DOUBT, needs_care=True)
    assert next_step(2, [first(OutboxState.UNKNOWN, begun=True), edit(2)]) == doubt


def test_投稿が失われていれば新しく投稿する() -> None:
    for state in (OutboxState.DEAD, OutboxState.FAILED):
        assert next_step(2, [first(state), edit(2)]) == Post(is_first=False)


def test_代わりが投稿されていれば失敗した投稿はやり直さない() -> None:
    anew = Link(2, True, OutboxState.SENT, True, "m2")
    assert next_step(1, [first(OutboxState.SENDING), anew]) == Leave(OVERTAKEN_EDIT)
    assert next_step(1, [first(OutboxState.SENDING), edit(2)]) == Post(is_first=True)


states = st.sampled_from(OutboxState)
chains = st.lists(
    st.tuples(states, st.booleans(), st.none() | st.sampled_from(["m1", "m2"])),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        Link(number, number > 1, state, begun, message if begun else None)
        for number, (state, begun, message) in enumerate(rows, start=1)
    ]
)


@given(chains)
def test_同じ投稿に同時に書く行は一つだけ(chain: list[Link]) -> None:
    """Of all that are claimed at a moment at most one is let through."""
    claimed = [
        Link(c.id, c.is_edit, OutboxState.SENDING, False, None)
        if c.state in (OutboxState.PENDING, OutboxState.SENDING)
        else c
        for c in chain
    ]
    going = [c.id for c in claimed if c.state is OutboxState.SENDING]
    steps = [next_step(number, claimed) for number in going]
    assert sum(isinstance(step, Post | Edit) for step in steps) <= 1
