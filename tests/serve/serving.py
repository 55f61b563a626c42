"""A service of its own for tests: uvicorn in a thread on a free port, and a store to serve."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from extractor.serve.app import Config, make_app

__all__ = ["Answer", "Service", "serving", "store_of"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def lines(self) -> list[Any]:
        """The body as JSON lines."""
        return [json.loads(line) for line in self.body.splitlines()]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs at `address`."""

    address: str

    def ask(self, path: str, body: bytes | None = None, *, method: str | None = None, **headers: str) -> Answer:
        """One request; underscores in names of headers stand for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())


@contextmanager
def serving(config: Config) -> Iterator[Service]:
    """A service with its workers, which ends with the block."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(config), log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        service = Service(f"http://127.0.0.1:{listening.getsockname()[1]}")
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.02)
            yield service
        finally:
            server.should_exit = True
            thread.join(60)


def store_of(path: Path, texts: Mapping[str, str]) -> Path:
    """A fact store with these releases, by id."""
    from click.testing import CliRunner

    from extractor.cli import main

    lines = [json.dumps({"id": ident, "text": text}) for ident, text in texts.items()]
    source = path.with_suffix(".jsonl")
    source.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["batch", str(source), "--out", str(path), "--quiet"])
    assert done.exit_code == 0, done.output
    return path
