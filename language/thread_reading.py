"""A discussion read: its sentences with what became of them, and how one of them is told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.thread_acts import Act, acts_of
from language.thread_amounts import SOON
from language.thread_answers import Answers, answers_of
from language.thread_decided import decided
from language.thread_message import ThreadMessage
from language.thread_pairs import are_at_odds
from language.thread_proposals import Proposals, proposals_of
from language.thread_revisions import revisions_of
from language.thread_risk import ThreadWeights
from language.thread_sentences import Saying, in_order, sayings_of
from language.thread_view import Revisions
from language.thread_wording import of_department, told

_LONGEST_JOINED = 120
_RULE = re.compile(r"必要|ません|ない|不要|禁止|可能|なければ|だめ|不可|義務|必須")
_CAME_OF_IT = re.compile(
    r"採択|決裁|承認|可決|否決|故障|断線|復旧|完了|済(?:み|んで|です)|終わり|終了|間違い|違え|誤り|不足|欠品|満室|定員|届き|判明|原因"
)
_TRIVIAL = re.compile(
    r"見(?:ます|ておき)$|(?:更新|反映|差し替え)します$|(?:直し|見積もり|書き)(?:ておき)?ます$|ですね$|了解|承知|わかりました$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on its way: the sayings it is made of."""

    text: str
    ats: tuple[int, ...]
    weight: float = 0.0


class Reading:
    def __init__(self, messages: Sequence[ThreadMessage], weights: ThreadWeights) -> None:
        self.order = in_order(messages)
        self.messages = [messages[place] for place in self.order]
        self.sayings: tuple[Saying, ...] = sayings_of(self.messages)
        self.acts: tuple[Act, ...] = acts_of(self.sayings)
        self.revisions: Revisions = revisions_of(self.sayings, self.acts, weights.overtaken)
        self.answers: Answers = answers_of(self.sayings, self.acts, self.revisions)
        self.proposals: Proposals = proposals_of(self.sayings, self.acts, self.revisions)
        self.decided = decided(self.sayings, self.acts, weights.decided)

    def stands(self, saying: Saying) -> bool:
        return saying.at not in self.revisions.gone and saying.at not in self.revisions.merged

    def told(self, saying: Saying) -> tuple[str, tuple[int, ...]]:
        text, by, _ = told(saying, self.revisions)
        return text, (saying.at, *by)

    def joined(self, saying: Saying, text: str, ats: tuple[int, ...]) -> Told:
        """With the sentence before it, of the same person, that says of what."""
        before = self.before(saying)
        if before is None:
            return Told(of_department(saying, text), ats, self.weight(saying))
        first, more = self.told(before)
        if len(first) + len(text) > _LONGEST_JOINED:
            return Told(text, ats, self.weight(saying))
        return Told(
            of_department(before, f"{first}。{text}"), (*more, *ats), self.weight(saying) + 1
        )

    def before(self, saying: Saying) -> Saying | None:
        for each in reversed(self.sayings[: saying.at]):
            if saying.place - each.place > 1:
                return None
            if each.speaker != saying.speaker and not saying.figures:
                return None
            if are_at_odds(each, saying) or self.revisions.instead.get(saying.at) == each.at:
                return None
            is_telling = self.acts[each.at] in (
                Act.FACT,
                Act.DECISION,
                Act.PROPOSAL,
                *((Act.REQUEST,) if each.place == saying.place else ()),
            ) and self.stands(each)
            if (
                is_telling
                and self.told(each)[0]
                and (each.nouns or each.at in self.answers.question)
            ):
                return each
        return None

    def weight(self, saying: Saying) -> float:
        whole = [
            noun for noun in saying.nouns if not any(noun != o and noun in o for o in saying.nouns)
        ]
        counts = any(figure.unit != SOON for figure in saying.figures)
        weight = (
            2.0 * counts
            + 1.0 * bool(_RULE.search(saying.folded))
            + 1.0 * bool(_CAME_OF_IT.search(saying.folded))
            + min(len(whole), 4)
            + 0.5 * min(len(saying.verbs), 2)
        )
        weight += 1.5 * (self.acts[saying.at] is Act.REFUSED)
        return weight - (3.0 if saying.laughs else 0.0)

    def is_said_again(self, saying: Saying) -> bool:
        """「27人で更新します」 after it was said of what."""
        if len(saying.nouns) > 1 or not saying.figures or not _TRIVIAL.search(saying.folded):
            return False
        earlier = [*self.sayings[: saying.at]]
        known = [figure for each in earlier for figure in each.figures]
        return all(any(figure.is_same(other) for other in known) for figure in saying.figures)
