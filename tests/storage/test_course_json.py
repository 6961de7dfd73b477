"""A course's JSON columns give back the value that went in."""

from hypothesis import given
from hypothesis import strategies as st

from domain.training import Audience, Deadline, Validity
from storage.course_json import (
    audience_from_json,
    audience_to_json,
    deadline_from_json,
    deadline_to_json,
    validity_from_json,
    validity_to_json,
)

names = st.frozensets(st.text(min_size=1, max_size=5), max_size=3)


@given(st.builds(Audience, names, names, names, st.booleans()))
def test_対象はJSONにして戻しても同じ(audience: Audience) -> None:
    assert audience_from_json(audience_to_json(audience)) == audience


@given(
    st.one_of(
        st.none(),
        st.builds(Deadline, on=st.dates()),
        st.builds(Deadline, yearly=st.tuples(st.integers(1, 12), st.integers(1, 28))),
        st.builds(Deadline, months_after_joining=st.integers(1, 60)),
    )
)
def test_受講期限はJSONにして戻しても同じ(deadline: Deadline | None) -> None:
    assert deadline_from_json(deadline_to_json(deadline)) == deadline


def test_有効期間はJSONにして戻しても同じ() -> None:
    for validity in (Validity(), Validity(fiscal_year_only=True), Validity(years=3)):
        assert validity_from_json(validity_to_json(validity)) == validity
