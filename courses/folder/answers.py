"""Whether every answer, template and parameter of a problem can be used. Asks the checker; grades nothing."""

from __future__ import annotations

from collections.abc import Iterator

from courses import types
from courses.folder.problems import FieldPath, stray_templates
from courses.folder.schema import ProblemFile
from tutor.grading import SpecError, parse_spec, spec_of
from tutor.grading.variants import VariantError, instantiate

# A slip in `where` shows with the first draws; proving every draw is the linter's work.
_SEEDS = range(8)


def answer_complaints(fields: ProblemFile) -> Iterator[tuple[FieldPath, str]]:
    """(path, what is wrong) for the first draw of the parameters that goes wrong; nothing when all work."""
    if "where" not in fields.model_fields_set:
        for path in stray_templates(fields.model_dump(exclude_none=True)):
            yield path, "uses [[…]], but the problem has no `where` (`where: {}` if the brackets are meant)"
    problem = fields.value("", "")
    for seed in _SEEDS if fields.where else _SEEDS[:1]:
        try:
            variant = instantiate(problem, seed)
        except VariantError as error:
            yield ("where",), str(error)
            return
        found = list(_answers(variant))
        yield from found
        if found:
            return


def _answers(problem: types.Problem) -> Iterator[tuple[FieldPath, str]]:
    for at, step in enumerate(problem.steps):
        path: FieldPath = ("steps", at)
        try:
            parse_spec(step.answer)
        except SpecError as error:
            yield (*path, "answer"), str(error)
        else:
            yield from _misconceptions(step, (*path, "misconceptions"))
        for place, hint in enumerate(step.hints):
            if hint.answer is not None:
                try:
                    parse_spec(hint.answer)
                except SpecError as error:
                    yield (*path, "hints", place, "answer"), str(error)


def _misconceptions(step: types.Step, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    try:
        spec_of(step)
    except SpecError as error:
        yield path, str(error)
