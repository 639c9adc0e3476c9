"""The pages on which staff see fits, and who is stuck where."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseVersion
from tests.fakes import Fits
from tests.tutor import logs
from tutor.models import CourseFit, CourseFitting, EvidenceRow, Learner, SkillState

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(client: Client, *permissions: str) -> Client:
    teacher = get_user_model().objects.create_user("tess", is_staff=True)
    teacher.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(teacher)
    return client


@pytest.fixture
def teacher(client: Client) -> Client:
    return signed_in(client, "view_coursefit", "view_stuckskill", "view_evidencerow")


def page(name: str, *args: object) -> str:
    return reverse(f"admin:tutor_{name}", args=args)


def body(client: Client, url: str, query: dict[str, str] | None = None) -> str:
    response = client.get(url, query or {})
    assert response.status_code == 200
    return response.content.decode()


def main_part(text: str) -> str:
    """What is between the admin's own frame: ours."""
    return text[text.index('id="content"') :]


def a_fit(version: CourseVersion, name: str = "abcdef0123456789", chosen: bool = True) -> CourseFit:
    against = {"attempts": 400, "new": 0.55, "in_use": 0.6, "filter": 0.64}
    return CourseFit.objects.create(
        course_id=version.course_id,
        version=version,
        fit=name,
        fitted=b"numbers",
        report=Fits(name, loss=0.6, against=against).answer()["report"],
        seed=1,
        log_digest="",
        made_at=timezone.now(),
        chosen=chosen,
        why="Its log loss is 0.6000, that of the filter alone 0.6500.",
    )


def stuck(version: CourseVersion, learner: Learner, skill: str) -> SkillState:
    numbers = {"p": 0.2, "low": 0.1, "high": 0.4, "n": 4, "params": "graph-2", "seed": 1}
    since = timezone.now() - timedelta(days=2)
    return SkillState.objects.create(
        learner=learner, course_id=version.course_id, skill=skill, stuck_at=since, **numbers
    )


def test_the_page_of_a_fit_says_what_was_compared_and_why(version: CourseVersion, teacher: Client) -> None:
    text = body(teacher, page("coursefit_change", a_fit(version).pk))
    for words in (
        "Its log loss is 0.6000",
        "345",
        "logistic regression (taken)",
        "the filter alone",
        "0.6500",
        "On 400 held-out answers given since",
        "On items that this version no longer has",
    ):
        assert words in text


def test_the_plot_has_a_dot_a_group_a_table_beside_it_and_no_inline_style(
    version: CourseVersion, teacher: Client
) -> None:
    text = main_part(body(teacher, page("coursefit_change", a_fit(version).pk)))
    svg = text[text.index("<svg") : text.index("</svg>")]
    assert svg.count("<circle") == 3
    assert "<title" in svg
    assert 'role="img"' in svg
    # seen .25 of 300 pixels up from the bottom at 344
    assert 'cx="104.0" cy="269.0"' in svg
    assert re.findall(r"<td>0\.\d{3}</td><td>0\.\d{3}</td><td>23</td>", text)
    assert " style=" not in text
    assert "<style" not in text
    assert "css/admin.css" in body(teacher, page("coursefit_change", CourseFit.objects.get().pk))


def test_the_list_says_how_every_course_stands(version: CourseVersion, teacher: Client) -> None:
    text = body(teacher, page("coursefit_changelist"))
    assert "No course has been fitted yet" in text
    assert f"manage.py fit_course {version.course_id}" in text
    CourseFitting.objects.create(
        course_id=version.course_id, note="Left as it is: 12 attempts of 3 learners."
    )
    assert "12 attempts of 3 learners" in body(teacher, page("coursefit_changelist"))
    fit = a_fit(version)
    text = body(teacher, page("coursefit_changelist"))
    assert page("coursefit_change", fit.pk) in text
    assert "No course has been fitted yet" not in text


def test_nobody_changes_a_fit(version: CourseVersion, client: Client) -> None:
    client = signed_in(client, *Permission.objects.values_list("codename", flat=True))
    fit = a_fit(version)
    assert client.get(page("coursefit_add")).status_code == 403
    assert client.post(page("coursefit_change", fit.pk), {"chosen": ""}).status_code == 403
    assert client.post(page("coursefit_delete", fit.pk), {"post": "yes"}).status_code == 403
    assert CourseFit.objects.get().chosen


@pytest.mark.parametrize("name", ["coursefit_changelist", "stuckskill_changelist"])
def test_only_who_may_look_sees_them(version: CourseVersion, client: Client, name: str) -> None:
    assert client.get(page(name)).status_code == 302
    assert signed_in(client).get(page(name)).status_code == 403


def test_lists_do_not_read_the_numbers_of_fits(
    version: CourseVersion, teacher: Client, django_assert_max_num_queries
) -> None:
    for name in "abc":
        a_fit(version, name * 16, chosen=False)
    with django_assert_max_num_queries(15) as queries:
        body(teacher, page("coursefit_changelist"))
    assert not any('"fitted"' in one["sql"] for one in queries.captured_queries)


def test_who_is_stuck_is_listed_with_skill_time_and_problems(version: CourseVersion, teacher: Client) -> None:
    learner = logs.write(version, learners=1, answers=12)[0]
    skill, title = version.skills.values_list("key", "title")[0]
    EvidenceRow.objects.update(score=0.0)
    problems = {row.item.split("/")[0] for row in EvidenceRow.objects.all() if skill in row.skills}
    assert problems
    stuck(version, learner, skill)
    text = main_part(body(teacher, page("stuckskill_changelist")))
    assert title in text
    assert str(learner) in text
    assert re.search(rf'field-problems">{len(problems)}<', text)
    link = re.search(r'href="([^"]+)">See what was answered', text)
    assert link is not None
    answers = main_part(body(teacher, link.group(1).replace("&amp;", "&")))
    shown = set(re.findall(r'field-item">([^<]+)<', answers))
    assert shown == {row.item for row in EvidenceRow.objects.all() if skill in row.skills}
    assert shown < {item for item, _ in logs.items(version)}


def test_a_success_of_ones_own_begins_the_count_anew(version: CourseVersion, teacher: Client) -> None:
    learner = logs.write(version, learners=1, answers=12)[0]
    skill = version.skills.all()[0].key
    EvidenceRow.objects.update(score=1.0)
    stuck(version, learner, skill)
    assert 'field-problems">0<' in body(teacher, page("stuckskill_changelist"))


def test_who_is_not_stuck_is_not_listed_and_an_empty_list_says_what_it_is_for(
    version: CourseVersion, teacher: Client
) -> None:
    learner = Learner.objects.create()
    state = stuck(version, learner, "one")
    state.stuck_at = None
    state.save()
    assert "Nobody is stuck" in body(teacher, page("stuckskill_changelist"))


def test_a_page_of_stuck_learners_does_not_ask_once_a_row(
    version: CourseVersion, teacher: Client, django_assert_max_num_queries
) -> None:
    skill = version.skills.all()[0].key
    for learner in logs.write(version, learners=20, answers=4):
        stuck(version, learner, skill)
    with django_assert_max_num_queries(12):
        body(teacher, page("stuckskill_changelist"))
