"""Which characters of what came from outside a database and a file can hold."""

import json
import re

_NOT_HELD = re.compile("[\0\ud800-\udfff]")


def whole_characters(text: str) -> str:
    """Without NUL, and without the half of a character that is left where a program has cut an emoji in two."""
    return _NOT_HELD.sub("", text)


def whole_json(written: str) -> bytes:
    """The same JSON without such halves, which it may spell as escapes: strict readers refuse them.

    Raises ValueError for what is no JSON, RecursionError for what is nested too deeply.
    """
    return json.dumps(json.loads(written), ensure_ascii=False).encode(errors="ignore")
