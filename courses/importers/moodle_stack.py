"""STACK: question variables as `where`, response trees as specifications, as far as our checker reaches.

A response tree is followed along the path that earns all marks. Its first test says what is right, a second
one in which form; tests on the other branch that name a wrong answer become wrong ideas. A question is taken
only if the checker accepts the teacher's own answer for several draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element

from courses.importers.maxima import Printer, Variables, bare
from courses.importers.moodle_types import Reading
from courses.importers.questions import MISFIT, Asked, Question, Skip
from courses.types import Problem, Step
from tutor.grading import SpecError, check, parse_spec
from tutor.grading.tree import CONSTANTS, Node, Relation, names_of
from tutor.grading.variants import VariantError, instantiate
from tutor.types import Outcome

BLOCK = "its text is made by a program (a block such as [[if]] or a plot)"
INPUT = "an input of it is of a type that is not read"
TREE = "its response tree judges in a way that is not read"
TEST = "its response tree uses a test that our checker does not have"
OWN = "the checker does not accept the question's own answer"
FORM = "how its answer is to be written cannot be carried over"
LOOSER = "the order of terms and factors in the answer is left free"
_SEEDS = range(5)

_INPUT = re.compile(r"\[\[input:(\w+)\]\]")
_GONE = re.compile(r"\[\[(?:validation|feedback):\w+\]\]")
_BLOCK = re.compile(r"\[\[\s*/?\s*(?!input:|validation:|feedback:)[a-z]+[^\]]*\]\]")
_HOLE = re.compile(
    r"\{@(?P<shown>.{1,500}?)@\}|\{#(?P<plain>.{1,500}?)#\}|\[\[input:(?P<input>\w+)\]\]", re.DOTALL
)
_INPUTS = {"algebraic", "numerical", "singlechar", "string"}
_FORMS = {
    "FacForm": "factored",
    "Expanded": "expanded",
    "LowestTerms": "lowest_terms",
    "SingleFrac": "single_fraction",
    "PartFrac": "partial_fractions",
    "CompletedSquare": "completed_square",
    "CompSquare": "completed_square",
}
_WHOLE = _FORMS.keys() - {"Expanded", "LowestTerms"}  # these two look at the form only, not at the value
_WRITTEN = {"EqualComAss", "EqualComAssRules", "CasEqual", "AlgEquivNouns"}
_VALUE = {"AlgEquiv", "SubstEquiv", "SysEquiv", "Sets", "Equiv"} | _WRITTEN
_NUMBERS = {
    "NumRelative": "relative",
    "NumAbsolute": "tolerance",
    "NumSigFigs": "figures",
    "NumDecPlaces": "decimals",
}


@dataclass(frozen=True, slots=True)
class _Node:
    """One test of a response tree."""

    test: str
    response: str
    against: str
    options: str
    score: float
    after: str  # name of the node after success, "" where it ends
    otherwise: str
    said: Element | None  # to success
    said_otherwise: Element | None


def question(reading: Reading) -> Question:
    """Raises Skip."""
    variables = Variables(reading.raw("questionvariables/text"))
    inputs = {(one.findtext("name") or "").strip(): one for one in reading.all("input")}
    for name, one in inputs.items():
        if (one.findtext("type") or "").strip() not in _INPUTS:
            raise Skip(INPUT, (one.findtext("type") or name).strip())
    places = list(inputs)
    for path in ("questiontext", "generalfeedback"):
        if _BLOCK.search(reading.raw(f"{path}/text")):
            raise Skip(BLOCK)
    text = _texts(reading, variables, places)
    prompt = text("questiontext")
    asked = {
        name: _asked(tree, name, inputs[name], variables, reading)
        for tree in reading.all("prt")
        for name in [_only_input(tree, inputs)]
    }
    if not asked or set(asked) != set(inputs):
        raise Skip(TREE, "an input that no tree judges by itself")
    solution = text("generalfeedback")
    hints = [reading.words(hint) for hint in reading.all("hint")]
    steps = [asked[name] for name in places]
    if len(steps) == 1:
        steps[0].prompt = re.sub(r"(?:\s|\\_)+\Z", "", prompt)
    else:
        for at, step in enumerate(steps, 1):
            step.prompt = f"What belongs at **({at})**?"
    steps[0].hints += hints
    steps[-1].solution.append(solution)
    return Question(
        reading.key,
        reading.title,
        steps,
        stem=prompt if len(steps) > 1 else "",
        where=variables.where,
        tags=reading.tags(),
        changes=reading.changes,
    )


def _texts(reading: Reading, variables: Variables, places: list[str]) -> Callable[[str], str]:
    """A reader of castexts: values in their places, inputs as gaps or by their number."""

    def fill(found: re.Match[str], in_maths: bool) -> str:
        if found["input"]:
            return "\\_\\_\\_\\_\\_" if len(places) == 1 else f"**({places.index(found['input']) + 1})**"
        tree = variables.read(found["shown"] or found["plain"])
        latex = Printer(variables, latex=bool(found["shown"])).text(tree)
        return latex if in_maths or not found["shown"] else f"${latex}$"

    def text(path: str) -> str:
        element = reading.element.find(f"{path}/text")
        if element is not None:
            element.text = _GONE.sub("", element.text or "")
        return reading.text(path)

    reading.holes = (_HOLE, fill)
    return text


def _only_input(tree: Element, inputs: Mapping[str, Element]) -> str:
    named = {
        name for node in _nodes(tree).values() for name in inputs if re.search(rf"\b{name}\b", node.response)
    }
    if len(named) != 1:
        raise Skip(
            TREE, "a tree that judges several inputs together" if named else "a tree that judges no input"
        )
    return named.pop()


def _nodes(tree: Element) -> dict[str, _Node]:
    def one(node: Element) -> _Node:
        def said(name: str) -> str:
            return (node.findtext(name) or "").strip()

        score = said("truescore") or "0"
        return _Node(
            said("answertest"),
            said("sans"),
            said("tans"),
            said("testoptions"),
            -_number(score) if said("truescoremode") == "-" else _number(score),
            said("truenextnode").removeprefix("-1"),
            said("falsenextnode").removeprefix("-1"),
            node.find("truefeedback"),
            node.find("falsefeedback"),
        )

    return {(node.findtext("name") or "").strip(): one(node) for node in tree.findall("node")}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _asked(tree: Element, name: str, field: Element, variables: Variables, reading: Reading) -> Asked:
    """One input's specification, from the tree that judges it. Raises Skip."""
    variables = variables.with_more((tree.findtext("feedbackvariables/text") or "").strip())
    nodes = _nodes(tree)
    first = next(iter(nodes.values()), None)
    if first is None or any(node.response.strip() != name for node in nodes.values()):
        raise Skip(TREE, "a test of something else than the input itself")
    start = _start(first, nodes)
    value, form = _path(start, nodes)
    own = variables.read((field.findtext("tans") or "").strip() or value.against)
    target = variables.read(value.against)
    answer = _answer(value, form, target, variables, reading)
    if (field.findtext("type") or "").strip() == "string":
        raise Skip(INPUT, "string")
    own_text = Printer(variables, latex=False).text(own)
    _must_be_right(answer, own_text, variables)
    asked = Asked("", answer)
    if value.said is not None:
        asked.solution.append(reading.words(value.said))
    if start is not first:
        _wrong_ideas(first, nodes, start, asked, variables, reading)
    _wrong_ideas(nodes.get(value.otherwise), nodes, None, asked, variables, reading)
    return asked


