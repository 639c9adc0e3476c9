"""Turns of real talk, from the data, with their labels from turns.yaml: is it an attempt?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LABELS = Path(__file__).with_name("turns.yaml")
FILE = "mathdial_test.jsonl"
BRIDGE = "bridge_train.json"


@dataclass(frozen=True)
class Turn:
    row: int
    place: int
    text: str
    attempt: bool


def find(data: Path) -> Path | None:
    """The dialogues somewhere under `data`."""
    return next(iter(sorted(data.rglob(FILE))), None)


def read(path: Path, part: str) -> list[Turn]:
    """The labelled turns of a part: own, aside or wordy. Raise ValueError where a label fits no dialogue."""
    dialogues = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    labels: list[dict[str, Any]] = yaml.safe_load(LABELS.read_text())[part]
    return sorted(
        (turn for one in labels for turn in _turns(dialogues, one)), key=lambda turn: (turn.row, turn.place)
    )


def _turns(dialogues: list[dict[str, Any]], label: dict[str, Any]) -> Iterator[Turn]:
    row = label["row"]
    if row >= len(dialogues) or dialogues[row]["qid"] != label["qid"]:
        raise ValueError(f"row {row} is not dialogue {label['qid']}: the labels are of another file")
    said = dialogues[row]["conversation"].split("|EOM|")
    for attempt, places in ((True, label["attempts"]), (False, label["others"])):
        for place in places:
            who, _, text = said[place].partition(":")
            if who == "Teacher":
                raise ValueError(f"row {row}, turn {place} is the teacher's")
            yield Turn(row, place, text.strip(), attempt)


def bridge(path: Path) -> list[Turn]:
    """The labelled turns of the pupils in BRIDGE. Raise ValueError where a label fits no dialogue."""
    dialogues = json.loads(path.read_text())
    found: list[Turn] = []
    for label in yaml.safe_load(LABELS.read_text())["bridge"]:
        row = label["row"]
        if row >= len(dialogues) or dialogues[row]["c_id"] != label["id"]:
            raise ValueError(f"row {row} is not dialogue {label['id']}: the labels are of another file")
        for attempt, places in ((True, label["attempts"]), (False, label["others"])):
            found.extend(Turn(row, place, dialogues[row]["c_h"][place]["text"], attempt) for place in places)
    return found


def learners(path: Path) -> Iterator[str]:
    """Every learner's turn, labelled or not."""
    for line in path.read_text().splitlines():
        for said in json.loads(line)["conversation"].split("|EOM|") if line.strip() else ():
            who, _, text = said.partition(":")
            if who != "Teacher":
                yield text.strip()
