"""``python -m walletdesk``."""

from walletdesk.app.cli import main

main()
