"""One word of a name with a slip in it, beside its other words: 菅理職."""

from collections.abc import Iterable

from language.heard_names import Heard, Token
from language.name_words import NameWord
from language.near_names import slip_of

_SHORTEST, _SHORTEST_ANYWHERE = 3, 5
Place = tuple[int, int]


def slipped(word: NameWord, message: Heard, *, taken: Iterable[Place]) -> Place | None:
    """Where it stands but for a character or two; never where other words of the name are ``taken``
    to be said, nor in a word that means something else."""
    if len(word.written) < _SHORTEST:
        return None
    if len(word.written) >= _SHORTEST_ANYWHERE:
        found = slip_of(word.written, message.written, message)
        place = (found.start, found.end) if found and found.mistakes else None
    else:
        place = _short(word.written, message)
    if place and any(place[0] < end and start < place[1] for start, end in taken):
        return None
    return place


def _short(word: str, message: Heard) -> Place | None:
    """One character of three or four is another, that says nothing by itself."""
    view, tokens = message.written, {token.start: token for token in message.tokens}
    for at in range(len(view.text) - len(word) + 1):
        start, end = view.places(at, at + len(word))
        if start in tokens and view.text[at] not in "のをはが":
            wrong = [n for n, own in enumerate(word) if view.text[at + n] != own]
            if len(wrong) == 1 and _is_slip(message, view.starts[at + wrong[0]]):
                return start, end
    return None


def _is_slip(message: Heard, place: int) -> bool:
    token = next(token for token in message.tokens if token.start <= place < token.end)
    return not token.is_suffix and not _is_own_word(token) and "一" <= message.text[place] <= "龠"


def _is_own_word(token: Token) -> bool:
    return token.is_word and token.is_known and len(token.surface) > 1
