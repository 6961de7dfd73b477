"""部局横断DX施策: each with its versions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0025'
down_revision: str | None = '0024'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("dx_measure", "dx_measure_revision")


def upgrade() -> None:
    op.create_table('dx_measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['issue_group.id'], name=op.f('fk_dx_measure_group_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_dx_measure_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dx_measure')),
    sa.UniqueConstraint('organization_id', 'number', name=op.f('uq_dx_measure_organization_id_number'))
    )
    op.create_table('dx_measure_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('editor_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('aim', sa.String(), nullable=False),
    sa.Column('lead_department', sa.String(), nullable=False),
    sa.Column('lead_id', sa.Integer(), nullable=False),
    sa.Column('departments', sa.JSON(), nullable=False),
    sa.Column('member_ids', sa.JSON(), nullable=False),
    sa.Column('supporter_ids', sa.JSON(), nullable=False),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('effect', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('issue_ids', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['editor_id'], ['staff.id'], name=op.f('fk_dx_measure_revision_editor_id')),
    sa.ForeignKeyConstraint(['lead_id'], ['staff.id'], name=op.f('fk_dx_measure_revision_lead_id')),
    sa.ForeignKeyConstraint(['measure_id'], ['dx_measure.id'], name=op.f('fk_dx_measure_revision_measure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_dx_measure_revision_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dx_measure_revision')),
    sa.UniqueConstraint('measure_id', 'version', name=op.f('uq_dx_measure_revision_measure_id_version'))
    )

    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
