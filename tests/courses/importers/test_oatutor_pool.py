"""A whole pool comes in course by course, and every item of it is taken or named with its reason."""

import io
import json
import tarfile

import pytest

from courses.importers import oatutor, oatutor_archive
from courses.importers.oatutor import ImportProblem, PoolReport
from courses.importers.oatutor_records import MAX_HELP, contents
from courses.importers.oatutor_text import whole_names
from tests.courses.importers.tiny_pool import choice, files, hint, pack, plans, problem, scaffold, step

README = b"All content is under the [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) license."


def content(*problems, skills=None, **others):
    """Two courses that share the lesson `lesson-one`; the second names neither source nor licence."""
    out = files(list(problems), skills or {})
    small = plans()[1]
    bare = small | {"courseName": "Small Sums, Again", "courseOER": 0.0, "courseLicense": 0.0}
    bare = bare | {"lessons": small["lessons"][1:]}
    return out | {"coursePlans.json": json.dumps([small, bare]).encode()} | others


def read_all(path):
    whole = PoolReport()
    return list(oatutor.read_all(path, whole)), whole


@pytest.fixture
def archive(tmp_path):
    return lambda *problems, **others: pack(tmp_path / "pool.tar.gz", content(*problems, **others))


def good(name="sum1", **fields):
    return problem(name, [step(f"{name}a", "Add: $$2+3$$", "$$5$$", [hint("h1", "Count on.")])], **fields)


def test_each_course_of_a_pool_comes_in_and_shared_problems_are_counted_once(archive):
    again = good("sum2") | {"steps": [step("sum2a", "Add: $$2+3$$", "$$5$$")]}
    courses, whole = read_all(archive(good(), again))
    assert [course.id for course, _ in courses] == ["small-sums", "small-sums-again"]
    assert [len(course.problems()) for course, _ in courses] == [2, 2]
    assert whole.seen == {"lessons": 3, "problems": 4, "steps": 4, "help": 2}
    assert whole.distinct == {
        "problems seen": 2,
        "problems taken": 2,
        "steps seen": 2,
        "steps taken": 2,
        "contents seen": 1,
    }
    assert (whole.courses, whole.unaccounted, whole.refused) == (2, 0, [])


def test_a_problem_without_a_licence_has_that_of_its_course_or_of_the_archive(archive):
    courses, whole = read_all(archive(good(license=""), **{"README.md": README}))
    licences = [course.problems()[0].licence for course, _ in courses]
    assert licences == ["CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"] * 2
    assert whole.changes == {
        "it names no licence: it has its course's": 1,
        "it and its course name no licence: it has the archive's": 1,
    }
    assert whole.traps == {"empty_licences": 1}


def test_known_faults_are_counted_by_rule(archive):
    below = scaffold("h2-s1", "What is $$2+3$$?", "5 ")
    hints = [hint("h1", "A.", needs=("h9", "h2")), hint("h2", "B.", subHints=[below])]
    record = problem(
        "sum1",
        [
            step(
                "sum1a",
                "Add: $$2+3$$",
                "$$5$$",
                hints,
            ),
            choice("sum1b", "Which?", "b", ["a", "a", "b"]),
        ],
    )
    _, whole = read_all(archive(record))
    assert whole.traps == {
        "dangling_dependencies": 1,
        "empty_hint_paths": 1,
        "repeated_choices": 1,
        "scaffold_repeats_answer": 1,
    }


@pytest.mark.parametrize(
    ("asked", "is_question"),
    [
        (scaffold("h1", "How many are there together?", "$$5$$"), False),
        (scaffold("h1", "What is $$1+1$$?", "$$2$$"), True),
        (scaffold("h1", "Which is it?", "5", choices=["4", "5"], problemType="MultipleChoice"), False),
    ],
)
def test_a_scaffold_that_asks_for_its_steps_answer_keeps_its_words_only(archive, asked, is_question):
    record = problem("sum1", [step("sum1a", "Add: $$2+3$$", "$$5$$", [asked])])
    (course, report), _ = read_all(archive(record))[0]
    (rung,) = course.problems()[0].steps[0].hints
    assert rung.is_scaffold is is_question
    assert [one.place for one in report.changed] == [] if is_question else ["sum1/sum1a/h1"]


def test_a_problem_is_taken_up_to_its_first_step_that_cannot_be_asked(archive):
    steps = [
        step("sum1a", "Add: $$2+3$$", "$$5$$"),
        step("sum1b", "See ##figure1.gif##", "1", [hint("h1", "Look.")]),
        step("sum1c", "And now?", "2"),
    ]
    (course, report), _ = read_all(archive(problem("sum1", steps)))[0]
    assert [asked.id for asked in course.problems()[0].steps] == ["sum1a"]
    assert {left.place: left.reason for left in report.parts_left_out} == {
        "sum1/sum1b": "it needs a figure",
        "sum1/sum1b/h1": "it needs a figure",
        "sum1/sum1c": "a step before it cannot be asked",
    }
    assert report.unaccounted() == 0


