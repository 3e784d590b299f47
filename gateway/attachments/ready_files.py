"""Files that are kept but belong to no request yet travel with the form, sealed (docs/decisions/0100).

Without the seal somebody could name the hash of a file that they never had, and read it.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from gateway.attachments.taking_in import StoredFile

# Shorter than the time for which nobody sweeps a young file away.
GOOD_FOR_SECONDS = 24 * 3600


class Sealing:
    """Seals files for one person with the gateway's secret."""

    def __init__(self, secret_key: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt="files that belong to no request yet")

    def sealed(self, files: Sequence[StoredFile], person_id: str) -> str:
        """What a form carries; empty when there are no files."""
        return str(self._serializer.dumps([person_id, [asdict(file) for file in files]])) if files else ""

    def opened(self, sealed: str, person_id: str) -> list[StoredFile]:
        """The files; none when the seal is broken, another person's, or a day old."""
        try:
            content: Any = self._serializer.loads(sealed, max_age=GOOD_FOR_SECONDS)
        except BadData:
            return []
        owner, files = content
        return [StoredFile(**file) for file in files] if owner == person_id else []
