"""Papers out of reporting's answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gateway.documents.paper import Issue, Paper


def draft(answer: Mapping[str, Any], council: str) -> Paper:
    """What `update_paper` answers, as a paper that nobody has issued."""
    return Paper(council, answer["paper"], answer["more"])


def issued(answer: Mapping[str, Any], council: str) -> Paper:
    """What `paper` answers: the figures, comments and actions as they were frozen."""
    issue = Issue(answer["number"], answer["issued_by"], datetime.fromisoformat(answer["issued_at"]))
    return Paper(council, answer["paper"], answer["more"], answer["comments"], answer["actions"], issue)
