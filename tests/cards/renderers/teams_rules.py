"""Teams' rules for cards: the 1.5 schema, the size, and no user text where Markdown is read.

The numbers are written out once more on purpose: a slip in ``limits.py`` must not pass.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator  # type: ignore[import-untyped]  # It ships no types.
from jsonschema.validators import extend  # type: ignore[import-untyped]  # Neither does this.

Block = dict[str, Any]

_CALLING_LINE = re.compile(r"宛先:( <at>[\w 　・]* \d+</at>)+")
_COMPUTED = re.compile(r"\{\{\s*(DATE|TIME)|<\s*/?\s*at\b|\$\{", re.IGNORECASE)
_OURS = {
    "fallbackText": {"このカードを表示できません。Teamsを最新版に更新してください。"},
    "errorMessage": {
        "入力してください。",
        "選んでください。",
        "決められた範囲の日付を選んでください。",
    },
}
"""Sentences that never carry what somebody wrote: Markdown is read where they stand."""
_MARKDOWN_ELEMENTS = {"FactSet", "Fact", "Input.Toggle"}


def broken_in_card(card: Block) -> list[str]:
    return [*_too_big(card), *(slip for block in _inside(card) for slip in _broken(block))]


def against_schema(card: Block) -> list[str]:
    """``msteams`` and charts are Teams' own additions, which the schema does not know: of a chart, what
    a client shows that does not know it either.
    """
    plain = _without_charts({key: value for key, value in card.items() if key != "msteams"})
    if _is_taken(json.dumps(_shape(plain))):
        return []
    return [error.message[:300] for error in _validator().iter_errors(plain)]


@cache
def _is_taken(shape: str) -> bool:
    taken: bool = _validator().is_valid(json.loads(shape))
    return taken


def _shape(value: Any) -> Any:
    """With one text for all that are not enumerated: what takes that one takes them, for the schema
    names what is allowed, never what is not.
    """
    match value:
        case dict():
            return {key: _shape(child) for key, child in value.items()}
        case list():
            return [*map(_shape, value)]
        case str():
            return value if value in _enumerated() else "文"
        case _:
            return value


def _without_charts(value: Any) -> Any:
    match value:
        case {"type": str(kind), "fallback": fallback} if kind.startswith("Chart."):
            return _without_charts(fallback)
        case dict():
            return {key: _without_charts(child) for key, child in value.items()}
        case list():
            return [*map(_without_charts, value)]
        case _:
            return value


@cache
def _schema() -> Block:
    file = files("adaptive_cards") / "schemas" / "schema-1.5.json"
    schema: Block = json.loads(file.read_text(encoding="utf-8"))
    return schema


@cache
def _enumerated() -> frozenset[str]:
    return frozenset(text for node in _nodes(_schema()) for text in node.get("enum", ()))


def _nodes(value: object) -> Iterator[Block]:
    if isinstance(value, dict):
        yield value
        value = [*value.values()]
    for child in value if isinstance(value, list) else ():
        yield from _nodes(child)


@cache
def _validator() -> Draft6Validator:
    schema = _schema()
    kinds = {
        f"#/definitions/{name}": frozenset(definition["properties"]["type"]["enum"])
        for name, definition in schema["definitions"].items()
        if "enum" in definition.get("properties", {}).get("type", {})
    }
    checks = {"anyOf": partial(_any_of, kinds), "$ref": partial(_ref, set())}
    return extend(Draft6Validator, checks)(schema)


def _ref(
    taken: set[tuple[str, str]], validator: Any, ref: str, instance: object, schema: Block
) -> Iterator[Any]:
    """The standard's, which looks at what is written alike once only: it takes its time."""
    looked_at = (ref, json.dumps(instance))
    if looked_at in taken:
        return
    slips = [*Draft6Validator.VALIDATORS["$ref"](validator, ref, instance, schema)]
    if not slips:
        taken.add(looked_at)
    yield from slips


