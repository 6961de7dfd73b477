"""「受講率は？」「推進員の配置率」「目標に届きそう？」: which figure is asked for, and how it is looked at."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from domain.kpi import Kpi
from language.consult_words import place_named
from language.normalise import normalise

_TARGETS = re.compile(
    r"目標|達成|未達|kgi|届き|届く|届い|見込み|予測|間に合|このまま|このペース|いけそう"
)
_TREND = re.compile(
    r"推移|月別|月ごと|毎月|前年|昨年|去年|先月|前月|四半期|年度別|年ごと|伸び|増え|下が|上が"
)
_COURSES = re.compile(r"講座別|研修別|講座ごと|研修ごと|コース別|それぞれの研修|各研修|各講座")
_DEPARTMENTS = re.compile(
    r"(?:部局|部署|部|局|課|所属)(?:別|ごと|毎)|ランキング|どの(?:部|課|局)|どこ|いちばん|一番|ワースト|最下位|比べ|比較|並べ"
)
_OWN = re.compile(
    r"(?:うち|自分|私|わたし|わし|当|自)(?:ら|たち)?の?(?P<place>課|係|室|部局|部|局|所属|署|園)"
)
_OTHERS = re.compile(
    r"満足度|参加率|出席率|オンライン化|電子決裁|解決(?:率|日数)|登録(?:件数|目標)|削減額|金額|効果額|費用|費用対効果"
    r"|紙の|利用(?:率|者数)|アンケート|残業|投稿|市民サービス|アプリの?本数"
)
"""Figures that other systems have."""
_KPIS = (
    (Kpi.ADOPTED, re.compile(r"横展開|真似|まねした|うちでもやった")),
    (Kpi.HOURS, re.compile(r"(?:削減|減っ|減ら|浮い|生まれ)[^。]{0,8}時間|時間[^。]{0,8}(?:削減|減っ|浮い)")),
    (Kpi.QUALIFIED, re.compile(r"資格|itパス|合格者")),
    (Kpi.PROMOTERS, re.compile(r"配置")),
    (Kpi.LEADERS, re.compile(r"リード(?:経験|した|して)|案件リード|案件を?リード")),
    (Kpi.STAGE, re.compile(r"step|ステップ|育成段階|段階")),
    (Kpi.SKILLS, re.compile(r"スキル|到達度|習得率")),
    (Kpi.HEADCOUNT, re.compile(r"(?:人材|推進員|リーダー|認定者?|専門)[^。]{0,8}(?:人数|何人|何名|数)|育成人数|認定者")),
    (Kpi.BASIC, re.compile(r"受講|受構|修了|研修|じゅこう|ジュコウ")),
)  # fmt: skip


_HOW_MANY = re.compile(
    r"(?:資格|合格|案件(?:を?リード|の?主担当)|リード経験)[^。]{0,14}(?:何人|何名|人数|者数|いくつ|どのくらい|どれくらい)"
)
_WHO = re.compile(r"誰|だれ|どなた|私|わたし|自分|さん|合格し(?:ました|た)|取りました|取得しました")
LONGEST = 40
"""Characters. Who asks for a number alone says it shortly."""


def how_many_asked(text: str) -> bool:
    """「資格を持っている人は何人？」「案件リードの経験者は何人いますか」: of the office, not of somebody."""
    heard = normalise(text).replace(" ", "")
    return len(heard) <= LONGEST and bool(_HOW_MANY.search(heard)) and not _WHO.search(heard)


_REPORT = re.compile(r"年度末(?:の)?点検(?!の?(?:意味|目的|時期))")
_ASKS_WHAT = re.compile(r"とは|って(?:何|なに)|いつ|何ですか|意味")


def report_asked(text: str) -> bool:
    """「令和7年度の年度末点検の資料をください」."""
    heard = normalise(text).replace(" ", "")
    return len(heard) <= LONGEST and bool(_REPORT.search(heard)) and not _ASKS_WHAT.search(heard)


@dataclass(frozen=True, slots=True)
class KpiWish:
    """``kpi``: None where all are asked for. ``place``: as the roster writes it."""

    kpi: Kpi | None = None
    place: str = ""
    is_own: bool = False
    is_own_section: bool = False
    by_course: bool = False
    by_department: bool = False
    of_targets: bool = False
    of_months: bool = False
    is_not_counted: bool = False
    """Named is something that is recorded nowhere here."""


def kpi_wish(text: str, *, places: Collection[str]) -> KpiWish:
    """What a message that asks for figures wants. ``places`` of the roster."""
    heard = normalise(text)
    own = _OWN.search(heard)
    named = place_named(text, places)
    return KpiWish(
        kpi=next((kpi for kpi, said in _KPIS if said.search(heard)), None),
        place=named if named in places and not own else "",
        is_own=own is not None,
        is_own_section=own is not None and own["place"] not in ("部局", "部", "局"),
        by_course=bool(_COURSES.search(heard)),
        by_department=bool(_DEPARTMENTS.search(heard)),
        of_targets=bool(_TARGETS.search(heard)),
        of_months=bool(_TREND.search(heard)),
        is_not_counted=bool(_OTHERS.search(heard)),
    )
