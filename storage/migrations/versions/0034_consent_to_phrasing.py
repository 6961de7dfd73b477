"""Whether an organization's texts may go to a language model."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0034'
down_revision: str | None = '0033'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('phrasing_consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('agreed_by', sa.Integer(), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreed_by'], ['staff.id'], name=op.f('fk_phrasing_consent_agreed_by')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_phrasing_consent_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phrasing_consent')),
    sa.UniqueConstraint('organization_id', name=op.f('uq_phrasing_consent_organization_id'))
    )
    raise_wall("phrasing_consent")


def downgrade() -> None:
    op.drop_table('phrasing_consent')
