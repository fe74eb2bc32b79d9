"""The fixed names of what can be found about a transaction. Stable: others store and compare them."""

from enum import StrEnum


class Code(StrEnum):
    UNKNOWN = "unknown"  # whatever could not be learned or does not fit together; never a guess
    NOT_FOUND = "not_found"  # no node knows the id, and nothing else is known of it
    DROPPED = "dropped"  # no node knows it, and the place it would take is still free
    REPLACED = "replaced"  # another transaction took its place
    PENDING_NONCE_GAP = "pending_nonce_gap"
    INSUFFICIENT_FEE = "insufficient_fee"
    INSUFFICIENT_BALANCE = "insufficient_balance"
    PENDING_UNDERPRICED = "pending_underpriced"
    PENDING = "pending"
    EXPIRED = "expired"  # its time is over: it can never be carried out any more
    TRON_PERMISSION_CHANGED = "tron_permission_changed"  # other keys decide over the address
    TRON_OUT_OF_ENERGY = "tron_out_of_energy"
    OUT_OF_GAS = "out_of_gas"
    REVERTED = "reverted"
    MEMO_MISSING = "memo_missing"  # the receiver demands a tag or memo, and there is none
    RECIPIENT_NOT_READY = "recipient_not_ready"  # the receiver does not exist there, or cannot receive this
    OUT_OF_RESOURCES = "out_of_resources"  # of what an account has instead of gas: CPU, NET, RAM
    NOTHING_SENT = "nothing_sent"  # carried out without an error, and nothing went out
    DELIVERED_LESS = "delivered_less"  # less arrived than was named
    UNLIMITED_APPROVAL = "unlimited_approval"
    ADDRESS_POISONING = "address_poisoning"  # it went to one that looks like another that was paid or meant
    WRONG_ADDRESS = "wrong_address"  # it went to another address than was meant
    WRONG_NETWORK = "wrong_network"
    BRIDGE_IN_TRANSIT = "bridge_in_transit"
    EXCHANGE_NOT_CREDITED = "exchange_not_credited"
    WITHDRAWAL_HELD = "withdrawal_held"  # by a provider, before there is any id: set by people, never found
    ABNORMAL_FEE = "abnormal_fee"
    CONFIRMED_TO_CONTRACT = "confirmed_to_contract"
    CONFIRMED_TOKEN_HIDDEN = "confirmed_token_hidden"  # noqa: S105 - it is on chain; the app may not show it
    CONFIRMED = "confirmed"


class Trouble(StrEnum):
    """Why nothing is known: it is said beside ``unknown``."""

    NO_ENDPOINT = "no_endpoint"  # nobody set up where to ask about this chain
    NOT_REACHED = "not_reached"
    TOO_SLOW = "too_slow"
    BUSY = "busy"  # asked too often, by the endpoint's own rule or by ours
    UNREADABLE = "unreadable"  # no JSON, or a field that is not what it must be
    WRONG_CHAIN = "wrong_chain"  # the endpoint serves another chain
    INCONSISTENT = "inconsistent"  # each field may be right, all of them together are not
    INDEXING = "indexing"  # the node says that it does not know yet


class Actor(StrEnum):
    """Who can do something about it."""

    OWNER = "owner"  # whoever holds the key of an address of it
    RECIPIENT = "recipient"  # whoever runs what it went to
    SENDER_OR_RECIPIENT = "sender_or_recipient"  # whoever has it: it was refused, or it arrived
    PROVIDER = "provider"  # whoever holds it and has not sent it yet
    NETWORK = "network"  # waiting helps
    SUPPORT = "support"


class ReasonKind(StrEnum):
    """How a contract said why it refused."""

    TEXT = "text"
    PANIC = "panic"
    CUSTOM = "custom"  # an error whose name and arguments are known
    UNKNOWN_CUSTOM = "unknown_custom"
    SILENT = "silent"
    INVALID = "invalid"  # it ran into something that is no instruction
    MALFORMED = "malformed"  # data that do not fit the form they begin with
    NOT_REPRODUCIBLE = "not_reproducible"  # asked again, it gives no reason
    NAMED = "named"  # by the chain's own name or number for it
