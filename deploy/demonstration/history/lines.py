"""What the demonstration's people write: drawn from two files of invented words."""

from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent


class Lines:
    """Draws words for every occasion."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._matters: dict[str, list[list[str]]] = _read("matters.yaml")
        self._words: dict[str, Any] = _read("words.yaml")

    def say(self, occasion: str) -> str:
        """Something that fits the occasion."""
        words: str = self._random.choice(self._words[occasion])
        return words

    def place(self, ward: str) -> str:
        """Somewhere in a ward."""
        place: str = self._random.choice(self._words["places"][ward])
        return place

    def matter(self, category: str, place: str) -> dict[str, str]:
        """What a request in a category is about: subject, what_happened, ask."""
        texts = (text.format(place=place) for text in self._random.choice(self._matters[category]))
        return dict(zip(("subject", "what_happened", "ask"), texts, strict=True))

    def answer(self, question: str) -> str:
        """The answer to a question that a category asks."""
        said: str = self._random.choice(self._words["answers"][question])
        return said


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
