"""Words that may tell of health, belief, origin and the like, by what they may tell of."""

import re
from collections.abc import Iterator

# One heading a line; a star stands for any ending. The council puts its own in the place of these.
DEFAULT_WORDS = """\
health: diagnos*, cancer, tumour, dementia, alzheimer*, depress*, anxiety, bipolar, schizophreni*, psychiatr*
health: suicid*, self-harm*, autis*, adhd, epilep*, diabet*, asthma*, hiv, stroke, miscarriage, pregnan*
health: disab*, wheelchair*, medication, prescri*, hospital*, chemotherapy, oxygen, dialysis
health: alcoholi*, addict*, methadone, mental health, learning difficult*, special needs, terminally ill
belief: christian*, catholic*, protestant*, muslim*, islam*, jewish, hindu*, sikh*, buddhis*
belief: atheis*, religio*
origin: ethnic*, asylum, refugee*, immigra*, gypsy, gypsies, traveller*, romani, racial*, racis*
politics: trade union*, union member*, union rep*, party member*
sexuality: gay, lesbian*, bisexual*, transgender*, homosexual*, sexual orientation
crime: convict*, criminal record, prison*, on bail, probation, police caution, offender*
crime: domestic abuse, rape*
family: foster*, adopted, in care, child protection, social work*, custody, safeguarding
"""
MOST_WORDS = 1_000
LONGEST_WORD = 60
_LINE = re.compile(r"([^:]{1,60}):(.*)")


class UnfitWords(ValueError):
    """Why a list of words cannot be taken, in a sentence."""


class WordList:
    """Finds the words of a list, whole words only, in any case. Raises UnfitWords."""

    def __init__(self, text: str) -> None:
        by_heading: dict[str, list[str]] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                heading, words = _read(line, number)
                by_heading.setdefault(heading, []).extend(words)
        if sum(map(len, by_heading.values())) > MOST_WORDS:
            raise UnfitWords(f"The list has more than {MOST_WORDS:,} words. Leave some out.")
        self.by_heading = by_heading
        self._patterns = [(heading, _pattern(words)) for heading, words in by_heading.items() if words]

    def found_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end, and the heading of each."""
        for heading, pattern in self._patterns:
            for found in pattern.finditer(text):
                yield found.start(), found.end(), heading


def _read(line: str, number: int) -> tuple[str, list[str]]:
    parts = _LINE.fullmatch(line.strip())
    if parts is None:
        raise UnfitWords(f"Line {number} has no heading. Write it as in “health: asthma, cancer”.")
    words = [" ".join(word.split()) for word in parts[2].split(",")]
    for word in words:
        if len(word) > LONGEST_WORD or "*" in word[:-1] or word == "*":
            raise UnfitWords(f"“{word[:LONGEST_WORD]}” on line {number} cannot be looked for. Shorten it.")
    return parts[1].strip(), [word for word in words if word]


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_escaped, longest_first))})(?!\w)", re.IGNORECASE)


def _escaped(word: str) -> str:
    stem = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s{1,3}")
    return rf"{stem}\w{{0,20}}" if word.endswith("*") else stem
