"""What a password of the staff must be (NIST SP 800-63B-4): long, not guessable, of any letters."""

import re
import unicodedata

from walletdesk.kernel.errors import Invalid

SHORTEST = 15
LONGEST = 128
_COMMON_WORDS = """
    password passwort passwd pass motdepasse contrasena senha parola secret letmein welcome admin
    root user login qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx
    qazwsxedc abc abcd abcde abcdef abcdefg abcdefgh iloveyou woaini monkey dragon football baseball
    superman batman master sunshine princess shadow hello changeme default temp test guest support
    staff agent lead team desk walletdesk wallet bitcoin btc ethereum eth crypto token coin
    blockchain binance tokenpocket metamask summer winter spring autumn monday mima company office
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_LONGEST_WORD = max(map(len, _COMMON))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "0123456789", "1234567890")
_LOOKALIKES = str.maketrans("@40$5318", "aaossebb")
_FEWEST_KINDS = 5  # different letters
_NONE: frozenset[str] = frozenset()


def same_form(password: str) -> str:
    """What is hashed: the same keys give the same password on every keyboard and system."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, login: str, name: str) -> None:
    text = same_form(password)
    if len(text) < SHORTEST:
        raise Invalid("A password needs at least {least} characters.", code="password_short", least=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid("A password has at most {most} characters.", code="password_long", most=LONGEST)
    if _is_guessable(text.casefold(), {login.casefold(), name.casefold()}):
        raise Invalid(
            "This password is easy to guess. Take a few words only you would put together.",
            code="password_common",
        )


def _is_guessable(text: str, own: set[str]) -> bool:
    if len(set(text)) < _FEWEST_KINDS or _is_repeated(text) or _splits(text, _NONE):
        return True
    return any(_is_made_of(plain, own) for plain in (text, text.translate(_LOOKALIKES)))


def _is_repeated(text: str) -> bool:
    """``abcabcabc`` and the like: it contains itself before its own end."""
    return text in (text + text)[1:-1] or any(
        text.startswith(text[:n] * (len(text) // n)) for n in range(1, 8)
    )


def _is_made_of(text: str, own: set[str]) -> bool:
    """Nothing but common words, the person's own names, rows of the keyboard and numbers."""
    left = re.sub(r"[\W\d_]+", " ", text).split()
    words = _COMMON | {word for name in own for word in re.split(r"[\W\d_]+", name) if len(word) > 1}
    return bool(left) and all(_splits(part, words) for part in left)


def _splits(text: str, words: set[str] | frozenset[str]) -> bool:
    """Whether ``text`` is ``words`` and rows of the keyboard in a row."""
    reached = {0}
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - max(_LONGEST_WORD, 26)), end):
            if start in reached and (text[start:end] in words or _is_row(text[start:end])):
                reached.add(end)
                break
    return len(text) in reached


def _is_row(text: str) -> bool:
    return len(text) >= 3 and any(text in row or text in row[::-1] for row in _ROWS)
