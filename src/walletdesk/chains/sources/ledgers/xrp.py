"""Reads the XRP Ledger as rippled and Clio tell it (xrpl.org, "tx", "account_info", "ledger").

What decides is not believed but computed: the signed form of a transaction is asked for as well, and must
have the id as its hash. So no endpoint can leave out a tag, or the permission to deliver less.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar

import msgspec

from walletdesk.chains.codecs import base58s, xrp_binary
from walletdesk.chains.model.diagnosis import LedgerFacts, Payment, Refusal, Space, State, Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.ledgers.looking import (
    below,
    inconsistent,
    number,
    proven_by,
    read_page,
    told,
    unreadable,
)
from walletdesk.chains.sources.pages import Fits, Page, Reader, Want

T = TypeVar("T")

_ID: Final = re.compile(r"[0-9A-Fa-f]{64}")
_PAYMENT: Final = 0  # the type of a payment, in the signed form
_PARTIAL: Final = 0x00020000  # tfPartialPayment
_REQUIRES_TAG: Final = 0x00020000  # lsfRequireDestTag
_MOST_DROPS: Final = 10**17
_DECIMALS: Final = 6
_LARGEST_LEDGER: Final = 2**32
_BUSY: Final = frozenset({"slowDown", "tooBusy"})
_NO_ACCOUNT: Final = "actNotFound"
_NOT_FOUND: Final = "txnNotFound"
# Of those that say why a payment failed; the chain has more of them (xrpl.org, "tec Codes").
_NUMBERS: Final = {
    "tecUNFUNDED_PAYMENT": 104,
    "tecPATH_PARTIAL": 101,
    "tecNO_DST": 124,
    "tecNO_DST_INSUF_XRP": 125,
    "tecPATH_DRY": 128,
    "tecUNFUNDED": 129,
    "tecNO_PERMISSION": 139,
    "tecDST_TAG_NEEDED": 143,
}

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-F]{64}$")]
Bytes = Annotated[str, msgspec.Meta(pattern=r"^([0-9A-F]{2})+$", max_length=400_000)]
Address = Annotated[str, msgspec.Meta(pattern=r"^r[1-9A-HJ-NP-Za-km-z]{24,34}$")]
Drops = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,18}$")]
Outcome = Annotated[str, msgspec.Meta(pattern=r"^te[sc][A-Z_]{2,40}$")]
Currency = Annotated[str, msgspec.Meta(pattern=r"^([\x21-\x7e]{3}|[0-9A-F]{40})$")]


class _Token(msgspec.Struct, frozen=True):
    currency: Currency
    issuer: Address
    value: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,80}(\.[0-9]{1,100})?(e-?[0-9]{1,2})?$")]


class _Shares(msgspec.Struct, frozen=True):
    """A token of the newer kind, with whole numbers (multi-purpose token)."""

    mpt_issuance_id: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-F]{48}$")]
    value: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,19}$")]


class _Meta(msgspec.Struct, frozen=True, rename={"outcome": "TransactionResult"}):
    outcome: Outcome
    delivered_amount: Any = None


class _Tx(msgspec.Struct, frozen=True, rename="pascal"):
    hash: Hash = msgspec.field(name="hash")
    transaction_type: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Za-z]{2,40}$")]
    account: Address
    fee: Drops
    destination: Address | None = None
    amount: Any = None
    deliver_max: Any = None
    validated: bool = msgspec.field(name="validated", default=False)
    ledger_index: int | None = msgspec.field(name="ledger_index", default=None)
    meta: _Meta | None = msgspec.field(name="meta", default=None)


class _Signed(msgspec.Struct, frozen=True):
    hash: Hash
    tx: Bytes


class _Inside(msgspec.Struct, frozen=True):
    ledger_index: int | str


class _Newest(msgspec.Struct, frozen=True):
    ledger_index: int
    ledger: _Inside
    validated: bool


class _Root(msgspec.Struct, frozen=True, rename={"account": "Account", "flags": "Flags"}):
    account: Address
    flags: int


class _Rights(msgspec.Struct, frozen=True, rename="camel"):
    require_destination_tag: bool | None = None


class _Account(msgspec.Struct, frozen=True):
    account_data: _Root
    account_flags: _Rights | None = None
    validated: bool = False


class _Refused(msgspec.Struct, frozen=True):
    error: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z_]{3,40}$")]
    status: Annotated[str, msgspec.Meta(pattern=r"^error$")]


class _Result(msgspec.Struct, frozen=True):
    result: msgspec.Raw


class _Network(msgspec.Struct, frozen=True):
    network_id: int


class _Server(msgspec.Struct, frozen=True):
    info: _Network


def _want(method: str, **params: object) -> Want:
    return Want("", msgspec.json.encode({"method": method, "params": [{"api_version": 1, **params}]}))


def xrp_fits(network: int) -> Fits:
    """The server must tell its network's number: 0 is the main one."""

    def is_ours(page: Page) -> bool:
        try:
            server = _result(page, _Server)
        except NoAnswer:
            return False
        return isinstance(server, _Server) and server.info.network_id == network

    return proven_by(_want("server_info"), is_ours)


