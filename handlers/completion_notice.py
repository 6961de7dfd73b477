"""Who reported a completion is told what the office decided."""

from collections.abc import Mapping

from cards.completion import confirmed_card, sent_back_card
from cards.elements import Card
from domain.desk import ReportedCompletion
from domain.outbox import Notice
from domain.training import RecordState
from handlers.occasion import Dropped, Occasion
from storage.completions import completion_and_state

KIND = "completion.decided"


def notice(report: ReportedCompletion, *, state: RecordState, nonce: str) -> Notice:
    """``nonce`` of the card on which it was decided: a report that comes again is decided again."""
    return Notice(
        KIND,
        report.person_id,
        dedupe_key=f"{KIND}:{report.record_id}:{nonce}",
        args={"record": str(report.record_id), "state": state.value},
    )


async def write(occasion: Occasion, args: Mapping[str, str]) -> Card | Dropped:
    """Nothing of a decision that does not stand any more."""
    found = await completion_and_state(
        occasion.session,
        organization_id=occasion.organization_id,
        record_id=int(args["record"]),
    )
    if found is None or found[0].person_id != occasion.person.id:
        return Dropped("record_gone")
    report, state = found
    if state.value != args["state"]:
        return Dropped("decided_otherwise")
    is_confirmed = state is RecordState.COMPLETED
    return (confirmed_card if is_confirmed else sent_back_card)(report, today=occasion.today)
