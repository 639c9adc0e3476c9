"""What was found in a problem is remembered as long as the problem stays as it is."""

from dataclasses import replace

from courses.lint import Finding
from courses.lint.memory import by_problem
from tests.courses import build


def test_only_what_has_changed_is_looked_at_again():
    looked_at = []

    @by_problem
    def rule(problem):
        looked_at.append(problem.id)
        yield Finding("rule", problem.id, problem.stem)

    one, two = build.problem("p1"), build.problem("p2")
    before = list(rule(build.course(build.lesson("first", one, two))))
    assert [finding.place for finding in before] == ["first/p1", "first/p2"]
    edited = replace(two, stem="Another.")
    after = list(rule(build.course(build.lesson("second", one, edited))))
    assert [finding.place for finding in after] == ["second/p1", "second/p2"]
    assert after[1].message == "Another."
    assert looked_at == ["p1", "p2", "p2"]
