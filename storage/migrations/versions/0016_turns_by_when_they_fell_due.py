"""The newest turns are found by when they fell due, whatever their job."""

from collections.abc import Sequence

from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OF_JOB, _OF_ALL = "ix_ledger_organization_id_job_due_at", "ix_ledger_organization_id_due_at"


def upgrade() -> None:
    op.drop_index(_OF_JOB, "ledger")
    op.create_index(_OF_ALL, "ledger", ["organization_id", "due_at"])


def downgrade() -> None:
    op.drop_index(_OF_ALL, "ledger")
    op.create_index(_OF_JOB, "ledger", ["organization_id", "job", "due_at"])
