"""What is known of the app's versions, and what to do when it does not work: never at a wallet's cost."""

from walletdesk.releases.problems.model import Checked, State, Step, Told, Trouble, Version
from walletdesk.releases.problems.service import AppProblems, VersionDraft

__all__ = ["AppProblems", "Checked", "State", "Step", "Told", "Trouble", "Version", "VersionDraft"]
