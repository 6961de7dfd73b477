"""Groups of issues that people confirmed: as they stand, their versions, and each change of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = '0024'
down_revision: str | None = '0023'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("issue_group", "issue_group_change", "issue_group_member", "issue_group_revision")


def upgrade() -> None:
    op.create_table('issue_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.CheckConstraint("kind IN ('共通する課題', '跨る課題')", name=op.f('ck_issue_group_kind_known')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_group_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_group')),
    sa.UniqueConstraint('organization_id', 'number', name=op.f('uq_issue_group_organization_id_number'))
    )
    op.create_table('issue_group_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('editor_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('確認', '統合', '分割', '名前の変更', '課題の追加', '解散', '取り消し')", name=op.f('ck_issue_group_change_kind_known')),
    sa.ForeignKeyConstraint(['editor_id'], ['staff.id'], name=op.f('fk_issue_group_change_editor_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_group_change_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_group_change'))
    )
    op.create_table('issue_group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['issue_group.id'], name=op.f('fk_issue_group_member_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_group_member_issue_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_group_member_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_group_member')),
    sa.UniqueConstraint('organization_id', 'issue_id', name=op.f('uq_issue_group_member_organization_id_issue_id'))
    )
    with op.batch_alter_table('issue_group_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_group_member_organization_id_group_id'), ['organization_id', 'group_id'], unique=False)

    op.create_table('issue_group_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('stands', sa.Boolean(), nullable=False),
    sa.Column('issue_ids', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind IN ('共通する課題', '跨る課題')", name=op.f('ck_issue_group_revision_kind_known')),
    sa.ForeignKeyConstraint(['change_id'], ['issue_group_change.id'], name=op.f('fk_issue_group_revision_change_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['issue_group.id'], name=op.f('fk_issue_group_revision_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_group_revision_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_group_revision')),
    sa.UniqueConstraint('group_id', 'version', name=op.f('uq_issue_group_revision_group_id_version'))
    )
    with op.batch_alter_table('issue_group_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_group_revision_organization_id_change_id'), ['organization_id', 'change_id'], unique=False)

    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
