"""When the 統括リーダー are asked how their issues are going, and after how long others hear of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.business_calendar import BusinessCalendar
from domain.errors import DomainError
from domain.weekly_schedule import Weekday

MOST_OPEN_DAYS = 60
"""What is longer is a slip."""


class ImpossibleExchange(DomainError):
    """Numbers of 開庁日 that cannot be; the sentence says what to write."""


@dataclass(frozen=True, slots=True)
class ExchangeRules:
    """Of an office. ``weekday``, ``at``: both None where it is asked with the other weekly messages.

    ``since``: from when it is held so, None where that was never changed. The others are 開庁日: after
    how many it is asked once more, after how many the answers are put together, and how long after the
    統括リーダー the secretariat hears of what is stalled. Raises ImpossibleExchange.
    """

    is_on: bool = True
    weekday: Weekday | None = None
    at: time | None = None
    since: datetime | None = None
    again_after: int = 1
    closes_after: int = 3
    stalled_office_after: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.again_after < self.closes_after <= MOST_OPEN_DAYS:
            raise ImpossibleExchange(
                "情報交換は、もう一度聞く日を1開庁日以上あと、締め切りをそれより後の"
                f"{MOST_OPEN_DAYS}開庁日までにしてください。"
            )
        if not 1 <= self.stalled_office_after <= MOST_OPEN_DAYS:
            raise ImpossibleExchange(
                "止まっている課題を事務局に知らせるまでの日数は、"
                f"1〜{MOST_OPEN_DAYS}開庁日にしてください。"
            )


def open_days_later(moment: datetime, days: int, calendar: BusinessCalendar) -> datetime:
    """The same time, so many 開庁日 later. Raises NeverOpen."""
    day: date = moment.date()
    for _ in range(days):
        day = calendar.next_business_day(day + timedelta(days=1))
    return datetime.combine(day, moment.timetz())
