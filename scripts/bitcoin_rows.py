"""Writes ``tests/data/chains/bitcoin.jsonl``: what an Esplora-style interface answers, as it is documented.

python -m scripts.bitcoin_rows
"""

import json
from pathlib import Path
from typing import Any

INTO = Path(__file__).parents[1] / "tests" / "data" / "chains" / "bitcoin.jsonl"
ESPLORA = "Blockstream/esplora API.md (023e67f7)"
FAMILY = "mempool.space REST API, GET /api/v1/cpfp/:txid and GET /api/v1/fees/recommended"
HISTORY = "mempool.space REST API, GET /api/v1/tx/:txid/rbf"
Json = dict[str, Any]

ID, OTHER, PARENT, CHILD = (f"{pair * 32}" for pair in ("a1", "b2", "c3", "d4"))
EARLIER = "11" * 32, "22" * 32
TIP = 920_000
NOT_FOUND = {"status": 404, "response": "Transaction not found"}
FAST = {"1": 30.0, "2": 30.0, "3": 21.5, "6": 18.25, "144": 1.027, "1008": 1.027}
SLOW = {"1": 3.0, "2": 3.0, "3": 2.5, "144": 1.027}
RECOMMENDED = {"fastestFee": 30, "halfHourFee": 20, "hourFee": 18, "economyFee": 6, "minimumFee": 3}


def page(path: str, response: object) -> Json:
    return {"ask": path, "response": response}


def absent(path: str) -> Json:
    return {"ask": path, **NOT_FOUND}


def output(value: int, address: str | None) -> Json:
    told = {"scriptpubkey": "0014" + "ab" * 20, "scriptpubkey_type": "v0_p2wpkh", "value": value}
    return told | ({"scriptpubkey_address": address} if address else {})


