"""Timed work of calls by the browser: nobody answers, or a side has gone. It survives us."""

from datetime import timedelta
from typing import Final

from walletdesk.channels.voice.webrtc.service import Talking
from walletdesk.kernel.clock import Clock, from_millis
from walletdesk.kernel.ids import CallId
from walletdesk.kernel.jobs import Job

LATE: Final = timedelta(seconds=20)  # no busy machine is: we were killed, or the clock was set


class VoiceJobs:
    def __init__(self, talking: Talking, clock: Clock) -> None:
        self._talking = talking
        self._clock = clock

    async def on_look(self, job: Job) -> None:
        late = self._clock() - from_millis(int(job.args["due"])) > LATE
        await self._talking.look(CallId(job.key), late=late)
