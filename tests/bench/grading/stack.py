"""STACK's answer tests: each row as a specification and a response, or out of scope for a stated reason.

`case_of` sees the test, its options, the student's and the teacher's text; never what is expected.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.bench.grading.maxima import Translated, Untranslatable, translated
from tests.bench.grading.part import Part
from tests.bench.grading.rules import Rules
from tutor.grading import SpecError, check, parse_spec, units
from tutor.grading.tree import MathsError
from tutor.types import Outcome

Row = dict[str, Any]
TRAPPED = frozenset({Outcome.CANNOT_CHECK, Outcome.NOT_AN_ATTEMPT})
SHOWN = 12
_FORMS = {
    "AlgEquiv": "any",
    "Diff": "any",
    "Sets": "any",
    "EqualComAss": "as_written",
    "FacForm": "factored",
    "PartFrac": "partial_fractions",
    "CompSquare": "completed_square",
    "SingleFrac": "single_fraction",
    "LowestTerms": "lowest_terms",
}
_LETTERS = frozenset({"FacForm", "PartFrac", "CompSquare"})
_INTERVAL = re.compile(r"\b(?:oo|oc|co|cc)\(")
_CONSTANT_INSIDE = re.compile(r"\b(?:ln|log)\((?:\w+[*/]\w+|\w*[*/]?abs\([^)]*\w[*/]\w)")
_LOGS = re.compile(r"\b(?:ln|log)\(abs\(|\b(?:ln|log)\(.*\babs\(")
_RULES = {
    "zeroAdd": "zero_sum", "zeroMul": "zero_product", "oneMul": "one_product", "oneDiv": "one_below",
    "onePow": "one_power", "idPow": "power_one", "zPow": "power_zero", "zeroPow": "zero_power",
    "negNeg": "two_minus", "negDiv": "minus_below", "negOrd": "sum_sign", "recipMul": "products_below",
    "intAdd": "add_whole", "intMul": "multiply_whole", "intPow": "power_whole",
    "sqrtRem": "root_as_power", "ratLow": "cancel_whole",
}  # fmt: skip
_SETS_OF_RULES = {
    "ID_TRANS": tuple(list(_RULES.values())[:8]),
    "NEG_TRANS": ("two_minus", "minus_below", "sum_sign"),
}


class OutOfScope(Exception):
    """The reason, in a few words."""


@dataclass(frozen=True)
class Case:
    spec: dict[str, Any]
    response: str


def case_of(row: Row) -> Case:
    """Raises OutOfScope."""
    builder = _BUILDERS.get(row["test"])
    if builder is None:
        raise OutOfScope(f"{row['test']}: asks something that no kind of answer asks")
    try:
        return builder(row)
    except Untranslatable as error:
        raise OutOfScope(f"Maxima's own: {error}") from error


def _expression(row: Row) -> Case:
    student, teacher = _pair(row)
    if row["test"] in ("LowestTerms", "Expanded") and row["teacher"].strip() == "0":
        raise OutOfScope("only the form is looked at, there is no value")
    _refuse_house_rules(row)
    spec = {
        "kind": "expression",
        "value": teacher.text,
        "form": _FORMS[row["test"]],
        "names": sorted(student.names | teacher.names),
        "calculation": True,
        "domain": "complex" if student.imaginary or teacher.imaginary else "real",
    }
    if row["test"] in _LETTERS:
        spec["letter"] = translated(row["options"]).text
    return Case(spec, student.text)


def _refuse_house_rules(row: Row) -> None:
    """Where STACK documents that its comparison is syntactic, so that its verdict is not about
    mathematics."""
    both = f"{row['student']} {row['teacher']}"
    if (
        "{" in row["student"]
        and "{" in row["teacher"]
        and re.search(r"\^[\d(]{2,}|sqrt|\^\(|/\(|/\d.*sqrt", both)
    ):
        raise OutOfScope(
            "sets whose elements need more than collecting terms: STACK compares them as written"
        )
    if row["test"] == "AlgEquiv" and _LOGS.search(both):
        raise OutOfScope("logarithms of absolute values: STACK does not put them together")
    if re.search(r"\b(?:and|or|not|nounand|nounor)\b", both) and not re.search(r"[<>=#]", both):
        raise OutOfScope("propositional logic")
    if bool(_INTERVAL.search(row["student"])) != bool(_INTERVAL.search(row["teacher"])):
        raise OutOfScope("an interval beside something of another type: STACK never compares those")
    if re.search(r"\binf\b", both) and not re.search(r"[<>]|\b(?:oo|oc|co|cc)\(", both):
        raise OutOfScope("infinity as a number")


def _pair(row: Row) -> tuple[Translated, Translated]:
    student, teacher = translated(row["student"]), translated(row["teacher"])
    if student.indexed != teacher.indexed and "_" in row["student"] + row["teacher"]:
        raise OutOfScope("x_1 and x[1], which are one name to the checker")
    if (student.indexed or teacher.indexed) and student.indexed != teacher.indexed:
        raise OutOfScope("x1 and x[1], which are one name to the checker")
    return student, teacher


def _number(row: Row) -> Case:
    student, teacher = _pair(row)
    if re.search(r"[\[{]", row["teacher"] + row["student"]):
        return _several_numbers(row, student, teacher)
    spec = {"kind": "number", "value": teacher.text, "form": "any", **_precision(row)}
    return Case(spec, student.text)


def _several_numbers(row: Row, student: Translated, teacher: Translated) -> Case:
    if row["test"] != "NumRelative":
        raise OutOfScope("several numbers, each to a number of places or an absolute distance")
    spec = {"kind": "expression", "value": teacher.text, "relative": row["options"] or "0.05"}
    return Case(spec, student.text)


def _precision(row: Row) -> dict[str, Any]:
    options = row["options"].strip()
    if row["test"].endswith(("Relative", "Absolute")):
        key = "relative" if row["test"].endswith("Relative") else "tolerance"
        return {key: options or "0.05"}
    if row["test"].startswith("NumDecPlaces"):
        return {"decimals": options}
    return _figures(options)


def _figures(options: str) -> dict[str, Any]:
    if not (options.startswith("[") and options.count(",") == 1):
        return {"figures": options}
    figures, accuracy = (part.strip() for part in options.strip("[]").split(","))
    if accuracy == "0":
        return {"kind": "reading", "figures": figures}
    if accuracy == "-1":
        return {"figures": figures, "more_figures": True}
    return {"figures": figures, "accuracy": accuracy}


def _figures_or_more(row: Row) -> Case:
    if row["test"] == "SigFigsStrict":
        return Case(
            {"kind": "reading", "figures": row["options"], "strict": True}, translated(row["student"]).text
        )
    if row["test"] == "NumSigFigs" and _figures(row["options"]).get("kind") == "reading":
        return Case(_figures(row["options"]), translated(row["student"]).text)
    if "matrix" in row["teacher"] or "matrix" in row["student"]:
        raise OutOfScope("figures of a matrix")
    return _number(row)


def _quantity(row: Row) -> Case:
    student, teacher = _pair(row)
    split = _value_and_unit(teacher.text)
    spec: dict[str, Any] = {"kind": "number", "value": teacher.text, "form": "any"}
    if split is not None:
        value, unit = split
        spec |= {"value": value, "unit": unit}
    spec["units"] = "same" if "Strict" in row["test"] else "any"
    precision = _precision(row)
    if "tolerance" in precision and split is not None:
        precision["tolerance"] = _in_unit(translated(precision["tolerance"]).text, split[1])
    return Case({**spec, **precision}, student.text)


def _value_and_unit(text: str) -> tuple[str, str] | None:
    """`12.3 m/s` as 12.3 and m/s; None for what has no unit."""
    try:
        tree = units.parse(text)
        found = units.measured(tree)
    except MathsError:
        return None
    if found is None or not found.unit:
        if re.search(r"[A-Za-z]{2,}", text):
            raise OutOfScope("a unit that no list of units has")
        return None
    unit = " ".join(f"{name}^({power})" for name, power in found.unit)
    value = "+".join(
        f"({coefficient})" + "".join(f"*({name.lstrip('#')})^({power})" for name, power in monomial)
        for monomial, coefficient in found.size.items()
    )
    return value or "0", unit


def _in_unit(tolerance: str, unit: str) -> str:
    try:
        found, asked = units.measured(units.parse(tolerance)), units.unit_of(unit)
    except MathsError:
        return tolerance
    if found is None or not found.unit or list(found.size) != [()]:
        return tolerance
    return str(Fraction(found.size[()]) * found.factor / asked.factor)


def _antiderivative(row: Row) -> Case:
    student, teacher = _pair(row)
    options = [part.strip() for part in row["options"].strip().strip("[]").split(",")]
    variable, constant = row["options"].strip() or "?", "required"
    if row["test"] == "Antidiff":
        constant = "free"
    elif set(options[1:]) <= {"NOCONST", "FORMAL"}:
        variable, constant = options[0], "optional" if "NOCONST" in options else "required"
    if row["test"] == "Int" and _CONSTANT_INSIDE.search(f"{row['student']} {row['teacher']}"):
        raise OutOfScope("Int's house rule: a constant inside a logarithm")
    if row["test"] == "Int" and _LOGS.search(f"{row['student']} {row['teacher']}"):
        raise OutOfScope("Int's house rule: logarithms must be written with bars as the teacher wrote them")
    names = sorted(student.names | teacher.names)
    spec = {"kind": "antiderivative", "value": teacher.text, "variable": variable, "constant": constant}
    return Case({**spec, "names": names}, student.text)


def _derivative(row: Row) -> Case:
    if not re.fullmatch(r"\w+", row["options"].strip()):
        return Case({"kind": "expression", "value": ""}, row["student"])
    return _expression(row)


def _free_rewriting(row: Row) -> Case:
    """`apart_from` in the checker's own names. Rules that do not only simplify have none."""
    options = row["options"].strip()
    named = [name for name in re.split(r"[\[\],\s]+", options) if name not in ("", "testdebug")]
    if not options.startswith("[") and options not in _SETS_OF_RULES:
        named = ["?"]
    elif not set(named) <= {*_RULES, *_SETS_OF_RULES}:
        raise OutOfScope("rules that change an expression, or forbid to change its order")
    rules = {rule for name in named for rule in _SETS_OF_RULES.get(name, (_RULES.get(name, name),))}
    case = _expression({**row, "test": "EqualComAss"})
    return Case({**case.spec, "apart_from": sorted(rules)}, case.response)


