"""A local server answers its own user, from its own pages, and nobody else."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, suppress
from email.message import Message
from typing import NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pipeline.errors import UsageProblem
from pipeline.local import LOOPBACK, MAX_BODY, Address, language_of, listen
from pipeline.text import _, speaking
from tests.browser import visited


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.method} {len(await request.body())}")


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    """A server that has let its user in; `COOKIES` has the cookie."""
    with fresh() as address:
        let_in(address)
        yield address


def fresh() -> AbstractContextManager[Address]:
    return visited(Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])]))


COOKIES: dict[int, str] = {}


def let_in(address: Address) -> Answer:
    """Open the address that a command prints, and keep the cookie that it gives."""
    response = ask(address, f"/page?token={address.token}&n=1", Cookie="")
    COOKIES[address.port] = str(response.headers["set-cookie"]).partition(";")[0]
    return response


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


def ask(address: Address, path: str = "/", method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Ask as a browser does that has been let in; a header with an empty value is left out."""
    sent = {"Host": f"{LOOPBACK}:{address.port}", "Cookie": COOKIES.get(address.port, "")}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(LOOPBACK, address.port, timeout=10)) as connection:
        connection.request(method, path, body or None, {name: value for name, value in sent.items() if value})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def test_the_address_that_is_printed_opens_the_page_and_is_gone_from_the_address_line() -> None:
    with fresh() as address:
        response = let_in(address)
    assert response.status == 303
    assert response.headers["location"].endswith("/page?n=1")
    assert "HttpOnly" in response.headers["set-cookie"]
    assert "samesite=strict" in response.headers["set-cookie"].lower()
    assert address.token not in response.headers["set-cookie"]


def test_the_address_lets_one_in_and_opens_again_for_that_one_alone(address: Address) -> None:
    printed = f"/?token={address.token}"
    assert ask(address, printed).status == 303
    assert ask(address, printed, Cookie="").status == 403
    assert ask(address, Cookie=f"{address.cookie}={address.token}").status == 403
    assert ask(address).status == 200


def test_nobody_is_let_in_by_an_empty_cookie_before_the_address_was_opened() -> None:
    with fresh() as address:
        assert ask(address, Cookie=f"{address.cookie}=").status == 403
        assert ask(address, "/?token=", Cookie="").status == 403
        assert ask(address, f"/?token={address.token}", "POST", Cookie="").status == 403
        assert let_in(address).status == 303


def test_who_has_been_let_in_is_answered_and_the_answer_kept_from_others(address: Address) -> None:
    response = ask(address)
    assert response.status == 200
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": "plan-1=wrong"},
        {"Host": "plan.example:80"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "https://plan.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_anyone_else_is_refused(address: Address, headers: dict[str, str], method: str) -> None:
    assert ask(address, method=method, **headers).status == 403


def test_a_wrong_token_is_refused() -> None:
    with fresh() as address:
        assert ask(address, f"/?token={address.token}x", Cookie="").status == 403
        assert ask(address, "/?token=%C3%A5", Cookie="").status == 403


def test_its_own_pages_may_write(address: Address) -> None:
    response = ask(address, method="POST", body=b"ja", Origin=f"http://localhost:{address.port}")
    assert (response.status, response.body) == (200, b"POST 2")


def test_a_body_that_is_too_large_is_refused_before_it_is_read(address: Address) -> None:
    assert ask(address, method="POST", body=b"x" * (MAX_BODY + 1)).status == 413
    assert ask(address, method="POST", body=b"x" * MAX_BODY).status == 200


def test_a_body_that_does_not_say_its_size_is_cut_off_when_it_grows_too_large(address: Address) -> None:
    headers = {"Cookie": COOKIES[address.port]}
    with closing(http.client.HTTPConnection(LOOPBACK, address.port, timeout=10)) as connection:
        with suppress(OSError):  # the server may hang up in the middle
            connection.request("POST", "/", iter([b"x" * MAX_BODY] * 4), headers, encode_chunked=True)
        with suppress(OSError, http.client.HTTPException):
            assert connection.getresponse().status >= 400
    assert ask(address).status == 200


def test_a_thousand_rapid_requests_are_all_answered(address: Address) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda n: ask(address, f"/{n}").status, range(1000)))
    assert statuses == [200] * 1000


def test_a_port_that_is_taken_is_said() -> None:
    with listen() as taken, pytest.raises(UsageProblem):
        listen(taken.getsockname()[1])


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "sv"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB,en;q=0.9,sv;q=0.8", "en"),
        ("de,en;q=0.5", "en"),
        ("de", "sv"),
        ("sv;q=0.2, en;q=0.7", "en"),
        ("en;q=0", "sv"),
        ("en;q=x,;;q=,sv", "sv"),
    ],
)
def test_a_page_speaks_the_browsers_language(accepted: str, language: str) -> None:
    assert language_of(accepted) == language


def test_another_language_is_spoken_for_a_while_and_then_the_own_again() -> None:
    with speaking("en"):
        assert _("Correct it.") == "Correct it."
    assert _("Correct it.") != "Correct it."
