"""Names of files as people give them, made safe for every machine (docs/decisions/0101)."""

import re
import unicodedata

from services.contracts.vocabulary import FILE_NAME_LIMIT

NAMELESS = "file"
_LONGEST_EXTENSION = 10
# A name goes into a header and onto disks that count bytes: 255 at most, and some of it is the disk's own.
_MOST_BYTES = 200
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%]')
# What Windows keeps for devices, whatever extension follows.
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)


def safe_name(given: str) -> str:
    """The last part of a path, without what hides, reverses or means something to a machine.

    Letters of every alphabet stay; the extension stays when the name has to be cut. Never empty.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = "".join(letter for letter in name if not _is_hidden(letter))
    name = " ".join(_NOT_IN_NAMES.sub("_", name).split()).strip(". ") or NAMELESS
    if _DEVICES.match(name):
        name = f"_{name}"
    return _cut(name)


def extension_of(name: str) -> str:
    """What follows the last dot, in small letters, with its dot; empty when there is none."""
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if stem and dot and 0 < len(extension) <= _LONGEST_EXTENSION else ""


def _is_hidden(letter: str) -> bool:
    """Controls, line ends, marks of direction, and what is no character: not spaces."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _cut(name: str) -> str:
    extension = extension_of(name)
    stem = name.removesuffix(name[len(name) - len(extension) :]) if extension else name
    while len(stem + extension) > FILE_NAME_LIMIT or len((stem + extension).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip('. ')}{name[len(name) - len(extension) :]}" if extension else stem.rstrip(". ")
