"""What a discussion takes back, does otherwise after all, or has got over."""

import re

from language.thread_acts import Act, withdrawn_at
from language.thread_amounts import figures_in
from language.thread_sentences import Saying, named_in
from language.thread_view import View

_PLANNED = re.compile(
    r"予定|つもり|計画|(?<!てい)(?<!でい)(?<!あり)(?<!要り)(?<!いり)(?<!かかり)(?<!おり)(?<!でき)(?<!切れ)ます$|する$"
)
_OTHERWISE = re.compile(
    r"に(?:変更|変え|替え|切り替え|差し替え|しなお|し直)|変更(?:し|になり|です|に)|変わり(?:ました|ます)|に(?:決め直|入れ替)|(?:結局|やっぱり|やはり)"
)
_IS_SO = re.compile(
    r"(?:[^、]{0,10}、)?(?P<of>[^、はがも]{2,16})は(?P<what>[^、はがをも]{2,20}?)(?P<does>です|でした|になります|になりました|で行います|でやります|で開きます|にします|とします|でします|に置きます|が行います|がやります)$"
)
_ATTRIBUTE = re.compile(
    r"(?:^|、)(?P<of>場所|会場|時間|時刻|日程|日時|担当|方法|対象|名前|名称|順番|業者|委託先|部屋|期間|宛先|提出先|形式)は"
)
_SAID = re.compile(
    r"^(?P<said>[^。]{1,40}?)と(?:は)?(?:書き|言い|言っ|お?伝え|申し上げ|ご?連絡し|ご?報告し|お?答え|説明し|思って)[^。]{0,12}?(?:が|けど|けれど|のに)、?"
)
_WAS_PLANNED = re.compile(
    r"(?:の|という|る|い)?(?:予定|つもり|計画|案|はず|方針|見込み)(?:でした|だった)(?:が|けど|けれど|のですが)、?"
)
_REST = 4
"""Characters: of fewer nothing is left to tell."""
_NO = re.compile(
    r"(?:ません|ない(?:です|そうです|とのこと(?:です)?|ことが.{1,8})?|不可(?:です)?|だめ(?:です)?|無理(?:です|でした)?|対象外(?:です)?)(?:でした)?$"
)
_YES = re.compile(
    r"(?:でき|使え|いけ|見られ|受けられ|送れ|開け|出せ|借りられ|もらえ|入れ|可能|大丈夫|ok|対象|あり|つき|要り|必要)(?:です|ます|だ|る|になります|でした)?$"
)
_FOUND_OUT = re.compile(
    r"確認したところ|調べたところ|聞いたところ|問い合わせたところ|(?:分|わ)かりました|(?:分|わ)かった|だそうです|とのこと|訂正|間違|誤り|勘違い|先ほど|さっき|すみません|実は|実際は|やっぱり|結局|そうです$"
)
_TROUBLE = re.compile(
    r"(?:止まっ|停まっ|停止(?:し|中)|故障|休止|不通|中断|起動し(?:ま|な)|(?:つなが|動か|開か|届か|届いてい?|表示され|送れ|ログインでき|使え|印刷でき|見られ|開け|接続でき|入れ|出)(?:ない|ませ|なく|ず|らな|りませ)|エラー(?:が|です|に|で)|落ちて|壊れ|障害が|遅れてい|届いてな|来ていま?せん|来てない|準備中|作業中|対応中|固まっ|フリーズ|不具合)"
)
_RESOLVED = re.compile(
    r"復旧|直り(?:まし|た)|直った|解決(?:し(?!て(?:い|お)ま?せ?ん|な)|済)|再開し|届き(?:まし|た)|届いた|つながり(?:まし|た)|動(?:くように|きまし|いた)|解消(?:し|され)|開けるように|使えるように|入れました|(?:修理|対応|作業|準備|設定|復元)(?:が|は|も)?(?:終わ|完了|済)|(?:終わり|完了し|済み)(?:まし|た)|できるように"
)
_RESOLVING_WORDS = """
復旧 解決 再開 解消 完了 修理 対応 作業 設定 無事 原因
"""
_RESOLVING = frozenset(_RESOLVING_WORDS.split())
_WITHDRAWING_WORDS = """
見送り 中止 撤回 前言 白紙 件 案 話 予定 計画 方針 取り下げ 保留 当面 結局 不要 導入
"""
_WITHDRAWING = frozenset(_WITHDRAWING_WORDS.split())
_DIGITS = re.compile(r"[0-9/:,.]+")
_NEAR = 8
"""Messages within which what is taken back need not be named."""
_SHARED = 3
"""Characters that two sentences have in common, in a row."""


