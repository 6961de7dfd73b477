"""What drafts of cases and of issues have in common: their keys, their words, what a card showed of them."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from cards.open_draft import OpenDraft
from handlers.command import Command
from storage.drafts import Draft

LONGEST_KEY = 64
"""Characters; what no card of ours carries is no draft."""
LONGEST_FIELD = 4_000
"""Characters of a field that are kept: as many as a message may have."""

TITLE_TELLS = 4
"""Characters of a title by which something like it can be found."""


def key_in(command: Command) -> str | None:
    """None where it carries none."""
    key = command.args.get("draft", "")
    return key if 0 < len(key) <= LONGEST_KEY else None


def kept_words(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value[:LONGEST_FIELD] for name, value in values.items()}


def typed_into(form: Iterable[str], command: Command) -> dict[str, str]:
    """What stands in its fields, by their names."""
    return {name: command.values.get(name, "") for name in form}


def args_of(key: str, about: Mapping[str, object]) -> dict[str, str]:
    """Of a button or form that is about a draft."""
    return {"draft": key} | {name: str(v) for name, v in about.items() if v is not None}


def title_of(draft: Draft) -> str:
    """As a list shows it."""
    return " ".join(draft.fields.get("title", "").split())


def open_draft(draft: Draft, *, change_of: str) -> OpenDraft:
    return OpenDraft(draft.key, title_of(draft), draft.touched_at.date(), change_of)


def digest_of(draft: Draft, attached: tuple[tuple[int, str], ...] = ()) -> str:
    """Short, and another where the card would show something else."""
    said = json.dumps([sorted(draft.fields.items()), attached], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