def _start(first: _Node, nodes: Mapping[str, _Node]) -> _Node:
    """The first test whose success can earn marks; those before it look for wrong answers."""
    node: _Node | None = first
    seen: list[_Node] = []
    while node is not None and node not in seen:
        seen.append(node)
        chain = [node]
        while (after := nodes.get(chain[-1].after)) is not None and after not in chain:
            chain.append(after)
        if any(one.score > 0 for one in chain):
            return node
        node = nodes.get(node.otherwise)
    raise Skip(TREE, "no path earns a mark")


def _path(first: _Node, nodes: Mapping[str, _Node]) -> tuple[_Node, _Node | None]:
    """The test that says what is right, and the one that says in which form, if there is one."""
    chain: list[_Node] = []
    node: _Node | None = first
    while node is not None and node not in chain:
        chain.append(node)
        node = nodes.get(node.after) if node.after else None
    value = next(
        (one for one in chain if one.test in _VALUE or one.test in _NUMBERS or one.test == "Int"), None
    )
    forms = [one for one in chain if one is not value]
    if value is None:
        only = chain[0]
        if len(chain) == 1 and only.test in _WHOLE:
            return only, only
        raise Skip(TEST, only.test)
    if len(forms) > 1 or any(one.test not in _FORMS and one.test not in _WRITTEN for one in forms):
        raise Skip(TREE, " and ".join(one.test for one in chain))
    return value, forms[0] if forms else None


