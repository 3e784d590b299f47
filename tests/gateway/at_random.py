"""Schemathesis before a served interface, as one person, as deep as the environment says."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from flask import json

from gateway.api.endpoints import ROOT

EXAMPLES = int(os.environ.get("MEMBERZONE_EXAMPLES", "2"))
SEED = os.environ.get("MEMBERZONE_SEED", "20230922")  # or `random`: another one every time, and it is printed
PHASES = os.environ.get("MEMBERZONE_PHASES", "fuzzing,stateful")
MORE = os.environ.get("MEMBERZONE_SCHEMATHESIS", "").split()  # more of its options: --include-path /search

# A well-formed command may still be refused with 400: a date that is no working day, words of spaces only.
LEFT_OUT = "positive_data_acceptance"
REFUSALS = ["400", "401", "403", "404", "409", "412", "413", "415"]
# A machine that is busy with other things may keep a service from answering in time, and 503 says so.
NO_FAULT = ["2xx", "3xx", "4xx", "503"]
# How often what is in order is about something that there is.
OFTEN = 0.5


def tried_at_random(
    url: str, headers: Mapping[str, str], known: Mapping[str, Sequence[str]], folder: Path
) -> tuple[bool, str]:
    """Whether all was well when it sent as whom `headers` say, and what it tells.

    `known`: what there is, by the parameter that names it. What it tells is in `folder` while it goes on.
    """
    configuration = folder / "schemathesis.toml"
    configuration.write_text(_configuration(known))
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration), "run"]
    command += [f"{url}{ROOT}/openapi.json", "--phases", PHASES, "--max-examples", str(EXAMPLES), *MORE]
    command += [] if SEED == "random" else ["--seed", SEED]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    told = folder / "told.txt"
    with told.open("w") as out:
        ended = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, check=False)
    return ended.returncode == 0, told.read_text()


def _configuration(known: Mapping[str, Sequence[str]]) -> str:
    lines = ["suppress-health-check = ['all']", "max-failures = 20"]
    for number, values in enumerate(known.values()):
        lines += [f"[dictionaries.known_{number}]", f"values = {json.dumps(list(values))}"]
    lines += ["[phases.examples]", "fill-missing = true"]  # the description gives none of its own
    lines += ["[checks]", f"{LEFT_OUT} = {{enabled = false}}"]
    lines += [f"not_a_server_error = {{expected-statuses = {json.dumps(NO_FAULT)}}}"]
    lines += [f"negative_data_rejection = {{expected-statuses = {json.dumps(REFUSALS)}}}"]
    lines += ["[parameters]"]
    for number, name in enumerate(known):
        lines.append(f"'{name}' = {{dictionary = 'known_{number}', probability = {OFTEN}}}")
    return "\n".join(lines)
