"""STACK questions of our own: drawn with our parameters, judged by our checker, the rest listed by reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import pytest

from courses import lint
from courses.folder import read, write
from courses.importers import read_any
from tutor.grading import check, spec_of
from tutor.grading.variants import instantiate
from tutor.types import Outcome

IN = "<p>[[input:ans1]] [[validation:ans1]]</p>"
NODE = {"answertest": "AlgEquiv", "sans": "ans1", "tans": "ta", "truescore": "1"}
SEEDS = range(12)


def node(at, **fields):
    told = ("truefeedback", "falsefeedback")
    body = {"truescoremode": "=", "truenextnode": "-1", "falsenextnode": "-1", **NODE, **fields}
    parts = (
        f"<{name} format='html'><text><![CDATA[{text}]]></text></{name}>"
        if name in told
        else f"<{name}><![CDATA[{text}]]></{name}>"
        for name, text in body.items()
    )
    return f"<node><name>{at}</name>{''.join(parts)}</node>"


def stack(name, variables, text, *trees, inputs=(("ans1", "algebraic", "ta"),), feedback=""):
    """`trees`: for each, the fields of its nodes that are unlike NODE."""
    fields = "".join(f"<input><name>{n}</name><type>{t}</type><tans>{a}</tans></input>" for n, t, a in inputs)
    judged = "".join(
        f"<prt><name>prt{at}</name>{''.join(node(n, **one) for n, one in enumerate(nodes))}</prt>"
        for at, nodes in enumerate(trees or [[{}]])
    )
    return (
        f'<question type="stack"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f'<generalfeedback format="html"><text><![CDATA[{feedback}]]></text></generalfeedback>'
        f"<questionvariables><text><![CDATA[{variables}]]></text></questionvariables>{fields}{judged}</question>"
    )


EXPAND = stack(
    "Expand",
    "/* two numbers */ a: rand(5)+2;\nb: rand_with_prohib(-3,3,[0]);\np: (x-a)*(x+b);\nta: expand(p);",
    r"<p>Expand \({@p@}\).</p>" + IN,
    [
        {"truenextnode": "1", "falsenextnode": "2"},
        {"answertest": "Expanded", "tans": "0"},
        {"tans": "x^2-a*b+7", "truescore": "0", "truefeedback": "What becomes of the middle?"},
    ],
    feedback=r"We have \[ {@p@} = {@ta@} \]",
)
TAKEN = {
    "Expand": EXPAND,
    "Line": stack("Line", "m: rand([2,3,5]); ta: diff(m*x^2+4*x,x)", "Derive {@m*x^2+4*x@}." + IN),
    "Wave": stack("Wave", "a: rand(5)+2; ta: a*cos(a*x)", "Derive {@sin(a*x)@}." + IN),
    "Factor": stack(
        "Factor",
        "a: rand(3)+1; ta: (x-a)*(x+a+1); p: expand(ta)",
        "Factor {@p@}." + IN,
        [{"answertest": "FacForm", "testoptions": "x"}],
    ),
    "Equation": stack("Equation", "a: rand(4)+2; ta: y=a*x-1", "Slope {@a@}, through (0,-1)." + IN),
    "Written": stack("Written", "ta: sqrt(2)/2", "cos 45°?" + IN, [{"answertest": "EqualComAss"}]),
    "Area": stack(
        "Area", "n: rand(4)+2; ta: x^(n+1)/(n+1)+c", "Integrate {@x^n@}." + IN,
        [{"answertest": "Int", "testoptions": "x"}],
    ),
    "Fall": stack(
        "Fall", "t: rand(5)+1; ta: 9.81*t", "How fast after {#t#} seconds?" + IN,
        [{"answertest": "NumRelative", "testoptions": "0.01"}],
    ),
    "Figures": stack(
        "Figures", "t: rand(5)+1; ta: 9.81*t", "How fast after {@t@} seconds?" + IN,
        [{"answertest": "NumSigFigs", "testoptions": "3"}],
    ),
    "Two": stack(
        "Two",
        "M: matrix([1,2],[3,4]); a: rand(9)+1; b: a+2; ta1: a*b; ta2: log(%e^a)+b",
        "Product [[input:ans1]] and sum [[input:ans2]] of {@a@} and {@b@}.",
        [{"tans": "ta1"}],
        [{"sans": "ans2", "tans": "ta2"}],
        inputs=(("ans1", "algebraic", "ta1"), ("ans2", "numerical", "ta2")),
    ),
}  # fmt: skip
SKIPPED = {
    "an input of it is of a type that is not read": stack(
        "A", "ta: 1", "x" + IN, inputs=[("ans1", "matrix", "ta")]
    ),
    "its response tree judges in a way that is not read": stack("B", "ta: 1", "x" + IN, [{"sans": "ans1-2"}]),
    "its text is made by a program (a block such as [[if]] or a plot)": stack(
        "C", "ta: 1", "[[if test='a']]x[[/if]]" + IN
    ),
    "its response tree uses a test that our checker does not have": stack(
        "D", "ta: 1", "x" + IN, [{"answertest": "GT"}]
    ),
    "the checker does not accept the question's own answer": stack(
        "E", "ta: 1", "x" + IN, inputs=[("ans1", "algebraic", "2")]
    ),
    "its variables use what our parameters do not have": stack("F", "l: [1,2]; ta: l[2]", "x" + IN),
    "it draws at random in a way that our parameters do not have": stack("G", "ta: rand(x)", "x" + IN),
    "it shows a formula in a form that would be simplified here": stack(
        "H", "a: rand(3)+1; ta: 1", "Look at {@factor(x^2-a^2)@}." + IN
    ),
    "how its answer is to be written cannot be carried over": stack(
        "I", "a: rand(3)+1; ta: (x-a)*(x+1)", "x" + IN, [{"answertest": "EqualComAss"}]
    ),
}  # fmt: skip


def imported(tmp_path, *questions):
    path = tmp_path / "stack.xml"
    path.write_text(f"<quiz>{''.join(questions)}</quiz>", encoding="utf-8")
    return read_any(path, title="Stack", licence="CC0", source="Here")


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    course = imported(tmp_path_factory.mktemp("stack"), *TAKEN.values()).course
    assert lint.faults(course) == ()
    return {problem.title: problem for problem in course.problems()}


def verdict(problem, response: str, at: int = 0) -> Any:
    return check(spec_of(problem.steps[at], problem.stem), response).outcome


def test_all_of_these_are_taken_and_survive_a_folder(taken, tmp_path):
    assert set(taken) == set(TAKEN)
    course = imported(tmp_path, *TAKEN.values()).course
    assert [problem.title for problem in course.problems()] == list(TAKEN)
    write(course, tmp_path / "ramp")
    assert read(tmp_path / "ramp") == course


@pytest.mark.parametrize(
    ("title", "right", "wrong"),
    [
        ("Line", "2*({m})*x + 4", "({m})*x + 4"),
        ("Wave", "({a} + 2)*cos(({a} + 2)*x)", "cos(({a} + 2)*x)"),
        ("Factor", "(x - ({a} + 1))(x + ({a} + 2))", "x^2 + x - ({a} + 1)({a} + 2)"),
        ("Equation", "y + 1 = ({a} + 2)x", "y = ({a} + 2)x"),
        ("Area", "x^({n} + 3)/({n} + 3) + k", "x^({n} + 3) + k"),
        ("Fall", "{fall}", "12"),
        ("Figures", "{figures}", "{fall}0"),
    ],
)
def test_right_and_wrong_for_many_draws(taken, title, right, wrong):
    for seed in SEEDS:
        problem = instantiate(taken[title], seed)
        drawn = taken[title]
        values: dict[str, Any] = {name: _value(drawn, name, seed) for name in drawn.where}
        if "tv" in values:
            fast = Decimal("9.81") * (values["tv"] + 1)
            values |= {"fall": fast, "figures": Context(3, ROUND_HALF_UP).create_decimal(fast)}
        assert verdict(problem, right.format(**values)) is Outcome.CORRECT, seed
        assert verdict(problem, wrong.format(**values)) is not Outcome.CORRECT, seed


def _value(problem, name, seed) -> int:
    """What a name stands for in a draw, which depends on the problem's id, the seed and the name."""
    return int(instantiate(replace(problem, title=f"[[{name}]]"), seed).title)


