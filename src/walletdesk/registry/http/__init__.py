"""The list over HTTP: for everybody as it was published, for administrators as they keep it."""

from walletdesk.registry.http.keeping import keeping_routes
from walletdesk.registry.http.reading import reading_routes

__all__ = ["keeping_routes", "reading_routes"]
