"""Write the judging set of ``walletdesk eval reverts``: what contracts give back, packed by another program.

    npm pack @openzeppelin/contracts@4.9.6 @openzeppelin/contracts@5.7.0  # and those between; unpack each
    python -m venv oracle
    oracle/bin/pip install eth-abi==6.0.0 eth-utils==6.0.0 'eth-hash[pycryptodome]==0.8.0'
    PYTHONPATH=. oracle/bin/python -m scripts.revert_rows FOLDER > tests/data/reverts/first.jsonl

FOLDER holds the unpacked packages, at any depth: their compiled interfaces name the errors. Nothing of
Walletdesk is imported; eth-abi packs what is right and refuses what is called malformed. The same seed and
the same packages write the same rows.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eth_abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_utils import function_signature_to_4byte_selector as selector

SEED = 20261123
WORDS = (
    "",
    "x",
    "ERC20: transfer amount exceeds balance",
    "Too little received",
    "余额不足，请先充值手续费",
    "exactly thirty-one characters!!",
    "exactly thirty-two characters!!!",
    "exactly thirty-three characters!!",
    "insufficient \U0001f4b8 funds",
    "two words " * 12,
)
PANICS = (0x00, 0x01, 0x11, 0x12, 0x21, 0x22, 0x31, 0x32, 0x41, 0x51, 0x99, 2**64)
Interface = dict[str, Any]
Row = dict[str, object]


def type_of(given: Interface) -> str:
    kind = str(given["type"])
    if kind.startswith("tuple"):
        return f"({','.join(map(type_of, given['components']))}){kind[5:]}"
    return kind


def errors_in(folder: Path) -> dict[str, list[str]]:
    """The types of the arguments by signature."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("build/contracts/*.json")):
        for one in json.loads(file.read_text("utf-8"))["abi"]:
            if one["type"] == "error":
                types = [type_of(given) for given in one["inputs"]]
                found[f"{one['name']}({','.join(types)})"] = types
    return dict(sorted(found.items()))


def value(rng: random.Random, kind: str, edge: int) -> Any:  # noqa: ANN401 - whatever eth-abi packs
    """``edge``: 0 the smallest there is, 1 the largest, otherwise any."""
    if kind.endswith("[]"):
        return [value(rng, kind[:-2], rng.randrange(3)) for _ in range((0, 3, 2)[edge])]
    if kind == "address":
        return "0x" + ("00" * 20, "ff" * 20, rng.randbytes(20).hex())[edge]
    if kind == "bool":
        return edge == 1
    if kind == "string":
        return rng.choice(WORDS)
    return filled(rng, kind, edge) if kind.startswith("bytes") else number(rng, kind, edge)


def filled(rng: random.Random, kind: str, edge: int) -> bytes:
    if kind == "bytes":
        return (b"", b"\xff" * 70, rng.randbytes(33))[edge]
    size = int(kind[5:])
    return (bytes(size), b"\xff" * size, rng.randbytes(size))[edge]


def number(rng: random.Random, kind: str, edge: int) -> int:
    bits = int(kind.removeprefix("u").removeprefix("int"))
    low, high = (0, 2**bits - 1) if kind.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return (low, high, rng.randint(low, high))[edge]


def written(one: object) -> object:
    """As the rows hold it: numbers as text, many are larger than readers of JSON can hold."""
    if isinstance(one, bool):
        return one
    if isinstance(one, list):
        return [written(part) for part in one]
    return "0x" + one.hex() if isinstance(one, bytes) else str(one)


def row(id: str, kind: str, data: bytes, **more: object) -> Row:
    empty: Row = {"signature": None, "args": None, "text": None, "code": None}
    return {"id": id, "data": "0x" + data.hex(), "kind": kind} | empty | more


def custom(rng: random.Random, errors: dict[str, list[str]]) -> Iterator[Row]:
    for signature, types in errors.items():
        for edge in range(3 if types else 1):
            args = [value(rng, kind, edge) for kind in types]
            data = selector(signature) + encode(types, args)
            name = f"custom-{signature.partition('(')[0]}-{edge}"
            yield row(name, "custom", data, signature=signature, args=[written(one) for one in args])


def plain() -> Iterator[Row]:
    for place, words in enumerate(WORDS):
        data = selector("Error(string)") + encode(["string"], [words])
        yield row(f"error-string-{place}", "error_string", data, text=words)
    for code in PANICS:
        yield row(
            f"panic-{code}", "panic", selector("Panic(uint256)") + encode(["uint256"], [code]), code=code
        )
    yield row("empty", "empty", b"")


def unknown(rng: random.Random, errors: dict[str, list[str]]) -> Iterator[Row]:
    """Begins that belong to nothing above; what follows them is nobody's to read."""
    taken = {selector(one) for one in (*errors, "Error(string)", "Panic(uint256)")}
    for place in range(60):
        begin = selector(f"NobodyKnows{place}(uint256)")
        assert begin not in taken  # noqa: S101 - a script
        yield row(
            f"unknown-custom-{place}", "unknown_custom", begin + rng.randbytes(rng.choice((0, 32, 64, 7)))
        )


def malformed(rng: random.Random, errors: dict[str, list[str]]) -> Iterator[Row]:
    for size in (1, 2, 3):
        yield row(f"malformed-begin-{size}", "malformed", rng.randbytes(size))
    spoilt = [*errors.items(), ("Error(string)", ["string"]), ("Panic(uint256)", ["uint256"])] * 2
    for place, (signature, types) in enumerate(spoilt):
        body = encode(types, [value(rng, kind, 2) for kind in types])
        for how, data in enumerate((body[: rng.randrange(len(body))] if body else body, spoil(rng, body))):
            if not is_read(types, data):
                name = f"malformed-{signature.partition('(')[0]}-{place}-{how}"
                yield row(name, "malformed", selector(signature) + data)


def spoil(rng: random.Random, body: bytes) -> bytes:
    """Every bit of one of its words set: an offset, a length or a number that cannot be."""
    place = 32 * rng.randrange(max(1, len(body) // 32))
    return body[:place] + b"\xff" * 32 + body[place + 32 :]


def is_read(types: list[str], data: bytes) -> bool:
    try:
        decode(types, data)
    except (DecodingError, OverflowError, UnicodeDecodeError):
        return False
    return True


def main() -> None:
    rng = random.Random(SEED)  # noqa: S311 - the same rows every time
    errors = errors_in(Path(sys.argv[1]))
    rows = [*custom(rng, errors), *plain(), *unknown(rng, errors), *malformed(rng, errors)]
    sys.stdout.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
    print(f"{len(errors)} errors, {len(rows)} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
