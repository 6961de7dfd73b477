"""The base of every value in this package."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value that refuses unknown fields; a change returns a copy."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
