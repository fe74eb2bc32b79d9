"""Recovery phrases of every list laid out in every style that people use, for rules to be tried on."""

import random
import unicodedata
from collections.abc import Callable, Iterator

from mnemonic import Mnemonic

LISTS = (
    *("english", "chinese_simplified", "chinese_traditional", "japanese", "korean"),
    *("spanish", "french", "italian", "portuguese", "czech"),
)
Words = list[str]
_CIRCLED = [chr(0x2460 + i) for i in range(20)] + [chr(0x3251 + i) for i in range(4)]
_COUNTED = "一二三四五六七八九十"


def drawn(name: str, length: int, chance: random.Random) -> Words:
    entropy = chance.randbytes(length * 4 // 3)
    return unicodedata.normalize("NFC", Mnemonic(name).to_mnemonic(entropy)).split()


def _grid(words: Words, columns: int) -> str:
    rows = len(words) // columns
    cells = [[f"{c * rows + r + 1}. {words[c * rows + r]}" for c in range(columns)] for r in range(rows)]
    return "\n".join("   ".join(row) for row in cells)


def _full_width(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def _with_typos(words: Words, chance: random.Random) -> Words:
    made = list(words)
    for at in chance.sample(range(len(words)), 2):
        made[at] = _typo(made[at], chance)
    return made


def _typo(word: str, chance: random.Random) -> str:
    if len(word) == 1:
        return "〇"
    at = chance.randrange(1, len(word))
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return chance.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped])


STYLES: dict[str, Callable[[Words, random.Random], str]] = {
    "spaces": lambda words, _: " ".join(words),
    "lines": lambda words, _: "\n".join(words),
    "ideographic": lambda words, _: "\u3000".join(words),
    "commas": lambda words, _: ", ".join(words),
    "zh-commas": lambda words, _: "、".join(words),
    "numbered": lambda words, _: "\n".join(f"{i}. {word}" for i, word in enumerate(words, 1)),
    "numbered-zh": lambda words, _: "\n".join(f"{i}、{word}" for i, word in enumerate(words, 1)),
    "glued": lambda words, _: " ".join(f"{i}{word}" for i, word in enumerate(words, 1)),
    "glued-behind": lambda words, _: " ".join(f"{word}{i}" for i, word in enumerate(words, 1)),
    "glued-tight": lambda words, _: "".join(f"{i}{word}" for i, word in enumerate(words, 1)),
    "circled": lambda words, _: "".join(f"{_CIRCLED[i]}{word}" for i, word in enumerate(words)),
    "ordinal": lambda words, _: "\n".join(f"第{i}个：{word}" for i, word in enumerate(words, 1)),
    "grid": lambda words, _: _grid(words, 3),
    "bare-grid": lambda words, _: "\n".join("  ".join(words[r::3]) for r in range(3)),
    "table": lambda words, _: "\n".join(f"| {i} | {word} |" for i, word in enumerate(words, 1)),
    "typos": lambda words, chance: " ".join(_with_typos(words, chance)),
    "missing-one": lambda words, _: " ".join(words[:4] + words[5:]),
    "missing-two": lambda words, _: " ".join(words[1:6] + words[7:]),
    "marked-missing": lambda words, _: " ".join([*words[:3], "___", *words[4:]]),
    "missing-and-typo": lambda words, chance: " ".join(_with_typos(words, chance)[:-1]),
    "full-width": lambda words, _: _full_width(" ".join(f"{i}.{word}" for i, word in enumerate(words, 1))),
    "nfkd": lambda words, _: unicodedata.normalize("NFKD", " ".join(words)),
    "upper": lambda words, _: " ".join(words).upper(),
    "in-talk": lambda words, _: f"你好，帮我看看这个 {' '.join(words)} 为什么导入不了？",
    "in-english": lambda words, _: f"Hi, please check it: {' '.join(words)}. It does not import, thanks",
}
SPLITS: dict[str, Callable[[Words], list[str]]] = {
    "halves": lambda words: [" ".join(words[:6]), " ".join(words[6:])],
    "threes": lambda words: [" ".join(words[i : i + 3]) for i in range(0, len(words), 3)],
    "one-by-one": list,
    "chatter": lambda words: ["hi", " ".join(words[:6]), "wait a moment", "1 sec", " ".join(words[6:])],
    "numbered": lambda words: [
        "\n".join(f"{i + 1}. {words[i]}" for i in range(at, at + 4)) for at in range(0, len(words), 4)
    ],
}


