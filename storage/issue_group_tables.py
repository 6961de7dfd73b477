"""The tables of groups of issues: ``domain/issue_group.py``, docs/decisions/0033."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.table_base import AwareDateTime, Table

_STANDS = text("ended_at IS NULL")
_KINDS = "kind IN ('共通する課題', '跨る課題')"


class IssueGroupRow(Table, table=True):
    """What somebody confirmed. ``stands`` is false of what has become part of another, or was dissolved."""

    __tablename__ = "issue_group"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        CheckConstraint(_KINDS, name="kind_known"),
    )

    number: int
    label: str
    kind: str
    version: int = 1
    stands: bool = True


class IssueGroupMemberRow(Table, table=True):
    """As it is now: an issue is in one group at most."""

    __tablename__ = "issue_group_member"
    __table_args__ = (
        UniqueConstraint("organization_id", "issue_id"),
        Index(None, "organization_id", "group_id"),
    )

    group_id: int = Field(foreign_key="issue_group.id", ondelete="CASCADE")
    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE")


class IssueGroupChangeRow(Table, table=True):
    """One press, whatever number of groups it changed."""

    __tablename__ = "issue_group_change"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('確認', '統合', '分割', '名前の変更', '課題の追加', '解散', '取り消し')",
            name="kind_known",
        ),
    )

    kind: str
    editor_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)


class IssueGroupRevisionRow(Table, table=True):
    """What a group was from that change on. Nothing is overwritten."""

    __tablename__ = "issue_group_revision"
    __table_args__ = (
        UniqueConstraint("group_id", "version"),
        Index(None, "organization_id", "change_id"),
        CheckConstraint(_KINDS, name="kind_known"),
    )

    group_id: int = Field(foreign_key="issue_group.id", ondelete="CASCADE")
    version: int
    change_id: int = Field(foreign_key="issue_group_change.id", ondelete="CASCADE")
    label: str
    kind: str
    stands: bool
    issue_ids: list[int] = Field(default_factory=list, sa_type=JSON)


class IssueCandidateDismissalRow(Table, table=True):
    """「これはまとまりではない」. A candidate is no row: it is known by its issues."""

    __tablename__ = "issue_candidate_dismissal"
    __table_args__ = (
        Index(
            "uq_issue_candidate_dismissal_standing",
            "organization_id",
            "issues",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    issues: str
    """Ids in ascending order, with a comma between."""
    label: str
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=AwareDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    ended_by: int | None = Field(default=None, foreign_key="staff.id")
