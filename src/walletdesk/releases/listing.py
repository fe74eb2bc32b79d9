"""Makes records of what a lead typed or imported, or says what is wrong with it, and in which line."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from walletdesk.kernel.errors import Invalid
from walletdesk.releases.model import (
    LONGEST_WORDS,
    App,
    Platform,
    Standing,
    read_digest,
    read_package,
    read_version,
    same_digest,
)

FIELDS = ("standing", "platform", "package", "version", "digest", "reason", "source", "date")
MOST_LINES = 5_000
UNREADABLE = "This is neither CSV with the names of its columns in the first line nor a JSON list."


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """As it was typed. ``date``: a day, as 2026-02-03."""

    standing: str = ""
    platform: str = ""
    package: str = ""
    version: str = ""
    digest: str = ""
    reason: str = ""
    source: str = ""
    date: str = ""

    @property
    def words(self) -> str:
        """All that may hold a secret; a digest has a form of its own, and is kept only in that."""
        return "\n".join([self.package, self.version, self.reason, self.source])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    standing: Standing
    platform: Platform
    package: str
    version: str
    digest: str
    reason: str
    source: str
    on: date | None


def drafts_in(text: str) -> list[tuple[int, Draft]]:
    """With the line of each. Raises Invalid."""
    plain = text.lstrip("\ufeff").strip()
    try:
        found = list(_json(plain) if plain.startswith(("[", "{")) else _csv(plain))
    except csv.Error:
        raise Invalid(UNREADABLE, code="unreadable") from None
    if not found:
        raise Invalid("This list names no build. Nothing was changed.", code="empty_list")
    if len(found) > MOST_LINES:
        raise Invalid("This list has more than {limit} lines.", code="too_long", limit=MOST_LINES)
    return found


def checked(draft: Draft, ours: Sequence[App]) -> Checked:
    """Raises Invalid. ``ours``: what must not be called bad as a whole, or nobody could use our app."""
    made = Checked(
        standing=_standing(draft.standing),
        platform=_platform(draft.platform),
        package=_read(draft.package, read_package(draft.package), "This is no package id.", "bad_package"),
        version=_read(draft.version, read_version(draft.version), "This is no version.", "bad_version"),
        digest=_read(
            draft.digest,
            read_digest(draft.digest),
            "A signature is given by its SHA-256: 64 hexadecimal digits, or at least the first 16.",
            "bad_digest",
        ),
        reason=_short(draft.reason),
        source=_short(draft.source),
        on=_day(draft.date),
    )
    _require_enough(made, ours)
    return made


def _require_enough(made: Checked, ours: Sequence[App]) -> None:
    if made.standing is Standing.PUBLISHED:
        if not made.version or not made.package:
            raise Invalid("A published version needs its package id and its version.", code="too_little")
        return
    if not (made.package or made.version or made.digest):
        raise Invalid(
            "Name the package id, the version or the signature of the bad build.", code="too_little"
        )
    if not made.reason:
        raise Invalid("Say why this build is bad.", code="no_reason")
    if not made.version and any(_is_all_of(app, made) for app in ours):
        raise Invalid("This is our own app. To call one build of it bad, name its version.", code="ours")


def _is_all_of(app: App, made: Checked) -> bool:
    by_name = bool(made.package) and made.package.casefold() == app.package.casefold()
    by_digest = any(same_digest(one, made.digest) for one in app.digests)
    return (by_digest and (by_name or not made.package)) or (by_name and not made.digest)


def _standing(text: str) -> Standing:
    try:
        return Standing(text.strip().lower())
    except ValueError:
        raise Invalid("A build is known_bad or published.", code="bad_standing") from None


def _platform(text: str) -> Platform:
    try:
        return Platform(text.strip().lower())
    except ValueError:
        raise Invalid("A platform is android, ios or desktop.", code="bad_platform") from None


def _read(given: str, read: str, otherwise: str, code: str) -> str:
    if given.strip() and not read:
        raise Invalid(otherwise, code=code)
    return read


def _short(text: str) -> str:
    plain = "".join(one for one in " ".join(text.split()) if one.isprintable())
    if len(plain) > LONGEST_WORDS:
        raise Invalid("This must be at most {limit} long.", code="too_long", limit=LONGEST_WORDS)
    return plain


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise Invalid("A date is written like 2026-02-03.", code="bad_date") from None


def _json(text: str) -> Iterator[tuple[int, Draft]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(UNREADABLE, code="unreadable") from None
    rows = rows if isinstance(rows, list) else [rows]
    if not all(isinstance(row, dict) for row in rows):
        raise Invalid(UNREADABLE, code="unreadable")
    yield from ((number, _draft(row)) for number, row in enumerate(rows, 1))


def _csv(text: str) -> Iterator[tuple[int, Draft]]:
    reader = csv.reader(text.splitlines())
    names = [one.strip().lower() for one in next(reader, [])]
    if "standing" not in names or not set(names) <= set(FIELDS):
        raise Invalid(UNREADABLE, code="unreadable")
    yield from ((reader.line_num, _draft(_named(names, row))) for row in reader if any(row))


def _named(names: Sequence[str], row: Iterable[str]) -> Mapping[str, object]:
    return dict(zip(names, row, strict=False))


def _draft(row: Mapping[str, object]) -> Draft:
    return Draft(**{name: str(row.get(name) or "") for name in FIELDS})
