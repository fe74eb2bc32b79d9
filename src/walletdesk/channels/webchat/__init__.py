"""The widget's channel: a live line and plain requests in, items and heads out."""

from walletdesk.channels.webchat.inbound import ContactFace, Edge, Session
from walletdesk.channels.webchat.outbound import ContactPushes, feed_key
from walletdesk.channels.webchat.wire import ContactHead, contact_head

__all__ = ["ContactFace", "ContactHead", "ContactPushes", "Edge", "Session", "contact_head", "feed_key"]
