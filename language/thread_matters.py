"""Whether two figures of a discussion are of one and the same thing."""

import re
from dataclasses import dataclass
from functools import lru_cache

from language.thread_acts import Act, has_question_word
from language.thread_amounts import SOON, Figure
from language.thread_sentences import Saying, named_in
from language.thread_view import View
from language.words import words_of

_REASON_END = re.compile(
    r"(?:ので|そうで|ため|から|たら|ところ|だと|なら|と|て|んで|り)、|(?:引|除|足|抜)いて|(?:足し|含め|入れ|合わせ|引く|除く)(?:て|と)"
)
_DERIVED = re.compile(r"(?:だと|なら|とすると)、?")
_SUBJECT = re.compile(r"(?P<of>[^、。]{1,24}?)(?:は|が|も)(?!い|な|し)")
_FIRST = re.compile(r"(?P<of>[^、。]{1,24}?)(?:ですが|は|が|も|、)")
_ONLY = re.compile(r"(?:だけ|のみ)(?:は|が|を|、)?[^、]{0,6}$")
_START = re.compile(r"開始|始め|始ま|スタート|稼働|再開|始動")
_ALL_TOGETHER = re.compile("合わせ|足す|足し|含め|入れると|全部で|合計")
_NAMING = re.compile("[「を]")
_NEAR = 12
"""Messages within which a figure without a subject is taken for a newer one."""
_CORRECTING_WORDS = """
訂正 単純 枚数 人数 台数 金額 額 数 年間 月間 およそ 大体 いま 今 数字 件数 集計 計算 最終 最終的 最新 見積り 見積 内訳 合計 現在 全部 追加 延長 変更
"""
CORRECTING = frozenset(_CORRECTING_WORDS.split())


def is_same_matter(
    view: View, saying: Saying, new: Figure, each: Saying, old: Figure, *, is_nearest: bool
) -> bool:
    topic = view.topic(each) | named_beside(view, each)
    if is_of_part(saying, new, topic):
        return False
    mine, theirs = subject_of(saying, new), subject_of(each, old)
    if is_same_clause(view, saying, new, each, old):
        return True
    if _both_start(saying, each, new) and are_one(mine.names, theirs.names):
        return True
    if mine.names:
        if theirs.names:
            is_exact = old.per == new.per or mine.head == theirs.head
            return is_exact and _have_one_head(mine, theirs)
        return mine.names <= topic | _asked_before(view, each)
    is_close = is_nearest and saying.place - each.place <= _NEAR
    before = named_in(mine.clause)[0] - CORRECTING
    is_bare = (
        not before
        and not _NAMING.search(mine.clause)
        and saying.folded[new.end : new.end + 1] not in "のを"
    )
    if is_bare and _answers_another(view, saying, each, topic):
        return False
    said_of = _said_of(view, saying)
    is_row = bool(said_of & topic) and not are_one(said_of, topic)
    if (
        is_bare
        and saying.speaker == each.speaker
        and named_beside(view, saying) & topic
        and not is_row
    ):
        return True
    if is_close and is_bare and not theirs.names:
        return True
    asked = view.topic(saying) - saying.nouns - CORRECTING
    names = before or (asked & topic if saying.speaker == each.speaker else frozenset[str]())
    if names:
        is_more = bool(names - topic)
        is_other = bool((theirs.names or each.nouns) - names)
        return bool(names & topic) and not (is_more and is_other) and old.per == new.per
    near = named_beside(view, saying)
    is_of_another = bool(theirs.names and near and not near & topic)
    is_of_another = is_of_another and not _ALL_TOGETHER.search(mine.clause)
    is_supposed = _is_guess(saying, new) and bool(theirs.names)
    return is_close and is_bare and not is_supposed and not is_of_another


@dataclass(frozen=True, slots=True)
class Subject:
    names: frozenset[str]
    head: str
    """The last word: of 「学童の申込」 the 申込."""
    clause: str
    """What stands before the figure, without its reason."""


