"""English words and romaji of a message in Japanese: DX mindset → DXマインドセット, ouyou → おうよう."""

import re

from language.normalise import normalise

_WORDS = """
mindset マインドセット|design デザイン|thinking 思考|service サービス|network ネットワーク|cloud クラウド|project プロジェクト|management マネジメント
harassment ハラスメント|leader リーダー|workshop ワークショップ|ws ワークショップ|cyber サイバー|digital デジタル|mail メール|email メール|prompt プロンプト|agile アジャイル
architecture アーキテクチャ|accessibility アクセシビリティ|macro マクロ|basic 基礎|basics 基礎|advanced 応用|practice 実践|introduction 入門|intro 入門|beginner 初級
system システム|analysis 分析|process プロセス|tool ツール|tools ツール|nocode ノーコード|lowcode ローコード|chat チャット|form フォーム|forms フォーム|risk リスク
governance ガバナンス|security セキュリティ|data データ|literacy リテラシー|online オンライン|training 研修|seminar セミナー|course コース|homepage ホームページ|mental メンタル
health ヘルス|self セルフ|care ケア|open オープン|planning 企画|marketing マーケティング|facilitation ファシリテーション|presentation プレゼンテーション
communication コミュニケーション|coaching コーチング|leadership リーダーシップ|business ビジネス|manager 管理職|incident インシデント|programming プログラミング|database データベース
"""
_MEANING = dict(entry.split() for entry in _WORDS.strip().replace("\n", "|").split("|"))
_LATIN = re.compile(r"(?P<blank> ?)(?P<word>[a-z]{2,}(?:-[a-z]+)*)")
_VOWELS = "aiueo"
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ", "m": "まみむめも",
    "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "y": "や ゆ よ", "w": "わ   を",
    "sh": "しし   ", "ch": "ちち   ", "j": "じじ   ", "ts": "  つ  ", "f": "  ふ  ",
}  # fmt: skip
_GLIDES = {"sh": "し", "ch": "ち", "j": "じ", "ky": "き", "sy": "し", "ty": "ち", "ny": "に", "hy": "ひ", "my": "み", "ry": "り",
           "gy": "ぎ", "zy": "じ", "jy": "じ", "by": "び", "py": "ぴ"}  # fmt: skip
_SMALL = {"a": "ゃ", "u": "ゅ", "o": "ょ"}
_SYLLABLE = re.compile(
    r"(?P<foreign>[td]i)|(?P<glide>sh|ch|j|[kstnhmrgzjbp]y)(?P<small>[auo])"
    r"|(?P<row>sh|ch|ts|[kstnhmrgzdbpywjf])?(?P<vowel>[aiueo])"
    r"|(?P<n>n)(?![aiueoy])'?|(?P<double>[kstpcgdbz])(?=(?P=double)|ch)|(?P<long>-)"
)
_LONGEST = 300
"""Characters of a message."""
_FEWEST = 3
"""Words in romaji, before a text is taken for it."""
_MOST = 0.6
"""Of the words, that are romaji then."""
_SHORT = frozenset(["ni", "wo", "no", "ga", "ha", "wa", "de", "to", "mo", "he", "ka", "ne", "yo"])
"""Of two letters; the others are names: AI, BI."""


def in_japanese(text: str) -> str:
    """Normalised; the same where there is nothing to be said otherwise."""
    message = normalise(text)
    if len(message) > _LONGEST:
        return message
    message = message.replace("生成愛", "生成ai")
    is_latin = not re.search(r"[ぁ-んァ-ヺ一-龠]", message)
    words = [word["word"] for word in _LATIN.finditer(message)]
    romaji = sum(bool(_kana(word)) for word in words)
    is_romaji = is_latin and romaji >= _FEWEST and romaji >= _MOST * len(words)
    said = _LATIN.sub(lambda word: _said(word, is_romaji=is_romaji), message)
    return re.sub(r"(?<=[ァ-ヺー]) (?=[ァ-ヺー一-龠])", "", said) if said != message else message


def _said(word: re.Match[str], *, is_romaji: bool) -> str:
    if meaning := _MEANING.get(word["word"]):
        return meaning
    return word["blank"] + ((_kana(word["word"]) if is_romaji else "") or word["word"])


def _kana(word: str) -> str:
    """In hiragana; empty where it is no romaji."""
    if len(word) < _FEWEST and word not in _SHORT:
        return ""
    kana, at = "", 0
    while at < len(word):
        syllable = _SYLLABLE.match(word, at)
        if syllable is None or not (said := _syllable(syllable)):
            return ""
        kana, at = kana + said, syllable.end()
    return kana


def _syllable(syllable: re.Match[str]) -> str:
    if foreign := syllable["foreign"]:
        return "てぃ" if foreign == "ti" else "でぃ"
    if syllable["glide"]:
        return _GLIDES[syllable["glide"]] + _SMALL[syllable["small"]]
    if syllable["vowel"]:
        return _ROWS[syllable["row"] or ""][_VOWELS.index(syllable["vowel"])].strip()
    if syllable["n"]:
        return "ん"
    return "っ" if syllable["double"] else "ー"
