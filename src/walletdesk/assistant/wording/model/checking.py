"""Whether a sentence of a model may be said: nothing in it that its paragraph does not hold.

No second model judges. What is compared are hard facts, which either stand there or do not: figures, names,
addresses, captions. What a sentence means beyond them is not understood here; for that there are the floor of
likeness, the guard of what goes out, and the article beside the answer.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from walletdesk.assistant.wording.model.captions import invented
from walletdesk.assistant.wording.model.likeness import FLOOR, likeness
from walletdesk.assistant.wording.model.names import (
    leads_in,
    names_in,
    without_leads,
    without_names,
    words_in,
)
from walletdesk.assistant.wording.model.numbers import Number, numbers_in, unsupported
from walletdesk.assistant.wording.model.plain import plain

LONGEST_SENTENCE = 300  # characters
MOST_SENTENCES = 10
_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|\]\(|!\[|`|\*\*|__|~~|\{\{|\$\{"
    r"|^\s*(?:#{1,6} |>|[-*+] |\|)|\bjavascript:",
    re.IGNORECASE | re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"\[(?:(?:id|link|mail|name|number|handle)-[a-z]+\]|removed|已移除)", re.IGNORECASE)
_FORBIDS = re.compile(
    r"别|不|勿|拒绝|骗|没有|没人|无法|禁止|\b(?:not|never|no|nobody|none|reject|scam|neither|nor|without|avoid|unsafe|only)\b|n't\b",
    re.IGNORECASE,
)


class Fault(StrEnum):
    NO_SOURCE = "no_source"
    LENGTH = "length"
    SIGNS = "signs"
    MARKUP = "markup"
    NUMBER = "number"
    ADDRESS = "address"
    NAME = "name"
    CAPTION = "caption"
    TURNED = "turned"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A paragraph that was sent to the model."""

    id: str
    text: str
    forbids: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    text: str
    cites: tuple[str, ...]


def faults_of(
    sentence: Sentence, sources: Sequence[Source], question: str, *, floor: float = FLOOR
) -> list[Fault]:
    """Everything that speaks against saying it; empty when nothing does."""
    cited = [source for source in sources if source.id in sentence.cites]
    if len(cited) != len(set(sentence.cites)) or not cited:
        return [Fault.NO_SOURCE]
    said, told = plain(sentence.text), plain(" ".join(source.text for source in cited))
    return [
        *untrusted(sentence.text),
        *([Fault.MARKUP] if _PLACEHOLDER.search(said) else []),
        *hard_faults(said, told, plain(question)),
        *([Fault.CAPTION] if invented(said, (told,)) else []),
        *([Fault.TURNED] if any(s.forbids for s in cited) and not _FORBIDS.search(said) else []),
        *([Fault.UNLIKE] if likeness(said, told) < floor else []),
    ]


def hard_faults(said: str, told: str, asked: str = "", *, translated: bool = False) -> list[Fault]:
    """Figures, names, addresses that nobody told. What was asked gives figures and names, no address.

    ``translated``: the languages may differ, so only names that we know are compared.
    """
    known = told.casefold()
    named = names_in(without_leads(said), only_known=translated)
    found = {
        Fault.ADDRESS: any(lead.casefold() not in known for lead in leads_in(said)),
        Fault.NUMBER: bool(unsupported(_numbers(said), _numbers(told), _numbers(asked))),
        Fault.NAME: not named <= words_in(without_leads(told)) | words_in(without_leads(asked)),
    }
    return [fault for fault, is_there in found.items() if is_there]


def translation_faults(said: str, told: str) -> list[Fault]:
    """A translation holds every hard fact of its text, and no other."""
    lost = [fault for fault in hard_faults(told, said, translated=True) if fault is not Fault.NAME]
    placeholders = {match[0].casefold() for match in _PLACEHOLDER.finditer(told)}
    kept = {match[0].casefold() for match in _PLACEHOLDER.finditer(said)}
    gone = [] if placeholders == kept else [Fault.ADDRESS]
    return [*hard_faults(said, told, translated=True), *lost, *gone]


def _numbers(text: str) -> list[Number]:
    return numbers_in(without_names(without_leads(text)))


def untrusted(text: str, *, longest: int = LONGEST_SENTENCE) -> list[Fault]:
    """What no sentence of a stranger may be or hold, whatever it says."""
    found = {
        Fault.LENGTH: not 0 < len(text) <= longest,
        Fault.SIGNS: has_unseen(text),
        Fault.MARKUP: bool(_MARKUP.search(text)),
    }
    return [fault for fault, is_there in found.items() if is_there]


def has_unseen(text: str) -> bool:
    """Signs that control, turn round or hide. A line end inside a sentence is one of them."""
    return any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} for sign in text)
