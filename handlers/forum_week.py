"""To the forum's channel every week: what is held, and 「困っていること・うまくいったこと」."""

from collections.abc import Mapping
from datetime import datetime

from cards.elements import Card
from cards.forum_week import forum_week_card
from domain.catalogue import Catalogue
from domain.iso_week import week_of
from domain.reminder import Meeting
from handlers.late_week import too_late
from handlers.occasion import ChannelOccasion, Dropped

KIND = "reminder.forum"


async def write(occasion: ChannelOccasion, args: Mapping[str, str]) -> Card | Dropped:
    if late := await too_late(occasion, KIND, args["week"]):
        return late
    adviser = await occasion.adviser()
    return forum_week_at(occasion.now, adviser.catalogue)


def forum_week_at(now: datetime, catalogue: Catalogue) -> Card:
    """With what is still to come in the week of ``now``, in Japan."""
    this_week = week_of(now.date())
    meetings = [
        Meeting(course, session)
        for course in catalogue.courses
        for session in course.sessions
        if session.starts_at > now and week_of(session.starts_at.date()) == this_week
    ]
    return forum_week_card(
        sorted(meetings, key=lambda each: each.session.starts_at), today=now.date()
    )
