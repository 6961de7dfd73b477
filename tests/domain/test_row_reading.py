"""Circles of 上司 and of 前提研修."""

from domain.row_reading import circles


def test_輪にいる人だけが輪にいる() -> None:
    links = {"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"], "e": ["a"], "f": [], "g": ["x"]}

    assert circles(links) == {"b", "c", "d"}


def test_長い鎖も輪も一度に調べ終わる() -> None:
    chain = {str(n): [str(n + 1)] for n in range(200_000)}

    assert circles(chain) == frozenset()
