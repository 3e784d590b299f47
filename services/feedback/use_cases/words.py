"""Words that somebody sent, cleaned and checked."""

from services.feedback.domain.texts import cleaned, flaw
from services.feedback.use_cases.refusing import invalid


def taken(field: str, name: str, text: str, limit: int, *, required: bool = True) -> str:
    """The text as it is kept. Raises Refused with what is wrong with it, at `field`; `name`: "The reply"."""
    kept = cleaned(text)
    wrong = flaw(name, kept, limit, required=required)
    if wrong:
        raise invalid("Some of it needs correcting.", {field: [wrong]})
    return kept
