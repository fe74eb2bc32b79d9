"""What a Solana node answers, checked field by field. What does not fit is no answer."""

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from walletdesk.chains.codecs import base58s
from walletdesk.chains.codecs.ed25519 import is_on_curve
from walletdesk.chains.model.diagnosis.solana_facts import (
    TOKEN,
    TOKEN_2022,
    WRAPPED,
    Arrived,
    Failed,
    SolanaTransaction,
)
from walletdesk.chains.sources.json_rpc import Failure, Reply
from walletdesk.chains.sources.page_answers import inconsistent, parsed, unreadable
from walletdesk.chains.sources.solana_doing import MINT_OR_BURN, Deeds, Does
from walletdesk.chains.sources.solana_logs import failing
from walletdesk.chains.sources.solana_raw import Malformed, Raw, transaction_of, written

T = TypeVar("T")

Key = Annotated[str, msgspec.Meta(pattern=r"^[1-9A-HJ-NP-Za-km-z]{32,44}$")]
Lamports = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Index = Annotated[int, msgspec.Meta(ge=0, le=255)]
Slot = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_DIGITS: Final = r"^\d{1,20}$"
_LIFE: Final = 150  # blocks for which a block hash is good
_NEAR: Final = 200  # blocks that two answers of one moment may differ by


class _Status(msgspec.Struct, frozen=True, rename="camel"):
    slot: Slot
    err: object
    confirmation_status: Literal["processed", "confirmed", "finalized"]


class _Statuses(msgspec.Struct, frozen=True):
    value: Annotated[list[_Status | None], msgspec.Meta(min_length=1, max_length=1)]


class _Amount(msgspec.Struct, frozen=True):
    amount: Annotated[str, msgspec.Meta(pattern=_DIGITS)]
    decimals: Index


class _TokenBalance(msgspec.Struct, frozen=True, rename="camel"):
    account_index: Index
    mint: Key
    owner: Key
    ui_token_amount: _Amount
    program_id: Key = TOKEN


class _Compiled(msgspec.Struct, frozen=True, rename="camel"):
    program_id_index: Index
    accounts: list[Index]
    data: str


class _Inner(msgspec.Struct, frozen=True):
    index: Index
    instructions: list[_Compiled]


class _Loaded(msgspec.Struct, frozen=True):
    writable: list[Key] = []
    readonly: list[Key] = []


class _Meta(msgspec.Struct, frozen=True, rename="camel"):
    err: object
    fee: Lamports
    pre_balances: list[Lamports]
    post_balances: list[Lamports]
    pre_token_balances: list[_TokenBalance]
    post_token_balances: list[_TokenBalance]
    inner_instructions: list[_Inner]
    log_messages: list[str]
    loaded_addresses: _Loaded = _Loaded()
    compute_units_consumed: Lamports | None = None


class _Transaction(msgspec.Struct, frozen=True):
    slot: Slot
    meta: _Meta
    transaction: tuple[str, Literal["base64"]]


class _Latest(msgspec.Struct, frozen=True, rename="camel"):
    last_valid_block_height: Slot


