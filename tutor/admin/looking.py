"""What an author looks at while writing: as a learner sees it, 20 variants, and what the checker says.

Nothing is saved and nothing is judged here but by the checker, in its own processes under its deadline. It
prints with the learner's printer, so that what is seen here is what will be seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from asgiref.sync import async_to_sync
from django.contrib.admin import AdminSite
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from courses import types
from courses.admin.page import Desk, address, page
from courses.forms import passages, problems
from courses.forms import tree as trees
from courses.forms.tree import Tree
from courses.lint import sampler
from courses.lint.sampler import Judged, Role, SampledVariant
from tutor.grading import SpecError, control, parse_spec, spec_of, spec_of_hint
from tutor.session.checking import pool
from tutor.types import Verdict

ALL_WITHIN_S = 15.0  # what the variants of one problem may take together


@page("read", methods=("POST",))
def preview(desk: Desk, unit: str) -> HttpResponse:
    tree = _typed(desk)
    if unit == "passage":
        return _shown(desk, "_passage.html", {"passage": passages.rough(tree)})
    if unit != "problem":
        raise Http404
    problem = problems.rough(tree)
    found = sampler.drawn(_with_id(problem), 0)
    seen = found.problem or problem
    context: dict[str, Any] = {
        "problem": seen,
        "steps": [{"step": step, "asked": _asked(step)} for step in seen.steps],
        "variant": found,
        "is_parametric": bool(problem.where),
        "verdicts_url": address("courses_draft_verdicts", desk.row.pk),
    }
    if not _is_fragment(desk):
        context["told"] = _all_told(problem)
    return _shown(desk, "_problem.html", context)


@page("read", methods=("POST",))
def verdicts(desk: Desk) -> HttpResponse:
    """What the checker makes of each answer of the first variant. The preview does not wait for it."""
    return _shown(desk, "_verdicts.html", {"told": _all_told(problems.rough(_typed(desk)))})


@page("read", methods=("POST",))
def sample(desk: Desk) -> HttpResponse:
    tree = _typed(desk)
    problem = problems.rough(tree)
    variants = async_to_sync(_variants)(problem, sampler.SAMPLES if problem.where else 1)
    rows = [
        {"variant": one, "step_texts": one.prompts, "answers": [_told(judged) for judged in one.answers]}
        for one in variants
    ]
    different = len({tuple(sorted(one.parameters.items())) for one in variants})
    context = {
        "rows": rows,
        "is_parametric": bool(problem.where),
        "not_as_meant": sum(not one.as_meant for one in variants),
        "different": different,
    }
    return _shown(desk, "_sample.html", context)


@page("read", methods=("POST",))
def check(desk: Desk) -> HttpResponse:
    """What the checker says to an answer as a learner would type it, of the first variant."""
    tree = _typed(desk)
    posted = desk.request.POST
    name = posted.get("do", "").removeprefix("try:")
    try:
        parts = trees.named(tree, name).split("-")
        step_at, hint_at = int(parts[1]), int(parts[3]) if parts[2:3] == ["hints"] else None
    except (KeyError, IndexError, ValueError):
        raise Http404 from None
    said = posted.get(f"{name}-try", "").replace("\r\n", "\n").strip()
    context = {"said": said, **_verdict(problems.rough(tree), step_at, hint_at, said)}
    return _shown(desk, "_tried.html", context)


def _verdict(problem: types.Problem, step_at: int, hint_at: int | None, said: str) -> dict[str, Any]:
    drawn = sampler.drawn(_with_id(problem), 0)
    if drawn.problem is None:
        return {"error": drawn.error}
    step = drawn.problem.steps[step_at]
    try:
        spec = spec_of(step, drawn.problem.stem) if hint_at is None else spec_of_hint(step.hints[hint_at])
    except SpecError as error:
        return {"error": str(error)}
    verdict: Verdict = async_to_sync(pool().check)(spec, said)
    names = {one.id: one.name for one in step.misconceptions}
    idea = names.get(verdict.misconception or "", verdict.misconception)
    return {
        "verdict": verdict,
        "numbers": drawn.named,
        "idea": idea,
        "words": _OUTCOMES[verdict.outcome.value],
    }


_WHOSE = {
    Role.STEP: later("Right answer"),
    Role.SCAFFOLD: later("Answer to a hint"),
    Role.MISCONCEPTION: later("Wrong answer"),
}
_OUTCOMES = {
    "correct": later("Correct"),
    "partial": later("Right in part"),
    "incorrect": later("Not right"),
    "cannot_check": later("Cannot be checked"),
    "not_an_attempt": later("Not taken for an answer"),
}


async def _variants(problem: types.Problem, many: int) -> list[SampledVariant]:
    """One after the other, so that one of the checker's processes stays free for learners."""
    problem, until = _with_id(problem), time.monotonic() + ALL_WITHIN_S
    found: list[SampledVariant] = []
    for seed in range(many):
        try:
            if time.monotonic() > until:
                raise TimeoutError
            drawn = await pool().call(sampler.drawn, problem, seed)
            found.append(await pool().call(sampler.judged, drawn))
        except TimeoutError:
            found.append(SampledVariant(seed, error=_("Checking this took too long.")))
    return found


