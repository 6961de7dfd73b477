"""改善事例: what it says, who may see it, and how it goes from a report to what others do as well."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.errors import DomainError
from domain.people import place_name


class Visibility(StrEnum):
    """公開範囲."""

    OFFICE = "全庁"
    FORUM = "フォーラムのメンバー"
    DEPARTMENT = "自部局"


class CaseState(StrEnum):
    """Of the newest version. What others see is the version that was published last."""

    LEADER_REVIEW = "リーダー確認待ち"
    OFFICE_REVIEW = "事務局確認待ち"
    SENT_BACK = "差し戻し"
    PUBLISHED = "公開"
    WITHDRAWN = "取り下げ"

    @property
    def is_waiting(self) -> bool:
        return self in WAITING


WAITING = frozenset({CaseState.LEADER_REVIEW, CaseState.OFFICE_REVIEW})


class Decision(StrEnum):
    """What a reviewer says to one version."""

    APPROVED = "承認"
    SENT_BACK = "差し戻し"
    SUGGESTED = "修正提案"
    """It goes back with a text of the reviewer's, which the author takes over or not."""


class ReviewRoute(StrEnum):
    """Who has to approve before a case is published; the organization's setting."""

    LEADER = "リーダー"
    OFFICE = "事務局"
    BOTH = "リーダーと事務局"


class Spread(StrEnum):
    """How far a published case has come."""

    DONE = "実施"
    ESTABLISHED = "定着"
    ADOPTED = "横展開"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """None is 未記入, never 0."""

    hours: float | None = None
    """Saved in a month."""
    cost: int | None = None
    """Saved in a year, in yen."""
    waiting: float | None = None
    """Minutes that a citizen waits less."""
    other: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Effect()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """What a version says. Everything but the first three may be empty."""

    title: str
    before: str
    after: str
    effect: Effect = Effect()
    tools: tuple[str, ...] = ()
    course_code: str = ""
    """きっかけの研修, of the catalogue."""
    reuse: str = ""
    visibility: Visibility = Visibility.OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyCase:
    """``author_id`` is None of what came in with a file that does not say."""

    id: int
    number: int
    author_id: int | None
    department: str
    section: str
    text: CaseText

    @property
    def name(self) -> str:
        """「事例12」."""
        return f"事例{self.number}"

    @property
    def called(self) -> str:
        """「事例12「申告書の転記をRPAで」」."""
        return f"{self.name}「{self.text.title}」"

    @property
    def place(self) -> str:
        """「財務部 税務課」."""
        return place_name(self.department, self.section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(AnyCase):
    """As its author and its reviewers see it: ``text`` is that of ``version``, the newest."""

    state: CaseState
    version: int
    created_at: datetime
    waiting_since: datetime | None = None
    published_version: int | None = None
    """What others see; None before the first approval and after the withdrawal."""
    published_at: datetime | None = None
    """For the first time."""
    established_at: datetime | None = None
    editor_id: int | None = None
    """Who wrote the newest version; None of what came in with a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCase(AnyCase):
    """As others see it: ``text`` is that of ``published_version``."""

    published_at: datetime
    is_established: bool = False
    thanks: int = 0
    """「参考になった」."""
    adopted_by: int = 0
    """「うちでもやった」: places other than the one that reported it."""

    @property
    def spread(self) -> Spread:
        if self.adopted_by:
            return Spread.ADOPTED
        return Spread.ESTABLISHED if self.is_established else Spread.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """「うちでもやった」 of one section."""

    case_id: int
    staff_id: int
    department: str
    section: str
    since: date
    """The first of its month."""
    hours: float | None = None
    """Saved there in a month; None is 未記入."""
    remark: str = ""
    at: datetime

    @property
    def place(self) -> str:
        return place_name(self.department, self.section)


# -- what becomes of it --------------------------------------------------------------------------


class CaseChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, case: Case, *, by: str, what: str) -> None:
        self.case_id = case.id
        super().__init__(
            f"{case.name}は、先に{by}が{what}ため、変えていません。最新の内容を確かめて、もう一度行ってください。"
        )


class NotWaiting(DomainError):
    def __init__(self, name: str, state: CaseState) -> None:
        super().__init__(f"{name}は「{state}」のため、確認はいりません。")


class NoReason(DomainError):
    def __init__(self) -> None:
        super().__init__("差し戻しの理由を書いてください。報告した人に、そのまま伝わります。")


def first_state(route: ReviewRoute, *, has_leader: bool) -> CaseState:
    """Where a report goes. ``has_leader``: somebody other than its author reviews for its department."""
    asks_leader = route is not ReviewRoute.OFFICE and has_leader
    return CaseState.LEADER_REVIEW if asks_leader else CaseState.OFFICE_REVIEW


def after_approval(case: Case, route: ReviewRoute) -> CaseState:
    """Raises NotWaiting."""
    if not case.state.is_waiting:
        raise NotWaiting(case.name, case.state)
    needs_office = case.state is CaseState.LEADER_REVIEW and route is not ReviewRoute.LEADER
    return CaseState.OFFICE_REVIEW if needs_office else CaseState.PUBLISHED


def approved(case: Case, route: ReviewRoute, *, at: datetime) -> Case:
    """Raises NotWaiting."""
    state = after_approval(case, route)
    if state is not CaseState.PUBLISHED:
        return replace(case, state=state, waiting_since=at)
    return replace(
        case,
        state=state,
        waiting_since=None,
        published_version=case.version,
        published_at=case.published_at or at,
    )


def sent_back(case: Case, reason: str) -> Case:
    """Raises NotWaiting, NoReason. What has been published before stays."""
    if not case.state.is_waiting:
        raise NotWaiting(case.name, case.state)
    if not reason.strip():
        raise NoReason
    return replace(case, state=CaseState.SENT_BACK, waiting_since=None)


def suggested(case: Case) -> Case:
    """Back to its author with another text. Raises NotWaiting."""
    if not case.state.is_waiting:
        raise NotWaiting(case.name, case.state)
    return replace(case, state=CaseState.SENT_BACK, waiting_since=None)


def resubmitted(
    case: Case, text: CaseText, *, editor_id: int | None = None, state: CaseState, at: datetime
) -> Case:
    """A new version, which waits; what has been published before stays until it is approved."""
    return replace(
        case,
        text=text,
        version=case.version + 1,
        editor_id=editor_id,
        state=state,
        waiting_since=at,
    )


def withdrawn(case: Case) -> Case:
    return replace(case, state=CaseState.WITHDRAWN, published_version=None, waiting_since=None)


# -- what is typed -------------------------------------------------------------------------------

TITLE_LENGTH, TEXT_LENGTH = 60, 1_500
"""Characters."""
MOST_TOOLS, TOOL_LENGTH = 10, 40
MOST_DRAFTS = 20
"""Of one person: with so many nothing new is begun, and what is begun already is kept all the same."""
_TOOLS_END = re.compile(r"[、,，・/／;；\n]+")


def tools_in(words: str) -> tuple[str, ...]:
    """「RPA、Excelマクロ」, each once."""
    named = (each.strip() for each in _TOOLS_END.split(words))
    return tuple(dict.fromkeys(each for each in named if each))
