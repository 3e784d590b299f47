"""A Nameko service of a few lines, to call over a real bus: `python -m tests.gateway.tiny_service`."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import time  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from typing import Any  # noqa: E402

from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402

DONE: dict[str, dict[str, Any]] = {}


class TinyService:
    """Answers in the envelope of the contracts."""

    name = "tiny"

    @rpc  # type: ignore[untyped-decorator]
    def echo(self, request: dict[str, Any]) -> dict[str, Any]:
        """What came in."""
        reached = {"source": "tiny", "stream": "s", "sequence": 7}
        return {"result": request, "reached": reached, "behind": True}

    @rpc  # type: ignore[untyped-decorator]
    def together(self, request: dict[str, Any]) -> dict[str, Any]:
        """Several, one after the other."""
        return {"answers": [getattr(self, one["call"])(one["request"]) for one in request["questions"]]}

    @rpc  # type: ignore[untyped-decorator]
    def slow(self, request: dict[str, Any]) -> dict[str, Any]:
        """The same, after body.seconds."""
        eventlet.sleep(request["body"]["seconds"])
        return {"result": request["body"], "reached": None, "behind": False}

    @rpc  # type: ignore[untyped-decorator]
    def span(self, request: dict[str, Any]) -> dict[str, Any]:
        """When it began and ended, in seconds of this machine, body.seconds apart."""
        begun = time.monotonic()
        eventlet.sleep(request["body"]["seconds"])
        return {"result": {"begun": begun, "ended": time.monotonic()}, "reached": None, "behind": False}

    @rpc  # type: ignore[untyped-decorator]
    def done_but_slow(self, request: dict[str, Any]) -> dict[str, Any]:
        """Done at once, answered too late."""
        answer = {"result": {"done": "yes"}, "reached": None, "behind": False}
        DONE[request["key"]] = answer
        eventlet.sleep(request["body"]["seconds"])
        return answer

    @rpc  # type: ignore[untyped-decorator]
    def done_after(self, request: dict[str, Any]) -> dict[str, Any]:
        """Done after body.seconds."""
        eventlet.sleep(request["body"]["seconds"])
        DONE[request["key"]] = {"result": {"done": "after"}, "reached": None, "behind": False}
        return DONE[request["key"]]

    @rpc  # type: ignore[untyped-decorator]
    def refuse(self, request: dict[str, Any]) -> dict[str, Any]:
        """A refusal."""
        return {"problem": {"code": "wrong_state", "message": "It is closed.", "fields": {}, "details": {}}}

    @rpc  # type: ignore[untyped-decorator]
    def raises(self, request: dict[str, Any]) -> dict[str, Any]:
        """A fault that Nameko tells about in its own way."""
        raise ValueError("secret words")

    @rpc  # type: ignore[untyped-decorator]
    def receipt(self, request: dict[str, Any]) -> dict[str, Any]:
        """Whether a command was done; of a key that says so it never knows."""
        key, deadline = request["body"]["command_key"], datetime.fromisoformat(request["body"]["deadline"])
        answer = DONE.get(key)
        over = datetime.now(UTC) > deadline and not key.startswith("never-settled")
        result = {"done": answer is not None, "answer": answer, "settled": over or answer is not None}
        return {"result": result, "reached": None, "behind": False}


def main() -> None:
    """Serve until a signal comes."""
    runner = ServiceRunner({"AMQP_URI": os.environ["AMQP_URI"], "max_workers": 20})
    runner.add_service(TinyService)
    runner.start()
    runner.wait()


if __name__ == "__main__":
    main()
