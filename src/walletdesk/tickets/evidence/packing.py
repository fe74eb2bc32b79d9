"""All evidence of a ticket in one file: files, statements, a list for people, a manifest for programs."""

import io
import json
import zipfile
from collections.abc import Iterator

from walletdesk.platform.i18n import LOCALES, translate
from walletdesk.tickets.evidence.model import Evidence, Form, digest
from walletdesk.tickets.evidence.printing import page
from walletdesk.tickets.evidence.service import Export

_HOW_TO_CHECK = (
    "How to check this evidence",
    "1. Compute the SHA-256 of each file in the folders files and statements. "
    "It is the sha256 of its entry in manifest.json.",
    "2. Write an entry without its hash as JSON, keys in order, nothing between its parts, UTF-8. "
    "Its SHA-256 is the hash of the entry.",
    "3. Each entry names as previous the hash of the one before it; the first names 64 zeros.",
    "Pictures that nothing could look at for secrets stand in the list; the pictures are not in this file.",
)
_SIGNED = (
    "4. manifest.json is signed with Ed25519 by the key it names. That key is in our list of official "
    "channels: {home}/.well-known/wallet-support.json. What was signed begins with the line: "
    "walletdesk registry 1 evidence"
)
_NOT_SIGNED = "4. manifest.json is not signed: this installation has no signing key yet."


def packed(export: Export, zone: str) -> bytes:
    """A zip. The same export makes the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(export, zone):
            archive.writestr(zipfile.ZipInfo(name), content)  # its time is in the manifest, not in the zip
    return whole.getvalue()


def _parts(export: Export, zone: str) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", _manifest(export)
    for locale in LOCALES:
        yield f"list.{locale}.html", page(export, locale, zone)
    yield "READ-ME.txt", _read_me(export).encode()
    for row in export.rows:
        content = export.contents.get(row.seq)
        if content is not None:
            yield path_of(row) if digest(content) == row.sha256 else f"changed/{row.seq:03}", content


def path_of(row: Evidence) -> str:
    """Its number comes first: two files of one name are two. The name was made harmless before."""
    return f"files/{row.seq:03}-{row.name}" if row.form is Form.FILE else f"statements/{row.seq:03}.txt"


def _manifest(export: Export) -> bytes:
    return (json.dumps(export.manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _read_me(export: Export) -> str:
    home = str(export.manifest["home"])
    lines = (*_HOW_TO_CHECK, _SIGNED if export.is_signed else _NOT_SIGNED)
    spoken = ["\n\n".join(translate(locale, line, home=home) for line in lines) for locale in LOCALES]
    return "\n\n\n".join(spoken) + "\n"
