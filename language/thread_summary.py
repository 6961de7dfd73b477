"""What was said, decided and left open in a discussion, in its own words.

Nothing is phrased: sentences are cut, joined and read with the figure that a later message gives. What was
corrected, withdrawn or answered later is not told as if it still stood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.thread_acts import Act, acts_of
from language.thread_amounts import SOON, figures_in
from language.thread_answers import Answers, answers_of
from language.thread_markup import folded
from language.thread_message import ThreadMessage, ThreadSentence, ThreadSummary
from language.thread_proposals import Fate, Proposals, proposals_of
from language.thread_revisions import revisions_of
from language.thread_sentences import Saying, in_order, sayings_of
from language.thread_view import Revisions
from language.thread_wording import (
    answered,
    cited_places,
    is_bare,
    is_borne_out,
    of_department,
    shortened,
    told,
    topic_of,
)

MOST_FACTS = 40
"""Of a thread, the most telling."""
_LONGEST_JOINED = 120
_REASON = re.compile(r"(?:ため|から|ので)(?:です|だ)?$")
_RULE = re.compile(r"必要|ません|ない|不要|禁止|可能|なければ|だめ|不可|義務|必須")
_IS_NAME = re.compile(r"[^はがをにでら0-9]{1,20}(?:です)?$")
_OWN = re.compile(r"うち(?:の|は|も|で)")
_TRIVIAL = re.compile(
    r"見(?:ます|ておき)$|(?:更新|反映|差し替え)します$|ですね$|了解|承知|わかりました$"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence on its way: the sayings it is made of."""

    text: str
    ats: tuple[int, ...]
    weight: float = 0.0


