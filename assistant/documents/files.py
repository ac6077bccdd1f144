"""Names and writing of files: whatever a title holds, the name is valid; a file is there whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import Final

from assistant.errors import CourseError
from assistant.patterns import lazy

LONGEST_NAME: Final = 180
"""Bytes of a file's name without its suffix; most systems take 255 with it."""

_FORBIDDEN = lazy(r'[<>:"/\\|?*]+')
# Names that Windows keeps for devices: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in "123456789"), *(f"lpt{n}" for n in "123456789")}
)


def plain(text: str) -> str:
    """Text that XML, fonts and terminals can carry: no control characters, lone surrogates or text-turning marks."""
    return "".join(" " if c in "\t\r\n" else c for c in text if c in "\t\r\n" or not _unprintable(c))


def _unprintable(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Cn")
        or character in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


def safe_name(title: str, suffix: str) -> str:
    """A file name for a title, valid on every common system.

    Args:
        title: any text.
        suffix: with its dot (".docx").
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", plain(title)))
    name = re.sub(r"\s+", " ", name).strip(" ._")
    while len(name.encode("utf-8")) > LONGEST_NAME:
        name = name[:-1]
    name = name.strip(" ._")
    if not name or name.split(".")[0].lower() in _RESERVED:
        name = f"file_{name}".strip("_")
    return name + suffix


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it in, so that nobody ever sees half of it.

    Raises:
        CourseError: the folder is missing or cannot be written, or the disk is full; an older file stays as it was.
    """
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            beside = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except (OSError, ValueError) as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise CourseError(
            f"文件写不进 {path}（{reason}），请换一个位置。",
            f"The file cannot be written to {path} ({reason}): choose another place.",
        ) from error
    return path
