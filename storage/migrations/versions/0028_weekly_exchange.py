"""The weekly exchange, and who was told of what is stalled."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0028'
down_revision: str | None = '0027'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_TABLES = ("exchange_round", "exchange_item", "stalled_notice")


def upgrade() -> None:
    op.create_table('exchange_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_exchange_round_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_round')),
    sa.UniqueConstraint('organization_id', 'week', name=op.f('uq_exchange_round_organization_id_week'))
    )
    op.create_table('exchange_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('measure_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('progress', sa.String(), nullable=False),
    sa.Column('line', sa.String(), nullable=False),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('helper_issue_ids', sa.JSON(), nullable=False),
    sa.Column('helper_case_ids', sa.JSON(), nullable=False),
    sa.Column('helper_staff_ids', sa.JSON(), nullable=False),
    sa.CheckConstraint("progress IN ('進んだ', '変わりなし', '困っている', '')", name=op.f('ck_exchange_item_progress_known')),
    sa.CheckConstraint('(issue_id IS NULL) <> (measure_id IS NULL)', name=op.f('ck_exchange_item_about_one')),
    sa.ForeignKeyConstraint(['answered_by'], ['staff.id'], name=op.f('fk_exchange_item_answered_by')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_exchange_item_issue_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['measure_id'], ['dx_measure.id'], name=op.f('fk_exchange_item_measure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_exchange_item_organization_id')),
    sa.ForeignKeyConstraint(['round_id'], ['exchange_round.id'], name=op.f('fk_exchange_item_round_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_item')),
    sa.UniqueConstraint('round_id', 'issue_id', name=op.f('uq_exchange_item_round_id_issue_id')),
    sa.UniqueConstraint('round_id', 'measure_id', name=op.f('uq_exchange_item_round_id_measure_id'))
    )
    with op.batch_alter_table('exchange_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exchange_item_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_item_measure_id'), ['measure_id'], unique=False)

    op.create_table('stalled_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('measure_id', sa.Integer(), nullable=True),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('chief_told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('office_told_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(issue_id IS NULL) <> (measure_id IS NULL)', name=op.f('ck_stalled_notice_about_one')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_stalled_notice_issue_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['measure_id'], ['dx_measure.id'], name=op.f('fk_stalled_notice_measure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_stalled_notice_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stalled_notice')),
    sa.UniqueConstraint('organization_id', 'issue_id', name=op.f('uq_stalled_notice_organization_id_issue_id')),
    sa.UniqueConstraint('organization_id', 'measure_id', name=op.f('uq_stalled_notice_organization_id_measure_id'))
    )
    with op.batch_alter_table('organization_office', schema=None) as batch_op:
        batch_op.add_column(sa.Column('exchange_is_on', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('exchange_weekday', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('exchange_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('exchange_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('exchange_again_after', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('exchange_closes_after', sa.Integer(), server_default='3', nullable=False))
        batch_op.add_column(sa.Column('stalled_office_after', sa.Integer(), server_default='10', nullable=False))

    # Where an office has long begun, no turn of the weeks before this step is caught up.
    office = sa.table('organization_office', sa.column('exchange_since', sa.DateTime(timezone=True)))
    op.execute(sa.update(office).values(exchange_since=datetime.now(UTC)))

    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    with op.batch_alter_table('organization_office', schema=None) as batch_op:
        batch_op.drop_column('stalled_office_after')
        batch_op.drop_column('exchange_closes_after')
        batch_op.drop_column('exchange_again_after')
        batch_op.drop_column('exchange_since')
        batch_op.drop_column('exchange_at')
        batch_op.drop_column('exchange_weekday')
        batch_op.drop_column('exchange_is_on')

    for table in reversed(_TABLES):
        op.drop_table(table)