def _answer(
    value: _Node, form: _Node | None, target: Node, variables: Variables, reading: Reading
) -> dict[str, Any]:
    printer = Printer(variables, latex=False)
    if value.test in _NUMBERS:
        return _numeric(value, target, variables)
    if value.test == "Int":
        letter = value.options.split(",")[0].strip(" []") or "x"
        return {"kind": "antiderivative", "value": printer.text(target), "variable": letter}
    answer: dict[str, Any] = {"kind": "expression", "value": printer.text(target)}
    for test in (value.test, form.test if form else ""):
        if test in _WRITTEN:
            answer["form"] = "as_written"
            if test == "CasEqual":
                reading.changes.append((LOOSER, ""))
        if test in _FORMS:
            answer["form"] = _FORMS[test]
    if answer.get("form") == "as_written" and variables.drawn(target) and not _is_filled(answer["value"]):
        raise Skip(FORM)
    if value.test == "SubstEquiv":
        answer["renaming"] = True
    if value.test == "SysEquiv":
        answer["system"] = True
    letters = names_of(bare(target)) - variables.where.keys() - CONSTANTS
    if not isinstance(bare(target), Relation) and not letters:
        answer.setdefault("calculation", True)
    long = sorted(name for name in letters if len(name) > 1)
    if long:
        answer["names"] = long
    return answer


def _is_filled(text: str) -> bool:
    """One hole and nothing else: what is drawn is put together as Maxima would."""
    return re.fullmatch(r"\[\[[^\[\]]+\]\]", text) is not None


def _numeric(node: _Node, target: Node, variables: Variables) -> dict[str, Any]:
    field = _NUMBERS[node.test]
    answer: dict[str, Any] = {"kind": "number", "value": Printer(variables, latex=False).text(target)}
    options = [part.strip() for part in node.options.strip("[] ").split(",") if part.strip()]
    try:
        if field in ("figures", "decimals"):
            answer[field] = int(options[0])
            if field == "figures" and len(options) > 1:
                answer["accuracy"] = int(options[1])
        else:
            float(options[0] if options else "0.05")
            answer[field] = options[0] if options else "0.05"
    except (ValueError, IndexError):
        raise Skip(TEST, f"{node.test} {node.options}") from None
    if field in ("relative", "tolerance"):
        answer["form"] = "any"
    return answer


def _must_be_right(answer: Mapping[str, Any], own: str, variables: Variables) -> None:
    """For several draws. Raises Skip."""
    step = Step("s", own, answer, ())
    problem = Problem("stack", "", "", (step,), dict(variables.where))
    for seed in _SEEDS if variables.where else (0,):
        try:
            drawn = instantiate(problem, seed).steps[0]
            verdict = check(parse_spec(drawn.answer), _rounded(drawn.prompt, answer))
        except (VariantError, SpecError) as error:
            raise Skip(MISFIT, str(error)[:160]) from error
        if verdict.outcome is not Outcome.CORRECT:
            raise Skip(OWN, verdict.reason[:160])


def _rounded(text: str, answer: Mapping[str, Any]) -> str:
    """The teacher's own answer, written as a learner would have to write it."""
    try:
        value = Fraction(text.replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return text
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if "decimals" in answer:
        return f"{exact.quantize(Decimal(1).scaleb(-answer['decimals']), ROUND_HALF_UP):f}"
    if "figures" in answer:
        return f"{Context(answer['figures'], ROUND_HALF_UP).create_decimal(exact):f}"
    return text


def _wrong_ideas(
    node: _Node | None,
    nodes: Mapping[str, _Node],
    end: _Node | None,
    asked: Asked,
    variables: Variables,
    reading: Reading,
) -> None:
    """What a branch of failure compares with, and what it says then, up to `end`."""
    seen: set[int] = set()
    while node is not None and node is not end and id(node) not in seen:
        seen.add(id(node))
        words = reading.words(node.said)
        if node.test in _VALUE and node.score <= 0 and words:
            wrong = Printer(variables, latex=False).text(variables.read(node.against))
            asked.wrong.append((wrong, "A known slip", words))
        node = nodes.get(node.otherwise)
