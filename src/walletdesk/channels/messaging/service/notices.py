"""The few sentences that nobody of ours typed: what became of something that was sent to us."""

from typing import Final

from walletdesk.kernel.errors import MayBeSecret, SecretStopped

NOTICES: Final = {
    "secret": SecretStopped.message,
    "may_be": MayBeSecret.message,
    "file": "This file was not taken. You can send pictures, PDF and text.",
    "elsewhere": "We don't answer here, where others can read. Write to us directly, and never send your"
    " recovery phrase, password or codes.",
    "link": "Your number: {number}. Type it into “Linked channels” yourself. Whoever asks for it, or gave you"
    " the code, isn't us.",
    "link_wrong": "This code opens nothing: it is wrong, was used, or is older than 10 minutes. Get a new one"
    " yourself.",
    "blocked": "We don't take messages from here at the moment. If you think this is wrong, tell us by the"
    " form: {link}",
    "many": "That was a lot at once. Your last messages reach us a little later.",
}
CHECK: Final = "Is it really us? Check here: {link}"
