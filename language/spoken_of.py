"""Whether a message that has the words of a course's name speaks of the course at all.

「オープンデータを公開したい」 is no question about オープンデータ研修, nor is 個人情報保護審議会 its
course, though both say all that is the name's own.
"""

import re

from language.course_words import CUE, LEVELS, LITTLE_MORE, OF_THE_THING, VAGUE, is_light_end, tells
from language.heard_names import COMMON, Heard, Token, common_sounds
from language.sounds import sound

_ASKED_OF_A_COURSE = """
難し むずかし 内容 締切 締め切 〆切 日時 時期 いつ どこ 向け 初心者 やりた やる お願い おねがい たのみ 頼み 必修 記録 テキスト 教材 日目 何持 何が要
何か要 じゃなく ではなく 時間 何分 変更 満席 辞退 来週 今度 次回 間に合 前半 後半 午前 午後 行く 行って いって 出た 出ま まだある
"""
_OF_A_COURSE = tuple(_ASKED_OF_A_COURSE.split())
_SAID_BEHIND_NAMES = """
辞退 満席 空席 空き 締切 締め切り 開講 休講 延期 中止 聴講 視聴 合格 必要 不要 可能 大丈夫 無理 平気 追加 人数 名簿 代理 交代 修了証 証明 感想 復習 予習
録画 配信 アーカイブ テキスト レジュメ スライド 初日 最終日 当日 前編 後編 履修 再履修 出欠 認定 興味 決定 連絡 通知 問い合わせ 概論 ws 明後日 講義 授業 教室 塾 研究会 クラス レッスン 学習 教育 検定 試験 カリキュラム リンク url ページ チラシ パンフ パンフレット 予定 件 話
"""
_BEHIND_NAMES = frozenset(_SAID_BEHIND_NAMES.split())
"""Right behind a name these still speak of the course: RPA入門辞退."""


_DONE = "公開 動か 動き 壊 任命 使え 使い 使う 使って 導入 見直 開け 開か 落ち 遅 重 悪 消え 推進"
_DONE_TO_A_THING = re.compile(
    rf"[をがに](?:うまく|ちゃんと|正しく|急に|全然|また|勝手に)?(?:{'|'.join(_DONE.split())})"
)
"""Right behind a name: オープンデータを公開したい, Excel関数がうまく動かない."""
_USED = re.compile(r"に(?:うまく|また)?(?:参加でき|入[れっ]|つなが|接続)")
"""チャットに参加できません."""
_TROUBLE = re.compile(
    r"エラー|フリーズ|不具合|故障|固ま[りっる]|途切れ|聞こえ|聞こえな|文字化け|真っ白|ログイン|ログオン|パスワード|ライセンス|インストール|サーバ|ウイルス"
    r"|(?:表示|保存|印刷|反映|更新|起動|送信|登録)(?:が)?(?:されな|されま|できな|できま|しな|しま)|(?:開|動|つなが|繋が|使|直|消|届|止)(?:け|か|ら|え|せ)(?:ない|なく|なか|ません)"
    r"|止ま(?:る|り|っ)|落ち(?:る|た|ま|て)|壊れ|重くて|重い|遅い|印刷する"
)
"""What happens to a system, and to no training."""
_STILL_A_COURSE = re.compile(r"申し?込|受講|受け|参加|出席|欠席|修了|キャンセル|日程|定員|視聴|席")


def is_in_trouble(message: Heard, start: int, end: int) -> bool:
    """生活保護システムで印刷するとエラーが出ます; 研修の動画がエラーになる is of the training."""
    rest = _rest(message, start, end)
    is_course = COMMON.search(rest.replace("オンライン", "")) or _STILL_A_COURSE.search(rest)
    return not is_course and _TROUBLE.search(rest) is not None


def is_of_the_thing(message: Heard, start: int, end: int) -> bool:
    """A name stands from ``start`` to ``end``, but what is said is not said of a course."""
    if is_in_trouble(message, start, end):
        return True
    if says_of_a_course(message, start, end):
        return False
    behind = message.text[end:]
    if _DONE_TO_A_THING.match(behind) or any(
        word in _rest(message, start, end) for word in OF_THE_THING
    ):
        return True
    following = next((token for token in message.tokens if token.start > end), None)
    return behind.startswith("の") and following is not None and _is_another(following)


def is_said_by_the_way(message: Heard, start: int, end: int) -> bool:
    """Not all of a name stands from ``start`` to ``end``, much more is said and nothing of a course:
    電子申請フォームのURLが切れて."""
    is_alone = len(message.text) - (end - start) <= LITTLE_MORE
    return not is_alone and not says_of_a_course(message, start, end)


def is_part_of_a_thing(message: Heard, end: int) -> bool:
    """A part of a name ends there, and what follows is no course's: RPAのライセンスを申し込みたい,
    チャットに参加できません."""
    kinds = (kind[0] for kind in COMMON.finditer(message.text))
    if any(kind != "オンライン" for kind in kinds) or any(w in message.text for w in LEVELS):
        return False
    behind = message.text[end:]
    following = next((token for token in message.tokens if token.start > end), None)
    is_part = behind.startswith("の") and following is not None and _is_another(following)
    return is_part or _USED.match(behind) is not None


def says_of_a_course(message: Heard, start: int, end: int) -> bool:
    """What is said besides the name from ``start`` to ``end``, or the name by its level."""
    rest = _rest(message, start, end)
    return (
        CUE.search(rest) is not None
        or COMMON.search(message.text) is not None
        or is_asked_of_a_course(rest)
        or any(level in message.text[start:end] for level in LEVELS)
        or any(_sounds_common(token) for token in message.tokens)
    )


def _rest(message: Heard, start: int, end: int) -> str:
    return message.text[:start].rstrip() + " " + message.text[end:]


def is_asked_of_a_course(rest: str) -> bool:
    """What a message says besides the name."""
    return any(word in rest for word in _OF_A_COURSE)


def goes_on(message: Heard, end: int) -> bool:
    """個人情報保護|審議会, オープンデータ|ソン: what is said is a part of another name."""
    token = next((token for token in message.tokens if token.end > end), None)
    if token is None:
        return False
    if token.start < end:
        goes_on = message.has_hiragana and _is_katakana(message.text[end - 1 : end + 2])
        return goes_on and not common_sounds(sound(message.text[end : token.end]))
    return token.start == end and _is_another(token)


def _is_katakana(text: str) -> bool:
    return all("ァ" <= character <= "ー" for character in text)


def _is_another(token: Token) -> bool:
    return (
        token.is_word
        and token.is_known
        and tells(token.surface)
        and token.surface not in VAGUE | LEVELS | _BEHIND_NAMES
        and not is_light_end(token.surface)
        and not COMMON.match(token.surface)
        and not CUE.match(token.surface)
        and not _sounds_common(token)
    )


def _sounds_common(token: Token) -> bool:
    """口座, 検収."""
    return bool(common_sounds(sound(token.reading)))
