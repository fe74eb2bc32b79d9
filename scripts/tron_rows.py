"""Writes ``tests/data/chains/tron.jsonl``: what a TRON node answers in every state, after its documentation.

    python -m scripts.tron_rows

Each row names the page it was written after. Two transactions are real, byte by byte; of the others the
bytes are put together here, so that their SHA-256 is their id as on the chain.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

INTO = Path(__file__).parents[1] / "tests" / "data" / "chains" / "tron.jsonl"
DOCUMENT = "tronprotocol/documentation-en docs/api/http/block-and-tx-query/{}.md (069bf4cf)"
ACCOUNT = "tronprotocol/documentation-en docs/api/http/account/getaccount.md (069bf4cf)"
Json = dict[str, Any]

ANN = "41dd791d6b49e190062d650e6a23c575510d35f2f9"
BOB = "4150125bea243a640bf85348873b6c4f3c517aee7a"
EVE = "4198927ffb9f554dc4a453c64b2e553a02d6df514b"
TOKEN = "41eca9bc828a3005b9a3b909f2cc5c2a54794de05f"  # noqa: S105 - a contract of tokens
POOL = "419ff8fc48fb114ccd5bbdc24a86f0c73082f08825"
BLOCK, NOW = 66_987_565, 1_777_445_121_000
MOVED = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
# a real one of the test network Nile: 1 unit of a token, the address in its call written with 41 before it
REAL_CALL = (
    "0a028ad92208eaef69105495eb1540f09fc0cfcd335aae01081f12a9010a31747970652e676f6f676c65617069732e636f6d2f"
    "70726f746f636f6c2e54726967676572536d617274436f6e747261637412740a1541495511a493d8c362be4267224e6d81013a"
    "6862ee121541eca9bc828a3005b9a3b909f2cc5c2a54794de05f2244a9059cbb00000000000000000000004150125bea243a64"
    "0bf85348873b6c4f3c517aee7a0000000000000000000000000000000000000000000000000000000000000001"
    "7090cbbccfcd33900180c2d72f"
)
REAL_CALLER = "41495511a493d8c362be4267224e6d81013a6862ee"
# and one that shares an address with a second key, as a provider of nodes documents the method
REAL_UPDATE = (
    "0a02848a2208305274c7f1f088da40889accf0e5325aea01082e12e5010a3c747970652e676f6f676c65617069732e636f6d2f"
    "70726f746f636f6c2e4163636f756e745065726d697373696f6e557064617465436f6e747261637412a4010a1541fd49eda0f2"
    "3ff7ec1d03b52c3a45991c24cd440e12241a056f776e657220013a190a1541fd49eda0f23ff7ec1d03b52c3a45991c24cd440e"
    "1001226508021a0761637469766530200232207fff1fc0037e0000000000000000000000000000000000000000000000000000"
    "3a190a1541fd49eda0f23ff7ec1d03b52c3a45991c24cd440e10013a190a154198927ffb9f554dc4a453c64b2e553a02d6df51"
    "4b100170c0cac8f0e532"
)


def number(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def field(id: int, value: int | str | bytes) -> bytes:
    """A number; bytes; or an address in hexadecimal."""
    if isinstance(value, int):
        return number(id << 3) + number(value)
    raw = bytes.fromhex(value) if isinstance(value, str) else value
    return number(id << 3 | 2) + number(len(raw)) + raw


def raw_of(kind: int, *fields: bytes, memo: str = "", fee_limit: int = 0, expires: int = NOW + 60_000) -> str:
    name = {1: "Transfer", 2: "TransferAsset", 31: "TriggerSmart", 46: "AccountPermissionUpdate"}[kind]
    url = f"type.googleapis.com/protocol.{name}Contract".encode()
    parameter = field(1, url) + field(2, b"".join(fields))
    raw = field(1, "1c8b") + field(4, "d78785ed02dd918f") + field(8, expires)
    raw += field(10, memo.encode()) if memo else b""
    raw += field(11, field(1, kind) + field(2, parameter)) + field(14, expires - 60_000)
    return (raw + (field(18, fee_limit) if fee_limit else b"")).hex()


def call(contract: str, data: str, *, value: int = 0, expires: int = NOW + 60_000) -> str:
    worth = field(3, value) if value else b""
    fields = (field(1, ANN), field(2, contract), worth, field(4, data))
    return raw_of(31, *fields, fee_limit=100_000_000, expires=expires)


def word(value: int | str) -> str:
    return f"{value:064x}" if isinstance(value, int) else value[2:].rjust(64, "0")


def permission(threshold: int, **keys: int) -> Json:
    return {
        "permission_name": "owner",
        "threshold": threshold,
        "keys": [{"address": key.removeprefix("_"), "weight": weight} for key, weight in keys.items()],
    }


def account(address: str, owner: Json | None = None, type: str | None = None) -> Json:
    own = owner or permission(1, **{f"_{address}": 1})
    active = {"type": "Active", "id": 2, **own, "permission_name": "active", "operations": "7fff1fc0033efb0f"}
    told = {"address": address, **({"type": type} if type else {}), "balance": 1_793_227_200}
    return told | {"owner_permission": own, "active_permission": [active]}


def transaction(raw: str, outcome: str | None = "SUCCESS") -> Json:
    ret = {"ret": [{"contractRet": outcome}]} if outcome else {}
    return ret | {
        "signature": ["2154e8ef08f014063de8a88bafe748c8cbb48633c1657c083dca1a73439b289f"],
        "txID": id_of(raw),
        "raw_data": {"contract": [], "ref_block_bytes": "1c8b", "ref_block_hash": "d78785ed02dd918f"},
        "raw_data_hex": raw,
    }


def id_of(raw: str) -> str:
    return hashlib.sha256(bytes.fromhex(raw)).hexdigest()


def info(raw: str, receipt: Json, **more: object) -> Json:
    told = {"id": id_of(raw), "fee": 345_000, "blockNumber": BLOCK - 20, "blockTimeStamp": NOW - 60_000}
    return told | {"contractResult": [""], "receipt": receipt} | more


def log(token: str, sender: str, to: str, amount: int) -> Json:
    return {"address": token[2:], "topics": [MOVED, word(sender), word(to)], "data": word(amount)}


def ran(result: str = "SUCCESS") -> Json:
    return {"energy_fee": 4_458_500, "energy_usage_total": 44_585, "net_usage": 345, "result": result}


def head(now: int = NOW) -> Json:
    header = {
        "number": BLOCK,
        "txTrieRoot": "fa" * 32,
        "witness_address": EVE,
        "version": 34,
        "timestamp": now,
    }
    return {"blockID": f"{BLOCK:016x}" + "52" * 24, "block_header": {"raw_data": header}}


def page(what: str, body: Json, response: object) -> Json:
    return {"ask": f"/wallet/{what} {json.dumps(body, separators=(',', ':'))}", "response": response}


def row(  # noqa: PLR0913 - what a node is asked, one by one
    name: str,
    id: str,
    code: str,
    found: object,
    told: object,
    *more: Json,
    sender: str | None = None,
    now: int = NOW,
    expect: dict[str, str] | None = None,
) -> Json:
    return {
        "id": name,
        "document": DOCUMENT.format("gettransactioninfobyid"),
        "tx": id,
        "sender": sender,
        "pages": [
            page("gettransactionbyid", {"value": id}, found),
            page("gettransactioninfobyid", {"value": id}, told),
            page("getblock", {}, head(now)),
            *more,
        ],
        "expect": {"code": code, **(expect or {})},
    }


def done(name: str, raw: str, code: str, told: Json, *more: Json, **expect: str) -> Json:
    return row(name, id_of(raw), code, transaction(raw), told, *more, expect=expect)


def failed(name: str, raw: str, code: str, told: Json, owner: Json | None = None, **expect: str) -> Json:
    found = transaction(raw, told["receipt"]["result"])
    who = page("getaccount", {"address": ANN}, account(ANN, owner))
    return row(name, id_of(raw), code, found, told | {"result": "FAILED"}, who, expect=expect)


def waiting(name: str, raw: str, code: str, owner: Json | None = None, now: int = NOW) -> Json:
    id = id_of(raw)
    pool = page("gettransactionfrompending", {"value": id}, transaction(raw, None))
    who = page("getaccount", {"address": ANN}, account(ANN, owner))
    made = row(name, id, code, {}, {}, pool, who, now=now)
    return made | {"document": DOCUMENT.format("gettransactionfrompending")}


def unseen(name: str, code: str, *more: Json, sender: str | None = None) -> Json:
    id = "7a265c89822d2dd9ee2187a728db3f273784943d588fd7b79ce972fc14a3f1de"
    pool = page("gettransactionfrompending", {"value": id}, {})
    return row(name, id, code, {}, {}, pool, *more, sender=sender) | {"document": ACCOUNT}


def stands(address: str, *, kind: str = "key") -> list[Json]:
    """What stands at a receiver: a key, a contract, or nothing yet."""
    told = {"key": account(address), "contract": {"address": address, "type": "Contract"}, "nothing": {}}
    code = {"contract_address": address, "origin_address": ANN, "bytecode": "6080", "name": "Pool"}
    return [
        page("getaccount", {"address": address}, told[kind]),
        page("getcontract", {"value": address}, code if kind == "contract" else {}),
    ]


SHARED = permission(2, **{f"_{ANN}": 1, f"_{EVE}": 1})
SEND = raw_of(1, field(1, ANN), field(2, BOB), field(3, 5_000_000), memo="thank you")
ASSET = raw_of(2, field(1, b"1005416"), field(2, ANN), field(3, BOB), field(4, 7))
TO_BOB = call(TOKEN, "a9059cbb" + word(BOB) + word(9_000_000))
TO_POOL = call(TOKEN, "23b872dd" + word(ANN) + word(POOL) + word(9_000_000))
ALL = call(TOKEN, "095ea7b3" + word(EVE) + word(2**256 - 1))
SOME = call(TOKEN, "095ea7b3" + word(EVE) + word(9_000_000))
SWAP = call(POOL, "18cbafe5" + word(7))
DEPOSIT = call(POOL, "d0e30db0", value=3_000_000)
TOO_FEW = "08c379a0" + word(32) + word(9) + b"too small".hex().ljust(64, "0")
OLD = NOW + 61_000  # the time of the newest block, once the time of those that wait is over

ROWS = [
    done("a payment", SEND, "confirmed", info(SEND, {"net_usage": 265}), *stands(BOB), memo="thank you"),
    done(
        "a token, a real call",
        REAL_CALL,
        "confirmed_token_hidden",
        info(REAL_CALL, ran(), log=[log(TOKEN, REAL_CALLER, BOB, 1)], contract_address=TOKEN),
        *stands(BOB),
        recipient_active="yes",
    ),
    done(
        "a token to an address that is not active",
        TO_BOB,
        "confirmed_token_hidden",
        info(TO_BOB, ran(), log=[log(TOKEN, ANN, BOB, 9_000_000)]),
        *stands(BOB, kind="nothing"),
        recipient_active="no",
    ),
    done(
        "a token to a contract",
        TO_POOL,
        "confirmed_to_contract",
        info(TO_POOL, ran(), log=[log(TOKEN, ANN, POOL, 9_000_000)]),
        *stands(POOL, kind="contract"),
    ),
    done("a deposit", DEPOSIT, "confirmed_to_contract", info(DEPOSIT, ran()), *stands(POOL, kind="contract")),
    done(
        "a token of the chain",
        ASSET,
        "confirmed_token_hidden",
        info(ASSET, {"net_usage": 280}),
        *stands(BOB),
        token="1005416",  # noqa: S106 - the number of one
    ),
    done("another call", SWAP, "confirmed", info(SWAP, ran(), log=[log(TOKEN, POOL, ANN, 5)])),
    done("a permission without limit", ALL, "unlimited_approval", info(ALL, ran())),
    done("a permission with a limit", SOME, "confirmed", info(SOME, ran())),
    done(
        "a second key, a real one", REAL_UPDATE, "tron_permission_changed", info(REAL_UPDATE, {"net_fee": 1})
    ),
    failed(
        "energy",
        TO_BOB,
        "tron_out_of_energy",
        info(TO_BOB, ran("OUT_OF_ENERGY"), resMessage=b"Not enough energy for 'SSTORE'".hex()),
        message="Not enough energy for 'SSTORE'",
    ),
    failed(
        "energy, of an address that is shared",
        TO_BOB,
        "tron_permission_changed",
        info(TO_BOB, ran("OUT_OF_ENERGY")),
        SHARED,
        result="OUT_OF_ENERGY",
    ),
    failed(
        "refused with words",
        SWAP,
        "reverted",
        info(SWAP, ran("REVERT"), contractResult=[TOO_FEW]),
        reason="too small",
    ),
    failed("refused without a word", SWAP, "reverted", info(SWAP, ran("REVERT")), reason=""),
    failed("took too long", SWAP, "reverted", info(SWAP, ran("OUT_OF_TIME")), reason="OUT_OF_TIME"),
    waiting("waits", TO_BOB, "pending"),
    waiting("its time is over", TO_BOB, "expired", now=OLD + 60_000),
    waiting(
        "its time is over, and the address is shared", TO_BOB, "tron_permission_changed", SHARED, OLD + 60_000
    ),
    unseen("nobody knows it", "not_found"),
    unseen(
        "nobody knows it, and the address is shared",
        "tron_permission_changed",
        page("getaccount", {"address": ANN}, account(ANN, SHARED)),
        sender=ANN,
    ),
    unseen(
        "nobody knows it, and the address is its own",
        "not_found",
        page("getaccount", {"address": ANN}, account(ANN)),
        sender=ANN,
    ),
]

if __name__ == "__main__":
    INTO.write_text("".join(json.dumps(one) + "\n" for one in ROWS), "utf-8")