def spends(txid: str, value: int, sequence: int = 0xFFFFFFFD) -> Json:
    """One input."""
    prevout = output(value, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
    told = {"txid": txid, "vout": 0, "prevout": prevout, "scriptsig": "", "witness": ["30", "02"]}
    return told | {"is_coinbase": False, "sequence": sequence}


def transaction(id: str, *inputs: Json, fee: int = 2_820, block: int | None = None) -> Json:
    """With a weight of 564: 141 virtual bytes, so that 2,820 is 20 satoshi for each."""
    whole = sum(one["prevout"]["value"] for one in inputs)
    place = {"block_height": block, "block_hash": "00" * 4 + "ef" * 28, "block_time": 1_777_445_121}
    return {
        "txid": id,
        "version": 2,
        "locktime": 0,
        "vin": list(inputs),
        "vout": [
            output(60_000, "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3"),
            output(whole - 60_000 - fee, None),
        ],
        "size": 222,
        "weight": 564,
        "fee": fee,
        "status": {"confirmed": block is not None, **(place if block is not None else {})},
    }


def row(
    name: str, document: str, code: str, *pages: Json, coins: tuple[str, ...] = (), **expect: str
) -> Json:
    tip = page("/blocks/tip/height", TIP)
    told = {"id": name, "document": document, "tx": ID, "coins": coins, "pages": [*pages, tip]}
    return told | {"expect": {"code": code, **expect}}


def spender(txid: str, by: str | None = ID, at: int = 0) -> Json:
    told = {"spent": True, "txid": by, "vin": 0, "status": {"confirmed": False}} if by else {"spent": False}
    return page(f"/tx/{txid}/outspend/{at}", told)


def estimated(rates: Json) -> list[Json]:
    return [page("/fee-estimates", rates), absent("/v1/fees/recommended")]


def relatives(rate: float, above: tuple[Json, ...] = (), below: tuple[Json, ...] = ()) -> Json:
    told = {"ancestors": list(above), "bestDescendant": None, "descendants": list(below)}
    return page(f"/v1/cpfp/{ID}", told | {"effectiveFeePerVsize": rate, "sigops": 1, "adjustedVsize": 141})


def relative(txid: str, fee: int, weight: int) -> Json:
    return {"txid": txid, "fee": fee, "weight": weight}


def history(newest: str) -> Json:
    before = {"tx": {"txid": ID, "fee": 141, "vsize": 141, "rate": 1, "rbf": True}, "time": 1, "replaces": []}
    now = {"tx": {"txid": newest, "fee": 9, "vsize": 141, "rate": 9, "rbf": True}, "time": 2}
    told = now | {"fullRbf": False, "replaces": [before]}
    return page(f"/v1/tx/{ID}/rbf", {"replacements": told, "replaces": None})


COIN = spends(EARLIER[0], 100_000)
TWO = (spends(EARLIER[0], 100_000, 0xFFFFFFFF), spends(EARLIER[1], 5_000, 0xFFFFFFFF))
WAITS = page(f"/tx/{ID}", transaction(ID, COIN))
HERE = spender(EARLIER[0])
ALONE = absent(f"/v1/cpfp/{ID}")
GONE = absent(f"/tx/{ID}")
NO_HISTORY = page(f"/v1/tx/{ID}/rbf", {"replacements": None, "replaces": None})
ANOTHER = page(f"/tx/{OTHER}", transaction(OTHER, COIN, fee=9_000, block=TIP - 3))
LATER = page(f"/tx/{OTHER}", transaction(OTHER, COIN, fee=9_000))
COINS = (f"{EARLIER[0]}:0",)

ROWS = [
    row("arrived", ESPLORA, "confirmed", page(f"/tx/{ID}", transaction(ID, *TWO, block=TIP - 5))),
    row("waits", ESPLORA, "pending", WAITS, HERE, *estimated(SLOW), ALONE, relatives="not_looked_at"),
    row(
        "waits, and nobody estimates",
        ESPLORA,
        "pending",
        WAITS,
        HERE,
        absent("/fee-estimates"),
        absent("/v1/fees/recommended"),
        ALONE,
    ),
    row(
        "offers too little",
        ESPLORA,
        "pending_underpriced",
        WAITS,
        HERE,
        *estimated(FAST),
        ALONE,
        fee_rate="20.00",
        next_block_fee_rate="30.00",
        signals_replacement="yes",
    ),
    row(
        "offers too little, by another interface",
        FAMILY,
        "pending_underpriced",
        page(f"/tx/{ID}", transaction(ID, *TWO)),
        HERE,
        spender(EARLIER[1]),
        absent("/fee-estimates"),
        page("/v1/fees/recommended", RECOMMENDED),
        relatives(20.0),
        signals_replacement="no",
        effective_fee_rate="20.00",
    ),
    row(
        "its parent offers too little",
        FAMILY,
        "pending_underpriced",
        WAITS,
        HERE,
        *estimated(SLOW | {"1": 15.0, "2": 15.0}),
        relatives(10.5, (relative(PARENT, 141, 564),)),
        effective_fee_rate="10.50",
    ),
    row(
        "its child pays for both",
        FAMILY,
        "pending",
        WAITS,
        HERE,
        *estimated(FAST),
        relatives(60.0, (), (relative(CHILD, 14_100, 564),)),
        effective_fee_rate="60.00",
    ),
    row(
        "another one spent its coin",
        ESPLORA,
        "replaced",
        WAITS,
        spender(EARLIER[0], OTHER),
        ANOTHER,
        replaced_by=OTHER,
    ),
    row(
        "gone, and another one spent its coin",
        ESPLORA,
        "replaced",
        GONE,
        spender(EARLIER[0], OTHER),
        LATER,
        coins=COINS,
    ),
    row("gone, and its coin is there", ESPLORA, "dropped", GONE, spender(EARLIER[0], None), coins=COINS),
    row(
        "gone, and another one stands in its place",
        HISTORY,
        "replaced",
        GONE,
        history(OTHER),
        LATER,
        replaced_by=OTHER,
    ),
    row("gone", HISTORY, "not_found", GONE, NO_HISTORY),
    row("gone, by an interface without history", ESPLORA, "not_found", GONE, absent(f"/v1/tx/{ID}/rbf")),
]

if __name__ == "__main__":
    INTO.write_text("".join(json.dumps(one) + "\n" for one in ROWS), "utf-8")
