"""Which of our languages a reader gets. zh-TW readers get zh-CN until zh-TW is written."""

from typing import Final, Literal

Locale = Literal["zh-CN", "en"]
LOCALES: Final[tuple[Locale, ...]] = ("zh-CN", "en")
_BY_LANGUAGE: Final[dict[str, Locale]] = {"zh": "zh-CN", "en": "en"}
_LONGEST = 500  # characters of a header worth reading; browsers send less than 100


def negotiate(
    explicit: str | None = None, accept_language: str | None = None, *, default: Locale = "en"
) -> Locale:
    """What was asked for by name wins, then the browser's languages by weight, then the installation's."""
    for wanted in (explicit or "", *_by_weight(accept_language or "")):
        found = _BY_LANGUAGE.get(wanted.strip().lower().replace("_", "-").partition("-")[0])
        if found:
            return found
    return default


def _by_weight(header: str) -> list[str]:
    """The languages of an Accept-Language header, dearest first; what cannot be read is left out."""
    weighed: list[tuple[float, str]] = []
    for part in header[:_LONGEST].split(","):
        language, _, parameter = part.partition(";")
        weight = _weight(parameter)
        if weight > 0:
            weighed.append((weight, language))
    return [language for _, language in sorted(weighed, key=lambda pair: -pair[0])]


def _weight(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
