"""The few sentences that nobody of ours typed: what became of something that was sent to us."""

from typing import Final

from walletdesk.kernel.errors import MayBeSecret, SecretStopped

NOTICES: Final = {
    "secret": SecretStopped.message,
    "may_be": MayBeSecret.message,
    "file": "This file was not taken. You can send pictures, PDF and text.",
    "elsewhere": "We don't answer here, where others can read. Write to us directly, and never send your"
    " recovery phrase, password or codes.",
    "many": "That was a lot at once. Your last messages reach us a little later.",
}
CHECK: Final = "Is it really us? Check here: {link}"
