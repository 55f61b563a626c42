"""Pages: the releases of the store, one release with its facts, and its corrections."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from extractor.columns import decoded
from extractor.documents import Release
from extractor.emit.json import from_json
from extractor.gold.annotations import CLOSED, FIELDS
from extractor.pages.release import data_of, served_page
from extractor.pages.store import store_page
from extractor.segment import segment
from extractor.serve.desk import Desk
from extractor.serve.guard import fault
from extractor.serve.reviews import ConflictError, Review, Reviews, Sent, Stored, WrongError
from extractor.store.browsing import Browsing, Order

__all__ = ["Showing"]

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Showing:
    """Pages of a store; with `reviews` facts can be corrected, and `viewer` says what else they could be."""

    store: Browsing
    reviews: Reviews | None
    viewer: Desk | None

    def routes(self) -> list[Route]:
        """The paths of the pages."""
        routes = [Route("/", self.releases), Route("/view/{id:path}", self.release)]
        if self.reviews is not None:
            routes.append(Route("/review/{id:path}", self.save, methods=["PUT"]))
            routes.append(Route("/candidates/{id:path}", self.candidates))
        return routes

    async def releases(self, request: Request) -> Response:
        """The list of releases, or of what failed."""
        asked = request.query_params
        number = asked.get("page", "1")
        if not (number.isascii() and number.isdigit() and 0 < len(number) < 8):
            raise HTTPException(422, "page is a whole number from 1 on")
        page = max(1, int(number))
        return HTMLResponse(
            await run_in_threadpool(
                self.listed, asked.get("q", "")[:200], asked.get("order", ""), page, failed=asked.get("failed") == "1"
            )
        )

    def listed(self, words: str, order: str, page: int, *, failed: bool) -> str:
        """The page with the releases that have these words, or with what failed."""
        skip = (page - 1) * PER_PAGE
        failures = self.store.failed(limit=PER_PAGE if failed else 1, skip=skip if failed else 0)
        if failed:
            found = failures
        else:
            by: Order = "unsure" if order == "unsure" else "newest"
            found = self.store.releases(words, order=by, limit=PER_PAGE, skip=skip)
            if self.reviews is not None:
                for row in found.rows:
                    row["state"] = self.reviews.state(row["release_id"])
        asked = {"q": words, "order": order, "failed": "1" if failed else "", "page": page, "per": PER_PAGE}
        reviewed = self.reviews.done() if self.reviews is not None else None
        return store_page(asked, found.rows, total=found.total, failures=failures.total, reviewed=reviewed)

    async def release(self, request: Request) -> Response:
        """One release with its facts."""
        return HTMLResponse(await run_in_threadpool(self.shown, request.path_params["id"]))

    def shown(self, ident: str) -> str:
        """The page of one release. Raises HTTPException where there is none."""
        document, stored = self._stored(ident)
        facts = from_json(document)
        shown = data_of(facts, segment(Release(stored.text, facts.release.id, facts.release.source)))
        if self.reviews is None:
            return served_page(shown, None)
        review = self.reviews.load(stored)
        fields = [(name, sorted(kinds)) for name, kinds in FIELDS.items()]
        closed = {name: sorted(words) for name, words in CLOSED.items()}
        return served_page(shown, {"fields": fields, "closed": closed, "rows": review.rows, **_state(review)})

    def _stored(self, ident: str) -> tuple[bytes, Stored]:
        """A release of the store. Raises HTTPException where there is none, or its text is not kept."""
        found = self.store.release(ident)
        if found is None:
            raise HTTPException(404, "the store has no release of this id")
        document, text = found
        if text is None:
            raise HTTPException(404, "the store has the facts of this release, but not its text")
        facts = from_json(document)
        return document, Stored(ident, text, facts.release.published, decoded(document)["facts"])

    async def save(self, request: Request) -> Response:
        """Corrected facts into their file."""
        sent = _sent(await request.body())
        if isinstance(sent, Response):
            return sent
        try:
            return JSONResponse(await run_in_threadpool(self._save, request.path_params["id"], sent))
        except ConflictError:
            return fault(409, "conflict", "somebody else has saved this release meanwhile: load the page again")
        except WrongError as error:
            told = [f"{each.place}: {each.message}" if each.place else each.message for each in error.faults][:20]
            return fault(422, "gold", "these facts are no gold yet", faults=told)

    def _save(self, ident: str, sent: Sent) -> dict[str, Any]:
        assert self.reviews is not None
        _, stored = self._stored(ident)
        now = datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        review = self.reviews.save(stored, sent, at=now)
        return {**_state(review), "file": f"{self.reviews.name(ident)}.gold.json"}

    async def candidates(self, request: Request) -> Response:
        """The rules and the runners-up of the release's facts, by an extraction of its own."""
        assert self.viewer is not None
        _, stored = await run_in_threadpool(self._stored, request.path_params["id"])
        done = await self.viewer.extract(Release(stored.text, stored.id, None, stored.published))
        if done.fault is not None:
            return fault(422, done.fault.code, done.fault.message)
        return Response(done.json, media_type="application/json")


def _state(review: Review) -> dict[str, Any]:
    return {
        "open": review.open, "state": review.state, "version": review.version, "reviewer": review.reviewer,
        "at": review.at,
    }  # fmt: skip


def _sent(body: bytes) -> Sent | Response:
    """What a page sends to be saved, or why it cannot be."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return fault(400, "json", "the body is no JSON")
    wanted = {"rows": list, "open": list, "version": str, "reviewer": str}
    if not isinstance(sent, dict) or any(not isinstance(sent.get(name), kind) for name, kind in wanted.items()):
        return fault(422, "record", "send rows, open, version and reviewer")
    name = " ".join(sent["reviewer"].split())
    if not name or len(name) > 80 or not name.isprintable():
        return fault(422, "reviewer", "the reviewer's name is missing, or is none")
    if not all(isinstance(each, str) for each in sent["open"]):
        return fault(422, "record", "open is a list of ids")
    return Sent(sent["rows"], sent["open"], sent["version"], name)
