"""What is written in the threads of issues, and what of it was marked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations.tenant_wall import raise_wall

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_TABLES = ("issue_message", "issue_mark")
_OF_ISSUES = sa.text("kind LIKE 'issue.%'")


def upgrade() -> None:
    op.create_table('issue_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('as_of', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('is_edited', sa.Boolean(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['staff.id'], name=op.f('fk_issue_message_author_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_message_issue_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_message_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_message')),
    sa.UniqueConstraint('organization_id', 'platform', 'channel', 'message', name=op.f('uq_issue_message_organization_id_platform_channel_message'))
    )
    with op.batch_alter_table('issue_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issue_message_issue_id_said_at'), ['issue_id', 'said_at'], unique=False)

    op.create_table('issue_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('対応策', '決定')", name=op.f('ck_issue_mark_kind_known')),
    sa.ForeignKeyConstraint(['message_id'], ['issue_message.id'], name=op.f('fk_issue_mark_message_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_issue_mark_organization_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_issue_mark_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_mark'))
    )
    with op.batch_alter_table('issue_mark', schema=None) as batch_op:
        batch_op.create_index('uq_issue_mark_standing', ['message_id', 'kind', 'staff_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_index(
        "ix_outbox_issue_message",
        "outbox",
        ["organization_id", "message_id"],
        sqlite_where=_OF_ISSUES,
        postgresql_where=_OF_ISSUES,
    )
    for table in _TABLES:
        raise_wall(table)


def downgrade() -> None:
    op.drop_index("ix_outbox_issue_message", table_name="outbox")
    for table in reversed(_TABLES):
        op.drop_table(table)
