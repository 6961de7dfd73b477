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
    """``there``: of the draft; ``of_case``: of the case that it changes."""

    def __init__(self, *, there: int, of_case: int = 0) -> None:
        counts = (f"事例に{of_case}個" if of_case else "", f"下書きに{there}個" if there else "")
        already = "、".join(filter(None, counts))
        way_out = (
            "いらないものを外してから、もう一度お願いします。"
            if already
            else "必要なものだけを送ってください。"
        )
        super().__init__(
            f"添付できるのは、ひとつの事例に{MOST_FILES}個までです。"
            f"{f'すでに{already}あります。' if already else ''}{way_out}"
        )


def require_room(*, there: int, of_case: int, more: int = 0) -> None:
    """For ``more`` files, or for those that the draft has already. A case that has too many from
    before is changed all the same where nothing is added to it. Raises TooMany.
    """
    if there + more and there + more + of_case > MOST_FILES:
        raise TooMany(there=there, of_case=of_case)


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

    id: int
    version: int
    staff_id: int
    ending: str
    at: datetime

    @property
    def called(self) -> str:
        """「添付ファイル（pdf）」."""
        return f"添付ファイル（{self.ending}）" if self.ending else "添付ファイル"


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
