"""How words of each script are told apart in a text. The browser uses the same patterns."""

import re
from dataclasses import dataclass

from walletdesk.safety import lists

LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]+")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]+")
HANGUL = re.compile("[\uac00-\ud7a3]+")
HAN = re.compile("[\u3400-\u9fff]+")
LONE_HAN = re.compile("(?<![\u3400-\u9fff])[\u3400-\u9fff](?![\u3400-\u9fff])")
HAN_ROW = re.compile("[\u3400-\u9fff](?:[ \t\u3000\n|/-]{0,3}[\u3400-\u9fff]){11,}")
LONE_ROW = re.compile("(?<![\u3400-\u9fff])[\u3400-\u9fff]{12}(?:[\u3400-\u9fff]{3}){0,4}(?![\u3400-\u9fff])")
COUNTERS = re.compile(  # 第一个：x and 十一、x count a word and are none
    "第 ?[一二三四五六七八九十0-9]{1,3} ?[个個]? ?[字词詞]?[是为為]?(?=[ :：、,，.]?[ :：]*[\u3400-\u9fff])"
    "|(?<![\u3400-\u9fff])(?:[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[、.．：:)）])"
)


@dataclass(frozen=True, slots=True)
class Script:
    names: tuple[str, ...]
    token: re.Pattern[str]


SCRIPTS = (
    Script(lists.LATIN, LATIN),
    Script((lists.JAPANESE,), KANA),
    Script((lists.KOREAN,), HANGUL),
    Script(lists.CHINESE, HAN),
)
TOKENS = {name: script.token for script in SCRIPTS for name in script.names}
