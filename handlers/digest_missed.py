"""届かなかったもの of a digest's Excel file: by department and reason, without names."""

from collections import Counter
from collections.abc import Sequence

from cards.delivery_reasons import because
from cards.message_words import message_name
from cards.office_channel import channel_name
from domain.digest_tables import MissedCount
from domain.outbox import OutboxEntry
from domain.people import Person
from storage.people import people_ever
from storage.session import Session

_SOMEWHERE = "所属なし"


def _place(person: Person) -> str:
    return person.posts[0].department if person.posts else _SOMEWHERE


async def missed_counts(
    session: Session, entries: Sequence[OutboxEntry], *, organization_id: int
) -> tuple[MissedCount, ...]:
    """The most first."""
    ids = {each.staff_id for each in entries if each.staff_id is not None}
    people = await people_ever(session, organization_id=organization_id, ids=[*ids])
    places = {person.id: _place(person) for person in people}
    counted = Counter(
        (
            f"{channel_name(each.channel)}のチャンネル"
            if each.channel
            else places.get(each.staff_id or 0, _SOMEWHERE),
            message_name(each.kind),
            because(each.reason),
        )
        for each in entries
    )
    return tuple(MissedCount(*words, count) for words, count in counted.most_common())
