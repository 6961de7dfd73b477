"""Every table. Rows become domain values before they leave this package.

Each row carries ``organization_id`` from the first migration on: many municipalities can live in
one deployment, and every query names one. Names of constraints follow one convention so that
migrations can address them on both databases.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

# Every table is known where this file is imported.
from storage.case_tables import CaseAdoptionRow as CaseAdoptionRow
from storage.case_tables import CaseAttachmentRow as CaseAttachmentRow
from storage.case_tables import CaseChannelRow as CaseChannelRow
from storage.case_tables import CaseDecisionRow as CaseDecisionRow
from storage.case_tables import CaseDraftRow as CaseDraftRow
from storage.case_tables import CaseMappingRow as CaseMappingRow
from storage.case_tables import CaseRevisionRow as CaseRevisionRow
from storage.case_tables import CaseRow as CaseRow
from storage.case_tables import CaseRulesRow as CaseRulesRow
from storage.case_tables import CaseSelectionRow as CaseSelectionRow
from storage.case_tables import CaseThanksRow as CaseThanksRow
from storage.correction_table import CorrectionRow as CorrectionRow
from storage.countermeasure_tables import (
    CountermeasureAdoptionRow as CountermeasureAdoptionRow,
)
from storage.countermeasure_tables import (
    CountermeasureRevisionRow as CountermeasureRevisionRow,
)
from storage.countermeasure_tables import CountermeasureRow as CountermeasureRow
from storage.dialogue_table import DialogueRow as DialogueRow
from storage.digest_edition_table import DigestEditionRow as DigestEditionRow
from storage.dx_measure_tables import DxMeasureRevisionRow as DxMeasureRevisionRow
from storage.dx_measure_tables import DxMeasureRow as DxMeasureRow
from storage.exchange_tables import ExchangeItemRow as ExchangeItemRow
from storage.exchange_tables import ExchangeRoundRow as ExchangeRoundRow
from storage.exchange_tables import StalledNoticeRow as StalledNoticeRow
from storage.issue_group_tables import IssueCandidateDismissalRow as IssueCandidateDismissalRow
from storage.issue_group_tables import IssueGroupChangeRow as IssueGroupChangeRow
from storage.issue_group_tables import IssueGroupMemberRow as IssueGroupMemberRow
from storage.issue_group_tables import IssueGroupRevisionRow as IssueGroupRevisionRow
from storage.issue_group_tables import IssueGroupRow as IssueGroupRow
from storage.issue_rules_table import IssueRulesRow as IssueRulesRow
from storage.issue_tables import IssueDraftRow as IssueDraftRow
from storage.issue_tables import IssueLinkRow as IssueLinkRow
from storage.issue_tables import IssueRevisionRow as IssueRevisionRow
from storage.issue_tables import IssueRow as IssueRow
from storage.issue_thread_tables import IssueMarkRow as IssueMarkRow
from storage.issue_thread_tables import IssueMessageRow as IssueMessageRow
from storage.kpi_tables import KpiFigureRow as KpiFigureRow
from storage.kpi_tables import KpiSnapshotRow as KpiSnapshotRow
from storage.office_tables import LedgerRow as LedgerRow
from storage.office_tables import OfficeDayRow as OfficeDayRow
from storage.office_tables import OrganizationOfficeRow as OrganizationOfficeRow
from storage.outbox_table import OutboxRow as OutboxRow
from storage.phrasing_table import PhrasingConsentRow as PhrasingConsentRow
from storage.reminder_preference_table import ReminderPreferenceRow as ReminderPreferenceRow
from storage.table_base import AwareDateTime, Table
from storage.training_tables import CourseRow as CourseRow
from storage.training_tables import CourseSessionRow as CourseSessionRow
from storage.training_tables import ProjectRecordRow as ProjectRecordRow
from storage.training_tables import QualificationRow as QualificationRow
from storage.training_tables import TrainingRecordRow as TrainingRecordRow
from storage.unknown_address_table import UnknownAddressRow as UnknownAddressRow
from storage.workspace_table import UsedInvitationRow as UsedInvitationRow
from storage.workspace_table import WorkspaceRow as WorkspaceRow

_FROM_ZERO = {"server_default": "0"}
"""Of a column that came when there were rows."""


class OrganizationRow(SQLModel, table=True):
    """A municipality. Its versions are counted up with what they count: ``storage/versions.py``."""

    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("key"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str
    name: str
    policy_id: str
    catalogue_version: int = 0
    roster_version: int = Field(default=0, sa_column_kwargs=_FROM_ZERO)
    records_version: int = Field(default=0, sa_column_kwargs=_FROM_ZERO)
    cases_version: int = Field(default=0, sa_column_kwargs=_FROM_ZERO)
    issues_version: int = Field(default=0, sa_column_kwargs=_FROM_ZERO)
    policy_file: str = Field(default="", sa_column_kwargs={"server_default": ""})


class DepartmentRow(Table, table=True):
    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: str


class SectionRow(Table, table=True):
    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("organization_id", "department_id", "name"),)

    department_id: int = Field(foreign_key="department.id")
    name: str


class StaffRow(Table, table=True):
    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("organization_id", "employee_number"),
        # Of those in service: the address of somebody who left goes to a successor.
        Index(
            "uq_staff_organization_id_email",
            "organization_id",
            "email",
            unique=True,
            sqlite_where=text("attendance <> '退職'"),
            postgresql_where=text("attendance <> '退職'"),
        ),
        Index(None, "organization_id", "manager_number"),
    )

    employee_number: str
    email: str
    """Lower case."""
    name: str
    grade: str
    employment: str
    attendance: str
    talent_types: list[str] = Field(default_factory=list, sa_type=JSON)
    duties: list[str] = Field(default_factory=list, sa_type=JSON)
    handles_ict_equipment: bool = True
    joined_on: date | None = None
    manager_number: str | None = None


class StaffPostRow(Table, table=True):
    """所属; ``position`` 0 is the main post, others are 兼務 in the roster's order."""

    __tablename__ = "staff_post"
    __table_args__ = (
        UniqueConstraint("staff_id", "position"),
        Index(None, "organization_id", "section_id"),
    )

    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    section_id: int = Field(foreign_key="section.id")
    title: str = ""
    position: int = 0


