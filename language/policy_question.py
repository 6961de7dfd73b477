"""What of the policy a message asks for, where the policy's own lists answer it.

Only words that leave no doubt are taken; any other question is searched for in the text itself.
"""

import re
from collections.abc import Iterator

from domain.policy import Policy
from domain.policy_subject import Aspect, OfGroup, OfHolder, OfTopic, Subject, Topic
from domain.policy_topics import groups
from language.normalise import normalise
from language.policy_names import PolicyNames
from language.telling_words import telling_words

MOST_COMPARED = 2

_FEWEST_OF_A_GROUP = 2

_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    (Aspect.STAGES, re.compile(r"段階(?!的)|ステップ|step|レベル")),
    (Aspect.TARGETS, re.compile(r"何[人名%割]|人数|目標(?!に)|育てる予定|増や")),
    (
        Aspect.SKILLS,
        re.compile(r"スキル|身に?[つ付着]|習得|知識|何ができ|なにができ|学[べぶん]|能力"),
    ),
    (
        Aspect.AUDIENCE,
        re.compile(
            r"誰[がはの]?(?:な|選|対象|やる|いる|です|でしょ)|対象|推薦|選び方|なれる|どんな人がな|該当"
        ),
    ),
    (
        Aspect.ROLE,
        re.compile(
            r"役割|役目|仕事|務め|職務|任務|責務|職責|責任(?!者)|ロール|role|定義|要件|人材像|期待|求め|立場|位置づけ|担[うっい]"
            r"|何[をし]?(?:す|せ|し|や)|(?:どん|どげ)な|どういう|違[いう]|とは|って何"
        ),
    ),
)
_NOT_LISTED = re.compile(
    r"なぜ|どうして|いつ|何年|何回|期間|任期|見直し|改訂|いくら|何時間|ルール|規程|規則|罰|手当|評価"
    r"|昇任|昇格|昇進|昇給|給料|給与|異動|採用|影響|費用|補助|受験料|受講料|兼務|任命(?!され)|承認|許可"
)
"""Questions that no list answers, whatever else they name."""

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.CYCLE, re.compile(r"(?<!ライフ)(?<!リ)サイクル")),
    (Topic.KPIS, re.compile(r"kpi|指標")),
    (Topic.STAGES, re.compile(r"段階(?!的)|ステップ(?!アップ)|step ?\d?")),
    (Topic.TARGETS, re.compile(r"数値目標|何[人名](?:.{0,8})(?:育て|育成|確保|配置|増や)|(?<!個人の)(?<!個人)(?<!自分の)(?<!業績)(?<!課の)目標(?:値|は|って|を|と|の数)|目標.{0,8}何%")),
    (Topic.QUALIFICATIONS, re.compile(r"(?<!参加)(?<!受講)(?<!応募)(?<!受験)資格|(?:どの|どんな|何の|推奨|勧め|情報処理).{0,10}試験|試験(?:の種類|の一覧|を(?:推奨|勧め|受け))|itパスポート")),
    (Topic.SKILLS, re.compile(r"スキル(?:の|には|って)?.{0,4}(?:分類|区分|種類|カテゴリ|一覧|全部|マップ)")),
    (Topic.ABILITIES, re.compile(r"(?:求め|必要な|職員の|どんな).{0,6}能力|能力(?:って|は|とは)")),
    (Topic.VISION, re.compile(r"理念|職員像|ビジョン|目指.{0,8}(?:人材|職員|姿|社会)|(?:人材像|職員|姿|人材).{0,3}目指|目指す(?:べき)?もの")),
    (Topic.TEAM_ROLES, re.compile(r"チーム.{0,6}(?:役割|構成|メンバー|編成)|推進体制の役割")),
    (Topic.GRADES, re.compile(r"職位|職級|等級|役職ごと")),
    (Topic.TALENT_TYPES, re.compile(r"(?:人材|職員|専門性).{0,8}(?:区分|分類|種類|何種|分け|タイプ)|人材像|人材区分")),
    (Topic.OBLIGED, re.compile(r"(?:必須|必修|義務).{0,12}(?:誰|だれ|対象|全員|職員)|(?:誰|だれ)(?:が|は|も).{0,8}(?:受け|受講).{0,6}(?:な|べき|必要|義務|あかん|いけん)|全員.{0,6}(?:受け|受講).{0,8}(?:な|べき|必要|義務|必須)")),
)  # fmt: skip

_TOPICS_OF_ALL: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.PRINCIPLES, re.compile(r"基本(?:方針|原則)|方針の柱|(?:行動)?原則(?!と)|重点分野|(?:大事|大切|重視)に?(?:し|な|する)|一番大[事切]|三つの方針|3つの方針")),
    (Topic.TALENT_TYPES, re.compile(r"区分(?:を|は|って|の)")),
)  # fmt: skip
"""Lists that answer where nothing else is named: what is 大切 in the policy, not at a counter."""
_WHAT_OF_IT = re.compile(
    r"[\d一二三四五六七八九十]+[つ本個条]|全部|中身|概要|一覧|説明|リストアップ|ポリシー"
)


class PolicyWords:
    """The names of one policy, as messages use them."""

    def __init__(self, policy: Policy) -> None:
        self._names = PolicyNames(policy)
        self._groups = tuple(_group_forms(policy))

    def subject(self, text: str) -> Subject | None:
        """None where the text names nothing that the lists hold, or asks what no list says."""
        heard = normalise(text)
        for words, name in self._groups:
            if words in heard:
                return OfGroup(name)
        if _NOT_LISTED.search(heard):
            return None
        if named := self._names.of_policy(heard):
            aspect = _aspect(heard) or self._role_alone(heard)
            return OfHolder(named[:MOST_COMPARED], aspect) if aspect else None
        aspect, posts = _aspect(heard), self._names.of_posts(heard)
        if posts and aspect in (Aspect.ROLE, Aspect.SKILLS):
            return OfHolder(posts[:MOST_COMPARED], aspect)
        return _topic(heard)

    def holders(self, text: str) -> tuple[str, ...]:
        """Talent types, grades and roles that the text names, in its order; the longest name wins."""
        return self._names.of_policy(normalise(text))

    def _role_alone(self, heard: str) -> Aspect | None:
        """「DX推進員は？」 asks for the role, 「DX推進員の会議は」 for something else."""
        return None if telling_words(self._names.without(heard)) else Aspect.ROLE


def _aspect(heard: str) -> Aspect | None:
    return next((aspect for aspect, pattern in _ASPECTS if pattern.search(heard)), None)


def _topic(heard: str) -> OfTopic | None:
    for topic, pattern in _TOPICS:
        if pattern.search(heard):
            return OfTopic(topic)
    for topic, pattern in _TOPICS_OF_ALL:
        rest = _WHAT_OF_IT.sub(" ", pattern.sub(" ", heard))
        if pattern.search(heard) and not telling_words(rest):
            return OfTopic(topic)
    return None


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
