"""Pages of imports and the export: who may, what they show, wrong methods and ids."""

from __future__ import annotations

import io
import json
import uuid
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses import drafts, imports, publish, trials
from courses.models import CourseRole, ImportJob
from tests.courses.build import full_course
from tests.courses.imports.conftest import ann, asked, pool_file, uploads  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("asked")]


def at(name, *args):
    return reverse(f"admin:courses_{name}", args=args)


@pytest.fixture
def person(client):
    """Signs somebody in: staff or not, with permissions, with a role in the course `sums`."""

    def person(name, *permissions, role="", is_staff=True):
        user = get_user_model().objects.create_user(username=name, is_staff=is_staff)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        if role:
            CourseRole.objects.create(course_id="sums", user=user, role=role)
        client.force_login(user)
        return user

    return person


@pytest.fixture
def sums():
    publish.publish(full_course())


def upload(client, content, name="pool.tar.gz", **fields):
    return client.post(at("import"), {"file": SimpleUploadedFile(name, content), "language": "en", **fields})


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_file_goes_all_the_way_from_the_form_to_the_report(client, ann, tmp_path):  # noqa: F811
    client.force_login(ann)
    assert "None yet" in body(client.get(at("import")))
    there = upload(client, pool_file(tmp_path, "3", "4")).headers["Location"]
    text = body(client.get(there))
    assert "waits for its turn" in text
    assert "<noscript><meta" in text
    job = ImportJob.objects.get()
    part = client.get(there, headers={"HX-Request": "true"})
    assert body(part).strip().startswith('<div id="progress"')
    imports.work(str(job.pk))
    assert client.get(there, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    text = body(client.get(there))
    for words in ("Small Sums", "OATutor content pool", "What is 3 + 0?", "it needs a figure", "CC BY 4.0"):
        assert words in text
    response = client.post(at("import_confirm", job.pk), {"chosen": ["0"]})
    assert response.headers["Location"] == there
    imports.work(str(job.pk))
    text = body(client.get(there))
    assert "All of it was written" in text
    assert at("draft", "small-sums") in text
    assert "s2" in body(client.get(at("import_csv", job.pk)))
    told = json.loads(body(client.get(at("import_json", job.pk))))
    assert told["courses"][0]["added"] == ["s1", "s2"]
    again = client.post(at("import_confirm", job.pk), {"chosen": ["0"]}, follow=True)
    assert "has gone on meanwhile" in body(again)


def test_what_is_wrong_with_a_file_stands_beside_the_field(client, ann):  # noqa: F811
    client.force_login(ann)
    text = body(upload(client, b"Dear all,", "letter.txt", id="Two Steps"), 400)
    assert "Small letters, digits and hyphens" in text
    assert "none of what can be read" in body(upload(client, b"Dear all,", "letter.txt"), 400)
    assert "This field is required" in body(client.post(at("import"), {"language": "en"}), 400)


def test_who_may_import_and_where_to(client, person, sums):
    assert client.get(at("import")).status_code == 302
    person("pupil", is_staff=False)
    assert client.get(at("import")).status_code == 302
    person("clerk", "view_course")
    assert client.get(at("import")).status_code == 403
    person("reviewer", role="reviewer")
    assert client.get(at("import")).status_code == 403
    person("editor", role="editor")
    text = body(client.get(at("import")))
    assert '<option value="sums">Sums</option>' in text
    assert "a course of its own" not in text
    person("beginner", "add_course")
    text = body(client.get(at("import")))
    assert "a course of its own" in text
    assert '<option value="sums">' not in text


def test_an_import_is_its_owners_and_no_get_changes_anything(client, person, ann, tmp_path):  # noqa: F811
    client.force_login(ann)
    upload(client, pool_file(tmp_path, "3"))
    job = ImportJob.objects.get()
    for name in ("import_confirm", "import_cancel", "import_choose"):
        assert client.get(at(name, job.pk)).status_code == 405
    assert client.get(at("import_job", uuid.uuid4())).status_code == 404
    person("beginner", "add_course")
    for name in ("import_job", "import_json", "import_csv"):
        assert client.get(at(name, job.pk)).status_code == 404
    assert client.post(at("import_cancel", job.pk)).status_code == 404
    assert client.post(at("import_confirm", job.pk), {"publish": "1"}).status_code == 403
    client.force_login(ann)
    assert "was stopped" in body(client.post(at("import_cancel", job.pk), follow=True))


def names(response):
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.content)).namelist()


def test_a_course_goes_out_as_a_folder_the_draft_only_to_its_authors(client, person, sums):
    own = drafts.open("sums", None)
    about = drafts.value(drafts.read(own), "about", "")
    from dataclasses import replace

    drafts.save(own, "about", "", replace(about, title="Not yet"), by=None, seen=drafts.seen(about))
    address = at("export", "sums")
    assert client.get(address).status_code == 302
    person("stranger")
    assert client.get(address).status_code == 403
    person("reader", "view_course")
    response = client.get(address)
    assert "sums/course.yaml" in names(response)
    assert 'filename="sums-1.zip"' in response.headers["Content-Disposition"]
    assert client.get(address, {"version": "2"}).status_code == 404
    assert client.post(address).status_code == 405
    person("reviewer", role="reviewer")
    response = client.get(address)
    assert 'filename="sums-draft.zip"' in response.headers["Content-Disposition"]
    packed = zipfile.ZipFile(io.BytesIO(response.content)).read("sums/course.yaml").decode()
    assert "Not yet" in packed
    assert client.get(at("export", "nothing")).status_code == 403


def test_a_course_goes_out_as_gift_with_what_it_cannot_hold_named_at_its_end(client, person, sums):
    person("reader", "view_course")
    response = client.get(at("export", "sums"), {"format": "gift"})
    assert 'filename="sums-1.gift"' in response.headers["Content-Disposition"]
    text = response.content.decode()
    assert "times its hints are left out: z1/z" in text
    assert "times its guess is left out: why" in text


def test_a_trial_of_a_draft_goes_out_to_nobody(client, person, sums):
    copy = trials.make(full_course(), "sums")
    person("reader", "view_course")
    assert client.get(at("export", copy.course_id)).status_code == 403


def test_what_goes_out_comes_in_again_as_it_was(client, ann, sums):  # noqa: F811
    client.force_login(ann)
    packed = client.get(at("export", "sums")).content
    upload(client, packed, "sums.zip")
    job = ImportJob.objects.get()
    imports.work(str(job.pk))
    job.refresh_from_db()
    assert job.error == ""
    assert [one["fate"] for one in job.report["courses"]] == ["unchanged"]
