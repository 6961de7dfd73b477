"""The examples that every card file carries."""

import pkgutil
from dataclasses import dataclass
from importlib import import_module

import cards
from cards.elements import Card, Form


@dataclass(frozen=True, slots=True)
class Example:
    """``file`` is the card file, such as ``cards/profile.py``."""

    file: str
    name: str
    shown: Card | Form


def examples() -> tuple[Example, ...]:
    """By file name; within a file in the order of its ``EXAMPLES``."""
    files = sorted(found.name for found in pkgutil.iter_modules(cards.__path__) if not found.ispkg)
    return tuple(
        Example(f"cards/{file}.py", name, shown)
        for file in files
        for name, shown in getattr(import_module(f"cards.{file}"), "EXAMPLES", {}).items()
    )
