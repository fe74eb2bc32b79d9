"""The live lines of a played promotion, and what is said at its end, in Chinese and English."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from walletdesk.app.life.crowd import BEGINS, ENDS, TIMES
from walletdesk.app.life.doors import Json
from walletdesk.app.life.ledger import End, Ledger, at_share
from walletdesk.platform.i18n import Locale, translate

LANGUAGES: Final = {"zh": "中文", "en": "English", "": "*"}


@dataclass(slots=True)
class Telling:
    lang: Locale
    say: Callable[[str], None]
    _second: int = 0  # how many a second team may take

    def picture(self, now: float, seconds: float, ledger: Ledger, board: Json) -> None:
        lang, since = self.lang, board["longest_since"]
        self.say(
            translate(
                lang,
                "{time} {phase}: {came} came, {waiting} in line, the first of them for {longest}",
                time=_clock(now),
                phase=self._phase(now / seconds),
                came=ledger.came,
                waiting=board["waiting"],
                longest=_clock((board["at"] - since) / 1000 if since else 0),
            )
        )
        if board["waiting"]:
            self._line(translate(lang, "Told to whoever comes now: {ranges}", ranges=self._ranges(board)))
        self._line(translate(lang, "Agents: {loads}", loads=self._loads(board)))
        self._overflow(board)

    def _phase(self, share: float) -> str:
        if share < BEGINS:
            return translate(self.lang, "As always")
        if share < ENDS:
            return translate(self.lang, "Promotion, {times} times as many", times=TIMES)
        return translate(self.lang, "After the promotion")

    def _ranges(self, board: Json) -> str:
        lines = [
            one for one in board["queues"] if one["waiting"] and not one["also"]
        ]  # nobody comes to these
        return ", ".join(
            f"{LANGUAGES.get(one['language'], one['language'])} {self._range(one)}" for one in lines
        )

    def _range(self, queue: Json) -> str:
        told = queue["expected"]
        if not told:
            return translate(self.lang, "not known yet")
        return translate(self.lang, "{low}–{high} min", low=told["low"], high=told["high"])

    def _loads(self, board: Json) -> str:
        there = [one for one in board["people"] if one["state"] == "online"]
        return ", ".join(f"{one['agent']['name']} {one['open']}/{one['capacity']}" for one in there) or "-"

    def _overflow(self, board: Json) -> None:
        now = sum(queue["waiting"] for queue in board["queues"] if queue["also"])
        if now and now != self._second:
            self._line(
                translate(self.lang, "Waited too long, a second team may take them too: {count}", count=now)
            )
        self._second = now

    def line_lost(self, place: int) -> None:
        self._line(
            translate(
                self.lang, "Somebody at place {place} loses the line in the middle of a message", place=place
            )
        )

    def line_back(self, seconds: float, before: int, after: int, messages: int) -> None:
        words = (
            translate(self.lang, "taken meanwhile")
            if not after
            else translate(self.lang, "place {before} before, {after} now", before=before, after=after)
        )
        self._line(
            translate(
                self.lang,
                "Back after {seconds} s: {place}; all {messages} messages acknowledged",
                seconds=f"{seconds:.0f}",
                place=words,
                messages=messages,
            )
        )

    def another_way(self) -> None:
        self._line(translate(self.lang, "Somebody is told of another way than waiting, and keeps the place"))

    def _line(self, text: str) -> None:
        self.say(f"      {text}")

    def summary(self, ledger: Ledger) -> None:
        for line in self._summary(ledger):
            self.say(line)

    def _summary(self, ledger: Ledger) -> Iterable[str]:
        lang = self.lang
        rows = (
            (ledger.came, translate(lang, "came")),
            (ledger.ended(End.SERVED), translate(lang, "were served by a person")),
            (ledger.ended(End.BY_BOT), translate(lang, "wanted no person: the bot answered")),
            (ledger.ended(End.MESSAGE), translate(lang, "left a message that will be answered")),
            (ledger.ended(End.GAVE_UP), translate(lang, "gave up")),
            (ledger.ended(End.WAITING), translate(lang, "still stood in line at the end, with their place")),
            (ledger.ended(End.TURNED_AWAY), translate(lang, "were turned away at the door, and told so")),
            (ledger.most_in_line, translate(lang, "stood in line at once, at most")),
            (ledger.second_team, translate(lang, "were told that a second team may take them too")),
            (ledger.another_way, translate(lang, "were told of another way than waiting")),
            (ledger.back, translate(lang, "lost the line in the middle of a message, and came back")),
            (ledger.lost_places, translate(lang, "of them lost their place")),
            (ledger.kept, translate(lang, "messages were acknowledged")),
            (ledger.missing, translate(lang, "of them are missing in the server's records")),
            (ledger.doubled, translate(lang, "stand there twice")),
            (ledger.moved, translate(lang, "conversations stand there in another order")),
            (ledger.lost, translate(lang, "lost in all")),
        )
        yield from (f"{number:6} {words}" for number, words in rows)
        yield from self._waits(ledger)
        yield from (f"{number:6} {what}" for what, number in sorted(ledger.trouble.items()))

    def _waits(self, ledger: Ledger) -> Iterable[str]:
        waits, lang = ledger.waits, self.lang
        if waits:
            yield translate(
                lang,
                "Waited for a person: half at most {half}, nine in ten at most {most}, the longest {longest}",
                half=_clock(at_share(waits, 0.5)),
                most=_clock(at_share(waits, 0.9)),
                longest=_clock(waits[-1]),
            )
        told, held = ledger.judged()
        if told:
            yield translate(
                lang,
                "Were told a range and were taken: {told}; of these {held} within it ({share} %)",
                told=told,
                held=held,
                share=round(100 * held / told),
            )
        else:
            yield translate(lang, "Nobody could be told a range: too few waits had been measured")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(timedelta(seconds=max(0.0, seconds)).total_seconds()), 60)
    return f"{minutes}:{rest:02}"
