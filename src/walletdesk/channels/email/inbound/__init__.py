"""Mails that come in: whose they are, which conversation they belong to, and whether they may be answered."""

from walletdesk.channels.email.inbound.judging import Answers, House, Judgement, Place, Standing, judged
from walletdesk.channels.email.inbound.tokens import ReplyTokens

__all__ = ["Answers", "House", "Judgement", "Place", "ReplyTokens", "Standing", "judged"]
