"""Sentences for the checks on a model's words: faithful ones, planted lies, and lies made by rule."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from walletdesk.assistant.wording.model import Fault, Sentence, Source, faults_of

DATA = Path(__file__).parents[1] / "data" / "wording"
Row = Mapping[str, str]


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def judged(row: Row, text: str, *, asked: str = "", **floor: float) -> Sequence[Fault]:
    """What speaks against a sentence that cites the paragraph of this row."""
    source = Source(id="a#1", text=row["passage"], forbids=bool(row["forbids"]))
    return faults_of(Sentence(text=text, cites=("a#1",)), [source], asked, **floor)


FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])|(?<=[约每这])(?:两|三)|\btwice\b|\bboth\b")
NAME = re.compile(r"USDT|TRX|EVM|Solana|Bitcoin|TRON|NFT|Permit2?|比特币|波场")
OTHER = {
    "USDT": "USDC",
    "TRX": "BNB",
    "EVM": "TON",
    "Solana": "Aptos",
    "Bitcoin": "Litecoin",
    "TRON": "Polygon",
    "NFT": "ERC-1155",
    "Permit": "Multicall",
    "Permit2": "Multicall",
    "比特币": "狗狗币",
    "波场": "以太坊",
}


def by_rule(row: Row) -> Iterator[str]:
    """The same sentence with one hard fact changed or added."""
    text, zh = row["text"], row["lang"] == "zh-CN"
    for match in FIGURE.finditer(text):
        yield text[: match.start()] + "37" + text[match.end() :]
    for match in NAME.finditer(text):
        yield text[: match.start()] + OTHER[match[0]] + text[match.end() :]
    more: Sequence[Callable[[str], str]] = ADDED_ZH if zh else ADDED_EN
    yield from (add(text.rstrip("。.")) for add in more)


ADDED_ZH = (
    lambda text: f"{text}，办法见 https://wallet-help.example/fix。",
    lambda text: f"{text}，或写信到 help@wallet-help.example。",
    lambda text: f"{text}，打到 0x52908400098527886E0F7030069857D2E4169EE7。",
    lambda text: f"{text}，加客服 @wallet_helper。",
    lambda text: f"{text}，通常要 45 分钟。",
    lambda text: f"{text}，再点“一键修复”。",
)
ADDED_EN = (
    lambda text: f"{text}; see https://wallet-help.example/fix.",
    lambda text: f"{text}, or write to help@wallet-help.example.",
    lambda text: f"{text}, and send it to 0x52908400098527886E0F7030069857D2E4169EE7.",
    lambda text: f"{text}, or message @wallet_helper.",
    lambda text: f"{text}, which usually takes 45 minutes.",
    lambda text: f'{text}, then tap "Quick repair".',
)
