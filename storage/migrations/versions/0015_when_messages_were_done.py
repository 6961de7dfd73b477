"""What was done since, or long ago, is found in the outbox without reading all of it."""

from collections.abc import Sequence

from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEX = op.f("ix_outbox_organization_id_done_at")


def upgrade() -> None:
    op.create_index(_INDEX, "outbox", ["organization_id", "done_at"])


def downgrade() -> None:
    op.drop_index(_INDEX, "outbox")
