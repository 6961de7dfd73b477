"""Forget conversations in which nobody has said anything for long."""

from collections.abc import Callable
from datetime import datetime

from domain.dialogue import SILENCE
from storage.dialogues import forget_dialogues_before
from storage.session import Database


async def forget_old_dialogues(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of conversations forgotten."""
    async with database.across().begin() as session:
        return await forget_dialogues_before(session, clock() - SILENCE)
