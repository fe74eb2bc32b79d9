"""Secrets of the installation: kept in files that only its owner reads, never in a setting, never printed."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from walletdesk.platform.settings.schema import Settings

KEY_BYTES: Final = 32


class KeyUnusable(Exception):  # noqa: N818 - reads better in a raise
    """A file that should hold a secret cannot be used. The message names the file, not what is in it."""


def secret_key(settings: Settings) -> bytes:
    """The installation's own key; made at the first call, readable by its owner only."""
    path = key_path(settings)
    if not path.exists():
        _make(path)
    return _read(path)


def secret_from(file: str) -> str:
    """A password or token from the file an operator named, without the line end an editor adds."""
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(f"{file}: cannot be read") from error


def key_path(settings: Settings) -> Path:
    return Path(settings.http.secret_key_file or settings.folder / "secret.key")


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read it."""
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _make(path: Path) -> None:
    """Written beside and linked into place: two starts at once end with one key, and none sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"{path}: cannot be read as a key") from error
    if len(key) != KEY_BYTES:
        raise KeyUnusable(f"{path}: this is not a key of {KEY_BYTES} bytes")
    return key
