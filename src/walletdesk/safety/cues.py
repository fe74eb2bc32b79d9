"""How people speak of a recovery phrase: in many languages, and as they misspell it."""

import re
from collections.abc import Sequence

CUES = re.compile(  # lower case
    "助[记記][词詞码碼]|[注註住][记記][词詞]|恢[复復](?:短[语語]|[词詞])|[种種]子|[单單][词詞]|备份词|備份詞"
    r"|mnemonic|\bseeds?\b|(?:recovery|secret|backup|wallet"
    r"|seed) (?:phrase|words)|\bphrase is|(?:12|24) words"
    "|리커버리|니모닉|시드|복구 ?(?:구문|문구)|ニーモニック|リカバリー|シード|復元フレーズ|フレーズ"
    r"|frase (?:semilla|de recuperaci|secreta|di recupero"
    r"|mnemonica|seme|de seguran)|palabras (?:semilla|de recuper)"
    "|semilla|phrase (?:secr[eè]te|de r[eé]cup|mn[eé]mo)|palavras de recup|parole di recup|semente"
    "|obnovovac|z[aá]lo[zž]n[ií] fr[aá]z|seed fr[aá]z"
)
_BEFORE = 2  # earlier texts that may have announced it


def is_spoken_of(text: str, context: Sequence[str] = ()) -> bool:
    said = "\n".join([*context[-_BEFORE:], text]).lower()
    return CUES.search(said) is not None


def without_cues(text: str) -> str:
    """The text with blanks where a phrase is named, so that only its words are left."""
    return CUES.sub(lambda cue: " " * len(cue[0]), text.lower())
