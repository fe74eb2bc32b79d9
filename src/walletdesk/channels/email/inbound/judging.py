"""What a mail may do: rules over what it says, what our server found out, and what we know.

A From header proves nothing. Joining a conversation is a right, and so is being answered.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from walletdesk.kernel.ids import ConversationId
from walletdesk.platform.mime import Automatic, Doubt, ReadMail

_DMARC: Final = re.compile(r"\s*dmarc\s*=\s*([a-z]+)\b(.*)", re.IGNORECASE | re.DOTALL)
_PIECES: Final = re.compile(r"""\\.|["()]|[^\\"()]+""", re.DOTALL)
_HEADER_FROM: Final = re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE)


class Place(StrEnum):
    """Where it goes. ``HELD``: a person looks at it first, and nothing of it is shown to a contact."""

    NEW = "new_conversation"
    JOINS = "joins"
    JOINS_UNVERIFIED = "joins_unverified"
    HELD = "held_for_review"


class Standing(StrEnum):
    """What our own mail server found out about the domain in From: RFC 7489, told by RFC 8601."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


class Answers(StrEnum):
    """Whether a program of ours may answer: RFC 3834."""

    MAY = "may"
    ONCE_A_DAY = "once_a_day"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """``servers``: the names under which our own mail servers write what they found (authserv-id)."""

    addresses: Set[str]
    domains: Set[str]
    servers: Set[str]
    agents: Set[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    place: Place
    standing: Standing
    answers: Answers
    conversation: ConversationId | None = None
    reason: str = ""  # why it is held: own_address, claims_agent, no_sender

    @property
    def is_verified(self) -> bool:
        return self.standing is Standing.PROVEN

    @property
    def may_be_surveyed(self) -> bool:
        return self.answers is Answers.MAY


class Participants(Protocol):
    def of(self, conversation: ConversationId) -> Set[str]:
        """Proven addresses of its contact, in lower case; none where there is no such conversation."""


class Tokens(Protocol):
    """What our letters carry, of one address of ours or of several."""

    def in_address(self, address: str) -> ConversationId | None: ...
    def in_message_id(self, id: str) -> ConversationId | None: ...


def named_in(mail: ReadMail, tokens: Tokens) -> Set[ConversationId]:
    """Every conversation that it names by a token of ours."""
    by_address = [tokens.in_address(one) for one in _recipients(mail)]
    by_id = [tokens.in_message_id(one) for one in mail.references]
    return {one for one in (*by_address, *by_id) if one is not None}


def judged(mail: ReadMail, house: House, tokens: Tokens, participants: Participants) -> Judgement:
    """Where it goes, and whether it may be answered: of the same mail always the same."""
    sender = mail.sender.address.lower() if mail.sender else ""
    standing = standing_of(mail, house.servers)
    answers = _answers(mail, house, sender)
    if reason := _held(sender, mail, house):
        return Judgement(place=Place.HELD, standing=standing, answers=Answers.NEVER, reason=reason)
    by_address = _first(tokens.in_address(one) for one in _recipients(mail))
    by_id = _first(tokens.in_message_id(one) for one in reversed(mail.references))
    conversation = by_address or by_id
    known = conversation is not None and sender in participants.of(conversation)
    if conversation is None or not (known or by_address):
        return Judgement(place=Place.NEW, standing=standing, answers=answers)
    place = Place.JOINS if known and standing is Standing.PROVEN else Place.JOINS_UNVERIFIED
    if place is Place.JOINS_UNVERIFIED:
        answers = Answers.NEVER  # whoever that is: we would tell them that the conversation is there
    return Judgement(place=place, standing=standing, answers=answers, conversation=conversation)


def standing_of(mail: ReadMail, servers: Set[str]) -> Standing:
    """By the topmost header in the name of one of our servers; below it anybody may have written that name.

    It holds only where that server takes such headers out of what comes in (RFC 8601, section 5), so that
    ``servers`` is empty until an operator says so.
    """
    if mail.sender is None:
        return Standing.UNKNOWN
    domain = mail.sender.address.rpartition("@")[2].lower()
    for header in mail.authentication:
        server = header.partition(";")[0].split()
        if not server or server[0].lower() not in servers:
            continue
        said = _without_words_of_others(header)
        return Standing.UNKNOWN if said is None else _standing(said.split(";")[1:], domain)
    return Standing.UNKNOWN


def _standing(results: Sequence[str], domain: str) -> Standing:
    """Each result is ``method=result`` with what it was found by; of DMARC there is one."""
    found = [match for match in map(_DMARC.fullmatch, results) if match]
    if len(found) != 1:
        return Standing.UNKNOWN
    result, named = found[0][1].lower(), _HEADER_FROM.search(found[0][2])
    if result == "pass" and named and named[1].lower() == domain:
        return Standing.PROVEN
    return Standing.REFUTED if result in {"fail", "pass"} else Standing.UNKNOWN


def _without_words_of_others(header: str) -> str | None:
    """Without comments and quoted words, which a sender may have chosen; None where one has no end."""
    kept, depth, quoted = "", 0, False
    for piece in _PIECES.findall(header):
        if piece == '"' and not depth:
            quoted = not quoted
        elif piece in {"(", ")"} and not quoted:
            depth += 1 if piece == "(" else -1
        elif not (quoted or depth):
            kept += piece
        if depth < 0:
            return None
    return None if quoted or depth else kept


def _held(sender: str, mail: ReadMail, house: House) -> str:
    if not sender or Doubt.SENDER in mail.doubts:
        return "no_sender"
    if _plain(sender) in house.addresses:
        return "own_address"
    if sender in house.agents or sender.rpartition("@")[2] in house.domains:
        return "claims_agent"
    return ""


def _answers(mail: ReadMail, house: House, sender: str) -> Answers:
    own_loop = any(_plain(loop.lower()) in house.addresses for loop in mail.loops)
    if own_loop or not sender or mail.automatic in {Automatic.YES, Automatic.BOUNCE}:
        return Answers.NEVER
    return Answers.ONCE_A_DAY if mail.automatic is Automatic.PERHAPS else Answers.MAY


def _recipients(mail: ReadMail) -> Sequence[str]:
    return [*mail.delivered_to, *(one.address for one in mail.to)]


def _plain(address: str) -> str:
    """Without what follows a plus."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def _first(found: Iterable[ConversationId | None]) -> ConversationId | None:
    return next((one for one in found if one is not None), None)
