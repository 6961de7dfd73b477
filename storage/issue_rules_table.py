"""How an organization handles what is said of its issues: one row, once somebody has settled it."""

from sqlalchemy import UniqueConstraint

from storage.table_base import Table


class IssueRulesRow(Table, table=True):
    __tablename__ = "issue_rules"
    __table_args__ = (UniqueConstraint("organization_id"),)

    keeps_deleted: bool
    """The text of a message stays with us when its writer has deleted it."""