def test_what_stays_out_is_named_down_to_its_help(archive):
    gone = problem("sum2", [step("sum2a", "See ##figure1.gif##", "1", [hint("h1", "Look.")])])
    stray = problem("sum3", [step("sum3a", "?", "1")], lessonId="nowhere")
    odd = {"content-pool/sum4/sum4.json": b"{", "content-pool/../x.json": b""}
    _, whole = read_all(archive(good(), gone, stray, **odd))
    assert whole.reasons["help"] == {"its problem is left out: it needs a figure": 2}  # in both courses
    assert {left.place: left.reason for left in whole.in_no_course} == {
        "sum3": "no course has its lesson",
        "sum4": "it names no lesson, or cannot be read",
    }
    assert whole.refused_entries == [("content-pool/../x.json", "its path leads out of the archive")]
    assert whole.unaccounted == 0


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("(-inf,0) U [4, inf)", "expression"),
        ("cos(80 $$degrees)-cos(120$$ degrees)", "number"),
        ("$$\\operatorname{log_7}\\left(x\\right)$$", "expression"),
        ("num%2==0", "text"),
        ("np.mean(x)", "text"),
    ],
)
def test_the_pools_spellings_get_a_kind_that_can_be_checked(archive, answer, kind):
    courses, _ = read_all(archive(problem("sum1", [step("sum1a", "?", answer)])))
    assert courses[0][0].problems()[0].steps[0].answer["kind"] == kind


@pytest.mark.parametrize(
    ("answer", "why"),
    [("$$\\fracsin^t\\left(x\\right)}$$", "does not understand"), ("@{ans}", "variables has no values")],
)
def test_an_answer_that_nobody_could_type_is_none(archive, answer, why):
    _, whole = read_all(archive(good(), problem("sum2", [step("sum2a", "?", answer)])))
    (reason,) = whole.reasons["problems"]
    assert why in reason


def test_absurd_counts_are_refused_in_words(archive):
    hints = [hint(f"h{n}", "Go on.") for n in range(MAX_HELP + 1)]
    _, whole = read_all(archive(good(), problem("sum2", [step("sum2a", "?", "1", hints)])))
    assert whole.reasons["problems"] == {f"a step has more than {MAX_HELP} help items": 2}
    assert whole.unaccounted == 0


def test_a_course_too_large_for_the_memory_is_refused_and_the_others_come_in(archive, monkeypatch):
    monkeypatch.setattr(oatutor, "MAX_PROBLEMS", 1)
    courses, whole = read_all(archive(good(), good("sum2", lessonId="lesson-two")))
    assert [course.id for course, _ in courses] == ["small-sums-again"]
    assert "has 2 problems" in dict(whole.refused)["Small Sums"]


def test_an_import_can_be_watched_and_stopped(archive):
    heard = []

    class Stopped(Exception):
        pass

    def stop(done, total):
        heard.append(done)
        assert total == oatutor.WHOLE
        if done >= at:
            raise Stopped

    packed, at = archive(good(), good("sum2")), oatutor.WHOLE
    with pytest.raises(Stopped):
        list(oatutor.read_all(packed, progress=stop))
    assert heard == sorted(heard)
    assert heard[-4:] == [325, 550, 775, 1000]
    heard, at = [], 1  # while the archive is looked through
    with pytest.raises(Stopped):
        oatutor.read_with_report(packed, "Small Sums", stop)
    assert 1 <= heard[-1] <= oatutor.LOOKED_THROUGH
    at = 550  # between two problems
    with pytest.raises(Stopped):
        oatutor.read_with_report(packed, "Small Sums", stop)
    assert heard[-1] == 550


def test_names_of_skills_that_were_cut_at_their_commas_are_whole_again(archive):
    cut = ["find_factors", "prime_factorizations", "and_least_common_multiples"]
    assert whole_names(cut) == ["find_factors,_prime_factorizations,_and_least_common_multiples"]
    assert whole_names(["left_", "right_", "and_two_tailed_test"]) == ["left,_right,_and_two_tailed_test"]
    assert whole_names(["a_hyperbola_with_center_at_(0", "0)"]) == ["a_hyperbola_with_center_at_(0,_0)"]
    for whole in ([], ["and_so_on"], ["mean", "median"], ["slope", "or_so"], ["f(x", "g"]):
        assert whole_names(whole) == whole
    courses, _ = read_all(archive(good(), skills={"sum1a": cut}))
    (one,) = courses[0][0].skills
    assert one.title == "Find factors, prime factorizations, and least common multiples"


def test_items_are_counted_also_where_nothing_can_be_read():
    nested = b'[{"id": "a", "subHints": [{"subHints": [{"id": "c"}]}]}, 7]'
    pathway = "steps/s1/tutoring/s1DefaultPathway.json"
    found = contents({pathway: nested, "steps/s2/s2.json": b"", "x.json": b""})
    assert found == {"s1": ["a", "#2", "c"], "s2": []}


def _tar(path, *members):
    with tarfile.open(path, "w:gz") as tar:
        for info, data in members:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def test_headers_that_would_fill_the_memory_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(oatutor_archive, "MAX_HEADER_BYTES", 1000)
    long = tarfile.TarInfo("content-pool/" + "x" * 3000)
    with pytest.raises(ImportProblem, match="a name or attributes of"):
        oatutor.course_names(_tar(tmp_path / "pool.tar.gz", (long, b"")))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_not_followed(tmp_path, kind):
    packed = content(good())
    link = tarfile.TarInfo("content-pool/sum1/sum1.json")
    link.type, link.linkname = kind, "/etc/passwd"
    members = [(link, b"")] + [(tarfile.TarInfo(name), data) for name, data in packed.items()]
    courses, whole = read_all(_tar(tmp_path / "pool.tar.gz", *members))
    assert len(courses) == 2
    assert whole.refused_entries == [("content-pool/sum1/sum1.json", "a link or a device, not a file")]


def test_a_file_given_twice_counts_once(tmp_path):
    packed = content(good())
    twice = (tarfile.TarInfo("other/content-pool/sum1/sum1.json"), b"{}")
    members = [(tarfile.TarInfo(name), data) for name, data in packed.items()]
    courses, whole = read_all(_tar(tmp_path / "pool.tar.gz", *members, twice))
    assert len(courses) == 2
    assert whole.refused_entries == [("sum1/sum1.json", "given twice: the first one counts")]
