"""Dashes: drawn to the end of every line, wherever rounding leaves the last one."""

from itertools import pairwise
from math import hypot

from hypothesis import example, given
from hypothesis import strategies as st

from cards.renderers.drawing import Path, strokes

_PLACES = st.floats(0, 2_000, allow_nan=False)
_POINTS = st.lists(st.tuples(_PLACES, _PLACES), min_size=2, max_size=12).map(tuple)


@given(_POINTS, st.sampled_from([(12.0, 6.0), (3.0, 5.0), (2.0, 4.0), (0.1, 0.2)]))
@example(
    ((166.6, 20.0), (259.0, 20.0), (438.0, 0.0), (9.2, 30.0), (181.5, 10.0), (697.0, 10.0)),
    (0.1, 0.2),
)
def test_破線はいつも終わり線の外へ出ない(
    points: tuple[tuple[float, float], ...], dash: tuple[float, float]
) -> None:
    length = sum(hypot(to[0] - at[0], to[1] - at[1]) for at, to in pairwise(points))
    drawn, most = 0.0, int(length / sum(dash)) + 3 * len(points) + 2
    for count, (at, to) in enumerate(strokes(Path(points, "#000000", dash=dash))):
        assert count < most, "破線が先へ進みません。"
        drawn += hypot(to[0] - at[0], to[1] - at[1])
    assert drawn <= length + 1e-6
