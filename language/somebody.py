"""What looks like a person's name beside a word that is said of people: 「鬼頭さん」, 「𠮷弖係長」, 「担当は Müller」.

For masking alone, of people whom neither roster nor dictionary knows, in whatever letters: rather too much
than too little, since a mark comes back as the very words that it stands for.
"""

import re
from collections.abc import Iterator

from language.words import words_of

_HAN = "々〆〇ヶ㐀-䶿一-鿿\ue000-\uf8ff豈-﫿\U00020000-\U000323af\U000f0000-\U000ffffd"
"""Those that only one office's fonts have (外字) included: names are written with them."""
_KATAKANA, _HIRAGANA = "ァ-ヺー", "ぁ-ゖ"
_LETTER = rf"(?:(?![{_HAN}{_KATAKANA}{_HIRAGANA}])[^\W\d_])"
_WORD = re.compile(
    rf"(?P<han>[{_HAN}ノ]+)|(?P<katakana>[{_KATAKANA}]+)|(?P<hiragana>[{_HIRAGANA}]+)|(?P<letters>{_LETTER}+)"
)
_BETWEEN = re.compile(r" |・ ?|\. ?|['’=-]")
"""Of the parts of one name."""
_FARTHEST = 24
"""Characters before a title that may be of a name."""
_MOST_PARTS = 4

_POST = (
    r"(?:副|総括|統括|上席|担当)?(?:(?:[課係部次局室所班館園校署院会社議団隊学士]|支所|理事|委員|教育|司令)長"
    r"|補佐|主任|主査|主事|主幹|主席|主監|参事|参与|理事|技師|技監|政策監|管理監"
    r"|専門員|専門官|専門職|調査官|相談員|指導員|支援員|事務員|技術員|用務員|調理員|出納員|栄養士|司書|保健師|看護師|保育士"
    r"|教諭|教頭|先生|弁護士|税理士|司法書士|医師|消防(?:正監|司監|監|士|司令補?)|会計管理者|会計年度任用職員|任期付職員|再任用職員"
    r"|書記|[市町村区]長|知事|議員|委員|リーダー|マネージャー|マネジャー|アドバイザー|(?:GL|gl)(?![A-Za-z]))"
)
A_POST = re.compile(_POST)
_TITLE = re.compile(
    r"様(?![式子々相態変])|さま(?!ざま)|さん|氏(?![名子神族姓家])|殿(?![堂下中])|くん(?!れん)|君|ちゃん(?!と)"
    rf"|(?:サン|サマ|クン|チャン)(?![{_KATAKANA}])|{_POST}"
)
_NOBODY = re.compile(
    r"[おご各全他両御]?(?:皆|みな|みんな|客|業者|職員|担当|担当者|事業者|利用者|保護者|申請者|相談者|管理者|管理職|事務局|当局|住民|[市町村区県]民"
    r"|上司|部下|先輩|後輩|同僚|新人|委託先|会社|企業|学生|生徒|児童|園児|患者|役所|役場|農家|議員|委員|講師|父|母|兄|姉|子|奥|爺|婆|医者|誰|何方)"
    r"|ベンダー|メーカー|ユーザー?|スタッフ|ボット"
)
_NOBODY_BEFORE_A_POST = re.compile(
    r"諸|関係|当該|所属|直属|現|前|元|新|副|総括|統括|推進|消防|[本当]?[市町村区県]"
)
_BEFORE_SAMA = frozenset("仕同多模異有")
"""仕様, 同様."""
_NOBODY_IN_HIRAGANA = re.compile(
    r"(?:^|[がをにはのもとや])(?:たく|みな|みんな|おつかれ|ごくろう|おとう|おかあ|おじい|おばあ|おにい|おねえ|おく|おきゃく|おこ|だれ|どな?た)$"
)
_GRAMMAR = re.compile(
    r"[はがをにのもとで]?(?:では|には|とは|のは|のが|のを|のも|にも|でも|とも|への|での|との|から|まで|より|など|だけ|まま|ため|とき"
    r"|という|といった|として|ている|ていた|ていない|いない|てある|した|する|して|この|その|あの|また|および|ならびに|いる|ある|ない|なる|なった"
    r"|れる|れた|せる|せた)+[はがをにのもとで]?"
)
"""Hiragana between words, none of it a name."""

