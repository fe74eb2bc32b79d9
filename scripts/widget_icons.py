"""Takes the widget's icons out of the sprite: those of its first screen, and those that its parts add.

A part with its own sheet has its own icons too.

python -m scripts.widget_icons           write ui/widget/icons.svg, icons-later.svg, icons-dossier.svg
python -m scripts.widget_icons --check   change nothing; fail where one is out of date
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.words_used import UI, apart, at_once, in_parts, parts_apart

SPRITE: Final = UI / "shared" / "icons.svg"
_SYMBOL: Final = re.compile(r'<symbol id="i-([\w-]+)".*?</symbol>', re.DOTALL)
_HEAD: Final = '<svg xmlns="http://www.w3.org/2000/svg">\n'
_NOTE: Final = "<!-- Taken out of shared/icons.svg by scripts/widget_icons.py. -->\n"


def sprites() -> dict[Path, str]:
    """What must stand in both. A name counts wherever it is a string: one too many costs little."""
    symbols = {match[1]: match[0] for match in _SYMBOL.finditer(SPRITE.read_text("utf-8"))}
    first = symbols.keys() & at_once("widget")
    later = symbols.keys() & in_parts("widget") - first
    made = {"icons.svg": first, "icons-later.svg": later}
    for lazy in parts_apart("widget"):
        made[f"icons-{Path(lazy).stem}.svg"] = symbols.keys() & apart("widget", lazy) - first - later
    return {
        UI / "widget" / file: _sprite(symbols[name] for name in sorted(names)) for file, names in made.items()
    }


def _sprite(symbols: Iterator[str]) -> str:
    return _HEAD + _NOTE + "\n".join(symbols) + "\n</svg>\n"


def stale() -> list[str]:
    return [
        path.name for path, text in sprites().items() if not path.exists() or path.read_text("utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        for path, text in sprites().items():
            path.write_text(text, "utf-8")
    print("\n".join(f"out of date: {name}" for name in stale()) or "The widget's icons are up to date.")
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
