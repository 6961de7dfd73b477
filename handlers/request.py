"""What a request is made of: an intent, its slots with their questions, and what is done when they are filled.

A new one is data in ``requests.py``; ``dialogue.py`` asks for what is missing, one slot at a time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from cards.dialogue import Choice, Question
from domain.dialogue import Draft, Filled
from handlers.command import Handler, Member
from handlers.deps import Deps
from handlers.reply import Show
from language.intents import Intent


class Worded(StrEnum):
    """What closed wordings alone want: the model knows no such intent."""

    TELL_COUNTERMEASURE = "tell_countermeasure"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what. ``text``: the message that is being answered, "" of a button.

    ``listed``: the values that were shown last, in order, for 「それ」; ``listed_several``: for 「2番目の」.
    """

    draft: Draft
    member: Member
    deps: Deps
    text: str = ""
    listed: tuple[str, ...] = ()
    listed_several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a message says of a slot: one value, several that it may be, or one that cannot be."""

    filled: Filled | None = None
    choices: tuple[Choice, ...] = ()
    problem: str = ""
    """Why it cannot be, and what to do."""
    refused: str = ""
    """The value that cannot be."""
    words: tuple[str, ...] | None = None
    """The words of the message, or of what it names, that say so; None: the whole of it."""


NOTHING = Found()


async def _as_it_is(value: str, _asking: Asking) -> str:
    return value


async def _no_problem(_value: str, _asking: Asking) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    read: Callable[[str, Asking], Awaitable[Found]]
    ask: Callable[[Asking, Found], Awaitable[Question]]
    """``Found``: the choices that the message left open, and the problem with what it said."""
    problem: Callable[[str, Asking], Awaitable[str]] = _no_problem
    """Why a value, from a message or a button, cannot be; "" where it can."""
    label: Callable[[str, Asking], Awaitable[str]] = _as_it_is
    """What stands on a choice's button: a question that is asked again shows the same ones."""
    is_needed: Callable[[Draft], bool] = lambda _: True
    called: tuple[str, ...] = ()
    """What people call it, to say that it is wrong: 「日付が違います」. The first stands on a button."""


@dataclass(frozen=True, slots=True)
class Request:
    """``finish``: what all slots being filled leads to: the answer, or the card that asks for 「報告する」."""

    intent: Intent | Worded
    slots: tuple[Slot, ...]
    finish: Callable[[Asking], Awaitable[Show]]
    describe: Callable[[Asking], Awaitable[str]]
    """「RPA入門の報告」."""
    on_yes: Handler | None = None
    """What saves it, with the slots as ``args`` and the card's nonce, and ends the draft in the same
    transaction. None: nothing is to be confirmed, and with ``finish`` it is done.
    """
    start: Handler | None = None
    """Answers the first message instead; where its answer lists trainings, which of them is asked for."""
    is_resumed: bool = True
    """「続き」 is offered after something else. A look at a list is not worth that."""
    goes_on: bool = False
    """A new message of it is read into the one that is open: what is said first is not lost."""
    is_about_themself: bool = False
    """Nobody does it for somebody else."""

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)
