"""To the forum's channel every week: what is held, and 「困っていること・うまくいったこと」."""

from collections.abc import Mapping

from cards.elements import Card
from cards.forum_week import forum_week_card
from domain.iso_week import week_of
from domain.reminder import Meeting
from handlers.occasion import ChannelOccasion

KIND = "reminder.forum"


async def write(occasion: ChannelOccasion, _args: Mapping[str, str]) -> Card:
    adviser = await occasion.adviser()
    this_week = week_of(occasion.today)
    meetings = [
        Meeting(course, session)
        for course in adviser.catalogue.courses
        for session in course.sessions
        if session.starts_at > occasion.now and week_of(session.starts_at.date()) == this_week
    ]
    return forum_week_card(
        sorted(meetings, key=lambda each: each.session.starts_at), today=occasion.today
    )
