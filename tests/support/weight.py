"""What a page weighs: everything its reader's browser may load, each file compressed by itself."""

import gzip
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from walletdesk.platform.http import Assets
from walletdesk.platform.packing import Packer

NAMED = re.compile(r"""(?:href|src)="/(?:ui|assets)/(?:[0-9a-f]{16}/)?([\w./-]+)["#]""")
CALLED_FOR = re.compile(r"shared/(?:bip39/|shield-(?:foreign|phrases|pieces|rare|said)\.js)")
APART = re.compile(
    r"~(?:settings/(?:callbacks|queues|surveys|times)|widget/(?:dossier|voice)|workspace/view/(?:about|call|channel|mail|theft|voice))\.js$"
)  # parts of few readers, each counted by itself
KILO = 1024


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, 9, mtime=0))


def weigh(assets: Assets, page: bytes, *more: str) -> dict[str, int]:
    """The page, the files it names, the parts its scripts fetch later, and ``more`` that scripts ask for."""
    named = dict.fromkeys([*NAMED.findall(page.decode()), *more])
    names = [each for name in named for each in (name, *_parts(assets, name))]
    return {"the page": compressed(page), **{name: compressed(_body(assets, name)) for name in names}}


def kind(weights: dict[str, int], suffix: str) -> int:
    return sum(weight for name, weight in weights.items() if PurePosixPath(name).suffix == suffix)


def called_for(assets: Assets, name: str) -> list[str]:
    """Parts of the shield that texts of some language, or about some kind of secret, call for."""
    return [part for part in Packer(assets.root).parts(name) if CALLED_FOR.search(part)]


def _parts(assets: Assets, name: str) -> Iterator[str]:
    if name.endswith(".js"):
        yield from (
            part
            for part in Packer(assets.root).parts(name)
            if not (CALLED_FOR.search(part) or APART.search(part))
        )


def _body(assets: Assets, name: str) -> bytes:
    found = assets.find(name)
    assert found is not None, name
    return found.body
