"""How well an understander does on sentences it has not seen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from language.corpus_files import Sentence
from language.intents import Intent
from language.noise import Noise, noises, noisy
from language.understanding import Understander, Understanding

Judged = tuple[Intent, Understanding]
"""What a person meant, what was understood."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Shares between 0 and 1; nan where nothing could be counted."""

    sentences: int
    outside: int
    """Of the sentences, how many are out of scope."""
    accuracy: float
    macro_f1: float
    """Mean over the intents that occur among the sentences."""
    top_3: float
    acted_precision: float
    """Of the messages that would be acted on without asking, how many were understood right."""
    acted_coverage: float
    out_of_scope_recall: float
    in_scope_rejected: float
    """Of what the bot does, how much was taken for out of scope."""
    f1: tuple[tuple[Intent, float], ...]
    confusions: tuple[tuple[Intent, Intent, int], ...]
    """(meant, understood, times), the commonest first; only what went wrong."""


def evaluate(understander: Understander, sentences: Sequence[Sentence]) -> Evaluation:
    """Raises ValueError for no sentences."""
    if not sentences:
        raise ValueError("評価する文がありません。")
    return judged([(s.intent, understander.understand(s.text)) for s in sentences])


def judged(pairs: Sequence[Judged]) -> Evaluation:
    acted = [pair for pair in pairs if pair[1].is_sure]
    outside = [pair for pair in pairs if pair[0] is Intent.NONE]
    inside = [pair for pair in pairs if pair[0] is not Intent.NONE]
    f1 = tuple((intent, _f1(intent, pairs)) for intent in Intent if _occurs(intent, pairs))
    return Evaluation(
        sentences=len(pairs),
        outside=len(outside),
        accuracy=_right(pairs),
        macro_f1=sum(share for _, share in f1) / len(f1),
        top_3=sum(_among_three(pair) for pair in pairs) / len(pairs),
        acted_precision=_right(acted),
        acted_coverage=len(acted) / len(pairs),
        out_of_scope_recall=_right(outside),
        in_scope_rejected=_share(got.intent is Intent.NONE for _, got in inside),
        f1=f1,
        confusions=_confusions(pairs),
    )


def losses(
    understander: Understander, sentences: Sequence[Sentence], *, clean: float
) -> Mapping[Noise, float]:
    """Percentage points of right answers that each noise costs, against ``clean`` (0–1)."""
    return {
        noise: 100 * (clean - _right(_noisily(understander, sentences, noise)))
        for noise in noises()
    }


def milliseconds(understander: Understander, sentences: Sequence[Sentence]) -> list[float]:
    """What reading the intent of each message takes on this machine; slots come after it."""
    return [_milliseconds(understander, sentence.text) for sentence in sentences]


def _milliseconds(understander: Understander, text: str) -> float:
    began = perf_counter()
    understander.understand(text)
    return 1000 * (perf_counter() - began)


def _noisily(
    understander: Understander, sentences: Sequence[Sentence], noise: Noise
) -> list[Judged]:
    return [(each.intent, understander.understand(noisy(each.text, noise))) for each in sentences]


def _right(pairs: Sequence[Judged]) -> float:
    return _share(meant is got.intent for meant, got in pairs)


def _share(holds: Iterable[bool]) -> float:
    each = list(holds)
    return sum(each) / len(each) if each else float("nan")


def _among_three(pair: Judged) -> bool:
    meant, got = pair
    return meant in [intent for intent, _ in got.ranked[:3]]


def _occurs(intent: Intent, pairs: Sequence[Judged]) -> bool:
    return any(meant is intent for meant, _ in pairs)


def _f1(intent: Intent, pairs: Sequence[Judged]) -> float:
    meant = sum(wanted is intent for wanted, _ in pairs)
    said = sum(got.intent is intent for _, got in pairs)
    both = sum(wanted is intent and got.intent is intent for wanted, got in pairs)
    return 2 * both / (meant + said)


def _confusions(pairs: Sequence[Judged]) -> tuple[tuple[Intent, Intent, int], ...]:
    wrong = Counter((meant, got.intent) for meant, got in pairs if meant is not got.intent)
    return tuple((meant, got, times) for (meant, got), times in wrong.most_common())
