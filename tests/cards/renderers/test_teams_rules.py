"""The quicker way through the schema refuses what the standard refuses, and takes what it takes."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft6Validator  # type: ignore[import-untyped]  # It ships no types.

from cards.renderers import teams
from tests.cards.renderers.cases import CARDS
from tests.cards.renderers.teams_rules import against_schema

_SPOILING: tuple[dict[str, Any], ...] = (
    {"type": "Marquee"},
    {"type": "TextBlock"},
    {"type": 1},
    {"type": ["Container"], "colour": "red"},
    {"fallback": {"type": "Marquee"}},
    {"weight": "BOLDER"},
    {"weight": "とてもBolder"},
    {"weight": "ほぼlight"},
    {"style": "1.5"},
    {"version": "1文5"},
)


def blocks(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in inside:
        yield from blocks(child)


def spoiled(card: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """As it is; and with something wrong in one of its blocks, or its type gone."""
    written = json.dumps(card)
    for place in range(len(list(blocks(card)))):
        for change in (*_SPOILING, {}):
            again = json.loads(written)
            block = list(blocks(again))[place]
            block.update(change)
            if not change:
                block.pop("type", None)
            yield again


@pytest.mark.parametrize("name", ["quote", "note_with_link"])
def test_型で選んで調べても規格のとおりに調べたときと同じものを断る(name: str) -> None:
    schema = files("adaptive_cards") / "schemas" / "schema-1.5.json"
    standard = Draft6Validator(json.loads(schema.read_text(encoding="utf-8")))
    seen = {True: 0, False: 0}
    (card,) = teams.render(CARDS[name])
    plain = {key: value for key, value in card.items() if key != "msteams"}
    for one in (plain, *spoiled(plain)):
        accepted = standard.is_valid(one)
        seen[accepted] += 1
        assert (against_schema(one) == []) is accepted, one
    assert min(seen.values()) > 0


def test_規格は許す文を挙げ許さない文は挙げない() -> None:
    """So that one text may stand for all that it does not enumerate."""
    schema = json.loads(
        (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    )

    assert {*_keywords(schema)} == {
        *("$schema", "$ref", "id", "description", "version", "features", "example", "examples"),
        *("default", "definitions", "properties", "additionalProperties"),
        *("type", "required", "items", "anyOf", "allOf", "enum", "pattern", "format"),
    }


def _keywords(value: object) -> Iterator[str]:
    """Of what the schema asks for; names of properties are none."""
    if isinstance(value, list):
        for child in value:
            yield from _keywords(child)
    if not isinstance(value, dict):
        return
    for key, child in value.items():
        yield key
        named = key in ("properties", "definitions")
        yield from _keywords([*child.values()] if named else child)
