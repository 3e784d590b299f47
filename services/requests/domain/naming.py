"""The names of commands and events where they leave Python."""


def name_of(kind: type) -> str:
    """The class's name in small letters: AskClarification → ask_clarification."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("_")
