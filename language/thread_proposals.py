"""What became of each proposal of a discussion."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from language.thread_acts import Act, is_agreeing
from language.thread_sentences import Saying
from language.thread_view import Revisions


class Fate(Enum):
    AGREED = auto()
    DECIDED = auto()
    """A decision says it, or the decision stands for it."""
    REFUSED = auto()
    ANSWERED = auto()
    OPEN = auto()
    WISH = auto()
    """Nobody was asked, and nobody spoke of it."""


_UNSETTLED = frozenset({Fate.OPEN, Fate.WISH})
_NEAR = 8
"""Messages within which one agrees or decides without saying to what."""
_SHORT = 5
"""Characters that name a thing and no more: 「青で」."""
_BACK = re.compile(r"それ|その|そう|これ|この|同じ|上記|おっしゃる|言うとおり|なら")
_ASKS = re.compile(r"か(?:ね|な)?$|でしょう|どう|ましょう|んちゃう|では$")


@dataclass(slots=True)
class Proposals:
    fate: dict[int, Fate] = field(default_factory=dict)
    by: dict[int, int] = field(default_factory=dict)
    """Who agreed, decided or refused first."""
    refused: set[int] = field(default_factory=set)
    """What somebody was against, whatever became of it."""
    settled: dict[int, int] = field(default_factory=dict)
    """Of a decision that does not say what: the proposal, or what it speaks of."""


def proposals_of(sayings: Sequence[Saying], acts: Sequence[Act], revisions: Revisions) -> Proposals:
    found = Proposals()
    for saying in sayings:
        if acts[saying.at] in (Act.PROPOSAL, Act.REQUEST) and saying.at not in revisions.gone:
            _follow(saying, sayings, acts, revisions, found)
    for saying in sayings:
        if (
            acts[saying.at] is Act.DECISION
            and saying.at not in found.settled
            and _points_back(saying)
        ):
            _look_back(saying, sayings, acts, revisions, found)
    return found


def _follow(
    proposal: Saying,
    sayings: Sequence[Saying],
    acts: Sequence[Act],
    revisions: Revisions,
    found: Proposals,
) -> None:
    fate = Fate.OPEN if proposal.asks or _ASKS.search(proposal.folded) else Fate.WISH
    for saying, outcome in _outcomes(proposal, sayings, acts, revisions):
        if outcome is Fate.DECIDED and acts[proposal.at] is Act.REQUEST:
            break
        if outcome is Fate.REFUSED:
            found.refused.add(proposal.at)
        if outcome is Fate.DECIDED and fate is Fate.AGREED and not _says_as_much(saying, proposal):
            continue
        if fate in _UNSETTLED or outcome is Fate.DECIDED:
            fate, found.by[proposal.at] = outcome, saying.at
        if outcome is Fate.DECIDED:
            if not _says_itself(saying, proposal) and proposal.at not in found.refused:
                found.settled[saying.at] = proposal.at
            break
    found.fate[proposal.at] = Fate.OPEN if fate is Fate.REFUSED and proposal.asks else fate


def _says_as_much(decision: Saying, proposal: Saying) -> bool:
    """Whether what was agreed already is told by the decision, too."""
    return len(decision.nouns & proposal.nouns) >= 2 or _same_figure(proposal, decision)


def _outcomes(
    proposal: Saying, sayings: Sequence[Saying], acts: Sequence[Act], revisions: Revisions
) -> Iterator[tuple[Saying, Fate]]:
    asked = proposal.place
    for saying in sayings[proposal.at + 1 :]:
        if acts[saying.at] is Act.QUESTION:
            asked = saying.place
        answers_another = asked not in (proposal.place, saying.place) and saying.place - asked == 1
        if answers_another and not saying.nouns:
            continue
        outcome = _outcome(proposal, saying, acts[saying.at], saying.at in revisions.gone)
        if outcome is not None:
            yield saying, outcome


def _outcome(proposal: Saying, saying: Saying, act: Act, is_gone: bool) -> Fate | None:
    gap = saying.place - proposal.place
    shared = (
        proposal.nouns & saying.nouns
        or proposal.verbs & saying.verbs
        or _same_figure(proposal, saying)
    )
    other = saying.speaker != proposal.speaker
    if (
        act is Act.DECISION
        and not is_gone
        and (shared or (gap <= _NEAR and (not saying.nouns or _points_back(saying))))
    ):
        return Fate.DECIDED
    if gap > _NEAR or gap == 0 or is_gone:
        return None
    if other and act is Act.REFUSED:
        return Fate.REFUSED
    if other and gap <= 2 and "yes" in saying.leads and not saying.nouns:
        return Fate.AGREED
    if other and (act is Act.AGREED or (act is Act.FACT and "賛成" in saying.folded)):
        return Fate.AGREED
    if (
        other
        and shared
        and act is Act.FACT
        and ("yes" in saying.leads or "no" in saying.leads or gap <= 3)
    ):
        return Fate.ANSWERED
    if other and is_agreeing(saying) and act in (Act.FACT, Act.PROMISE) and gap <= 2:
        return Fate.AGREED
    return None


def _same_figure(proposal: Saying, saying: Saying) -> bool:
    return any(a.is_same(b) for a in proposal.figures for b in saying.figures)


def _says_itself(decision: Saying, proposal: Saying) -> bool:
    """Whether it tells what is decided without the proposal."""
    return (
        len(decision.nouns) >= 2
        or bool(decision.nouns & proposal.nouns and decision.figures)
        or not proposal.nouns
    )


def _points_back(saying: Saying) -> bool:
    if len(saying.nouns) == 1:
        is_a_word = len(saying.folded) <= _SHORT
        return is_a_word or re.search("その|それ|この案", saying.folded) is not None
    return not saying.nouns and (
        _BACK.search(saying.folded) is not None or len(saying.folded) <= 10
    )


def _look_back(
    saying: Saying,
    sayings: Sequence[Saying],
    acts: Sequence[Act],
    revisions: Revisions,
    found: Proposals,
) -> None:
    for each in reversed(sayings[: saying.at]):
        if saying.place - each.place > 3:
            return
        is_telling = acts[each.at] in (Act.PROPOSAL, Act.FACT) and each.at not in revisions.gone
        if is_telling and each.nouns and each.speaker != saying.speaker:
            first = next(
                other
                for other in sayings
                if other.place == each.place
                and other.nouns
                and acts[other.at] in (Act.PROPOSAL, Act.FACT)
            )
            found.settled[saying.at] = first.at
            return
