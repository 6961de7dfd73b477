"""The properties of the order and of the plan in thousands of towns that the suite does not draw."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from tests.domain import test_plan_properties, test_recommendation_properties
from tests.domain.situations import Situation, situation

TOWNS = 4_000
FIRST = 1_000_000
AT_ONCE = 250

_TESTS: tuple[tuple[str, Any], ...] = tuple(
    named
    for module in (test_recommendation_properties, test_plan_properties)
    for named in inspect.getmembers(module, inspect.isfunction)
)
PROPERTIES: tuple[Callable[[Situation], None], ...] = tuple(
    test.hypothesis.inner_test
    for name, test in _TESTS
    if name.startswith("test_")
    and [*inspect.signature(test.hypothesis.inner_test).parameters] == ["town"]
)


def test_性質が集まっている() -> None:
    assert len(PROPERTIES) >= 10


@pytest.mark.soak
@pytest.mark.parametrize("first", range(FIRST, FIRST + TOWNS, AT_ONCE))
def test_どの町でも順番と計画の性質が成り立つ(first: int) -> None:
    for number in range(first, first + AT_ONCE):
        for holds in PROPERTIES:
            holds(situation(number))
