"""Thanks and apologies after what was meant."""

import re

_BITS = """
どうも 本当に ほんとに 大変 いつも 誠に 以上 では それでは 何卒 なにとぞ どうぞ どうか 引き続き 今後とも 毎度 まことに お先に
よろしく 宜しく よろ ご確認 ご対応 ご教示 ご回答 のほど の程 ほど お願い おねがい お願 願い いたします 致します します しますね
申し上げます もうしあげます ありがとう 有難う 有り難う ありがと ございます ございました おおきに 感謝 感謝です サンキュー です ます ました でした
助かります 助かりました 助かる たすかります たすかりました すみません すいません すんません お手数 ご面倒 ご迷惑 お忙しいところ お忙しい中 おかけ お掛け して
ですが 恐れ入ります 恐れ入りますが 恐縮 恐縮です 申し訳 ありません ございません ごめんなさい ごめん 失礼 を が けど ね よ っす 、
"""
_POLITE = re.compile(f"(?:{'|'.join(sorted(_BITS.split(), key=len, reverse=True))})+")
_TELLING = re.compile(
    r"よろ|宜し|ありがと|有り?難|おおきに|感謝|サンキュー|助か|たすか|すんません|す[みい]ません"
    r"|お手数|ご面倒|ご迷惑|恐|申し訳|ごめん|失礼|以上"
)
_PLEASE = re.compile(r"お願い|おねがい")
_MARKS = "。、,.!?ー〜…・ ()"
_SENTENCE_ENDS = re.compile(r"[。!?](?=[^。!?]*$)|(?<=[ぁ-ゖ]) (?=[^ ]*$)")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_LONGEST = 40


def without_farewell(text: str) -> str:
    """次は?。よろしくお願いします。 → 次は?; a message of nothing but thanks stays whole."""
    while (rest := _before_one(text)) is not None:
        text = rest
    return text


def _before_one(text: str) -> str | None:
    """What stands before one sentence of thanks; None where there is none, or nothing before."""
    whole = text.rstrip(_MARKS)
    start = max(0, len(whole) - _LONGEST)
    for end in _SENTENCE_ENDS.finditer(whole, start):
        rest, last = whole[: end.end()].rstrip(), whole[end.end() :]
        if _is_polite(last, after=rest) and any(c.isalnum() for c in rest[-20:]):
            return rest
    return None


def _is_polite(last: str, *, after: str) -> bool:
    """「データ分析入門。お願いします」 asks for it; after a sentence, the same words only are polite."""
    if _POLITE.fullmatch(last.strip(_MARKS)) is None:
        return False
    if _TELLING.search(last):
        return True
    is_sentence = after.endswith("?") or _HIRAGANA.match(after.rstrip(_MARKS)[-1:]) is not None
    return is_sentence and _PLEASE.search(last) is not None
