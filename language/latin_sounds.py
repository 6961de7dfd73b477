"""How a Latin word may be read that no dictionary knows: Automate, SharePoint, WinActor.

English spelling tells its sound only roughly; who compares has to bear a few wrong sounds.
"""

import re

_NAMES = """
app あっぷ|apps あっぷす|automate おーとめーと|azure あじゅーる|canva きゃんば|claude くろーど|docker どっかー|figma ふぃぐま
forms ふぉーむず|garoon がるーん|gemini じぇみに|github ぎっとはぶ|lists りすつ|looker るっかー|miro みろ|notion のーしょん|onedrive わんどらいぶ
onenote わんのーと|planner ぷらんなー|publisher ぱぶりっしゃー|salesforce せーるすふぉーす|sharepoint しぇあぽいんと
studio すたじお|nw ねっとわーく|db でーたべーす|pj ぷろじぇくと|csirt しーさーと|trello とれろ|uipath ゆーあいぱす|powerbi ぱわーびーあい|powerapps ぱわーあっぷす|powerautomate ぱわーおーとめーと|logo ろご|dropbox どろっぷぼっくす|webex うぇべっくす
tableau たぶろー|backlog ばっくろぐ|photoshop ふぉとしょっぷ|illustrator いらすとれーたー|wordpress わーどぷれす|outlook あうとるっく|google ぐーぐる|youtube ゆーちゅーぶ
instagram いんすたぐらむ|line らいん|box ぼっくす|bizrobo びずろぼ|desknets ですくねっつ|cybozu さいぼうず|joruri じょうるり|copilot こぱいろっと|whiteboard ほわいとぼーど|winactor うぃんあくたー
"""
_READINGS = dict(entry.split() for entry in _NAMES.strip().replace("\n", "|").split("|"))
"""Names of tools that offices have; the rest is guessed."""

_ROWS = {
    "": "あいうえお", "b": "ばびぶべぼ", "c": "かしくせこ", "d": "だでぃどぅでど", "f": "ふぁふぃふふぇふぉ", "g": "がぎぐげご",
    "h": "はひふへほ", "j": "じゃじじゅじぇじょ", "k": "かきくけこ", "l": "らりるれろ", "m": "まみむめも", "n": "なにぬねの",
    "p": "ぱぴぷぺぽ", "r": "らりるれろ", "s": "さしすせそ", "t": "たてぃとぅてと", "v": "ばびぶべぼ", "w": "わうぃううぇうぉ",
    "y": "やいゆえよ", "z": "ざじずぜぞ", "sh": "しゃししゅしぇしょ", "ch": "ちゃちちゅちぇちょ",
}  # fmt: skip
_SPELT = (
    (r"tion|sion", "しょん"), (r"ph", "f"), (r"th", "s"), (r"ck|qu?", "k"), (r"x", "ks"), (r"wh", "w"),
    (r"([a-z])\1", r"\1"), (r"igh", "ai"), (r"ee|ea", "i"), (r"oo", "u"), (r"ou|ow", "au"), (r"au|aw", "o"),
    (r"a([bcdfgklmnprstvz])e(?![a-z])", r"e\1"), (r"i([bcdfgklmnprstvz])e(?![a-z])", r"ai\1"),
    (r"([oue][bcdfgklmnprstvz])e(?![a-z])", r"\1"), (r"(?:er|or|ar|ir|ur)(?![aiueo])", "a"),
)  # fmt: skip
_SYLLABLE = r"(?P<consonant>sh|ch|[b-df-hj-np-tv-z])?(?P<vowel>[aiueo])|(?P<alone>sh|ch|[b-df-hj-np-tv-z])|(?P<read>[ぁ-ん]+)"  # fmt: skip
_ALONE = {"t": "と", "d": "ど", "n": "ん", "j": "じ", "ch": "ち", "sh": "しゅ", "h": "", "m": "む"}


def latin_reading(word: str) -> str:
    """In hiragana, of a word in lower-case letters."""
    if known := _READINGS.get(word):
        return known
    for pattern, sound in _SPELT:
        word = re.sub(pattern, sound, word)
    return "".join(_kana(syllable) for syllable in re.finditer(_SYLLABLE, word))


def is_known_name(word: str) -> bool:
    return word in _READINGS


def _kana(syllable: re.Match[str]) -> str:
    if read := syllable["read"]:
        return read
    if alone := syllable["alone"]:
        return _ALONE.get(alone) or _in_row(alone, "u") if alone != "h" else ""
    return _in_row(syllable["consonant"] or "", syllable["vowel"])


def _in_row(consonant: str, vowel: str) -> str:
    """でぃ is one of five."""
    fives: list[str] = re.findall(r"[ぁ-ん][ぁぃぅぇぉゃゅょ]?", _ROWS[consonant])
    return fives["aiueo".index(vowel)]
