"""Dates and times are those of Japan, wherever the server stands."""

from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
