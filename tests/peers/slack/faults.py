"""What goes wrong at Slack's side of a call: ``peer.misbehaves["chat.postMessage"].append(lost())``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Fault:
    """``instead``: status and error of what is answered, without anything being done."""

    waits: float = 0
    """Seconds before."""
    instead: tuple[int, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_lost: bool = False
    """It is done, and the answer never arrives."""

    @property
    def answer(self) -> web.Response | None:
        if self.instead is None:
            return None
        status, error = self.instead
        body = {"ok": False, "error": error}
        return web.json_response(body, status=status, headers=dict(self.headers))


def limited(seconds: int) -> Fault:
    """A 429, which Slack has not carried out."""
    return Fault(instead=(429, "ratelimited"), headers={"Retry-After": str(seconds)})


def broken(status: int = 500) -> Fault:
    return Fault(instead=(status, "internal_error"))


def lost() -> Fault:
    return Fault(is_lost=True)


def slow(seconds: float) -> Fault:
    """Done all the same."""
    return Fault(waits=seconds)


def refused_with(error: str) -> Fault:
    """``ok: false`` with a word of Slack's for what cannot be arranged here."""
    return Fault(instead=(200, error))