def _with_id(problem: types.Problem) -> types.Problem:
    """Numbers are drawn by the name in the records; what has none yet draws by a name of its own."""
    return problem if problem.id else replace(problem, id="new")


def _asked(step: types.Step) -> dict[str, Any]:
    """What a learner is given to answer with; nothing where the answer cannot be read yet."""
    try:
        return control(parse_spec(step.answer))
    except SpecError:
        return {}


def _all_told(problem: types.Problem) -> list[dict[str, Any]]:
    found = async_to_sync(_variants)(problem, 1)[0]
    seen = found.problem or problem
    told = [one for at, step in enumerate(seen.steps) for one in _of_step(step, at, found)]
    return told or [{"words": found.error, "field": "where"}] if found.error else told


def _of_step(step: types.Step, at: int, found: SampledVariant) -> Iterator[dict[str, Any]]:
    """The verdicts on the answers of a step, each with the field that it is about."""
    hints = {hint.id: place for place, hint in enumerate(step.hints)}
    wrong = {idea.id: place for place, idea in enumerate(step.misconceptions)}
    counted: dict[str, int] = {}
    for one in found.answers:
        if one.place.split("/")[0] != step.id:
            continue
        if one.role is Role.STEP and not set(step.answer) - {"kind"}:
            continue  # nobody has written an answer yet
        name = f"steps-{at}-answer"
        if one.role is Role.SCAFFOLD:
            name = f"steps-{at}-hints-{hints[one.id]}"
        elif one.role is Role.MISCONCEPTION:
            nth = counted[one.id] = counted.get(one.id, -1) + 1
            name = f"steps-{at}-misconceptions-{wrong[one.id]}-answers-{nth}"
        yield {**_told(one), "field": name}


def _told(one: Judged) -> dict[str, Any]:
    return {"judged": one, "words": one.remark, "whose": _WHOSE[one.role]}


def _typed(desk: Desk) -> Tree:
    return trees.planted(dict(desk.request.POST.lists()))


def _is_fragment(desk: Desk) -> bool:
    return bool(getattr(desk.request, "htmx", False))


def _shown(desk: Desk, name: str, context: dict[str, Any]) -> HttpResponse:
    """The fragment for the page that asked, or a page of its own where no script asked."""
    template = f"admin/courses/draft/editor/{name}"
    if _is_fragment(desk):
        return render(desk.request, template, context)
    return desk.render("editor/alone", _("A look at what is typed"), part=template, **context)


def patterns(site: AdminSite) -> list[URLPattern]:
    return [
        path(
            "draft/<slug:course_id>/preview/<slug:unit>",
            site.admin_view(preview),
            name="courses_draft_preview",
        ),
        path("draft/<slug:course_id>/sample", site.admin_view(sample), name="courses_draft_sample"),
        path("draft/<slug:course_id>/verdicts", site.admin_view(verdicts), name="courses_draft_verdicts"),
        path("draft/<slug:course_id>/check", site.admin_view(check), name="courses_draft_check"),
    ]
