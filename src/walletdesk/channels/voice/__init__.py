"""The telephone. A provider is an adapter in this folder; what it must be able to do says ``callbacks``."""

from walletdesk.channels.voice.simulator import STEP, PhoneSimulator

__all__ = ["STEP", "PhoneSimulator"]
