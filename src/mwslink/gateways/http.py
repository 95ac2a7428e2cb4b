"""The one place that sends bytes: time limits, redacted log, failures in words a seller understands."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self
from urllib.parse import urlsplit

from mwslink import clock
from mwslink.errors import MwslinkError
from mwslink.gateways.failures import AnswerError, Limits, broken
from mwslink.messages import _

if TYPE_CHECKING:
    import httpx2

    from mwslink.gateways.deadline import Connections, Deadline

_logger = logging.getLogger("mwslink.http")
# Their records below WARNING hold URLs and headers.
_TALKATIVE = ("httpx2", "httpcore2")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# A document of a million lines, against an answer of a hundred orders: in time, and in bytes.
DOCUMENT_FACTOR = 15
_BIGGEST_DOCUMENT = 64
_REQUEST_IDS = ("x-amzn-requestid", "x-mws-request-id")


@dataclass(frozen=True)
class Request:
    """One call to a service.

    `route` is the path as the API describes it, without anybody's ids: what the log may show. `quota`: the operation
    whose quota the call uses up, where that is another one; `cost`: how much of it. `into`: a file that gets the body
    of a success, for answers too big for memory; it starts anew with every attempt, and such a call may last
    `DOCUMENT_FACTOR` times as long.
    """

    service: str
    operation: str
    method: str
    url: str = field(repr=False)
    route: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    account: str = ""
    provider: str = "Amazon"
    quota: str = ""
    cost: float = 1
    calls_left: float | None = None
    into: BinaryIO | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Response:
    """What a service answered, completely read; names of headers are in lower case. `body` is empty where the request
    had it written into a file."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def request_id(self) -> str:
        """The service's own id of this answer; empty where it gives none."""
        return next((self.headers[name] for name in _REQUEST_IDS if name in self.headers), "")

    @property
    def is_page(self) -> bool:
        """Whether this is a web page: of a proxy, a firewall, a log-in portal, and not of an API."""
        kind = self.headers.get("content-type", "")
        return "html" in kind or self.body[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))


@dataclass(frozen=True)
class Call:
    """One call that was made, for progress, journal and log; status 0 when there was no answer.

    `calls_left`: how many more of this operation the quota lets go at once; None where it has none.
    """

    service: str
    operation: str
    account: str
    status: int
    seconds: float
    calls_left: float | None = None


def ignore_call(_call: Call) -> None:
    """For those who do not want to know."""


class Network:
    """The connections of this process, shared by all its threads.

    `timeout` limits the wait for the next byte, `total` a whole call, `max_bytes` an answer.
    """

    def __init__(
        self,
        timeout: float = 30,
        *,
        total: float = 60,
        max_bytes: int = 16 * 2**20,
        on_call: Callable[[Call], None] = ignore_call,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.timeout = timeout
        self.total = total
        self.max_bytes = max_bytes
        self.skew: timedelta | None = None  # the server's clock minus ours, by its last answer
        self._connect_timeout = min(5.0, timeout)
        self._on_call = on_call
        self._transport = transport
        self._lock = threading.Lock()
        self._opened: tuple[httpx2.Client, Deadline, Connections] | None = None

    def send(self, request: Request) -> Response:
        """The answer, whatever its status.

        Raises UnreachableError when nothing was sent, other NetworkErrors when no whole answer came.
        """
        started = time.monotonic()
        response: Response | None = None
        try:
            response = self._exchange(request)
            return response
        finally:
            self._tell(request, response, time.monotonic() - started)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close idle connections; the next call opens new ones."""
        with self._lock:
            if self._opened:
                self._opened[0].close()
            self._opened = None

    def break_off(self) -> None:
        """End the calls of all threads at once, as broken connections; nothing can be sent any more."""
        with self._lock:
            if self._opened:
                self._opened[2].break_off()

    def _exchange(self, request: Request) -> Response:
        import httpx2

        client, deadline, _connections = self._client()
        total = self._total(request)
        failure: MwslinkError
        try:
            with (
                deadline.within(total),
                client.stream(
                    request.method, request.url, headers=dict(request.headers), content=request.body or None
                ) as answer,
            ):
                body = self._read(answer, deadline, request)
                response = Response(answer.status_code, dict(answer.headers), body)
                self._measure_skew(response)
                return response
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            limits = Limits(self._connect_timeout, self.timeout, total, is_total=deadline.was_reached)
            failure = broken(error, provider=request.provider, host=_host(request), limits=limits)
        # Not inside `except`: httpx2's error holds the request with its tokens, and would come along as the context.
        raise failure

    def _read(self, answer: httpx2.Response, deadline: Deadline, request: Request) -> bytes:
        if request.into is not None and answer.is_success:
            request.into.seek(0)
            request.into.truncate()
            for chunk in self._chunks(answer, deadline, request):
                request.into.write(chunk)
            return b""
        return b"".join(self._chunks(answer, deadline, request))

    def _chunks(self, answer: httpx2.Response, deadline: Deadline, request: Request) -> Iterator[bytes]:
        """The body while it arrives. Raises AnswerError when it is too big or too slow."""
        max_bytes = self.max_bytes * (_BIGGEST_DOCUMENT if request.into else 1)
        size = 0
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > max_bytes:
                raise AnswerError(_("{provider}'s answer is too big.").format(provider=request.provider))
            if deadline.is_over:
                text = _("{provider}'s answer was not complete after {seconds:g} s.")
                raise AnswerError(text.format(provider=request.provider, seconds=self._total(request)))
            yield chunk

    def _total(self, request: Request) -> float:
        return self.total * (DOCUMENT_FACTOR if request.into else 1)

    def _client(self) -> tuple[httpx2.Client, Deadline, Connections]:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> tuple[httpx2.Client, Deadline, Connections]:
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx2

        from mwslink.gateways.deadline import Deadline, enforce
        from mwslink.gateways.trust import trusted

        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        client = httpx2.Client(
            verify=trusted(),
            timeout=httpx2.Timeout(self.timeout, connect=self._connect_timeout),
            # Amazon's side closes idle connections after 5 s; whoever closes second sees a broken call.
            limits=httpx2.Limits(max_connections=100, max_keepalive_connections=64, keepalive_expiry=3),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # what one seller gets must not go to the next
            follow_redirects=False,
            mounts=None if self._transport else {f"all://{host}": None for host in _LOOPBACK},
            transport=self._transport,
        )
        deadline = Deadline()
        return client, deadline, enforce(client, deadline)

    def _measure_skew(self, response: Response) -> None:
        if at := parse_http_date(response.headers.get("date", "")):
            self.skew = at - clock.now()

    def _tell(self, request: Request, response: Response | None, seconds: float) -> None:
        status = response.status if response else 0
        _logger.info(
            "%s %s %s %s %s %.3f s %s",
            request.method,
            _host(request),
            request.route or "-",
            request.operation,
            status or "no answer",
            seconds,
            (response and response.request_id) or "-",
        )
        call = Call(request.service, request.operation, request.account, status, seconds, request.calls_left)
        self._on_call(call)


def parse_http_date(text: str) -> datetime | None:
    """The moment in a header such as `Date`; None when it is none."""
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else None


def _host(request: Request) -> str:
    try:
        return urlsplit(request.url).hostname or "-"
    except ValueError:
        return "-"
