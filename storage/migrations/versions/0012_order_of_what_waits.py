"""What waits in the outbox is found in its order: thousands are due at one moment."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEX, _PENDING = "ix_outbox_pending", sa.text("state = 'pending'")


def upgrade() -> None:
    _made_anew("organization_id", "not_before", "id")


def downgrade() -> None:
    _made_anew("organization_id", "not_before")


def _made_anew(*columns: str) -> None:
    op.drop_index(_INDEX, "outbox")
    op.create_index(
        _INDEX, "outbox", [*columns], sqlite_where=_PENDING, postgresql_where=_PENDING
    )
