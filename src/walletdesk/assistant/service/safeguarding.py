"""What is said and done where somebody may be in danger. None of it ends with an article alone."""

from dataclasses import replace

from walletdesk.assistant.model import (
    Alarm,
    Article,
    Danger,
    Found,
    Promise,
    is_doubtful,
    replies,
    safety_topic,
    sentences,
)
from walletdesk.assistant.ports import Counsel, Inquiry
from walletdesk.assistant.service.turns import Scene, Turn
from walletdesk.conversations import Priority

_GRAVEST = "stolen-funds"


class Safeguarding:
    def __init__(self, world: Counsel) -> None:
        self._world = world

    async def life(self, scene: Scene) -> Turn:
        reply = replies.plainly(sentences.YOUR_SAFETY)
        grave = replace(scene.known, route="risk")
        return Turn(dialogue=grave, reply=reply, reason="risk", priority=Priority.SECURITY)

    async def danger(self, scene: Scene) -> Turn:
        if is_doubtful(scene.heard.text) and not scene.known.is_calm and not scene.known.unchecked:
            return self._asks(scene)
        return await self._steps(scene.heard.text, scene.meant.danger or Danger.STOLEN, scene)

    def _asks(self, scene: Scene) -> Turn:
        return Turn(dialogue=replace(scene.known, unchecked=scene.heard.text), reply=replies.checking())

    async def found(self, article: Article, scene: Scene) -> Turn:
        """The search leads to a danger, and words of danger were said."""
        if is_doubtful(scene.heard.text) and not scene.known.is_calm:
            return self._asks(scene)
        return await self.risk(article, scene)

    async def alarmed(self, alarmed: Alarm, found: Found, best: Article | None, scene: Scene) -> Turn:
        """Nobody named a danger, but whoever is in one writes like this."""
        if alarmed is Alarm.ASK:
            return self._asks(scene)
        if alarmed is Alarm.LOUD:
            grave = best if best and best.is_risk else None
            grave = grave or await self._world.library.article(_GRAVEST, scene.heard.locale)
            return await self.risk(grave, scene)
        close = next((one for one in (found.answer, *found.candidates) if one and not one.is_risk), None)
        return await self._careful(close, scene)

    async def again(self, scene: Scene) -> Turn:
        """A thank-you is no answer to it."""
        return Turn(dialogue=scene.known, reply=replies.checking())

    async def unclear(self, scene: Scene) -> Turn:
        """Neither yes nor no: a person finds out, and no second question."""
        return await self._careful(None, scene)

    async def confirmed(self, scene: Scene) -> Turn:
        """It is happening to them, they say, or it may be."""
        known = scene.known
        read = await self._read_last(scene) if not known.unchecked else None
        if read and read.is_risk:
            return await self.risk(read, scene)
        return await self._steps(known.unchecked or known.question_last, Danger.STOLEN, scene)

    async def risk(self, article: Article | None, scene: Scene) -> Turn:
        """Safe steps first, a person at once, whatever the hour."""
        known = scene.known.showing(article) if article else scene.known
        promise, ticket = await prospect(self._world, scene.inquiry(Priority.SECURITY))
        return Turn(
            dialogue=replace(known, route="risk", unchecked=""),
            reply=replies.danger(article, promise, ticket),
            zone=promise.zone,
            reason="risk",
            priority=Priority.SECURITY,
        )

    async def _careful(self, close: Article | None, scene: Scene) -> Turn:
        promise, ticket = await prospect(self._world, scene.inquiry(Priority.HIGH))
        return Turn(
            dialogue=replace(scene.known, unchecked=""),
            reply=replies.careful(promise, ticket, close),
            zone=promise.zone,
            reason="risk",
            priority=Priority.HIGH,
        )

    async def _steps(self, text: str, danger: Danger, scene: Scene) -> Turn:
        find, locale = self._world.library.article, scene.heard.locale
        article = await find(safety_topic(text, danger), locale)
        return await self.risk(article or await find(_GRAVEST, locale), scene)

    async def _read_last(self, scene: Scene) -> Article | None:
        shown = next((one.id for one in reversed(scene.known.shown)), "")
        return await self._world.library.article(shown, scene.heard.locale) if shown else None


async def prospect(world: Counsel, inquiry: Inquiry) -> tuple[Promise, str]:
    """When somebody answers; with a ticket when nobody is there."""
    promise = await world.prospects.prospect(inquiry)
    return promise, "" if promise.is_open else await world.tickets.open(inquiry)
