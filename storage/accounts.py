"""Accounts of the chat platforms, as they were when the platform was asked last."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.account import Account, AccountKind
from storage.dialect import insert_or_update_all, is_one_of
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
    """As ``keep_accounts``. Two messages of one new person may arrive at the same moment: the later
    one stands.
    """
    await keep_accounts(session, (account,), organization_id=organization_id)


async def keep_accounts(
    session: AsyncSession, accounts: Iterable[Account], *, organization_id: int
) -> None:
    """What the platform says of them. When they were heard stays: ``note_heard``."""
    rows = [
        {
            "organization_id": organization_id,
            "platform": each.platform,
            "platform_id": each.platform_id,
            "kind": each.kind.value,
            "email": each.address,
            "display_name": each.display_name,
            "checked_at": each.checked_at,
        }
        for each in accounts
    ]
    key = ("organization_id", "platform", "platform_id")
    await insert_or_update_all(session, AccountRow, key=key, rows=rows)


async def note_heard(
    session: AsyncSession, account: Account, *, organization_id: int, at: datetime
) -> None:
    """Its owner has done something there."""
    await session.execute(
        update(AccountRow)
        .where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == account.platform,
            col(AccountRow.platform_id) == account.platform_id,
            or_(col(AccountRow.heard_at).is_(None), col(AccountRow.heard_at) < at),
        )
        .values(heard_at=at)
    )


async def forget_account(session: AsyncSession, account: Account, *, organization_id: int) -> None:
    """As if it had never been asked about."""
    await session.execute(
        delete(AccountRow).where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == account.platform,
            col(AccountRow.platform_id) == account.platform_id,
        )
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
            is_one_of(session, col(AccountRow.email), [email.lower() for email in emails]),
        )
        .order_by(col(AccountRow.email))
    )
    return tuple(_account(row) for row in rows)


async def accounts_by_id(
    session: AsyncSession, *, organization_id: int, platform: str, platform_ids: Collection[str]
) -> dict[str, Account]:
    """Of whatever kind; without those never asked about."""
    rows = await session.scalars(
        select(AccountRow).where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == platform,
            col(AccountRow.platform_id).in_(platform_ids),
        )
    )
    return {row.platform_id: _account(row) for row in rows}


async def count_checked_before(
    session: AsyncSession, *, organization_id: int, platform: str, before: datetime, most: int
) -> int:
    """Members' accounts; ``most`` where there are more."""
    old = (
        select(col(AccountRow.id))
        .where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == platform,
            col(AccountRow.kind) == AccountKind.MEMBER.value,
            col(AccountRow.checked_at) <= before,
        )
        .limit(most)
    )
    return (await session.scalar(select(func.count()).select_from(old.subquery()))) or 0


async def keep_known_accounts(
    session: AsyncSession, accounts: Iterable[Account], *, organization_id: int
) -> None:
    """As ``keep_accounts``, but only those that there are: whoever else is in the workspace is not
    kept.
    """
    changed = [
        {
            "with_platform": each.platform,
            "with_id": each.platform_id,
            "is_kind": each.kind.value,
            "has_email": each.address,
            "is_called": each.display_name,
            "was_checked": each.checked_at,
        }
        for each in accounts
    ]
    if not changed:
        return
    statement = (
        update(AccountRow)
        .where(
            col(AccountRow.organization_id) == organization_id,
            col(AccountRow.platform) == bindparam("with_platform"),
            col(AccountRow.platform_id) == bindparam("with_id"),
        )
        .values(
            kind=bindparam("is_kind"),
            email=bindparam("has_email"),
            display_name=bindparam("is_called"),
            checked_at=bindparam("was_checked"),
        )
    )
    await (await session.connection()).execute(statement, changed)


async def has_account(session: AsyncSession, *, organization_id: int, email: str) -> bool:
    """Whether a member's account of that address is known on any platform."""
    asked = {"organization": organization_id, "address": email.lower()}
    return bool(await session.scalar(_IS_MEMBER, asked))


_IS_MEMBER = select(
    exists().where(
        col(AccountRow.organization_id) == bindparam("organization"),
        col(AccountRow.kind) == AccountKind.MEMBER.value,
        col(AccountRow.email) == bindparam("address"),
    )
)


def _account(row: AccountRow) -> Account:
    return Account(
        platform=row.platform,
        platform_id=row.platform_id,
        kind=AccountKind(row.kind),
        email=row.email,
        display_name=row.display_name,
        checked_at=row.checked_at,
        heard_at=row.heard_at,
    )
