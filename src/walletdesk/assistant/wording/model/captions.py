"""What a text tells to press, open or choose: captions of menus, in quotation marks or behind the verb."""

import re
from collections.abc import Iterable

from walletdesk.assistant.wording.model.plain import bare

_QUOTED = re.compile(
    r"\"([^\"]{1,60})\"|(?<![A-Za-z])'([^']{2,60})'(?![A-Za-z])|《([^》]{1,60})》|【([^】]{1,60})】|\[([^\]]{1,60})\]"
)
_PATH = re.compile(
    r"([^.,;:。，；：！？!?>→›»\n]{1,40}) ?(?:>|→|›|»|->) ?([^.,;:。，；：！？!?>→›»\n]{1,40})"
)
_HAN_PLACE = re.compile("([\u3400-\u9fff]{2})(?:页面?|按钮|菜单|选项卡|标签页|一栏|开关|入口)")
_HAN_PLAIN = {
    "这个",
    "那个",
    "下面",
    "上面",
    "里的",
    "一个",
    "哪个",
    "网络",
    "钱包",
    "应用",
    "对应",
    "以下",
    "账户",
    "同一",
    "每个",
}
_HAN_ACT = re.compile(
    "(?:点击|点按|点选|点开|轻点|按下|选择|勾选|切到|切换到|进入|打开|点|选)(?!了|在|错|对|好|完|哪|后)"
    "([\u3400-\u9fffA-Za-z0-9 ]{2,14}?)"
    "(?=[,，。;:!?、()]|$|里|中|后|并|再|然后|按钮|菜单|选项|就|时|才|的话|之前|来)"
)
_ACT = re.compile(
    r"\b(?:tap|taps|press|click|select|choose|open|go to|toggle|switch to|enable|pick|check the box)(?: on)? "
    r"((?:[A-Za-z][A-Za-z'-]*[ /]?){1,6})", re.IGNORECASE)  # fmt: skip
_PLACE = re.compile(
    r"\b([A-Za-z]+(?:'s)?) (?:page|button|menu|tab|settings|screen|section|option|icon)\b", re.IGNORECASE
)
_STOP_WORDS = """
    a an the to of in on at for from by and or then if when where which that this these
    those it its your you my our their his her one ones them with into before after as is
    are be was were not no only first next again once more also there here under any each
    every same other another new own page part place section screen option options menu
    button tab icon item list settings app wallet transaction network details it's up out
    all both either what who how will can may so until because unless than but while using
    inside right correct proper relevant corresponding matching look
"""
_STOPS = frozenset(_STOP_WORDS.split())
_STEM = 5  # letters that "approvals" and "approved" share
_LEAST_SHARED = 0.5


def invented(text: str, known: Iterable[str]) -> list[str]:
    """Captions of a sentence that stand in none of the texts it may take them from. All texts are plain."""
    source = " ".join(known)
    flat, stems = bare(source), _stems(source)
    wrong = [caption for caption in _marked(text) if bare(caption) not in flat]
    wrong += [
        match[0]
        for match in _HAN_PLACE.finditer(text)
        if match[1] not in _HAN_PLAIN and bare(match[1]) not in flat
    ]
    wrong += [match[1] for match in _HAN_ACT.finditer(text) if _share(match[1], flat) < _LEAST_SHARED]
    wrong += [match[1] for match in _ACT.finditer(text) if not _stems(_object(match[1])) <= stems]
    wrong += [match[1] for match in _PLACE.finditer(text) if not _stems(match[1]) <= stems]
    return wrong


def _marked(text: str) -> list[str]:
    quoted = [next(filter(None, match.groups())) for match in _QUOTED.finditer(text)]
    paths = [part.strip() for match in _PATH.finditer(text) for part in match.groups()]
    return [caption for caption in quoted if bare(caption)] + [
        _last_words(part) for part in paths if bare(part)
    ]


def _last_words(part: str) -> str:
    """Of a step in a path: what stands nearest to its arrow, without the verb in front."""
    return re.sub(
        r"^(?:please |go to |open |tap |in |under |打开|进入|在|点击|点|选择)+",
        "",
        part.strip(),
        flags=re.IGNORECASE,
    )


def _object(words: str) -> str:
    """What is acted on: up to where another part of the sentence begins."""
    return re.split(
        r"\b(?:and|then|if|when|where|so|which|that|before|after|because|to|in|from|until|as|with|for)\b",
        words,
        maxsplit=1,
    )[0]


def _stems(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.casefold().replace("'s", ""))
    return {word[:_STEM] for word in words if word not in _STOPS}


def _share(chunk: str, flat: str) -> float:
    """How much of it, by pairs of letters, stands in the source."""
    signs = bare(chunk)
    pairs = [signs[i : i + 2] for i in range(len(signs) - 1)] or [signs]
    return sum(pair in flat for pair in pairs) / len(pairs)
