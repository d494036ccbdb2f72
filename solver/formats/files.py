"""Files, whole or not at all: a size limit before reading, a rename after writing."""

from __future__ import annotations

import os
import select
import stat
import time
from errno import EISDIR
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 2**20
"""The largest file that is read: ten times a problem of 6,000 participants and 110,000 meetings."""


NOBODY_CAME = 0.5
"""Seconds after which a pipe that nobody has opened to write is given up."""


class UnusableFile(ValueError):  # noqa: N818 - it names a finding about the file
    """A file cannot be read or written; the message is one sentence without the file's name."""


def read_file(path: Path) -> bytes:
    """
    Return a file's bytes.

    Raises
    ------
    UnusableFile
        If there is no such file, it cannot be read, or it is larger than `MAX_BYTES`.
    """
    try:
        with open(path, "rb", opener=at_once) as file:
            found = os.fstat(file.fileno())
            if found.st_size > MAX_BYTES:
                raise UnusableFile(too_large())
            content = read_pipe(file) if stat.S_ISFIFO(found.st_mode) else file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableFile(f"The file cannot be read: {error.strerror}.") from error
    # A pipe has no size beforehand.
    if len(content) > MAX_BYTES:
        raise UnusableFile(too_large())
    return content


def at_once(path: str, flags: int) -> int:
    """Open a file without waiting for somebody at a pipe's other end."""
    return os.open(path, flags | os.O_NONBLOCK)


def read_pipe(file: BinaryIO) -> bytes:
    """Return what is written to a pipe, waiting for its writer, but not for somebody to become one."""
    content, until = bytearray(), time.monotonic() + NOBODY_CAME
    while len(content) <= MAX_BYTES:
        try:
            part = os.read(file.fileno(), MAX_BYTES)
        except BlockingIOError:
            select.select([file], [], [])
            continue
        content += part
        if content and not part:
            break
        if not content:
            if time.monotonic() > until:
                raise UnusableFile("The file is a pipe that nobody writes to.")
            time.sleep(NOBODY_CAME / 10)
    return bytes(content)


def too_large() -> str:
    """Return the refusal of a large file."""
    return f"The file is larger than {MAX_BYTES // 2**20} MiB, the most that is read."


def write_file(path: Path, content: bytes) -> None:
    """
    Write a file so that at any moment, even if killed, the old content or the new stands there, never a part.

    Raises
    ------
    UnusableFile
        If it cannot be written.
    """
    target = path.resolve()  # a link stays a link
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)  # a pipe or a device: nothing to be replaced
        else:
            replace_file(target, content)
    except OSError as error:
        raise UnusableFile(f"The file cannot be written: {error.strerror}.") from error


def expect_writable(path: Path) -> None:
    """
    Find out before long work whether its result can be written.

    Raises
    ------
    UnusableFile
        If it cannot.
    """
    target = path.resolve()
    try:
        if target.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if not target.exists() or target.is_file():
            draft = draft_of(target)
            draft.touch(exist_ok=False)
            draft.unlink()
    except OSError as error:
        raise UnusableFile(f"The file cannot be written: {error.strerror}.") from error


def draft_of(target: Path) -> Path:
    """Return where a file is written before it takes its place: in the same folder, so that it can."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def replace_file(target: Path, content: bytes) -> None:
    """Write beside the target, then take its place in one step."""
    draft = draft_of(target)
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
