"""Pages for the one who sits at this machine: what every local server of the project shares.

It listens on the loopback interface alone, at a free port, and answers nobody whom it has not let in. The address that
is printed carries a token that opens it once: the first visit turns it into a session, a cookie of that port, so that
an address left in a history or a list of processes opens nothing. What does not come from a page
of the server itself is refused by its Host (a foreign name that was bound to this machine, "DNS rebinding"), by its
Origin, and by Sec-Fetch-Site (W3C Fetch Metadata), whatever it knows.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import field
from typing import NoReturn

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import Problem, UsageProblem
from pipeline.frozen import frozen
from pipeline.text import LANGUAGE, _

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")
LANGUAGES = (LANGUAGE, "en")
MAX_BODY = 64 * 1024  # bytes; an answer is a line
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@frozen
class Address:
    """Where a server of this run is: its port on the loopback interface, and the token that opens it once."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser on this machine may call the server in its Host."""
        return tuple(f"{name}:{self.port}" for name in NAMES)

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not tell ports apart, so that the name must."""
        return f"plan-{self.port}"


class Guard:
    """Stands before an application and lets through what its own user asks from its own pages."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self.app = app
        self.address = address
        self._token, self._session = address.token, ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            request = Request(scope)
            refusal = self._refuse(request)
            answer = refusal or self._let_in(request) or self.app
            await answer(scope, _limited(receive), _with_headers(send))

    def _refuse(self, request: Request) -> Response | None:
        headers = request.headers
        origins = {f"http://{host}" for host in self.address.hosts}
        foreign = (
            headers.get("host") not in self.address.hosts
            or headers.get("origin", next(iter(origins))) not in origins
            or headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        )
        if foreign or not (self._is_let_in(request) or self._has_token(request)):
            return PlainTextResponse(
                _("Open the address that the command printed. It opens once; after that, start the command again."), 403
            )
        if not _is_small(headers):
            return PlainTextResponse(_("That is too large for an answer."), 413)
        return None

    def _let_in(self, request: Request) -> Response | None:
        """Turn the token of an address into a session, once, and the address into one without it."""
        if request.method != "GET" or "token" not in request.query_params:
            return None
        response = RedirectResponse(request.url.remove_query_params("token"), 303)
        if not self._is_let_in(request):
            self._token, self._session = "", secrets.token_urlsafe(24)
            response.set_cookie(self.address.cookie, self._session, httponly=True, samesite="strict")
        return response

    def _is_let_in(self, request: Request) -> bool:
        return _same(request.cookies.get(self.address.cookie), self._session)

    def _has_token(self, request: Request) -> bool:
        return request.method == "GET" and _same(request.query_params.get("token"), self._token)


def _same(given: str | None, secret: str) -> bool:
    """Say whether someone gave a secret that there is; how long it takes tells nothing."""
    return bool(secret) and hmac.compare_digest((given or "").encode(), secret.encode())


def _is_small(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    return length.isdecimal() and len(length) < 10 and int(length) <= MAX_BODY


def _limited(receive: Receive) -> Receive:
    """Return a receiver that ends a body which grows beyond what it may be."""
    read = 0

    async def receive_some() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if read > MAX_BODY else message

    return receive_some


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers


def language_of(accepted: str) -> str:
    """Return the language of a page, `sv` or `en`, by the browser's Accept-Language (RFC 9110, 12.5.4)."""
    ranges: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _semicolon, quality = part.strip().partition(";q=")
        try:
            ranges.append((-float(quality or 1), tag.partition("-")[0].lower()))
        except ValueError:
            continue
    ranked = [tag for weight, tag in sorted(ranges, key=lambda pair: pair[0]) if weight < 0 and tag in LANGUAGES]
    return ranked[0] if ranked else LANGUAGE


def listen(port: int = 0) -> socket.socket:
    """Return a socket on the loopback interface; port 0 is any that is free. Raises `UsageProblem` if one is not."""
    listener = socket.socket()
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        what = _("Port {port} is taken: {error}.").format(port=port, error=error.strerror)
        raise UsageProblem(Problem("plan", 0, what, _("Leave --port out: then a free one is chosen."))) from error
    listener.listen(128)
    return listener


def server_of(app: Starlette, address: Address) -> uvicorn.Server:
    """Return a server of an application behind the guard, not started yet."""
    config = uvicorn.Config(
        Guard(app, address),
        access_log=False,
        lifespan="on",
        log_level="critical",
        loop="asyncio",
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return uvicorn.Server(config)


def serve(app: Starlette, say: Callable[[str], None], port: int = 0, browse: bool = True) -> NoReturn:
    """Serve an application until it is interrupted: say its address, and open it in the browser.

    Always raises `KeyboardInterrupt`, after the answers that were begun have been given a second to end.
    """
    with listen(port) as listener:
        address = Address(listener.getsockname()[1])
        say(address.url)
        if browse:
            webbrowser.open(address.url)
        server_of(app, address).run(sockets=[listener])
    raise KeyboardInterrupt  # a server that ended in good order does not always pass on what ended it
