"""One card, four ways to draw it: Slack, Teams, HTML and plain text.

Each ``match``es the vocabulary of ``cards/elements.py`` to the end. Whatever a person wrote comes
out as the characters it is, and what a platform cannot do is drawn another way, never dropped.
"""
