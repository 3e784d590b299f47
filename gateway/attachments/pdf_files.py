"""PDF: whole, only a PDF, and without what acts by itself."""

import re

from gateway.attachments.refused import FileRefused

_BEGINS = re.compile(rb"%PDF-[12]\.\d")
_END = b"%%EOF"
_NEAR_THE_END = 2048
_ZIP_END = b"PK\x05\x06"
_LONGEST_ZIP_END = 22 + 65_535
# Found where it stands in the open; what is packed away is the virus scanner's to find.
_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?=[\s/<(\[])")


def cleaned(name: str, data: bytes) -> bytes:
    """The file as it is. Raises FileRefused."""
    if not _BEGINS.match(data) or _END not in data[-_NEAR_THE_END:]:
        raise FileRefused(f"“{name}” is not a whole PDF. Open it, print it to PDF anew, and add that.")
    if _ZIP_END in data[-_LONGEST_ZIP_END:]:
        raise FileRefused(f"“{name}” is a PDF and an archive in one. Print it to PDF anew, and add that.")
    if _ACTS.search(data):
        raise FileRefused(f"“{name}” has scripts or other files in it. Print it to PDF anew, and add that.")
    return data
