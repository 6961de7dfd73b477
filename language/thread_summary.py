"""What was said, decided and left open in a discussion, in its own words.

Nothing is phrased: sentences are cut, joined and read with the figure that a later message gives. What was
corrected, withdrawn or answered later is not told as if it still stood.
"""

import re
from collections.abc import Iterator, Sequence

from language.thread_acts import Act
from language.thread_amounts import figures_in
from language.thread_markup import folded
from language.thread_message import ThreadMessage, ThreadSentence, ThreadSummary
from language.thread_numerals import in_digits
from language.thread_pairs import are_at_odds
from language.thread_proposals import Fate
from language.thread_reading import Reading, Told
from language.thread_risk import ThreadWeights, learned
from language.thread_sentences import Saying
from language.thread_wording import (
    answered,
    cited_places,
    is_bare,
    is_borne_out,
    of_department,
    shortened,
    topic_of,
)

MOST_FACTS = 60
"""Of a thread, the most telling: discussions of some 100 messages say up to 56 by hands that were left out of learning; with
40 one fact in thirty fell to the limit, and hardly anything that was overtaken.
"""
_SURELY_STANDS = -3.0
"""Logarithm of the odds that it was overtaken: below it no difference is made."""
_DOUBTED = 2.0
"""How much less telling a sentence is whose odds are greater by one."""
_LEAST, _LEAST_BARE, _LEAST_NAME = 1.0, 2.0, 3.0
"""Weight of a sentence that is told."""
_UNFINISHED = re.compile("(?:は|が|を)$")
"""「所要は。」."""
_REASON = re.compile(r"(?:ため|から|ので)(?:です|だ)?$")
_IS_NAME = re.compile(r"[^のはがをにでら0-9]{1,20}(?:です)?$")
_CALLED_BACK = re.compile("「[^」]*」(?:は|を|の件は|という案は)(?:取り消|撤回|なかったこと)")
_POINTS_BACK = re.compile(r"(?:それ|これ|その(?:案|方向|形|とおり|内容))で")
_OWN = re.compile(r"うち(?:の|は|も|で)")


