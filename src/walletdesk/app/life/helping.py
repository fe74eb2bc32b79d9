"""An agent of a played promotion: answers what is theirs after a while, and ends it after a while more."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Final

from walletdesk.app.demo import Account
from walletdesk.app.life.doors import AgentDoor, Json, ShutError
from walletdesk.platform.i18n import Locale

ANSWERS: Final = {
    "zh-CN": ("您好，我在。您写的我都看过了。", "请稍等，我查一下。"),
    "en": ("Hello, I have read everything above.", "One moment, I am looking it up."),
}
ANSWER: Final = (0.005, 0.02)  # shares of the play until the first answer
TALK: Final = (0.06, 0.14)  # and how long they talk
PASSES: Final = 0.3  # the share of offers that they let go by, where agents are asked first
TICKS: Final = 200


@dataclass(slots=True)
class Talk:
    answers_at: float
    ends_at: float
    answered: int = 0  # up to which message


class Helper:
    def __init__(self, door: AgentDoor, account: Account, seconds: float) -> None:
        self._door = door
        self._seconds = seconds
        self._chance = Random(account.login)  # noqa: S311 - a play
        self._talks: dict[str, Talk] = {}

    async def work(self) -> None:
        """Until told to stop."""
        await self._door.is_now("online")
        line = asyncio.create_task(self._be_there())
        try:
            while True:
                await asyncio.sleep(max(0.25, self._seconds / TICKS))
                for head in await self._door.offered():
                    with suppress(ShutError):  # it ran out, or somebody else has it
                        await self._decide(head["id"])
                for head in await self._door.mine():
                    with suppress(ShutError):  # somebody wrote meanwhile: looked at again next time
                        await self._serve(head)
        finally:
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

    async def _decide(self, conversation: str) -> None:
        if self._chance.random() < PASSES:
            await self._door.pass_on(conversation)
        else:
            await self._door.take(conversation)

    async def _be_there(self) -> None:
        while True:
            await self._door.stay()

    async def _serve(self, head: Json) -> None:
        now = asyncio.get_running_loop().time()
        talk = self._talks.setdefault(head["id"], self._planned(now))
        if now >= talk.ends_at and talk.answered:
            await self._door.resolve(head["id"])
        elif (
            now >= talk.answers_at
            and head["last_seq"] > talk.answered
            and (head["unread"] or not talk.answered)
        ):
            locale: Locale = "zh-CN" if head["locale"].startswith("zh") else "en"
            seen = head["last_seq"]
            text = self._chance.choice(ANSWERS[locale])
            await self._door.write(head["id"], text, f"rush{seen}", seen=seen)
            talk.answered = seen

    def _planned(self, now: float) -> Talk:
        answers = now + self._seconds * self._chance.uniform(*ANSWER)
        return Talk(answers, answers + self._seconds * self._chance.uniform(*TALK))
