"""対応策 of issues and of groups, with their versions and who does the same."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0029'
down_revision: str | None = '0028'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("countermeasure", "countermeasure_adoption", "countermeasure_revision")


def upgrade() -> None:
    op.create_table('countermeasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(issue_id IS NULL) <> (group_id IS NULL)', name=op.f('ck_countermeasure_of_one')),
    sa.ForeignKeyConstraint(['author_id'], ['staff.id'], name=op.f('fk_countermeasure_author_id')),
    sa.ForeignKeyConstraint(['case_id'], ['improvement_case.id'], name=op.f('fk_countermeasure_case_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['group_id'], ['issue_group.id'], name=op.f('fk_countermeasure_group_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_countermeasure_issue_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['issue_message.id'], name=op.f('fk_countermeasure_message_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_countermeasure_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_countermeasure')),
    sa.UniqueConstraint('message_id', name=op.f('uq_countermeasure_message_id')),
    sa.UniqueConstraint('organization_id', 'number', name=op.f('uq_countermeasure_organization_id_number'))
    )
    with op.batch_alter_table('countermeasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_countermeasure_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_countermeasure_issue_id'), ['issue_id'], unique=False)

    op.create_table('countermeasure_adoption',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('countermeasure_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('hours', sa.Float(), nullable=True),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('hours IS NULL OR hours >= 0', name=op.f('ck_countermeasure_adoption_hours_not_negative')),
    sa.ForeignKeyConstraint(['countermeasure_id'], ['countermeasure.id'], name=op.f('fk_countermeasure_adoption_countermeasure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ended_by'], ['staff.id'], name=op.f('fk_countermeasure_adoption_ended_by')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_countermeasure_adoption_organization_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_countermeasure_adoption_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_countermeasure_adoption'))
    )
    with op.batch_alter_table('countermeasure_adoption', schema=None) as batch_op:
        batch_op.create_index('uq_countermeasure_adoption_standing', ['countermeasure_id', 'department', 'section'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('countermeasure_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('countermeasure_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('editor_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('department', sa.String(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('tools', sa.String(), nullable=False),
    sa.Column('effect', sa.String(), nullable=False),
    sa.Column('hours', sa.Float(), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.CheckConstraint('hours IS NULL OR hours >= 0', name=op.f('ck_countermeasure_revision_hours_not_negative')),
    sa.ForeignKeyConstraint(['countermeasure_id'], ['countermeasure.id'], name=op.f('fk_countermeasure_revision_countermeasure_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['editor_id'], ['staff.id'], name=op.f('fk_countermeasure_revision_editor_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_countermeasure_revision_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_countermeasure_revision')),
    sa.UniqueConstraint('countermeasure_id', 'version', name=op.f('uq_countermeasure_revision_countermeasure_id_version'))
    )

    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
