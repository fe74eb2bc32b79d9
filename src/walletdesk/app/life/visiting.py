"""One contact of a played promotion: asks, waits, writes on, loses the line, leaves or is served."""

import asyncio
from contextlib import suppress

import httpx

from walletdesk.app.life.crowd import Guest
from walletdesk.app.life.doors import Json
from walletdesk.app.life.ledger import End, Range, Visit
from walletdesk.app.life.rush_told import Telling
from walletdesk.app.wiring.queues import CALLBACK, MESSAGE, SECOND_TEAM
from walletdesk.platform.i18n import translate

LOOKS = 150  # in the whole play, at most


class Visiting:
    def __init__(self, who: Guest, visit: Visit, telling: Telling, seconds: float, until: float) -> None:
        loop = asyncio.get_running_loop()
        self._who = who
        self._visit = visit
        self._door = visit.door
        self._telling = telling
        self._pause = max(0.4, seconds / LOOKS)
        self._until = until
        self._more = list(who.more)
        self._asked = loop.time()
        self.second_team = False
        self.another_way = False

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def run(self) -> End:
        await self._door.come_back()
        await self._door.start(self._who.question)
        self._visit.kept.append(("start", self._who.question))
        await asyncio.sleep(self._pause)
        if not self._who.wants_person:
            await self._says_more()
            return End.BY_BOT
        await self._door.ask_for_person()
        self._asked = self._now
        return await self._waits() or await self._is_served()

    async def _waits(self) -> End | None:
        """None: somebody took them."""
        gives_up = self._asked + self._who.patience
        while self._now < self._until:
            seen = await self._door.look()
            head, waited = seen["head"], self._now - self._asked
            if head["status"] != "waiting_for_agent":
                self._visit.waited = waited
                return None
            self._hears(seen, waited)
            if self._who.loses_line and not self._visit.lost_line and head["queue"]["position"]:
                await self._loses_line(head["queue"]["position"])
            elif self._now >= gives_up or (self.another_way and self._who.leaves_message):
                return await self._goes()
            await self._says_more()
            await asyncio.sleep(self._pause)
        return End.WAITING

    def _hears(self, seen: Json, waited: float) -> None:
        """The first range, and what else was told about waiting."""
        told = seen["head"]["queue"].get("wait")
        if told and self._visit.told is None:
            self._visit.told = Range(low=told["low"], high=told["high"], after=waited)
        said = {item["text"] for item in seen["items"] if item["author"]["kind"] == "bot"}
        self.second_team = translate(self._who.locale, SECOND_TEAM, minutes=1) in said
        ways = {translate(self._who.locale, way, minutes=1) for way in (MESSAGE, CALLBACK)}
        if ways & said and not self.another_way:
            self.another_way = True
            self._telling.another_way()

    async def _goes(self) -> End:
        """With a message that is answered later, or with nothing. Who was taken this moment stays."""
        if self._who.leaves_message:
            await self._door.leave_message()
            return End.MESSAGE
        await self._door.end()
        return End.GAVE_UP

    async def _says_more(self) -> None:
        if self._more:
            await self._says(self._more.pop(0))

    async def _says(self, text: str) -> None:
        await self._door.say(text)
        self._visit.kept.append((self._door.last, text))

    async def _loses_line(self, before: int) -> None:
        """In the middle of a message: nobody knows whether it arrived. Said again over another connection."""
        self._visit.lost_line = True
        text = self._who.question
        sending = asyncio.create_task(self._door.say(text))
        await asyncio.sleep(0.005)
        sending.cancel()
        with suppress(asyncio.CancelledError, httpx.TransportError):
            await sending
        self._telling.line_lost(before)
        away = self._pause * 3
        await asyncio.sleep(away)
        async with httpx.AsyncClient(base_url=self._door.base_url, timeout=30) as anew:
            door = self._door.through(anew)
            await door.come_back()
            await door.say_again(text)
            self._visit.kept.append((door.last, text))
            head = (await door.look())["head"]
        after = head["queue"]["position"] if head["queue"] else 0
        self._visit.places = before, after or 0
        self._telling.line_back(away, before, after or 0, len(self._visit.kept))

    async def _is_served(self) -> End:
        """Until it is solved, or the play is over: somebody is with them."""
        while self._now < self._until:
            await self._says_more()
            if (await self._door.look())["head"]["status"] in ("resolved", "closed"):
                break
            await asyncio.sleep(self._pause)
        return End.SERVED
