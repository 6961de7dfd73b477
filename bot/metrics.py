"""What the operator's monitoring asks for: ``/metrics`` in the text format of Prometheus.

Numbers only: nothing in it tells of a person or of what was written.
"""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from domain.outbox import OutboxState

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """Of one process; the outbox's are the same from each process of a database."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._answers = Histogram(
            "kakehashi_answer_seconds",
            "From a delivery to its answer, without the platform's part",
            ["platform"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._messages = Gauge(
            "kakehashi_outbox_messages",
            "Messages that have not arrived, by state",
            ["state"],
            registry=self._registry,
        )
        self._oldest = Gauge(
            "kakehashi_outbox_oldest_due_seconds",
            "How long the message that is due longest has been waiting",
            registry=self._registry,
        )

    def answered(self, platform: str, seconds: float) -> None:
        self._answers.labels(platform).observe(seconds)

    def text(self, waiting: Mapping[OutboxState, int], *, oldest_due: float) -> bytes:
        """``waiting``: messages by state."""
        for state, count in waiting.items():
            self._messages.labels(state.value).set(count)
        self._oldest.set(oldest_due)
        return generate_latest(self._registry)