class _LatestHash(msgspec.Struct, frozen=True):
    value: _Latest


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the network is with it, and its error as the node says it beside that."""

    slot: int
    level: str
    error: object


def _decoded(reply: Reply, type: object) -> T:  # type: ignore[type-var]
    if isinstance(reply, Failure):
        raise unreadable()
    return parsed(reply.raw, type)


def genesis_in(raw: bytes) -> str | None:
    try:
        return msgspec.json.decode(raw, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def standing_in(reply: Reply) -> Standing | None:
    """None where the node does not know it."""
    found: _Statuses = _decoded(reply, _Statuses)
    one = found.value[0]
    return None if one is None else Standing(one.slot, one.confirmation_status, one.err)


def height_in(height: Reply, latest: Reply) -> int:
    """How many blocks there are; two answers must say nearly the same."""
    found: int = _decoded(height, Slot)
    newest: _LatestHash = _decoded(latest, _LatestHash)
    if abs(newest.value.last_valid_block_height - _LIFE - found) > _NEAR:
        raise inconsistent()
    return found


def rent_in(reply: Reply) -> int:
    found: int = _decoded(reply, Lamports)
    return found


def is_null(reply: Reply) -> bool:
    found: object = _decoded(reply, object)
    return found is None


def transaction_in(reply: Reply, id: str, standing: Standing) -> SolanaTransaction:
    found: _Transaction = _decoded(reply, _Transaction)
    raw = _raw(found.transaction[0])
    look = _Look(found, raw, _keys(found, raw))
    if written(raw.signature) != id or found.slot != standing.slot or not look.adds_up:
        raise inconsistent()
    if msgspec.json.encode(found.meta.err) != msgspec.json.encode(standing.error):
        raise inconsistent()
    failed = look.failed()
    deeds = Deeds(look.keys, raw.instructions) if failed is None else Deeds(look.keys, ())
    return SolanaTransaction(
        sender=look.keys[0],
        slot=found.slot,
        finalized=standing.level == "finalized",
        fee=found.meta.fee,
        units=found.meta.compute_units_consumed,
        failed=failed,
        sent=tuple(deeds.sent()),
        arrived=tuple(look.arrived()) if failed is None else (),
        delegated=tuple(deeds.delegated()),
        given_away=tuple(deeds.given_away()),
    )


def _raw(text: str) -> Raw:
    try:
        return transaction_of(base64.b64decode(text, validate=True))
    except (Malformed, binascii.Error, ValueError):
        raise unreadable() from None


def _keys(found: _Transaction, raw: Raw) -> tuple[str, ...]:
    loaded = [*found.meta.loaded_addresses.writable, *found.meta.loaded_addresses.readonly]
    if len(loaded) != raw.looked_up:
        raise inconsistent()
    return (*map(written, raw.keys), *loaded)


@dataclass(frozen=True, slots=True)
class _Look:
    """One transaction with what the node says became of it."""

    found: _Transaction
    raw: Raw
    keys: Sequence[str]

    @property
    def adds_up(self) -> bool:
        """Lamports are neither made nor lost, but for the fee."""
        meta = self.found.meta
        same = len(meta.pre_balances) == len(meta.post_balances) == len(self.keys)
        return same and sum(meta.pre_balances) - sum(meta.post_balances) == meta.fee

    def arrived(self) -> Iterator[Arrived]:
        """Who has more of a token. Of each as much must come as left, but for what was made or destroyed."""
        change: dict[tuple[str, str], int] = defaultdict(int)
        whole: dict[str, int] = defaultdict(int)
        decimals: dict[str, int] = {}
        keeps_fees = {WRAPPED}  # SOL becomes such a token without a word; newer tokens keep fees inside
        for one, amount in self._token_balances():
            change[one.mint, one.owner] += amount
            whole[one.mint] += amount
            decimals[one.mint] = one.ui_token_amount.decimals
            keeps_fees |= {one.mint} if one.program_id == TOKEN_2022 else set()
        for mint, made in self._made_or_destroyed():
            whole[mint] -= made
        if any(left for mint, left in whole.items() if mint not in keeps_fees):
            raise inconsistent()
        for (mint, owner), more in change.items():
            if more > 0 and mint != WRAPPED:
                yield Arrived(mint, owner, more, decimals[mint], _is_program(owner))

    def _token_balances(self) -> Iterator[tuple[_TokenBalance, int]]:
        """With the amount, of those before as less."""
        meta = self.found.meta
        for balances, sign in ((meta.pre_token_balances, -1), (meta.post_token_balances, 1)):
            for one in balances:
                if one.account_index >= len(self.keys):
                    raise inconsistent()
                yield one, sign * int(one.ui_token_amount.amount)

    def _made_or_destroyed(self) -> Iterator[tuple[str, int]]:
        for program, accounts, data in self._called():
            if program >= len(self.keys) or any(one >= len(self.keys) for one in accounts):
                raise inconsistent()
            if self.keys[program] not in {TOKEN, TOKEN_2022} or data[:1] not in MINT_OR_BURN or len(data) < 9:
                continue
            place, sign = MINT_OR_BURN[data[:1]]
            if place < len(accounts):
                yield self.keys[accounts[place]], sign * int.from_bytes(data[1:9], "little")

    def _called(self) -> Iterator[tuple[int, Sequence[int], bytes]]:
        """All instructions: what the transaction itself calls, and what that calls."""
        for each in self.found.meta.inner_instructions:
            for one in each.instructions:
                data = base58s.raw(one.data)
                if data is None:
                    raise unreadable()
                yield one.program_id_index, one.accounts, data
        for it in self.raw.instructions:
            yield it.program, it.accounts, it.data

    def failed(self) -> Failed | None:
        """None where it succeeded."""
        match self.found.meta.err:
            case None:
                return None
            case str(name):
                return Failed(name=name)
            case {"InstructionError": [int(index), why]} if not isinstance(index, bool):
                return self._at(index, why)
            case {"InsufficientFundsForRent": {"account_index": int(place)}} if not isinstance(place, bool):
                return self._of_account("InsufficientFundsForRent", place)
            case dict(named) if len(named) == 1:
                return Failed(name=str(next(iter(named))))
            case _:
                raise unreadable()

    def _of_account(self, name: str, place: int) -> Failed:
        if not 0 <= place < len(self.keys):
            raise inconsistent()
        return Failed(
            name=name,
            account=self.keys[place],
            is_new=self.found.meta.pre_balances[place] == 0,
            is_own=place < self.raw.signers,
        )

    def _at(self, index: int, why: object) -> Failed:
        if not 0 <= index < len(self.raw.instructions):
            raise inconsistent()
        name, number = _named(why)
        instruction = self.raw.instructions[index]
        told = failing(self.found.meta.log_messages, self._key(instruction.program), number)
        to = Does(self.keys, instruction).token_receiver if told and told.depth == 1 else None
        return Failed(
            name=name,
            number=number,
            program=told.program if told else None,
            depth=told.depth if told else 0,
            said=told.said if told else "",
            ran_dry=name == "ComputationalBudgetExceeded" or bool(told and told.ran_dry),
            account=None if to is None else self._key(to),
            is_new=to is not None and self.found.meta.pre_balances[to] == 0,
        )

    def _key(self, place: int) -> str:
        if place >= len(self.keys):
            raise inconsistent()
        return self.keys[place]


def _named(why: object) -> tuple[str, int | None]:
    match why:
        case str(name):
            return name, None
        case {"Custom": int(number)} if not isinstance(number, bool) and 0 <= number < 2**32:
            return "Custom", number
        case {"BorshIoError": _}:
            return "BorshIoError", None
        case _:
            raise unreadable()


def _is_program(owner: str) -> bool:
    """No key opens an address off the curve."""
    raw = base58s.raw(owner)
    if raw is None or len(raw) != 32:
        raise unreadable()
    return not is_on_curve(raw)
