"""Whoever asks for one organization's rows gets no other's, whatever the query says (PostgreSQL)."""

from collections.abc import Sequence

from storage.migrations.tenant_wall import drop_wall, raise_wall

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = (
    "department",
    "section",
    "staff",
    "staff_post",
    "staff_team_role",
    "course",
    "course_session",
    "training_record",
    "qualification",
    "project_record",
    "access_request",
    "handled_event",
    "audit_entry",
    "account",
    "conversation_reference",
    "pending_file",
    "outbox",
    "organization_office",
    "office_day",
    "ledger",
    "reminder_preference",
    "workspace",
)


def upgrade() -> None:
    raise_wall("organization", column="id")
    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    for table in ("organization", *_TABLES):
        drop_wall(table)
