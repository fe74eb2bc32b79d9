"""A saved reply: whose it is, what it says in each language, and which fields are filled when it is used."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import AgentId, SavedReplyId
from walletdesk.kernel.viewers import AgentViewer, Role

CURSOR = "cursor"  # where the cursor stands afterwards; never sent
_SLA = ("wait_range", "position", "grace", "waited", "reply_by", "next_open", "next_update")
_TALK = ("ticket", "agent", "team", "desk", "code", "subject", "summary", "done", "next_step", "reason")
_MORE = ("need", "slot", "where", "asked_at", "third_party", "verdict", "app", "anti_phishing")
_CHAIN = ("token", "amount", "network_sent", "network_viewed")
_STATUS = ("component", "affected", "started_at", "resolved_at", "start", "end")
FIELDS = frozenset((*_SLA, *_TALK, *_MORE, *_CHAIN, *_STATUS))
_LINKS = "verify|portal|report|download|status|complaint|tx_check|freeze|crisis"
_DOUBLED = re.compile(r"\{\{\s*([a-z_]+(?::[a-z0-9_-]+)?)\s*\}\}")
_FIELD = re.compile(r"\{([a-z_]+(?::[a-z0-9_-]+)?)\}")
_NAMED = re.compile(rf"(?:link:(?:{_LINKS})|article:[a-z0-9-]+)")
_SHORTCODE = re.compile(r"[^\s/、／@{}]{1,32}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
LONGEST_TITLE, LONGEST_TEXT = 80, 4_000


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of it. ``text`` may hold ``{fields}`` and one ``{cursor}``."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReply:
    """``agent`` None: the team's, which everybody uses and leads keep. ``place`` is its order in the set."""

    id: SavedReplyId
    agent: AgentId | None
    shortcode: str
    wordings: Mapping[str, Wording]
    place: int = 0
    version: int = 1

    def changed(self, shortcode: str, wordings: Mapping[str, Wording]) -> "SavedReply":
        return replace(self, shortcode=shortcode, wordings=wordings, version=self.version + 1)

    @property
    def words(self) -> Iterator[str]:
        """Everything that somebody typed."""
        yield self.shortcode
        for wording in self.wordings.values():
            yield from (wording.title, wording.text)


def is_field(name: str) -> bool:
    return name in FIELDS or _NAMED.fullmatch(name) is not None


def fields_in(text: str) -> list[str]:
    """The fields that nobody has filled yet, each once, as they stand."""
    return [name for name in dict.fromkeys(_FIELD.findall(text)) if is_field(name)]


def checked(shortcode: str, wordings: Mapping[str, Wording]) -> tuple[str, dict[str, Wording]]:
    """In the form that is kept. Invalid says what is wrong with it."""
    code = shortcode.strip().lower().removeprefix("/")
    if not _SHORTCODE.fullmatch(code):
        raise Invalid(
            "A shortcode has up to 32 characters and no blanks, slashes or braces.", code="bad_shortcode"
        )
    kept = {locale: _tidy(wording) for locale, wording in wordings.items()}
    kept = {locale: wording for locale, wording in kept.items() if wording.title or wording.text}
    if not kept or not all(_LOCALE.fullmatch(locale) for locale in kept):
        raise Invalid("A saved reply needs its words in at least one language.", code="no_words")
    for wording in kept.values():
        _check(wording)
    return code, kept


def may_change(viewer: AgentViewer, owner: AgentId | None) -> bool:
    """Everybody keeps their own; leads keep the team's."""
    return viewer.at_least(Role.LEAD) if owner is None else owner == viewer.agent


def require_change(viewer: AgentViewer, owner: AgentId | None) -> None:
    if not may_change(viewer, owner):
        raise NotFound  # what is not theirs to change looks like nothing


def _tidy(wording: Wording) -> Wording:
    return Wording(" ".join(wording.title.split()), _DOUBLED.sub(r"{\1}", wording.text).strip())


def _check(wording: Wording) -> None:
    if not (wording.title and wording.text):
        raise Invalid("A saved reply needs a title and a text.", code="no_words")
    if len(wording.title) > LONGEST_TITLE or len(wording.text) > LONGEST_TEXT:
        raise Invalid("A title has up to 80 characters, a text up to 4,000.", code="too_long")
    names = _FIELD.findall(wording.text)
    if names.count(CURSOR) > 1:
        raise Invalid("The cursor can stand in one place only.", code="two_cursors")
    for name in names:
        if name != CURSOR and not is_field(name):
            raise Invalid("One of the fields in braces does not exist.", code="unknown_field")
