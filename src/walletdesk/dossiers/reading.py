"""From what ``chains`` tells to what dossiers keep: ids of a text, findings of a look, advice by code."""

from collections.abc import Mapping, Sequence
from typing import Final

from walletdesk.chains import (
    ACTORS,
    ADVICE,
    EVM,
    Diagnosed,
    Diagnosing,
    Identifier,
    Kind,
    Known,
    Secrecy,
)
from walletdesk.chains import Finding as Found
from walletdesk.chains import Question as Asked
from walletdesk.dossiers.model import Finding
from walletdesk.dossiers.ports import Counsel, Identified, Named, Question

_HEX: Final = "0x"
_ADDRESSES: Final = frozenset({Kind.ADDRESS, Kind.ACCOUNT})


class Identifying:
    """Fits the port ``Identify``."""

    def __init__(self, identify: Identifier) -> None:
        self._identify = identify

    def __call__(self, text: str, context: Sequence[str] = ()) -> Identified:
        seen = self._identify(text, context)
        ids = {one.value: one for one in map(_named, filter(_is_transaction, seen.usable))}
        return Identified(
            transactions=tuple(ids.values()),
            addresses=tuple(_named(one) for one in seen.usable if one.kind in _ADDRESSES),
            is_unsure=any(one.secrecy is Secrecy.MAYBE for one in seen.findings),
        )


class Looking:
    """Fits the port ``Look``."""

    def __init__(self, diagnosing: Diagnosing) -> None:
        self._diagnosing = diagnosing

    async def __call__(self, questions: Sequence[Question]) -> Sequence[Finding]:
        answers = await self._diagnosing.diagnose_all([_asked(one) for one in questions])
        return [finding_of(one) for one in answers]


def counsel() -> Mapping[str, Counsel]:
    return {
        code.value: Counsel(
            title=told.title,
            meaning=told.meaning,
            steps=told.steps,
            never=told.never,
            who=ACTORS[told.actor],
            article=told.article,
        )
        for code, told in ADVICE.items()
    }


def finding_of(told: Diagnosed) -> Finding:
    it = told.diagnosis
    return Finding(
        code=it.code.value,
        chain=told.chain or "",
        evidence={name: _plain(str(value)) for name, value in it.evidence.items()},
        reason_kind=it.reason.kind.value if it.reason else "",
        reason=_plain(it.reason.text) if it.reason else "",
        trouble=it.trouble.value if it.trouble else "",
        asked=tuple(told.asked),
        silent={chain: why.value for chain, why in told.silent.items()},
    )


def _plain(text: str) -> str:
    """Half of a pair of surrogates, which JSON can hold, is no text that can be kept or signed."""
    return text.encode("utf-8", "ignore").decode()


def _asked(question: Question) -> Asked:
    """A sender alone helps too: on TRON it tells whose keys decide. A number alone is nobody's."""
    known = Known(
        sender=question.sender or None,
        nonce=question.nonce if question.sender else None,
        coins=tuple(question.coins.split()),
        last_block=question.last_block,
        named=question.named or None,
        meant=question.meant or None,
        history=question.history,
    )
    return Asked(question.tx, question.chains, None if known == Known() else known)


def _is_transaction(found: Found) -> bool:
    """Of the forms that addresses have too only the one that seldom is an address."""
    is_mostly = found.kind is Kind.TX_HASH_OR_ADDRESS and EVM in found.forms
    return found.kind is Kind.TX_HASH or is_mostly


def _named(found: Found) -> Named:
    """Hexadecimal digits in small letters, whatever a checksum made of them."""
    value = found.value.lower() if found.value[:2].lower() == _HEX else found.value
    return Named(value, found.chains, found.end - found.start)
