"""Golden files: what a renderer drew when a person last looked at it.

``UPDATE_GOLDEN=1 pytest tests/cards`` writes them anew; look at the difference before committing.
"""

import json
import os
from pathlib import Path

FOLDER = Path(__file__).parent


def assert_golden(name: str, drawn: str) -> None:
    """``name`` is a path below ``tests/golden``, e.g. ``slack/table.json``."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8", newline="\n")
    teach = f"{name} が変わりました。正しい変更なら UPDATE_GOLDEN=1 で書き直してください。"
    assert path.exists(), teach
    assert drawn == path.read_text(encoding="utf-8"), teach


def golden_names(platform: str) -> set[str]:
    """The cases that have a golden file; one without a case is a leftover."""
    return {path.stem for path in (FOLDER / platform).iterdir()}


def as_json(value: object) -> str:
    """Stable and readable: keys in the order the renderer wrote them, one line's end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
