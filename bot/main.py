"""The composition root: settings in, a running bot out."""

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.deployment import Deployment, japan_now, open_deployment
from bot.metrics import Metrics
from bot.national_holidays import is_national_holiday
from bot.phrasing import open_phraser
from bot.rulebooks import Rulebooks
from bot.settings import Settings
from handlers.advice import Advice
from handlers.arrivals import Arrivals
from handlers.deps import Deps
from handlers.digest_means import DigestMeans
from handlers.kept_people import KeptPeople
from handlers.phrasings import Phrasings
from handlers.reply import Incoming, Reply
from handlers.respond import respond
from handlers.roster_names import RosterNames
from language.model import trained_understander
from scheduler.deliver_outbox import DeliverOutbox
from scheduler.delivery import Delivery
from scheduler.every_organization import EveryOrganization, PlatformsOf
from scheduler.kept_deliveries import KeptDeliveries
from scheduler.platforms import Carrier
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from scheduler.weekly_turns import WeeklyTurns, Workforce


@dataclass(frozen=True, slots=True)
class Bot:
    """A deployment that answers."""

    deployment: Deployment
    deps: Deps
    platforms: dict[str, Carrier] = field(default_factory=dict)
    """Those that messages can be sent by; each joins when it is open."""
    metrics: Metrics = field(default_factory=Metrics)

    async def respond(self, incoming: Incoming) -> Reply:
        begun = time.perf_counter()
        try:
            return await respond(incoming, self.deps)
        finally:
            self.metrics.answered(incoming.actor.platform, time.perf_counter() - begun)

    def outbox(self) -> DeliverOutbox:
        """What sends the messages to those who are not speaking. To be run once."""
        everywhere = self.deployment.database.across()
        deliveries = EveryOrganization(everywhere, self.deps.clock, KeptDeliveries(self.delivery))
        return DeliverOutbox(deliveries, self.deps.outbox_filled)

    def delivery(self, organization_id: int) -> Delivery:
        """By the platforms that are open now and those that open later."""
        database = self.deployment.database.within(organization_id)
        platforms = PlatformsOf(self.platforms, organization_id)
        return Delivery(
            database,
            platforms,
            organization_id,
            self.deps.clock,
            is_national_holiday,
            self.deps.advice,
            digests=DigestMeans(self.deps.phrasings, self.deps.digests, self.deps.kpis),
        )

    def weekly_turns(self, workforce: Workforce | None = None) -> WeeklyTurns:
        """What puts in whatever comes every week."""
        deps = self.deps
        return WeeklyTurns(
            deps.database,
            deps.clock,
            is_national_holiday,
            WEEKLY_REMINDERS,
            deps.outbox_filled,
            workforce,
        )


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


@asynccontextmanager
async def open_bot(
    settings: Settings, *, clock: Callable[[], datetime] = japan_now
) -> AsyncIterator[Bot]:
    """Raises DomainError with what to do when the policy or the database cannot be used."""
    async with (
        open_phraser(settings) as phraser,
        open_deployment(settings, clock=clock, settles=True) as deployment,
    ):
        names = RosterNames()
        deps = Deps(
            database=deployment.database,
            clock=clock,
            arrivals=Arrivals(deployment.database, clock),
            advice=Advice(Rulebooks(deployment.organization, deployment.policy)),
            people=KeptPeople(deployment.database),
            names=names,
            understander=trained_understander(),
            new_nonce=new_nonce,
            is_national_holiday=is_national_holiday,
            thread_rules=settings.thread_rules,
            phrasings=Phrasings(phraser, names),
        )
        try:
            yield Bot(deployment, deps)
        finally:
            await deps.cases.end()
            await deps.issues.end()
            await deps.groups.end()
            await deps.phrasings.end()
