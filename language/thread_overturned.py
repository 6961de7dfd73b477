"""Plans that a later sentence overturns without a word of correction: where it is doubtful, they go."""

import re

from language.thread_acts import Act
from language.thread_matters import are_one
from language.thread_reversals import is_plan
from language.thread_sentences import Saying, named_in
from language.thread_states import COMMON, SUBJECT, TOPIC, note_state
from language.thread_view import View

_CHOSEN = re.compile(
    r"(?:に(?:します|しました|する|決め(?:ます|ました)|決定|決まりました|変更します|変えます|なりました|しましょう|戻します)|と(?:します|しました|決まりました)|で(?:いき|行き|進め|やり|始め)(?:ます|ましょう|ました)|からにします|だけにします|ことに(?:します|しました|なりました|決まりました))[ねよ]?$"
)
_ALSO = re.compile(r"も(?:、|合わせ|あわせ)|加えて|さらに|あわせて|合わせて|^また|同時に|ほかに")
_BACK = re.compile(
    r"復活|再開|やはり(?:行|開|やり|実施)|やっぱり(?:行|開|やり|実施)|取り消|撤回|元(?:に|どおり|通り)|当初(?:の)?(?:どおり|通り|案|計画|予定)|戻し(?:ます|ました|て)|戻す|なかったことに|改めて(?:行|開|実施)"
)
_MATTERS = re.compile(
    "廃止|開始|導入|実施|開催|募集|契約|入札|発注|購入|配布|公開|移行|統合|試行|工事|設置|開設|閉鎖|再開"
)
_NAMED = re.compile("「([^」]{1,20})」(?:に|で|と)(?:決|し(?!て)|なり|行き|いき|変|呼)")
_MOVED = re.compile(r"に回(?:す|し)|延期|先送り|ずら|遅らせ|繰り[上下]|見送|持ち越")
_TURNED = re.compile(r"(?:に|へ)(?:変わ|変更|移|替わ|代わ|替え|変え)")
_KINDS = (
    re.compile(r"(?:場所|会場|開催地|部屋|集合場所)(?=は|が|を|:|：)"),
    re.compile(r"(?:担当|講師|委託先|業者|窓口|責任者)(?=は|が|を|:|：)"),
    re.compile(r"(?:方法|形式|媒体|手段)(?=は|が|を|:|：)"),
)
_TAKEN_BACK = re.compile(r"取り消|撤回|なかったことに|取り下げ|白紙")
_QUOTED = re.compile("「([^」]{2,40})」")
_OBSTACLE = re.compile(
    r"使え(?:な|ま)|取れ(?:な|ず|ま)|通れ(?:な|ま)|閉ま|解体|埋ま|休館|休み(?:です|でした)|工事中|改修|故障|重な|満室|ふさが|できな|できませ|無理|困(?:る|り)|厳しい|難しい|間に合(?:わ|いませ)|反対|予算がな|断られ|守れ(?:な|ま)|なくな(?:り|っ)"
)
_CAN = re.compile(r"(?:でき|もらえ|使え|借りられ|いけ|行け|可能)(?:ます|です|るそう|る$)")
_AFTER_ALL = re.compile("やっぱり|やはり|結局|前言")


def note_overturned(view: View) -> None:
    for saying in view.sayings:
        act = view.act(saying)
        if act in (Act.ORDER, Act.ASIDE, Act.QUESTION, Act.PROPOSAL):
            continue
        _after_all(view, saying)
        if act in (Act.DECISION, Act.WITHDRAWAL, Act.FACT):
            _chosen_anew(view, saying)
            _back_again(view, saying)
            _of_that_day(view, saying)
            _elsewhere(view, saying)
        if act not in (Act.PENDING, Act.AGREED, Act.PROMISE):
            _stands_in_the_way(view, saying)
        note_state(view, saying)


def _plans(view: View, saying: Saying) -> list[Saying]:
    return [
        each
        for each in view.earlier(saying)
        if each.place < saying.place
        and (is_plan(view, each) or view.act(each) in (Act.WITHDRAWAL, Act.REQUEST))
        and view.act(each) is not Act.PROPOSAL
    ]


def _chosen_anew(view: View, saying: Saying) -> None:
    """「旧館の2階にします」 and later 「旧館の1階に決めます」; 「東口を申告用に」 and 「申告は南口から」."""
    if view.act(saying) is Act.FACT or _ALSO.search(saying.folded):
        return
    for each in _plans(view, saying):
        is_chosen = view.act(each) is not Act.FACT or _CHOSEN.search(each.folded)
        is_apart = view.are_apart(saying, each) and not _MOVED.search(saying.folded)
        if is_chosen and not is_apart and _is_one_choice(saying, each):
            view.let_go(each, saying)