class _Summing:
    def __init__(self, messages: Sequence[ThreadMessage]) -> None:
        self.order = in_order(messages)
        self.messages = [messages[place] for place in self.order]
        self.sayings: tuple[Saying, ...] = sayings_of(self.messages)
        self.acts: tuple[Act, ...] = acts_of(self.sayings)
        self.revisions: Revisions = revisions_of(self.sayings, self.acts)
        self.answers: Answers = answers_of(self.sayings, self.acts, self.revisions)
        self.proposals: Proposals = proposals_of(self.sayings, self.acts, self.revisions)

    def summary(self) -> ThreadSummary:
        decisions = self._kept([*self._decisions()])
        facts = sorted(self._kept([*self._facts()]), key=lambda each: -each.weight)[:MOST_FACTS]
        open_questions = self._kept([*self._open()])
        return ThreadSummary(
            facts=self._cited(facts),
            decisions=self._cited(decisions),
            open_questions=self._cited(open_questions),
        )

    def _cited(self, found: Sequence[_Told]) -> tuple[ThreadSentence, ...]:
        return tuple(
            ThreadSentence(each.text, self._places(each))
            for each in sorted(found, key=lambda each: each.ats[0])
        )

    def _places(self, each: _Told) -> tuple[int, ...]:
        """In the thread as it came."""
        return tuple(sorted(self.order[n] for n in cited_places(self.sayings, each.ats)))

    def _kept(self, found: Sequence[_Told]) -> list[_Told]:
        """Each once, and only what its messages bear out."""
        kept: dict[str, _Told] = {}
        for each in found:
            cited = [self.messages[place] for place in cited_places(self.sayings, each.ats)]
            text = shortened(each.text)
            if is_borne_out(text, cited):
                before = kept.get(text)
                ats = (*before.ats, *each.ats) if before else each.ats
                kept[text] = _Told(text, ats, each.weight)
        said = [*kept.values()]
        return [each for each in said if not any(_holds(other, each) for other in said)]

    def _stands(self, saying: Saying) -> bool:
        return saying.at not in self.revisions.gone and saying.at not in self.revisions.merged

    def _told(self, saying: Saying) -> tuple[str, tuple[int, ...]]:
        text, by, _ = told(saying, self.revisions)
        return text, (saying.at, *by)

    # -- decisions ---------------------------------------------------------------------------

    def _decisions(self) -> Iterator[_Told]:
        for saying in self.sayings:
            act = self.acts[saying.at]
            if not self._stands(saying):
                continue
            if act is Act.DECISION or self._is_decided_anew(saying):
                yield self._decision(saying)
            elif act is Act.WITHDRAWAL:
                yield self._withdrawal(saying)
            elif act is Act.PROPOSAL and self.proposals.fate.get(saying.at) is Fate.AGREED:
                text, ats = self._told(saying)
                by = self.proposals.by[saying.at]
                yield _Told(f"{text}（{self.sayings[by].text}）", (*ats, by))

    def _is_decided_anew(self, saying: Saying) -> bool:
        """「2月28日で確定とします」 makes a decision of 「作業日は2月14日です」."""
        changes = self.revisions.changes.get(saying.at, ())
        return any(
            c.by in self.revisions.merged and self.acts[c.by] is Act.DECISION for c in changes
        )

    def _decision(self, saying: Saying) -> _Told:
        text, ats = self._told(saying)
        proposal = self.proposals.settled.get(saying.at)
        if proposal is not None:
            proposed, more = self._told(self.sayings[proposal])
            return _Told(f"{proposed}（{text}）", (*more, *ats))
        if is_bare(saying):
            return self._joined(saying, text, ats)
        return _Told(of_department(saying, text), ats)

    def _withdrawal(self, saying: Saying) -> _Told:
        text, ats = self._told(saying)
        taken_back = [at for at, by in self.revisions.gone.items() if by == saying.at]
        if len(saying.nouns) <= 1 and taken_back:
            target = self.sayings[taken_back[-1]]
            topic = topic_of(target)
            if topic and topic not in text and not figures_in(folded(topic)):
                return _Told(f"{topic}：{text}", (*ats, target.at))
        return _Told(text, ats)

    # -- facts -------------------------------------------------------------------------------

    def _facts(self) -> Iterator[_Told]:
        for saying in self.sayings:
            if self._is_fact(saying):
                found = self._fact(saying)
                if found is not None:
                    yield found

    def _is_fact(self, saying: Saying) -> bool:
        act = self.acts[saying.at]
        if not self._stands(saying) or self._is_decided_anew(saying):
            return False
        if act is Act.PROPOSAL:
            return self.proposals.fate.get(saying.at) is Fate.WISH
        if act is Act.REQUEST:
            is_refused = saying.at in self.proposals.refused
            return not is_refused and (bool(saying.figures) or len(saying.nouns) > 1)
        if act is Act.PROMISE:
            return bool(saying.figures) and not self._is_said_again(saying)
        return act in (Act.FACT, Act.REFUSED)

    def _fact(self, saying: Saying) -> _Told | None:
        text, ats = self._told(saying)
        if not any(character.isalnum() for character in text):
            return None
        question = self.answers.question.get(saying.at)
        weight = self._weight(saying)
        if question is not None and (is_bare(saying) or weight < 2):
            asked = self.sayings[question]
            if saying.nouns | asked.nouns | asked.verbs:
                return _Told(answered(asked, text), (*ats, question), weight + 2)
        if (resolved := self._in_place_of(saying, text, ats)) is not None:
            return resolved
        if _REASON.search(saying.folded) and self._before(saying) is not None:
            return self._joined(saying, text, ats)
        if weight < (3 if _IS_NAME.match(saying.folded) else 2) or self._is_said_again(saying):
            return None
        if is_bare(saying):
            joined = self._joined(saying, text, ats)
            return joined if joined.ats != ats or saying.nouns or _OWN.search(text) else None
        return _Told(of_department(saying, text), ats, weight)

    def _in_place_of(self, saying: Saying, text: str, ats: tuple[int, ...]) -> _Told | None:
        """What a sentence without a subject speaks of stands in the one that it does away with."""
        target = self.revisions.instead.get(saying.at)
        if target is None or len(saying.nouns) > 1 or is_bare(self.sayings[target]):
            question = self.answers.question.get(target) if target is not None else None
            if question is None:
                return self._joined_to_target(target, text, ats)
            return _Told(answered(self.sayings[question], text), (*ats, question), 3.0)
        topic = topic_of(self.sayings[target])
        if topic is None or topic in text or figures_in(folded(topic)):
            return None
        return _Told(f"{topic}：{text}", (*ats, target), 3.0)

    def _joined_to_target(
        self, target: int | None, text: str, ats: tuple[int, ...]
    ) -> _Told | None:
        """With the sentence that said of what the one that it does away with spoke."""
        before = None if target is None else self._before(self.sayings[target])
        if target is None or before is None or not is_bare(self.sayings[target]):
            return None
        first, more = self._told(before)
        return _Told(f"{first}。{text}", (*more, *ats), 3.0)

    def _joined(self, saying: Saying, text: str, ats: tuple[int, ...]) -> _Told:
        """With the sentence before it, of the same person, that says of what."""
        before = self._before(saying)
        if before is None:
            return _Told(of_department(saying, text), ats, self._weight(saying))
        first, more = self._told(before)
        if len(first) + len(text) > _LONGEST_JOINED:
            return _Told(text, ats, self._weight(saying))
        return _Told(
            of_department(before, f"{first}。{text}"), (*more, *ats), self._weight(saying) + 1
        )

    def _before(self, saying: Saying) -> Saying | None:
        for each in reversed(self.sayings[: saying.at]):
            if saying.place - each.place > 1:
                return None
            if each.speaker != saying.speaker and not saying.figures:
                return None
            is_telling = self.acts[each.at] in (
                Act.FACT,
                Act.DECISION,
                Act.PROPOSAL,
            ) and self._stands(each)
            if (
                is_telling
                and self._told(each)[0]
                and (each.nouns or each.at in self.answers.question)
            ):
                return each
        return None

    def _weight(self, saying: Saying) -> float:
        whole = [
            noun for noun in saying.nouns if not any(noun != o and noun in o for o in saying.nouns)
        ]
        counts = any(figure.unit != SOON for figure in saying.figures)
        weight = (
            2.0 * counts
            + 1.0 * bool(_RULE.search(saying.folded))
            + min(len(whole), 4)
            + 0.5 * min(len(saying.verbs), 2)
        )
        weight += 1.5 * (self.acts[saying.at] is Act.REFUSED)
        return weight - (3.0 if saying.laughs else 0.0)

    def _is_said_again(self, saying: Saying) -> bool:
        """「27人で更新します」 after it was said of what."""
        if len(saying.nouns) > 1 or not saying.figures or not _TRIVIAL.search(saying.folded):
            return False
        earlier = [*self.sayings[: saying.at]]
        known = [figure for each in earlier for figure in each.figures]
        return all(any(figure.is_same(other) for other in known) for figure in saying.figures)

    # -- what is open ------------------------------------------------------------------------

    def _open(self) -> Iterator[_Told]:
        linked = {at for ats in self.answers.unknown.values() for at in ats}
        for saying in self.sayings:
            act = self.acts[saying.at]
            if saying.at in self.revisions.gone:
                continue
            if (
                act is Act.QUESTION
                and saying.at not in self.answers.answers
                and (saying.nouns or saying.figures)
            ):
                unknown = [
                    at
                    for at in self.answers.unknown.get(saying.at, ())
                    if self.acts[at] is Act.PENDING
                ]
                yield _Told(saying.text, (saying.at, *unknown))
            elif act is Act.PROPOSAL and self.proposals.fate.get(saying.at) is Fate.OPEN:
                yield _Told(saying.text, (saying.at,))
            elif act is Act.PENDING and not self._is_settled(saying):
                if saying.at in linked and len(saying.nouns) <= 1:
                    continue
                if not saying.nouns:
                    continue
                yield (
                    self._joined(saying, saying.text, (saying.at,))
                    if is_bare(saying)
                    else _Told(saying.text, (saying.at,))
                )

    def _is_settled(self, saying: Saying) -> bool:
        """Whether something was decided later of what was open."""
        return any(
            self.acts[each.at] in (Act.DECISION, Act.WITHDRAWAL)
            and each.at not in self.revisions.gone
            and 2 * len(each.nouns & saying.nouns) >= min(len(saying.nouns), 4)
            and each.nouns & saying.nouns
            for each in self.sayings[saying.at + 1 :]
        )


def _holds(other: _Told, each: _Told) -> bool:
    """Whether it stands in another whole."""
    return other is not each and other.text != each.text and other.text.startswith(f"{each.text}。")


def thread_summary(messages: Sequence[ThreadMessage]) -> ThreadSummary:
    """Of 3 to 200 messages; of fewer or more as well. The same words give the same summary."""
    return _Summing(messages).summary()
