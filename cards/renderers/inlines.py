"""Inline elements before a platform draws them: tidy, and in parts that fit."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from cards.elements import Bold, Inline, Link, Mention, Text
from cards.renderers.characters import one_line, pieces, size, visible
from cards.renderers.links import is_web_address
from cards.renderers.paging import paged

_AROUND = 60
"""What a platform's JSON puts around one inline, roughly."""


def parts(inlines: Iterable[Inline], limit: int) -> tuple[tuple[Inline, ...], ...]:
    """The inlines without controls and empty ones, in parts of at most about ``limit`` units."""
    small = (piece for inline in inlines for piece in _pieces(_tidy(inline, limit), limit))
    return paged((piece for piece in small if text_of(piece)), weigh=_weight, heaviest=limit)


def text_of(inline: Inline) -> str:
    match inline:
        case Text() | Bold():
            return inline.text
        case Link():
            return inline.label
        case Mention():
            return inline.name
        case _:
            assert_never(inline)


def _tidy(inline: Inline, limit: int) -> Inline:
    match inline:
        case Text() | Bold():
            tidy = visible(inline.text)
            return inline if tidy == inline.text else replace(inline, text=tidy)
        case Link():
            return _link(replace(inline, label=one_line(inline.label)), limit)
        case Mention():
            name = one_line(inline.name)
            return Mention(name, inline.platform_id) if size(name) <= limit // 2 else Text(name)
        case _:
            assert_never(inline)


def _link(link: Link, limit: int) -> Inline:
    """As it is, or as text: an address that is none, or one too long to stand in a card."""
    if not is_web_address(link.url):
        return Text(link.label)
    if size(link.label) + size(link.url) > limit // 2:
        return Text(f"{link.label}（{link.url}）")
    return link if link.label else Link(link.url, link.url)


def _pieces(inline: Inline, limit: int) -> Iterator[Inline]:
    match inline:
        case Text() | Bold():
            for piece in pieces(inline.text, limit - _AROUND):
                yield inline if piece == inline.text else replace(inline, text=piece)
        case Link() | Mention():
            yield inline
        case _:
            assert_never(inline)


def _weight(inline: Inline) -> int:
    address = size(inline.url) if isinstance(inline, Link) else 0
    return size(text_of(inline)) + address + _AROUND
