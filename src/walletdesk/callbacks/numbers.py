"""Telephone numbers: read what somebody typed, refuse what must not be called, show little of it."""

import hmac
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from walletdesk.kernel.errors import Invalid

LONGEST: Final = 40
NO_NUMBER: Final = "Write the number with + and the country code before it: +86 1... or +49 1..."
NOT_CALLED: Final = (
    "We cannot call this number. Give one of a mobile or a fixed line in a country that we call."
)
_CALLED: Final = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)  # not the others: those that cost by the minute are how strangers would make money of us


_SPOKEN_IN: Final = {"zh-CN": "CN"}  # where a language points to one country


class PhoneNumbers:
    """``regions``: the countries we call (ISO 3166); empty: every one. ``locale``: of the installation."""

    def __init__(self, key: bytes, regions: Sequence[str] = (), locale: str = "") -> None:
        self._key = hmac.digest(key, b"walletdesk callback numbers", "sha256")
        self._regions = tuple(regions)
        self._locale = locale

    def read(self, typed: str) -> str:
        """With its country code. What stands without one may only be guessed, and a guess is asked about."""
        return self._read(typed, None)

    def guess(self, typed: str, locale: str) -> str:
        """Of a number without a country code; empty where it has one, or where no country fits it.

        By the reader's language, then by the countries that are called, then by the installation's language.
        Nobody is called on a guess: it is shown whole first, and ``read`` takes only what they then confirm.
        """
        if not self._is_bare(typed):
            return ""
        for region in self._likely(locale):
            with suppress(Invalid):
                return self._read(typed, region)
        return ""

    def _is_bare(self, typed: str) -> bool:
        with suppress(Invalid):
            self.read(typed)
            return False
        return typed.strip()[:1].isdigit()

    def _likely(self, locale: str) -> Sequence[str]:
        spoken = _SPOKEN_IN.get(locale, "")
        if self._regions:
            return sorted(self._regions, key=lambda region: region != spoken)
        return [region for region in (spoken, _SPOKEN_IN.get(self._locale, "")) if region]

    def _read(self, typed: str, region: str | None) -> str:
        if len(typed) > LONGEST:
            raise Invalid(NO_NUMBER, code="no_number")
        try:
            number = phonenumbers.parse(typed, region)
        except NumberParseException as error:
            raise Invalid(NO_NUMBER, code="no_number") from error
        if not phonenumbers.is_valid_number(number) or number.extension:
            raise Invalid(NO_NUMBER, code="no_number")
        region = phonenumbers.region_code_for_number(number)
        if phonenumbers.number_type(number) not in _CALLED or (self._regions and region not in self._regions):
            raise Invalid(NOT_CALLED, code="not_called")
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def sealed(self, number: str) -> str:
        return hmac.digest(self._key, number.encode(), "sha256").hex()[:32]


def whole(number: str) -> str:
    """As it is written between countries, for whoever it belongs to; empty once it was forgotten."""
    if not number:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)


def masked(number: str) -> str:
    """Country and the last two digits: enough to say which one is meant, not enough to call it."""
    if not number:
        return ""
    country = phonenumbers.parse(number).country_code
    return f"+{country} ••• {number[-2:]}"
