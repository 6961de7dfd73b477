"""How well messages are understood, beside two plain ways in the same run, and what it costs.

``python -m benchmarks.understanding [FILE]…``: the validation sentences of ``language/corpus/``,
and files of ``{"text", "intent"}`` lines. Figures only: the validation sentences are not to be read.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import understanding_cost as cost
from benchmarks.intent_peers import Way, character_tfidf, nearest
from language.corpus_files import CORPUS, Sentence, read_sentences, training_files
from language.evaluate import Evaluation, judged
from language.evaluation_report import GOALS, Goal, describe_confusions, describe_pace, is_bearable
from language.intents import Intent
from language.model import trained_understander
from language.noise import BEARABLE, Noise, noises, noisy
from language.understanding import Understanding

OURS = "かけはし"
MOST_LONG_MILLISECONDS = 100
MOST_SECONDS = 1.0
MOST_MEGABYTES = 200
_ACTED = ("聞き返さずに動く", "そのうち正しい")
"""A peer never says that it is sure."""

Sets = Mapping[str, tuple[Sentence, ...]]


def ours(messages: Sequence[str]) -> list[Understanding]:
    understander = trained_understander()
    return [understander.understand(message) for message in messages]


def ways() -> Mapping[str, Way]:
    learned = read_sentences(training_files())
    return {
        OURS: ours,
        "文字1〜4のTF-IDF＋ロジスティック回帰": character_tfidf(learned),
        "いちばん近い学習文（rapidfuzz）": nearest(learned),
    }


def evaluated(way: Way, sentences: Sequence[Sentence], noise: Noise | None = None) -> Evaluation:
    messages = [s.text if noise is None else noisy(s.text, noise) for s in sentences]
    meant = [sentence.intent for sentence in sentences]
    return judged(list(zip(meant, way(messages), strict=True)))


def quality(name: str, sentences: Sequence[Sentence], all_ways: Mapping[str, Way]) -> str:
    clean = {way: evaluated(all_ways[way], sentences) for way in all_ways}
    outside = sum(sentence.intent is Intent.NONE for sentence in sentences)
    lines = [f"{name}（{len(sentences)}文、うち対象外{outside}）"]
    lines += [_figures(goal, clean) for goal in GOALS]
    lines.append("  乱れた文で下がる正しさ（ポイント）")
    for noise in noises():
        lost = {
            way: 100 * (clean[way].accuracy - evaluated(all_ways[way], sentences, noise).accuracy)
            for way in all_ways
        }
        lines.append(_losses(noise, lost))
    return "\n".join(lines)


def confusions(sets: Sets) -> str:
    """Of all sets together."""
    together = [sentence for sentences in sets.values() for sentence in sentences]
    return describe_confusions(evaluated(ours, together))


def paces(sets: Sets) -> str:
    texts = [sentence.text for sentences in sets.values() for sentence in sentences]
    return (
        describe_pace(cost.message_milliseconds(texts)) + "（1コア、`kakehashi understand` の1行）"
    )


def long_messages() -> str:
    """CPU time of the longest message that is read, of several kinds."""
    shown = "  ".join(f"{kind} {ms:.0f} ms" for kind, ms in cost.longest_milliseconds().items())
    return f"{cost.LONGEST:,}文字の1通（CPU、目標 {MOST_LONG_MILLISECONDS} ms 以下）  {shown}"


def start() -> str:
    loaded = cost.loaded()
    least = loaded[cost.WITHOUT]
    lines = [
        f"言葉の部分で増えるもの  目標 起動 {MOST_SECONDS:.0f} s、メモリー {MOST_MEGABYTES} MB 以下",
        *(
            f"  {name}  {each.seconds:.2f} s（+{each.seconds - least.seconds:.2f}、"
            f"CPUでは +{each.cpu_seconds - least.cpu_seconds:.2f}）"
            f"  {each.resident_mb:.0f} MB（+{each.resident_mb - least.resident_mb:.0f}）"
            for name, each in loaded.items()
        ),
    ]
    return "\n".join(lines)


def _figures(goal: Goal, evaluations: Mapping[str, Evaluation]) -> str:
    shown = (
        f"{way} {goal.figure(evaluation):.3f}"
        for way, evaluation in evaluations.items()
        if way == OURS or goal.caption not in _ACTED
    )
    mark = "" if goal.is_reached(evaluations[OURS]) else "（届いていません）"
    return f"  {goal.caption}  目標 {goal.words}{mark}  {'  '.join(shown)}"


def _losses(noise: Noise, lost: Mapping[str, float]) -> str:
    shown = "  ".join(f"{way} {points:.1f}" for way, points in lost.items())
    mark = "" if is_bearable(noise, lost[OURS]) else "（届いていません）"
    return f"    {noise}  目標 {BEARABLE[noise]:.0f} 以下{mark}  {shown}"


def _sets(files: Sequence[Path]) -> Sets:
    """Under their names. Raises ValueError where two are the same."""
    every = (*sorted(CORPUS.glob("validation_*.jsonl")), *files)
    twice = [stem for stem, times in Counter(file.stem for file in every).items() if times > 1]
    if twice:
        raise ValueError(f"同じ名前のファイルがあります：{'、'.join(twice)}")
    return {file.stem: read_sentences([file]) for file in every}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    sets = _sets(parser.parse_args(arguments).files)
    all_ways = ways()
    for name, sentences in sets.items():
        print(f"{quality(name, sentences, all_ways)}\n", flush=True)
    print(f"{confusions(sets)}\n\n{paces(sets)}\n{long_messages()}\n\n{start()}")


if __name__ == "__main__":
    main()
