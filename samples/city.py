"""The sample city's office files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samples.cases import sample_cases
from samples.cases_file import write_cases
from samples.catalogue_file import write_catalogue
from samples.contents import POLICIES
from samples.records_file import write_records
from samples.roster_file import write_roster
from samples.staff import staff

NAME = "かけはし市"


@dataclass(frozen=True, slots=True)
class SampleFiles:
    roster: Path
    catalogue: Path
    records: Path
    cases: Path


def write_sample_files(folder: Path, *, today: date, policy_id: str) -> SampleFiles:
    """Write the roster, the catalogue, the records and the cases; the same date gives the same bytes.

    ``policy_id`` is one of the five policies: the skills of the courses and the 人材区分 of the
    roster are in its words. Raises ValueError for another, and OSError from the folder.
    """
    if policy_id not in POLICIES:
        raise ValueError(
            f"見本の市は方針「{policy_id}」では書き出せません。{'・'.join(POLICIES)}のどれかを指定してください。"
        )
    folder.mkdir(parents=True, exist_ok=True)
    files = SampleFiles(
        roster=folder / "職員名簿.xlsx",
        catalogue=folder / "研修一覧.xlsx",
        records=folder / "受講記録.csv",
        cases=folder / "改善事例.xlsx",
    )
    people = staff(today)
    write_roster(files.roster, people, today=today, policy_id=policy_id)
    write_catalogue(files.catalogue, today=today, policy_id=policy_id)
    write_records(files.records, people, today=today, policy_id=policy_id)
    write_cases(files.cases, sample_cases(today), today=today)
    return files
