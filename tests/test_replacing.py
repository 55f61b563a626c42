"""Files that appear whole: what is there stays until then, and keeps what it is."""

import contextlib
import os
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.replacing import replacing, write_whole


def test_what_is_there_stays_where_writing_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "first\r\n")
    with contextlib.suppress(RuntimeError), replacing(path) as part:
        part.write_text("half")
        raise RuntimeError
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"first\r\n", ["a.txt"])


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link"
    path.write_text("first")
    path.chmod(0o640)
    link.symlink_to("a.txt")
    write_whole(link, "second")
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("second", 0o640)


def test_a_device_is_written_to_itself_and_a_folder_refused(tmp_path: Path) -> None:
    write_whole(Path(os.devnull), "nothing")
    assert not Path(os.devnull).is_file()
    with pytest.raises(InputError, match="cannot be written: Is a directory"):
        write_whole(tmp_path, "x")
    with pytest.raises(InputError, match="cannot be written: No such file or directory"):
        write_whole(tmp_path / "none" / "x", "x")
