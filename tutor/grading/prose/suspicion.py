"""Which line of a wrong worked answer most likely went wrong first: a weighted sum of signs, nothing more.

The weights were fitted (multinomial logit over the lines of each answer, ridge 3) to 501 wrong answers whose
first wrong step teachers had marked: the StepVerify set of ETH Zürich, CC BY-SA 4.0. They rank lines of an
answer that is known to be wrong; they never make a line wrong.
`tests/bench/grading/fit_suspicion.py` fits them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WEIGHTS = {
    "after_answer": -0.42,
    "after_final": -0.23,
    "after_letter": -0.49,
    "after_letter_impossible": -0.47,
    "after_named": -0.84,
    "after_op": 0.16,
    "after_strange": -0.17,
    "after_unreachable": -0.62,
    "alike": -0.13,
    "alike_and_same": -0.93,
    "alike_but_other": 0.65,
    "all_planned": 0.28,
    "answer": 0.44,
    "ends": 0.36,
    "equation": 0.41,
    "false": 0.57,
    "first": -0.48,
    "first_answer": 0.44,
    "first_letter_impossible": 0.17,
    "first_lost": 0.31,
    "first_named": 0.19,
    "first_op": 0.38,
    "first_repair_reachable": -0.39,
    "first_repair_result": 0.99,
    "first_strange": 0.37,
    "first_strange_used": 0.36,
    "first_unreachable": -0.13,
    "foreign": 0.18,
    "last": -1.14,
    "last_repair_result": -0.48,
    "leads_in": 0.70,
    "letter": 0.10,
    "letter_before_strange": -0.16,
    "letter_equation": -0.29,
    "letter_impossible": -0.16,
    "letter_possible": -0.24,
    "loose": -0.18,
    "mixed": 0.17,
    "new_result": -0.91,
    "no_number": -0.33,
    "none_after": 0.72,
    "on_unknown": -0.13,
    "one": -0.37,
    "operand_off": 0.39,
    "past_answer_at_once": 0.88,
    "place": -0.26,
    "repair_reachable": 0.31,
    "repair_result": 0.32,
    "repair_strange": -0.44,
    "repair_whole": -0.26,
    "rescaled": -0.33,
    "sets_up": -0.13,
    "sign_off": 0.78,
    "strange": 0.18,
    "strange_past_answer": -0.25,
    "strange_planless": -0.51,
    "strange_recovered": 0.41,
    "sums": 0.34,
    "unit_but_other": 0.16,
    "unplanned": -0.46,
    "unplanned_before_strange": 0.34,
    "unreachable": 0.20,
    "unsure": 0.40,
}


def most_suspect(rows: Sequence[Mapping[str, float]]) -> int:
    """The place of the line with the greatest sum, the first of equals."""
    sums = [sum(weight * row.get(sign, 0.0) for sign, weight in WEIGHTS.items()) for row in rows]
    return max(range(len(sums)), key=lambda at: (sums[at], -at))
