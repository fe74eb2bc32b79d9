"""Use cases of proving that an address is theirs, on both engines."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NoReturn

import pytest

from tests.support.kept import events_of
from tests.support.memory import Hands
from tests.support.ownership import address_of, private_key, signed, solana_key
from tests.support.verification import ANN, ASKER, BEN, LEA, NOW, OTHER, STRANGER, TALK, Talks
from walletdesk.app.wiring.chains import identifier
from walletdesk.app.wiring.heart import secret_asked_in
from walletdesk.chains import default_table
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, Refused, SecretStopped, TooMany
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.db import Database, statement
from walletdesk.platform.limits import MemoryLimiter
from walletdesk.platform.settings import Settings
from walletdesk.verification.ownership import AddressProven, Owning, Proof
from walletdesk.verification.ownership.addresses import address_in
from walletdesk.verification.ownership.signatures import checked
from walletdesk.verification.ownership.store import ADDRESS_PROOF, SqlArchive, open_work
from walletdesk.verification.ownership.words import Words

IDENTIFY = identifier(default_table())
EVM = address_of("evm").text
OTHERS = b"\x07" * 32  # another wallet
ALL = statement(ADDRESS_PROOF.select())


@dataclass
class Stops:
    """Tells which kinds were stopped."""

    kinds: list[str] = field(default_factory=list)

    async def stop_secret(self, id: ConversationId, secret: str, size: str = "") -> NoReturn:
        self.kinds.append(secret)
        raise SecretStopped(secret=secret)


class Rig:
    """Everything a test of these proofs turns."""

    def __init__(self, db: Database) -> None:
        self.db, self.events = db, events_of(db)
        self.clock, self.talks, self.stops = Hands(NOW), Talks(), Stops()
        self.settings = Settings(public_url="https://help.wallet.example")
        self.owning = Owning(
            open_work=open_work(db),
            archive=SqlArchive(db),
            talks=self.talks,
            stops=self.stops,
            secret_in=secret_asked_in,
            find=lambda typed: address_in(IDENTIFY, typed),
            check=checked,
            write=Words(self.settings).statement,
            limiter=MemoryLimiter(lambda: self.clock().timestamp()),
            clock=self.clock,
        )

    async def begun(self, family: str = "evm") -> Proof:
        return await self.owning.begin(ASKER, TALK, address_of(family).text)

    async def finish(self, typed: str) -> Proof:
        return await self.owning.finish(ASKER, TALK, typed)

    async def refused(self, typed: str) -> str:
        with pytest.raises(Refused) as refused:
            await self.finish(typed)
        return refused.value.code

    def told(self) -> list[Event]:
        return [event for event in self.events if isinstance(event, AddressProven)]

    async def rows(self) -> str:
        return str(await self.db.all(ALL))


@pytest.fixture
def rig(db: Database) -> Rig:
    return Rig(db)


@pytest.mark.parametrize("family", ["evm", "tron", "solana"])
async def test_who_signs_the_text_has_shown_the_address_to_be_theirs(rig: Rig, family: str) -> None:
    begun = await rig.begun(family)
    proof = await rig.finish(signed(family, begun.text))
    assert (proof.address, proof.proven_at) == (address_of(family), NOW)
    address = address_of(family).text
    assert rig.told() == [AddressProven(at=NOW, conversation=TALK, family=family, address=address)]
    standing = await rig.owning.standing(ASKER, TALK)
    assert (standing.open, [one.address.text for one in standing.proven]) == (None, [address])


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_the_text_names_site_conversation_and_address_and_says_that_it_moves_nothing(
    rig: Rig, locale: str
) -> None:
    rig.talks.all[TALK].locale = locale
    text = (await rig.begun()).text
    assert [word for word in ("help.wallet.example", TALK, EVM) if word not in text] == []
    assert {"en": "not a transaction", "zh-CN": "不是交易"}[locale] in text
    assert (await rig.begun()).text != text


async def test_a_text_is_good_once(rig: Rig) -> None:
    signature = signed("evm", (await rig.begun()).text)
    await rig.finish(signature)
    assert await rig.refused(signature) == "over"
    await rig.begun()
    assert await rig.refused(signature) == "other"
    assert len(rig.told()) == 1


async def test_of_two_at_once_one_counts(rig: Rig) -> None:
    signature = signed("evm", (await rig.begun()).text)
    both = await asyncio.gather(rig.finish(signature), rig.finish(signature), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["Conflict", "Proof"]
    assert len(rig.told()) == 1


async def test_a_text_is_good_for_fifteen_minutes(rig: Rig) -> None:
    signature = signed("evm", (await rig.begun()).text)
    rig.clock.forward(minutes=15)
    assert (await rig.owning.standing(ASKER, TALK)).open is None
    assert await rig.refused(signature) == "over"


async def test_a_new_text_ends_the_one_before(rig: Rig) -> None:
    before = signed("evm", (await rig.begun()).text)
    await rig.begun()
    assert await rig.refused(before) == "other"


async def test_five_wrong_signatures_end_a_text(rig: Rig) -> None:
    right = signed("evm", (text := (await rig.begun()).text))
    for _ in range(5):
        assert await rig.refused(signed("evm", text, OTHERS)) == "other"
    assert await rig.refused(right) == "over"
    assert rig.told() == []


async def test_many_tries_must_wait(rig: Rig) -> None:
    with pytest.raises(TooMany):
        for _ in range(11):
            await rig.begun()
    assert [await rig.refused("words") for _ in range(21)][-1] == "too_many"


async def test_another_wallet_and_another_chain_prove_nothing(rig: Rig) -> None:
    text = (await rig.begun()).text
    for typed in (signed("evm", text, OTHERS), signed("tron", text)):
        assert await rig.refused(typed) == "other"
    assert await rig.refused(signed("solana", text)) == "malformed"


async def test_a_conversation_of_somebody_else_is_none(rig: Rig) -> None:
    text = (await rig.begun()).text
    for id in (TALK, ConversationId("cnv_none")):
        with pytest.raises(NotFound):
            await rig.owning.begin(STRANGER, id, EVM)
        with pytest.raises(NotFound):
            await rig.owning.finish(STRANGER, id, signed("evm", text))
        with pytest.raises(NotFound):
            await rig.owning.standing(STRANGER, id)


async def test_a_text_of_one_conversation_proves_nothing_in_another(rig: Rig) -> None:
    """Somebody who asks in their own name cannot use what the owner of the address signed for themselves."""
    signature = signed("evm", (await rig.begun()).text)
    await rig.owning.begin(STRANGER, OTHER, EVM)
    with pytest.raises(Invalid):
        await rig.owning.finish(STRANGER, OTHER, signature)


@pytest.mark.parametrize("secret", [private_key(), private_key()[2:], solana_key()])
async def test_a_key_in_place_of_a_signature_is_stopped_and_kept_nowhere(rig: Rig, secret: str) -> None:
    await rig.begun("solana")
    with pytest.raises(SecretStopped):
        await rig.finish(secret)
    with pytest.raises(Refused) as refused:
        await rig.owning.begin(ASKER, TALK, secret)
    assert refused.value.code in ("secret_stopped", "may_be_secret")
    assert rig.stops.kinds[0] in ("privkey_hex", "solana_key")
    assert secret.removeprefix("0x") not in await rig.rows()


async def test_no_signature_is_kept(rig: Rig) -> None:
    signature = signed("evm", (await rig.begun()).text)
    await rig.finish(signature)
    assert signature[2:] not in await rig.rows()
    assert signature[2:] not in str(rig.events)


async def test_proving_an_address_again_shows_it_once(rig: Rig) -> None:
    for _ in range(2):
        await rig.finish(signed("evm", (await rig.begun()).text))
        rig.clock.forward(minutes=1)
    [proven] = (await rig.owning.standing(ASKER, TALK)).proven
    assert proven.proven_at == NOW + timedelta(minutes=1)


async def test_an_agent_sees_what_the_contact_proved_where_they_may_read(rig: Rig) -> None:
    await rig.finish(signed("evm", (await rig.begun()).text))
    rig.talks.all[OTHER].contact = ASKER.contact
    rig.clock.forward(minutes=1)
    tron = await rig.owning.begin(ASKER, OTHER, address_of("tron").text)
    await rig.owning.finish(ASKER, OTHER, signed("tron", tron.text))
    seen = {viewer.agent: (await rig.owning.proven(viewer, TALK))[1] for viewer in (ANN, LEA)}
    assert [one.address.text for one in seen[ANN.agent]] == [EVM]
    assert [one.conversation for one in seen[LEA.agent]] == [OTHER, TALK]
    with pytest.raises(NotFound):
        await rig.owning.proven(BEN, TALK)


async def test_who_has_no_text_is_told_so(rig: Rig) -> None:
    with pytest.raises(Conflict):
        await rig.finish(signed("evm", "anything"))
