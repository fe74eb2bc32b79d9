"""From a text to findings: what its words are, which links they stand in, and what of it must not leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from walletdesk.chains.identifying.folding import fold
from walletdesk.chains.identifying.links import Links, Told
from walletdesk.chains.identifying.names import Names
from walletdesk.chains.identifying.ports import Judge, Screen, Suspicion
from walletdesk.chains.identifying.scanning import Spot, Taken, scan
from walletdesk.chains.identifying.words import Words
from walletdesk.chains.model import EVM, ChainTable, Family, Finding, Identified, Kind, Secrecy, Standing

_LONGEST = 200_000  # characters that are looked at
_MOST = 200  # findings: whoever pastes more wants a file read, not a question answered
_AROUND = 200  # characters to either side that may say what an id is
_OTHER_CHAIN = "link_of_another_chain"


class Identifier:
    """Made once for a chain table; holds nothing of what it reads."""

    def __init__(self, table: ChainTable, *, screen: Screen, is_lookalike: Judge) -> None:
        self._table, self._screen = table, screen
        self._words, self._names = Words(table), Names(table)
        self._links = Links(table, is_lookalike)

    def __call__(self, text: str, context: Sequence[str] = ()) -> Identified:
        """``context`` is what the same person wrote before, or the name of the field that was filled in."""
        read = text[:_LONGEST]
        plain, places = fold(read)
        spots = self._spots(plain)
        findings = [self._finding(plain, spot) for spot in spots[:_MOST]]
        if places:
            findings = [replace(f, start=places[f.start], end=places[f.end - 1] + 1) for f in findings]
        suspicions = [*self._screen(read, context), *self._torn(read, findings, context)]
        guarded = _guarded(findings, suspicions)
        return Identified(tuple(guarded), is_cut=len(read) < len(text) or len(spots) > _MOST)

    def _torn(self, text: str, findings: list[Finding], context: Sequence[str]) -> Iterator[Suspicion]:
        """What a line break tore apart is not seen for a key before it is put together."""
        for finding in findings:
            before, after = (
                text[max(0, finding.start - _AROUND) : finding.start],
                text[finding.end :][:_AROUND],
            )
            if "\n" in text[finding.start : finding.end]:
                end = len(before) + len(finding.value)
                seen = self._screen(before + finding.value + after, context)
                met = [s for s in seen if s.start < end and len(before) < s.end]
                yield from (Suspicion(finding.start, finding.end, s.is_certain) for s in met)

    def _spots(self, plain: str) -> list[Spot]:
        spots = scan(plain, self._words)
        taken = Taken(len(plain), (spot.span for spot in spots))
        named = (*self._names.shortened(plain), *self._names.accounts(plain))
        spots += [spot for spot in named if not taken.meets(*spot.span)]
        return sorted(spots, key=lambda spot: spot.start)

    def _finding(self, plain: str, spot: Spot) -> Finding:
        seen = spot.seen
        finding = Finding(
            kind=seen.kind,
            start=spot.start,
            end=spot.end,
            value=seen.value,
            chains=tuple(chain for form in seen.forms for chain in self._table.of_form(form)),
            forms=seen.forms,
            checksum=seen.checksum,
            detail=dict(seen.detail),
        )
        told = self._links.around(plain, spot.start)
        return finding if told is None else self._narrowed(finding, told)

    def _narrowed(self, finding: Finding, told: Told) -> Finding:
        """By an explorer that shows one of its chains. One of another chain narrows nothing, and is told."""
        linked = replace(finding, link=told.link)
        if told.link.standing is not Standing.EXPLORER:
            return linked
        chains = tuple(id for id in finding.chains if id in told.link.chains)
        if not chains:
            return replace(linked, detail={**finding.detail, _OTHER_CHAIN: "yes"})
        narrowed = replace(linked, chains=chains, forms=self._forms(chains))
        if finding.kind is not Kind.TX_HASH_OR_ADDRESS:
            return narrowed
        families = {self._table.get(id).family for id in chains}
        return replace(narrowed, kind=told.kind or _settled(families, finding.value) or finding.kind)

    def _forms(self, chains: tuple[str, ...]) -> tuple[str, ...]:
        families = {id: self._table.get(id).family for id in chains}
        return tuple(sorted({EVM if families[id] is Family.EVM else id for id in chains}))


def _settled(families: set[Family], value: str) -> Kind | None:
    """Where the chain is known, its form often tells what the shared one does not."""
    if families == {Family.EVM} or (families == {Family.SUI} and not value.startswith("0x")):
        return Kind.TX_HASH
    return Kind.ADDRESS if families == {Family.SOLANA} else None


def _guarded(findings: list[Finding], suspicions: Sequence[Suspicion]) -> list[Finding]:
    """Nothing of what is or may be a secret is handed on; where it is unsure, what it looks like is said."""
    told = [_without_secret(finding, suspicions) for finding in findings]
    kept = [finding for finding in told if finding is not None]
    secrets = [
        Finding(Kind.SECRET, s.start, s.end, secrecy=Secrecy.CERTAIN if s.is_certain else Secrecy.MAYBE)
        for s in suspicions
        if not any(_meet(finding, s) for finding in kept)
    ]
    return sorted([*kept, *secrets], key=lambda finding: finding.start)


def _without_secret(finding: Finding, suspicions: Sequence[Suspicion]) -> Finding | None:
    """None where it is a secret for certain: the suspicion itself tells of it."""
    met = [suspicion for suspicion in suspicions if _meet(finding, suspicion)]
    if any(suspicion.is_certain for suspicion in met):
        return None
    return replace(finding, value="", secrecy=Secrecy.MAYBE) if met else finding


def _meet(finding: Finding, suspicion: Suspicion) -> bool:
    return finding.start < suspicion.end and suspicion.start < finding.end
