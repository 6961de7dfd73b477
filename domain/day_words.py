"""How a day and a time of day are written for people: one way on every screen."""

from datetime import date, datetime, time

WEEKDAYS = "月火水木金土日"


def full_day(value: date) -> str:
    """2026年11月20日(金)."""
    return f"{value.year}年{value.month}月{value.day}日({WEEKDAYS[value.weekday()]})"


def clock_time(value: time | datetime) -> str:
    """9:00, as an office writes it: no zero before the hour."""
    return f"{value.hour}:{value.minute:02}"
