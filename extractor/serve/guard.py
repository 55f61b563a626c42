"""The guard before every request: whose it is, from where, how large; what goes wrong is told without a trace."""

import json
import logging
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.pages.parts import told_page

__all__ = ["Guard", "TooLargeError", "fault"]

LOG = logging.getLogger("factwire.serve")

COOKIE = "factwire"
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1", "[::1]"))
READING = frozenset(("GET", "HEAD", "OPTIONS"))
SAFE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "content-security-policy": "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class TooLargeError(Exception):
    """The body of a request is longer than it may be."""


class _Told(JSONResponse):
    """What went wrong: as JSON to programs, as a page to whoever reads it in a browser."""

    def __init__(self, status: int, error: Mapping[str, object]) -> None:
        super().__init__({"error": error}, status)
        self.said = str(error["message"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the form that is asked for: only browsers ask for HTML, and not for what their scripts fetch."""
        if scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", ""):
            title = {401: "A token is needed", 404: "Not found"}.get(self.status_code, "That did not work")
            page = HTMLResponse(told_page(title, f"{self.said[:1].upper()}{self.said[1:]}."), self.status_code)
            own = ("content-length", "content-type")
            page.headers.update({name: value for name, value in self.headers.items() if name not in own})
            await page(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


def fault(status: int, code: str, message: str, **more: object) -> Response:
    """What went wrong, as every client gets it: a stable code, and words for people."""
    return _Told(status, {"code": code, "message": message, **more})


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before the app. Without a token only this machine's own addresses are answered.

    A request that would change or start something must not come from a page of another place: browsers say where a
    page is from. `limit` is the longest body in bytes, lines of `application/x-ndjson` apart, which come one by one.
    """

    app: ASGIApp
    token: str | None
    limit: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, ident = time.monotonic(), secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = ident
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = ident
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, sending)
            else:
                await self.app(scope, self._bounded(scope, receive), sending)
        except ClientDisconnect:
            LOG.info("%s gone", ident)
        except Exception as error:  # noqa: BLE001  a client never sees a traceback
            answer = self._failure(error, ident)
            if not status:
                await answer(scope, receive, sending)
        finally:
            took = 1000 * (time.monotonic() - began)
            LOG.info("%s %s %s %d %.0f ms", ident, scope["method"], _shown(scope["path"]), status, took)

    def _failure(self, error: Exception, ident: str) -> Response:
        """What a client is told of an error that nothing else took."""
        if isinstance(error, TooLargeError):
            return fault(413, "too-large", f"the body is longer than {self.limit:,} bytes")
        LOG.error("%s failed", ident, exc_info=error)
        return fault(500, "internal", "this is a fault of factwire; the log has it by its id", request=ident)

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """The body as it comes, as far as it may go."""
        if Headers(scope=scope).get("content-type", "").startswith("application/x-ndjson"):
            return receive
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.limit:
                raise TooLargeError
            return message

        return receiving

    def _refusal(self, scope: Scope) -> Response | None:
        """Why the request is not answered; None where it is."""
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}")
        if self.token is None and (host.hostname or "") not in LOOPBACK:
            return fault(421, "host", "without a token this service answers to localhost and 127.0.0.1 only")
        if scope["method"] not in READING and _foreign(headers):
            return fault(403, "origin", "a page of another place may not do this")
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.limit and "ndjson" not in headers.get("content-type", ""):
            return fault(413, "too-large", f"the body is longer than {self.limit:,} bytes")
        if self.token is None or scope["path"] == "/health":
            return None
        return self._unknown(scope, headers, self.token)

    def _unknown(self, scope: Scope, headers: Headers, token: str) -> Response | None:
        """Why somebody without the token is not let in. A browser brings it once in the address, then as a cookie."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[0]
        if given and scope["method"] == "GET" and _same(given, token):
            left = urlencode(query, doseq=True)
            path = "/" + quote(scope["path"].lstrip("/\\"))  # never another host's
            answer = RedirectResponse(f"{path}{'?' if left else ''}{left}", 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", max_age=30 * 86400)
            return answer
        bearer = headers.get("authorization", "").partition("Bearer ")[2]
        cookie = re.search(rf"(?:^|;\s*){COOKIE}=([^;]*)", headers.get("cookie", ""))
        if _same(bearer, token) or (cookie and _same(cookie[1], token)):
            return None
        refused = fault(401, "token", "give the token: `Authorization: Bearer …`, or once in the address as ?token=…")
        refused.headers["www-authenticate"] = "Bearer"
        return refused


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _foreign(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of another place."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _shown(path: str) -> str:
    """A path in one line of a log: no query, which may hold a token, and nothing that steers a terminal."""
    return json.dumps(path)[1:-1][:200]
