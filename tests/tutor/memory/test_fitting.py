"""Which fit serves a course: with a real model server where numbers count, else with a quick one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from courses import folder, publish
from courses.models import CourseVersion
from courses.types import Course
from scripts.places import ROOT
from tests.fakes import Fits, Fitter, Refuses
from tests.live import ModelServer
from tests.tutor import logs
from tutor import memory
from tutor.memory import fits, fitting
from tutor.models import CourseFit, CourseFitting, EvidenceRow, LearnerCourse, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

BETTER = {"attempts": 400, "new": 0.55, "in_use": 0.60, "filter": 0.64}
WORSE = {"attempts": 400, "new": 0.61, "in_use": 0.60, "filter": 0.64}
FEW = {"attempts": 20, "new": 0.30, "in_use": 0.60, "filter": 0.64}
USELESS = {"attempts": 400, "new": 0.66, "in_use": 0.65, "filter": 0.64}


@pytest.fixture
def fitter(version: CourseVersion, settings: Settings) -> Iterator[Fitter]:
    with Fitter.running() as fitter:
        settings.MODELS_URL = fitter.url
        yield fitter


def fit(version: CourseVersion) -> memory.Outcome:
    return async_to_sync(memory.fit_course)(version.course_id)


def fits_that_serve() -> list[str]:
    return list(CourseFit.objects.filter(chosen=True).values_list("fit", flat=True))


def fitted_twice(fitter: Fitter, version: CourseVersion, second: Fits) -> memory.Outcome:
    """A first fit that serves, another answer, and a second fit."""
    logs.write(version, learners=2, answers=3)
    fitter.says = [Fits("aa", loss=0.6), second]
    assert fit(version).result == "fitted"
    logs.write(version, learners=1, answers=1, first=2)
    return fit(version)


def test_a_course_without_enough_answers_is_left_and_says_so(
    version: CourseVersion, models: ModelServer
) -> None:
    logs.write(version, learners=3, answers=4)
    outcome = fit(version)
    assert outcome.result == "too_little"
    assert "12 attempts of 3 learners" in outcome.words
    assert CourseFitting.objects.get().note == outcome.words
    assert not CourseFit.objects.exists()
    with pytest.raises(CommandError, match="12 attempts of 3 learners"):
        call_command("fit_course", version.course_id)


@pytest.mark.once  # the others here keep fits in PostgreSQL; this one takes as long as all of them
def test_a_fit_serves_survives_restarts_and_can_be_made_again(
    version: CourseVersion, models: ModelServer
) -> None:
    """One story, because a real fit takes seconds."""
    learner = logs.write(version, learners=14, answers=12, named="one story")[0]
    asked = [item for item, _ in logs.items(version)[:4]]
    update = async_to_sync(memory.update_beliefs)
    ask = async_to_sync(memory.ask)
    update(learner.id, version.course_id)
    plain = ask("predict", learner.id, version.course_id, asked)

    out = StringIO()
    call_command("fit_course", version.course_id, stdout=out)
    made = CourseFit.objects.get()
    assert made.chosen, made.why
    assert "168 answers of 14 learners" in out.getvalue()
    assert "* " in out.getvalue()
    assert "It serves." in out.getvalue()
    found = fitting.losses(made.report)
    assert found[made.report["chosen"]] == min(found.values()) < found["graph"]

    said = ask("predict", learner.id, version.course_id, asked)
    assert said["params"] == f"{plain['params']}+fit-{made.fit}"
    assert [one["p"] for one in said["items"]] != [one["p"] for one in plain["items"]]

    models.restart()  # it knows neither course nor fit nor learner
    again = ask("predict", learner.id, version.course_id, asked)
    assert [one["item"] for one in again["items"]] == asked
    assert again["params"] == said["params"]

    LearnerCourse.objects.update(believed_n=0)
    assert update(learner.id, version.course_id)
    assert set(SkillState.objects.values_list("params", flat=True)) == {said["params"]}
    assert LearnerCourse.objects.get(learner=learner).believed_fit == made.fit

    before = EvidenceRow.objects.count()
    assert fit(version).result == "same"  # nobody has answered since
    assert CourseFit.objects.count() == 1
    assert EvidenceRow.objects.count() == before

    later = made.made_at + timedelta(minutes=1)
    logs.write(version, learners=6, answers=12, begin=later, first=20, named="one story")
    assert fit(version).words.startswith("72 held-out answers since the fit in use was made are too few")
    assert CourseFit.objects.count() == 2

    CourseFit.objects.update(fitted=b"of another format")
    models.restart()
    without = ask("predict", learner.id, version.course_id, asked)
    assert without["params"] == plain["params"]
    retired = CourseFit.objects.get(fit=made.fit)
    assert not retired.chosen
    assert "no longer reads it" in retired.why


def test_what_is_sent_is_what_was_done_alone_and_counts(version: CourseVersion, fitter: Fitter) -> None:
    logs.write(version, learners=2, answers=6)
    EvidenceRow.objects.filter(n=1).update(assisted=True)
    EvidenceRow.objects.filter(n=2).update(void=True)
    EvidenceRow.objects.filter(n=3).update(part="line 1")
    fitter.says = [Fits("aa", loss=0.6)]
    fit(version)
    sent = fitter.asked[0]["log"]
    assert len(sent) == 6
    for learner in {one["learner"] for one in sent}:
        own = [one["at"] for one in sent if one["learner"] == learner]
        assert own == sorted(own)
    assert "against" not in fitter.asked[0]


def test_a_first_fit_serves_when_it_beats_the_filter(version: CourseVersion, fitter: Fitter) -> None:
    logs.write(version, learners=2, answers=3)
    fitter.says = [Fits("aa", loss=0.6, filter=0.65)]
    assert fit(version).words == "Its log loss is 0.6000, that of the filter alone 0.6500."
    assert fits_that_serve() == ["aa"]


def test_a_fit_that_does_not_beat_the_filter_is_kept_and_does_not_serve(
    version: CourseVersion, fitter: Fitter
) -> None:
    logs.write(version, learners=2, answers=3)
    fitter.says = [Fits("aa", loss=0.66, filter=0.65)]
    assert "The filter alone does as well" in fit(version).words
    assert fits_that_serve() == []
    assert CourseFit.objects.get().report["attempts"] == 345


@pytest.mark.parametrize(
    ("against", "serves"),
    [(BETTER, ["bb"]), (WORSE, ["aa"]), (FEW, ["aa"]), (None, ["aa"]), (USELESS, [])],
    ids=["better", "worse", "too few to tell", "not compared", "the filter is best"],
)
def test_the_next_fit_has_to_beat_the_one_that_serves(
    version: CourseVersion, fitter: Fitter, against: dict[str, float] | None, serves: list[str]
) -> None:
    fitted_twice(fitter, version, Fits("bb", loss=0.5, against=against))
    assert fits_that_serve() == serves
    assert CourseFit.objects.count() == 2
    assert fitter.asked[1]["against"]["since"] == CourseFit.objects.get(fit="aa").made_at.timestamp()
    if "aa" not in serves:
        assert CourseFit.objects.get(fit="aa").why.startswith("It served until")


def test_only_the_last_ten_and_the_one_that_serves_are_kept(version: CourseVersion, fitter: Fitter) -> None:
    logs.write(version, learners=1, answers=1)
    fitter.says = [Fits("first", loss=0.6), *(Fits(f"{n:02}", loss=0.6) for n in range(12))]
    fit(version)
    for number in range(12):
        logs.write(version, learners=1, answers=1, first=number + 1)
        fit(version)
    kept = set(CourseFit.objects.values_list("fit", flat=True))
    assert kept == {"first"} | {f"{n:02}" for n in range(2, 12)}
    assert fits_that_serve() == ["first"]


def test_a_log_too_large_for_one_request_is_cut_to_its_newest(version: CourseVersion, fitter: Fitter) -> None:
    logs.write(version, learners=4, answers=5)
    fitter.says = [Refuses("too_large"), Fits("aa", loss=0.6)]
    assert fit(version).result == "fitted"
    whole, half = (one["log"] for one in fitter.asked)
    assert len(half) == len(whole) / 2 == 10
    assert min(one["at"] for one in half) >= sorted(one["at"] for one in whole)[9]


def test_with_the_model_server_away_it_says_so_and_can_be_tried_again(version: CourseVersion) -> None:
    logs.write(version, learners=2, answers=3)
    outcome = fit(version)
    assert outcome.result == "failed"
    assert "did not do it" in outcome.words
    row = CourseFitting.objects.get()
    assert row.busy_until is None
    assert row.note == outcome.words
    with pytest.raises(CommandError, match="did not do it"):
        call_command("fit_course", version.course_id)


def test_an_unknown_course_is_named() -> None:
    with pytest.raises(CommandError, match="'no-such'"):
        call_command("fit_course", "no-such")


def test_two_workers_fit_a_course_once(version: CourseVersion, fitter: Fitter) -> None:
    until = fitting._claim(version.course_id)  # the other one is at it
    assert until is not None
    assert fit(version).result == "taken"
    assert fitter.asked == []
    assert memory.next_to_fit(timezone.now()) is None


def test_a_claim_of_a_worker_that_died_lapses(version: CourseVersion, fitter: Fitter) -> None:
    logs.write(version, learners=2, answers=3)
    assert fitting._claim(version.course_id)
    CourseFitting.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
    assert memory.next_to_fit(timezone.now()) == version.course_id
    fitter.says = [Fits("aa", loss=0.6)]
    assert fit(version).result == "fitted"


def test_who_was_sent_away_is_next_and_who_was_tried_is_not(version: CourseVersion, fitter: Fitter) -> None:
    began = timezone.now()
    logs.write(version, learners=2, answers=3)
    fitter.says = [Refuses("busy"), Fits("aa", loss=0.6)]
    assert fit(version).result == "busy"
    assert memory.next_to_fit(began) == version.course_id
    assert fit(version).result == "fitted"
    assert memory.next_to_fit(began) is None
    assert memory.next_to_fit(timezone.now()) == version.course_id  # the next night


def whole() -> Course:
    return folder.read(ROOT / "courses" / "ramps" / "linear-equations")


def shorter() -> Course:
    """The same course without its last lesson."""
    course = whole()
    return replace(course, lessons=course.lessons[:-1])


def test_a_new_version_has_the_fit_of_the_one_before_until_its_own(
    version: CourseVersion, fitter: Fitter
) -> None:
    logs.write(version, learners=2, answers=3)
    fitter.says = [Fits("aa", loss=0.6), Fits("bb", loss=0.6)]
    fit(version)
    newer = publish.publish(shorter())
    assert newer.number == 2
    assert fits.serving(newer) == "aa"
    assert fit(newer).result == "fitted"
    assert "against" not in fitter.asked[1]  # other items: there is nothing to compare
    assert (fits.serving(version), fits.serving(newer)) == ("aa", "bb")


def test_items_that_left_are_left_out_and_those_that_came_have_the_filters_numbers(
    version: CourseVersion, models: ModelServer
) -> None:
    logs.write(version, learners=1, answers=len(logs.items(version)), named="to the end")
    second = publish.publish(shorter())
    gone = [item for item, _ in logs.items(version) if item not in dict(logs.items(second))]
    learner = logs.write(second, learners=14, answers=12, first=1, named="left and came")[0]
    assert fit(second).result == "fitted"
    made = CourseFit.objects.get()
    assert made.report["left_out"] == len(gone) > 0

    third = publish.publish(whole())  # in mid-lesson: the fit knows nothing of what came back
    ask = async_to_sync(memory.ask)
    asked = [gone[0], logs.items(second)[0][0]]
    LearnerCourse.objects.filter(learner=learner).update(version=third)
    CourseFit.objects.update(chosen=False)
    plain = ask("predict", learner.id, third.course_id, asked)
    CourseFit.objects.update(chosen=True)
    said = ask("predict", learner.id, third.course_id, asked)
    assert said["params"] == f"{plain['params']}+fit-{made.fit}"
    assert said["items"][0]["p"] == pytest.approx(plain["items"][0]["p"], abs=1e-6)
    assert abs(said["items"][1]["p"] - plain["items"][1]["p"]) > 1e-3
