"""The alarm of a promise: looks at the clock when it rings, and not at all while that clock is in doubt.

And the look at all promises, when what decides on all of them has changed.
"""

from collections.abc import Callable

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.sla.model import ClockWatch, Metric
from walletdesk.sla.service import Promising


class PromiseAlarm:
    """Handler of ``sla.check``. ``steady`` counts seconds and cannot be set: ``time.monotonic``."""

    def __init__(
        self, promising: Promising, *, clock: Clock, steady: Callable[[], float], watch: ClockWatch
    ) -> None:
        self._promising = promising
        self._clock = clock
        self._steady = steady
        self._watch = watch
        self._watch.believes(clock(), steady())

    async def ring(self, job: Job) -> None:
        conversation = ConversationId(str(job.args["conversation"]))
        metric = Metric(str(job.args.get("metric", Metric.FIRST_REPLY.value)))  # older jobs know no other
        if self._watch.believes(self._clock(), self._steady()):
            await self._promising.check(conversation, metric)
        else:
            await self._promising.put_off(conversation, self._watch.settle, metric)


class Moves:
    """Handler of ``sla.moves``."""

    def __init__(self, promising: Promising) -> None:
        self._promising = promising

    async def look(self, _: Job) -> None:
        await self._promising.moved_all()
