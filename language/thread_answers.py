"""Which question of a discussion was answered, and by what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from language.thread_acts import Act, has_question_word
from language.thread_sentences import Saying
from language.thread_view import Revisions

_HOW_MUCH = re.compile(
    r"何(?:件|人|名|枚|台|通|回|円|割|本|校|個|箱|社|団体|世帯|戸|か所|箇所|日|分|時間|年|か月|ヶ月|パーセント|%|冊|つ|種類|ページ|部|点|倍|週|度)|いくら|いくつ|(?:どの|どれ)(?:くらい|ぐらい|だけ|ほど)|(?:割合|件数|費用|料金|金額|人数|台数|枚数|頻度|単価|予算|見込み|期間|定員|委託料|手数料|率|値段|見積り?|面積|部数)(?:(?:は|って)(?:$|どの|いく|何|どれ)|も(?:教))"
)
_WHEN = re.compile(
    r"いつ|何時(?!間)|何日|何月|何曜|(?:締切|締め切り|期限|日程|時期|開始|納期|日時|期日)(?:は|って)(?:$|いつ|どう)"
)
_WHO = re.compile(
    r"(?:誰|だれ|どなた)(?!か|も)|(?:どの|どこの|どちらの)(?:課|係|部|局)|担当(?:は|って)$"
)
_SOMEBODY = re.compile(
    r"課|係|局|室|部(?!分|数)|さん|氏|私|僕|うち|当方|こちら|業者|委託|会社|全員|各|みんな|職員|員|長|事務所|センター|保護者|本人|家族|市|県|国"
)
_A_TIME = re.compile(
    r"[月火水木金土日]曜|来週|再来週|今週|来月|再来月|今月|来年|年度|月末|年内|年明け|年末|明日|明後日|本日|今日|夏|秋|冬|春|上旬|中旬|下旬|議会後|直後|すぐ|随時|未定"
)
_NOTHING = re.compile(
    r"無料|かかりません|かからない|不要|要りません|いりません|ありません|なし|ゼロ|ない|同じ|半分|全部|全員|すべて|ほとんど|だけ"
)
_LOOKED_UP = re.compile(
    r"確認し|聞きました|聞いた|調べ|問い合わせ|回答が|返事が|連絡が|わかりました|分かりました|によると|そうです|とのこと"
)
_NEAR = 4
"""Messages within which a short answer is taken for one."""
_LEAST = 1.0
_FAR_LEAST = 3.0


@dataclass(slots=True)
class Answers:
    """By the places of sayings."""

    answers: dict[int, list[int]] = field(default_factory=dict)
    """Of a question."""
    question: dict[int, int] = field(default_factory=dict)
    """Of an answer."""
    unknown: dict[int, list[int]] = field(default_factory=dict)
    """Of a question: those who say that they do not know yet."""


def answers_of(sayings: Sequence[Saying], acts: Sequence[Act], revisions: Revisions) -> Answers:
    found = Answers()
    for saying in sayings:
        act = acts[saying.at]
        if act in (Act.ORDER, Act.QUESTION, Act.PROPOSAL):
            continue
        if act is Act.ASIDE:
            _thanked(saying, sayings, acts, found)
            continue
        corrects = saying.at in revisions.instead or saying.at in revisions.merged
        if saying.at not in revisions.cuts or saying.quoted or not corrects:
            _place(saying, act, sayings, acts, found)
    for answer, question in found.question.items():
        # What was said in answer and no longer holds still was an answer where something holds instead.
        if (
            answer in revisions.gone
            and len(found.answers[question]) == 1
            and acts[answer] is Act.PENDING
        ):
            del found.answers[question]
    return found


def _place(
    saying: Saying, act: Act, sayings: Sequence[Saying], acts: Sequence[Act], found: Answers
) -> None:
    questions = [
        each
        for each in sayings[: saying.at]
        if acts[each.at] is Act.QUESTION and each.place < saying.place
    ]
    scored = [
        (score, -each.at)
        for each in questions
        if (score := _score(each, saying, act, found)) is not None
    ]
    if not scored:
        return
    question = -max(scored)[1]
    if act in (Act.PENDING, Act.PROMISE):
        if question not in found.answers:
            found.unknown.setdefault(question, []).append(saying.at)
        return
    found.answers.setdefault(question, []).append(saying.at)
    found.question[saying.at] = question


def _score(question: Saying, saying: Saying, act: Act, found: Answers) -> float | None:
    """None where it is no answer to it."""
    gap = saying.place - question.place
    shared = len(question.nouns & saying.nouns) + 0.7 * len(question.verbs & saying.verbs)
    quoted = 2.0 * len(question.nouns & saying.quoted)
    same = question.speaker == saying.speaker
    if same and not (shared >= 1 and (_LOOKED_UP.search(saying.folded) or act is Act.DECISION)):
        return None
    fit = 1.2 if act in (Act.PENDING, Act.PROMISE) else _fit(question, saying, act)
    if fit is None:
        return None
    taken = question.at in found.answers and question.place + 2 < saying.place
    score = (
        1.5 * shared + quoted + fit - 0.3 * (gap - 1) - (1.5 if taken else 0) - (1 if same else 0)
    )
    if question.at in found.answers:
        score -= 0.6
    return score if score >= (_LEAST if gap <= _NEAR else _FAR_LEAST) else None


def _fit(question: Saying, saying: Saying, act: Act) -> float | None:
    if _WHEN.search(question.folded):
        is_time = any(figure.unit in ("日付", "時刻", "日", "年") for figure in saying.figures)
        return 2.0 if is_time or _A_TIME.search(saying.folded) else None
    if _HOW_MUCH.search(question.folded):
        if saying.figures:
            return 2.0
        return 1.2 if _NOTHING.search(saying.folded) else None
    if _WHO.search(question.folded) and not _SOMEBODY.search(saying.folded):
        return None
    if has_question_word(question):
        return None if act is Act.AGREED else 1.2
    if saying.leads & {"yes", "no"}:
        return 3.0
    return 1.2 if act is not Act.AGREED else 1.0


def _thanked(
    saying: Saying, sayings: Sequence[Saying], acts: Sequence[Act], found: Answers
) -> None:
    """Who asked and says thanks was answered by what stands between."""
    if not _THANKS.search(saying.folded) and not saying.leads & {"greeting", "seen"}:
        return
    for each in sayings[: saying.at]:
        if (
            acts[each.at] is not Act.QUESTION
            or each.speaker != saying.speaker
            or each.at in found.answers
        ):
            continue
        between = [
            other.at
            for other in sayings[each.at + 1 : saying.at]
            if other.speaker != each.speaker
            and acts[other.at] is Act.FACT
            and other.at not in found.question
        ]
        if between and each.at not in found.unknown:
            found.answers[each.at] = between
            found.question[between[0]] = each.at


_THANKS = re.compile(r"ありがとう|わかりました|分かりました|なるほど|助かり|了解|承知")
