"""To the forum's channel every week: what is held, and 「困っていること・うまくいったこと」."""

from collections.abc import Mapping
from datetime import date, datetime

from cards.elements import Card
from cards.forum_week import forum_week_card
from domain.catalogue import Catalogue
from domain.iso_week import WEEK
from domain.reminder import Meeting
from handlers.late_week import too_late
from handlers.next_turns import next_turns
from handlers.occasion import ChannelOccasion, Dropped

KIND = "reminder.forum"


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    turns = await next_turns(
        occasion.session,
        organization_id=occasion.organization_id,
        is_national_holiday=occasion.is_national_holiday,
        now=occasion.now,
    )
    following = turns.of(KIND, after_week=args["week"])
    adviser = await occasion.adviser()
    return forum_week_at(occasion.now, adviser.catalogue, next_at=following.at)


def forum_week_at(now: datetime, catalogue: Catalogue, *, next_at: datetime) -> Card:
    """With what is still to come until the day of the next post, and for a week at least."""
    today = now.date()
    last = max(next_at.date(), today + WEEK)
    meetings = _meetings(catalogue, after=now, last=last)
    return forum_week_card(meetings, today=today, last=last)


def _meetings(catalogue: Catalogue, *, after: datetime, last: date) -> list[Meeting]:
    """The sooner first."""
    found = (
        Meeting(course, session)
        for course in catalogue.courses
        for session in course.sessions
        if session.starts_at > after and session.starts_at.date() <= last
    )
    return sorted(found, key=lambda each: each.session.starts_at)
