"""Teams: a card as Adaptive Cards 1.5."""

from collections.abc import Iterator

from cards.elements import Bold, Card, Mention, Text
from cards.renderers.characters import one_line, shortened, size
from cards.renderers.limits import TEAMS
from cards.renderers.paging import page_number, paged
from cards.renderers.teams_blocks import Block, written_size
from cards.renderers.teams_elements import element_blocks, text_blocks
from cards.renderers.teams_mention import called, calling_lines, entities
from cards.renderers.teams_table import with_fitting_tables

_TOO_OLD = "このカードを表示できません。Teamsを最新版に更新してください。"
_FULL_WIDTH = str.maketrans("<>&", "＜＞＆")


def render(card: Card) -> tuple[Block, ...]:
    """Cards for one attachment each, in order; the first calls the people mentioned."""
    people = called(card.elements)
    frame = written_size(_page(card, page_number(99, 99), (), people))
    pages = paged(
        (*_long_title(card), *element_blocks(with_fitting_tables(card.elements), nonce=card.nonce)),
        weigh=written_size,
        heaviest=TEAMS.card_bytes - frame,
    ) or ((),)
    return tuple(
        _page(card, page_number(number, len(pages)), blocks, people if number == 1 else ())
        for number, blocks in enumerate(pages, start=1)
    )


def adaptive_card(body: list[Block], *, spoken: str) -> Block:
    """``speak`` may be read as SSML, a language of tags: its three signs become full-width."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": "ja",
        # Ours alone: a client that is too old may read Markdown in it.
        "fallbackText": _TOO_OLD,
        "speak": shortened(one_line(spoken), TEAMS.spoken).translate(_FULL_WIDTH),
        "body": body,
    }


def title_blocks(title: str) -> Iterator[Block]:
    return text_blocks((Text(title),), size="Large", weight="Bolder")


def _page(card: Card, page: str, blocks: tuple[Block, ...], people: tuple[Mention, ...]) -> Block:
    title = shortened(one_line(card.title), TEAMS.title) + page
    body = [*title_blocks(title), *calling_lines(people), *blocks]
    drawn = adaptive_card(body, spoken=card.summary or card.title)
    teams = _for_teams(body, people)
    return drawn | ({"msteams": teams} if teams else {})


def _long_title(card: Card) -> Iterator[Block]:
    title = one_line(card.title)
    if size(title) > TEAMS.title:
        yield from text_blocks((Bold(title),))


def _for_teams(body: list[Block], people: tuple[Mention, ...]) -> Block:
    """A table gets the whole width; people are called by entities."""
    wide = any(block["type"] == "Table" for block in body)
    return ({"width": "Full"} if wide else {}) | ({"entities": entities(people)} if people else {})
