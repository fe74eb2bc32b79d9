"""Builds of the wallet's app: what one that is met says of itself, and what is to be thought of it.

What a build says is proof of nothing, since a fake can say what it likes. It can only raise an alarm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

SHORT_DIGEST = 16  # digits: enough to know a signature again, and too few to be anybody's key
LONGEST_WORDS = 200
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)+")
_VERSION = re.compile(r"[vV]?(\d{1,5}(?:\.\d{1,6}){0,3})(?:[ (+-][\w .()+-]{0,30})?")
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_SAID_BEFORE = re.compile(r"sha-?256[:=\s]*", re.IGNORECASE)
_BETWEEN = re.compile(r"[:\s]")


class Verdict(StrEnum):
    """``UNKNOWN`` and ``OFFICIAL`` are both no promise: nobody is ever told that their app is safe."""

    OFFICIAL = "official"
    KNOWN_BAD = "known_bad"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


class Why(StrEnum):
    LISTED = "listed"
    REPACKAGED = "repackaged"  # our package id, and not our signature
    ALIKE = "alike"  # a package id made to be taken for ours
    TOO_NEW = "too_new"
    NEVER_PUBLISHED = "never_published"
    FITS = "fits"
    NOT_LISTED = "not_listed"  # a package id that is not ours
    SAYS_LITTLE = "says_little"


class Standing(StrEnum):
    KNOWN_BAD = "known_bad"
    PUBLISHED = "published"


class Platform(StrEnum):
    ANY = ""
    ANDROID = "android"
    IOS = "ios"
    DESKTOP = "desktop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What was told; empty: it was not. ``digest``: SHA-256 of who signed it, or as much of it as is kept."""

    package: str = ""
    version: str = ""
    digest: str = ""
    source: str = ""

    def __bool__(self) -> bool:
        return any((self.package, self.version, self.digest, self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An app of ours, as the channel registry lists it."""

    package: str
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One build, or all that have these in common, as leads keep them. ``reason`` is for people."""

    id: str
    standing: Standing
    added_at: datetime
    added_by: str
    platform: Platform = Platform.ANY
    package: str = ""
    version: str = ""
    digest: str = ""
    reason: str = ""
    source: str = ""
    on: date | None = None

    def covers(self, build: Build) -> bool:
        """Everything that it names is so. A digest may be given by its beginning, on either side."""
        return (
            (not self.package or self.package.casefold() == build.package.casefold())
            and (not self.version or numbers(self.version) == numbers(build.version))
            and (not self.digest or same_digest(self.digest, build.digest))
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a build is judged. ``alike``: ours that its package id is made to be taken for."""

    apps: Sequence[App] = ()
    bad: Sequence[Record] = ()
    published: Sequence[Record] = ()
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """``ours``: beside what it was held: our package id, our newest version, or why it is listed."""

    why: Why
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """``indicator``: by what others meet the same fake again, which is what is not ours in it."""

    verdict: Verdict
    build: Build = field(default_factory=Build)
    reasons: tuple[Reason, ...] = ()
    indicator: str = ""
    family: str = ""  # our package id, where anybody could make up what is not ours in it

    @property
    def reported_as(self) -> tuple[str, str]:
        """By what it is one fake with others, and what else was seen of it."""
        return (f"{self.family} *", self.indicator) if self.family else (self.indicator, "")

    @property
    def is_alarm(self) -> bool:
        return self.verdict in (Verdict.KNOWN_BAD, Verdict.IMPOSSIBLE)


def judge(build: Build, known: Known) -> Finding:
    """Never that a build is safe: only that nothing speaks against it, or what does."""
    bad = next((one for one in known.bad if one.covers(build)), None)
    app = next((one for one in known.apps if one.package.casefold() == build.package.casefold()), None)
    if bad is not None:
        by_signature = bool(bad.digest) and (app is not None or not bad.package)
        indicator = _indicator(build, app, by_signature=by_signature)
        return Finding(Verdict.KNOWN_BAD, build, (Reason(Why.LISTED, bad.reason),), indicator)
    if wrong := tuple(_impossible(build, app, known)):
        by_signature = any(one.why is Why.REPACKAGED for one in wrong)
        indicator = _indicator(build, app, by_signature=by_signature)
        family = app.package if app and by_signature else ""
        return Finding(Verdict.IMPOSSIBLE, build, wrong, indicator, family)
    if app and any(same_digest(one, build.digest) for one in app.digests):
        return Finding(Verdict.OFFICIAL, build, (Reason(Why.FITS, app.package),))
    why = Why.NOT_LISTED if build.package and known.apps and not app else Why.SAYS_LITTLE
    return Finding(Verdict.UNKNOWN, build, (Reason(why),))


def _indicator(build: Build, app: App | None, *, by_signature: bool) -> str:
    if by_signature:
        return f"sha256:{build.digest[:SHORT_DIGEST]}"
    return build.package if build.package and app is None else f"{build.package} {build.version}".strip()


def _impossible(build: Build, app: App | None, known: Known) -> Iterator[Reason]:
    if app and build.digest and app.digests and not any(same_digest(d, build.digest) for d in app.digests):
        yield Reason(Why.REPACKAGED, app.package)
    if app is None and known.alike:
        yield Reason(Why.ALIKE, known.alike)
    at, ours = numbers(build.version), [numbers(one.version) for one in known.published]
    if app and at and ours and at not in ours:
        newest = max(ours)
        yield Reason(Why.TOO_NEW if at > newest else Why.NEVER_PUBLISHED, ".".join(map(str, newest)))


def told(package: str = "", version: str = "", digest: str = "", source: str = "") -> Build:
    """What an app told of itself, tidied. What cannot be read was not told: it must not cost anybody help."""
    return Build(
        package=read_package(package),
        version=read_version(version),
        digest=read_digest(digest),
        source=_words(source),
    )


def read_package(text: str) -> str:
    plain = text.strip()
    return plain if len(plain) <= 150 and _PACKAGE.fullmatch(plain) else ""


def read_version(text: str) -> str:
    found = _VERSION.fullmatch(text.strip())
    return found[0].lstrip("vV") if found else ""


def read_digest(text: str) -> str:
    """Lower-case hexadecimal without what tools put between: 16 to 64 digits."""
    plain = _BETWEEN.sub("", _SAID_BEFORE.sub("", text.strip()[:120])).lower()
    return plain if _DIGEST.fullmatch(plain) else ""


def _words(text: str) -> str:
    return "".join(one for one in " ".join(text.split()) if one.isprintable())[:LONGEST_WORDS]


def numbers(version: str) -> tuple[int, ...]:
    """What a version is compared by: 4.12.0 (1880) is 4.12. Empty: it is none."""
    found = _VERSION.fullmatch(version.strip())
    if found is None:
        return ()
    parts = [int(one) for one in found[1].split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)


def same_digest(one: str, other: str) -> bool:
    """Also where only the beginning of one is known."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))
