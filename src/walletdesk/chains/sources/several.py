"""All chains that can be asked, side by side; what was answered a moment ago is not asked again."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

from walletdesk.chains.model.diagnosis import Facts, Known, Trouble
from walletdesk.chains.ports import ChainSource, NoAnswer
from walletdesk.chains.sources.door import Seconds

WAITS: Final = 5.0  # seconds; a block may come
STANDS: Final = 60.0  # seconds, once it is in a block: only the number of confirmations grows
MOST: Final = 2_000  # answers that are kept

_Key = tuple[str, str, Known | None]


class SeveralChains:
    """Fits the port ``Sources``. A failure is not kept: the next person asks again."""

    def __init__(self, sources: Mapping[str, ChainSource], now: Seconds) -> None:
        self._sources = sources
        self._now = now
        self._kept: OrderedDict[_Key, tuple[float, Facts]] = OrderedDict()

    async def look_up(
        self, id: str, chains: Sequence[str], known: Known | None
    ) -> Mapping[str, Facts | Trouble]:
        answers = await asyncio.gather(*(self._one(id, chain, known) for chain in chains))
        return dict(zip(chains, answers, strict=True))

    async def _one(self, id: str, chain: str, known: Known | None) -> Facts | Trouble:
        source = self._sources.get(chain)
        if source is None:
            return Trouble.NO_ENDPOINT
        key = (chain, id.lower(), known)
        until, facts = self._kept.get(key, (0.0, None))
        if facts is not None and self._now() < until:
            return facts
        try:
            facts = await source.look_up(id, known)
        except NoAnswer as failure:
            return failure.why
        self._keep(key, facts)
        return facts

    def _keep(self, key: _Key, facts: Facts) -> None:
        self._kept[key] = (self._now() + (STANDS if facts.is_in_block else WAITS), facts)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
