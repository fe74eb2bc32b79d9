"""Learning over HTTP: agents confirm what a question was about, leads see what came of it and go back."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar.handlers import HTTPRouteHandler

from walletdesk.assistant.learning.http.answers import topic_routes, version_routes
from walletdesk.assistant.learning.http.prompting import Prompting
from walletdesk.assistant.learning.http.questions import question_routes
from walletdesk.assistant.learning.service import Confirming, Overseeing, Refitting, Reviewing

__all__ = ["Services", "routes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    confirming: Confirming
    overseeing: Overseeing
    refitting: Refitting
    prompting: Prompting
    reviewing: Reviewing


def routes(services: Services) -> Sequence[HTTPRouteHandler]:
    return [
        *topic_routes(services.confirming),
        *version_routes(services.overseeing, services.refitting, services.prompting),
        *question_routes(services.reviewing),
    ]
