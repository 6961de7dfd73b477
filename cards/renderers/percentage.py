"""The one way to round progress, so that every renderer shows the same number."""


def percentage(done: int, total: int) -> int:
    """0–100, half up. 100 means all of it and 0 none: 199/200 is 99, 1/300 is 1."""
    if done <= 0 or total <= 0:
        return 0
    if done >= total:
        return 100
    return min(99, max(1, (200 * done + total) // (2 * total)))
