"""Theft mode: how it reads what people paste, whom it asks, what it tells agents, what it signs with."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from walletdesk.app.wiring.chains import identifier, inspecting, table_of, usable
from walletdesk.app.wiring.dossiers import SealedDossiers
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.theft_chains import AskedChains
from walletdesk.conversations import Conversing
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.i18n import Locale
from walletdesk.platform.limits import Limiter
from walletdesk.platform.settings import Settings
from walletdesk.registry import EVIDENCE, Sealing
from walletdesk.theft import AddressTold, Containing, Packing, StepTaken
from walletdesk.theft import store as theft_store
from walletdesk.theft.http import Theft
from walletdesk.theft.jobs import TheftJobs

LOOKS_PER_CONTACT: Final = (30, 600)  # each asks the nodes of others


class FactTeller:
    """Agents see in the thread what the contact did; the contact has the page."""

    def __init__(self, conversing: Conversing) -> None:
        self._conversing = conversing

    async def on_step_taken(self, event: StepTaken) -> None:
        what = "theft_step" if event.done else "theft_step_undone"
        # done, taken back, done: each is told
        await self._tell(event.conversation, what, event.step, key=f"{event.step}/{event.version}")

    async def on_address_told(self, event: AddressTold) -> None:
        what = "theft_other_address" if event.theirs else "theft_address"
        await self._tell(event.conversation, what, event.address)

    async def _tell(self, conversation: ConversationId, what: str, value: str, key: str = "") -> None:
        with suppress(NotFound, Conflict):
            await self._conversing.note_fact(conversation, what, value=value, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class TheftMode:
    containing: Containing
    packing: Packing
    jobs: TheftJobs
    facts: FactTeller
    limited: Callable[[ContactId], Awaitable[object]]
    named: Callable[[Locale, str], str]


def theft(
    engine: Engine, heart: Heart, limiter: Limiter, dossiers: SealedDossiers, sealing: Sealing
) -> TheftMode:
    settings, clock = usable(engine.settings), engine.clock
    table = table_of(settings)

    async def limited(contact: ContactId) -> None:
        await limiter.hit(f"theft:{contact}", *LOOKS_PER_CONTACT)

    def named(locale: Locale, id: str) -> str:
        chain = table.find(id)
        return chain.called(locale) if chain else id

    containing = Containing(
        open_work=theft_store.open_work(engine.db),
        archive=theft_store.SqlArchive(engine.db),
        reading=heart.reading,
        chains=AskedChains(identifier(table), inspecting(settings, table), table),
        clock=clock,
    )
    packing = Packing(
        containing,
        transcripts=heart.transcripts,
        dossiers=dossiers,
        seal=partial(sealing.attested, EVIDENCE),
        home=settings.public_url,
        clock=clock,
    )
    return TheftMode(
        containing=containing,
        packing=packing,
        jobs=TheftJobs(containing),
        facts=FactTeller(heart.conversing),
        limited=limited,
        named=named,
    )


def theft_api(mode: TheftMode, settings: Settings) -> Theft:
    return Theft(
        containing=mode.containing,
        packing=mode.packing,
        limited=mode.limited,
        home=settings.public_url,
        named=mode.named,
    )