def _is_one_choice(saying: Saying, each: Saying) -> bool:
    names = _NAMED.findall(saying.folded), _NAMED.findall(each.folded)
    if all(names) and names[0] != names[1]:
        return True
    done = frozenset(_MATTERS.findall(saying.folded)) & frozenset(_MATTERS.findall(each.folded))
    shared = (saying.nouns & each.nouns) - COMMON | done
    counted = {f.unit for f in saying.figures}, {f.unit for f in each.figures}
    if not shared or (all(counted) and not counted[0] & counted[1]):
        return False
    mine, theirs = _topic(saying), _topic(each)
    if done and (mine & theirs or not (mine and theirs)):
        return True
    if mine and theirs:
        is_crossed = bool(mine & (each.nouns - theirs)) or bool(theirs & (saying.nouns - mine))
        return is_crossed or (bool(mine & theirs) and are_one(mine, theirs))
    return bool((mine or shared) & (theirs or shared))


def _topic(saying: Saying) -> frozenset[str]:
    found = TOPIC.search(saying.folded)
    return named_in(found["of"])[0] - COMMON if found else frozenset()


def _back_again(view: View, saying: Saying) -> None:
    """What was called off is on again, or what was decided is taken back."""
    found = _BACK.search(saying.folded)
    if found is None:
        return
    quoted = [
        words for words in _QUOTED.findall(saying.folded) if _TAKEN_BACK.search(saying.folded)
    ]
    before = saying.folded[: found.start()]
    nouns = named_in(before)[0]
    days = [f for f in saying.figures if f.end <= found.start()]
    for each in _plans(view, saying):
        is_quoted = any(words in each.folded or each.folded in words for words in quoted)
        is_called_off = view.act(each) is Act.WITHDRAWAL
        is_named = bool(nouns & each.nouns) or not nouns
        is_day = _TAKEN_BACK.search(saying.folded) and any(
            f.is_same(g) for f in days for g in each.figures
        )
        if is_quoted or is_day or (is_called_off and is_named):
            view.let_go(each, saying)
    if _TAKEN_BACK.search(saying.folded) and days:
        for each in view.earlier(saying):
            if each.place < saying.place and any(f.is_same(g) for f in days for g in each.figures):
                view.let_go(each, saying)


def _stands_in_the_way(view: View, saying: Saying) -> None:
    """「東口は工事で閉まります」 after 「東口を使います」, where something was decided afterwards."""
    if not _OBSTACLE.search(saying.folded):
        return
    found = SUBJECT.match(saying.folded)
    nouns = (named_in(found["of"].rpartition("の")[2])[0] if found else saying.nouns) - COMMON
    is_decided_later = any(
        view.act(each) in (Act.DECISION, Act.WITHDRAWAL) and 0 < each.place - saying.place <= 6
        for each in view.sayings[saying.at + 1 :]
    )
    for each in _plans(view, saying):
        is_meant = nouns and nouns <= each.nouns and view.act(each) is not Act.WITHDRAWAL
        is_loose = view.act(each) in (Act.FACT, Act.REQUEST) or each.speaker == saying.speaker
        if is_meant and (is_decided_later or is_loose):
            view.let_go(each, saying)
    for each in view.earlier(saying):
        is_same_figure = any(f.is_same(g) for f in saying.figures for g in each.figures)
        if is_same_figure and saying.nouns & each.nouns and each.place < saying.place:
            view.let_go(each, saying)
        if nouns and nouns & each.nouns and _CAN.search(each.folded) and each.place < saying.place:
            view.let_go(each, saying)


def _after_all(view: View, saying: Saying) -> None:
    """「返します」 「やっぱり返すのは3月以降に」."""
    if not _AFTER_ALL.search(saying.folded):
        return
    for each in _plans(view, saying):
        shared = (saying.verbs & each.verbs) or (saying.nouns & each.nouns) - COMMON
        if shared and each.speaker == saying.speaker:
            view.let_go(each, saying)


def _of_that_day(view: View, saying: Saying) -> None:
    """「10/19は駅前ビルにします」: no other place that was told for that day."""
    if view.act(saying) is Act.FACT:
        return
    days = [
        f for f in saying.figures if f.unit == "日付" and saying.folded[f.end : f.end + 1] == "は"
    ]
    for each in view.earlier(saying):
        is_of_day = any(f.is_same(day) for f in each.figures for day in days)
        if is_of_day and each.place < saying.place and not _OBSTACLE.search(each.folded):
            view.let_go(each, saying)


def _elsewhere(view: View, saying: Saying) -> None:
    """「会場が池袋に変わりました」 after 「場所は有楽町です」."""
    if not _TURNED.search(saying.folded):
        return
    kinds = [kind for kind in _KINDS if kind.search(saying.folded)]
    for each in view.earlier(saying):
        is_told = each.place < saying.place and any(kind.search(each.folded) for kind in kinds)
        if is_told and not view.are_apart(saying, each):
            view.let_go(each, saying)
