"""Two names side by side, with the letters marked in which they differ."""

from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from walletdesk.safety.lookalikes.hosts import host_of


class Part(NamedTuple):
    text: str
    differs: bool


def spelled(theirs: str, ours: str) -> tuple[list[Part], list[Part]]:
    """Both names whole, each cut where it begins or ends to differ from the other."""
    left: list[Part] = []
    right: list[Part] = []
    for step in Levenshtein.opcodes(theirs, ours):
        differs = step.tag != "equal"
        _add(left, theirs[step.src_start : step.src_end], differs=differs)
        _add(right, ours[step.dest_start : step.dest_end], differs=differs)
    return left, right


def spelled_hosts(theirs: str, ours: str) -> tuple[list[Part], list[Part]]:
    """The same for two domains: their endings are compared whole, a letter of one means nothing."""
    (name, ending), (own, own_ending) = _cut(theirs), _cut(ours)
    left, right = spelled(name, own)
    for parts, end in ((left, ending), (right, own_ending)):
        _add(parts, end, differs=ending != own_ending)
    return left, right


def _cut(domain: str) -> tuple[str, str]:
    host = host_of(domain)
    ending = f".{host.suffix}" if host else ""
    return domain.removesuffix(ending), ending


def marked(whole: str, part: str) -> list[Part]:
    """``whole`` with ``part`` of it marked, where it stands last."""
    before, found, after = whole.rpartition(part)
    if not found:
        return [Part(whole, differs=False)]
    return [piece for piece in (Part(before, False), Part(part, True), Part(after, False)) if piece.text]


def _add(parts: list[Part], text: str, *, differs: bool) -> None:
    if not text:
        return
    if parts and parts[-1].differs is differs:
        text = parts.pop().text + text
    parts.append(Part(text, differs))
