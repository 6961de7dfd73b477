"""What a sentence of a discussion does: tells, asks, proposes, agrees, decides, takes back, or nothing of that."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from language.thread_asides import is_aside, orders_about
from language.thread_possible import is_possible
from language.thread_sentences import Heading, Saying


class Act(Enum):
    ORDER = auto()
    """Wants something of whoever sums up: neither it nor what stands beside it is told."""
    ASIDE = auto()
    """Greetings, thanks, jokes, small talk."""
    QUESTION = auto()
    PROPOSAL = auto()
    AGREED = auto()
    REFUSED = auto()
    DECISION = auto()
    WITHDRAWAL = auto()
    """Something is not done, or not now."""
    PENDING = auto()
    """It is not known yet, or not decided."""
    PROMISE = auto()
    """Somebody will find out, ask, or see to it."""
    REQUEST = auto()
    FACT = auto()


_OK = frozenset({"OK", "ok"})
_SHORT = 14
"""Characters of a sentence that says no more than yes."""
_CUSTOM = frozenset("月年週日")
_IS_CUSTOM = re.compile(r"毎[日月年週朝].*ことに(?:してい|なってい)|ことになってい")

TELLING = frozenset({Act.FACT, Act.DECISION, Act.WITHDRAWAL, Act.REFUSED})

_WITHDRAWN = re.compile(
    r"(?<!影響)(?<!問題)(?<!被害)(?<!変更)(?<!異常)(?<!質問)(?<!希望)(?<!意見)は(?:なし|無し)$|見送[りるっろ]|(?<!問題)(?<!異議)(?<!異論)(?<!支障)(?<!変更)(?<!問題は)(?<!異常)(?:なし|無し)(?:で(?:お願い|いき|いい|す|$)|にし|とし|になり|に$)|取り?や?め(?:ます|に|る|た|と)|取り?止め|(?<![ぁ-んァ-ヶ一-龠]た|しを|いを|出を)やめ(?:ます|まし|る(?:こと)?(?!と|か)|に(?:し|な)|て(?!くだ|ほし)|よう|と[いこ]|、|$)|中止(?!のお?知らせ)(?:に|と|し|で|です|$)"
    r"|撤回(?:し|いたし|と|です|$|に)|取り下げ|白紙|却下|見合わせ|凍結|立ち消え|ボツ|キャンセル(?:し|にし|で|に)|不採用|断念|対象から外し|対象外(?:とし|にし)|休止(?:し(?!て)|に[しな])"
)
_DECIDED = re.compile(
    r"(?:(?<!との)(?<!という)こと|方向|方針)(?:に|と|で)(?:し(?!ては)|なり|なっ|決|いた|す(?!る案|るか)|いき|行き|進め|調整)|(?<!まだ)(?:に|で|が|と|は|も|を|$)?決(?:定(?!権|して(?:い|お)な)|ま(?:り(?!次第|ませ|ません)|った|って(?:い|お)(?:る|ます|り))|めま(?:した))|(?<![週回月日年後])[にで]決め(?:ます(?!か)|る$)"
    r"|^決定|(?<!かと)(?<!よう)(?:と|に)(?:します|しました|いたします|致します|する|した)(?=[ねよ]?$|。)|と(?:致|いた)し|で進め(?:ます|る|ましょ)|[でに]い(?:き|く)(?:ます|ましょ|ことに|[。ねよ]|$)|[でに](?:いこう|行こう)(?!か|と)|で行(?:き|く)(?:ます|ましょ|$)"
    r"|採用(?:し|と|に|です)|承認(?:され|を得|が|いただ|もらい|済)|了承(?:を|され|いただ|もらい|が|も|済)|了解(?:を得|を?もらい|が(?:とれ|取れ|得)|いただ)|決裁(?:が|を|も)?(?:おり|下り|もらい|いただ|と(?:り|れ)まし|取(?:り|れ)まし|済)|(?:ok|オッケー|ゴー|go)(?:が|を|も)?(?:出|もら|いただ|得)"
    r"|内示し|(?:可決|議決|合意|一致)(?:し|され|でき|です|$)|(?:に|と)なりました(?=$)"
)
_WILL = re.compile(
    r"(?:受け|再開し|発送し|送付し|開け|始め|開始し|スタートし|実施し|試行し|試し|導入し|切り替え|移行し|変え|変更し|統一し|廃止し|公開し|設置し|購入し|買い|発注し|契約し|手配し|借り|貸し出し|載せ|掲載し|配布し|配り|置き|増やし|減らし|延ばし|繰り上げ|繰り下げ|集め|設け|閉め|統合し|延長し|延期し|前倒しし|回し|使い|採り入れ|取り入れ|募集し|締め切り"
    r"|付け|乗り|参加し|委託し|要求し|申請し|改め|ずらし|早め|遅らせ|絞り|一本化し|分け|残し|足し|追加し|入れ|外し|出し|やり|行い|開き|まとめ|作り|つくり|案内し|試み|共有し|続け)(?:ます|ましょう?|ることに|ていきます)(?!か|が、|ので|けど)"
    r"|(?:始める|開始する|試す|試行する|導入する|変える|使う|採用する|廃止する|買う|借りる|作る|やる|乗る|する)(?:ぞ|よ)?$"
)
_NOT_DONE = re.compile(
    r"なくて(?:も)?(?:大丈夫|いい|よい|良い|よく|構い)|ない(?:こと|方針|方向|もの)(?:に|と|で)(?:し|な|決)|(?:当面|しばらく|今回は|今年度は|今年は|来年度は).{0,24}(?:ません|ない)(?!か)(?:です)?$|(?:使い|買い|行い|始め|導入し|実施し|採用し|やり|開き|設け|購入し|契約し|進め)ません$"
)
_ACTS = re.compile(
    r"(?:(?:を|へ|まで|で|に|から|は|も|と)[^、。はが]{0,14}|[一-龠ァ-ヶa-z])(?:し|き|り|い|ち|び|み|ぎ|べ|け|せ|て|ね|め|れ|え|げ)ます[ねよ]?$"
)
"""「各分団に知らせます」: somebody does it."""
_STATES = re.compile(
    r"(?:あり|おり|い|なり|でき|かかり|要り|いり|思い|考え|見え|聞き|わかり|分かり|違い|合い|足り|間に合い|残り|続き|増え|減り|届き|来|起き|終わり|始まり|決まり|混み|見込み|願い|いただけ|もらえ|使え|動き|下がり|上がり|変わり|切れ|入り|済み|込み|出|れ|しれ|知り|困り|助かり|受けられ|られ|つき|ござい|言い|いえ|超え|存じ|伺い|調べ|確認し|聞いてみ|てみ|てい|でい|ため|過ぎ|過ごし|示し|感じ|求め|持ち帰り|相談し|検討し|探し)ます[ねよ]?$"
)
_FRAGMENT = re.compile(
    r"(?:は|を|も)[^、。はを]{0,14}(?:[0-9][^、。はをがの]{0,8}|初旬|中旬|下旬|月末|年度末|末日|第[0-9一二三四五]週|[月火水木金土日]曜|来週|来月|以降)(?:で|に|から)$"
)
"""「契約は12月22日以降で」."""
_SETTLED = re.compile(
    r"で確定|ということで$|確定(?:です|だ|とします|しました)?$|(?:で|に|を|は|も|から)[^、。はを]{0,8}(?:継続|延期|変更|実施|開始|廃止|購入|移設|統一|休館|再開|延長|縮小|追加|採用)(?:で|に|です)?$"
)
"""「来年度も2台で継続」."""
_ASSENTED = re.compile(r"(?:で|と|に)お願い(?:し|いたし)?(?:ます|たい(?:です)?)$")
_WILL_YOU = re.compile(r"(?:ます|ましょう|いい(?:です)?|よろしい(?:です|でしょう)?)(?:か|ね|よね)$")
_WANTED = re.compile(r"ください|下さい|お願い|それで|やりま|しま|そうし")
_LET_US = re.compile(r"(?:ましょう|よう|ろう|こう|そう|なしに|にし)(?:や|で|ぜ|よ|ね|よね)?$")
_WISHED = re.compile(r"(?:[やいけしろとせべめれ]よう|ろう|こう|そう)(?:や|で|ぜ|よ|ね)$")
_GRANTED = re.compile(r"了承|決裁|承認|異議な|異論な")
_SO_BE_IT = re.compile(
    r"(?:に|で|と)(?:しましょう|いきましょう|進めましょう|しよう|いこう)(?:ね|や|よ)?$"
)
_HABIT = re.compile(
    r"毎[日月年週朝晩夕回]|いつも|月に\d|年に\d|普段|通常|たいてい|現在|今は|ずつ|ときどき|時々|しかし|必ず|たまに|そのたびに|都度|よく(?=.{0,12}ます)"
)
_PROPOSED = re.compile(
    r"(?:ませんか|ましょうか|(?:で|のは?|ん|と|案|し|み|て)(?:は|で)?(?:どう|いかが)(?:で(?:しょう|す)(?:か|やろ)?)?|たら(?:どう|いかが)(?:で(?:しょう|す)(?:か|やろ)?)?|(?:よい|良い|いい|よろしい|構わない)(?:でしょうか|ですか|ですかね)|(?:もらえ|いただけ|願え|お願いでき|くれ)(?:ます|ません)(?:か|でしょうか)|できませんか|ですかね|ええんちゃう|いいんじゃない|よくない|(?:方|ほう)がいいの?では)[なねよ]*$"
    r"|ましょう?(?:よ|ね)?$|(?:(?:という|って)(?:案|手|方法)(?:も|が)(?:あり|ある)|(?:にしたい|始めたい|で進めたい|でいきたい|で試したい|試したい|使いたい|追加したい)(?:です|と思い|と考え|んです)?)(?:ます|ました|ています|る)?(?:が|けど|ね)?$"
)
_ASKED = re.compile(
    r"(?:です|ます|でした|ました|でしょう|ません|ない|る|た|ん|の|だろう|やろ)か(?:ね|な|しら)?$|(?:でした|です|ます|ました)?(?:っけ|かしら|かいな)$|(?:かな|かねえ?|んやろか|のかな|やろか|んだろう)$|(?:いつ(?!も)|どう|誰|だれ|何(?!と)|どこ|いくら(?!い)|どれ|どの|なぜ|どんな)[^。「」]{0,6}(?:でしょうね?|ですやろ|です|ましょうね?|たら)$"
    r"|(?:教えて|お教え|お知らせ|聞かせて)(?:ください|下さい|ほしい|欲しい|もらえ|いただ|くだ)|(?:ご教示|ご回答)(?:ください|願|お願い|いただ)"
)
_WH = re.compile(
    r"いつ(?!も|か|で)|どう(?!も|か|して|に)|(?:誰|だれ|どこ|どれ|どなた|どちら)(?!か|も)|何(?!と|か|も|卒|度も|らか)|いくら(?!か|も|で|い)|どの(?!よう)|なぜ|なんで|どんな|いくつ(?!か)"
)
_STATE_ASKED = re.compile(
    r"(?:変わり|要り|いり|あり|足り|なり|困り|かかり|てい|でい|わかり|分かり|間に合い|ござい|見え|聞こえ|遅れ|壊れ|減り|増え|起き|漏れ|混み|残り|余り|[かがさただばまらわ]れ)ませんか(?:ね|な)?$"
)
_HOW_ABOUT = re.compile(
    r"(?:は|で|たら|ん)(?:どう|いかが)(?:で(?:しょう|す)(?:か|やろ)?)?(?=[なねよ]*$)"
)
_AGREED = re.compile(
    r"賛成(?!でき)|異議(?:は)?(?:なし|ありま|ござ)|異論(?:は)?(?:なし|ありま)|(?:いい|良い|よい|よろしい|ええ)(?:と思|です(?!か)|ですね|やん|んじゃ|かと)|^(?:いい|ええ)(?:ね|よ|わ)|それ(?:で|が|なら|やったら)(?:お願い|いき|行き|いい|よい|良い|ok|進め|大丈夫|いけ|十分|いこ|構い|問題)|そうしま|ok(?:です|$)|オッケー|やりましょう|ぜひ|お願いします$|おねがいします|お願いしたい|問題(?:は)?(?:ない|ありま|なし)|(?:^|も|は|なら)(?:行け|いけ|参加でき|出られ)ます|参加します|乗ります|大丈夫(?:です|$|かと)|助かります|支持|それ使いたい|それいい|了解|承知|わかりました|かしこまり|同意|構いません|良さそう|よさそう"
)
_REFUSED = re.compile(
    r"反対|無理|厳しい|困ります|困る|向き?ません|向かない|難しい(?!です?か)|(?:は|が|も|と)?だめ(?:です|だ|$)|ダメ|できません(?!か)|要りません(?!か)|不可(?!欠)|やめたほうが|避けたい|受け入れられ|賛成でき"
)
_PENDING = re.compile(
    r"未定|まだ(?:[^。]{0,14})(?:決ま(?:って|り)|わか|分か|調べ|聞い|届い|確認|できて|検討|はっきり)|決ま(?:って(?:い|お)?(?:ない|ません|らず|りません)|りません)|決まらず|(?:わから|分から|はっきりし|見え)(?:ない|ません(?!でし)|ず)(?!か|と思|ので)|不明(?!点は)|(?:計算|集計|精査|見直し|検討|確認|調整|照会|協議|交渉|問い?合わせ|調査|相談)中|持ち越し|持ち越す|継続審議|結論(?:は|が)(?:出|まだ)|(?:これから|今後)(?:決め|検討|詰め|調整)|先送り|保留|要(?:確認|検討|調整)|どうしましょう|(?:相談|検討|確認|保留に|考え)させて(?:ください|下さい|いただ|もら)"
)
_WONDERS = re.compile(
    r"か(?!ら)(?:どうか)?(?:は|を|、|も)?(?:、)?(?:[^。、]{1,8}(?:と|で))?(?:次回|次の[^。]{1,8}で|これから|今後)?(?:聞い|聞き|確認|調べ|問い合わせ|検討|決め(?:ま|る|たい)|相談し|話し合)"
)
_PROMISED = re.compile(
    r"(?:(?:聞い|調べ|確認し|相談し|考え|当たっ|探し|問い合わせ|かけ|かけあっ|見|やっ|伝え|頼ん|話し|出し|声をかけ|連絡し|準備し|検討し)て(?:み|お|き|から)(?:ます|る|きます|く|決め)|確認(?:し|いたし)ます|調べます|探します|聞きます|(?:相談|検討)(?:し|いたし|させていただき)ます|考えます|持ち帰(?:り(?:ます|まし)|って)|頼みます|伝えます|連絡(?:し|いたし)ます|話す|話します|説明します|整理して|対応します|調整します|行きます|伺います|見ます|直しておき|直します|更新します|差し替えます|聞いてみ)"
)
_REQUESTED = re.compile(
    r"(?:てください|て下さい|お願い(?:します|いたします|できれば|したい(?:です)?)|願います|てほしい(?:です)?|ていただき|てもらいたい|くださいませ)(?:ね|と思い.*)?$"
)
_PAST_OR_STATE = re.compile(
    r"(?:でした|ました|だった|った|んだ|いた|です|ません|ない|ている|ています|ておる|ております|とる|てます|んです|だ|ある|あります)$"
)


def acts_of(sayings: Sequence[Saying]) -> tuple[Act, ...]:
    ordering = {each.place for each in sayings if orders_about(each.folded)}
    acts = [Act.ORDER if each.place in ordering else _act(each) for each in sayings]
    for saying in sayings:
        if acts[saying.at] is Act.FACT and _WISHED.search(saying.standard) and saying.nouns:
            acts[saying.at] = Act.PROPOSAL
    for before, saying in _replies(sayings, acts):
        _read_together(before, saying, acts)
    for saying in sayings:
        if acts[saying.at] is Act.PROPOSAL and _is_settled_in(saying, sayings, acts):
            acts[saying.at] = Act.DECISION
    return tuple(acts)


def _is_settled_in(saying: Saying, sayings: Sequence[Saying], acts: Sequence[Act]) -> bool:
    """「ほなそれで。買い替えはなしにしましょう」: a wish in a message that settles something."""
    if saying.asks or not _LET_US.search(saying.standard):
        return False
    beside = [e for e in sayings[max(0, saying.at - 3) : saying.at + 4] if e.place == saying.place]
    return any(
        (each.leads & {"so"} and each.at <= saying.at)
        or _GRANTED.search(each.standard)
        or (acts[each.at] in (Act.AGREED, Act.DECISION) and each.at < saying.at)
        for each in beside
    )


def _replies(sayings: Sequence[Saying], acts: Sequence[Act]) -> Iterator[tuple[Saying, Saying]]:
    """What is asked or proposed last in a message, with what the next one of another begins with."""
    for before, saying in pairwise(sayings):
        is_reply = saying.place - before.place == 1 and saying.speaker != before.speaker
        if is_reply and acts[before.at] in (Act.QUESTION, Act.PROPOSAL):
            yield before, saying


def _read_together(before: Saying, saying: Saying, acts: list[Act]) -> None:
    """「承認を必須にできますが、やりますか」 「はい、やってください」: a proposal, and a yes to it."""
    is_yes = "yes" in saying.leads and _WANTED.search(saying.standard) is not None
    if acts[before.at] is Act.QUESTION and is_yes and _WILL_YOU.search(before.standard):
        acts[before.at] = Act.PROPOSAL
    is_bare = not saying.nouns - before.nouns and not saying.figures
    does = bool(saying.verbs & before.verbs) and saying.standard.endswith("ます")
    is_answer = acts[before.at] is Act.PROPOSAL and is_bare and (does or is_yes)
    if is_answer and acts[saying.at] in (Act.FACT, Act.REQUEST, Act.DECISION, Act.PROMISE):
        acts[saying.at] = Act.AGREED


def withdrawn_at(saying: Saying) -> int | None:
    """Where it says that something is not done."""
    found = _WITHDRAWN.search(saying.folded) or _NOT_DONE.search(saying.folded)
    return found.start() if found else None


def has_question_word(saying: Saying) -> bool:
    return _WH.search(saying.standard) is not None


def is_agreeing(saying: Saying) -> bool:
    return _AGREED.search(saying.standard) is not None or "seen" in saying.leads


def _act(saying: Saying) -> Act:
    if saying.heading is Heading.OPEN:
        return Act.PENDING
    if _is_so_then(saying):
        return Act.DECISION
    if _is_let_go(saying):
        return Act.WITHDRAWAL
    if is_aside(saying) and not (_DECIDED.search(saying.standard) and not saying.laughs):
        return Act.AGREED if _agrees(saying) else Act.ASIDE
    if saying.heading is Heading.DECIDED:
        return Act.DECISION
    if (asked := _asking(saying)) is not None:
        return asked
    return _telling(saying)


def _agrees(saying: Saying) -> bool:
    return is_agreeing(saying) and not saying.laughs


def _asking(saying: Saying) -> Act | None:
    text = saying.standard
    if saying.leads & {"so", "yes", "seen"} and not saying.asks and _SO_BE_IT.search(text):
        return None
    is_wish = _PROPOSED.search(text) is not None
    if is_wish and not _is_wh_question(saying) and not _DECIDED.search(text):
        if _STATE_ASKED.search(text):
            return Act.QUESTION
        if _WONDERS.search(text):
            return Act.PENDING
        return Act.PROPOSAL if saying.nouns or saying.figures or saying.asks else Act.AGREED
    if saying.asks or _ASKED.search(text):
        return None if _only_thinks(text) and not saying.asks else Act.QUESTION
    return None


def _is_wh_question(saying: Saying) -> bool:
    """「いつがよいでしょうか」 asks; 「どうですか」 and 「いかがでしょう」 propose."""
    return _WH.search(_HOW_ABOUT.sub("", saying.standard)) is not None


def _only_thinks(text: str) -> bool:
    return re.search(r"(?:のではないか|かと思|ではないでしょうか)", text) is not None


def _telling(saying: Saying) -> Act:
    text = saying.standard
    if _says_only_yes(saying) and not _NOT_DONE.search(text):
        return Act.AGREED
    if _is_withdrawal(text):
        return Act.WITHDRAWAL
    if _PENDING.search(text) or _WONDERS.search(text):
        return Act.PENDING
    if _DECIDED.search(text) and not _IS_CUSTOM.search(text):
        return Act.DECISION
    if (
        _SO_BE_IT.search(text)
        or _SETTLED.search(text)
        or _FRAGMENT.search(text)
        or ("yes" in saying.leads and _assents(saying))
    ):
        return Act.DECISION
    if _PROMISED.search(text):
        return Act.DECISION if _is_undertaken(saying) else Act.PROMISE
    if _is_announced(saying):
        return Act.DECISION
    if _REFUSED.search(text):
        return Act.REFUSED
    if _AGREED.search(text) and len(saying.nouns) <= 1 and not saying.figures:
        return Act.AGREED
    return Act.REQUEST if _REQUESTED.search(text) else Act.FACT


def _says_only_yes(saying: Saying) -> bool:
    text = saying.standard
    is_short = not saying.nouns - _OK and not saying.figures and len(text) <= _SHORT
    return is_short and _AGREED.search(text) is not None and not _DECIDED.search(text)


def _is_withdrawal(text: str) -> bool:
    """「通信費が高くてやめた年がありました」 tells of what was."""
    if _NOT_DONE.search(text):
        return True
    is_past = re.search(r"年.*やめました|以前.*やめました|(?:でき|に)ません$", text)
    return _WITHDRAWN.search(text) is not None and is_past is None


def _is_announced(saying: Saying) -> bool:
    is_custom = _HABIT.search(saying.standard) or any(f.per in _CUSTOM for f in saying.figures)
    text = saying.standard
    if is_custom or is_possible(text):
        return False
    return _WILL.search(text) is not None or (
        _ACTS.search(text) is not None and _STATES.search(text) is None
    )


def _assents(saying: Saying) -> bool:
    """「はい、9台でお願いします」."""
    return bool(saying.figures) and _ASSENTED.search(saying.standard) is not None


def _is_undertaken(saying: Saying) -> bool:
    """「議会へは月曜の9時に報告します」: no finding out, and it says what and when."""
    is_sought = re.search(
        r"聞|調べ|確認|相談|検討|考え|探|問い合わせ|当たっ|見(?:て|ます)|持ち帰|みます|伺います|対応します|声をかけ",
        saying.standard,
    )
    is_said_what = bool(saying.figures) or "を" in saying.standard
    return is_sought is None and is_said_what and len(saying.nouns) + 2 * bool(saying.figures) >= 2


def _is_so_then(saying: Saying) -> bool:
    """「じゃあ青で」."""
    is_short = "so" in saying.leads and len(saying.standard) <= _SHORT and not saying.asks
    return is_short and re.search("[でに]$", saying.standard) is not None


def _is_let_go(saying: Saying) -> bool:
    """「では今年は見送りましょう」, 「では訂正記事は出しません」."""
    if "so" in saying.leads and re.search(r"[しいきみりえけせてねめれ]ません$", saying.standard):
        return _STATES.search(saying.standard.removesuffix("せん") + "す") is None
    is_wish = re.search("ましょう[かね]?$", saying.standard) is not None
    return "so" in saying.leads and is_wish and not saying.asks and _is_withdrawal(saying.standard)
