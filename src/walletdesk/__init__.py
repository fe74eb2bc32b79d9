"""Walletdesk: self-hosted customer support for digital-asset wallets."""

__version__ = "0.1.0"
