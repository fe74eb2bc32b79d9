"""Text for logs and transcripts: what the shield finds is replaced by its name."""

from walletdesk.safety.model import Kind
from walletdesk.safety.shield import screen

_REMOVED = {
    "en": {
        Kind.MNEMONIC: "[removed: recovery phrase]",
        Kind.XPRV: "[removed: extended private key]",
        Kind.KEYSTORE: "[removed: keystore]",
        Kind.PASSWORD: "[removed: password]",
        Kind.OTP: "[removed: one-time code]",
    },
    "zh-CN": {
        Kind.MNEMONIC: "[已移除：助记词]",
        Kind.XPRV: "[已移除：扩展私钥]",
        Kind.KEYSTORE: "[已移除：Keystore]",
        Kind.PASSWORD: "[已移除：密码]",
        Kind.OTP: "[已移除：验证码]",
    },
}
_A_KEY = {"en": "[removed: private key]", "zh-CN": "[已移除：私钥]"}


def redact(text: str, *, locale: str = "en") -> str:
    """The text without its secrets, the uncertain ones too: a log line is not worth a key."""
    language = locale if locale in _REMOVED else "en"
    for finding in reversed(screen(text).findings):
        marker = _REMOVED[language].get(finding.kind, _A_KEY[language])
        text = text[: finding.start] + marker + text[finding.end :]
    return text


def without_digits(text: str, instead: str) -> str | None:
    """The text with ``instead`` in place of the digits that only its writer can name; None without any."""
    seen = screen(text)
    if not seen.uncertain:
        return None
    for finding in reversed(seen.findings):
        text = text[: finding.start] + instead + text[finding.end :]
    return text
