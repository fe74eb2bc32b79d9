"""Identification as this version comes, and values of specifications to feed it."""

from functools import cache

from walletdesk.app.wiring.chains import identifier
from walletdesk.chains import Finding, Identifier, default_table

EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
LEGACY = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350
CASHADDR = "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"  # its specification
TRON = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"  # TRON's documentation
XRP = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"  # the account of the first ledger
STELLAR = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"  # SEP-23
MUXED = "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ"  # SEP-23
TON = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"  # TON's documentation
POLKADOT = "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"
SOLANA = "So11111111111111111111111111111111111111112"  # wrapped SOL
HASH = "9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b"


@cache
def identify() -> Identifier:
    return identifier(default_table())


def found(text: str, *context: str) -> tuple[Finding, ...]:
    return identify()(text, context).findings


def one(text: str, *context: str) -> Finding:
    [finding] = found(text, *context)
    return finding
