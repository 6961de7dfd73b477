"""What a week's digest is made with: one of each for the whole process."""

from dataclasses import dataclass, field

from handlers.digest_kept import KeptDigests
from handlers.kpi_reading import KpiReadings
from handlers.phrasings import Phrasings


@dataclass(frozen=True, slots=True)
class DigestMeans:
    """Those of whoever asks in a chat, too: what one has made the other need not make."""

    phrasings: Phrasings = field(default_factory=Phrasings)
    kept: KeptDigests = field(default_factory=KeptDigests)
    kpis: KpiReadings = field(default_factory=KpiReadings)
