"""Reads the chain table, and says of a mistake in it what is wrong and where.

The table comes with the program. An operator's own file may add chains, change single fields of known ones
(tables inside them are taken whole), or take chains out with ``hidden = true``.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import chain as joined
from pathlib import Path
from typing import Annotated, Any

import msgspec

from walletdesk.chains.model import (
    AccountKind,
    Addresses,
    Block,
    Chain,
    ChainTable,
    Coin,
    Explorer,
    Family,
    Memo,
    Party,
    PartyKind,
)

_SHIPPED = Path(__file__).parent / "chains.toml"
_LANGUAGES = ("en", "zh-CN")
_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_OwnName = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]  # a hash, where a chain has no name
_Host = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
_Path = Annotated[str, msgspec.Meta(pattern=r"^(/\S*\{id\}\S*)?$", max_length=200)]
_Byte = Annotated[int, msgspec.Meta(ge=0, le=255)]
_Prefix = Annotated[str, msgspec.Meta(pattern=r"^([a-z][a-z0-9]{0,19})?$")]


class UnfitTable(Exception):  # noqa: N818 - reads better in a raise
    """``mistakes``: what is wrong, each with its place in front. They repeat nothing but names of fields."""

    def __init__(self, *mistakes: str) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A chain as a file holds it; ``Chain`` says what the fields mean."""

    id: _Id
    family: Family
    name: dict[str, _Name]
    coin: "_Coin"
    block_seconds: Annotated[float, msgspec.Meta(gt=0, le=86_400)]
    chain_id: int | _OwnName | None = None
    accounts: tuple[AccountKind, ...] = (AccountKind.KEY,)
    memo: Memo = Memo.NONE
    addresses: "_Addresses | None" = None
    explorers: tuple["_Explorer", ...] = ()
    proof: "_Block | None" = None
    ended: date | None = None
    hidden: bool = False

    def chain(self) -> Chain:
        """Without what the file alone needs."""
        given = {name: getattr(self, name) for name in self.__struct_fields__ if name != "hidden"}
        return Chain(**given | self._parts())

    def _parts(self) -> dict[str, Any]:
        return {
            "coin": Coin(**msgspec.structs.asdict(self.coin)),
            "addresses": Addresses(**msgspec.structs.asdict(self.addresses or _Addresses())),
            "explorers": tuple(Explorer(**msgspec.structs.asdict(one)) for one in self.explorers),
            "proof": self.proof and Block(**msgspec.structs.asdict(self.proof)),
        }


class _Coin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    symbol: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.]{1,12}$")]
    decimals: Annotated[int, msgspec.Meta(ge=0, le=30)]


class _Addresses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keys: tuple[_Byte, ...] = ()
    scripts: tuple[_Byte, ...] = ()
    hrp: _Prefix = ""
    cashaddr: _Prefix = ""
    ss58: Annotated[int, msgspec.Meta(ge=0, le=63)] | None = None


class _Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``Party`` says what the fields mean."""

    address: Annotated[str, msgspec.Meta(pattern=r"^\S{3,120}$")]
    kind: PartyKind
    name: _Name
    chains: tuple[str, ...] = ()


class _Explorer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    host: _Host
    tx: _Path = ""
    address: _Path = ""


class _Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z]{32,64}$")]
    height: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0


@cache
def default_table() -> ChainTable:
    """The chains that come with the program."""
    return read_table()


def read_table(own: Path | None = None) -> ChainTable:
    """The table that comes with the program, with the operator's own file laid over it. Raise UnfitTable."""
    rows = _by_id(_parsed(_SHIPPED.read_bytes()))
    given = _parsed(_bytes_of(own)) if own else {"chain": []}
    parties = [_party(number, row) for number, row in enumerate(given.pop("party", []), 1)]
    for id, row in _by_id(given).items():
        rows[id] = {**rows.get(id, {}), **row}
    read = [_read(id, row) for id, row in rows.items()]
    chains = [row.chain() for row in read if isinstance(row, _Row) and not row.hidden]
    mistakes = [row for row in read if isinstance(row, str)]
    mistakes += [said for chain in chains for said in _lacks(chain)]
    mistakes += [one for one in parties if isinstance(one, str)]
    table = ChainTable.of(chains, (one for one in parties if isinstance(one, Party)))
    if mistakes := [*mistakes, *_same_chain_ids(chains), *_nowhere(table)]:
        raise UnfitTable(*mistakes)
    return table


