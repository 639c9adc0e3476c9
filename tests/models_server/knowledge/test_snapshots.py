from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from models_server.knowledge.parameters import Parameters
from models_server.knowledge.predictor import Fitted
from models_server.knowledge.snapshots import Snapshots
from models_server.knowledge.store import FILES, Store
from models_server.wire import AskRequest, CourseSpec, ObserveRequest
from tests.models_server.cast import MONDAY, course, evidence

REF = "sums@1"
HISTORY = [
    evidence(n, item, float(n % 3 > 0), assisted=n % 5 == 0)
    for n, item in enumerate(["count1", "add1", "both", "add-choice", "subtract1", "count2"] * 4, start=1)
]


def many() -> CourseSpec:
    """More feasible states than are held: a sample, and a redrawing now and then."""
    names, spec = [f"s{i}" for i in range(14)], course()
    for i, name in enumerate(names):
        before = names[max(i - 2, 0) : max(i - 1, 0)]
        spec["skills"].append({"id": name, "prerequisites": before})
    return spec


def store(folder: Path | None, spec: CourseSpec | None = None, **more) -> Store:
    options = {"capacity": 2, "seed": 1} | more
    states = options.pop("states", 512)
    made = Store(Parameters(states=states), device=torch.device("cpu"), snapshots=folder, **options)
    made.put_course(REF, spec or course())
    return made


def observing(evidence: list, after_n: int = 0, learner: str = "ada", **more) -> ObserveRequest:
    return cast(ObserveRequest, {"learner": learner, "after_n": after_n, "evidence": evidence} | more)


def asking(at_n: int, **more) -> AskRequest:
    return cast(AskRequest, {"learner": "ada", "at_n": at_n, "now": MONDAY + 1e6} | more)


def have(made: Store, **more) -> int:
    return made.observe(REF, observing([], **more))["n"]


@pytest.mark.parametrize("spec", [course(), many()], ids=["exact", "sampled"])
@pytest.mark.parametrize("fit", [False, True], ids=["filter", "fit"])
def test_a_server_that_stopped_goes_on_with_the_same_bits(
    tmp_path: Path, fitted: Fitted, spec: CourseSpec, fit: bool
):
    more = {"fit": fitted.id} if fit else {}
    never, stopped = store(None, spec), store(tmp_path, spec)
    for part in range(0, len(HISTORY), 4):
        answers = []
        for made in (never, stopped):
            made.put_fit(fitted)
            made.observe(REF, observing(HISTORY[part : part + 4], part, **more))
            asked = asking(part + 4, **more)
            answers.append((made.next(REF, asked), made.beliefs(REF, asked)))
        assert answers[0] == answers[1]
        stopped.close()
        stopped = store(tmp_path, spec)


def test_who_had_to_make_room_is_read_again(tmp_path: Path):
    made = store(tmp_path)
    first = made.observe(REF, observing(HISTORY))
    for other in ("bob", "eve", "joe"):
        made.observe(REF, observing(HISTORY[:1], learner=other))
    assert made.learners_held == 2
    assert made.observe(REF, observing([])) == first
    assert made.learners_held == 2


def test_what_was_written_long_ago_is_behind_and_no_more(tmp_path: Path):
    """A server killed without a word leaves the files of before: the rest is sent again."""
    made = store(tmp_path)
    made.observe(REF, observing(HISTORY[:8]))
    made.close()
    whole = store(None).observe(REF, observing(HISTORY))
    killed = store(tmp_path)
    killed.observe(REF, observing(HISTORY[8:12], 8))
    again = store(tmp_path)
    assert have(again) == 8
    assert again.observe(REF, observing(HISTORY[8:], 8)) == whole


def test_snapshots_of_other_numbers_are_not_read(tmp_path: Path, fitted: Fitted):
    made = store(tmp_path)
    made.observe(REF, observing(HISTORY))
    made.close()
    other = course()
    other["items"].pop()
    assert have(store(tmp_path)) == 24
    assert have(store(tmp_path, seed=2)) == 0
    assert have(store(tmp_path, states=600)) == 0
    assert have(store(tmp_path, other)) == 0
    assert have(store(tmp_path), learner="bob") == 0
    joined = store(tmp_path)
    joined.put_fit(fitted)
    assert have(joined, fit=fitted.id) == 0


