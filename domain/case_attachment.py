"""Files that come with the report of an improvement: how many, how large, and who takes one off."""

import re
from dataclasses import dataclass
from datetime import datetime

from domain.case_review import may_follow
from domain.errors import DomainError, NotAllowed, NotFound
from domain.improvement_case import Case
from domain.people import Person

MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one."""


class TooLarge(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"「{name}」は大きすぎるため、添付していません。"
            f"ひとつ{LARGEST_FILE // (1024 * 1024)}MBまでにしてください。"
        )


class TooMany(DomainError):
    def __init__(self, *, there: int) -> None:
        already = f"すでに{there}個あります。" if there else ""
        super().__init__(
            f"添付できるのは{MOST_FILES}個までです。{already}必要なものだけを送ってください。"
        )


class DraftEnded(NotFound):
    """While the files were on their way."""

    def __init__(self) -> None:
        super().__init__(
            "下書きは、先に報告したか消したため、もうありません。ファイルは添付していません。"
            "報告した事例に足すときは、「自分の事例」の「直す」から下書きにして、もう一度送ってください。"
        )


# -- taken off a case that has been reported -----------------------------------------------------

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRemoval:
    """Of a file's name its ending alone: the name may say as much as what stood in it.

    ``version``: the newest one then.
    """

    version: int
    staff_id: int
    ending: str
    at: datetime


class NotTheirsToRemove(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            "添付ファイルを外せるのは、報告した人・その部局のDX推進リーダー・事務局だけです。"
        )


def require_to_remove_file(person: Person, case: Case) -> None:
    """Whoever may deal with the case, however far it has come. Raises NotTheirsToRemove."""
    if not may_follow(person, case):
        raise NotTheirsToRemove


def ending_of(name: str) -> str:
    """「pdf」; empty where the name has none."""
    found = _ENDING.search(name)
    return found[1].lower() if found else ""
