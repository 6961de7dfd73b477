"""A button of the cases shown last, typed: 「もっと見る」「参考になった」「2番目の」."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cards.case_which import which_case_card
from cards.elements import Button, Card
from handlers.last_answers import LastAnswer, ShownButton
from handlers.typed_buttons import is_by_button_alone
from language.button_words import says_label, says_verb
from language.dialogue_words import reference_in, referred

_SAID: Mapping[str, tuple[str, ...]] = {
    "case.find": ("もっと見せる", "もっと", "続きを見る", "続きを見せる"),
    "case.thank": ("参考になった", "参考になりました"),
    "case.ask_adopt": ("うちでもやった", "うちでもやりました"),
    "case.show": (
        *("くわしく見る", "くわしく見せる", "もっとくわしく", "くわしく"),
        *("詳しく見る", "詳しく見せる", "もっと詳しく", "詳しく"),
    ),
    "case.approve": ("承認する", "承認"),
    "case.ask_send_back": ("差し戻す", "差し戻し"),
    "case.ask_withdraw": ("取下げる",),
}
"""What is said for a button besides its label, in the forms of ``button_words``."""
_OF_ANY = frozenset({"case.thank", "case.ask_adopt", "case.show"})
"""What can be done with each case that is shown, whether or not its card has the button."""
_LOOKED_AT_FIRST = frozenset({"case.approve", "case.ask_send_back"})
"""Decided only where the case has been read: of a list it is opened."""
_MORE = "もっと見る"


def case_button_said(text: str, last: LastAnswer) -> ShownButton | Card | None:
    """The button that is meant, or a card that asks of which case; None where none is."""
    meant = [each for each in last.case_buttons if _is_said(text, each.button)]
    if not meant:
        meant = _of_any(text, last.cases)
    if meant:
        return meant[0] if len(meant) == 1 else _which(meant)
    return _pointed_at(text, last)


def _is_said(text: str, button: Button) -> bool:
    """By its label, by what is said for its action, or by what it does alone: another list of cases by its label only."""
    if says_label(text, button.label):
        return True
    if button.action == "case.find" and button.label != _MORE:
        return False
    return _says_action(text, button.action) or says_verb(text, button.label)


def _says_action(text: str, action: str) -> bool:
    return any(says_label(text, words) for words in _SAID.get(action, ()))


def _of_any(text: str, cases: Sequence[ShownButton]) -> list[ShownButton]:
    action = next((action for action in _SAID if _says_action(text, action)), "")
    if action in _LOOKED_AT_FIRST:
        return [each for each in cases if each.button.action == "case.review"]
    if action not in _OF_ANY:
        return []
    return [ShownButton(_with_action(each.button, action), nonce="") for each in cases]


def _with_action(button: Button, action: str) -> Button:
    row = {"case": button.args["case"]}
    opens_form = action == "case.ask_adopt"
    return replace(button, action=action, args=row, opens_form=opens_form)


def _which(meant: Sequence[ShownButton]) -> Card | ShownButton:
    """The same button twice is one. The nonce is that of the card, which is one."""
    by_what = {(b.action, *sorted(b.args.items())): each for each in meant for b in [each.button]}
    found = list(by_what.values())
    if len(found) == 1:
        return found[0]
    return which_case_card([_named(each) for each in found], nonce=found[0].nonce)


def _named(shown: ShownButton) -> tuple[str, Button]:
    """By its case; where it does something that words do not do, by what that is."""
    button = shown.button
    if is_by_button_alone(button.action):
        return "", replace(button, label=button.about or button.label)
    return shown.case_name, button


def _pointed_at(text: str, last: LastAnswer) -> ShownButton | None:
    """「2番目の」 of the list, 「それを詳しく」 of the only one."""
    reference = reference_in(text)
    if reference is None or not (reference.is_all or reference.asks_about):
        return None
    if reference.index is None:
        return last.cases[0] if reference.asks_about and len(last.cases) == 1 else None
    return referred(reference, last.several_cases)
