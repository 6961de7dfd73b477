"""What every handler may use. Frozen; made once by the composition root."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.issue_thread import ThreadRules
from handlers.advice import Advice
from handlers.arrivals import Arrivals
from handlers.case_index import CaseIndexes
from handlers.digest_kept import KeptDigests
from handlers.issue_grouping import Groupings
from handlers.issue_index import IssueIndexes
from handlers.kept_people import KeptPeople
from handlers.kpi_reading import KpiReadings
from handlers.last_answers import LastAnswers
from handlers.phrasings import Phrasings
from handlers.roster_names import RosterNames
from language.understanding import Understander
from storage.session import Database


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    clock: Callable[[], datetime]
    """The time now in Japan (aware)."""
    arrivals: Arrivals
    advice: Advice
    people: KeptPeople
    names: RosterNames
    understander: Understander
    new_nonce: Callable[[], str]
    """A new unguessable string, for a card or form whose action has its effect once."""
    is_national_holiday: Callable[[date], bool]
    last_answers: LastAnswers = field(default_factory=LastAnswers)
    cases: CaseIndexes = field(default_factory=CaseIndexes)
    issues: IssueIndexes = field(default_factory=IssueIndexes)
    groups: Groupings = field(default_factory=Groupings)
    thread_rules: ThreadRules = field(default_factory=ThreadRules)
    """Of what is written in the threads of issues."""
    kpis: KpiReadings = field(default_factory=KpiReadings)
    digests: KeptDigests = field(default_factory=KeptDigests)
    phrasings: Phrasings = field(default_factory=Phrasings)
    outbox_filled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once something has been put into the outbox: it need not wait to be looked for."""
