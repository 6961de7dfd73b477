"""What keeps a week's message from being put down twice: rows of older versions have the same keys."""

from domain.outbox import dedupe_key, dedupe_keys_begin


def test_人への鍵は種類と週と番号でチャンネルへの鍵は種類と週である() -> None:
    assert dedupe_key("reminder.person", "2026-W47", 5) == "reminder.person:2026-W47:5"
    assert dedupe_key("reminder.forum", "2026-W47", None) == "reminder.forum:2026-W47"


def test_人への鍵の始まりはチャンネルへの鍵に当たらない() -> None:
    begin = dedupe_keys_begin("reminder.person", "2026-W47")
    assert dedupe_key("reminder.person", "2026-W47", 5).startswith(begin)
    assert not dedupe_key("reminder.person", "2026-W47", None).startswith(begin)
