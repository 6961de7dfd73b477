"""Turns for what is put off rather than waited for: who comes is told when to come again."""

from datetime import datetime, timedelta

LATE = timedelta(minutes=1)
"""Who comes later than that has lost their turn: else many would come at once after a pause. A clock
that goes back by more has been set.
"""


class Appointments:
    """One ``apart`` from the other, in the order of asking, each kept for who has been given it."""

    def __init__(self, *, apart: timedelta) -> None:
        self._apart = apart
        self._given: dict[str, datetime] = {}
        self._next: datetime | None = None
        self._asked_at: datetime | None = None

    def wait(self, who: str, *, now: datetime) -> timedelta:
        """Until their turn; zero where it is now, and then it is used up."""
        if self._asked_at and self._asked_at - now > LATE:
            self._given.clear()
            self._next = None
        self._asked_at = now
        at = self._given.get(who)
        if at is None or now - at > LATE:
            at = self._given[who] = max(now, self._next or now)
            self._next = at + self._apart
        if at > now:
            return at - now
        del self._given[who]
        return timedelta()

    def none_before(self, moment: datetime) -> None:
        """All that have been given are over."""
        self._given.clear()
        self._next = moment
