"""Accounts of the chat platforms, as they were when the platform was asked last."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.account import Account, AccountKind
from storage.dialect import insert_or_update
from storage.tables import AccountRow


async def account_of(
    session: AsyncSession, *, organization_id: int, platform: str, platform_id: str
) -> Account | None:
    """None for one never asked about."""
    row = await session.scalar(
        select(AccountRow).where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == platform,
            col(AccountRow.platform_id) == platform_id,
        )
    )
    return _account(row) if row else None


async def keep_account(session: AsyncSession, account: Account, *, organization_id: int) -> None:
    """Two messages of one new person may arrive at the same moment: the later one stands."""
    await insert_or_update(
        session,
        AccountRow,
        key=("organization_id", "platform", "platform_id"),
        values={
            "organization_id": organization_id,
            "platform": account.platform,
            "platform_id": account.platform_id,
            "kind": account.kind.value,
            "email": account.email.strip().lower() if account.email else None,
            "display_name": account.display_name,
            "checked_at": account.checked_at,
        },
    )


async def accounts_with_emails(
    session: AsyncSession, *, organization_id: int, platform: str, emails: Iterable[str]
) -> tuple[Account, ...]:
    """Members only, who can be written to; by e-mail."""
    rows = await session.scalars(
        select(AccountRow)
        .where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == platform,
            col(AccountRow.kind) == AccountKind.MEMBER.value,
            col(AccountRow.email).in_([email.lower() for email in emails]),
        )
        .order_by(col(AccountRow.email))
    )
    return tuple(_account(row) for row in rows)


async def has_account(session: AsyncSession, *, organization_id: int, email: str) -> bool:
    """Whether a member's account of that address is known on any platform."""
    is_there = exists().where(
        col(AccountRow.organization_id) == organization_id,
        col(AccountRow.kind) == AccountKind.MEMBER.value,
        col(AccountRow.email) == email.lower(),
    )
    return bool(await session.scalar(select(is_there)))


def _account(row: AccountRow) -> Account:
    return Account(
        platform=row.platform,
        platform_id=row.platform_id,
        kind=AccountKind(row.kind),
        email=row.email,
        display_name=row.display_name,
        checked_at=row.checked_at,
    )
