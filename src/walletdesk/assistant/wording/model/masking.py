"""What of a contact's words leaves the house: no secret, no address, no ID, no link, no mail, number or name.

Each is replaced by a word in brackets, the same for the same thing, so that a text can be put together again
at home. Secrets are not among them: they are gone before, by the shield, and come back nowhere.
"""

import re
from collections.abc import Callable, Iterable

from walletdesk.assistant.wording.model.names import DOMAIN, HANDLE, LINK, LONG_ID, MAIL, SHORT_ID
from walletdesk.assistant.wording.model.plain import HAN

_NUMBER = re.compile(r"(?<![A-Za-z0-9])\+?\d(?:[ ()-]{0,2}\d){6,}(?![A-Za-z0-9])")  # phones, cards, IDs
_BASE58 = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{20,}(?![A-Za-z0-9])")
_CALLED = re.compile(
    rf"(?:我叫|我的名字[是叫]|姓名[:：是]|本人(?=[{HAN}]{{2,4}}[,，。;；、]))"
    rf"(?P<han>[{HAN}·]{{2,4}}?)(?=[,，。;；、!！ \n的是]|$)"
    r"|(?i:\b(?:my name is|my name's|i am called|call me|name:|regards,|thanks,|sincerely,))\s+"
    r"(?P<latin>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
)
_KINDS = (
    ("link", LINK), ("mail", MAIL), ("id", LONG_ID), ("id", SHORT_ID), ("id", _BASE58), ("link", DOMAIN),
    ("handle", HANDLE), ("number", _NUMBER),
)  # fmt: skip
FEWEST_LETTERS = 2  # of a name: one letter would be found in every word
_TOKEN = re.compile(r"\[(?:link|mail|id|handle|number|name)-[a-z]+\]")
_LETTERS = 26

Redact = Callable[[str], str]


class Mask:
    """Of one exchange with a model: the same thing has the same word in every text of it."""

    def __init__(self, redact: Redact, names: Iterable[str] = ()) -> None:
        self._redact = redact
        self._names = {name.strip() for name in names if len(name.strip()) >= FEWEST_LETTERS}
        self._known: dict[str, str] = {}
        self._said: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        left = _TOKEN.sub(" ", self._redact(text))  # nobody writes our words in brackets but we
        for kind, pattern in _KINDS:
            left = self._without(pattern, kind, left)
        self.meet([left])
        for name in sorted(self._names, key=lambda name: (-len(name), name)):
            left = self._without(re.compile(_as_word(name), re.IGNORECASE), "name", left)
        return left

    def meet(self, texts: Iterable[str]) -> None:
        """Know the names by which people call themselves in these, wherever else they stand."""
        for text in texts:
            self._names |= {match["han"] or match["latin"] for match in _CALLED.finditer(text)}

    def restored(self, text: str) -> str:
        """With what was taken out; a word that was never given stays as it is."""
        return _TOKEN.sub(lambda match: self._said.get(match[0], match[0]), text)

    def _without(self, pattern: re.Pattern[str], kind: str, text: str) -> str:
        return pattern.sub(lambda match: self._word(kind, match[0]), text)

    def _word(self, kind: str, said: str) -> str:
        if said in self._known:
            return self._known[said]
        count = sum(word.startswith(f"[{kind}-") for word in self._said)
        word = f"[{kind}-{_letters(count)}]"
        self._known[said], self._said[word] = word, said
        return word


def _as_word(name: str) -> str:
    """A Latin name is a word of its own; a Chinese one has none around it."""
    edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if name.isascii() else "{}"
    return edge.format(re.escape(name))


def _letters(count: int) -> str:
    letters = chr(ord("a") + count % _LETTERS)
    return letters if count < _LETTERS else _letters(count // _LETTERS - 1) + letters
