"""A published case in the forum's channel and in those of 周知: posted once, then changed in place."""

from datetime import datetime

from domain.improvement_case import Case
from storage.session import Session


async def enqueue_published(
    session: Session, case: Case, *, organization_id: int, at: datetime
) -> None:
    """In the transaction of the last approval. The first time it is posted; from then on what stands
    there is changed.
    """
