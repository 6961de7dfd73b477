"""What waits for the secretariat, for its part of the digest: of now, or of a moment that is over; never of a week long past."""

from collections.abc import Sequence
from datetime import datetime

from domain.digest import DigestPart, NextStep, Paragraph, Part, Period, Sentence, Step
from domain.exchange import Exchange
from domain.outbox import OutboxEntry
from storage.access_requests import access_requests_open_at, open_access_requests
from storage.completions import reported_completions
from storage.exchanges import newest_exchange
from storage.outbox_entries import not_reached
from storage.session import Session

COUNTED = 1_000
"""Nobody reads further than that: 「1,000人以上」."""


async def missed_since(
    session: Session, period: Period, *, organization_id: int
) -> tuple[OutboxEntry, ...]:
    """Messages that did not arrive since it began: all that its part and its tables count."""
    return await not_reached(
        session, organization_id=organization_id, since=period.since, limit=COUNTED
    )


async def office_part(
    session: Session, period: Period, missed: Sequence[OutboxEntry], *, organization_id: int
) -> DigestPart:
    """``missed`` as ``missed_since`` has it."""
    whose = {"organization_id": organization_id}
    people = {each.staff_id for each in missed if each.staff_id is not None}
    reports = len(await reported_completions(session, **whose, limit=COUNTED))
    asking = len(await open_access_requests(session, **whose, limit=COUNTED))
    waiting = [
        _counted(len(people), "人", "お知らせが届かなかった人が{}います。", Step.OPEN_DELIVERIES),
        _counted(reports, "件", "修了の報告が{}、確認を待っています。", Step.OPEN_DESK),
        _asking(asking),
        *_unanswered(await newest_exchange(session, **whose), period),
    ]
    return DigestPart(Part.OFFICE, (Paragraph("", tuple(each for each in waiting if each)),))


async def office_part_then(session: Session, *, organization_id: int, at: datetime) -> DigestPart:
    """As it was at a moment that is over: only what the rows still tell of it.

    A report does not say when it came in, a message not what it had come to before it was tried again, and
    an answer of the 情報交換 not what it was before it was changed.
    """
    count = await access_requests_open_at(session, organization_id=organization_id, at=at)
    asking = _asking(min(count, COUNTED)) if count is not None else None
    return DigestPart(Part.OFFICE, (Paragraph("", (asking,) if asking else ()),))


def _asking(count: int) -> Sentence | None:
    return _counted(count, "件", "名簿にない人からの申し出が{}あります。", Step.OPEN_DESK)


def _counted(count: int, unit: str, words: str, step: Step) -> Sentence | None:
    if not count:
        return None
    said = f"{count:,}{unit}{'以上' if count >= COUNTED else ''}"
    return Sentence(text=words.format(said), next_step=NextStep(step), weight=1.0, for_office=True)


def _unanswered(exchange: Exchange | None, period: Period) -> list[Sentence]:
    """Departments that were asked again and have not answered the newest 情報交換, where that was of
    the period.
    """
    if exchange is None or not period.holds(exchange.round.opened_at) or not exchange.missing:
        return []
    names = "・".join(exchange.missing[:_NAMED])
    more = len(exchange.missing) - _NAMED
    told = names + (f"ほか{more}部局" if more > 0 else "")
    return [
        Sentence(
            text=f"情報交換に答えのない部局が{len(exchange.missing)}か所あります（{told}）。",
            weight=1.2,
            for_office=True,
        )
    ]


_NAMED = 6
