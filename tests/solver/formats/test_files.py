from __future__ import annotations

import os
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solver.formats import (
    MAX_BYTES,
    UnusableFile,
    expect_writable,
    read_file,
    write_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnusableFile, match=r"^The file is larger than 64 MiB, the most that is read\.$"):
        read_file(path)


@pytest.mark.parametrize(("name", "reason"), [("missing", "No such file or directory"), ("", "Is a directory")])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read_file(tmp_path / name)
    assert str(refusal.value) == f"The file cannot be read: {reason}."


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnusableFile, match=r"^The file is a pipe that nobody writes to\.$"):
        read_file(tmp_path / "pipe")


def test_a_pipe_is_read_as_slowly_as_it_is_written(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = bytes(range(256)) * 1000

    def write() -> None:
        time.sleep(0.1)
        with pipe.open("wb") as file:
            time.sleep(0.7)
            file.write(content[:100_000])
            file.flush()
            time.sleep(0.1)
            file.write(content[100_000:])

    writer = threading.Thread(target=write)
    writer.start()
    assert read_file(pipe) == content
    writer.join()


@pytest.fixture
def as_stranger() -> Iterator[Path]:
    """A folder to look into but not to write into, for somebody who is not its owner and not the superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mine.json").touch(mode=0o600)
        folder.chmod(0o555)
        (folder / "mine.json").chmod(0)
        before = os.geteuid()
        if before == 0:
            os.seteuid(65534)
        yield folder
        os.seteuid(before)
        folder.chmod(0o755)


def test_what_may_not_be_read_or_written_is_refused_before_any_work(as_stranger: Path) -> None:
    with pytest.raises(UnusableFile, match=r"^The file cannot be read: Permission denied\.$"):
        read_file(as_stranger / "mine.json")
    for act in (expect_writable, partial(write_file, content=b"new")):
        with pytest.raises(UnusableFile, match=r"^The file cannot be written: Permission denied\.$"):
            act(as_stranger / "new.json")
    assert [path.name for path in as_stranger.iterdir()] == ["mine.json"]


def test_a_written_file_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "solution.json"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("solution.json", b"new")]


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "solution.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnusableFile, match=r"^The file cannot be written: No space left on device\.$"):
        write_file(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("solution.json", b"old")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "solution.json", tmp_path / "latest.json"
    path.write_bytes(b"old")
    link.symlink_to(path)
    write_file(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert pipe.is_fifo()
