"""How well days, issue numbers and course names are read, through the whole path: intent, then slots.

``python -m benchmarks.slots [FOLDER]… [--show]``: the development sets of ``tests/language/data``, and
folders with some of ``dates.jsonl`` (``{"text", "today", "date"}``), ``issues.jsonl`` (``{"text", "issue"}``)
and ``courses.jsonl`` (``{"text", "course"}``, the names in ``catalogue.json``; with several catalogues by name,
each row says its ``"catalogue"``). ``null`` where there is none.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.national_holidays import is_national_holiday
from language.evaluation_report import percentiles
from language.gazetteer import CourseNames
from language.model import trained_understander
from language.slots import SlotReader

DATA = Path(__file__).parents[1] / "tests" / "language" / "data"
DEVELOPMENT = (
    "slots_other_hand",
    "slots_office",
    "slots_technology",
    "slots_digital_office",
    "slots_sample",
    "slots_policies",
    "slots_sample_town",
    "slots_fifth_hand",
    "slots_third_hand",
)
SIZE = 300
"""Courses that speed is measured with."""
MOST_MILLISECONDS = 5
_ANY_DAY = date(2026, 11, 20)

Row = dict[str, Any]
Read = Callable[[Row], tuple[object, ...]]
"""What is read of a row: nothing, one value, or several to choose from."""


@dataclass(frozen=True, slots=True)
class Goal:
    caption: str
    file: str
    key: str
    least: float
    """Share of those that carry one that is read exactly."""


GOALS = (
    Goal("日付", "dates.jsonl", "date", 0.95),
    Goal("課題の番号", "issues.jsonl", "issue", 0.98),
    Goal("研修名", "courses.jsonl", "course", 0.98),
)
MOST_FALSE = 0.02


@dataclass(slots=True)
class Counted:
    carrying: int = 0
    exact: int = 0
    a_choice: int = 0
    """Several were read, the right one among them."""
    missed: int = 0
    carrying_none: int = 0
    false: int = 0
    wrong: list[tuple[str, object, object]] = field(default_factory=list)
    """The text, what it says, what was read."""

    @property
    def share(self) -> float:
        return self.exact / max(self.carrying, 1)

    @property
    def share_false(self) -> float:
        return self.false / max(self.carrying_none, 1)


def counted(judged: Sequence[Row], key: str, read: Read) -> Counted:
    count = Counted()
    for row in judged:
        said, found = row[key], read(row)
        if said is None:
            count.carrying_none += 1
            count.false += len(found) == 1
            is_right = len(found) != 1
        else:
            is_right = found == (said,)
            count.carrying += 1
            count.exact += is_right
            count.missed += not found
            count.a_choice += len(found) > 1 and said in found
        if not is_right:
            count.wrong.append((row["text"], said, found))
    return count


def figures(folder: Path, *, shows: bool = False) -> Iterator[str]:
    """A line for each file that there is, and each wrong sentence if wanted."""
    read = readers(folder)
    for goal in GOALS:
        if not (file := folder / goal.file).exists():
            continue
        count = counted(rows(file), goal.key, read[goal.key])
        is_reached = count.share >= goal.least and count.share_false <= MOST_FALSE
        yield (
            f"  {goal.caption}  {count.exact}/{count.carrying} = {count.share:.3f}"
            f"（候補から選ぶ {count.a_choice}、見落とし {count.missed}）"
            f"  ないのに読む {count.false}/{count.carrying_none}"
            f"  目標 {goal.least:.2f} 以上・{MOST_FALSE:.2f} 以下{'' if is_reached else '（届いていません）'}"
        )
        if shows:
            yield from (f"    {text}  正 {said}  読 {got}" for text, said, got in count.wrong)


def pace(folders: Sequence[Path]) -> str:
    """CPU time of one message with a large catalogue: all names that there are, some again with a number."""
    every = [name for folder in folders for names in _catalogues(folder).values() for name in names]
    names = list(dict.fromkeys(every))
    many = [f"{name}{number or ''}" for number in range(1 + SIZE // len(names)) for name in names]
    courses, taken = CourseNames(many[:SIZE]), []
    for folder in folders:
        for row in rows(folder / "courses.jsonl"):
            began = time.thread_time()
            courses.find(row["text"])
            taken.append(1000 * (time.thread_time() - began))
    middle, most = percentiles(taken)
    return (
        f"研修名（{SIZE}件から、CPU）  p50 {middle:.1f} ms  p95 {most:.1f} ms  最長 {max(taken):.1f} ms"
        f"  目標 {MOST_MILLISECONDS} ms 以下"
    )


def readers(folder: Path) -> dict[str, Read]:
    """For ``date``, ``issue`` and ``course`` what is read of a row."""
    understander = trained_understander()
    courses = {called: CourseNames(names) for called, names in _catalogues(folder).items()}
    reader = SlotReader(CourseNames([]), places=(), is_national_holiday=is_national_holiday)

    def slot(row: Row, key: str) -> tuple[object, ...]:
        text = row["text"]
        today = date.fromisoformat(row["today"]) if "today" in row else _ANY_DAY
        intent = understander.understand(text).intent
        found = reader.slots(text, intent=intent, today=today).get(key)
        return () if found is None else (found,)

    def named(row: Row) -> tuple[object, ...]:
        return tuple(match.name for match in courses[row.get("catalogue", "")].find(row["text"]))

    return {
        "date": lambda row: slot(row, "date"),
        "issue": lambda row: slot(row, "issue"),
        "course": named,
    }


def _catalogues(folder: Path) -> dict[str, list[str]]:
    """By name; one alone has none."""
    file = folder / "catalogue.json"
    held = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return held if isinstance(held, dict) else {"": held}


def rows(file: Path) -> list[Row]:
    """None where there is no such file."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--show", action="store_true", help="読み違えた文も示す")
    said = parser.parse_args(arguments)
    development = [DATA / name for name in DEVELOPMENT]
    for folder in (*development, *said.folders):
        print(folder.name)
        print("\n".join(figures(folder, shows=said.show)), flush=True)
    print(pace(development))


if __name__ == "__main__":
    main()