def test_a_product_is_shown_as_a_product_and_expanded_only_where_it_says_so(taken):
    expand, factor = instantiate(taken["Expand"], 3), instantiate(taken["Factor"], 3)
    assert expand.steps[0].prompt.count("(x ") == 2
    assert "(" not in factor.steps[0].prompt
    sent_back = expand.steps[0].prompt.removeprefix("Expand $").removesuffix("$.")
    assert verdict(expand, sent_back) is Outcome.NOT_AN_ATTEMPT


def test_the_branch_of_failure_becomes_a_wrong_idea_and_feedback_the_solution(taken):
    problem = taken["Expand"]
    assert problem.where["a"] == "0..4"
    (idea,) = problem.steps[0].misconceptions
    assert idea.question == "What becomes of the middle?"
    assert "[[" in idea.answers[0]
    assert instantiate(problem, 1).steps[0].solution[-1].startswith("We have $(x ")


def test_a_tree_may_look_for_a_wrong_answer_first(tmp_path):
    slip = {"tans": "ta+1", "truescore": "0", "truefeedback": "One too many.", "falsenextnode": "1"}
    result = imported(tmp_path, stack("First", "a: rand(9)+1; ta: 2*a", "Twice {@a@}?" + IN, [slip, {}]))
    (problem,) = result.course.problems()
    drawn = instantiate(problem, 4)
    a = _value(problem, "a", 4) + 1
    found = check(spec_of(drawn.steps[0]), str(2 * a + 1))
    assert verdict(drawn, str(2 * a)) is Outcome.CORRECT
    assert (found.outcome, found.misconception) == (Outcome.INCORRECT, "w1")


def test_a_tree_that_looks_at_the_form_only_stays_out(tmp_path):
    form = stack("Form", "ta: x^2", "Anything expanded." + IN, [{"answertest": "Expanded"}])
    assert len(imported(tmp_path, TAKEN["Line"], form).report.skipped) == 1


def test_several_inputs_become_steps(taken):
    problem = instantiate(taken["Two"], 5)
    assert problem.stem.startswith("Product **(1)** and sum **(2)** of $")
    a = _value(taken["Two"], "a", 5) + 1
    assert verdict(problem, str(a * (a + 2)), 0) is Outcome.CORRECT
    assert verdict(problem, str(2 * a + 2), 1) is Outcome.CORRECT
    assert verdict(problem, str(2 * a + 2), 0) is not Outcome.CORRECT or a * (a + 2) == 2 * a + 2


@pytest.mark.parametrize("reason", SKIPPED)
def test_what_is_beyond_our_checker_is_listed_by_reason(tmp_path, reason):
    report = imported(tmp_path, TAKEN["Line"], SKIPPED[reason]).report
    assert [note.reason for note in report.skipped] == [reason]
    assert len(report.taken) == 1
