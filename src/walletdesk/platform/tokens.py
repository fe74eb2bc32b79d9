"""Text to search tokens and questions to queries: one stream for FTS5, for tsvector and for ranking.

Chinese, Japanese and Korean are cut into pieces of two characters, which needs no dictionary; everything else
into whole words. The last character of such a run is a token as well, because no piece of two begins with it.
"""

import re
from unicodedata import normalize

_FIRST = "\u3040"  # from here on scripts without blanks: kana, Han, Hangul
_RUN = re.compile(
    f"[{_FIRST}-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]+|[^\\W_{_FIRST}-\U0010ffff]+"
)
_LONGEST = 128  # letters of a word that are kept; PostgreSQL refuses lexemes of 2 kB


def tokens(text: str) -> str:
    """What goes into the index, blank-separated: FTS5 (``unicode61``) or ``to_tsvector('simple', ...)``."""
    found: list[str] = []
    for run in runs(text):
        if run[0] < _FIRST:
            found.append(run[:_LONGEST])
        else:
            found += _pieces(run)
            if len(run) > 1:
                found.append(run[-1])
    return " ".join(found)


def fts5_query(asked: str) -> str:
    """All runs must occur; a run is a phrase of its pieces, a single character a prefix.

    Empty: nothing asked.
    """
    return " ".join(
        f'"{run}"*' if _is_single(run) else f'"{" ".join(_in_order(run))}"' for run in runs(asked)
    )


def ts_query(asked: str) -> str:
    """The same question for PostgreSQL, to be cast with ``::tsquery``."""
    return " & ".join(f"'{run}':*" if _is_single(run) else _in_a_row(run) for run in runs(asked))


def terms(text: str) -> list[str]:
    """What a ranker counts: words, pieces of two, and each Chinese character by itself."""
    found: list[str] = []
    for run in runs(text):
        if run[0] < _FIRST:
            found.append(run[:_LONGEST])
        else:
            found += _pieces(run)
            if len(run) > 1:
                found += run
    return found


def runs(text: str) -> list[str]:
    """Words and unbroken Chinese, in lower case, full-width letters made plain."""
    return _RUN.findall((text if text.isascii() else normalize("NFKC", text)).lower())


def _pieces(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _in_order(run: str) -> list[str]:
    return [run[:_LONGEST]] if run[0] < _FIRST else _pieces(run)


def _in_a_row(run: str) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in _in_order(run)) + ")"


def _is_single(run: str) -> bool:
    return len(run) == 1 and run >= _FIRST
