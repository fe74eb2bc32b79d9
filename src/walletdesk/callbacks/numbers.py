"""Telephone numbers: read what somebody typed, refuse what must not be called, show little of it."""

import hmac
from collections.abc import Sequence
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


class PhoneNumbers:
    """``regions``: the countries we call (ISO 3166), the first one meant where no country code stands.

    Empty: every country, and a country code is needed.
    """

    def __init__(self, key: bytes, regions: Sequence[str] = ()) -> None:
        self._key = hmac.digest(key, b"walletdesk callback numbers", "sha256")
        self._regions = tuple(regions)

    def read(self, typed: str) -> str:
        if len(typed) > LONGEST:
            raise Invalid(NO_NUMBER, code="no_number")
        try:
            number = phonenumbers.parse(typed, self._regions[0] if self._regions else None)
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
