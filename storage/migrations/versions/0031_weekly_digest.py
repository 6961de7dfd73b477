"""When an office gets the week's digest."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = '0031'
down_revision: str | None = '0030'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table('organization_office', schema=None) as batch_op:
        batch_op.add_column(sa.Column('digest_is_on', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('digest_weekday', sa.String(), server_default='月曜日', nullable=False))
        batch_op.add_column(sa.Column('digest_at', sa.Time(), server_default='08:30:00', nullable=False))
        batch_op.add_column(sa.Column('digest_since', sa.DateTime(timezone=True), nullable=True))

    # Where an office has long begun, no turn of the weeks before this step is caught up.
    office = sa.table('organization_office', sa.column('digest_since', sa.DateTime(timezone=True)))
    op.execute(sa.update(office).values(digest_since=datetime.now(UTC)))


def downgrade() -> None:
    with op.batch_alter_table('organization_office', schema=None) as batch_op:
        batch_op.drop_column('digest_since')
        batch_op.drop_column('digest_at')
        batch_op.drop_column('digest_weekday')
        batch_op.drop_column('digest_is_on')

