"""The database's shape, step by step. Each step is written once and never changed after a release."""

from walletdesk.app.migrations.running import HEAD, current, migrate

__all__ = ["HEAD", "current", "migrate"]
