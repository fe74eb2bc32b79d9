"""Made the judging set of the secret shield, once, before any detector existed; kept to show where the rows come from.

Every phrase and key is drawn from a seeded generator, has a valid checksum, and has never held anything.
Run from the project's root: ``python -m tests.data.shield.build``; the same seed gives the same rows.
"""

import hashlib
import json
from pathlib import Path
from random import Random

from mnemonic import Mnemonic

HERE = Path(__file__).parent
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LIST = Mnemonic("english")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
HAN = "一二三四五六七八九十"
OPEN, SHUT = "\ue000", "\ue001"  # mark the secret inside a text while it is put together

Row = dict[str, object]


def base58check(payload: bytes) -> str:
    raw = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def phrase(dice: Random, count: int) -> list[str]:
    return LIST.to_mnemonic(dice.randbytes(count * 4 // 3)).split()


def hidden(text: str) -> str:
    return OPEN + text + SHUT


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def row(name: str, kind: str, text: str) -> Row:
    start, end = text.find(OPEN), text.find(SHUT)
    plain = text.replace(OPEN, "").replace(SHUT, "")
    span = [start, end - 1] if start >= 0 else None
    return {"id": name, "text": plain, "secret": span is not None, "kind": kind, "span": span}


def grid_by_columns(words: list[str], columns: int, *, numbered: bool, gap: str) -> str:
    height = len(words) // columns
    lines = []
    for r in range(height):
        cells = [c * height + r for c in range(columns)]
        lines.append(gap.join(f"{i + 1}. {words[i]}" if numbered else words[i] for i in cells))
    return "\n".join(lines)


def one_typo(dice: Random, words: list[str]) -> list[str]:
    at = dice.choice([i for i, w in enumerate(words) if len(w) > 4])
    word = words[at]
    cut = dice.randrange(1, len(word) - 1)
    return [*words[:at], word[:cut] + word[cut + 1 :], *words[at + 1 :]]


def mnemonics(dice: Random) -> list[Row]:
    rows: list[Row] = []

    def add(name: str, text: str) -> None:
        rows.append(row(f"mnemonic-{name}", "mnemonic", text))

    for count in (12, 15, 18, 21, 24):
        add(f"plain-{count}", hidden(" ".join(phrase(dice, count))))
        add(f"zh-lead-{count}", f"我的助记词是{hidden(' '.join(phrase(dice, count)))}，钱包打不开了，帮我看看")
        add(f"en-lead-{count}", f"hi, my phrase is {hidden(' '.join(phrase(dice, count)))} and it says invalid")
        words = phrase(dice, count)
        add(f"numbered-dot-{count}", "1. " + hidden(" ".join(f"{i}. {w}" for i, w in enumerate(words, 1))[3:]))
        words = phrase(dice, count)
        add(f"numbered-lines-{count}", "1. " + hidden("\n".join(f"{i}. {w}" for i, w in enumerate(words, 1))[3:]))
        words = phrase(dice, count)
        add(f"glued-dot-{count}", "备份：\n1." + hidden("\n".join(f"{i}.{w}" for i, w in enumerate(words, 1))[2:]))
        words = phrase(dice, count)
        add(f"glued-digit-{count}", "1" + hidden(" ".join(f"{i}{w}" for i, w in enumerate(words, 1))[1:]))
        words = phrase(dice, count)
        add(f"ideographic-{count}", "1、" + hidden("".join(f"{i}、{w} " for i, w in enumerate(words, 1))[2:].rstrip()))
        add(f"lines-{count}", "帮我恢复一下\n" + hidden("\n".join(phrase(dice, count))) + "\n谢谢")
    for count in (12, 15, 18):
        words = phrase(dice, count)
        add(f"circled-{count}", "①" + hidden(" ".join(f"{CIRCLED[i]}{w}" for i, w in enumerate(words))[1:]))
        words = phrase(dice, count)
        add(f"circled-apart-{count}", "① " + hidden("\n".join(f"{CIRCLED[i]} {w}" for i, w in enumerate(words))[2:]))
        add(f"commas-{count}", f"words: {hidden(', '.join(phrase(dice, count)))}")
        add(f"zh-commas-{count}", f"就是这些：{hidden('，'.join(phrase(dice, count)))}。")
        add(f"upper-{count}", hidden(" ".join(phrase(dice, count)).upper()))
        add(f"title-{count}", hidden(" ".join(phrase(dice, count)).title()))
        add(f"wide-{count}", f"助记词 {hidden(wide(' '.join(phrase(dice, count))).replace(' ', '　'))}")
        add(f"wide-space-{count}", hidden("　".join(phrase(dice, count))))
    for count, columns in ((12, 2), (12, 3), (12, 4), (24, 2), (24, 3), (24, 4)):
        for numbered in (True, False):
            text = grid_by_columns(phrase(dice, count), columns, numbered=numbered, gap="   ")
            label = "numbered" if numbered else "bare"
            body = "1. " + hidden(text[3:]) if numbered else hidden(text)
            add(f"columns-{label}-{count}-{columns}", body)
    for count in (12, 24):
        add(f"tab-grid-{count}", hidden(grid_by_columns(phrase(dice, count), 3, numbered=False, gap="\t")))
        add(f"hyphens-{count}", f"seed={hidden('-'.join(phrase(dice, count)))}")
        add(f"slashes-{count}", hidden("/".join(phrase(dice, count))))
        add(f"dots-{count}", hidden(". ".join(phrase(dice, count))) + ".")
        add(f"ideographic-stop-{count}", hidden("、".join(phrase(dice, count))))
        add(f"bullets-{count}", "- " + hidden("\n".join(f"- {w}" for w in phrase(dice, count))[2:]))
        words = phrase(dice, count)
        add(f"paren-{count}", "(1) " + hidden(" ".join(f"({i}) {w}" for i, w in enumerate(words, 1))[4:]))
        words = phrase(dice, count)
        add(f"word-n-{count}", "word 1: " + hidden("\n".join(f"word {i}: {w}" for i, w in enumerate(words, 1))[8:]))
        words = phrase(dice, count)
        add(f"ordinal-zh-{count}", "第1个 " + hidden("，".join(f"第{i}个 {w}" for i, w in enumerate(words, 1))[4:]))
        add(f"json-{count}", '{"words": ["' + hidden('", "'.join(phrase(dice, count))) + '"]}')
        words = phrase(dice, count)
        add(f"equals-{count}", "1=" + hidden("; ".join(f"{i}={w}" for i, w in enumerate(words, 1))[2:]))
        add(f"typo-{count}", f"助记词：{hidden(' '.join(one_typo(dice, phrase(dice, count))))} 提示无效")
        add(f"zero-width-{count}", hidden("\u200b ".join(phrase(dice, count))))
        add(f"crlf-{count}", hidden("\r\n".join(phrase(dice, count))))
        add(f"double-space-{count}", f"seed phrase\n\n{hidden('  '.join(phrase(dice, count)))}\n\nplease check")
        add(f"missing-one-{count}", f"only {count - 1} left: {hidden(' '.join(phrase(dice, count)[:-1]))}")
    words = phrase(dice, 12)
    add("han-numbers", "一、" + hidden(" ".join(f"{n}、{w}" for n, w in zip([*HAN, "十一", "十二"], words, strict=True))[2:]))
    words = phrase(dice, 12)
    add("two-lines-of-six", f"{hidden(' '.join(words[:6]) + chr(10) + ' '.join(words[6:]))}")
    words = phrase(dice, 24)
    add("four-letters", "steel plate says " + hidden(" ".join(w[:4] for w in words)))
    add("angry", f"你们什么破软件 {hidden(' '.join(phrase(dice, 12)))} 自己看 到底哪里错了")
    add("and-password", f"phrase {hidden(' '.join(phrase(dice, 12)))} password is Summer!77")
    return rows


def keys(dice: Random) -> list[Row]:
    rows: list[Row] = []

    def digits() -> str:
        return dice.randbytes(32).hex()

    hexes = {
        "zh-before": f"我的私钥：{hidden(digits())}",
        "zh-glued": f"私钥{hidden(digits())}帮我看一下",
        "zh-0x": f"这个是私钥 {hidden('0x' + digits())} 为什么导入不了",
        "zh-after": f"{hidden(digits())} 这是我的私钥，钱包还在吗",
        "zh-typo": f"私匙 {hidden(digits())}",
        "zh-hant": f"我的私鑰是 {hidden(digits())} 點算好",
        "zh-secret-key": f"密钥：{hidden(digits())}",
        "zh-import": f"导入私钥的时候输入{hidden('0x' + digits())}提示格式不对",
        "zh-line": f"私钥如下\n{hidden(digits())}\n麻烦了",
        "zh-upper": f"私钥 {hidden(digits().upper())}",
        "zh-wide": f"私钥：{hidden(wide(digits()))}",
        "en-before": f"my private key is {hidden(digits())}",
        "en-0x": f"private key: {hidden('0x' + digits())}",
        "en-env": f"PRIVATE_KEY={hidden('0x' + digits())}",
        "en-json": '{"privateKey": "' + hidden("0x" + digits()) + '"}',
        "en-after": f"{hidden('0x' + digits())} thats the private key of the old wallet",
        "en-short": f"privkey {hidden(digits())}",
        "en-typo": f"my privat key {hidden(digits())} pls recover",
        "en-secret": f"secret key = {hidden(digits())}",
        "en-priv-key": f"here is the priv key {hidden(digits().upper())}",
        "en-line": f"I exported the private key:\n\n{hidden(digits())}\n\nand now it shows another address",
        "mixed": f"我的 private key：{hidden(digits())}",
    }
    rows += [row(f"privkey_hex-{name}", "privkey_hex", text) for name, text in hexes.items()]
    groups = digits()
    rows.append(row("privkey_hex-groups", "privkey_hex", "私钥 " + hidden(" ".join(groups[i : i + 8] for i in range(0, 64, 8)))))
    halves = digits()
    rows.append(row("privkey_hex-two-lines", "privkey_hex", "private key:\n" + hidden(halves[:32] + "\n" + halves[32:])))

    def wif(version: int, *, short: bool) -> str:
        return base58check(bytes([version]) + dice.randbytes(32) + (b"\x01" if short else b""))

    wifs = {
        "bare": hidden(wif(0x80, short=True)),
        "bare-long": hidden(wif(0x80, short=False)),
        "zh": f"我的比特币私钥是{hidden(wif(0x80, short=True))}，余额不对",
        "zh-no-cue": f"这个{hidden(wif(0x80, short=True))}导进去是空的",
        "en": f"sweep this please: {hidden(wif(0x80, short=False))}.",
        "quoted": f'"{hidden(wif(0x80, short=True))}"',
        "lines": f"old paper wallet\n{hidden(wif(0x80, short=False))}\nfrom 2013",
        "testnet": f"testnet key {hidden(wif(0xEF, short=True))}",
        "litecoin": f"ltc {hidden(wif(0xB0, short=True))}",
        "dogecoin": f"狗狗币 {hidden(wif(0x9E, short=True))}",
        "beside-address": f"{base58check(bytes(1) + dice.randbytes(20))} {hidden(wif(0x80, short=True))}",
        "colon": f"WIF:{hidden(wif(0x80, short=True))}",
        "brackets": f"[{hidden(wif(0x80, short=False))}]",
        "equals": f"key={hidden(wif(0x80, short=True))};",
    }
    rows += [row(f"wif-{name}", "wif", text) for name, text in wifs.items()]

    def extended(version: str) -> str:
        body = bytes.fromhex(version) + bytes([3]) + dice.randbytes(8) + dice.randbytes(32) + b"\0" + dice.randbytes(32)
        return base58check(body)

    extendeds = {
        "bare": hidden(extended("0488ade4")),
        "zh": f"扩展私钥：{hidden(extended('0488ade4'))}",
        "zh-no-cue": f"备份里有这一串{hidden(extended('0488ade4'))}是什么",
        "en": f"what is this {hidden(extended('0488ade4'))} for?",
        "yprv": hidden(extended("049d7878")),
        "zprv": f"exported {hidden(extended('04b2430c'))}",
        "tprv": f"test {hidden(extended('04358394'))}",
        "json": '{"xprv":"' + hidden(extended("0488ade4")) + '"}',
        "lines": f"master\n{hidden(extended('0488ade4'))}\n",
        "equals": f"xprv={hidden(extended('0488ade4'))}",
    }
    rows += [row(f"xprv-{name}", "xprv", text) for name, text in extendeds.items()]
    return rows


def public_strings(dice: Random) -> list[Row]:
    """Strings that look dangerous and are public: hashes, addresses, signatures, public keys, numbers."""

    def digits() -> str:
        return dice.randbytes(32).hex()

    point = bytes([2]) + dice.randbytes(32)
    public = base58check(bytes.fromhex("0488b21e") + bytes([3]) + dice.randbytes(40) + point)
    texts = {
        "tx-zh": f"交易哈希 {digits()} 查不到",
        "tx-zh-0x": f"帮我查下这笔 0x{digits()}",
        "tx-0x-alone": f"0x{digits()}",
        "tx-en": f"tx hash: 0x{digits()} still pending",
        "tx-en-bare": f"txid {digits()} not credited",
        "tx-url": f"https://explorer.example/tx/0x{digits()}",
        "tx-url-tron": f"https://scan.example/#/transaction/{digits()}",
        "tx-zh-hash": f"hash 有了 {digits()} 钱包没有",
        "tx-two": f"两笔都没到 哈希 0x{digits()} 和 0x{digits()}",
        "tx-upper": f"XRP 的交易哈希 {digits().upper()}",
        "tx-no-key": f"我不会给你私钥的，交易哈希：{digits()}",
        "tx-en-no-key": f"I never shared my private key. The transaction hash is 0x{digits()}",
        "tx-zh-after": f"0x{digits()} 这笔转账的哈希为什么还在等待",
        "block": f"block hash 0x{digits()}",
        "sui": f"my aptos address 0x{digits()}",
        "topics": f"topics: 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef, 0x{'0' * 24}{dice.randbytes(20).hex()}",
        "calldata": f"input data 0xa9059cbb{'0' * 24}{dice.randbytes(20).hex()}{'0' * 48}{dice.randbytes(8).hex()}",
        "sha256": f"apk sha256 是 {digits()} 对吗",
        "public-key": f"public key 04{dice.randbytes(64).hex()}",
        "public-short": f"pubkey {point.hex()}",
        "xpub": f"watch wallet {public}",
        "evm": f"0x{dice.randbytes(20).hex()} 这个地址的余额不显示",
        "evm-two": f"from 0x{dice.randbytes(20).hex()} to 0x{dice.randbytes(20).hex()}",
        "btc": base58check(b"\0" + dice.randbytes(20)),
        "tron": f"收款地址 {base58check(b'A' + dice.randbytes(20))} 没到账",
        "sol-address": f"solana {''.join(dice.choices(ALPHABET, k=44))}",
        "sol-signature": f"signature {''.join(dice.choices(ALPHABET, k=88))} not found",
        "sol-signature-zh": f"这笔 sol 没到 {''.join(dice.choices(ALPHABET, k=87))}",
        "ipfs": f"Qm{''.join(dice.choices(ALPHABET, k=44))} nft 图片不显示",
        "uuid": "order 3f2b8c1e-9a41-4e0c-9b57-6f2f0c1d9e77 where is it",
        "order": "订单号 202611210938471122334455 充值没到",
        "md5": f"md5 {dice.randbytes(16).hex()}",
        "base64": "error payload: eyJqc29ucnBjIjoiMi4wIiwiaWQiOjEsImVycm9yIjp7ImNvZGUiOi0zMjAwMH19",
        "bad-wif": f"5{''.join(dice.choices(ALPHABET, k=50))} 这是什么",
    }
    return [row(f"public-{name}", "none", text) for name, text in texts.items()]


def main() -> None:
    dice = Random(20261121)
    prose = json.loads((HERE / "prose.json").read_text("utf-8"))
    rows = [*mnemonics(dice), *keys(dice), *public_strings(dice)]
    rows += [row(f"prose-{i:02}", "none", text) for i, text in enumerate(prose, 1)]
    lines = [json.dumps(r, ensure_ascii=False) for r in rows]
    (HERE / "first.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
