"""How many messages had nothing to say, or not yet: one line of the log for all of them.

Of three hundred people most have nothing new in a week. A line for each would bury those that could
not be delivered.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field

from domain.outbox import Claimed

_log = logging.getLogger("kakehashi")


@dataclass
class Unsaid:
    """Counted until it is said."""

    _counts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter, init=False)

    def nothing_to_tell(self, message: Claimed, reason: str) -> None:
        self._note("nothing to tell", message, reason)

    def put_off(self, message: Claimed, reason: str) -> None:
        """Until another time that we have chosen ourselves: the office is closed, say."""
        self._note("put off", message, reason)

    def say(self, organization_id: int) -> None:
        """One line for each turn and reason, and begin anew."""
        for (what, kind, week, reason), count in self._counts.items():
            _log.info(
                "%s organization=%d kind=%s week=%s reason=%s messages=%d",
                what,
                organization_id,
                kind,
                week or "-",
                reason,
                count,
            )
        self._counts.clear()

    def _note(self, what: str, message: Claimed, reason: str) -> None:
        _log.debug("%s staff=%s outbox=%d reason=%s", what, message.staff_id, message.id, reason)
        self._counts[what, message.kind, message.args.get("week", ""), reason] += 1