def _renamed(row: Row) -> Case:
    fixed = [name for name in re.split(r"[\[\],\s]+", row["options"]) if name]
    student, teacher = _pair(row)
    names = {
        *fixed,
        *(name for name in student.names | teacher.names if name.endswith("()") or len(name) > 1),
    }
    spec = {"kind": "expression", "value": teacher.text, "renaming": True, "names": sorted(names)}
    if any(len(name) > 1 and not name.endswith("()") for name in names):
        raise OutOfScope("letters of more than one character that may be renamed")
    return Case(spec, student.text)


def _system(row: Row) -> Case:
    if re.search(r"\^[a-z]", f"{row['student']} {row['teacher']}"):
        raise OutOfScope("systems that are no polynomials")
    student, teacher = _pair(row)
    names = sorted(student.names | teacher.names)
    return Case({"kind": "expression", "value": teacher.text, "system": True, "names": names}, student.text)


def _words(row: Row) -> Case:
    student, teacher = (row[key].strip().strip('"') for key in ("student", "teacher"))
    if row["test"] == "String":
        return Case({"kind": "text", "accept": [teacher], "case": True}, student)
    return Case({"kind": "text", "accept": ["".join(teacher.split())]}, "".join(student.split()))


_BUILDERS: dict[str, Callable[[Row], Case]] = {
    **dict.fromkeys(_FORMS, _expression),
    "Diff": _derivative,
    **dict.fromkeys(("NumRelative", "NumAbsolute"), _number),
    **dict.fromkeys(("NumSigFigs", "NumDecPlaces", "SigFigsStrict"), _figures_or_more),
    "EqualComAssRules": _free_rewriting,
    "SubstEquiv": _renamed,
    "SysEquiv": _system,
    **dict.fromkeys(("String", "StringSloppy"), _words),
    **dict.fromkeys(("Units", "UnitsStrict", "UnitsAbsolute", "UnitsRelative"), _quantity),
    **dict.fromkeys(("UnitsStrictRelative", "UnitsStrictAbsolute"), _quantity),
    **dict.fromkeys(("Int", "Antidiff"), _antiderivative),
}


