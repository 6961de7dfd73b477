"""What becomes of deleted messages in the threads of issues is the organization's rule."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0041"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('issue_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('keeps_deleted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_rules_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_rules')),
    sa.UniqueConstraint('organization_id', name=op.f('uq_issue_rules_organization_id'))
    )
    raise_wall("issue_rules")


def downgrade() -> None:
    op.drop_table('issue_rules')