def samples(seed: int, each: int) -> Iterator[tuple[str, str, int, str]]:
    """List, style, number of words, text."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    for name in LISTS:
        for style, lay_out in STYLES.items():
            for turn in range(each):
                length = (12, 12, 24, 15, 18, 21)[turn % 6]
                yield name, style, length, lay_out(drawn(name, length, chance), chance)


SAID = (
    "密码是Abc12345",
    "我的钱包密码：hunter2!",
    "登录密码 Qwe#2024",
    "密码123456",
    "支付密码是 482913",
    "password: sunshine",
    "my password is Tr0ub4dor&3",
    "PIN 4821",
    "my pin is 4821",
    "pwd=Zx9!kk2",
    "账号 foo@bar.com 密码 Abc12345",
    "Abc12345 是我的密码",
    "密码改成了 newPass99 还是进不去",
    "The password I use is Summer2024!",
    "密码我设的是 Summer2024",
    "passcode: 998877",
    "验证码是482913",
    "验证码 482 913",
    "您的验证码为 482913，5分钟内有效",
    "482913 is your verification code",
    "your code is 482913",
    "My 2FA code: 482 913",
    "OTP 482913",
    "G-482913 is your Google verification code",
    "我收到的验证码是 4829",
    "短信验证码：482913，请查收",
    "谷歌验证码 123456",
    "The code they sent me is 482913",
    "Google Authenticator shows 123 456",
    "动态码 883201",
    "I got a one-time code 553201",
    "here is the otp 553201",
    "【钱包】验证码：553201，请勿泄露",
    "收到的码是553201",
    "login code 5532",
    "The security code I received: 553201",
    "Mot de passe : Zorro99!",
    "密碼：Abc12345",
    "驗證碼：553201",
    "解锁密码应该是 qwerty99，但提示错误",
    "I changed it, the new password is Qwerty!77",
    "password -> Qwerty!77",
    "Password = Qwerty77",
    '密码"Qwerty77"',
    "my pasword is qq0752xy sir",
    "密马：7EWyMRR7v2t5",
    "pw: dragon82641",
    "mima是qqAbc18x",
    "here's my password, Abc&8891, please log in",
    "密码给你 mama3927 别弄丢",
    "it says wrong password when i type mama7424267",
    "验正码 543194",
    "yzm 02893496",
    "I received the code 722 740 what next",
    "code: 140275",
)
NOT_SAID = (
    "忘记密码怎么办",
    "密码是多少位的？",
    "密码错误",
    "what is my password?",
    "my password is wrong",
    "password is not working",
    "The password must be 8-20 characters",
    "密码要8-20位，包含字母和数字",
    "密码长度：8-20位",
    "验证码收不到怎么办，等了10分钟",
    "收不到验证码，手机号 13800138000",
    "验证码是6位数吗？",
    "error code 10003",
    "错误代码 10003",
    "my order number is 482913",
    "工单号 482913",
    "where do I find the 2FA code",
    "How do I reset my PIN?",
    "password: ******",
    "密码：******",
    "验证码 5 分钟没收到",
    "I entered the code 3 times",
    "verification code not received since 2024",
    "密码 error 500",
    "private key or password never share",
    "助记词和密码有什么区别",
    "密码输错 5 次被锁了",
    "2FA 2024 update",
    "TRC20 密码",
    "交易密码是什么",
    "钱包密码是本地的，官方没有吗",
    "Google authenticator app version 6.0",
    "passwordless login 2024",
    "密码是123456吗？",
    "zip code 90210",
    "area code 0086",
    "I was asked for my password 3 times",
    "国家代码 0086",
    "邮政编码 100086",
    "the app asks for a 6 digit code",
    "TXID code?",
    "The SMS code arrives after 15 minutes",
    "验证码过期 60秒",
    "二维码 482913",
    "邀请码 482913",
    "激活码 AB12CD34",
    "推荐码是 884422",
    "订单号 20241122334455 密码",
    "my 2FA is on since 2023",
    "合约代码 005930",
    "My tracking code is 482913AB",
)
