"""Reads chains of the Cosmos SDK by their REST interface (docs.cosmos.network, cosmos/tx/v1beta1).

A number of a failure means something only together with its codespace, and the log must name the same
failure: so neither of the three can be another's.
"""

import re
from dataclasses import replace
from typing import Annotated, Final

import msgspec

from walletdesk.chains.codecs import bech32
from walletdesk.chains.model import Coin
from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.ledgers.looking import (
    LARGEST_BLOCK,
    decoded,
    inconsistent,
    number,
    proven_by,
    read_page,
    told,
    unreadable,
)
from walletdesk.chains.sources.pages import Fits, Page, Reader, Want

_ID: Final = re.compile(r"[0-9A-Fa-f]{64}")
_SDK: Final = "sdk"
_NOT_FOUND, _NO_SUCH = 404, 5  # of HTTP, and of the interface itself
_LARGEST_CODE: Final = 2**32
# cosmos/cosmos-sdk types/errors/errors.go
_NAMES: Final = {
    2: "tx parse error",
    3: "invalid sequence",
    4: "unauthorized",
    5: "insufficient funds",
    6: "unknown request",
    7: "invalid address",
    8: "invalid pubkey",
    9: "unknown address",
    10: "invalid coins",
    11: "out of gas",
    12: "memo too large",
    13: "insufficient fee",
    14: "maximum number of signatures exceeded",
    15: "no signatures supplied",
    16: "failed to marshal JSON bytes",
    17: "failed to unmarshal JSON bytes",
    18: "invalid request",
    19: "tx already in mempool",
    20: "mempool is full",
    21: "tx too large",
    22: "key not found",
    28: "invalid chain-id",
    30: "tx timeout height",
    32: "incorrect account sequence",
    37: "feature not supported",
    38: "not found",
}
_SEND: Final = "/cosmos.bank.v1beta1.MsgSend"
_OVER_IBC: Final = "/ibc.applications.transfer.v1.MsgTransfer"

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-F]{64}$")]
Digits = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,40}$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]{8,120}$")]
Denom = Annotated[str, msgspec.Meta(pattern=r"^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$")]


class _Amount(msgspec.Struct, frozen=True):
    denom: Denom
    amount: Digits


class _Kind(msgspec.Struct, frozen=True):
    type: Annotated[str, msgspec.Meta(pattern=r"^/[A-Za-z0-9_.]{3,200}$")] = msgspec.field(name="@type")


class _Send(msgspec.Struct, frozen=True):
    from_address: Address
    to_address: Address
    amount: Annotated[list[_Amount], msgspec.Meta(min_length=1, max_length=100)]


class _OverIbc(msgspec.Struct, frozen=True):
    sender: Address
    receiver: Annotated[str, msgspec.Meta(pattern=r"^[a-zA-Z0-9]{8,120}$")]
    token: _Amount


class _Body(msgspec.Struct, frozen=True):
    messages: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=1_000)]
    memo: str


class _Fee(msgspec.Struct, frozen=True):
    amount: list[_Amount]


class _Auth(msgspec.Struct, frozen=True):
    fee: _Fee


class _Tx(msgspec.Struct, frozen=True):
    body: _Body
    auth_info: _Auth


class _Response(msgspec.Struct, frozen=True):
    txhash: Hash
    height: Digits
    code: int
    codespace: Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z][A-Za-z0-9/_-]{1,60})?$")]
    raw_log: str


class _Answer(msgspec.Struct, frozen=True):
    tx: _Tx
    tx_response: _Response


class _Missing(msgspec.Struct, frozen=True):
    code: int
    message: Annotated[str, msgspec.Meta(pattern=r"tx not found")]


class _Node(msgspec.Struct, frozen=True):
    network: str


class _Info(msgspec.Struct, frozen=True):
    default_node_info: _Node


def cosmos_fits(chain: str) -> Fits:
    def is_ours(page: Page) -> bool:
        try:
            return read_page(page, _Info).default_node_info.network == chain
        except NoAnswer:
            return False

    return proven_by(Want("/cosmos/base/tendermint/v1beta1/node_info"), is_ours)


class CosmosReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader, coin: Coin) -> None:
        self._reader = reader
        self._coin = coin

    def own_form(self, id: str) -> str | None:
        return id.upper() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        (page,) = await self._reader.fetch([Want(f"/cosmos/tx/v1beta1/txs/{id}")])
        if page.status == _NOT_FOUND:
            if decoded(page.body, _Missing).code != _NO_SUCH:
                raise unreadable()
            return LedgerFacts(id=id, state=State.ABSENT)
        answer = read_page(page, _Answer)
        it = answer.tx_response
        if it.txhash != id:
            raise inconsistent()
        refusal = _refusal(it)
        return self._with_payment(
            LedgerFacts(
                id=id,
                state=State.FAILED if refusal else State.CARRIED_OUT,
                refusal=refusal,
                block=number(it.height, LARGEST_BLOCK),
                fee=self._fee(answer.tx.auth_info.fee),
            ),
            answer.tx.body,
        )

    @property
    def _native(self) -> str:
        """The smallest unit carries the coin's name with a small letter for a millionth in front."""
        return f"u{self._coin.symbol.lower()}"

    def _fee(self, fee: _Fee) -> int | None:
        paid = [number(one.amount) for one in fee.amount if one.denom == self._native]
        return sum(paid) if paid else None

    def _with_payment(self, facts: LedgerFacts, body: _Body) -> LedgerFacts:
        """The first message that pays. Of several receivers the first one is told."""
        for raw in body.messages:
            kind = decoded(bytes(raw), _Kind).type
            if kind == _SEND:
                sent = decoded(bytes(raw), _Send)
                payment = self._payment(sent.to_address, sent.amount[0], body)
                return replace(facts, sender=_checked(sent.from_address), payment=payment)
            if kind == _OVER_IBC:
                over = decoded(bytes(raw), _OverIbc)
                payment = self._payment(over.receiver, over.token, body, elsewhere=True)
                return replace(facts, sender=_checked(over.sender), payment=payment)
        return facts

    def _payment(self, to: str, what: _Amount, body: _Body, *, elsewhere: bool = False) -> Payment:
        is_native = what.denom == self._native
        return Payment(
            recipient=to if elsewhere else _checked(to),
            amount=number(what.amount),
            symbol=self._coin.symbol if is_native else None,
            decimals=self._coin.decimals if is_native else None,
            token=None if is_native else what.denom,
            has_memo=bool(body.memo),
            may_be_hidden=not is_native,
        )


def _refusal(it: _Response) -> Refusal | None:
    code = told(it.code, _LARGEST_CODE)
    if (code == 0) is not (it.codespace == ""):
        raise inconsistent()
    if code == 0:
        return None
    name = _NAMES.get(code, "")
    is_named = bool(name) and re.search(rf"(^|: ){re.escape(name)}( \[[^\]]*\])?$", it.raw_log) is not None
    if is_named is not (it.codespace == _SDK and bool(name)):
        raise inconsistent()
    if it.codespace == _SDK:
        return Refusal(Space.COSMOS, name or _SDK, code)
    return Refusal(Space.MODULE, it.codespace, code)


def _checked(address: str) -> str:
    if bech32.read(address) is None:
        raise unreadable()
    return address
