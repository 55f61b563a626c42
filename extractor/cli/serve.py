"""factwire serve: a fact store in the browser, and extraction over HTTP."""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.numbers import seconds
from extractor.cli.options import extracting, settings_of

if TYPE_CHECKING:
    from socket import socket

__all__ = ["command"]

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve", short_help="Serve a fact store in the browser, and extraction over HTTP.")
@click.option("--store", metavar="FILE", type=click.Path(path_type=Path), help="The fact store whose releases to show.")
@click.option("--gold", metavar="FOLDER", type=click.Path(path_type=Path), help="Correct facts into gold files there.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address needs a token.")
@click.option("--token-file", metavar="FILE", type=click.Path(path_type=Path), help="Its first line is the token.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Worker processes. Default: one a core.")
@click.option("--waiting", type=click.IntRange(1), default=64, show_default=True, help="Releases that may wait.")
@click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="The longest body of a request.")
@click.option("--timeout", type=seconds(1), default=60.0, show_default=True, help="Seconds for a release.")
@click.option("--config", metavar="FILE", help="Settings as TOML.")
@extracting
def command(
    store: Path | None,
    gold: Path | None,
    port: int,
    host: str,
    token_file: Path | None,
    workers: int | None,
    waiting: int,
    max_bytes: int | None,
    timeout: float,
    config: str | None,
) -> None:
    """Serve until stopped: pages under /, and POST /extract, GET /releases, /facts, /health for programs.

    /openapi.json describes what programs can ask. Only this machine is answered, unless there is a token: the variable
    FACTWIRE_TOKEN, or --token-file. Programs send it as `Authorization: Bearer …`, browsers once as /?token=….
    """
    from extractor.archive.pool import cores
    from extractor.errors import InputError, SettingsError

    token = _token(token_file)
    if host not in LOOPBACK and token is None:
        raise SettingsError(f"--host {host}: others could ask too; give a token by FACTWIRE_TOKEN or --token-file")
    try:
        import uvicorn

        from extractor.serve.app import Config, make_app
    except ImportError as error:
        raise InputError(f"serving needs an extra ({error.name}): pip install 'factwire[serve]'") from error
    if store is not None:
        from extractor.store.sqlite import read_store

        with read_store(store):
            pass  # a store that cannot be read is told now
    if gold is not None:
        _check_folder(gold, store)
    settings = settings_of(config)
    served = Config(
        settings, store, gold, token, workers or cores(), waiting, max_bytes or settings.input_limit, timeout
    )
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"factwire serves on http://{shown}:{listening.getsockname()[1]}/", err=True)
        configured = uvicorn.Config(
            make_app(served), access_log=False, log_config=LOGGING, server_header=False, timeout_graceful_shutdown=5
        )
        uvicorn.Server(configured).run(sockets=[listening])


def _listening(host: str, port: int) -> "socket":
    """A socket at this address. Raises InputError where there can be none."""
    import socket as sockets

    from extractor.errors import InputError

    made = None
    try:
        family, kind, protocol, _, address = sockets.getaddrinfo(host, port, type=sockets.SOCK_STREAM)[0]
        made = sockets.socket(family, kind, protocol)
        made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as error:
        if made is not None:
            made.close()
        hint = "; does another program listen there?" if error.errno == errno.EADDRINUSE else ""
        raise InputError(f"{host}:{port}: cannot be listened on: {error.strerror or error}{hint}") from error
    return made


def _check_folder(gold: Path, store: Path | None) -> None:
    """Raises InputError where corrected facts could not be kept, or there is nothing to correct."""
    from extractor.errors import InputError

    if store is None:
        raise InputError("--gold is for the releases of a store: name it by --store")
    there = next((each for each in (gold, *gold.absolute().parents) if each.exists()), gold)
    if not there.is_dir():
        raise InputError(f"--gold {gold}: {there} is no folder; name a folder for the gold files")
    if not os.access(there, os.W_OK):
        raise InputError(f"--gold {gold}: nothing may be written into {there}")


def _token(path: Path | None) -> str | None:
    """The token, if there is one. Raises SettingsError for one that can be guessed."""
    from extractor.errors import InputError, SettingsError

    if path is not None:
        try:
            token = path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: the token cannot be read: {error}") from error
    else:
        token = os.environ.get("FACTWIRE_TOKEN", "")
        if not token:
            return None
    if len(token) < 16 or not token.isascii() or not token.isprintable() or set(token) & set(' ;,"\\'):
        raise SettingsError("the token is 16 or more letters and digits, such as `openssl rand -hex 24` prints")
    return token


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "factwire": {"handlers": ["err"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["err"], "level": "WARNING", "propagate": False},
    },
}
"""A line a request on standard error, with its id; uvicorn's own lines only where something is wrong."""
