"""Names of files, made harmless for screens, headers and file systems."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

_RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")  # devices on Windows
_SEPARATORS: Final = re.compile(r"[/\\:*?\"<>|;%]")
_HIDDEN: Final = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Zl",
    "Zp",
)  # control, format (direction, zero width), halves, unused
_LONGEST: Final = 100


def clean_name(said: str, suffix: str) -> str:
    """A name to show and to save under, ending as the content demands: a PDF always ends in .pdf."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", said))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    shown = " ".join(_SEPARATORS.sub("_", shown).split()).strip(". ")
    stem = shown[: -len(suffix)] if shown.lower().endswith(suffix) else shown
    stem = stem.strip(". ")[:_LONGEST].strip(". ")
    if not stem or _RESERVED.match(stem):
        stem = f"file_{stem}" if stem else "file"
    return stem + suffix


def disposition(name: str) -> str:
    """``attachment`` with the name in ASCII for old readers and whole in UTF-8 (RFC 6266, RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w .()+-]", "_", plain).strip()
    plain = plain if plain.strip(".") and not plain.startswith(".") else f"file{plain}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
