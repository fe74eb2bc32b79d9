"""What a contact's message is: a wish, a danger, a tapped button, a greeting, or a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from walletdesk.assistant.model.danger import Danger, danger_in
from walletdesk.assistant.model.reading import plain
from walletdesk.assistant.model.saying import AT_RISK, NOT_AT_RISK, SOLVED
from walletdesk.assistant.model.wish import wants_person

MOST_IDS = 5


class Intent(Enum):
    LIFE = auto()
    DANGER = auto()
    PERSON = auto()
    BUTTON = auto()
    SECRET_OFFERED = auto()
    GREETING = auto()
    THANKS = auto()
    FILES_ONLY = auto()
    WORDLESS = auto()
    QUESTION = auto()


@dataclass(frozen=True, slots=True)
class Offered:
    """A button as the contact saw it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """``button`` is the id of what was tapped; ``danger`` what is told of."""

    intent: Intent
    button: str = ""
    danger: Danger | None = None


_NUMBER = re.compile(r"(?:选|第|option|no|#)?([1-9一二三四五六七八九①-⑨])(?:个|项|号)?")
_NUMERALS = {sign: n for row in ("一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨") for n, sign in enumerate(row, 1)}
_ORDINALS = (
    ("one", "first", "1st", "头一个", "头一"),
    ("two", "second", "2nd", "两"),
    ("three", "third", "3rd"),
    ("four", "fourth", "4th"),
    ("five", "fifth", "5th"),
)
_SPOKEN = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words}
_AROUND_NUMBER = re.compile(  # "I mean the second one, please"
    r"^(?:i (?:mean|choose|pick|take|want) |it'?s |我选|我要|选|就|是|应该是|the |number |no\.? |option )*"
    r"|(?: one| option| please| pls)*$|(?:吧|的|呢|啊)$"
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_GREETING = re.compile(
    r"(?:你好|您好|在吗|在么|在不在|嗨|哈喽|早上好|下午好|晚上好|请问|有事咨询|咨询一下|hello"
    r"|hi|hey|yo|good (?:morning|day|evening)|there|sir|啊|呀|,|，|!|！|\.|。|\?|？|\s)+"
)
_THANKS = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|了解|知道|明白|收到|好的?|行|嗯|可以|没事|不用"
    r"|thank you|thanks|thx|ty|ok|okay|great|got it|fine"
    r"|你们?|您|了|啦|啊|哈|very much|so much|a lot|,|!|\.|~|\s)+"
)
_STANDING = {  # what people type without being offered it
    "solved": frozenset({"解决了", "已解决", "已经解决了", "搞定了", "solved", "resolved", "fixed"}),
    "not_solved": frozenset(
        {"没解决", "没有解决", "还没解决", "not solved", "still not solved", "not fixed"}
    ),
    "message": frozenset({"留言", "我要留言", "leave a message"}),
}
_IN_DANGER = {  # to the question whether it is happening
    AT_RISK: re.compile(
        r"(?:是的?|对的?|嗯|有[的人]?|会|可能|好像|应该|也许|不确定|不知道|不清楚|说不准|吧|啊|呀|了"
        r"|yes|yeah|yep|ya|y|maybe|i think so|i guess|possibly|perhaps|probably|might be"
        r"|(?:i'?m )?(?:not sure|unsure)|(?:i )?(?:don'?t|do not) know|idk|[, .。!])+"
    ),
    NOT_AT_RISK: re.compile(
        r"(?:都?没有?人?|都?不是?|否|无|没事了?|没这回事|没有的事|没有这种事?|的|啊|呀|哦"
        r"|no|nope|nah|none|not at all|nothing|of (?:that|it|them|these)|like that|it'?s fine"
        r"|all good|thanks|[, .。!])+"
    ),
}
_BRIEF = 40  # letters of a yes or a no
_SECRET_OFFERED = re.compile(
    r"(?:助记[词码]|注记词|私[钥匙锁]).{0,6}(?:发|给|告诉).{0,2}(?:你|您)"
    r"|(?:发|给|告诉)(?:你|您).{0,4}(?:助记词|私钥)"
    r"|\b(?:here is|heres|i(?:'ll| will| can)? (?:send|give|tell)(?: you)?) my (?:seed|recovery|private)\b"
)
_IDS = (
    re.compile(r"\b0x[0-9a-fA-F]{64}\b"),
    re.compile(r"\b0x[0-9a-fA-F]{40}\b"),
    re.compile(r"(?<![0-9a-zA-Z])[0-9a-fA-F]{64}(?![0-9a-zA-Z])"),
    re.compile(r"(?<![0-9a-zA-Z])T[1-9A-HJ-NP-Za-km-z]{33}(?![0-9a-zA-Z])"),
    re.compile(r"(?<![0-9a-zA-Z])bc1[02-9ac-hj-np-z]{11,71}(?![0-9a-zA-Z])"),
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def understand(text: str, offered: Sequence[Offered], *, has_files: bool = False) -> Understood:
    """Danger and the wish for a person win over everything; then what was tapped; then the rest."""
    danger = danger_in(text)
    if danger is not None:
        return Understood(Intent.LIFE if danger is Danger.LIFE else Intent.DANGER, danger=danger)
    if wants_person(text):
        return Understood(Intent.PERSON)
    if button := tapped(text, offered):
        return Understood(Intent.BUTTON, button=button)
    return Understood(_kind(text, has_files=has_files))


def _kind(text: str, *, has_files: bool) -> Intent:
    said = plain(text).strip()
    if _SECRET_OFFERED.search(said):
        return Intent.SECRET_OFFERED
    if not _has_words(_without_ids(text)):
        return Intent.FILES_ONLY if has_files else Intent.WORDLESS
    if _GREETING.fullmatch(said):
        return Intent.GREETING
    return Intent.THANKS if _THANKS.fullmatch(said) else Intent.QUESTION


def tapped(text: str, offered: Sequence[Offered]) -> str:
    """The id of the button: by its words, by its number where there are no buttons, or said unasked."""
    said = _EDGES.sub("", plain(text))
    for button in offered:
        if said and said == _EDGES.sub("", plain(button.text)):
            return button.id
    if offered and (number := _number(said)):
        return offered[number - 1].id if number <= len(offered) else ""
    if (meant := _yes_or_no(said)) in _may_mean(offered):
        return meant
    return next((id for id, words in _STANDING.items() if said in words), "")


def _may_mean(offered: Sequence[Offered]) -> frozenset[str]:
    """What a yes or a no is said to: beside "did this help?" it is not the danger that they mean."""
    ids = frozenset(button.id for button in offered)
    return frozenset() if SOLVED in ids else ids & frozenset(_IN_DANGER)


def _yes_or_no(said: str) -> str:
    if not 0 < len(said) <= _BRIEF:
        return ""
    return next((id for id, words in _IN_DANGER.items() if words.fullmatch(said)), "")


def _number(said: str) -> int:
    """Which of a list was meant; 0 where no number was said."""
    core = _AROUND_NUMBER.sub("", said).strip()
    if found := _NUMBER.fullmatch(core):
        return _NUMERALS.get(found[1]) or int(found[1])
    return _SPOKEN.get(core, 0)


def ids_in(text: str) -> tuple[str, ...]:
    """Transaction IDs and addresses by their form alone: what a person would have to ask for again."""
    found = dict.fromkeys(match for pattern in _IDS for match in pattern.findall(text))
    return tuple(found)[:MOST_IDS]


def locale_of(text: str, locale: str) -> str:
    """The language somebody writes in, where that is plain; else that of the conversation."""
    words = _without_ids(text)
    if _HAN.search(words):
        return "zh-CN"
    if len(_LATIN_WORD.findall(words)) >= 2:
        return "en"
    return "zh-CN" if locale.lower().startswith(("zh", "yue")) else "en"


def _without_ids(text: str) -> str:
    for pattern in _IDS:
        text = pattern.sub(" ", text)
    return text


def _has_words(text: str) -> bool:
    return bool(_HAN.search(text) or _LATIN_WORD.search(text))
