"""Putting things into as few pages as they need, in their order, without cutting any."""

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

import orjson

T = TypeVar("T")


def paged(
    items: Iterable[T],
    *,
    weigh: Callable[[T], int],
    heaviest: int,
    most: int | None = None,
    is_single: Callable[[T], bool] = lambda _: False,
) -> tuple[tuple[T, ...], ...]:
    """Pages of at most ``heaviest`` weight and ``most`` items, with at most one single item each.

    An item that alone is too heavy gets a page of its own; the caller cuts it smaller before.
    """
    pages: list[list[T]] = []
    weight, has_single = 0, False
    for item in items:
        added = weigh(item)
        fits = bool(pages) and weight + added <= heaviest
        if not fits or len(pages[-1]) == most or (has_single and is_single(item)):
            pages.append([])
            weight, has_single = 0, False
        pages[-1].append(item)
        weight += added
        has_single = has_single or is_single(item)
    return tuple(map(tuple, pages))


def compact_json(value: object) -> str:
    """As it is weighed: the characters themselves, no blanks."""
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # half a character, which UTF-8 cannot carry
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def page_number(number: int, pages: int) -> str:
    """What stands after the title; nothing where there is one page."""
    return f"（{number}/{pages}）" if pages > 1 else ""
