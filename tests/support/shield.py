"""Published secrets, which nobody uses, and the real shield that knows them."""

from walletdesk.safety import screen

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"  # BIP-39's own example
WIF = "L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ"  # a private key that stands in many a manual


def secret_in(text: str) -> str | None:
    return next((finding.kind.value for finding in screen(text).findings), None)
