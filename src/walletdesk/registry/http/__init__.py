"""The list over HTTP: for everybody as it was published, for administrators as they keep it."""

from walletdesk.registry.http.keeping import Shown, keeping_routes
from walletdesk.registry.http.reading import reading_routes

__all__ = ["Shown", "keeping_routes", "reading_routes"]