def outcome_of(case: Case) -> Outcome:
    try:
        return check(parse_spec(case.spec), case.response).outcome
    except SpecError:
        return Outcome.CANNOT_CHECK


def is_right(expected: int, outcome: Outcome) -> bool:
    """−2 and −3 are STACK's own admitted errors: the truth is 0 and 1."""
    expected = {-2: 0, -3: 1}.get(expected, expected)
    if expected == -1:
        return outcome in TRAPPED
    if expected == 1:
        return outcome is Outcome.CORRECT
    return outcome not in (Outcome.CORRECT, Outcome.CANNOT_CHECK)


def run(data: Path | None, seed: int) -> Part:
    del seed
    path = None if data is None else data / "stack_answertests.jsonl"
    if path is None or not path.is_file():
        return Part({}, notes=["stack: no stack_answertests.jsonl found"])
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    right, accepted, scope, naive = 0, 0, 0, Rules()
    left_out, notes = Counter[str](), list[str]()
    for row in rows:
        try:
            case = case_of(row)
        except OutOfScope as reason:
            left_out[str(reason).split(":")[0]] += 1
            continue
        scope += 1
        outcome, expected = outcome_of(case), int(row["expected"])
        naive.see(str(case.spec.get("value", "")), case.response, expected in (1, -3))
        good, wrongly = is_right(expected, outcome), expected in (0, -1, -2) and outcome is Outcome.CORRECT
        right, accepted = right + good, accepted + wrongly
        if not good and len(notes) < SHOWN:
            notes.append(
                f"stack {row['test']}: {row['student']} | {row['teacher']}: {outcome}, not {expected}"
            )
    notes.append(f"stack out of scope: {dict(left_out.most_common())}")
    metrics = {
        "stack_scope": scope / len(rows),
        "stack_right": right / scope,
        "stack_false_accepts": float(accepted),
    }
    return Part(
        metrics=metrics,
        baselines=naive.part("stack_right", "stack_false_accepts"),
        floors={"stack_scope": 0.65, "stack_right": 0.986},
        budgets={"stack_false_accepts": 0},
        notes=notes,
    )
