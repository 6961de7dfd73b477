"""Which days are national holidays, for ``domain/business_calendar.py`` (docs/decisions/0013)."""

from datetime import date

import jpholiday


def is_national_holiday(day: date) -> bool:
    """国民の祝日, 振替休日 or 国民の休日, as the Cabinet Office lists them from 1986 on.

    Later years than it has announced (to the end of next year, every February) follow the law as
    it stands, with computed equinoxes.
    """
    return jpholiday.is_holiday(day)
