"""What goes wrong at a platform's side of a call: on demand, ``peer.misbehaves[…].append(lost())``,
or by chance (``Weather``).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class Fault:
    """``instead``: status and error of what is answered, without anything being done."""

    waits: float = 0
    """Seconds before."""
    instead: tuple[int, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_dropped: bool = False
    """The connection ends, and nothing has been done."""
    is_lost: bool = False
    """It is done, and the answer never arrives."""
    then: tuple[int, str] | None = None
    """Status and error of what is answered although it has been done."""
    dawdles: float = 0
    """Seconds from when it has been done until the answer."""
    hides: float = 0
    """Seconds for which who looks does not find it."""

    @property
    def retry_after(self) -> float | None:
        told = self.headers.get("Retry-After")
        return None if told is None else float(told)


def limited(seconds: int) -> Fault:
    """A 429: it has not been carried out."""
    return Fault(instead=(429, "ratelimited"), headers={"Retry-After": str(seconds)})


def broken(status: int = 500) -> Fault:
    return Fault(instead=(status, "internal_error"))


def broken_after(status: int = 500) -> Fault:
    return Fault(then=(status, "internal_error"))


def dropped() -> Fault:
    return Fault(is_dropped=True)


def lost() -> Fault:
    return Fault(is_lost=True)


def slow(seconds: float) -> Fault:
    """Done all the same."""
    return Fault(waits=seconds)


def late(seconds: float) -> Fault:
    """Done at once, and said so when nobody listens any more."""
    return Fault(dawdles=seconds)


def refused_with(error: str) -> Fault:
    """``ok: false`` with a word of Slack's for what cannot be arranged here."""
    return Fault(instead=(200, error))


@dataclass(frozen=True)
class Weather:
    """Faults by chance. Numbers without a unit are shares of the calls."""

    chance: random.Random
    limited: float = 0.0
    """429 although the rates were kept."""
    broken: float = 0.0
    broken_after: float = 0.0
    dropped: float = 0.0
    lost: float = 0.0
    late: float = 0.0
    late_by: float = 2.0
    """Seconds."""
    takes: float = 0.0
    """Seconds that a call takes at most."""
    hides: float = 0.0
    """Seconds for which what is done is not found, at most."""
    broken_status: int = 500

    def fault(self) -> Fault:
        drawn = self.chance.random()
        fault = next((kind for until, kind in self._kinds if drawn < until), Fault())
        waits = self.chance.uniform(0, self.takes)
        return replace(fault, waits=waits, hides=self.chance.uniform(0, self.hides))

    @cached_property
    def _kinds(self) -> list[tuple[float, Fault]]:
        """With the sums of their shares."""
        shares = (
            (self.limited, limited(1)),
            (self.broken, broken(self.broken_status)),
            (self.broken_after, broken_after(self.broken_status)),
            (self.dropped, dropped()),
            (self.lost, lost()),
            (self.late, late(self.late_by)),
        )
        sums = [sum(share for share, _ in shares[: place + 1]) for place in range(len(shares))]
        return [(until, fault) for until, (_, fault) in zip(sums, shares, strict=True)]
