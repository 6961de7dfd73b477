"""What a person has written, without what no database holds: once, before anything reads it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from domain.whole_characters import whole_characters
from handlers.reply import (
    Attached,
    Body,
    Incoming,
    Overheard,
    Pressed,
    Reacted,
    Said,
    SentFile,
    Submitted,
    Typed,
)


def whole_incoming(incoming: Incoming) -> Incoming:
    """The same but for halves of characters: a message that was cut within an emoji is answered and kept."""
    actor = replace(incoming.actor, display_name=whole_characters(incoming.actor.display_name))
    return replace(incoming, actor=actor, body=_whole(incoming.body))


def _whole(body: Body) -> Body:
    match body:
        case Said(text):
            return Said(whole_characters(text))
        case Pressed(action, args, files):
            return Pressed(action, _values(args), _files(files))
        case Submitted(_, values, args) | Typed(_, values, args):
            return replace(body, values=_values(values), args=_values(args))
        case Attached(files, text):
            return Attached(_files(files), whole_characters(text))
        case Overheard():
            return replace(body, text=None if body.text is None else whole_characters(body.text))
        case Reacted():
            return body
        case _:
            assert_never(body)


def _values(values: Mapping[str, str]) -> Mapping[str, str]:
    return {name: whole_characters(value) for name, value in values.items()}


def _files(files: tuple[SentFile, ...]) -> tuple[SentFile, ...]:
    return tuple(replace(file, name=whole_characters(file.name)) for file in files)
