"""Control paths for the application: how it is registered, its client secret, and the queue a new one goes to."""

from __future__ import annotations

from starlette.requests import Request

from mwslink.sandbox.accounts import OAUTH_LIMIT, Application
from mwslink.sandbox.applications_2023 import deliver, rotate
from mwslink.sandbox.clock import as_text
from mwslink.sandbox.control_body import Body
from mwslink.sandbox.exchange import Json
from mwslink.sandbox.parameters import parse_moment
from mwslink.sandbox.state import State

HELP = (
    'application: GET, POST {"redirect_uris": […], "draft": true, "hybrid": false, "secret_expires_at": moment, '
    '"queue_url": SQS, "aws_endpoint": …, "hold": true}',
    "application/rotate: POST makes a new client secret, as the developer console does",
    "application/deliver: POST sends the messages that wait because of hold",
)
_KEYS = ("redirect_uris", "draft", "hybrid", "secret_expires_at", "queue_url", "aws_endpoint", "hold")


def describe(application: Application) -> Json:
    """The application as the developer console shows it."""
    queue, expires_at = application.queue, application.secret_expires_at
    return {
        "id": application.id,
        "name": application.name,
        "client_id": application.client_id,
        "client_secret": application.client_secret,
        "secret_expires_at": as_text(expires_at) if expires_at else None,
        "earlier_secrets": {secret: as_text(until) for secret, until in application.earlier_secrets.items()},
        "redirect_uris": list(application.redirect_uris),
        "draft": application.is_draft,
        "hybrid": application.is_hybrid,
        "consents": sorted(application.consents),
        "queue_url": queue.url,
        "aws_endpoint": queue.endpoint,
        "held": len(queue.held),
        "sent": queue.sent,
        "failure": queue.failure,
    }


def _application(state: State) -> Application:
    return next(iter(state.applications.values()))


def _show(state: State, _request: Request, _body: Body) -> object:
    return describe(_application(state))


def _change(state: State, _request: Request, body: Body) -> object:
    body.refuse_unknown(*_KEYS)
    application = _application(state)
    queue = application.queue
    if body.has("redirect_uris"):
        application.redirect_uris = tuple(body.texts("redirect_uris"))
    if body.has("secret_expires_at"):
        application.secret_expires_at = parse_moment(body.text("secret_expires_at"), name="secret_expires_at")
    if body.has("draft"):
        application.draft_limit = OAUTH_LIMIT if body.flag("draft") else None
    application.is_hybrid = body.flag("hybrid", default=application.is_hybrid)
    queue.url, queue.endpoint = body.text("queue_url", queue.url), body.text("aws_endpoint", queue.endpoint)
    queue.holds = body.flag("hold", default=queue.holds)
    return describe(application)


def _rotate(state: State, _request: Request, body: Body) -> object:
    body.refuse_unknown()
    rotate(state, _application(state))
    return describe(_application(state))


def _deliver(state: State, _request: Request, body: Body) -> object:
    body.refuse_unknown()
    deliver(_application(state).queue)
    return describe(_application(state))


ROUTES = (
    ("/application", "GET", _show),
    ("/application", "POST", _change),
    ("/application/rotate", "POST", _rotate),
    ("/application/deliver", "POST", _deliver),
)
