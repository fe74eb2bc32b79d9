"""Which characters may come in. One policy for every door: HTTP bodies, socket frames, names, forms.

Taken out, because people paste them unknowingly: control characters except line end and tab, direction
overrides and embeddings (a reader would see another text than the server), the invisible tag letters used to
whisper to models, and non-characters. Every kind of line end becomes a line feed. Kept: all that people write
with, joiners of emoji and scripts included. Refused: bytes that are not UTF-8, and lone surrogates, because
no database can keep them.
"""

import re
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec

_T = TypeVar("_T")
_FORM_FIELDS: Final = 200

_LINE_ENDS: Final = re.compile("\\r\\n?|[\\u2028\\u2029\\u0085]")
_UNWANTED: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # C0 without tab and line feed, DEL, C1
    "\\u202a-\\u202e\\u2066-\\u2069"  # direction embeddings, overrides, isolates
    "\\ufeff\\ufff9-\\ufffb\\ufdd0-\\ufdef\\ufffe\\uffff"  # byte order mark, annotations, non-characters
    "\\U000e0000-\\U000e007f]"  # tag letters
)
# In JSON such a character stands escaped or as its UTF-8 bytes; most bodies hold neither and pass at once.
_SUSPECT: Final = re.compile(
    rb"\\u(?:00[01789]|202|206|fe|ff|fd|[dD][89a-fA-F])|\\[rbf]|[\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]"
    rb"|\xe2\x81[\xa6-\xa9]|\xef\xb7|\xef\xbb\xbf|\xef\xbf|\xf3\xa0[\x80\x81]",
    re.IGNORECASE,
)


class NotText(ValueError):  # noqa: N818 - reads better in a raise
    """These bytes are not UTF-8, or hold half a character."""


def clean_text(text: str) -> str:
    """The text without what the policy takes out. Raises NotText for a lone surrogate."""
    if text.isascii() and text.isprintable():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotText from None
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """For names and subjects: one line, no tabs, no blank at the ends."""
    return " ".join(clean_text(text).split())


def has_unwanted(text: str) -> bool:
    return bool(_UNWANTED.search(text))


def decode(body: bytes, kind: type[_T]) -> _T:
    """JSON from outside as ``kind``, strictly typed, every text in it clean.

    Raises NotText, msgspec.ValidationError (it fits not) or msgspec.DecodeError (it is no JSON).
    """
    try:
        if _SUSPECT.search(body):
            body = msgspec.json.encode(_clean(msgspec.json.decode(body)))
        return msgspec.json.decode(body, type=kind)
    except UnicodeDecodeError:
        raise NotText from None
    except RecursionError:
        raise msgspec.DecodeError("nested too deeply") from None


def clean_form(body: bytes) -> bytes:
    """The same form with clean texts. Raises NotText where it is no text, or fields come without end."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FORM_FIELDS)
    except ValueError:
        raise NotText from None
    return urlencode([(clean_text(name), clean_text(value)) for name, value in pairs]).encode()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, dict):
        return {clean_text(name): _clean(inner) for name, inner in value.items()}
    return value
