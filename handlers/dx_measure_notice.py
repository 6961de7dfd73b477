"""Who is put into a 部局横断DX施策 hears of it once for each change: who leads, takes part, or supports it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cards.dx_measure_notice import put_in_card
from cards.elements import Card
from domain.dx_measure import DxMeasure, DxMeasureText, Part, put_in
from domain.dx_measure_history import DxMeasureHistory
from domain.outbox import Notice
from handlers.issue_seen import names_of
from handlers.occasion import Dropped, Occasion
from storage.dx_measures import measure_by_id, measure_revisions
from storage.outbox import enqueue
from storage.session import Session

KIND = "measure.put_in"
NOT_IN_IT = "not_in_the_measure"


async def tell_those_put_in(
    session: Session,
    before: DxMeasureText | None,
    after: DxMeasure,
    *,
    organization_id: int,
    by: int,
    at: datetime,
) -> None:
    """In the transaction of the change. ``before``: None where it begins. Of what has ended nobody
    hears until it is taken up again.

    Whoever calls sets ``deps.outbox_filled`` after that.
    """
    if not after.text.is_under_way:
        return
    for staff_id, parts in sorted(put_in(before, after.text, by=by).items()):
        notice = _notice(after, staff_id, parts, version=after.version)
        await enqueue(session, notice, organization_id=organization_id, at=at)


async def tell_those_put_in_while_ended(
    session: Session, history: DxMeasureHistory, *, organization_id: int, at: datetime
) -> None:
    """In the transaction that takes it up again; ``history`` with that. Whoever calls sets
    ``deps.outbox_filled`` after that.
    """
    for staff_id, (version, parts) in sorted(history.put_in_while_ended().items()):
        notice = _notice(history.measure, staff_id, parts, version=version)
        await enqueue(session, notice, organization_id=organization_id, at=at)


def _notice(measure: DxMeasure, staff_id: int, parts: Sequence[Part], *, version: int) -> Notice:
    """``version``: the one that has put them in."""
    return Notice(
        KIND,
        staff_id,
        dedupe_key=f"{KIND}:{measure.id}:{measure.version}:{staff_id}",
        args={
            "measure": str(measure.id),
            "version": str(version),
            "parts": ",".join(each.name for each in parts),
        },
    )


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """What they still have to do in it at this moment; nothing of what has ended meanwhile."""
    session, number = occasion.session, occasion.organization_id
    measure = await measure_by_id(session, int(args["measure"]), organization_id=number)
    if measure is None or not measure.text.is_under_way:
        return Dropped(NOT_IN_IT)
    now = measure.text.parts_of(occasion.person.id)
    parts = [part for each in args["parts"].split(",") if (part := Part[each]) in now]
    if not parts:
        return Dropped(NOT_IN_IT)
    revisions = await measure_revisions(session, measure.id, organization_id=number)
    version = int(args["version"])
    editor = next((each.editor_id for each in revisions if each.version == version), None)
    names = await names_of(session, [editor], organization_id=number)
    by = "".join(f"{name}さん" for name in names.values())
    return put_in_card(measure, parts, by=by, today=occasion.today)
