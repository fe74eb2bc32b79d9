"""Text for logs and transcripts: what the shield finds is replaced by its name."""

from walletdesk.safety.model import Kind
from walletdesk.safety.shield import screen

_REMOVED = {
    "en": {
        Kind.MNEMONIC: "[removed: recovery phrase]",
        Kind.PRIVKEY_HEX: "[removed: private key]",
        Kind.WIF: "[removed: private key]",
        Kind.XPRV: "[removed: extended private key]",
    },
    "zh-CN": {
        Kind.MNEMONIC: "[已移除：助记词]",
        Kind.PRIVKEY_HEX: "[已移除：私钥]",
        Kind.WIF: "[已移除：私钥]",
        Kind.XPRV: "[已移除：扩展私钥]",
    },
}


def redact(text: str, *, locale: str = "en") -> str:
    """The text without its secrets, the uncertain ones too: a log line is not worth a key."""
    marker = _REMOVED.get(locale, _REMOVED["en"])
    for finding in reversed(screen(text).findings):
        text = text[: finding.start] + marker[finding.kind] + text[finding.end :]
    return text
