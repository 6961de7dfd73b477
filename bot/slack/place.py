"""Where on Slack something was done, and where its answer goes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """``channel`` is empty where there is none: the Home tab, a global shortcut.

    ``message`` is the ``ts`` of the card acted on. ``response_url`` answers to one interaction,
    five times within 30 minutes, also where we are no member; an ephemeral message can be
    replaced in no other way.
    """

    channel: str = ""
    is_direct: bool = False
    thread: str = ""
    message: str = ""
    is_ephemeral: bool = False
    response_url: str = ""

    @property
    def is_channel(self) -> bool:
        """Public or private. A command may be typed in the direct messages of two people."""
        return not self.is_direct and self.channel.startswith(("C", "G"))

    def packed(self) -> dict[str, Any]:
        """What is not empty, for a modal's ``private_metadata``."""
        return {name: value for name, value in asdict(self).items() if value}


NOWHERE = Place()
"""The answer goes to the person's direct messages."""


def unpacked(packed: Mapping[str, Any]) -> Place:
    """What ``packed`` made; NOWHERE of anything else."""
    try:
        return Place(**packed)
    except TypeError:
        return NOWHERE
