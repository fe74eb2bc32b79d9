"""What others say about a contact is screened before it is kept: nobody looks for a secret in a name."""

from dataclasses import replace

from walletdesk.contacts.model import IdentityClaims, clean_name
from walletdesk.contacts.ports import IdentityTokenRefused, SecretIn
from walletdesk.kernel.errors import SecretStopped


def screened_claims(claims: IdentityClaims, secret_in: SecretIn) -> IdentityClaims:
    """Without a name that holds a secret. A subject cannot be left out, so it refuses the token."""
    if secret_in(claims.subject):
        raise IdentityTokenRefused(why="sub holds a secret")
    version = "" if secret_in(claims.app_version) else clean_name(claims.app_version)
    return replace(claims, name=screened_name(claims.name, secret_in), app_version=version)


def screened_name(said: str, secret_in: SecretIn) -> str:
    """Empty where it held a secret, as it was said or as it would be kept: cleaning brings words together."""
    name = clean_name(said)
    return "" if secret_in(said) or secret_in(name) else name


def refuse_secret(text: str, secret_in: SecretIn) -> None:
    if secret_in(text):
        raise SecretStopped
