"""When an office gets 今週のまとめ of the week before."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.errors import DomainError
from domain.weekly_schedule import Weekday


class ImpossibleDigest(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "週のまとめの曜日と時刻は「月曜 8:30」のように、送らないときは「none」と書いてください。"
        )


@dataclass(frozen=True, slots=True)
class DigestRules:
    """``since``: from when it comes so, None where that was never changed. In the hours in which nothing is
    sent it waits for their end, as all that is posted does.
    """

    is_on: bool = True
    weekday: Weekday = Weekday.MONDAY
    at: time = time(8, 30)
    since: datetime | None = None
