"""Different spellings of one word made the same before texts are compared: scripts, homophones, short forms.

The words stand in ``slang.toml``: only what people write every day in this trade.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_SLANG = tomllib.loads(Path(__file__).with_name("slang.toml").read_text("utf-8"))
_HAN: dict[str, str] = _SLANG["han"]
_OTHER: dict[str, str] = _SLANG["other"]
_SCRIPTS = str.maketrans({pair[0]: pair[1] for pair in _SLANG["scripts"].split()})
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")  # can't and cant


def _either(words: Iterable[str], pattern: str) -> re.Pattern[str]:
    return re.compile(pattern % "|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_ANYWHERE = _either(_HAN, "(?:%s)(?:(?<![a-z])|(?![a-z]))")  # 转u, but not the beginning of 转usdt
_WHOLE = _either(_OTHER, "(?<![a-z0-9])(?:%s)(?![a-z0-9])")


def alike(text: str) -> str:
    """The text in the spelling that is compared; not for showing."""
    folded = _APOSTROPHE.sub("", text.lower().translate(_SCRIPTS))
    whole = _WHOLE.sub(lambda match: _OTHER[match[0]], folded)
    return _ANYWHERE.sub(lambda match: _HAN[match[0]], whole)
