"""A contact's words made comparable: one width, one case, one script. Nothing is understood here."""

import re
import unicodedata

LONGEST = 2000  # characters looked at, half from either end: a wish stands at the beginning or at the end
_HALF = LONGEST // 2

# Traditional and Cantonese writing of the words these rules know; not a general conversion.
_SIMPLE = str.maketrans(
    "轉機員請嗎麼聯絡幫講話個專經領導負責處領來沒給換說談對頭應時線無別協聽著廢樣這裡點為誰錢騙盜錯過條實帳還詐豬結殺偷轉",
    "转机员请吗么联络帮讲话个专经领导负责处领来没给换说谈对头应时线无别协听着废样这里点为谁钱骗盗错过条实帐还诈猪结杀偷转",
)
_CANTONESE = (
    ("有冇", "有没有"), ("冇", "没有"), ("唔好", "不要"), ("唔想", "不想"), ("唔使", "不用"), ("唔該", "请"),
    ("可唔可以", "可不可以"), ("唔", "不"), ("搵", "找"), ("嚟", "来"), ("傾", "聊"), ("喺度", "在"),
    ("喺", "在"), ("同", "跟"), ("機械人", "机器人"), ("机械人", "机器人"), ("嘅", "的"),
    ("咗", "了"), ("呀", "啊"),
)  # fmt: skip
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE_IN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])")
_SPELT_OUT = re.compile(r"\b(?:[a-z] ){3,}[a-z]\b")
_CLAUSE = re.compile(r"[,.!?;:~…。，！？；：、\n\r|]+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def plain(text: str) -> str:
    """One width, lower case, simplified script, no spaces between Chinese characters."""
    short = text if len(text) <= LONGEST else text[:_HALF] + "\n" + text[-_HALF:]
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", short).casefold()).replace("’", "'")
    folded = _SPELT_OUT.sub(lambda found: found.group().replace(" ", ""), folded)
    for said, meant in _CANTONESE:
        folded = folded.replace(said, meant)
    return _SPACE_IN_HAN.sub("", folded.translate(_SIMPLE))


def clauses(plain_text: str) -> list[str]:
    return [clause for part in _CLAUSE.split(plain_text) if (clause := part.strip())]


def words(clause: str) -> list[str]:
    """The Latin words of a clause, apostrophes dropped: people write dont as often as don't."""
    return [word.replace("'", "") for word in _WORD.findall(clause)]