def _any_of(
    kinds: Mapping[str, frozenset[str]],
    validator: Any,
    choices: list[Block],
    instance: object,
    schema: Block,
) -> Iterator[Any]:
    """The standard's ``anyOf``, which looks at elements of this type only: the others are refused
    for their type in any case, after all that is inside has been looked at as well.
    """
    kind = instance.get("type") if isinstance(instance, dict) else None
    if isinstance(kind, str):
        choices = [choice for choice in choices if _may_be(choice, kind, kinds)]
    yield from Draft6Validator.VALIDATORS["anyOf"](validator, choices, instance, schema)


def _may_be(choice: Block, kind: str, kinds: Mapping[str, frozenset[str]]) -> bool:
    parts = [choice, *choice.get("allOf", [])]
    return all(kind in kinds.get(part.get("$ref", ""), {kind}) for part in parts)


def _too_big(card: Block) -> Iterator[str]:
    written = json.dumps(card, ensure_ascii=False)
    if len(written.encode()) > 28 * 1024:
        yield f"{len(written.encode())} bytes"
    if len(written.encode("utf-16-le")) > 100 * 1024:
        yield "over 100 KB as UTF-16"


def _inside(value: object) -> Iterator[Block]:
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for child in value.values():
            yield from _inside(child)
    elif isinstance(value, list):
        for child in value:
            yield from _inside(child)


def _broken(block: Block) -> Iterator[str]:
    kind = block["type"]
    if kind in _MARKDOWN_ELEMENTS:
        yield f"{kind} reads Markdown"
    for key, ours in _OURS.items():
        if key in block and block[key] not in ours:
            yield f"{key} is not ours: {block[key]}"
    if kind in _RULES:
        yield from _RULES[kind](block)


def _text_block(block: Block) -> list[str]:
    return [] if _CALLING_LINE.fullmatch(block["text"]) else [f"TextBlock: {block['text']}"]


def _text_run(block: Block) -> list[str]:
    return [f"computed: {found[0]}" for found in _COMPUTED.finditer(block["text"])]


def _execute(block: Block) -> list[str]:
    fallback = block.get("fallback", {})
    return [
        *([] if fallback.get("data") == block["data"] else ["another fallback"]),
        *([] if block["verb"] == block["data"]["action"] else ["another verb"]),
        *([] if 0 < len(block["title"]) <= 75 else ["title of a button"]),
    ]


def _action_set(block: Block) -> list[str]:
    return [] if 0 < len(block["actions"]) <= 6 else [f"{len(block['actions'])} actions"]


def _rich_text(block: Block) -> list[str]:
    return [] if block["inlines"] else ["no inlines"]


def _chart(block: Block) -> list[str]:
    named = [row.get("legend", "") for row in block["data"]]
    values = [value for row in block["data"] for value in row.get("values", [row])]
    texts = [*named, *(str(value["x"]) for value in values)]
    return [
        *([] if block["fallback"]["items"] else ["a chart without a table"]),
        *(f"computed: {text}" for text in texts if _COMPUTED.search(text)),
        *(f"no number: {value}" for value in values if not isinstance(value["y"], int | float)),
        *(
            []
            if set(block)
            <= {"type", "data", "fallback", "displayMode", "color", "separator", "spacing"}
            else ["another property of a chart"]
        ),
    ]


def _choices(block: Block) -> list[str]:
    return ["titles read Markdown"] if block.get("style") == "expanded" else []


_RULES: dict[str, Callable[[Block], list[str]]] = {
    "TextBlock": _text_block,
    "TextRun": _text_run,
    "RichTextBlock": _rich_text,
    "Action.Execute": _execute,
    "ActionSet": _action_set,
    "Chart.VerticalBar.Grouped": _chart,
    "Chart.HorizontalBar": _chart,
    "Chart.Line": _chart,
    "Input.ChoiceSet": _choices,
}
