"""What is said of a build, to agents and to contacts; the English sentence is the key of its translation."""

from walletdesk.platform.i18n import Locale, translate
from walletdesk.releases.model import Finding, Platform, Reason, Standing, Verdict, Why

VERDICTS: dict[Verdict, str] = {
    Verdict.OFFICIAL: "Nothing speaks against it",
    Verdict.KNOWN_BAD: "Known fake",
    Verdict.IMPOSSIBLE: "Not a build of ours",
    Verdict.UNKNOWN: "Unknown",
}
WHYS: dict[Why, str] = {
    Why.LISTED: "This build is on the list of known fakes.",
    Why.REPACKAGED: "It uses the package id of our app, but we did not sign it: somebody changed it.",
    Why.ALIKE: "Its package id {package} is made to look like ours, {ours}.",
    Why.TOO_NEW: "It says it is version {version}. We have not published that; the newest is {ours}.",
    Why.NEVER_PUBLISHED: "It says it is version {version}. We never published that version.",
    Why.FITS: "Package id and signature are ours. An app can lie about both.",
    Why.NOT_LISTED: "Its package id is not in our channel registry.",
    Why.SAYS_LITTLE: "What it says of itself proves nothing.",
}
STANDINGS: dict[Standing, str] = {
    Standing.KNOWN_BAD: "Known fake",
    Standing.PUBLISHED: "Published by us",
}
PLATFORMS: dict[Platform, str] = {
    Platform.ANY: "Any platform",
    Platform.ANDROID: "Android",
    Platform.IOS: "iPhone",
    Platform.DESKTOP: "Computer",
}


NAMES: dict[str, str] = {
    "build": "Check of the app",
    "package": "App package",
    "version": "App version",
    "digest": "App signature",
    "source": "App downloaded from",
}


def whys(finding: Finding, locale: Locale) -> list[str]:
    """What speaks against it, a sentence each."""
    return [translate(locale, WHYS[one.why], **_values(finding, one)) for one in finding.reasons]


def _values(finding: Finding, reason: Reason) -> dict[str, str]:
    return {"package": finding.build.package, "version": finding.build.version, "ours": reason.ours}