def is_same_clause(view: View, saying: Saying, new: Figure, each: Saying, old: Figure) -> bool:
    """「床上は15世帯、床下は30世帯です」 after 「床上11世帯、床下34世帯と見ています」."""
    mine, theirs = view.clause(saying, new) - CORRECTING, view.clause(each, old) - CORRECTING
    if not mine & theirs or not are_one(mine, theirs) or old.per != new.per:
        return False
    first, other = (
        named_in(_main(one, at).partition("は")[0])[0] for one, at in ((saying, new), (each, old))
    )
    return not (first - each.nouns - CORRECTING and other - saying.nouns)


def _have_one_head(mine: Subject, theirs: Subject) -> bool:
    is_same = mine.head == theirs.head or mine.head in theirs.names or theirs.head in mine.names
    return is_same and are_one(mine.names, theirs.names)


def are_one(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """「申込は」 and 「学童の申込は」, but not 「北館の申込は」 and 「南館の申込は」."""
    return not (mine - theirs and theirs - mine)


def _both_start(saying: Saying, each: Saying, new: Figure) -> bool:
    is_time = new.unit in ("日付", "時刻", SOON)
    return is_time and bool(_START.search(saying.folded) and _START.search(each.folded))


def _asked_before(view: View, saying: Saying) -> frozenset[str]:
    for each in reversed(view.sayings[max(0, saying.at - 3) : saying.at]):
        if view.act(each) is Act.QUESTION:
            return each.nouns
    return frozenset()


def _is_guess(saying: Saying, new: Figure) -> bool:
    """「280台なら406万円」: what would be."""
    return _DERIVED.search(saying.folded[: new.start]) is not None


def is_of_part(saying: Saying, new: Figure, topic: frozenset[str]) -> bool:
    """「西小だけは10時半」 leaves the others as they are."""
    before = saying.folded[: new.start]
    return _ONLY.search(before) is not None and not named_in(before)[0] <= topic


def _answers_another(view: View, saying: Saying, each: Saying, topic: frozenset[str]) -> bool:
    """「そのうち電子化できるものは？」 「90種類です」: of that, and not of what was told before."""
    for asked in reversed(view.sayings[max(0, saying.at - 3) : saying.at]):
        if view.act(asked) is Act.QUESTION and saying.place - asked.place == 1:
            is_open = has_question_word(asked) or asked.folded.endswith(("は", "って"))
            return is_open and each.at < asked.at and not asked.nouns & topic
    return False


def named_beside(view: View, saying: Saying) -> frozenset[str]:
    """What its message names before it, where it names little itself."""
    if saying.nouns - CORRECTING:
        return frozenset()
    before = [each.nouns for each in view.beside(saying) if each.at < saying.at]
    return before[-1] if before else frozenset()


def _said_of(view: View, saying: Saying) -> frozenset[str]:
    """「担架、古いものは廃棄済みでした。」 before 「今は236台です」."""
    before = [each for each in view.beside(saying) if each.at < saying.at]
    found = _FIRST.match(before[-1].folded) if before else None
    return named_in(found["of"])[0] - CORRECTING if found else frozenset()


def subject_of(saying: Saying, figure: Figure) -> Subject:
    """Of what it says that figure: of the whole sentence and of the clause, without its reason."""
    main = _main(saying, figure)
    found = [each["of"] for each in _SUBJECT.finditer(main)]
    names = frozenset[str]().union(*(named_in(each)[0] for each in found)) - CORRECTING
    return Subject(names, _head(found[-1]) if found else "", main)


def _main(saying: Saying, figure: Figure) -> str:
    """What stands before the figure, without its reason."""
    before = saying.folded[: figure.start]
    reasons = [found.end() for found in _REASON_END.finditer(before)]
    return before[reasons[-1] if reasons else 0 :]


@lru_cache(maxsize=1_000)
def _head(text: str) -> str:
    words = [word for word in words_of(text) if word.is_content]
    last = words[-1] if words else None
    return "" if last is None else (last.parts or (last,))[-1].normalised_form


def are_rows(saying: Saying, each: Saying) -> bool:
    """「北館は14室、予約は320件」 「南館は11室、予約は275件」: each of its own."""
    mine, theirs = (named_in(one.folded.partition("は")[0])[0] for one in (saying, each))
    return bool(mine - each.nouns - CORRECTING) and bool(theirs - saying.nouns)