class _Summing(Reading):
    def summary(self) -> ThreadSummary:
        decisions = self._kept([*self._decisions()])
        facts = sorted(self._kept([*self._facts()]), key=self._telling, reverse=True)[:MOST_FACTS]
        open_questions = self._kept([*self._open()])
        return ThreadSummary(
            facts=self._cited(facts),
            decisions=self._cited(decisions),
            open_questions=self._cited(open_questions),
        )

    def _telling(self, each: Told) -> float:
        """What most likely still stands goes before what tells a little more."""
        odds = max(self.revisions.odds.get(at, _SURELY_STANDS) for at in each.ats)
        return each.weight - _DOUBTED * max(0.0, odds - _SURELY_STANDS)

    def _cited(self, found: Sequence[Told]) -> tuple[ThreadSentence, ...]:
        return tuple(
            ThreadSentence(each.text, self._places(each))
            for each in sorted(found, key=lambda each: each.ats[0])
        )

    def _places(self, each: Told) -> tuple[int, ...]:
        """In the thread as it came."""
        return tuple(sorted(self.order[n] for n in cited_places(self.sayings, each.ats)))

    def _kept(self, found: Sequence[Told]) -> list[Told]:
        """Each once, and only what its messages bear out."""
        kept: dict[str, Told] = {}
        for each in found:
            cited = [self.messages[place] for place in cited_places(self.sayings, each.ats)]
            text = shortened(each.text)
            if is_borne_out(text, cited):
                before = kept.get(text)
                ats = (*before.ats, *each.ats) if before else each.ats
                kept[text] = Told(text, ats, each.weight)
        said = [*kept.values()]
        return [each for each in said if not any(_holds(other, each) for other in said)]

    # -- decisions ---------------------------------------------------------------------------

    def _decisions(self) -> Iterator[Told]:
        for saying in self.sayings:
            act = self.acts[saying.at]
            if not self.stands(saying) or _CALLED_BACK.match(saying.folded):
                continue
            if act is Act.DECISION and self.is_said_again(saying):
                continue
            if act is Act.DECISION or self._is_decided_anew(saying):
                yield self._decision(saying)
            elif act is Act.WITHDRAWAL:
                yield self._withdrawal(saying)
            elif saying.at in self.decided and not is_bare(saying):
                yield Told(of_department(saying, self.told(saying)[0]), self.told(saying)[1])
            elif self._stands_for_decision(saying):
                text, ats = self.told(saying)
                yield self._in_place_of(saying, text, ats) or Told(text, ats)
            elif act is Act.PROPOSAL and self.proposals.fate.get(saying.at) is Fate.AGREED:
                text, ats = self.told(saying)
                by = self.proposals.by[saying.at]
                yield Told(f"{text}（{self.sayings[by].text}）", (*ats, by))

    def _is_decided_anew(self, saying: Saying) -> bool:
        """「2月28日で確定とします」 makes a decision of 「作業日は2月14日です」."""
        changes = self.revisions.changes.get(saying.at, ())
        return any(
            c.by in self.revisions.merged and self.acts[c.by] is Act.DECISION for c in changes
        )

    def _stands_for_decision(self, saying: Saying) -> bool:
        """「月曜の9時です」 in the place of 「議会へは明日9時に報告します」."""
        target = self.revisions.instead.get(saying.at)
        is_told = self.acts[saying.at] is Act.FACT and bool(saying.figures)
        return is_told and target is not None and self.acts[target] is Act.DECISION

    def _decision(self, saying: Saying) -> Told:
        text, ats = self.told(saying)
        proposal = self.proposals.settled.get(saying.at)
        if proposal is not None:
            asked = self.sayings[proposal]
            if are_at_odds(asked, saying):
                return self._named_by(asked, saying, text, ats) or Told(text, ats)
            proposed, more = self.told(asked)
            return Told(f"{proposed}（{text}）", (*more, *ats))
        if is_bare(saying) or _POINTS_BACK.search(saying.folded):
            return self.joined(saying, text, ats)
        return Told(of_department(saying, text), ats)

    def _withdrawal(self, saying: Saying) -> Told:
        text, ats = self.told(saying)
        taken_back = [at for at, by in self.revisions.gone.items() if by == saying.at]
        if len(saying.nouns) <= 1 and taken_back:
            target = self.sayings[taken_back[-1]]
            topic = topic_of(target)
            if topic and topic not in text and not figures_in(folded(topic)):
                return Told(f"{topic}：{text}", (*ats, target.at))
        return Told(text, ats)

    # -- facts -------------------------------------------------------------------------------

    def _facts(self) -> Iterator[Told]:
        for saying in self.sayings:
            if self._is_fact(saying):
                found = self._fact(saying)
                if found is not None:
                    yield found

    def _is_fact(self, saying: Saying) -> bool:
        act = self.acts[saying.at]
        if not self.stands(saying) or self._is_decided_anew(saying):
            return False
        if saying.at in self.decided and not is_bare(saying):
            return False
        if act is Act.PROPOSAL:
            return self.proposals.fate.get(saying.at) is Fate.WISH
        if act is Act.REQUEST:
            is_refused = saying.at in self.proposals.refused
            return not is_refused and (bool(saying.figures) or len(saying.nouns) > 1)
        if act is Act.PROMISE:
            return bool(saying.figures) and not self.is_said_again(saying)
        return act in (Act.FACT, Act.REFUSED)

    def _fact(self, saying: Saying) -> Told | None:
        text, ats = self.told(saying)
        if _UNFINISHED.search(text) or not any(character.isalnum() for character in text):
            return None
        question = self.answers.question.get(saying.at)
        weight = self.weight(saying)
        if question is not None and (is_bare(saying) or weight < 2):
            asked = self.sayings[question]
            if are_at_odds(asked, saying):
                return self._named_by(asked, saying, text, ats) or Told(text, ats, weight)
            if saying.nouns | asked.nouns | asked.verbs:
                return Told(answered(asked, text), (*ats, question), weight + 2)
        if (resolved := self._in_place_of(saying, text, ats)) is not None:
            return resolved
        if _REASON.search(saying.folded) and self.before(saying) is not None:
            return self.joined(saying, text, ats)
        if weight < _least(saying) or self.is_said_again(saying):
            return None
        if is_bare(saying):
            joined = self.joined(saying, text, ats)
            is_said_of = joined.ats != ats or saying.nouns or saying.figures or _OWN.search(text)
            return joined if is_said_of else None
        return Told(of_department(saying, text), ats, weight)

    def _in_place_of(self, saying: Saying, text: str, ats: tuple[int, ...]) -> Told | None:
        """What a sentence without a subject speaks of stands in the one that it does away with."""
        target = self.revisions.instead.get(saying.at)
        if target is None or len(saying.nouns) > 1 or is_bare(self.sayings[target]):
            question = self.answers.question.get(target) if target is not None else None
            if question is None:
                return self._joined_to_target(target, text, ats)
            return Told(answered(self.sayings[question], text), (*ats, question), 3.0)
        topic = topic_of(self.sayings[target])
        if topic is None or topic in text or figures_in(folded(topic)):
            return None
        return Told(f"{topic}：{text}", (*ats, target), 3.0)

    def _named_by(
        self, asked: Saying, saying: Saying, text: str, ats: tuple[int, ...]
    ) -> Told | None:
        """「納品は15日ですか」 「16日です」: of what it speaks, without the other day."""
        topic = topic_of(asked)
        if topic is None or topic in text or figures_in(folded(topic)):
            return None
        return Told(f"{topic}：{text}", (*ats, asked.at), self.weight(saying) + 1)

    def _joined_to_target(self, target: int | None, text: str, ats: tuple[int, ...]) -> Told | None:
        """With the sentence that said of what the one that it does away with spoke."""
        before = None if target is None else self.before(self.sayings[target])
        if target is None or before is None or not is_bare(self.sayings[target]):
            return None
        first, more = self.told(before)
        return Told(f"{first}。{text}", (*more, *ats), 3.0)

    # -- what is open ------------------------------------------------------------------------

    def _open(self) -> Iterator[Told]:
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
                yield Told(saying.text, (saying.at, *unknown))
            elif act is Act.PROPOSAL and self.proposals.fate.get(saying.at) is Fate.OPEN:
                yield Told(saying.text, (saying.at,))
            elif act is Act.PENDING and not self._is_settled(saying):
                if saying.at in linked and len(saying.nouns) <= 1:
                    continue
                if not saying.nouns:
                    continue
                yield (
                    self.joined(saying, saying.text, (saying.at,))
                    if is_bare(saying)
                    else Told(saying.text, (saying.at,))
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


def _least(saying: Saying) -> float:
    """「マットは貸せる」 says of what it says something, 「書きました」 does not."""
    if _IS_NAME.match(in_digits(saying.folded).text):
        return _LEAST_NAME
    return _LEAST_BARE if is_bare(saying) else _LEAST


def _holds(other: Told, each: Told) -> bool:
    """Whether it stands in another whole."""
    return other is not each and other.text != each.text and other.text.startswith(f"{each.text}。")


def thread_summary(
    messages: Sequence[ThreadMessage], *, weights: ThreadWeights | None = None
) -> ThreadSummary:
    """Of 3 to 200 messages; of fewer or more as well. The same words give the same summary.

    ``weights``: of what may overtake a sentence, where they are not those that were learned.
    """
    return _Summing(messages, learned() if weights is None else weights).summary()
