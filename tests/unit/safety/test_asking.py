"""No text of ours asks for a secret; texts that forbid it, or speak of one's own wallet, pass."""

import pytest

from walletdesk.automation.starter import starter_replies
from walletdesk.safety import asks_for_secret

ASKS = (
    "亲，提供一下助记词方便核实哦",
    "请把助记词发给我，我帮您查",
    "私钥发一下",
    "麻烦把收到的验证码告诉我",
    "您的登录密码是多少",
    "请提供交易哈希和助记词",
    "把 Keystore 文件上传过来",
    "请回复 12 个单词",
    "别担心，把私钥发给我们就行",
    "Please send me your recovery phrase",
    "Could you share your private key so that I can check?",
    "Reply with the one-time code we sent you.",
    "What is your password?",
    "We need your seed phrase to restore the wallet.",
    "Please enter your recovery phrase here.",
    "Don't worry, just tell us the 12 words.",
    "Can I have your 2FA code?",
    "\uff50lease send your p\u200brivate key",  # full-width and invisible letters do not hide it
)
PASSES = (
    "别把助记词发给任何人。",
    "查这笔转账，有交易哈希就够了。助记词别给任何人。",
    "谁开口要助记词，谁就是骗子。",
    "有助记词就能恢复钱包。",
    "在钱包里输入密码，就能看到余额。",
    "请发交易哈希，只从交易详情里复制。私钥和它长得像，别复制错。",
    "发现密码被改过，先停一下。",
    "Never send your recovery phrase to anyone.",
    "We don't need your password to check this.",
    "Restore the wallet with your recovery phrase.",
    "Enter your password in your own wallet.",
    "Whoever asks you to share your private key is a scammer.",
    "Please send the transaction ID. It is public.",
    "You need your recovery phrase to restore the wallet on a new phone.",
    "If someone asks you to send your code, stop.",
)


@pytest.mark.parametrize("text", ASKS)
def test_whoever_asks_for_a_secret_is_found(text: str) -> None:
    assert asks_for_secret(text)


@pytest.mark.parametrize("text", PASSES)
def test_whoever_warns_or_speaks_of_the_own_wallet_is_let_through(text: str) -> None:
    assert not asks_for_secret(text)


def test_none_of_the_starter_replies_asks() -> None:
    assert [r.id for r in starter_replies() if any(map(asks_for_secret, r.words))] == []
