"""A button of the weeks' digests, typed: 「フォーラムに公開する」「改善事例を直す」「読む」."""

import re
from collections.abc import Mapping, Sequence

from cards.digest_edition_preview import CHOOSE, PUBLISH, REMAKE, WITHDRAW
from cards.digest_which import edition_or_own_card, which_week_card
from cards.elements import Button, Card
from domain.digest import Part, Period
from domain.permissions import Act, is_allowed
from handlers import case_mine, digest_edition, digest_edition_seen, dx_measure, training_status
from handlers.command import Command, Handler, Member
from handlers.deps import Deps
from handlers.last_answers import LastAnswer, ShownButton
from handlers.reply import Reply, show
from handlers.typed_buttons import as_typed
from language.button_words import as_label, says_label, says_verb
from language.edition_words import EditionWish, edition_wished

_OWN: Mapping[Part, tuple[Handler, Button]] = {
    Part.MEASURES: (dx_measure.show_measures, Button("施策一覧", "measure.list")),
    Part.CASES: (case_mine.show_own_cases, Button("自分の改善事例", "case.mine")),
    Part.TRAINING: (
        training_status.show_training_status,
        Button("自分の受講状況", "training.status"),
    ),
}
"""What a part of the digest is called as well, outside of it."""
_NUMBER = re.compile(r"（\d+）$")
"""Of a part that several forms hold."""
_OPEN = frozenset({"digest.ask_choose", "digest.withdraw"})
_OPENS = "digest.edition"
"""A card with one of these is about the フォーラム版 of its week, whatever else it offers."""
_WISHED: Mapping[EditionWish, tuple[str, str]] = {
    EditionWish.PUBLISH: (PUBLISH, "digest.edition"),
    EditionWish.REMAKE: (REMAKE, "digest.edition"),
    EditionWish.WITHDRAW: (WITHDRAW, "digest.ask_withdraw"),
    EditionWish.CHOOSE: (CHOOSE, "digest.ask_choose"),
}


def week_button_said(text: str, last: LastAnswer) -> ShownButton | Card | None:
    """The button of the cards shown last that is called so, with its week and version, or the one that shows its
    card again; a card that asks which, where several are; None where none is. 「公開してください」 is said of the
    フォーラム版 that is looked at, also where its card has no such button any more.
    """
    meant = [as_typed(each) for each in _called(text, last.week_buttons)]
    if len(meant) > 1:
        return which_week_card([each.button for each in meant], nonce=meant[0].nonce)
    return meant[0] if meant else _wished_of_edition(text, last)


def _called(text: str, shown: Sequence[ShownButton]) -> Sequence[ShownButton]:
    """By the whole label first, then by what it does alone."""
    return (
        [each for each in shown if as_label(text) == as_label(each.button.label)]
        or [each for each in shown if says_label(text, _unnumbered(each))]
        or [each for each in shown if says_verb(text, _unnumbered(each))]
    )


def _unnumbered(shown: ShownButton) -> str:
    return _NUMBER.sub("", shown.button.label)


def _wished_of_edition(text: str, last: LastAnswer) -> ShownButton | None:
    """Where the cards shown last are about that of one week. One that is not open is opened, whatever is wished."""
    wish, found = edition_wished(text), [e.button for e in last.week_buttons]
    found = [b for b in found if b.action in _OPEN | {_OPENS} and "week" in b.args]
    weeks = {b.args["week"] for b in found}
    if wish is None or len(weeks) != 1:
        return None
    label, action = _WISHED[wish]
    if not any(b.action in _OPEN for b in found):
        action = _OPENS
    opens_form = action == "digest.ask_choose"
    button = Button(label, action, {"week": weeks.pop()}, opens_form=opens_form)
    return ShownButton(button, last.week_buttons[0].nonce)


async def edit_part(part: Part, command: Command, member: Member, deps: Deps) -> Reply:
    """「改善事例を直す」, typed where the card shown last has no such button. To who does not publish it is about
    their own; so it is to the secretariat as long as cases were shown last, since the last card decides. Else
    either may be meant, and guessing wrong would cost more than one question. Raises NotAllowed.
    """
    if part not in _OWN:
        return await digest_edition.show_edition(command, member, deps)
    show_own, button = _OWN[part]
    publishes = is_allowed(Act.PUBLISH_DIGEST, actor=member.person, subject=member.person)
    if not publishes or (part is Part.CASES and command.last.cases):
        return await show_own(Command(place=command.place), member, deps)
    number, now = member.organization.id, deps.clock()
    period = Period.of_week(await digest_edition_seen.day_meant(command, member, deps), as_of=now)
    async with deps.database.read() as session:
        history = await digest_edition_seen.history_in(session, period.week, organization_id=number)
    return show(edition_or_own_card(part, button, period, history, today=now.date()))
