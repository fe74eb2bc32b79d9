"""Builds the running system. The one table of who reacts to what is in ``table.py``."""

from walletdesk.app.wiring.system import System, build

__all__ = ["System", "build"]
