"""The clauses of a told improvement: what was, what is done now, what came of it."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Role(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    EFFECT = "effect"


_SENTENCE_END = re.compile(r"(?<=[。！!？?])(?![」』])|\n+|(?<=→)|(?<=⇒)|(?<=➡)")
_TURN = re.compile(
    r"(?:てい|でい)(?:た|ました)(?:が|ところ|ので|ため|けれど|けど)、?"
    r"|(?:だった|でした|あった|ありました|なかった|多かった|かった|だ|です|ます|せん|ない|なく|ており|でおり|いる|ある)"
    r"(?:が|ところ|ので|ため)、"
    r"|(?:てい|でい)(?:た|ました)[^、。]{0,18}?(?:のを|を|は|に|で)、?"
    r"|(?:だけだった|かかる|必要だった)(?:が|のを|ため|ので)、?"
    r"|だけで、(?=来庁)"
)
_RESULT_TURN = re.compile(r"(?:したところ|したら|すると|た結果|することで|ことにより|ことで)、?")

_WAS = re.compile(
    r"(?:てい|でい)(?:た|ました|て)|だった|でした|かかっ|かかる|多かっ|多く|多い|長い|長く|なかなか|以前|これまで|従来|旧来"
    r"|今まで|もともと|困っ|負担|大変|手間(?!を削減|が減)|苦情|必要だっ|必要で|起きて|手作業|手書き|人手|時間を要|属人|ミスが|漏れが|わかりにく"
)
_IS_DONE = re.compile(
    r"導入|自動|ようにし|ことにし|に[しす]た|にし(?:て|まし)|切り?替え|[にを]替え|[にを]変え|変更|置き換え|作成|作[りっ]|作る"
    r"|使[いっうえ]|活用|組[んみ]|一本化|統一|入れ|やめ|そこで|現在は|今は|いまは|公開|整備|設置|開設|設け|見直|載せ|集約|連携|共有|始め|試み"
    r"|用意|配布|電子化|デジタル化|ペーパーレス|オンライン化|自作|開発|標準化|マニュアル化"
)
_CAME_OF_IT = re.compile(
    r"減[っらり]|減$|削減|短縮|短く|浮[いき]|安く|済むよう|済んで|なくな|ゼロ|半分|割減|不要|解消|向上|増え|楽に|防げ|改善され|好評|早く|速く"
    r"|時間になっ|分になっ|円になっ|件になっ|省け"
)
_PAST_STATE = re.compile(
    r"(?:(?:てい|でい)(?:た|ました)|だった|でした|多かった|かかる|長い|多い|必要|必要だった|ありました|あった|大変|負担)"
    r"[^、]{0,18}?(?:が|ところ|ので|ため|を|は|に|で|のを)?[、。]?$"
)


def clauses_of(text: str) -> Iterator[tuple[Role, str]]:
    """All of the text, in order, each piece with its part in the story."""
    pieces = [
        piece for sentence in _SENTENCE_END.split(text) for piece in _turns(sentence) if piece
    ]
    roles = [_role(piece) for piece in pieces]
    if None in roles or Role.AFTER not in roles:
        roles = _settled(roles)
    for role, piece in zip(roles, pieces, strict=True):
        yield role or Role.AFTER, piece


def _turns(sentence: str) -> Iterator[str]:
    """「…ていたが、」 and what follows; 「…したところ、」 and what follows."""
    rest = sentence
    if turn := _first_turn(rest):
        yield rest[: turn.end()]
        rest = rest[turn.end() :]
    result = _RESULT_TURN.search(rest)
    if (
        result
        and _IS_DONE.search(rest[: result.end()])
        and _CAME_OF_IT.search(rest[result.end() :])
    ):
        yield rest[: result.end()]
        rest = rest[result.end() :]
    yield rest


def _first_turn(sentence: str) -> "re.Match[str] | None":
    """Something has to follow that tells what is done, or came of it. Behind a later turn stands no more
    than behind the first.
    """
    turn = _TURN.search(sentence)
    if turn is None:
        return None
    follows = sentence[turn.end() :]
    return turn if _IS_DONE.search(follows) or _CAME_OF_IT.search(follows) else None


def _role(piece: str) -> Role | None:
    """None where it does not say."""
    if _PAST_STATE.search(piece.strip()):
        return Role.BEFORE
    is_done, came = _IS_DONE.search(piece), _CAME_OF_IT.search(piece)
    if is_done:
        return Role.AFTER
    if came:
        return Role.EFFECT
    return Role.BEFORE if _WAS.search(piece) else None


def _settled(roles: list[Role | None]) -> list[Role | None]:
    """What does not say is the beginning of the story, else what was done."""
    begins = Role.BEFORE if any(roles[1:]) else Role.AFTER
    return [role or (begins if place == 0 else Role.AFTER) for place, role in enumerate(roles)]


# -- a title -------------------------------------------------------------------------------------

_SHORT = 40
"""Characters of a title that is read at a glance."""
_SUBJECT = re.compile(
    r"^(?:これまで|以前は?|従来は?|旧来は?|今まで|毎朝|毎月|毎年|もともと|、)*"
    r"(?P<what>[^、。\s]{2,20}?)(?:に(?:毎月|月|年|約|\d|時間)|をすべて|を|が|で|は(?!い))"
)
_TITLE_END = re.compile(
    r"(?:し、|したところ|したら|した結果|ようにし|し(?:て|た|まし)|することで|に(?:変|替|切)|を?(?:使[っい]|組ん|作[りっ])|になっ|[、。→\n])"
)
_VAGUE = re.compile(r"^(?:手作業|人手|紙|窓口|手|電話|エクセル|時間|職員)$|てい|\d")
"""No subject of a title, or not one alone."""
_LEADING = re.compile(r"^(?:そこで|現在は|今は|いまは|また|→|、|\s)+")


def title_of(before: str, after: str) -> str:
    """What it was about, and what was done: 「申請書の転記：RPAを導入」. To be corrected."""
    done = _LEADING.sub("", after)
    end = next((m for m in _TITLE_END.finditer(done) if m.start() >= 4), None)
    verb = "ようにし" if end and end[0] == "ようにし" else ""
    done = done[: end.start()] + ("ように" if verb else "") if end else done
    subject = _SUBJECT.search(before)
    what = subject["what"] if subject and not _VAGUE.search(subject["what"]) else ""
    title = f"{what}：{done}" if what and what not in done and done else done or what
    return title[:_SHORT].strip(" 　、。：")
