"""The sentences of a dossier, as keys of the catalogue; the diagnosis itself is worded with the chains."""

from collections.abc import Mapping
from typing import Final

from walletdesk.dossiers.model import Sort

CHECKING: Final = "Being looked up"
CHECKING_MEANS: Final = "We ask the chains that this ID can belong to. This takes a few seconds."
NOT_HERE: Final = "We cannot look into this chain here"
NOT_HERE_MEANS: Final = (
    "We have nobody to ask about the chains that this ID can belong to. This says nothing about your money."
)
NOT_HERE_STEP: Final = "Ask a person: an agent can look it up on a public explorer."
SILENT_MEANS: Final = (
    "The chain did not answer us. That lies with us, not with you, and says nothing about your money."
)
ASK_FOR_MORE: Final = "Tell us the network and the sending address, if you know them."
NETWORK_WAITS: Final = "The network has it, and it waits."
GIVEN_UP: Final = "We no longer look by ourselves."

FOUND_ELSEWHERE: Final = "We found it on {found}, not on {named}."
HELD_FOR: Final[Mapping[str, str]] = {
    "review": "A security check is under way.",
    "answer": "Something is needed from you: look in your account.",
    "address": "The receiving address is being checked.",
    "network": "Withdrawals on this network are paused for now.",
    "unknown": "The reason has not been told yet.",
}
HELD_BADGE: Final = "Held by the provider"
# Where it is we who hold it; of another provider the words of its code are said
OURS_BADGE: Final = "Held by us"
OURS: Final = "We have not let it go yet"
OURS_MEANS: Final = "Nothing of it is on any network yet: it is still with us."
OURS_STEPS: Final = (
    "Ask and answer here, in this conversation. Nobody else has to be asked.",
    "When we let it go, we tell you here.",
)
OURS_WHO: Final = "It is with us: only we can let it go."
LET_GO: Final = "It is not held any more"
LET_GO_MEANS: Final = "We look for it on the networks that we can ask."
LET_GO_STEP: Final = "You need not send anything again."

BADGES: Final[Mapping[Sort, str]] = {
    Sort.UNKNOWN: "Not known yet",
    Sort.MISSING: "Not found (transaction)",
    Sort.WAITING: "Waiting (transaction)",
    Sort.GONE: "Not carried out",
    Sort.REPLACED: "Replaced",
    Sort.FAILED: "Failed",
    Sort.DONE: "Carried out",
}
ALARM: Final = "Carried out: please look"
UNDO: Final[Mapping[Sort, str]] = {
    Sort.UNKNOWN: "Not known yet.",
    Sort.MISSING: "Not known yet.",
    Sort.WAITING: "Possible until it is carried out, from the wallet that sent it.",
    Sort.GONE: "Nothing to undo: nothing has moved.",
    Sort.REPLACED: "This one: nothing to undo. The one that took its place cannot be taken back.",
    Sort.FAILED: "Nothing to undo: what was to be sent did not move. A fee may have been spent.",
    Sort.DONE: "What was carried out cannot be taken back.",
}
UNDO_PERMISSION: Final = (
    "The permission can be taken back, by whoever gave it. What was taken meanwhile cannot."
)

# The timeline
CAME_IN: Final = "The ID has a valid form"
LOOKED_UP: Final = "We ask the chains now"
NO_ANSWER: Final = "No answer from: {chains}"
NOBODY_KNOWS: Final = "Asked, and not known there: {chains}"
AGAIN: Final = "We look again by ourselves and write to you here"
SENT: Final = "Sent from"
WITH_NETWORK: Final = "The network has it"
NUMBER_DONE: Final = "Number {number} was carried out"
NUMBER_MISSING: Final = "Number {number} is missing: it comes first"
NUMBER_WAITS: Final = "Number {number}, this one, waits"
NUMBER_FREE: Final = "Number {number} is still free"
NUMBER_TAKEN: Final = "Number {number} was used by another transaction"
WAITS: Final = "It waits for a block"
CARRIED_OUT: Final = "It is carried out in a block"
IN_BLOCK: Final = "Taken into block {block}"
DEEP: Final = "Taken into block {block}; {count} blocks deep"
GAS_OUT: Final = "Stopped: {used} of {limit} gas used"
REFUSED: Final = "The contract refused"
STOPPED: Final = "It failed"
ARRIVED: Final = "Arrived at"
PERMITTED: Final = "Permission given to"
FORGOTTEN: Final = "The network no longer has it"
TAKEN_PLACE: Final = "Another one took its place"

SMALLEST: Final = "smallest units of a token"
PIECE: Final = "piece of a collection"

SAID_CHAIN: Final = "Network that was named"
SAID_MEANT: Final = "Was to go to"
# Evidence, as agents read it: by the name that the chains give it
FACTS: Final[Mapping[str, str]] = {
    "sender": "Sent from (address)",
    "to": "Sent to (address)",
    "recipient": "Received by",
    "token": "Token contract",
    "symbol": "Token, as it calls itself",
    "spender": "Permission holder",
    "amount": "Amount in smallest units",
    "value": "Coins in smallest units",
    "outputs_value": "All outputs together, change included",
    "decimals": "Decimals of the token",
    "item": "Number in the collection",
    "nonce": "Number (nonce)",
    "next_nonce": "Next free number",
    "missing_nonce": "Missing number",
    "block": "Block",
    "confirmations": "Blocks on top",
    "gas_used": "Gas used",
    "gas_limit": "Gas limit",
    "max_fee": "Highest fee offered, per gas",
    "base_fee": "Smallest fee of the next block, per gas",
    "balance": "Balance of the sender",
    "needed": "Needed for amount and fee",
    "meant": "Was to go to",
    "looks_like": "Address that it looks like",
    "named": "Network that was named",
    "found_on": "Network where it is",
    "contract_on": "On these networks a contract is at this address",
    "party": "Company at this address",
    "became": "What the chain alone says",
    "asked_nodes": "Nodes asked",
    "agreeing": "Nodes that agree",
}
# The few that help a contact
FOR_CONTACTS: Final = (
    "sender",
    "recipient",
    "to",
    "token",
    "spender",
    "meant",
    "looks_like",
    "party",
    "block",
    "confirmations",
    "nonce",
    "missing_nonce",
    "gas_used",
    "gas_limit",
)
WRITTEN: Final = "Amount, as the chain writes it"
REASON: Final = "Reason of the contract"
TROUBLE: Final = "Why nothing is known"
SILENT_CHAINS: Final = "Chains that did not answer"
ASKED_CHAINS: Final = "Chains that answered"
TROUBLES: Final[Mapping[str, str]] = {
    "no_endpoint": "no endpoint was set up",
    "not_reached": "not reached",
    "too_slow": "too slow",
    "busy": "too many questions for it",
    "unreadable": "an answer that cannot be read",
    "wrong_chain": "the endpoint serves another chain",
    "inconsistent": "answers that contradict each other",
    "indexing": "it does not know yet",
}
