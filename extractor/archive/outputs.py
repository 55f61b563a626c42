"""Targets by their names: standard output, JSON lines, CSV, Parquet, the embedded store, PostgreSQL."""

from pathlib import Path

from extractor.archive.targets import AppendedTarget, StreamTarget, Target, csv_lines, json_line
from extractor.errors import SettingsError

__all__ = ["own_files", "target_for"]

STORES = (".db", ".sqlite", ".sqlite3", ".store")
PACKED = (".gz", ".zst", ".bz2", ".xz", ".zip")


def target_for(name: str, *, fingerprint: str, command: str, quarantine: str | None = None) -> Target:
    """Open the target that a name stands for, by its suffix; JSON lines where the suffix says nothing else."""
    if name == "-":
        return StreamTarget()
    if name.startswith(("postgresql://", "postgres://")):
        from extractor.archive.store_target import StoreTarget
        from extractor.store.postgres import open_postgres

        return StoreTarget(open_postgres(name), fingerprint=fingerprint, command=command)
    path = Path(name)
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{name}: there is no directory {path.absolute().parent}; make it first")
    if path.suffix.lower() in STORES:
        from extractor.archive.store_target import StoreTarget
        from extractor.store.sqlite import open_store

        return StoreTarget(open_store(path), fingerprint=fingerprint, command=command)
    return _file(path, Path(quarantine or f"{name}.quarantine.jsonl"), fingerprint)


def _file(path: Path, quarantine: Path, fingerprint: str) -> Target:
    suffix = path.suffix.lower()
    if suffix in PACKED:
        raise SettingsError(f"{path}: facts are not packed as they are written; name it without {suffix}")
    if suffix == ".parquet":
        from extractor.archive.parts import ParquetTarget

        return ParquetTarget(path, quarantine=quarantine, fingerprint=fingerprint)
    if path.is_dir():
        raise SettingsError(f"{path}: is a directory; name a file in it")
    if suffix == ".csv":
        from extractor.emit.csv import csv_header

        return AppendedTarget(
            path, quarantine=quarantine, fingerprint=fingerprint, written=csv_lines, header=csv_header()
        )
    return AppendedTarget(path, quarantine=quarantine, fingerprint=fingerprint, written=json_line)


def own_files(name: str, quarantine: str | None) -> list[Path]:
    """The files that a run into this target writes: no sources, even where they lie in a folder that is one."""
    if name == "-" or "://" in name:
        return []
    beside = [f"{name}{end}" for end in ("", ".ledger", ".quarantine.jsonl", ".part", "-wal", "-shm")]
    return [Path(path) for path in (*beside, *([quarantine] if quarantine else []))]
