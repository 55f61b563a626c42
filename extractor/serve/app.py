"""The service: what answers which path."""

import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from extractor.archive.pool import Limits
from extractor.archive.work import Extraction
from extractor.emit.json import encoded, from_json, to_json, without_text
from extractor.errors import FactwireError, InputError
from extractor.pages.parts import told_page
from extractor.serve.desk import Desk
from extractor.serve.extracting import Extracting
from extractor.serve.guard import Guard, fault
from extractor.serve.openapi import FILTERS, openapi
from extractor.serve.reviews import Reviews
from extractor.serve.showing import Showing
from extractor.serve.viewing import Viewing
from extractor.settings import Settings
from extractor.store.browsing import Browsing
from extractor.version import __version__

__all__ = ["Config", "make_app"]


@dataclass(frozen=True, slots=True)
class Config:
    """What is served: `store` a fact store, `gold` a folder for corrected releases; who may ask, and how much.

    `waiting` is how many releases may wait or be worked on before clients are asked to come again; `limit` the longest
    body in bytes.
    """

    settings: Settings = field(default_factory=Settings)
    store: Path | None = None
    gold: Path | None = None
    token: str | None = None
    workers: int = 1
    waiting: int = 64
    limit: int = 20_000_000
    seconds: float = 60.0


def make_app(config: Config) -> ASGIApp:
    """The service as an ASGI application; its workers start when it does."""
    desk = Desk(Extraction(config.settings, warm=True), config.workers, config.waiting, Limits(seconds=config.seconds))
    reader = ThreadPoolExecutor(1, thread_name_prefix="reader")

    viewer = Desk(Viewing(config.settings), 1, config.waiting, Limits(seconds=config.seconds)) if config.gold else None
    desks = [each for each in (desk, viewer) if each is not None]

    @contextlib.asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        for each in desks:
            each.open()
        try:
            yield
        finally:
            for each in desks:
                each.close()
            reader.shutdown(cancel_futures=True)

    async def health(_: Request) -> Response:
        return JSONResponse(
            {"status": "ok", "version": __version__, "workers": config.workers, "unfinished": desk.unfinished}
        )

    described = openapi()

    async def description(_: Request) -> Response:
        return JSONResponse(described)

    routes = [
        Route("/health", health),
        Route("/openapi.json", description),
        Route("/extract", Extracting(desk, reader, config.limit).__call__, methods=["POST"]),
    ]
    if config.store is not None:
        store = Browsing(config.store)
        routes += [Route("/releases", _releases(store)), Route("/releases/{id:path}", _release(store))]
        reviews = Reviews(config.gold) if config.gold else None
        routes += [Route("/facts", _facts(store)), *Showing(store, reviews, viewer).routes()]
    else:
        routes.append(Route("/", _welcome))
    handlers = {HTTPException: _refused, FactwireError: _unusable}
    app = Starlette(routes=routes, lifespan=living, exception_handlers=handlers)
    return Guard(app, config.token, config.limit)


async def _welcome(_: Request) -> Response:
    """What a service without a store shows of itself."""
    said = "Programs get facts here by POST /extract. With --store FILE the releases of a fact store are shown here."
    return HTMLResponse(told_page("factwire is running", said, back="How to ask", to="/openapi.json"))


async def _refused(_: Request, error: Exception) -> Response:
    """What the framework refuses: a path that is not there, another method."""
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    return fault(error.status_code, code, error.detail)


async def _unusable(_: Request, error: Exception) -> Response:
    """What factwire refuses: a store that cannot be read, workers that cannot be started."""
    assert isinstance(error, FactwireError)
    return fault(422 if isinstance(error, InputError) else 503, error.slug, str(error))


Answer = Callable[[Request], Any]


def _releases(store: Browsing) -> Answer:
    async def releases(request: Request) -> Response:
        limit, skip = number(request, "limit", 50, most=100), number(request, "skip", 0)
        if request.query_params.get("failed") == "1":
            failed = await run_in_threadpool(store.failed, limit=limit, skip=skip)
            return JSONResponse({"total": failed.total, "failed": failed.rows})
        words = request.query_params.get("q", "")[:200]
        found = await run_in_threadpool(store.releases, words, limit=limit, skip=skip)
        return JSONResponse({"total": found.total, "releases": found.rows})

    return releases


def _release(store: Browsing) -> Answer:
    async def release(request: Request) -> Response:
        found = await run_in_threadpool(store.release, request.path_params["id"])
        if found is None:
            return fault(404, "not-found", "the store has no release of this id")
        document, text = found
        if request.query_params.get("with_text") == "1" and text is not None:
            facts = from_json(document)
            told = facts.release.model_copy(update={"text": text})
            document = to_json(facts.model_copy(update={"release": told}))
        else:
            document = without_text(document)
        return Response(document, media_type="application/json")

    return release


def _facts(store: Browsing) -> Answer:
    async def facts(request: Request) -> Response:
        wanted = {name: request.query_params[name][:200] for name in FILTERS if name in request.query_params}
        unknown = sorted(request.query_params.keys() - FILTERS.keys() - {"limit", "skip"})
        if unknown:
            return fault(422, "filter", f"there is no filter {unknown[0][:60]!r}; there are {', '.join(FILTERS)}")
        limit, skip = number(request, "limit", 100, most=1000), number(request, "skip", 0)
        rows = await run_in_threadpool(store.facts, wanted, limit=limit, skip=skip)
        return Response(encoded({"facts": rows}), media_type="application/json")

    return facts


def number(request: Request, name: str, default: int, *, most: int = 10**9) -> int:
    """A whole number of the address. Raises HTTPException where it is none."""
    words = request.query_params.get(name)
    if words is None:
        return default
    if not (words.isascii() and words.isdigit() and len(words) < 10) or int(words) > most:
        raise HTTPException(422, f"{name} is a whole number from 0 to {most}")
    return int(words)
