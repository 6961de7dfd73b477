"""What was, and by a later sentence is no more: 「必要です」 「不要でした」, what was lacking and is there, what was not known."""

import re

from language.thread_acts import Act
from language.thread_sentences import Saying, named_in
from language.thread_view import View

TOPIC = re.compile(r"(?:^|、)(?P<of>[^、。]{1,20}?)(?:は|を)(?!い|な)")
SUBJECT = re.compile(r"(?P<of>[^、。]{1,24}?)(?:ですが|だと|は|が|も|、)(?!い|な|し)")
_LACKING = re.compile(r"足り(?:な|ず|ませ)|不足|間に合(?:わ|いませ)|でき(?:な|ず|ませ)|待って")
_BETTER = re.compile(
    r"にな(?:ります|りました|る)|できる|でき(?:ます|ました)|使え(?:る|ます)|済み|揃い|そろい"
)
_FOUND_OUT = re.compile(
    "(?:確認|調べ|聞い|確かめ|見|電話し|問い合わせ)(?:し)?(?:たら|たところ|てみると)|実は|実際は"
)
_DENIED = re.compile("(?:ません(?:でした)?|ない(?:です|そうです)?|なかった(?:です)?)$")
_COMING = re.compile(r"予定|見込み|来週|来月|明日|これから|今度|中です|中。|つもり")
_OVER = re.compile(
    r"の結果|終わりました|終わった|完了|済みました|決まりました|届きました|始まりました"
)
_Poles = tuple[re.Pattern[str], re.Pattern[str]]
POLES: tuple[_Poles, ...] = (
    (
        re.compile(r"不要(?!不)|要らな|要りませ|いりませ|必要(?:は|が)?(?:な|あり?ませ)"),
        re.compile(r"必要(?!は|が?な|が?あり?ませ)|要(?:ります|る(?:と|$)|しま)|しなければ|義務"),
    ),
    (
        re.compile(r"だめ|ダメ|不可(?!欠)|禁止|無理|認められ(?:な|ま)"),
        re.compile(r"(?:よく|良く)な(?:っ|り)|可能|できるよう|認められ(?:た|る)|解禁|大丈夫"),
    ),
    (
        re.compile(r"ありませ(?!んか)|ない$|なし$|ゼロ|ないです|いませ(?!んか)"),
        re.compile(r"あり(?:ます|ました)(?!か)|ある$|いま(?:す|した)(?!か)|出ました|来ました"),
    ),
)
DOES: _Poles = (
    re.compile(
        r"(?:して(?:い)?ませ|できませ|できな|られませ|られな|(?<=[えけせてねめれべ])(?:ませ|なく|な)|して(?:い)?な|未(?:対応|定|着|完了)|まだ)(?!んか)"
    ),
    re.compile(
        r"(?:(?:し|でき|られ)(?:ます|まし|る|た)|(?<=[えけせてねめれべ])(?:ます|ました|るよう)|(?:する|できる)(?:そう|よう|とのこと|こと))(?!か)"
    ),
)
_DONE = re.compile(r"([一-龠ァ-ヶー]{1,8})(?:し(?:ま|て|た)|でき|する|さ(?:れ|せ))")
_ABLE = re.compile("([一-龠][えけせてねめれべ])(?:ます|ませ|なく|な)")
_COMMON_WORDS = """
予定 通り 計画 案 話 件 対応 開始 実施 利用 使用 準備 場合 職員 市民 住民 課 係 市 県 全部 一部 費用 予算
"""
COMMON = frozenset(_COMMON_WORDS.split())


def note_state(view: View, saying: Saying) -> None:
    act = view.act(saying)
    if act is Act.PENDING:
        _in_doubt(view, saying)
    if act in (Act.DECISION, Act.WITHDRAWAL, Act.FACT):
        if act is not Act.FACT or saying.figures:
            _settled(view, saying)
        _came_to_pass(view, saying)
        _made_up(view, saying)
    if act is Act.FACT:
        _found_out(view, saying)
    if act in (Act.FACT, Act.REFUSED, Act.WITHDRAWAL, Act.DECISION):
        _turned_round(view, saying)


