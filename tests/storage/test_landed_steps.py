"""A step that an office may already have run is never changed: what it lacks comes with the next step."""

import hashlib
import json
from pathlib import Path

from storage import migrations

_STEPS = Path(migrations.__file__).parent / "versions"
_LANDED = Path(__file__).with_name("landed_steps.json")


def _fingerprint(step: Path) -> str:
    return hashlib.sha256(step.read_text("utf-8").encode()).hexdigest()[:16]


def _steps() -> dict[str, str]:
    return {step.stem[:4]: _fingerprint(step) for step in sorted(_STEPS.glob("[0-9]*.py"))}


def test_一度出した段は書き換えない() -> None:
    landed = json.loads(_LANDED.read_text("utf-8"))
    assert {number: _steps().get(number) for number in landed} == landed


def test_新しい段は出した段の一覧に足す() -> None:
    assert list(_steps()) == list(json.loads(_LANDED.read_text("utf-8")))
