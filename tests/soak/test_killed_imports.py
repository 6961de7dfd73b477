"""``kill -9`` in the middle of an import: all of the file is in, or nothing of it."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from samples.city import SampleFiles, write_sample_files

KILLS = 40
LONGEST_SECONDS = 4.0
BOT = (sys.executable, "-m", "bot")


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"KAKEHASHI_DATABASE_URL": f"sqlite:///{folder / 'killed.db'}"}


def bring_in(kind: str, file: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (*BOT, "import", kind, str(file)),
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def counted(folder: Path) -> dict[str, int]:
    connection = sqlite3.connect(folder / "killed.db")
    tables = ("training_record", "qualification", "project_record")
    found = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    connection.close()
    return found


@pytest.fixture
def files(tmp_path: Path) -> SampleFiles:
    return write_sample_files(tmp_path / "files", today=date.today(), policy_id="shimonoseki")  # noqa: DTZ011 - like the office's own


@pytest.mark.soak
def test_取り込みの途中で止められても半分だけ残ることはない(
    files: SampleFiles, tmp_path: Path
) -> None:
    for kind, file in (("roster", files.roster), ("catalogue", files.catalogue)):
        assert bring_in(kind, file, tmp_path).wait() == 0
    chance = random.Random(20261121)
    seen: set[str] = set()
    for _ in range(KILLS):
        process = bring_in("records", files.records, tmp_path)
        time.sleep(chance.uniform(0.2, LONGEST_SECONDS))
        process.kill()
        process.wait()
        seen.add(json.dumps(counted(tmp_path)))
    assert bring_in("records", files.records, tmp_path).wait() == 0
    whole = counted(tmp_path)
    nothing = dict.fromkeys(whole, 0)
    assert whole["training_record"] > 0
    assert seen <= {json.dumps(nothing), json.dumps(whole)}
    assert (
        subprocess.run((*BOT, "db", "check"), env=environment(tmp_path), check=False).returncode
        == 0
    )
