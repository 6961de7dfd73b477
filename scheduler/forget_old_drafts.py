"""Forget reports of improvement cases, and issues, that nobody went on writing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.case_drafts import forget_case_drafts_before
from storage.issue_drafts import forget_issue_drafts_before
from storage.session import Database

KEPT = timedelta(days=90)
"""Since somebody touched it last."""


async def forget_old_drafts(database: Database, clock: Callable[[], datetime]) -> int:
    """Safe to run twice and in every replica; the number of drafts forgotten."""
    moment = clock() - KEPT
    async with database.across().begin() as session:
        cases = await forget_case_drafts_before(session, moment)
        return cases + await forget_issue_drafts_before(session, moment)
