"""What TON Center tells of a transaction, checked field by field (toncenter.com, API v3)."""

from base64 import b64decode
from typing import Annotated, Final, Literal

import msgspec

from walletdesk.chains.codecs import ton_cells
from walletdesk.chains.model.diagnosis import Refusal, Space
from walletdesk.chains.sources.ledgers.looking import inconsistent, number, told, unreadable

Hash = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^-?[0-9]{1,3}:[0-9A-Fa-f]{64}$")]
Grams = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,20}$")]

_OUT_OF_GAS: Final = frozenset({13, -14})
_NO_FUNDS, _NO_OTHER_FUNDS = 37, 38


class Content(msgspec.Struct, frozen=True):
    body: Annotated[str, msgspec.Meta(max_length=1_000_000)]


class Message(msgspec.Struct, frozen=True):
    """Without ``source`` it came from outside, without ``destination`` it went there."""

    hash: Hash
    source: Address | None
    destination: Address | None
    value: Grams | None = None
    opcode: Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{8}$")] | None = None
    bounce: bool | None = None
    bounced: bool | None = None
    message_content: Content | None = None

    @property
    def beginning(self) -> bytes:
        """Raise NoAnswer."""
        try:
            data = ton_cells.beginning(self.message_content.body) if self.message_content else b""
        except ValueError:
            raise unreadable() from None
        said = None if self.opcode is None else int(self.opcode, 16)
        if said != ton_cells.asks_for(data):
            raise inconsistent()
        return data

    @property
    def comes_back(self) -> bool:
        """Raise NoAnswer where flag and content do not say the same."""
        if self.bounced is not (ton_cells.asks_for(self.beginning) == ton_cells.BOUNCED):
            raise inconsistent()
        return self.bounced


class Compute(msgspec.Struct, frozen=True):
    skipped: bool
    reason: Literal["no_state", "bad_state", "no_gas", "suspended"] | None = None
    success: bool | None = None
    exit_code: int | None = None
    gas_used: Grams | None = None
    gas_limit: Grams | None = None

    @property
    def ran_dry(self) -> bool:
        """What a message from outside is lent has no limit of its own."""
        limit = number(self.gas_limit or "0")
        return limit > 0 and number(self.gas_used or "0") >= limit


class Action(msgspec.Struct, frozen=True):
    success: bool
    no_funds: bool
    result_code: int
    tot_actions: int
    spec_actions: int
    skipped_actions: int
    msgs_created: int


class Bounce(msgspec.Struct, frozen=True):
    type: Literal["ok", "nofunds", "negfunds"]


class Description(msgspec.Struct, frozen=True):
    type: Literal["ord"]
    aborted: bool
    compute_ph: Compute
    action: Action | None = None
    bounce: Bounce | None = None


class Tx(msgspec.Struct, frozen=True):
    account: Address
    hash: Hash
    mc_block_seqno: int
    total_fees: Grams
    description: Description
    in_msg: Message
    out_msgs: Annotated[list[Message], msgspec.Meta(max_length=1_000)]

    @property
    def returned(self) -> bool:
        """Whether what came in went back."""
        return any(one.bounced for one in self.out_msgs)


class Txs(msgspec.Struct, frozen=True):
    transactions: Annotated[list[Tx], msgspec.Meta(max_length=1)]


class _Block(msgspec.Struct, frozen=True):
    global_id: int
    seqno: int


class Newest(msgspec.Struct, frozen=True):
    last: _Block


def hex_of(hash: str) -> str:
    return b64decode(hash).hex()


def refusal_of(description: Description) -> Refusal | None:
    """Why its program failed; None where it did not. Raise NoAnswer where the parts do not fit together."""
    compute, action = description.compute_ph, description.action
    refusal = _of_compute(compute)
    if refusal is None and action is None:
        raise inconsistent()
    if refusal is None and action is not None:
        refusal = _of_action(action)
    if description.aborted is (refusal is None):
        raise inconsistent()
    return refusal


def _of_compute(compute: Compute) -> Refusal | None:
    if compute.skipped:
        if compute.reason is None or compute.success:
            raise inconsistent()
        return Refusal(Space.TON, compute.reason)
    if compute.exit_code is None or compute.success is not (compute.exit_code in {0, 1}):
        raise inconsistent()
    if not compute.success and compute.ran_dry is not (compute.exit_code in _OUT_OF_GAS):
        raise inconsistent()
    return None if compute.success else Refusal(Space.TON, f"exit {_code(compute.exit_code)}")


def _of_action(action: Action) -> Refusal | None:
    if action.success is not (action.result_code == 0):
        raise inconsistent()
    if action.no_funds is not (action.result_code == _NO_FUNDS) and action.result_code != _NO_OTHER_FUNDS:
        raise inconsistent()
    parts = (action.spec_actions, action.skipped_actions, action.msgs_created)
    if sum(map(told, parts)) > told(action.tot_actions):
        raise inconsistent()
    return None if action.success else Refusal(Space.TON, f"action {_code(action.result_code)}")


def _code(number: int) -> int:
    if not -(2**31) <= number < 2**31:
        raise unreadable()
    return number