_TOLD = (
    r"(?:担当(?:職員|者(?:名|氏名)?)?|窓口|連絡先|問い?合わ?せ先|照会先|責任者|代表者?|作成者?|記入者?|記載者?|報告者|発言者|起票者|申請者|申請人|届出人"
    r"|相談者|依頼者|受講者|講師|氏名|名前|通報者|世帯主|本人|起案者|説明者|出席者|同席者|参加者|回答者|対応者|提案者|発表者|記録者)"
)
_LABEL = r"(?:起案|作成|説明|出席|同席|文責|司会)"
"""Of whoever did so, where a colon stands behind."""
_SYLLABLES = rf"(?:(?!です|でし|まで|から)[{_HIRAGANA}])"
_IS_TOLD = re.compile(
    rf"(?:(?P<told>{_TOLD})(?P<beside> ?(?:は、|[はがの:=「(、/)】]| ) ?)|{_LABEL} ?[:=/)】] ?|(?P<post>{_POST})(?P<behind> ?[の:・「(、] ?| ))"
    rf"(?P<name>[{_HAN}ノ]{{1,8}}(?:[ ・][{_HAN}{_KATAKANA}]{{1,6}}|[{_KATAKANA}]{{1,6}})?(?:{_SYLLABLES}{{2,5}}?)??"
    rf"|[{_KATAKANA}]{{2,12}}(?:[ ・=][{_KATAKANA}]{{1,12}}){{0,3}}"
    rf"|(?=.{{2}}){_LETTER}{{1,20}}(?:[ .'’-]{{1,2}}{_LETTER}{{1,20}}){{0,3}}"
    rf"|{_SYLLABLES}{{2,9}}?(?:[{_HAN}]{{1,4}}| {_SYLLABLES}{{2,6}}?)??)"
    r"(?=[はがをにもとのへや、。,.)」』!?:;/\]〕\n ・]|です|でし|だ|から|まで|より|で|さん|氏|様|君|$)"
)
_MAY_BE_OF_SOMETHING = frozenset({"の", "が", "、"})
"""Behind 担当 or 課長: what else follows is a name, whatever it looks like."""
_VERB = re.compile(
    r"ない|いる|いた|ある|あっ|する|した|して|なる|なっ|なり|でき|まだ|また|もう|すべ|これ|それ|どこ|だれ|どう|ほか|みな|わたし|こちら|そちら|とき|ため|こと|もの|よう|ます|です"
)


def looks_like_somebody(text: str) -> Iterator[tuple[int, int]]:
    """From where to where, without the title. ``text`` is plain (``domain.figures``)."""
    behind_last = 0
    for title in _TITLE.finditer(text):
        first = max(behind_last, title.start() - _FARTHEST)
        if length := _named_before(text[first : title.start()], title[0]):
            yield title.start() - length, title.start()
        if len(title[0]) > 1:  # 君 is in 君島
            behind_last = title.end()
    for told in _IS_TOLD.finditer(text):
        if _is_a_name(told):
            yield told.span("name")


def _named_before(window: str, title: str) -> int:
    """How many characters at its end are of a name; 0 where they are nobody's."""
    words = [*_WORD.finditer(window)]
    if not words or window[words[-1].end() :] not in ("", " "):
        return 0
    last = words.pop()
    if _is_nobody_with(last, title):
        return 0
    start = last.start()
    for _ in range(_MOST_PARTS):
        if not words or not _goes_together(words[-1], window[words[-1].end() : start], last):
            break
        last = words.pop()
        start = last.start()
    return len(window) - start


def _is_nobody_with(last: re.Match[str], title: str) -> bool:
    """え before さん is the end of a name, が before 係長 is none."""
    if A_POST.fullmatch(title):
        return _is_nobody(last) or _NOBODY_BEFORE_A_POST.fullmatch(last[0]) is not None
    if title == "様" and last[0] in _BEFORE_SAMA:
        return True
    if last.lastgroup == "hiragana":
        return _NOBODY_IN_HIRAGANA.search(last[0]) is not None
    return _is_nobody(last)


def _is_nobody(word: re.Match[str]) -> bool:
    said = word[0]
    if word.lastgroup == "hiragana":
        is_grammar = len(said) < _FEWEST_IN_HIRAGANA or _GRAMMAR.fullmatch(said)
        return bool(is_grammar or _NOBODY_IN_HIRAGANA.search(said))
    return _NOBODY.fullmatch(said) is not None


_FEWEST_IN_HIRAGANA = 2


def _goes_together(before: re.Match[str], between: str, behind: re.Match[str]) -> bool:
    """山田 太郎, 佐藤さくら, さとう花子, マイケル・田中, 二の宮."""
    if between:
        return _BETWEEN.fullmatch(between) is not None and not _is_nobody(before)
    if before.lastgroup != "hiragana":
        return True
    return (before[0] == "の" and len(behind[0]) == 1) or not _is_nobody(before)


def _is_a_name(told: re.Match[str]) -> bool:
    """「担当は異動」 may be one; 「課長の決裁」 is none, and 「課長の鬼頭」 is."""
    name, beside = told["name"], told["beside"] or told["behind"] or ""
    in_hiragana = _AT_ITS_END.search(name)
    if in_hiragana and (_VERB.search(in_hiragana[0]) or _GRAMMAR.fullmatch(in_hiragana[0])):
        return False
    if _NOBODY.fullmatch(name):
        return False
    return beside not in _MAY_BE_OF_SOMETHING or not _is_ordinary(name)


_AT_ITS_END = re.compile(rf"[{_HIRAGANA}]+$")


def _is_ordinary(name: str) -> bool:
    """Of words that the dictionary has, none of a single character: proper nouns are found as such."""
    words = words_of(name)
    return name in _OF_ONE_CHARACTER or (
        bool(words) and all(each.is_known and len(each.surface) > 1 for each in words)
    )


_OF_ONE_CHARACTER = frozenset("分件話印案机際")
"""「課長の分」: nobody is called so."""
