"""The message form: somebody writes once, gets a number and a private link, and comes back to read."""

from walletdesk.channels.form.inbound import FormInbound, Kept, Onces
from walletdesk.channels.form.model import CATEGORIES, Draft

__all__ = ["CATEGORIES", "Draft", "FormInbound", "Kept", "Onces"]