def _bytes_of(own: Path) -> bytes:
    try:
        return own.read_bytes()
    except OSError:
        raise UnfitTable("This file cannot be read.") from None


def _parsed(toml: bytes) -> dict[str, Any]:
    try:
        given = tomllib.loads(toml.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnfitTable("This is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:  # its sentence may quote the line; its place does not
        raise UnfitTable(
            f"This cannot be read as TOML: {str(error).rpartition('(')[2].rstrip(')')}."
        ) from None
    tables = {
        name: rows for name, rows in given.items() if name in {"chain", "party"} and isinstance(rows, list)
    }
    if (
        not given
        or tables.keys() != given.keys()
        or not all(isinstance(row, dict) for row in joined(*tables.values()))
    ):
        raise UnfitTable("Only [[chain]] and [[party]] tables may stand here.")
    return tables


def _by_id(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = given.get("chain", [])
    ids = [str(row.get("id", "")) for row in rows]
    if "" in ids:
        raise UnfitTable(f"[[chain]] number {ids.index('') + 1}: id is missing.")
    if twice := [number for number, id in enumerate(ids, 1) if ids[: number - 1].count(id)]:
        raise UnfitTable(*(f"[[chain]] number {number}: this id stands twice." for number in twice))
    return dict(zip(ids, rows, strict=True))


def _read(id: str, row: dict[str, Any]) -> _Row | str:
    """The row, or what is wrong with it."""
    try:
        return msgspec.convert(row, _Row)
    except msgspec.ValidationError as error:
        return _wrong(_shown(id), error)


def _party(number: int, row: dict[str, Any]) -> Party | str:
    """The same of a party."""
    try:
        return Party(**msgspec.structs.asdict(msgspec.convert(row, _Party)))
    except msgspec.ValidationError as error:
        return _wrong(f"party number {number}", error)


def _wrong(where: str, error: msgspec.ValidationError) -> str:
    said, _, place = str(error).partition(" - at ")
    if said.startswith("Invalid enum value"):
        said = "This is none of the known words"
    return f"{where}{place.strip('`').removeprefix('$')}: {said}."


def _nowhere(table: ChainTable) -> Iterator[str]:
    for number, party in enumerate(table.parties, 1):
        if any(id not in table.by_id for id in party.chains):
            yield f"party number {number}.chains: The chain table has no such chain."


def _shown(id: str) -> str:
    return f"chain {id}" if id.replace("-", "").isalnum() and id.isascii() and len(id) <= 40 else "chain"


_NEEDED: dict[Family, tuple[str, Callable[[Chain], bool]]] = {
    Family.EVM: ("chain_id", lambda chain: isinstance(chain.chain_id, int)),
    Family.BITCOIN: ("addresses.keys", lambda chain: bool(chain.addresses.keys)),
    Family.TRON: ("addresses.keys", lambda chain: bool(chain.addresses.keys)),
    Family.COSMOS: ("addresses.hrp", lambda chain: bool(chain.addresses.hrp)),
    Family.POLKADOT: ("addresses.ss58", lambda chain: chain.addresses.ss58 is not None),
}


def _lacks(chain: Chain) -> Iterator[str]:
    for language in _LANGUAGES:
        if language not in chain.name:
            yield f"chain {chain.id}.name: {language} is missing."
    needed = _NEEDED.get(chain.family)
    if needed and not needed[1](chain):
        yield f"chain {chain.id}: {needed[0]} is missing; chains of this family differ by it."


def _same_chain_ids(chains: list[Chain]) -> Iterator[str]:
    """Of EVM chains: a transaction signed for one would be looked for on the other."""
    seen = Counter(chain.chain_id for chain in chains if chain.family is Family.EVM)
    for chain in chains:
        if chain.family is Family.EVM and seen[chain.chain_id] > 1:
            yield f"chain {chain.id}: another chain has the same chain_id."
