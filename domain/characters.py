"""Characters that stand for one another, or for nothing, in what people type."""

HYPHENS = "‐‑‒–—―−─━﹣"
"""Typed for a hyphen, beside the one of ASCII."""
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs"})
"""Unicode categories of what nobody sees. 外字 (Co) are drawn by the fonts of an office."""