@pytest.mark.parametrize(
    "spoilt",
    [lambda b: b"", lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b[:200] + b"\0" + b[201:],
     lambda b: b"PK" + b, lambda b: b + b"\0", lambda b: os.urandom(5000)],
    ids=["empty", "a byte short", "half", "a byte changed", "foreign", "a byte too long", "noise"],
)  # fmt: skip
def test_a_spoilt_file_is_no_file(tmp_path: Path, spoilt):
    made = store(tmp_path)
    first = made.observe(REF, observing(HISTORY))
    made.close()
    (path,) = tmp_path.iterdir()
    path.write_bytes(spoilt(path.read_bytes()))
    again = store(tmp_path)
    assert have(again) == 0
    assert again.observe(REF, observing(HISTORY)) == first
    again.close()
    assert have(store(tmp_path)) == 24  # written over


def test_foreign_files_and_those_half_written_do_no_harm(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "left.tmp").write_bytes(b"half")
    made = store(tmp_path, capacity=1)
    for number in range(3 * FILES):
        made.observe(REF, observing(HISTORY[:1], learner=f"pupil {number}"))
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "left.tmp").exists()


def test_the_number_of_files_has_a_bound_and_the_oldest_go(tmp_path: Path):
    made = store(tmp_path, capacity=2)
    for number in range(4 * FILES):
        made.observe(REF, observing(HISTORY[:1], learner=f"pupil {number}"))
    made.close()
    assert len(list(tmp_path.iterdir())) == 2 * FILES
    again = store(tmp_path, capacity=2)
    assert have(again, learner=f"pupil {4 * FILES - 1}") == 1
    assert have(again, learner="pupil 0") == 0
    smaller = store(tmp_path, capacity=1)  # a smaller server takes what it may keep
    assert len(list(tmp_path.iterdir())) == FILES
    assert have(smaller, learner=f"pupil {4 * FILES - 1}") == 1


def test_names_hold_no_ids_and_any_id_can_be_kept(tmp_path: Path):
    made = store(tmp_path)
    strange = ("../../etc/passwd", "a/b\0c", "\ud800", "x" * 400)
    for learner in strange:
        made.observe(REF, observing(HISTORY[:2], learner=learner))
    made.close()
    again = store(tmp_path)
    assert [have(again, learner=learner) for learner in strange] == [2, 2, 2, 2]
    assert all(path.parent == tmp_path and path.stem.isalnum() for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_used_is_known_at_the_start(tmp_path: Path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OSError, match="taken"):
        store(tmp_path / "taken")


def test_a_disk_that_takes_nothing_more_loses_a_snapshot_and_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    made = store(tmp_path / "inside", capacity=1)
    (tmp_path / "inside").rmdir()
    (tmp_path / "inside").write_text("gone")
    for learner in ("ada", "bob"):
        assert made.observe(REF, observing(HISTORY, learner=learner))["n"] == 24
    made.close()
    assert "was not written" in caplog.text
    assert have(made) == 0


def test_arrays_come_back_as_they_went(tmp_path: Path):
    kept = {
        "whole": np.arange(6, dtype=np.int32).reshape(2, 3),
        "none": np.full(3, np.nan),
        "empty": np.zeros((0, 4), dtype=np.float32),
        "scalar": np.array(2.5),
    }
    Snapshots(tmp_path, 10).write(("a",), {"n": 3}, kept)
    found = Snapshots(tmp_path, 10).read(("a",), {"n": 3})
    assert found is not None
    assert found[0]["n"] == 3
    for name, array in kept.items():
        np.testing.assert_array_equal(found[1][name], array)
        assert found[1][name].dtype == array.dtype
    assert Snapshots(tmp_path, 10).read(("a",), {"n": 4}) is None
