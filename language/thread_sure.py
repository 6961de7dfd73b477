"""Ways in which a later message touches an earlier sentence that need no learning: learning starts from them."""

from collections.abc import Callable, Mapping

from language.thread_pairs import FAR, Pair

_TURN = frozenset({"corrects", "denies", "of another"})
_NO = frozenset({"no", "denies", "of another"})
_WHY = frozenset(
    {"corrects", "sorry", "comes in", "more or less", "changes", "now", "after all", "denies"}
)
_CLAIMED = frozenset({"belief", "hearsay", "asks back", "guess"})
_PLANNED = frozenset({"plan", "decided", "act decision", "act proposal"})
_DECIDED = frozenset({"act decision", "act withdrawal"})


def _is_turn(pair: Pair) -> bool:
    return bool(pair.does & _TURN) and "unchanged" not in pair.does


def _may_be_meant(pair: Pair) -> bool:
    return pair.topic or pair.near


def _is_broken_again(pair: Pair) -> bool:
    return bool(pair.does & {"fails", "again"}) and pair.gap > 0 and _may_be_meant(pair)


def _is_denied(pair: Pair) -> bool:
    return bool(pair.is_ & _CLAIMED and pair.does & _NO) and not pair.same


SURE: Mapping[str, Callable[[Pair], bool]] = {
    "claim denied next": lambda p: _is_denied(p) and p.next,
    "claim denied": lambda p: _is_denied(p) and p.topic,
    "no to that": lambda p: p.does >= {"no", "back"} and not p.same and p.near,
    "admitted after a no": lambda p: p.denied and p.same and p.near and "sorry" in p.does,
    "broken again": lambda p: "works" in p.is_ and _is_broken_again(p),
    "beside what is broken again": lambda p: p.beside_works and p.near and _is_broken_again(p),
    "works by now": lambda p: (
        bool(p.is_ & {"fails", "pending"})
        and "works" in p.does
        and (p.topic or (p.near and p.gap > 0))
    ),
    "has it by now": lambda p: "no" in p.is_ and "works" in p.does and p.topic,
    "over by now": lambda p: "going on" in p.is_ and "works" in p.does and p.topic,
    "that figure corrected": lambda p: p.figures >= {"again", "clash"} and _is_turn(p),
    "that figure denied": lambda p: "again of it" in p.figures and _is_turn(p) and not p.same,
    "that figure taken back": lambda p: "again" in p.figures and "takes back" in p.does,
    "that figure hinders": lambda p: (
        "again" in p.figures and "hinders" in p.does and not p.same and p.near
    ),
    "that figure beside another": lambda p: p.figures >= {"again of it", "clash"},
    "another speaks of that figure": lambda p: (
        "again of it" in p.figures and not p.same and p.near and not p.does & {"unchanged", "yes"}
    ),
    "counted anew": lambda p: (
        "clash" in p.figures
        and bool(p.does & {"corrects", "sorry"})
        and p.same
        and _may_be_meant(p)
    ),
    "counted otherwise by now": lambda p: (
        "clash" in p.figures
        and bool(p.does & {"now", "changes"})
        and (p.topic or (p.near and "clash nearest" in p.figures))
        and "clash of its own" not in p.figures
    ),
    "one matter, and why": lambda p: (
        "clash of one matter" in p.figures and p.same and p.gap > 0 and bool(p.does & _WHY)
    ),
    "that name counted otherwise": lambda p: (
        "clash of that name" in p.figures and p.same and not p.apart
    ),
    "guess counted": lambda p: (
        "clash" in p.figures and "guess" in p.is_ and bool(p.does & {"comes in", "settles", "now"})
    ),
    "plan taken back": lambda p: (
        bool(p.is_ & _PLANNED) and "takes back" in p.does and (p.topic or (p.bare and p.near))
    ),
    "plan hindered": lambda p: (
        bool(p.is_ & _PLANNED)
        and "act proposal" not in p.is_
        and "hinders" in p.does
        and not p.same
        and p.next
        and p.topic
    ),
    "plan settled otherwise": lambda p: (
        bool(p.is_ & _PLANNED)
        and "clash" in p.figures
        and p.does >= {"so", "settles"}
        and _may_be_meant(p)
    ),
    "decided otherwise": lambda p: (
        bool(p.is_ & _DECIDED)
        and "act decision" in p.does
        and "clash" in p.figures
        and _may_be_meant(p)
    ),
    "decided over": lambda p: (
        bool(p.is_ & _DECIDED) and "act decision" in p.does and p.verb and p.topic
    ),
    "restored": lambda p: (
        bool(p.is_ & _DECIDED)
        and p.does >= {"restores", "act decision"}
        and p.gap <= FAR
        and (p.topic or "clash" in p.figures)
    ),
    "that figure cannot be": lambda p: (
        "again of it" in p.figures and "hinders" in p.does and _may_be_meant(p)
    ),
    "at present another": lambda p: (
        "clash" in p.figures and "at present" in p.does and _may_be_meant(p)
    ),
    "no longer can": lambda p: (
        bool(p.is_ & {"yes", "works", "only"})
        and bool(p.does & {"fails", "takes back", "restricts"})
        and p.topic
        and p.gap > 0
    ),
    "that deed negated": lambda p: (
        p.verb and "negates" in p.does and "no" not in p.is_ and (p.topic or p.next)
    ),
    "that deed hinders": lambda p: (
        p.verb and bool(p.is_ & _PLANNED) and "hinders" in p.does and p.near
    ),
    "that taken back": lambda p: (
        bool(p.is_ & _PLANNED) and p.does >= {"back", "takes back"} and p.same and p.near
    ),
    "only that now": lambda p: (
        p.does >= {"restricts", "act decision"} and (p.topic or bool(p.kinds))
    ),
    "after all": lambda p: "after all" in p.does and p.topic and p.same,
}