def note_reversals(view: View, saying: Saying) -> None:
    act = view.act(saying)
    _was_planned(view, saying)
    if act in (Act.WITHDRAWAL, Act.DECISION):
        _withdrawal(view, saying)
    if act in (Act.DECISION, Act.FACT):
        _otherwise(view, saying)
        _said_anew(view, saying)
        _resolved(view, saying)
    if act in (Act.DECISION, Act.FACT, Act.REFUSED, Act.PENDING, Act.WITHDRAWAL):
        _said_but(view, saying)
        _other_way(view, saying)


def _was_planned(view: View, saying: Saying) -> None:
    """「開館は21時までの予定でしたが、20時までにします」: only what is now."""
    found = _WAS_PLANNED.search(saying.folded)
    if found is None or saying.at in view.found.cuts or len(saying.folded) - found.end() < _REST:
        return
    topic = saying.folded.find("は", 0, found.start()) + 1
    view.found.cuts[saying.at] = [(topic, found.end())]


def _withdrawal(view: View, saying: Saying) -> None:
    at = withdrawn_at(saying)
    if at is None:
        return
    clause = saying.folded[saying.folded.rfind("、", 0, at) + 1 : at]
    nouns = named_in(clause)[0] - _WITHDRAWING or named_in(saying.folded[:at])[0] - _WITHDRAWING
    plans = [each for each in view.earlier(saying) if is_plan(view, each)]
    days = figures_in(clause)
    meant = [
        each
        for each in plans
        if (_names(each, nouns, clause) or any(d.is_same(f) for d in days for f in each.figures))
        and not view.are_apart(saying, each)
    ]
    is_nameless = not nouns or (view.act(saying) is Act.WITHDRAWAL and not _has_subject(clause))
    if not meant and plans and is_nameless and not days:
        near = [each for each in plans if saying.place - each.place <= _NEAR]
        meant = ([each for each in near if each.speaker == saying.speaker] or near)[-1:]
    for each in meant:
        view.found.gone[each.at] = saying.at
    if meant:
        view.found.instead[saying.at] = meant[-1].at


def _names(plan: Saying, nouns: frozenset[str], clause: str) -> bool:
    nouns = frozenset(noun for noun in nouns if len(noun) > 1)
    shared = [n for n in nouns if n in plan.nouns or any(v.startswith(n) for v in plan.verbs)]
    if shared and len(shared) * 2 >= min(len(nouns), 2):
        return True
    return not shared and _common(_DIGITS.sub(" ", clause), plan.folded) > _SHARED


def _common(one: str, other: str) -> int:
    """Characters of the longest run that stands in both."""
    return max(
        (length for start in range(len(one)) for length in (_run(one, start, other),)), default=0
    )


def _run(one: str, start: int, other: str) -> int:
    end = start
    while end < len(one) and one[start : end + 1] in other:
        end += 1
    return end - start


def _has_subject(clause: str) -> bool:
    return re.search("[はもを]", clause) is not None


def is_plan(view: View, saying: Saying) -> bool:
    act = view.act(saying)
    if act in (Act.DECISION, Act.PROPOSAL):
        return True
    return act in (Act.FACT, Act.PROMISE) and _PLANNED.search(saying.folded) is not None


