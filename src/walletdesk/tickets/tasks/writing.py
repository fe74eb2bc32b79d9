"""The letters that come with the program: ``letters/<id>.md``, what is said of one in TOML, then its words.

After ``+++ zh-CN`` and ``+++ en`` the first line is the subject, the rest behind an empty line the letter.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from walletdesk.tickets.tasks.model import Party
from walletdesk.tickets.tasks.ports import Template

FOLDER = Path(__file__).parent / "letters"
_PART = re.compile(r"^\+\+\+ ?(.*)$", re.MULTILINE)


@cache
def letters() -> Sequence[Template]:
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.md")))


def _read(path: Path) -> Template:
    _, *rest = _PART.split(path.read_text("utf-8"))
    parts = dict(zip(rest[::2], (text.strip() for text in rest[1::2]), strict=True))
    said = tomllib.loads(parts.pop(""))
    halves = {locale: text.partition("\n\n") for locale, text in parts.items()}
    return Template(
        id=path.stem,
        party=Party(said["party"]),
        title=said["title"],
        subject={locale: subject for locale, (subject, _, _) in halves.items()},
        text={locale: text for locale, (_, _, text) in halves.items()},
    )
