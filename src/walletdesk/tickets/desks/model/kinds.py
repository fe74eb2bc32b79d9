"""The kinds of desks, what each asks for, and which next steps each may tell a contact."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class DeskKind(StrEnum):
    FUNDS = "funds"
    RISK = "risk"
    DEVELOPMENT = "development"
    LEGAL = "legal"
    PARTNER = "partner"


NAMES: Final = {  # as agents read them; English, which is the key of the translation
    DeskKind.FUNDS: "Funds desk",
    DeskKind.RISK: "Risk desk",
    DeskKind.DEVELOPMENT: "Development desk",
    DeskKind.LEGAL: "Legal desk",
    DeskKind.PARTNER: "Partner desk",
}


class Ask(StrEnum):
    """How a field is filled in, and by what it is checked."""

    CHAIN = "chain"  # an id of the chain table
    TX_ID = "tx_id"  # as that chain writes it
    ADDRESS = "address"  # as above, with its checksum where it has one
    ABOUT = "about"  # an address of any chain, or an account as the product calls it
    MOMENT = "moment"  # a time with its zone, not in the future
    DAY = "day"
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``name`` and ``hint`` are English, the key of their translation.

    ``may_lack``: instead of a value the reason may be kept why there is none.
    """

    id: str
    ask: Ask
    name: str
    hint: str = ""
    required: bool = True
    may_lack: bool = False
    choices: tuple[tuple[str, str], ...] = ()


_FUNDS = (
    Field(id="chain", ask=Ask.CHAIN, name="Chain", may_lack=True),
    Field(
        id="tx_id",
        ask=Ask.TX_ID,
        name="Transaction ID",
        hint="All of it, as the wallet or an explorer shows it.",
        may_lack=True,
    ),
    Field(id="address", ask=Ask.ADDRESS, name="Address", hint="The contact's own.", may_lack=True),
    Field(id="at", ask=Ask.MOMENT, name="When it was sent", may_lack=True),
    Field(id="what", ask=Ask.TEXT, name="What to find out", required=False),
)
_RISK = (
    Field(id="about", ask=Ask.ABOUT, name="Address or account", hint="What it happened to."),
    Field(id="what", ask=Ask.TEXT, name="What happened"),
    Field(id="since", ask=Ask.MOMENT, name="Since when", may_lack=True),
)
_DEVELOPMENT = (
    Field(id="version", ask=Ask.LINE, name="Version of the app", may_lack=True),
    Field(id="device", ask=Ask.LINE, name="Device and system"),
    Field(id="steps", ask=Ask.TEXT, name="Steps to see it"),
    Field(id="expected", ask=Ask.TEXT, name="What should happen"),
    Field(id="got", ask=Ask.TEXT, name="What happens instead"),
)
_LEGAL = (
    Field(id="who", ask=Ask.LINE, name="Who asks"),
    Field(id="right", ask=Ask.TEXT, name="By what right", hint="The law, order or contract they name."),
    Field(id="deadline", ask=Ask.DAY, name="Deadline", may_lack=True),
)
_PARTNER = (
    Field(id="organization", ask=Ask.LINE, name="Organization"),
    Field(id="integration", ask=Ask.LINE, name="Integration", hint="Which interface, which version."),
    Field(
        id="environment",
        ask=Ask.CHOICE,
        name="Environment",
        choices=(("production", "Production"), ("test", "Test environment")),
    ),
    Field(
        id="impact",
        ask=Ask.CHOICE,
        name="Impact",
        choices=(
            ("stopped", "Nothing works"),
            ("partly", "Some of it fails"),
            ("question", "A question, nothing fails"),
        ),
    ),
    Field(id="what", ask=Ask.TEXT, name="What happens"),
)
FORMS: Final = {
    DeskKind.FUNDS: _FUNDS,
    DeskKind.RISK: _RISK,
    DeskKind.DEVELOPMENT: _DEVELOPMENT,
    DeskKind.LEGAL: _LEGAL,
    DeskKind.PARTNER: _PARTNER,
}

STEPS: Final = {  # names of sentences in ``tickets.next_steps``
    DeskKind.FUNDS: ("we_read_chain", "we_ask_party", "wait_for_party", "need_more", "we_tell_you"),
    DeskKind.RISK: ("we_look", "protect_first", "we_ask_party", "need_more", "we_tell_you"),
    DeskKind.DEVELOPMENT: ("we_reproduce", "we_correct", "in_a_version", "need_more", "we_tell_you"),
    DeskKind.LEGAL: ("we_read_law", "need_more", "we_answer_in_writing", "we_tell_you"),
    DeskKind.PARTNER: ("we_look", "developers_look", "test_again", "need_more", "we_tell_you"),
}


def field_of(kind: DeskKind, id: str) -> Field | None:
    return next((one for one in FORMS[kind] if one.id == id), None)