def _turned_round(view: View, saying: Saying) -> None:
    """「許可が必要です」 and later 「許可は不要でした」."""
    for each in view.earlier(saying):
        if each.place >= saying.place or view.are_apart(saying, each):
            continue
        shared = (saying.nouns & each.nouns) - COMMON
        is_alike = does_same(saying, each)
        is_own = is_alike and saying.speaker == each.speaker
        if (shared and any(flips(saying, each, poles) for poles in POLES)) or (
            (is_own or (shared and is_alike)) and flips(saying, each, DOES, is_sure=is_own)
        ):
            view.let_go(each, saying)


def flips(saying: Saying, each: Saying, poles: _Poles, *, is_sure: bool = False) -> bool:
    """``is_sure``: both say the same of one thing, so that a no is a no."""
    no, yes = poles
    is_no, is_yes = no.search(saying.folded), yes.search(saying.folded)
    if is_no and (is_sure or not is_yes):
        return yes.search(each.folded) is not None and no.search(each.folded) is None
    return bool(is_yes) and not is_no and no.search(each.folded) is not None


def does_same(saying: Saying, each: Saying) -> bool:
    """「取り込みに対応していません」 and 「取り込みに対応するそうです」."""
    return bool(saying.verbs & each.verbs) or bool(_doing(saying) & _doing(each))


def _doing(saying: Saying) -> frozenset[str]:
    return frozenset(_DONE.findall(saying.folded)) | frozenset(_ABLE.findall(saying.folded))


def _settled(view: View, saying: Saying) -> None:
    """「期間は未定です」 after which it was said."""
    for each in view.earlier(saying):
        if view.act(each) is not Act.PENDING or each.place >= saying.place:
            continue
        beside = [other.nouns for other in view.beside(each) if other.at < each.at]
        of_it = each.nouns | (beside[-1] if beside and len(each.nouns) < 3 else frozenset())
        if (of_it & saying.nouns) - COMMON and not view.are_apart(saying, each):
            view.let_go(each, saying)


def _in_doubt(view: View, saying: Saying) -> None:
    """「総額は計算中です」 after a figure of it."""
    found = SUBJECT.match(saying.folded)
    nouns = named_in(found["of"])[0] - COMMON if found else frozenset[str]()
    for each in view.earlier(saying):
        is_of_it = any(nouns & each.clause_nouns(figure) for figure in each.figures)
        if is_of_it and each.place <= saying.place and not view.are_apart(saying, each):
            view.let_go(each, saying)


def _came_to_pass(view: View, saying: Saying) -> None:
    """「入札は来週です」 and later 「入札の結果…」."""
    if not _OVER.search(saying.folded):
        return
    for each in view.earlier(saying):
        is_coming = each.place < saying.place and _COMING.search(each.folded) is not None
        if is_coming and (view.topic(each) & saying.nouns) - COMMON:
            view.let_go(each, saying)


def _found_out(view: View, saying: Saying) -> None:
    """「確認したら、土日はやっていませんでした」 of what the same person had said."""
    if not _FOUND_OUT.search(saying.folded) or not _DENIED.search(saying.folded):
        return
    topics = [named_in(found["of"])[0] for found in TOPIC.finditer(saying.folded)]
    for each in view.earlier(saying):
        is_own = each.place < saying.place and each.speaker == saying.speaker
        if is_own and any(topic and topic <= each.nouns for topic in topics):
            view.let_go(each, saying)


def _made_up(view: View, saying: Saying) -> None:
    """「端末が足りず、待ちが出ています」 and later 「初期化したので、待ちはなくなります」."""
    if not _BETTER.search(saying.folded):
        return
    for each in view.earlier(saying):
        is_own = each.place < saying.place and each.speaker == saying.speaker
        if is_own and _LACKING.search(each.folded) and (saying.nouns & each.nouns) - COMMON:
            view.let_go(each, saying)