class StaffTeamRoleRow(Table, table=True):
    __tablename__ = "staff_team_role"
    __table_args__ = (
        UniqueConstraint("staff_id", "name", "department_id"),
        Index(None, "organization_id", "department_id", "name"),
    )

    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    department_id: int = Field(foreign_key="department.id")
    name: str


class AccessRequestRow(Table, table=True):
    """Someone who is not in the roster wrote to the bot."""

    __tablename__ = "access_request"
    __table_args__ = (UniqueConstraint("organization_id", "platform", "platform_id"),)

    platform: str
    platform_id: str
    email: str
    display_name: str
    asked_at: datetime = Field(sa_type=AwareDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=AwareDateTime)


class HandledEventRow(Table, table=True):
    """The inbox: an event, noted when it is begun and done with the work that it causes; or a card's
    nonce, which is done at once.
    """

    __tablename__ = "handled_event"
    __table_args__ = (
        UniqueConstraint("organization_id", "event_key"),
        Index(None, "handled_at"),
    )

    event_key: str
    handled_at: datetime = Field(sa_type=AwareDateTime)
    """When it was begun, the last time."""
    done_at: datetime | None = Field(default=None, sa_type=AwareDateTime)


class AuditEntryRow(Table, table=True):
    """Who looked at or changed whose record, and when. Ids only, no names, no text."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "organization_id", "at"),)

    at: datetime = Field(sa_type=AwareDateTime)
    actor_id: int | None = None
    action: str
    subject_id: int | None = None
    detail: str = ""


class AccountRow(Table, table=True):
    """An account of a chat platform; ``email`` (lower case) leads to the roster."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("organization_id", "platform", "platform_id"),
        Index(None, "organization_id", "email"),
    )

    platform: str
    platform_id: str
    kind: str
    email: str | None = None
    display_name: str
    checked_at: datetime = Field(sa_type=AwareDateTime)
    """When the platform was asked about it last."""
    heard_at: datetime | None = Field(default=None, sa_type=AwareDateTime)
    """When its owner has done something there last, to an hour; None as long as they have not."""


class ConversationReferenceRow(Table, table=True):
    """Where a platform lets us write unasked. ``platform_id``: the person of a personal chat."""

    __tablename__ = "conversation_reference"
    __table_args__ = (
        # Named: the convention's name is longer than the 63 characters that PostgreSQL keeps.
        UniqueConstraint(
            "organization_id",
            "platform",
            "conversation_id",
            name="uq_conversation_reference_conversation",
        ),
        Index(None, "organization_id", "platform_id"),
    )

    platform: str
    conversation_id: str
    scope: str
    platform_id: str
    tenant_id: str
    service_url: str
    seen_at: datetime = Field(sa_type=AwareDateTime)
    blocked_at: datetime | None = Field(default=None, sa_type=AwareDateTime)


class PendingFileRow(Table, table=True):
    """A file that waits for a press of who it belongs to; deleted after a day."""

    __tablename__ = "pending_file"
    __table_args__ = (
        UniqueConstraint("organization_id", "key"),
        Index(None, "kept_at"),
    )

    staff_id: int = Field(foreign_key="staff.id")
    key: str
    name: str
    content: bytes
    case_ids: list[int] | None = Field(default=None, sa_type=JSON)
    attachment_id: int | None = None
    """``OfCases``, of what is made from improvement cases."""
    kept_at: datetime = Field(sa_type=AwareDateTime)
