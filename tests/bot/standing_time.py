"""Seconds that pass only when somebody sleeps."""

from dataclasses import dataclass


@dataclass
class Time:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
