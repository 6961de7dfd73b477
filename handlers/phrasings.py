"""A language model asked to put sentences in other words: at most once for the same ones, and never for long.

What it said is kept in memory only, so that a card, its parts and the Excel file say the same; what was
taken back meanwhile is asked about no more, since the question is another one then.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain.phrasing import (
    INSTRUCTIONS,
    Phrased,
    PhrasingFailed,
    ToPhrase,
    answer_of,
    request_of,
)
from domain.phrasing_consent import Destination
from handlers.faults import note_fault
from handlers.kept import Kept
from handlers.roster_names import RosterNames

ANSWERS_KEPT = 200
PATIENCE = 5.0
"""Seconds that somebody who has asked waits; what comes later is there the next time."""
LONGEST_WAIT = 30.0
"""Seconds from when a message first asked until it goes without; as long waits the command line."""
NOT_AGAIN = 300.0
"""Seconds after a failure in which the same is not asked again."""

_log = logging.getLogger("kakehashi")
Answer = tuple[Phrased, ...]


class Phraser(Protocol):
    """The way to a model."""

    @property
    def destination(self) -> Destination: ...

    async def phrase(self, instructions: str, request: str) -> str:
        """What it answers, as text. Ends in good time. Raises PhrasingFailed."""


@dataclass
class Phrasings:
    """One instance a process. Without ``phraser`` nothing is ever asked."""

    phraser: Phraser | None = None
    names: RosterNames = field(default_factory=RosterNames)
    patience: float = PATIENCE
    longest: float = LONGEST_WAIT
    _answers: Kept[tuple[int, str], Answer] = field(
        default_factory=lambda: Kept(most=ANSWERS_KEPT), init=False
    )
    _failed: Kept[tuple[int, str], float] = field(
        default_factory=lambda: Kept(most=ANSWERS_KEPT), init=False
    )
    _asking: dict[tuple[int, str], asyncio.Task[Answer]] = field(default_factory=dict, init=False)

    async def answer(
        self, sentences: Sequence[ToPhrase], *, organization_id: int, waits: bool
    ) -> Answer:
        """Empty where there is none in time. ``waits``: as long as a request takes; else ``patience``."""
        asked = self._asked(sentences, organization_id)
        if not isinstance(asked, asyncio.Task):
            return asked
        done, _ = await asyncio.wait({asked}, timeout=self.longest if waits else self.patience)
        if not done:
            _log.info("phrasing organization=%d reason=not_yet", organization_id)
        return asked.result() if done and not asked.cancelled() else ()

    def answer_so_far(
        self, sentences: Sequence[ToPhrase], *, organization_id: int, waited: float
    ) -> Answer | None:
        """Without waiting. None while it is on its way, empty where it has not come after ``longest``.

        ``waited``: seconds since the message first asked, in whatever process, whatever was asked about then.
        """
        asked = self._asked(sentences, organization_id)
        if not isinstance(asked, asyncio.Task):
            return asked
        if waited < self.longest:
            return None
        _log.info("phrasing organization=%d reason=not_yet", organization_id)
        return ()

    async def settled(self) -> None:
        """Waits for what is being asked."""
        await asyncio.gather(*self._asking.values())

    async def end(self) -> None:
        """Nobody waits any more."""
        tasks = [*self._asking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _failed_lately(self, key: tuple[int, str]) -> bool:
        at = self._failed.get(key, version=0)
        return at is not None and asyncio.get_running_loop().time() - at < NOT_AGAIN

    def _asked(
        self, sentences: Sequence[ToPhrase], organization_id: int
    ) -> Answer | asyncio.Task[Answer]:
        """What is known, else the request that is on its way, begun where it was not."""
        if self.phraser is None or not sentences:
            return ()
        request = request_of(sentences)
        key = (organization_id, hashlib.sha256(request.encode()).hexdigest())
        if (known := self._answers.get(key, version=0)) is not None:
            return known
        if self._failed_lately(key):
            return ()
        task = self._asking.get(key)
        if task is None:
            task = asyncio.create_task(self._ask(self.phraser, request, key))
            self._asking[key] = task
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        return task

    async def _ask(self, phraser: Phraser, request: str, key: tuple[int, str]) -> Answer:
        """Never raises: the digest is there without it."""
        try:
            answer = answer_of(await phraser.phrase(INSTRUCTIONS, request))
        except PhrasingFailed as failed:
            _log.warning("phrasing organization=%d reason=%s", key[0], failed.reason)
        except Exception as fault:  # noqa: BLE001 - the digest is there without it
            note_fault(fault, event="phrasing")
        else:
            self._answers.keep(key, answer, version=0)
            return answer
        self._failed.keep(key, asyncio.get_running_loop().time(), version=0)
        return ()
