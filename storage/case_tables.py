"""The tables of improvement cases: ``domain/improvement_case.py``."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.draft_table import DraftRow
from storage.table_base import AwareDateTime, Table

_WAITING = text("waiting_since IS NOT NULL")


class CaseRow(Table, table=True):
    """What a version says is a row of its own: ``CaseRevisionRow``."""

    __tablename__ = "improvement_case"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        CheckConstraint(
            "state IN ('リーダー確認待ち', '事務局確認待ち', '差し戻し', '公開', '取り下げ')",
            name="state_known",
        ),
        CheckConstraint(
            "(waiting_since IS NOT NULL) = (state IN ('リーダー確認待ち', '事務局確認待ち'))",
            name="waiting_since_is_of_what_waits",
        ),
        CheckConstraint(
            "published_version IS NULL OR published_at IS NOT NULL", name="published_at_some_time"
        ),
        Index(None, "organization_id", "changed"),
        Index(None, "organization_id", "author_id"),
        Index(
            "ix_improvement_case_waiting",
            "organization_id",
            "waiting_since",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    number: int
    author_id: int | None = Field(default=None, foreign_key="staff.id")
    """None of what came in with a file that does not say."""
    department: str
    section: str
    """As they were called when it was reported."""
    state: str
    version: int = 1
    published_version: int | None = None
    published_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    waiting_since: datetime | None = Field(default=None, sa_type=AwareDateTime)
    brought_up: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often others have been told that it waits long, since it does."""
    established_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    created_at: datetime = Field(sa_type=AwareDateTime)
    changed: int
    """The organization's ``cases_version`` that its last change made: a copy in memory asks for later ones."""


class CaseRevisionRow(Table, table=True):
    __tablename__ = "case_revision"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
        CheckConstraint("waiting IS NULL OR waiting >= 0", name="waiting_not_negative"),
        CheckConstraint(
            "visibility IN ('全庁', 'フォーラムのメンバー', '自部局')", name="visibility_known"
        ),
    )

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    version: int
    editor_id: int | None = Field(default=None, foreign_key="staff.id")
    """None of what came in with a file."""
    at: datetime = Field(sa_type=AwareDateTime)
    title: str
    before: str
    after: str
    hours: float | None = None
    cost: int | None = None
    waiting: float | None = None
    other_effect: str = ""
    tools: list[str] = Field(default_factory=list, sa_type=JSON)
    course_code: str = ""
    reuse: str = ""
    visibility: str


class CaseDecisionRow(Table, table=True):
    """What a reviewer said to a version."""

    __tablename__ = "case_decision"
    __table_args__ = (
        CheckConstraint("decision IN ('承認', '差し戻し', '修正提案')", name="decision_known"),
        Index(None, "case_id"),
    )

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    version: int
    reviewer_id: int = Field(foreign_key="staff.id")
    step: str
    """The state in which it waited."""
    decision: str
    reason: str = ""
    suggestion: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The whole text as it should be, of a 修正提案: columns of ``case_revision``."""
    at: datetime = Field(sa_type=AwareDateTime)


class CaseWithdrawalRow(Table, table=True):
    """Why it was taken back; never shown where the case was."""

    __tablename__ = "case_withdrawal"
    __table_args__ = (Index(None, "case_id"),)

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    version: int
    staff_id: int = Field(foreign_key="staff.id")
    reason: str
    at: datetime = Field(sa_type=AwareDateTime)


class CaseFileRemovalRow(Table, table=True):
    """A file was taken off a case: who, and when. Its name may say as much as what stood in it."""

    __tablename__ = "case_file_removal"
    __table_args__ = (Index(None, "case_id"),)

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    version: int
    """The newest one then."""
    staff_id: int = Field(foreign_key="staff.id")
    ending: str = ""
    """「pdf」; empty where the name had none."""
    at: datetime = Field(sa_type=AwareDateTime)


class CaseDraftRow(DraftRow, table=True):
    """A report, or a change of a case."""

    __tablename__ = "case_draft"
    __table_args__ = (UniqueConstraint("organization_id", "key"), Index(None, "touched_at"))

    case_id: int | None = Field(default=None, foreign_key="improvement_case.id", ondelete="CASCADE")
    base_state: str | None = None
    """In which state the case was that is changed: a withdrawal is no version."""
    became_id: int | None = Field(
        default=None, foreign_key="improvement_case.id", ondelete="CASCADE"
    )
    """The case that was reported with it, once it was no change of one: what comes later changes that."""


class CaseAttachmentRow(Table, table=True):
    """Of a draft until it is reported, of the case from then on."""

    __tablename__ = "case_attachment"
    __table_args__ = (
        CheckConstraint("(case_id IS NULL) <> (draft_key IS NULL)", name="of_one_of_them"),
        Index(None, "case_id"),
        Index(None, "organization_id", "draft_key"),
    )

    case_id: int | None = Field(default=None, foreign_key="improvement_case.id", ondelete="CASCADE")
    draft_key: str | None = None
    staff_id: int = Field(foreign_key="staff.id")
    name: str
    content: bytes
    kept_at: datetime = Field(sa_type=AwareDateTime)


class CaseAdoptionRow(Table, table=True):
    """「うちでもやった」, one for each section."""

    __tablename__ = "case_adoption"
    __table_args__ = (
        UniqueConstraint("case_id", "department", "section"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        Index(None, "organization_id", "case_id"),
    )

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id")
    department: str
    section: str
    since: date
    hours: float | None = None
    remark: str = ""
    at: datetime = Field(sa_type=AwareDateTime)


class CaseToldRow(Table, table=True):
    """A department with the same work for which somebody has been told of a case."""

    __tablename__ = "case_told"
    __table_args__ = (UniqueConstraint("case_id", "department", "outbox_key"),)

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    department: str
    outbox_key: str
    """Of the message: where it has been dropped, they have not been told after all."""
    at: datetime = Field(sa_type=AwareDateTime)


class CaseThanksRow(Table, table=True):
    """「参考になった」, once a person."""

    __tablename__ = "case_thanks"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id"),
        Index(None, "organization_id", "case_id"),
    )

    case_id: int = Field(foreign_key="improvement_case.id", ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=AwareDateTime)


class CaseRulesRow(Table, table=True):
    """How an organization handles its cases."""

    __tablename__ = "case_rules"
    __table_args__ = (
        UniqueConstraint("organization_id"),
        CheckConstraint("route IN ('リーダー', '事務局', 'リーダーと事務局')", name="route_known"),
    )

    route: str


class CaseChannelRow(Table, table=True):
    """周知: channels besides the forum in which published cases are shown."""

    __tablename__ = "case_channel"
    __table_args__ = (UniqueConstraint("organization_id", "platform", "channel"),)

    platform: str
    channel: str


class CaseMappingRow(Table, table=True):
    """Which columns of an old collection mean what, by the headings of its table."""

    __tablename__ = "case_mapping"
    __table_args__ = (UniqueConstraint("organization_id", "headings"),)

    headings: str
    """Their digest: the same for the same headings, in whatever file."""
    columns: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class CaseSelectionRow(Table, table=True):
    """今月の改善事例: which the secretariat shows, in their order, with its own words."""

    __tablename__ = "case_selection"
    __table_args__ = (UniqueConstraint("organization_id", "month"),)

    month: date
    """The first of it."""
    case_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    words: str = ""
    version: int = 1
    posted_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
