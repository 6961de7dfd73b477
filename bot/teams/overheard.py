"""What Teams tells of threads in channels that we are in: written to each other, and not to us. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents
"""

from datetime import UTC, datetime

from bot.teams.inbound import InboundActivity
from bot.teams.payloads import Heard, event_of, place_of, typed
from domain.conversation_reference import ConversationScope
from handlers.reply import Overheard

CHANGES = ("messageUpdate", "messageDelete")
"""Kinds of activity that tell of a message which was there before."""


def overheard(activity: InboundActivity) -> Heard | None:
    """A reply in a channel's thread, its edit or its deletion; None of all else."""
    place, at = place_of(activity), activity.timestamp
    is_reply = place.scope is ConversationScope.CHANNEL and place.thread not in ("", activity.id)
    if not is_reply or at is None or _is_of_card(activity):
        return None
    is_change = activity.type in CHANGES
    said_at = _said_at(activity) or at
    text = None if activity.type == "messageDelete" else typed(activity)
    as_of = at if is_change else said_at
    event_id = f"{event_of(activity)} {activity.type} {at.isoformat()}"
    return Heard(Overheard(activity.id, said_at, as_of, text), event_id)


def is_only_overheard(activity: InboundActivity) -> bool:
    """Where we hear all that is written in a channel, what does not name us is not for us."""
    is_in_channel = place_of(activity).scope is ConversationScope.CHANNEL
    names_us = any(
        each.mentioned is not None and each.mentioned.id == activity.recipient.id
        for each in activity.entities or ()
    )
    return is_in_channel and not names_us and not _is_of_card(activity)


def _is_of_card(activity: InboundActivity) -> bool:
    """A button, on a client that sends it as a message."""
    return isinstance(activity.value, dict)


def _said_at(activity: InboundActivity) -> datetime | None:
    """A message of a channel is known by the moment in which it was sent, in milliseconds."""
    if not (activity.id.isascii() and activity.id.isdecimal() and len(activity.id) == _DIGITS):
        return None
    return datetime.fromtimestamp(int(activity.id) / 1000, tz=UTC)


_DIGITS = 13
"""Until the year 2286."""
