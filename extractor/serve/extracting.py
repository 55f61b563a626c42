"""POST /extract: texts, files and lines of records in, `ReleaseFacts` out."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from extractor.archive.work import Done, fault_done
from extractor.documents import Release
from extractor.emit.json import from_json, to_json
from extractor.errors import FactwireError, InputError
from extractor.read import read
from extractor.read.plain import release_of
from extractor.read.records import Fault
from extractor.serve.desk import BusyError, Desk
from extractor.serve.guard import fault

__all__ = ["Extracting"]

LINES = "application/x-ndjson"
KEYS = frozenset(("id", "text", "published", "source"))

AHEAD = 16
"""Lines of one request that wait or are worked on at a time."""


class _RefusedError(Exception):
    """What is wrong with a request."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


class _LinesResponse(StreamingResponse):
    """An answer that is sent while the request still comes: nobody else may take the request's messages."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.stream_response(send)


@dataclass(frozen=True, slots=True)
class Extracting:
    """Answers requests for facts. `reader` is the one thread in which files are read; `limit` the longest release."""

    desk: Desk
    reader: Executor
    limit: int

    async def __call__(self, request: Request) -> Response:
        """One release as JSON, many as lines."""
        try:
            with_text = _flag(request, "with_text")
            if _media(request) == LINES:
                return _LinesResponse(self._lines(request, with_text), media_type=LINES)
            releases = await self._releases(request)
            if LINES in request.headers.get("accept", ""):
                return _LinesResponse(self._each(releases, with_text), media_type=LINES)
            return await self._one(releases, with_text)
        except _RefusedError as refused:
            return refused.answer
        except BusyError as error:
            answer = fault(429, "busy", str(error))
            answer.headers["retry-after"] = "1"
            return answer

    async def _one(self, releases: list[Release | Fault], with_text: bool) -> Response:
        if not releases:
            return fault(422, "no-release", "there is no release in this body")
        if len(releases) > 1:
            return fault(422, "several", f"this body has {len(releases)} releases: ask with `Accept: {LINES}`")
        (release,) = releases
        if isinstance(release, Fault):
            return fault(422, release.code, _said(release))
        done = await self.desk.extract(release)
        if done.fault is not None:
            return fault(422, done.fault.code, _said(done.fault))
        return Response(_shown(done, release, with_text), media_type="application/json")

    async def _each(self, releases: list[Release | Fault], with_text: bool) -> AsyncIterator[bytes]:
        async def given() -> AsyncIterator[Release | Fault]:
            for release in releases:
                yield release

        async for line in self._streamed(given(), with_text):
            yield line

    async def _lines(self, request: Request, with_text: bool) -> AsyncIterator[bytes]:
        async for line in self._streamed(_records(request, self.limit), with_text):
            yield line

    async def _streamed(self, releases: AsyncIterator[Release | Fault], with_text: bool) -> AsyncIterator[bytes]:
        """The outcome of each release in order, a line each; a failed one is a line too, as in a batch."""
        open_ones: deque[tuple[Release | Fault, Future[Done]]] = deque()

        async def line() -> bytes:
            release, future = open_ones.popleft()
            return _shown(await asyncio.wrap_future(future), release, with_text) + b"\n"

        async for release in releases:
            open_ones.append((release, await self._begun(release)))
            while open_ones and (len(open_ones) >= AHEAD or open_ones[0][1].done()):
                yield await line()
        while open_ones:
            yield await line()

    async def _begun(self, release: Release | Fault) -> "Future[Done]":
        """The work on a release, once there is room for it: the client of a stream waits, and is not sent away."""
        if isinstance(release, Fault):
            told: Future[Done] = Future()
            told.set_result(fault_done(release))
            return told
        while True:
            try:
                return self.desk.submit(release)
            except BusyError:
                await asyncio.sleep(0.05)

    async def _releases(self, request: Request) -> list[Release | Fault]:
        """The releases of a body by its type; what it is is told by its content where the type leaves it open."""
        if self.desk.full():
            raise BusyError("too many releases wait already; try again in a moment")
        published = _day(request.query_params.get("published"))
        ident = request.query_params.get("id")
        body = await request.body()
        if _media(request) == "application/json":
            return [release_of_record(_record(body), published)]
        if not body:
            raise _RefusedError(fault(422, "empty", "the body is empty: send the release's text, HTML or PDF"))
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self.reader, _read, body, published, self.limit)
        if ident and len(found) == 1 and isinstance(found[0], Release):
            return [replace(found[0], id=ident)]
        return found


def _read(body: bytes, published: date | None, limit: int) -> list[Release | Fault]:
    faults: list[Release | Fault] = []
    try:
        releases: list[Release | Fault] = list(read(body, published=published, max_bytes=limit, on_fault=faults.append))
    except InputError as error:
        return [Fault("body", "body", "unreadable", str(error), "")]
    return releases + faults


def _record(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _RefusedError(fault(400, "json", f"the body is no JSON: {error}")) from error


def release_of_record(record: Any, published: date | None = None) -> Release:
    """The release of a JSON object with `text` and, if known, `id`, `published` and `source`."""
    if not isinstance(record, dict):
        raise _RefusedError(fault(422, "record", 'send an object such as {"text": "…", "published": "2024-05-02"}'))
    unknown = sorted(map(str, record.keys() - KEYS))
    if unknown:
        raise _RefusedError(
            fault(422, "record", f"unknown field {unknown[0][:60]!r}; there are {', '.join(sorted(KEYS))}")
        )
    for name in sorted(KEYS):
        if record.get(name) is not None and not isinstance(record[name], str):
            raise _RefusedError(fault(422, "record", f"{name!r} is a string, not {type(record[name]).__name__}"))
    if not record.get("text"):
        raise _RefusedError(fault(422, "record", "'text' is missing or empty"))
    day = published or _day(record.get("published"))
    text = record["text"].encode("utf-8", "replace").decode("utf-8")  # JSON can hold half a character
    return release_of(text, id=record.get("id") or None, source=record.get("source"), published=day)


async def _records(request: Request, limit: int) -> AsyncIterator[Release | Fault]:
    """The records of a body of JSON lines as they come; a line that is none is a fault."""
    rest, number = b"", 0
    async for chunk in request.stream():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            number += 1
            if line.strip():
                yield await run_in_threadpool(_line, line, number, limit)
        if len(rest) > limit:
            yield Fault(f"line {number + 1}", f"line-{number + 1}", "too-large", f"longer than {limit:,} bytes", "")
            return
    if rest.strip():
        yield await run_in_threadpool(_line, rest, number + 1, limit)


def _line(line: bytes, number: int, limit: int) -> Release | Fault:
    try:
        if len(line) > limit:
            raise InputError(f"longer than {limit:,} bytes")
        return release_of_record(_record(line))
    except _RefusedError as refused:
        said = json.loads(bytes(refused.answer.body))["error"]["message"]
        return Fault(f"line {number}", f"line-{number}", "bad-record", said, "")
    except FactwireError as error:
        return Fault(f"line {number}", f"line-{number}", "bad-record", str(error), "")


def _day(words: str | None) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise _RefusedError(fault(422, "published", f"{words[:40]!r} is no day; write it as 2024-05-02")) from error


def _flag(request: Request, name: str) -> bool:
    return request.query_params.get(name, "").lower() in ("1", "true", "yes")


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _shown(done: Done, release: Release | Fault, with_text: bool) -> bytes:
    """The JSON of the outcome; with the text that its offsets point into where it is asked for."""
    if not with_text or not isinstance(release, Release):
        return done.json
    facts = from_json(done.json)
    return to_json(facts.model_copy(update={"release": facts.release.model_copy(update={"text": release.text})}))


def _said(reason: Fault) -> str:
    return reason.message.removeprefix(f"{reason.source}: ")
