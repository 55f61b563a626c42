"""Targets by their names: standard output, files of facts, the embedded store, PostgreSQL."""

import os
from pathlib import Path

from extractor.archive.targets import AppendedTarget, StreamTarget, Target
from extractor.emit.forms import PLAIN, Layout, appended_form, form_of
from extractor.errors import SettingsError
from extractor.settings import Settings
from extractor.store.database import Store
from extractor.store.postgres import is_postgres

__all__ = ["open_named", "own_files", "target_for", "work_settings"]

STORES = (".db", ".sqlite", ".sqlite3", ".store")
LINES = (".jsonl", ".ndjson")
OWN_ENDS = ("", ".ledger", ".quarantine.jsonl", ".part", ".lines", ".lines.ledger", "-wal", "-shm")
PACKED = (".gz", ".zst", ".bz2", ".xz", ".zip")


def work_settings(name: str, settings: Settings) -> Settings:
    """The settings of the work for a target: tables need each fact's sentence, a store keeps the text."""
    lines = name == "-" or Path(name).suffix.lower() in LINES
    return settings if lines else settings.model_copy(update={"with_text": True})


def target_for(
    name: str,
    *,
    fingerprint: str,
    command: str,
    quarantine: str | None = None,
    layout: Layout = PLAIN,
) -> Target:
    """Open the target that a name stands for, by its suffix; `layout` says what rows hold in files.

    Raises SettingsError where the name stands for no form, or its folder is not there.
    """
    if name == "-":
        return StreamTarget()
    _refuse_address(name)
    path = Path(name)
    if not path.name:
        raise SettingsError(f"{name}: is a directory; name a file in it")
    if is_postgres(name) or path.suffix.lower() in STORES:
        from extractor.archive.store_target import StoreTarget

        return StoreTarget(open_named(name), fingerprint=fingerprint, command=command)
    _refuse_folder(path)
    listed = Path(quarantine or f"{name}.quarantine.jsonl")
    _refuse_quarantine(listed, path)
    return _file(path, listed, fingerprint, layout)


def open_named(name: str) -> Store:
    """The store that a name stands for, whatever its suffix: a file, or the address of a PostgreSQL database.

    Raises SettingsError or InputError where it cannot be used.
    """
    if is_postgres(name):
        from extractor.store.postgres import open_postgres

        return open_postgres(name)
    from extractor.store.sqlite import open_store

    _refuse_address(name)
    _refuse_folder(Path(name))
    return open_store(Path(name))


def _refuse_address(name: str) -> None:
    """Refuse the address of another kind of database, and do not repeat it: it may hold a password."""
    scheme, sign, _ = name.partition("://")
    if sign and not is_postgres(name):
        raise SettingsError(f"{scheme}://…: is no store that is known; name a file, or postgresql://HOST/DATABASE")


def _refuse_folder(path: Path) -> None:
    """Refuse a name in a folder that is not there."""
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{path}: there is no directory {path.absolute().parent}; make it first")


def _refuse_quarantine(quarantine: Path, path: Path) -> None:
    """Refuse a list of failures that would take the place of the facts, or of something else of the user's."""
    _refuse_folder(quarantine)
    for own in (path, *(path.with_name(path.name + end) for end in (".ledger", ".ledger-journal", ".part", ".lines"))):
        alike = quarantine.exists() and own.exists() and quarantine.samefile(own)
        if alike or os.path.realpath(quarantine) == os.path.realpath(own):
            raise SettingsError(f"{quarantine}: is the target's own file; name another one by --quarantine")
    if not os.path.lexists(quarantine) or quarantine.is_char_device():
        return
    if not quarantine.is_file():
        raise SettingsError(f"{quarantine}: is no file; name another one by --quarantine")
    with quarantine.open("rb") as file:
        start = file.read(10)
    if start and not start.startswith(b'{"source":'):
        raise SettingsError(f"{quarantine}: is there and lists no failures; remove it, or name another file")


def _file(path: Path, quarantine: Path, fingerprint: str, layout: Layout) -> Target:
    suffix = path.suffix.lower()
    if suffix in PACKED:
        raise SettingsError(f"{path}: facts are not packed as they are written; name it without {suffix}")
    if path.exists() and not path.is_file() and not path.is_dir():
        raise SettingsError(f"{path}: is no file that a run can go on with; - stands for standard output")
    form = form_of(path, with_text=layout.with_text, others=", .db (a fact store)")
    if form == "parquet":
        from extractor.archive.parts import ParquetTarget

        return ParquetTarget(path, quarantine=quarantine, fingerprint=fingerprint, with_text=layout.with_text)
    if path.is_dir():
        raise SettingsError(f"{path}: is a directory; name a file in it")
    if form == "excel":
        from extractor.archive.whole_target import WholeTarget

        return WholeTarget(path, form, quarantine=quarantine, fingerprint=fingerprint)
    header, written = appended_form(form, layout)
    return AppendedTarget(path, quarantine=quarantine, fingerprint=fingerprint, written=written, header=header)


def own_files(name: str, quarantine: str | None) -> list[Path]:
    """The files that a run into this target writes: no sources, even where they lie in a folder that is one."""
    if name == "-" or "://" in name:
        return []
    beside = [f"{name}{end}" for end in OWN_ENDS]
    return [Path(path) for path in (*beside, *([quarantine] if quarantine else []))]
