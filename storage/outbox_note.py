"""What is kept of a card that is on its way, among its row's arguments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.outbox import Note


def as_kept(note: Note) -> dict[str, Any]:
    """What most have none of is left out."""
    kept: dict[str, Any] = {"shown": list(note.shown), "withheld": note.withheld}
    if note.phrased:
        kept["phrased"] = list(note.phrased)
    if note.waiting_since is not None:
        kept["waiting_since"] = note.waiting_since.isoformat()
    return kept


def as_noted(kept: Mapping[str, Any] | None) -> Note:
    """Of a row that has none: nothing noted."""
    if not kept:
        return Note()
    since = kept.get("waiting_since")
    return Note(
        shown=tuple(kept["shown"]),
        withheld=kept["withheld"],
        phrased=tuple(kept.get("phrased", ())),
        waiting_since=datetime.fromisoformat(since) if since else None,
    )
