"""What of the policy a message asks for, where the policy's own lists answer it.

Only words that leave no doubt are taken; any other question is searched for in the text itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.policy import Policy, TeamRole
from domain.policy_answer import Holder
from domain.policy_subject import Aspect, OfGroup, OfHolder, OfTopic, Subject, Topic
from domain.policy_topics import groups
from language.normalise import normalise
from language.readings import read

MOST_COMPARED = 2

_DETAIL = re.compile(r"\(.*?\)")
_PREFIX = re.compile(r"^(?:dx|デジタル)|人材$")
_SHORTEST = 3
_LONGEST_AUDIENCE = 12
_FEWEST_OF_A_GROUP = 2
_MANAGERS = "管理職"
_WORD_BEFORE = r"(?<![一-龠ァ-ヺーa-z])(?:dx|デジタル)?"

_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    (Aspect.STAGES, re.compile(r"段階|ステップ|step|レベル")),
    (Aspect.TARGETS, re.compile(r"何[人名%割]|人数|目標(?!に)|育てる予定|増や")),
    (
        Aspect.SKILLS,
        re.compile(r"スキル|身に?[つ付着]|習得|知識|何ができ|なにができ|学[べぶん]|能力"),
    ),
    (
        Aspect.AUDIENCE,
        re.compile(
            r"誰[がはの]?(?:な|選|対象|やる|いる)|対象|推薦|選び方|なれる|どんな人がな|該当"
        ),
    ),
)
_WHY = re.compile(
    r"なぜ|どうして|いつ|何年|期間|見直し|改訂|いくら|何時間|ルール|規程|規則|罰|手当|評価"
)
"""Questions that no list answers, whatever else they name."""

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.CYCLE, re.compile(r"サイクル")),
    (Topic.KPIS, re.compile(r"kpi|指標")),
    (Topic.STAGES, re.compile(r"育成段階|段階|ステップ|step ?\d?")),
    (Topic.TARGETS, re.compile(r"数値目標|何[人名](?:.{0,8})(?:育て|育成|確保|配置|増や)|目標(?:値|は|って|を|と|の数)|何%")),
    (Topic.QUALIFICATIONS, re.compile(r"資格|試験|itパスポート")),
    (Topic.SKILLS, re.compile(r"スキル(?:の|には|って)?.{0,4}(?:分類|区分|種類|カテゴリ|一覧|全部|マップ)")),
    (Topic.ABILITIES, re.compile(r"(?:求め|必要な|職員の|どんな).{0,6}能力|能力(?:って|は|とは)")),
    (Topic.VISION, re.compile(r"理念|職員像|ビジョン|目指.{0,8}(?:人材|職員|姿|社会)|(?:人材像|職員|姿|人材).{0,3}目指|目指す(?:べき)?もの")),
    (Topic.TEAM_ROLES, re.compile(r"チーム.{0,6}(?:役割|構成|メンバー|編成)|推進体制の役割")),
    (Topic.GRADES, re.compile(r"職位|職級|等級|役職ごと")),
    (Topic.TALENT_TYPES, re.compile(r"(?:人材|職員|専門性).{0,8}(?:区分|分類|種類|何種|分け|タイプ)|人材像|人材区分|区分(?:を|は|って|の)")),
    (Topic.PRINCIPLES, re.compile(r"基本方針|方針の柱|原則|重点分野|(?:大事|大切|重視)に?(?:し|な|する)|一番大[事切]|三つの方針|3つの方針")),
    (Topic.OBLIGED, re.compile(r"(?:必須|必修|義務).{0,12}(?:誰|だれ|対象|全員|職員)|(?:誰|だれ)(?:が|は|も).{0,8}(?:受け|受講).{0,6}(?:な|べき|必要|義務|あかん|いけん)|全員.{0,6}(?:受け|受講).{0,8}(?:な|べき|必要|義務|必須)")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to name a talent type, grade or role. ``core``: its name without DX or デジタル in front."""

    name: str
    pattern: re.Pattern[str]
    length: int


class PolicyWords:
    """The names of one policy, as messages use them."""

    def __init__(self, policy: Policy) -> None:
        self._forms = sorted(_forms(policy), key=lambda form: -form.length)
        self._groups = tuple(_group_forms(policy))

    def subject(self, text: str) -> Subject | None:
        """None where the text names nothing that the lists hold, or asks what no list says."""
        heard = normalise(text)
        for words, name in self._groups:
            if words in heard:
                return OfGroup(name)
        if _WHY.search(heard):
            return None
        named = self.holders(heard)
        if named:
            return OfHolder(named[:MOST_COMPARED], _aspect(heard))
        return next((OfTopic(t) for t, pattern in _TOPICS if pattern.search(heard)), None)

    def holders(self, text: str) -> tuple[str, ...]:
        """Talent types, grades and roles that the text names, in its order; the longest name wins."""
        heard = normalise(text)
        return self._named(heard) or self._named(read(heard))

    def _named(self, heard: str) -> tuple[str, ...]:
        taken: list[tuple[int, int, str]] = []
        for form in self._forms:
            for match in form.pattern.finditer(heard):
                start, end = match.span()
                if all(end <= first or last <= start for first, last, _ in taken):
                    taken.append((start, end, form.name))
        return tuple(dict.fromkeys(name for *_, name in sorted(taken)))


def _aspect(heard: str) -> Aspect:
    return next((aspect for aspect, pattern in _ASPECTS if pattern.search(heard)), Aspect.ROLE)


def _forms(policy: Policy) -> Iterator[_Form]:
    holders: tuple[Holder, ...] = (*policy.talent_types, *policy.grades, *policy.team_roles)
    for holder in holders:
        yield from _ways(holder.name, (holder.name,))
    for role in policy.team_roles:
        yield from _ways(role.name, role.aliases)
    for talent_type in policy.talent_types:
        if len(talent_type.audience) <= _LONGEST_AUDIENCE:
            parts = re.split(r"[・、]", talent_type.audience)
            yield from _ways(talent_type.name, (p for p in parts if len(p) > _SHORTEST))
    for holder in holders:
        if "管理" in holder.name and not isinstance(holder, TeamRole):
            yield from _ways(holder.name, (_MANAGERS,))
    for holder in holders:
        core = _PREFIX.sub("", _PREFIX.sub("", _bare(holder.name)))
        if len(core) >= _SHORTEST and core != _bare(holder.name):
            yield _Form(holder.name, re.compile(_WORD_BEFORE + re.escape(core)), len(core) - 1)


def _ways(name: str, words: Iterable[str]) -> Iterator[_Form]:
    """The word as it is written, without what is in brackets, and read in hiragana."""
    for word in words:
        whole = normalise(word)
        for way in {whole, _bare(word), whole.removesuffix("員") if "職員" in whole else whole}:
            if len(way) > 1:
                yield _Form(name, re.compile(re.escape(way)), len(way))
        spoken = read(whole)
        if len(spoken) > 2 * _SHORTEST:
            yield _Form(name, re.compile(re.escape(spoken)), len(spoken))


def _bare(word: str) -> str:
    return _DETAIL.sub("", normalise(word))


def _group_forms(policy: Policy) -> Iterator[tuple[str, str]]:
    """「サービス設計12箇条」, also as 「12箇条」; 「方針1:全職員が対象」, also as 「方針1」."""
    for name, members in groups(policy).items():
        if len(members) < _FEWEST_OF_A_GROUP:
            continue
        whole = normalise(name)
        yield whole, name
        if count := re.search(r"\d+[^\d]{2,}$", whole):
            yield count[0], name
        if ":" in whole:
            yield whole.split(":")[0], name
