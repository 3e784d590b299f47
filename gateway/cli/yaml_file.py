"""YAML files that people write: read safely, and every complaint says the file and the line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gateway.cli.failure import CommandFailed

UNKNOWN = "Unknown field."

Parts = tuple[Any, ...]


class _PlainLoader(yaml.SafeLoader):
    """Safe, and leaves dates as they are written."""


_PlainLoader.yaml_implicit_resolvers = {
    start: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for start, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class YamlDocument:
    """A file's content, and where in the file each part of it stands."""

    path: Path
    content: Any
    node: yaml.Node | None

    def line_of(self, parts: Parts) -> int:
        """The line (from 1) of the deepest part on the way along `parts` that is there."""
        node = self.node
        line = node.start_mark.line if node else 0
        for part in parts:
            node = _child(node, part)
            if node is None:
                break
            line = node.start_mark.line
        return line + 1


def _child(node: yaml.Node | None, part: Any) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None


def read_yaml(path: Path) -> YamlDocument:
    """The file's document. Raises CommandFailed with the file, and the line when it has one."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8-sig"), path)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise CommandFailed(f"{path} is not UTF-8 text.") from None


def parse_yaml(text: str, path: Path) -> YamlDocument:
    """The document of a text, which complaints call `path`. Raises CommandFailed, with the line if any."""
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
        _refuse_repeated_names(path, node)
        return YamlDocument(path, yaml.load(text, Loader=_PlainLoader), node)
    except RecursionError:
        raise CommandFailed(f"{path} is nested too deeply.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CommandFailed(
            f"{path}, line {mark.line + 1 if mark else 1}: {error.problem or error.context}."
        ) from None
    except yaml.YAMLError as error:
        raise CommandFailed(f"{path} is not YAML: {str(error).splitlines()[0]}.") from None


def _refuse_repeated_names(path: Path, node: yaml.Node | None) -> None:
    """A name given twice in one place would silently win over the first."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise CommandFailed(f"{path}, line {key.start_mark.line + 1}: {key.value} is there twice.")
            seen.add(key.value)
            _refuse_repeated_names(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_repeated_names(path, value)


def sentence_of(document: YamlDocument, messages: Any) -> CommandFailed:
    """What to raise for a schema's complaints: one, with its line; a name that is no setting comes first."""
    complaints = sorted(
        _complaints(messages, ()), key=lambda found: (found[1] != UNKNOWN, document.line_of(found[0]))
    )
    parts, words = complaints[0]
    where = ".".join(str(part) for part in parts if part != "_schema")
    more = f" ({len(complaints) - 1} more)" if len(complaints) > 1 else ""
    line = document.line_of(parts)
    return CommandFailed(
        f"{document.path}, line {line}: {where}{': ' if where else ''}{words.rstrip('.')}.{more}"
    )


def _complaints(messages: Any, parts: Parts) -> Iterator[tuple[Parts, str]]:
    if isinstance(messages, dict):
        for part, inner in messages.items():
            yield from _complaints(inner, (*parts, int(part) if str(part).isdigit() else part))
    else:
        for words in messages if isinstance(messages, list) else [messages]:
            yield parts, str(words)
