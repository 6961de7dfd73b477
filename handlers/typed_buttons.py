"""The words on a button of a case or of a week's digest, typed: whether they do what the button does.

Nobody can be sure which card somebody has before them who types. So what goes out to others, or cannot be taken
back, is done by the button alone: its words show the card that has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from handlers.last_answers import ShownButton


@dataclass(frozen=True, slots=True)
class Acts:
    """As if it were pressed."""


@dataclass(frozen=True, slots=True)
class ShowsButton:
    """A card with that button is shown, and nothing else happens."""


@dataclass(frozen=True, slots=True)
class ShowsCard:
    """So it is, by ``action``, with all that is to be looked at beside the button."""

    action: str


Typed = Acts | ShowsButton | ShowsCard
_ACTS, _SHOWS_BUTTON = Acts(), ShowsButton()

TYPED: Mapping[str, Typed] = {
    "case.show": _ACTS,
    "case.find": _ACTS,
    "case.attachment": _ACTS,
    "case.write": _ACTS,
    "case.submit": _SHOWS_BUTTON,
    "case.discard": _SHOWS_BUTTON,
    "case.detach": _ACTS,  # their own draft's, whose file can be sent once more
    "case.attach_file": _ACTS,
    "case.mine": _ACTS,
    "case.queue": _ACTS,
    "case.review": _ACTS,
    "case.review_file": _ACTS,
    "case.ask_remove_file": _ACTS,
    "case.remove_file": _SHOWS_BUTTON,
    "case.approve": _SHOWS_BUTTON,
    "case.ask_send_back": _ACTS,
    "case.ask_suggest": _ACTS,
    "case.history": _ACTS,
    "case.take_suggestion": _SHOWS_BUTTON,
    "case.ask_withdraw": _ACTS,
    "case.restore": _SHOWS_BUTTON,
    "case.ask_route": _ACTS,
    "case.ask_columns": _ACTS,
    "case.ask_select": _ACTS,
    "case.post_selection": _SHOWS_BUTTON,
    "case.export": _ACTS,
    "case.thank": _ACTS,  # taken back on the very card that answers
    "case.ask_adopt": _ACTS,
    "case.establish": _SHOWS_BUTTON,
    "case.map": _ACTS,
    "digest.show": _ACTS,
    "digest.part": _ACTS,
    "digest.export": _ACTS,
    "digest.edition": _ACTS,
    "digest.ask_edit": _ACTS,
    "digest.ask_choose": _ACTS,
    "digest.remake": ShowsCard("digest.edition"),
    "digest.publish": ShowsCard("digest.edition"),
    "digest.ask_withdraw": _ACTS,
    "digest.withdraw": ShowsCard("digest.ask_withdraw"),
    "digest.read": _ACTS,
    "digest.editions": _ACTS,
    "digest.versions": _ACTS,
}
"""By the button's action. What is not here does nothing."""


def is_by_button_alone(action: str) -> bool:
    """Its words show the button by itself."""
    return isinstance(TYPED.get(action, _SHOWS_BUTTON), ShowsButton)


def as_typed(shown: ShownButton) -> ShownButton:
    """The button that its words press: itself, or the one that shows its card again."""
    how = TYPED.get(shown.button.action, _SHOWS_BUTTON)
    match how:
        case ShowsCard(action):
            return replace(shown, button=replace(shown.button, action=action))
        case Acts() | ShowsButton():
            return shown
        case _:
            assert_never(how)
