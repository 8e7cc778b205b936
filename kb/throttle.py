"""How often one address may ask: counted for each thing of its own."""

from __future__ import annotations

from ninja.throttling import AnonRateThrottle


class Throttle(AnonRateThrottle):
    """So many requests of one address in a time, as "60/m". `scope` names what is counted.

    Without a name of its own, what is asked of one thing counts against all the others.
    """

    def __init__(self, scope: str, rate: str) -> None:
        self.scope = scope
        super().__init__(rate)