def _otherwise(view: View, saying: Saying) -> None:
    """「B社に変更します」 「場所は市民会館に変更します」."""
    if not _OTHERWISE.search(saying.folded) or saying.at in view.found.merged:
        return
    decided = [
        each
        for each in view.earlier(saying)
        if each.place < saying.place
        and view.act(each) is Act.DECISION
        and not view.are_apart(saying, each)
    ]
    meant = [each for each in decided if each.nouns & saying.nouns or _is_lettered(each, saying)]
    attribute = _ATTRIBUTE.search(saying.folded)
    if not meant and attribute and not saying.figures:
        plans = [
            each
            for each in view.earlier(saying)
            if is_plan(view, each) and each.speaker == saying.speaker
        ]
        meant = [each for each in plans if each.place < saying.place][-1:]
    for each in meant:
        if each.at not in view.found.changes:
            view.found.gone[each.at] = saying.at
            view.found.instead.setdefault(saying.at, each.at)


def _said_anew(view: View, saying: Saying) -> None:
    """The same of the same thing, once more: 「会場は大会議室です」 「会場は市民ホールです」."""
    if saying.figures:
        return
    mine = _matter(saying)
    for each in view.earlier(saying) if mine else ():
        is_later = each.place < saying.place and each.speaker == saying.speaker
        if (
            is_later
            and not each.figures
            and _matter(each) == mine
            and each.at not in view.found.gone
        ):
            view.found.gone[each.at] = saying.at


def _matter(saying: Saying) -> tuple[str, str] | None:
    """(what it speaks of, what it says of it without the word that differs)."""
    found = _IS_SO.match(saying.folded)
    return (found["of"], found["does"]) if found else None


def _is_lettered(one: Saying, other: Saying) -> bool:
    letters = re.compile(r"([a-z])(社|案)")
    mine, theirs = letters.findall(one.folded), letters.findall(other.folded)
    return bool(mine) and {kind for _, kind in mine} == {kind for _, kind in theirs}


def _said_but(view: View, saying: Saying) -> None:
    """「使えると言いましたが、使えませんでした」."""
    found = _SAID.match(saying.folded)
    if found is None or saying.at in view.found.cuts:
        return
    nouns, verbs = named_in(found["said"])
    said = re.sub("^(?:先ほど|さっき|先程|朝|昨日|前に)(?:は|、)?", "", found["said"]).strip(
        "「」『』"
    )
    for each in reversed(view.earlier(saying)):
        is_meant = (len(said) > 1 and said in each.folded) or (
            nouns & each.nouns or verbs & each.verbs
        )
        if each.speaker == saying.speaker and each.place < saying.place and is_meant:
            view.found.gone[each.at] = saying.at
            view.found.instead[saying.at] = each.at
            view.found.cuts[saying.at] = [(0, found.end())]
            return


def _other_way(view: View, saying: Saying) -> None:
    """What can be, after all cannot be; or the other way round."""
    message = " ".join(each.folded for each in view.by_place[saying.place])
    if not _FOUND_OUT.search(message) and "sorry" not in saying.leads:
        return
    for mine, theirs in ((_NO, _YES), (_YES, _NO)):
        if not mine.search(saying.folded):
            continue
        for each in view.earlier(saying):
            shared = saying.nouns & each.nouns
            is_same = len(shared) * 2 >= max(1, min(len(saying.nouns), len(each.nouns)))
            if shared and is_same and each.place < saying.place and theirs.search(each.folded):
                view.found.gone[each.at] = saying.at


def _resolved(view: View, saying: Saying) -> None:
    found = _RESOLVED.search(saying.folded)
    if found is None:
        return
    subject = saying.folded[: found.start()]
    nouns = saying.nouns - _RESOLVING if re.search("[はがも]", subject) else frozenset[str]()
    for each in view.earlier(saying):
        is_meant = not nouns or nouns & view.topic(each)
        if (
            is_meant
            and each.place <= saying.place
            and each.at != saying.at
            and _TROUBLE.search(each.folded)
        ):
            view.found.gone[each.at] = saying.at
            view.found.instead.setdefault(saying.at, each.at)
