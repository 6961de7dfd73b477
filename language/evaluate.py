"""How well an understander does on sentences it has not seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from language.corpus_files import Sentence
from language.intents import Intent
from language.understanding import Understander, Understanding

Judged = tuple[Intent, Understanding]
"""What a person meant, what was understood."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Shares between 0 and 1; nan where nothing could be counted."""

    sentences: int
    accuracy: float
    macro_f1: float
    """Mean over the intents that occur among the sentences."""
    top_3: float
    acted_precision: float
    """Of the messages that would be acted on without asking, how many were understood right."""
    acted_coverage: float
    out_of_scope_recall: float
    f1: tuple[tuple[Intent, float], ...]
    confusions: tuple[tuple[Intent, Intent, int], ...]
    """(meant, understood, times), the commonest first; only what went wrong."""


def evaluate(understander: Understander, sentences: Sequence[Sentence]) -> Evaluation:
    """Raises ValueError for no sentences."""
    if not sentences:
        raise ValueError("評価する文がありません。")
    return judged([(s.intent, understander.understand(s.text, today=None)) for s in sentences])


def judged(pairs: Sequence[Judged]) -> Evaluation:
    acted = [pair for pair in pairs if pair[1].is_sure]
    outside = [pair for pair in pairs if pair[0] is Intent.NONE]
    f1 = tuple((intent, _f1(intent, pairs)) for intent in Intent if _occurs(intent, pairs))
    return Evaluation(
        sentences=len(pairs),
        accuracy=_right(pairs),
        macro_f1=sum(share for _, share in f1) / len(f1),
        top_3=sum(_among_three(pair) for pair in pairs) / len(pairs),
        acted_precision=_right(acted),
        acted_coverage=len(acted) / len(pairs),
        out_of_scope_recall=_right(outside),
        f1=f1,
        confusions=_confusions(pairs),
    )


def describe(evaluation: Evaluation) -> str:
    """For a terminal."""
    e = evaluation
    lines = [
        f"文 {e.sentences}",
        f"正解率 {e.accuracy:.3f}  マクロF1 {e.macro_f1:.3f}  上位3件 {e.top_3:.3f}",
        f"即答した割合 {e.acted_coverage:.3f}  即答の正解率 {e.acted_precision:.3f}",
        f"対象外の再現率 {e.out_of_scope_recall:.3f}",
        "",
        *(f"{intent:<20} F1 {share:.3f}" for intent, share in e.f1),
        "",
        *(f"{meant} → {got}: {times}" for meant, got, times in e.confusions[:20]),
    ]
    return "\n".join(lines)


def _right(pairs: Sequence[Judged]) -> float:
    if not pairs:
        return float("nan")
    return sum(meant is got.intent for meant, got in pairs) / len(pairs)


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
