"""Facts that whoever takes over would have to ask for: which they are, and how they are known again.

None of them is a secret, and none is needed to go on: each is asked for once, when an article was not enough.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from walletdesk.assistant.model.reading import plain

TX: Final = "tx"
CHAIN: Final = "chain"
VERSION: Final = "app_version"
_WAY = (TX, CHAIN)
NEEDS: Mapping[str, tuple[str, ...]] = {
    "incoming-not-received": _WAY,
    "tx-pending": _WAY,
    "tx-failed-gas": _WAY,
    "wrong-network-deposit": _WAY,
    "exchange-not-credited": _WAY,
    "swap-failed": _WAY,
    "wrong-address": (TX,),
    "missing-memo": (TX,),
    "bridge-stuck": (TX,),
    "token-not-shown": (CHAIN,),
    "nft-not-shown": (CHAIN,),
    "app-crash": (VERSION,),
    "app-update": (VERSION,),
}
_FUNDS = "funds"  # what is about a transfer, and begins with its ID
_NAMES = (
    (r"波场|tron|trc-?20", "TRON"),
    (r"以太坊|ethereum|erc-?20", "Ethereum"),
    (r"币安智能链|bnb ?(?:smart )?chain|bsc|bep-?20", "BNB Chain"),
    (r"polygon|matic", "Polygon"),
    (r"arbitrum", "Arbitrum"),
    (r"optimism", "Optimism"),
    (r"solana|索拉纳", "Solana"),
    (r"比特币网络|bitcoin", "Bitcoin"),
)
_CHAINS = tuple((re.compile(rf"(?<![a-z])(?:{known})(?![a-z])"), name) for known, name in _NAMES)
_VERSION = re.compile(r"(?<![\d.])v?(\d{1,3}\.\d{1,4}(?:\.\d{1,6}){0,2})(?![\d.])")
_OF_APP = re.compile(r"版本|version|\bv\d|(?<!\d)\d{1,3}\.\d{1,4}\.\d")


def facts_in(text: str) -> dict[str, str]:
    """The networks that are named, and the version of the app. Transaction IDs are found by their form."""
    said, found = plain(text), {}
    if chains := [name for known, name in _CHAINS if known.search(said)]:
        found[CHAIN] = ", ".join(chains)
    if (version := _VERSION.search(said)) and _OF_APP.search(said):
        found[VERSION] = version[1]
    return found


def wanted(topic: str, route: str, known: Collection[str]) -> str:
    """The next thing to ask for, or nothing."""
    needs = NEEDS.get(topic, (TX,) if route == _FUNDS else ())
    return next((kind for kind in needs if kind not in known), "")
