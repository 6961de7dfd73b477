"""The newest turns of the weekly messages, and what became of what each has put down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.delivery_report import DeliveryReport, delivery_report
from domain.iso_week import WEEK
from domain.weekly_turn import Turn
from storage.delivery_counts import groups_of_turns
from storage.ledger import settled_turns
from storage.session import Session


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """``came_to``: counted as 「配信状況」 counts; None where nothing is kept of the messages, or
    there was none. Those that people had at a time of their own are of the same week's turn.
    """

    turn: Turn
    came_to: DeliveryReport | None


async def told_turns(
    session: Session,
    *,
    organization_id: int,
    jobs: Collection[str],
    limit: int,
    now: datetime,
) -> tuple[ToldTurn, ...]:
    """Of these jobs, by the schedule that the office has set; the newest first."""
    whose = {"organization_id": organization_id}
    turns = await settled_turns(session, **whose, limit=limit, jobs=jobs)
    since = (
        min((turn.at for turn in turns), default=now) - WEEK
    )  # a time of their own may be earlier
    groups = await groups_of_turns(session, jobs, **whose, since=since, now=now)
    return tuple(
        ToldTurn(
            turn,
            delivery_report(found, since=turn.at, per_minute=0, now=now)
            if (found := groups.get((turn.job, turn.week)))
            else None,
        )
        for turn in turns
    )