def _result(page: Page, type: type[T]) -> T | str:
    """What was asked for, or the server's name for its refusal. Raise NoAnswer."""
    raw = read_page(page, _Result).result
    try:
        refused = msgspec.json.decode(raw, type=_Refused)
    except msgspec.ValidationError:
        refused = None
    if refused is None:
        try:
            return msgspec.json.decode(raw, type=type)
        except msgspec.DecodeError:
            raise unreadable() from None
    if refused.error in _BUSY:
        raise NoAnswer(Trouble.BUSY)
    return refused.error


def _expect(page: Page, type: type[T]) -> T:
    found = _result(page, type)
    if isinstance(found, str):
        raise unreadable()
    return found


class XrpReader:
    """Fits ``looking.Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def own_form(self, id: str) -> str | None:
        return id.upper() if _ID.fullmatch(id) else None

    async def read(self, id: str) -> LedgerFacts:
        newest, plain, signed = await self._reader.fetch(
            [
                _want("ledger", ledger_index="validated"),
                _want("tx", transaction=id),
                _want("tx", transaction=id, binary=True),
            ]
        )
        it, proof = _result(plain, _Tx), _result(signed, _Signed)
        if it == proof == _NOT_FOUND:
            return LedgerFacts(id=id, state=State.ABSENT)
        if isinstance(it, str) or isinstance(proof, str):
            raise inconsistent() if _NOT_FOUND in {it, proof} else unreadable()
        facts = _facts(id, _head(newest), it, _numbers(id, it, proof))
        payment = facts.payment
        if payment is None or payment.has_memo or facts.state is not State.CARRIED_OUT:
            return facts
        (account,) = await self._reader.fetch(
            [_want("account_info", account=payment.recipient, ledger_index="validated")]
        )
        return replace(facts, payment=replace(payment, demands_memo=_demands(account, payment.recipient)))


def _head(page: Page) -> int:
    found = _expect(page, _Newest)
    inside = found.ledger.ledger_index
    if not found.validated or str(found.ledger_index) != str(inside):
        raise inconsistent()
    return told(found.ledger_index, _LARGEST_LEDGER)


def _numbers(id: str, it: _Tx, proof: _Signed) -> dict[tuple[int, int], int]:
    """What was signed; it is about this transaction, and says what the plain answer says."""
    blob = bytes.fromhex(proof.tx)
    if it.hash != id or proof.hash != id or xrp_binary.id_of(blob) != id:
        raise inconsistent()
    try:
        found = xrp_binary.numbers(blob)
    except ValueError:
        raise unreadable() from None
    if (found.get(xrp_binary.TYPE) == _PAYMENT) is not (it.transaction_type == "Payment"):
        raise inconsistent()
    return found


def _facts(id: str, head: int, it: _Tx, signed: dict[tuple[int, int], int]) -> LedgerFacts:
    facts = LedgerFacts(
        id=id, state=State.WAITING, sender=_checked(it.account), fee=number(it.fee, _MOST_DROPS), head=head
    )
    if not it.validated:
        return _waiting(facts, it, signed.get(xrp_binary.LAST_LEDGER))
    if it.meta is None or it.ledger_index is None:
        raise unreadable()
    facts = replace(facts, block=below(it.ledger_index, head))
    outcome = it.meta.outcome
    if outcome.startswith("tec"):  # applied: nothing delivered, the fee spent
        return replace(facts, state=State.FAILED, refusal=_refusal(outcome), payment=_tried(it, signed))
    if outcome != "tesSUCCESS":
        raise unreadable()
    return replace(facts, state=State.CARRIED_OUT, payment=_paid(it, it.meta, signed))


def _waiting(facts: LedgerFacts, it: _Tx, last: int | None) -> LedgerFacts:
    """The newest ledger was asked for first: what is in none by then comes into a later one or none."""
    if facts.head is None or (it.ledger_index is not None and it.ledger_index <= facts.head):
        raise inconsistent()
    late = last is not None and last < facts.head
    return replace(facts, state=State.LATE if late else State.WAITING)


def _refusal(outcome: str) -> Refusal:
    return Refusal(Space.XRP, outcome, _NUMBERS.get(outcome))


def _tried(it: _Tx, signed: dict[tuple[int, int], int]) -> Payment | None:
    if it.destination is None:
        return None
    tag = signed.get(xrp_binary.DESTINATION_TAG)
    return Payment(recipient=_checked(it.destination), has_memo=tag is not None, tag=tag)


def _paid(it: _Tx, meta: _Meta, signed: dict[tuple[int, int], int]) -> Payment | None:
    """What was delivered counts, and nothing else: a payment may name a million and deliver one."""
    if it.transaction_type != "Payment":
        return None
    tried = _tried(it, signed)
    if tried is None:
        raise unreadable()
    named = _named(it)
    if meta.delivered_amount == "unavailable":  # before January 2014, where it may be less
        return tried
    delivered = _amount(meta.delivered_amount)
    if delivered[1:] != named[1:]:
        raise inconsistent()
    partial = bool(signed.get(xrp_binary.FLAGS, 0) & _PARTIAL)
    less = Decimal(delivered[0]) < Decimal(named[0])
    if less and not partial:
        raise inconsistent()
    value, symbol, token = delivered
    return replace(
        tried,
        amount=value,
        named=named[0],
        symbol=symbol,
        decimals=_DECIMALS if token is None else None,
        token=token,
        falls_short=less,
    )


def _named(it: _Tx) -> tuple[int | str, str | None, str | None]:
    """Newer servers give the same under a second name as well, because the first one deceives."""
    given = [_amount(one) for one in (it.amount, it.deliver_max) if one is not None]
    if not given:
        raise unreadable()
    if given[0] != given[-1]:
        raise inconsistent()
    return given[0]


def _amount(value: object) -> tuple[int | str, str | None, str | None]:
    """How much, its symbol, and whose token it is. Raise NoAnswer."""
    try:
        if isinstance(value, str):
            return number(msgspec.convert(value, Drops), _MOST_DROPS), "XRP", None
        if isinstance(value, dict) and "currency" in value:
            token = msgspec.convert(value, _Token)
            return token.value, _symbol(token.currency), _checked(token.issuer)
        shares = msgspec.convert(value, _Shares)
    except msgspec.ValidationError:
        raise unreadable() from None
    return number(shares.value), None, shares.mpt_issuance_id


def _symbol(currency: str) -> str:
    """Three letters, or 20 bytes of which the readable ones are a longer name."""
    if len(currency) == 3:
        return currency
    name = bytes.fromhex(currency).rstrip(b"\0")
    readable = name.isascii() and name.decode("ascii").isalnum()
    return name.decode("ascii") if readable else currency


def _demands(page: Page, recipient: str) -> bool | None:
    """None where the account has been deleted since."""
    found = _result(page, _Account)
    if found == _NO_ACCOUNT:
        return None
    if isinstance(found, str) or not found.validated:
        raise unreadable()
    flag = bool(told(found.account_data.flags, 2**32) & _REQUIRES_TAG)
    said = found.account_flags and found.account_flags.require_destination_tag
    if found.account_data.account != recipient or said not in {None, flag}:
        raise inconsistent()
    return flag


def _checked(address: str) -> str:
    if base58s.checked_xrp(address) is None:
        raise unreadable()
    return address
