"""Words in the reader's language: choosing it, looking a sentence up, writing a time.

The English sentence is the key of its translation. Sources are ``walletdesk/locales/<locale>/<domain>.po``;
``scripts/catalogues.py`` compiles them for the server and for browsers.
"""

from walletdesk.platform.i18n.catalogue import Value, knows, translate
from walletdesk.platform.i18n.negotiation import LOCALES, Locale, negotiate
from walletdesk.platform.i18n.times import (
    date_of,
    day,
    stretch,
    stretch_and_zone,
    weekday,
    weekday_and_day,
    when,
    zone_name,
)

__all__ = [
    "LOCALES",
    "Locale",
    "Value",
    "date_of",
    "day",
    "knows",
    "negotiate",
    "stretch",
    "stretch_and_zone",
    "translate",
    "weekday",
    "weekday_and_day",
    "when",
    "zone_name",
]
