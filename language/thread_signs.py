"""What a sentence of a discussion looks like: what it is (a plan, a guess, a state), and what a later message does (corrects, denies, calls off)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from language.thread_acts import Act
from language.thread_correcting import CORRECTING, UNCHANGED
from language.thread_sentences import Heading, Saying
from language.thread_states import COMMON
from language.thread_view import View

_FAILS = r"止まっ|停止|故障|不通|(?:つなが|動か|開か|届か|映ら|直ら|出|入れ|起動し|表示され)(?:な|ませ|ず)|エラー|落ち(?:た|て|まし)|壊れ|障害|固まっ|不具合|使えな|使えませ|できな|できませ|断線|うんとも|(?:つ[きか]|動[きか]|出|入[りら]|開[きか]|映[りら]|鳴[りら]|読め|読み取れ|見え|聞こえ|回[りら]|冷え|温ま[りら]|反応し|起動し|届[きか]|切れ)(?:ません|ない|なく|ませ)|また(?=[^、。]{0,8}(?:止|落|出|壊|鳴|エラ|映|動|切|固|詰|漏|だめ))|再発|再び|ぶり返"
_WORKS = r"復旧|直り|直った|解決|解消|再開|届き(?:まし)|届いた|つながり|動くように|動きまし|できるように|できました|映るように|終わりまし|完了|済みまし|済んだ|付けました|付与|揃い|そろい|見つかり|入りました|使えるように|使えました|開通|開けました|解除|でき(?:ます|ている)|可能|無事|動いて(?:い)?ます|(?:つき|動き|入り|開き|映り|鳴り|読め|見え|聞こえ|動い|つい|入れ|出|戻り|起動し)(?:ました|た(?=$|。|わ))|ようになり|立ち上が|復電|差し替えました"
_NO_NEED = r"不要|要らな|要りませ|いりませ|無料|必要(?:は)?(?:な|あり?ませ)"

_DOING: Mapping[str, str] = {
    "corrects": r"訂正|誤り|誤って|誤記|間違|まちが|ミス|正しく|正しい|正です|修正|直して?おき|直し(?:ます|まし|た)|差し替え|数え(?:直|忘|漏)|し直|再(?:集計|確認|計算|見積|調査)|前言|勘違い|見落と|抜けて|漏れて|忘れて|↑|→|⇒|->|打ち消|書き損|入れ違|取り違|逆でした|盛っ|うそ|嘘",
    "denies": r"では?な(?:く|い|か)|じゃな(?:く|い|か)|違(?:い|う|って|いま)|そうではな|わけではな|の(?:話|方|ほう|こと|もの|とき|時|分)(?:です|でした|だ|ですね)|というのは|勘違い|とは限ら|ありませんでした|ではありませ|なしに",
    "takes back": r"やめ|中止|見送|白紙|撤回|取り(?:消|下|止|やめ)|なかったこと|なしで|なしに|なしです|不採択|却下|外し|外す|断念|保留|延期|先送り|凍結|見合わせ|要らな|不要|いらな|廃止|縮小|否決|だめ|辞退",
    "changes": r"変更|変え|変わ|ずら|延ば|延びる?|延長|前倒し|繰り[上下]|遅ら|早め|戻[しりす]|復活|再開|切り替え|入れ替|差し替え|代わり|代えて|替え|回す|回し|減らし|増やし|絞[りっ]|改め|移[しす]|広げ|短く|縮め",
    "after all": r"やっぱり|やはり|結局|実は|実際|その後|いったん|改めて|逆に|最終的|むしろ|そもそも|ところが|追記|続報|なりまして",
    "comes in": r"(?:届|来|出|着|返|もら|交渉し|頼ん|相談し|話し|話が|聞い|分かり|判明し|確認し|調べ|電話|連絡|回答|見積|集計|数え|確かめ|見に行|試し|締め切|終わっ|終わり)[^。]{0,10}(?:ました|まし|たら|たところ|たので|た[。、]|た$|があり|が届|によると|して)|正式|確定|結果|だそうです|そうです|とのこと|によれば",
    "more or less": r"多い|少ない|多く|少な|増え|減っ|減り|足り|足し|引いて|引く|除[いく]|含め|込み|抜き|追加|上が|下が|重複|入って(?:い)?(?:な|ま)|余り|プラス|マイナス|上回|下回",
    "hinders": r"使え(?:な|ま)|取れ(?:な|ず|ま)|通れ|閉ま|閉め|解体|埋ま|休館|休み|工事|改修|故障|重な|満室|ふさが|できな|できませ|無理|困|厳し|難し|間に合|反対|予算が|断ら|足り(?:な|ず|ま)|ちょっと待|待って|まずい|だめ|不可|まだ|禁止|止め|都合|議会|不在|壊|危な|足ら|不足|認められ|出られ|出れ|行けな|空いてな",
    "works": _WORKS,
    "fails": _FAILS,
    "now": r"いま|今は|現在|今のところ|もう|すでに|既に|になりました|になった|になります|になる|ています$|まで(?:上|下|増|減)|時点",
    "settles": r"決ま|決め|決定|にします|とします|でいき|で行き|で進め|ことに(?:し|な)|確定|でお願い|にしましょう|としましょう|でいこう|にしよう|了承|決裁|承認|可決|内定|合意|まとまり",
    "unchanged": UNCHANGED.pattern
    + r"|そのまま|据え置|どおり|通り(?:で|に|です)|合って|間違いな|変わりな",
    "again": r"また(?=[^、。]{0,10}(?:止|落|出|壊|鳴|エラ|映|動|切|固|詰|漏|だめ|同じ))|再発|再び|ぶり返|今度は|まだ(?:直|動|映|だめ)",
    "of another": r"(?:の(?:話|方|ほう|こと|もの|とき|時|分|ぶん|数|件)|用|込み|抜き|だけ)(?:です|でした|だ|だった|じゃ|ですね|ですわ)|旧|古い|時のもの|去年の|昨年の|前年の|昨年度の|世帯数|単位",
    "also": r"[もに]も|(?<=[一-龠ァ-ヶ])も(?!う|の|し)|あわせて|合わせて|追加で|さらに|加えて",
    "costs": r"円(?:かか|です|になり)|有料|必要|要り|要る|義務|必須",
    "no need": _NO_NEED + r"|なくし|廃止し|やめました",
    "restricts": r"だけ|のみ|限[りるっ]|まで(?:です|に)|不可|できませ|られませ|受けられ|閉め|前日",
    "negates": r"ない(?:です|で|よ|ん|と|$|。)|ません|なかった|ず、",
    "at present": r"今は|いまは|いま(?=[0-9])|現在は|今年から|今月から|先月から|来月から|来年度から|今日の時点|今のところ",
    "restores": r"当初の|元(?:の|に|どおり)|もとの|戻(?:し|り|す)|復活|やっぱり|やはり|結局",
    "back": r"それ|その|さっき|先ほど|先程|さきほど|上の|最初|前の|例の|の件|あれ|これ|この|もとの|元の|当初|昨日|今朝|朝の|午前",
}
"""Of a message: several may hold, and none is sure."""
_BEING: Mapping[str, str] = {
    "guess": r"程度|くらい|ぐらい|ざっくり|およそ|概算|目安|見込|おそらく|たぶん|多分|だいたい|ちょい|くらいか|ほど(?:です|か)|予想|推計|仮に|暫定|速報|単純計算|と見て|と見込|と踏ん|想定|一応|とりあえず|ひとまず|今のところ|口頭",
    "belief": r"思[いうっ]|はず|気がし|ようです|みたい|らしい|でしょう|だろう|かもしれ|かと|ではないか|違う$|ですよね|ましたよね|んですね|はずだ|おそらく",
    "hearsay": r"そうです|そうだ|(?<=た)って$|って(?:言|聞)|と(?:聞|言|書)|とのこと|らしい|だって$|によると|聞きました|言われ",
    "plan": r"予定|つもり|計画|方針|考えて|たい(?:です|と)?|案(?:です|で)|ます$|する$|しよう|いこう|ましょう|内定|から(?:です|始|開)|希望|お願い",
    "decided": r"決ま|決め|決定|にします|とします|ことに(?:し|な)|でいき|で進め|確定|了承|決裁|承認|可決",
    "fails": _FAILS,
    "works": _WORKS,
    "no": r"ません|ない(?!か)|なく|なし|ず、|無理|だめ|不可|禁止|未定|未だ|不要",
    "yes": r"でき(?:ます|る)|可能|使え(?:ます|る)|大丈夫|いけ(?:ます|る)|ok|あり(?:ます|ました)|必要|要(?:り|る)|空いて|可に",
    "only": r"100%|全(?:員|車|課|て|校|館|戸|域)|だけ|のみ|しか|すべて|全部|とも|いつでも|どこでも|当日でも|でも",
    "need": r"必要|要り|要る|要りま|義務|必須",
    "no need": _NO_NEED,
    "pending": r"未定|まだ|これから|検討中|調整中|照会中|確認中|待ち|途中|作業中|対応中|計算中",
    "going on": r"てい(?:ます|る|た|て)|中です|中$",
    "reason": r"原因|理由|ため(?:です|だ)$|せい|から(?:です|だ)$|によるもの",
    "asks back": r"よね$|ですね$|ますか$|違う$|ないか$|ないですか$|のでは$|っけ$|でしょうか$|だろうか$",
    "sum": r"合計|合わせ|計|全部|差額|平均|ということは|すると|なので|だから|だと|単純計算|割る|掛け",
    "seen": r"確認(?:済|し(?:ました|た))|実測|実績|確定|正式|決裁|了承|でした$|届きました|聞きました",
}
"""Of a sentence, likewise."""
_OF_MESSAGE = {name: re.compile(words) for name, words in _DOING.items()}
_OF_SAYING = {name: re.compile(words) for name, words in _BEING.items()}
_NO = re.compile(
    r"^(?:いえ|いや|いいえ|ちがい|違い|ちょっと待|待って|でも|ただ|しかし|ところが|あ、|あれ|え[、っ]|ん[？?、])"
)
_ADMITS = re.compile(
    r"そうでした|そうだった|そうじゃった|ほんま|本当だ|本当です|勘違い|失礼しました|すみません|ごめん|すんません|うっかり|そうなん|なるほど|そやな|そうか|たしかに|確かに"
)


@dataclass(frozen=True, slots=True)
class Later:
    """A message that may touch what was said before it: only what of it tells or asks something."""

    place: int
    sayings: tuple[Saying, ...]
    does: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    text: str

    @property
    def speaker(self) -> str:
        return self.sayings[0].message.speaker


def later_of(view: View, sayings: Sequence[Saying]) -> Later | None:
    """Of sentences of one message; None where nothing in it tells or asks."""
    telling = tuple(each for each in sayings if view.act(each) not in (Act.ORDER, Act.ASIDE))
    if not telling:
        return None
    nouns = frozenset[str]().union(*(each.nouns | each.quoted for each in telling))
    return Later(
        telling[0].place,
        telling,
        _does(view, sayings, telling),
        nouns - COMMON - CORRECTING,
        frozenset[str]().union(*(each.verbs for each in telling)),
        "。".join(each.folded for each in telling),
    )


def _does(view: View, sayings: Sequence[Saying], telling: Sequence[Saying]) -> frozenset[str]:
    text = "。".join(each.standard for each in sayings)
    leads = frozenset[str]().union(*(each.leads for each in sayings))
    acts = {view.act(each) for each in telling}
    found = {name for name, pattern in _OF_MESSAGE.items() if pattern.search(text)}
    found |= {f"act {act.name.lower()}" for act in acts} | leads & {"so"}
    if "no" in leads or _NO.search(sayings[0].message.text.lstrip(" 　\n")[:6]):
        found.add("no")
    if "sorry" in leads or _ADMITS.search(text):
        found.add("sorry")
    if "yes" in leads or Act.AGREED in acts:
        found.add("yes")
    if any(each.heading is Heading.CORRECTED for each in telling):
        found.add("corrects")
    if acts <= {Act.QUESTION}:
        found.add("asks only")
    return frozenset(found)


def traits_of(view: View, saying: Saying) -> frozenset[str]:
    """What kind of sentence it is."""
    found = {name for name, pattern in _OF_SAYING.items() if pattern.search(saying.standard)}
    return frozenset(
        {*found, f"act {view.act(saying).name.lower()}", "figures" if saying.figures else "words"}
    )
