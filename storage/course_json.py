"""A course's audience, validity and deadline as JSON columns, and back.

Keys that say nothing are left out, so that the default value is ``{}`` (or NULL for no deadline)
and two equal values are the same JSON.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.training import Audience, Deadline, Validity


def audience_to_json(audience: Audience) -> dict[str, Any]:
    """Lists are sorted: a frozenset has no order to keep."""
    lists = {
        "talent_types": sorted(audience.talent_types),
        "grades": sorted(audience.grades),
        "team_roles": sorted(audience.team_roles),
    }
    found: dict[str, Any] = {key: names for key, names in lists.items() if names}
    return found | ({"ict_equipment_only": True} if audience.ict_equipment_only else {})


def audience_from_json(stored: Mapping[str, Any]) -> Audience:
    return Audience(
        talent_types=frozenset(stored.get("talent_types", ())),
        grades=frozenset(stored.get("grades", ())),
        team_roles=frozenset(stored.get("team_roles", ())),
        ict_equipment_only=bool(stored.get("ict_equipment_only", False)),
    )


def validity_to_json(validity: Validity) -> dict[str, Any]:
    if validity.fiscal_year_only:
        return {"fiscal_year_only": True}
    return {} if validity.years is None else {"years": validity.years}


def validity_from_json(stored: Mapping[str, Any]) -> Validity:
    return Validity(
        fiscal_year_only=bool(stored.get("fiscal_year_only", False)), years=stored.get("years")
    )


def deadline_to_json(deadline: Deadline | None) -> dict[str, Any] | None:
    """``{"on": "2026-12-28"}``, ``{"yearly": [9, 30]}`` or ``{"months_after_joining": 6}``."""
    if deadline is None:
        return None
    if deadline.on is not None:
        return {"on": deadline.on.isoformat()}
    if deadline.yearly is not None:
        return {"yearly": list(deadline.yearly)}
    return {"months_after_joining": deadline.months_after_joining}


def deadline_from_json(stored: Mapping[str, Any] | None) -> Deadline | None:
    if stored is None:
        return None
    if "on" in stored:
        return Deadline(on=date.fromisoformat(stored["on"]))
    if "yearly" in stored:
        month, day = stored["yearly"]
        return Deadline(yearly=(month, day))
    return Deadline(months_after_joining=stored["months_after_joining"])
