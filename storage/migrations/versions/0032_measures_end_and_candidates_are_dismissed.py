"""How measures end, and candidates that are none."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0032'
down_revision: str | None = '0031'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('issue_candidate_dismissal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('issues', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['ended_by'], ['staff.id'], name=op.f('fk_issue_candidate_dismissal_ended_by')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_candidate_dismissal_organization_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_issue_candidate_dismissal_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_candidate_dismissal'))
    )
    with op.batch_alter_table('issue_candidate_dismissal', schema=None) as batch_op:
        batch_op.create_index('uq_issue_candidate_dismissal_standing', ['organization_id', 'issues'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    with op.batch_alter_table('dx_measure_revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(), server_default='進行中', nullable=False))
        batch_op.add_column(sa.Column('outcome', sa.String(), server_default='', nullable=False))
        batch_op.create_check_constraint(
            op.f('ck_dx_measure_revision_state_known'), "state IN ('進行中', '完了', '中止')"
        )

    raise_wall('issue_candidate_dismissal')



def downgrade() -> None:
    with op.batch_alter_table('dx_measure_revision', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_dx_measure_revision_state_known'), type_='check')
        batch_op.drop_column('outcome')
        batch_op.drop_column('state')

    with op.batch_alter_table('issue_candidate_dismissal', schema=None) as batch_op:
        batch_op.drop_index('uq_issue_candidate_dismissal_standing', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('issue_candidate_dismissal')
