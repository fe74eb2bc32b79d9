"""A text in the one form in which two texts are compared: one width, no invisible signs."""

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
_QUOTES = str.maketrans("“”„‟«»「」『』〝〞", '"' * 12)
_APOSTROPHES = str.maketrans("‘’‛`´", "'" * 5)
_BLANKS = re.compile(r"\s+")
HAN = "\u3400-\u9fff"


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _BLANKS.sub(" ", folded.translate(_QUOTES).translate(_APOSTROPHES)).strip()


def bare(text: str) -> str:
    """Letters and figures alone, in one case: what stays when blanks and marks are set differently."""
    return "".join(sign for sign in plain(text).casefold() if sign.isalnum())
