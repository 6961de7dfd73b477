"""A command leaves the search for garbage as it found it."""

import gc
from pathlib import Path

import pytest

from bot import cli
from samples.cast import CAST


@pytest.fixture(autouse=True)
def a_place_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAKEHASHI_DATABASE_URL", raising=False)
    monkeypatch.setenv("KAKEHASHI_DATA_DIR", str(tmp_path / "data"))


@pytest.mark.parametrize(("email", "status"), [(CAST[0].email, 0), ("nobody@nowhere.example", 2)])
def test_ごみ集めは元どおりになる(email: str, status: int) -> None:
    assert gc.isenabled()
    try:
        assert cli.run(["recommend", "--as", email]) == status
        assert gc.isenabled()
    finally:
        gc.enable()


def test_止めてあったごみ集めは止めたままにする() -> None:
    gc.disable()
    try:
        assert cli.run(["recommend", "--as", CAST[0].email]) == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
