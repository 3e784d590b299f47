"""Cases on their way to requests: by chunks, in the file's order; one is read while another is stored."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from gateway.cli.casebook.cases import Rejected
from gateway.cli.failure import CommandFailed
from gateway.cli.operator import PATIENCE_SECONDS, Operator
from services.contracts.requests_calls import IMPORT_CASES

CHUNK = 500

Body = dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """What requests did with one chunk, and how far its import stream has come."""

    imported: int
    already: int
    rejected: list[Rejected]
    stream: str | None
    sequence: int | None


class Sender:
    """Sends one chunk at a time, so that of one reference the first row is stored first."""

    def __init__(self, operator: Operator, casebook: str, on_stored: Callable[[Stored], None]) -> None:
        self._operator = operator
        self._casebook = casebook
        self._on_stored = on_stored
        self._chunk: list[Body] = []
        self._under_way: Future[Stored] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> "Sender":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._send()
            self._settle()
        self._thread.shutdown(wait=error is None, cancel_futures=True)

    def add(self, case: Body) -> None:
        """One more case. Raises CommandFailed when a chunk before it could not be stored."""
        self._chunk.append(case)
        if len(self._chunk) == CHUNK:
            self._send()

    def _send(self) -> None:
        self._settle()
        if self._chunk:
            self._under_way = self._thread.submit(self._store, self._chunk)
            self._chunk = []

    def _settle(self) -> None:
        """Wait for the chunk under way, if there is one."""
        if self._under_way is not None:
            self._on_stored(self._under_way.result())
            self._under_way = None

    def _store(self, chunk: list[Body]) -> Stored:
        body = {"casebook": self._casebook, "cases": chunk}
        answer = self._operator.ask(IMPORT_CASES, body, PATIENCE_SECONDS)
        references = {case["line"]: case["external_reference"] for case in chunk}
        rejected = [
            Rejected(row["line"], row["reason"], references.get(row["line"], ""))
            for row in answer["rejected"]
        ]
        if answer["imported"] + answer["already"] + len(rejected) != len(chunk):
            raise CommandFailed(
                f"requests did not account for every row from line {chunk[0]['line']}: look at its log."
            )
        return Stored(
            answer["imported"], answer["already"], rejected, answer.get("stream"), answer.get("sequence")
        )
