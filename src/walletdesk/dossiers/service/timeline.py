"""Where a transaction stands, step by step: what is certain, where it is now, what is missing, what comes."""

from collections.abc import Callable, Iterator
from typing import Final

from walletdesk.dossiers.model import Dossier, Finding, Sort
from walletdesk.dossiers.model.view import Mark, StepView
from walletdesk.dossiers.ports import Chains, Say
from walletdesk.dossiers.service import words as w
from walletdesk.kernel.clock import millis

_NAMED: Final = 4  # chains in one line; the rest is counted


class Timeline:
    def __init__(self, say: Say, table: Chains) -> None:
        self._say = say
        self._table = table
        self._by_sort: dict[Sort, Callable[[Dossier, Finding, str], Iterator[StepView]]] = {
            Sort.UNKNOWN: self._unsure,
            Sort.MISSING: self._unsure,
            Sort.WAITING: self._waiting,
            Sort.GONE: self._gone,
            Sort.REPLACED: self._replaced,
            Sort.FAILED: self._failed,
            Sort.DONE: self._done,
        }

    def of(self, dossier: Dossier, locale: str) -> list[StepView]:
        came = StepView(state=Mark.DONE, text=self._say(locale, w.CAME_IN), at=millis(dossier.opened_at))
        if dossier.finding is None:
            return [came, self._step(locale, Mark.NOW, w.LOOKED_UP)]
        tells = self._by_sort[dossier.sort]
        return [came, *tells(dossier, dossier.finding, locale)]

    def named(self, ids: tuple[str, ...], locale: str) -> str:
        """``Ethereum, Polygon, BNB Smart Chain, Base +9``."""
        called = [self._called(id, locale) for id in ids]
        between = "、" if locale.startswith("zh") else ", "
        rest = f" +{len(called) - _NAMED}" if len(called) > _NAMED else ""
        return between.join(called[:_NAMED]) + rest

    def _called(self, id: str, locale: str) -> str:
        chain = self._table.find(id)
        return chain.called(locale) if chain else id

    def _unsure(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        if found.asked:
            known = self.named(found.asked, locale)
            yield self._step(locale, Mark.DONE, w.NOBODY_KNOWS, chains=known)
        failed = tuple(
            id for id, why in found.silent.items() if why != "no_endpoint" or found.cannot_be_asked
        )
        if failed:
            yield self._step(locale, Mark.MISSING, w.NO_ANSWER, chains=self.named(failed, locale))
        if dossier.next_at is not None:
            yield self._step(locale, Mark.NEXT, w.AGAIN)

    def _waiting(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        yield from self._sent(found, locale)
        yield StepView(
            state=Mark.DONE,
            text=self._say(locale, w.WITH_NETWORK),
            at=millis(dossier.since) if dossier.since else None,
        )
        number, missing = found.number("nonce"), found.number("missing_nonce")
        if found.code == "pending_nonce_gap" and number is not None:
            gap = missing if missing is not None else found.number("next_nonce")
            if gap:
                yield self._step(locale, Mark.DONE, w.NUMBER_DONE, number=f"{gap - 1}")
            if gap is not None:
                yield self._step(locale, Mark.MISSING, w.NUMBER_MISSING, number=f"{gap}")
            yield self._step(locale, Mark.NOW, w.NUMBER_WAITS, number=f"{number}")
        else:
            yield self._step(locale, Mark.NOW, w.WAITS)
        yield self._step(locale, Mark.NEXT, w.CARRIED_OUT)

    def _gone(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        yield from self._sent(found, locale)
        yield self._step(locale, Mark.MISSING, w.FORGOTTEN)
        if (number := found.number("nonce")) is not None:
            yield self._step(locale, Mark.NEXT, w.NUMBER_FREE, number=f"{number}")

    def _replaced(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        yield from self._sent(found, locale)
        number = found.number("nonce")
        if number is None:
            yield self._step(locale, Mark.MISSING, w.TAKEN_PLACE)
        else:
            yield self._step(locale, Mark.MISSING, w.NUMBER_TAKEN, number=f"{number}")

    def _failed(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        yield from self._sent(found, locale)
        yield from self._in_block(found, locale)
        used, limit = found.number("gas_used"), found.number("gas_limit")
        if found.code == "out_of_gas" and used is not None and limit is not None:
            yield self._step(locale, Mark.MISSING, w.GAS_OUT, used=f"{used:,}", limit=f"{limit:,}")
        else:
            refused = w.REFUSED if found.code == "reverted" else w.STOPPED
            yield self._step(locale, Mark.MISSING, refused)

    def _done(self, dossier: Dossier, found: Finding, locale: str) -> Iterator[StepView]:
        yield from self._sent(found, locale)
        yield from self._in_block(found, locale)
        if spender := found.evidence.get("spender"):
            yield self._step(locale, Mark.MISSING, w.PERMITTED, address=spender)
        elif receiver := found.evidence.get("recipient") or found.evidence.get("to"):
            yield self._step(locale, Mark.DONE, w.ARRIVED, address=receiver)

    def _sent(self, found: Finding, locale: str) -> Iterator[StepView]:
        if sender := found.evidence.get("sender"):
            yield self._step(locale, Mark.DONE, w.SENT, address=sender)

    def _in_block(self, found: Finding, locale: str) -> Iterator[StepView]:
        block, above = found.number("block"), found.number("confirmations")
        if block is not None and above:
            yield self._step(locale, Mark.DONE, w.DEEP, block=f"{block:,}", count=f"{above:,}")
        elif block is not None:
            yield self._step(locale, Mark.DONE, w.IN_BLOCK, block=f"{block:,}")

    def _step(
        self, locale: str, mark: Mark, sentence: str, *, address: str | None = None, **values: str
    ) -> StepView:
        return StepView(state=mark, text=self._say(locale, sentence, **values), address=address)
