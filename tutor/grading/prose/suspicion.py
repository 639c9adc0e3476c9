"""Which line of a wrong worked answer most likely went wrong first: a weighted sum of signs, nothing more.

The weights were fitted (multinomial logit over the lines of each answer, ridge 8) to 501 wrong answers whose
first wrong step teachers had marked: the StepVerify set of ETH Zürich, CC BY-SA 4.0. They rank lines of an
answer that is known to be wrong; they never make a line wrong.
`tests/bench/grading/fit_suspicion.py` fits them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WEIGHTS = {
    "after_answer": -0.35,
    "after_final": -0.23,
    "after_letter": -0.37,
    "after_letter_impossible": -0.62,
    "after_named": -0.45,
    "after_strange": -0.26,
    "after_unreachable": -0.78,
    "alike_and_same": -0.44,
    "alike_but_other": 0.31,
    "alike_missed": 0.38,
    "answer": 0.28,
    "ends": 0.25,
    "equation": 0.23,
    "false": 0.28,
    "first": -0.24,
    "first_answer": 0.28,
    "first_letter": 0.20,
    "first_letter_impossible": 0.33,
    "first_named": 0.12,
    "first_op": 0.27,
    "first_repair_reachable": -0.31,
    "first_repair_result": 0.64,
    "first_strange": 0.71,
    "last": -0.61,
    "last_repair_result": -0.38,
    "leads_in": 0.43,
    "letter_equation": -0.26,
    "letter_possible": -0.15,
    "loose": -0.07,
    "many_words": 0.55,
    "mixed": 0.18,
    "more_alike": 0.31,
    "needless": 0.45,
    "new_result": -0.58,
    "no_number": -0.23,
    "none_after": 0.42,
    "numbers": 0.19,
    "other_form": 0.45,
    "past_answer_at_once": 0.38,
    "place": -0.33,
    "reached_before": 0.32,
    "repair_reachable": 0.18,
    "repair_result": 0.28,
    "repair_whole": -0.19,
    "sets_up": -0.13,
    "sign_off": 0.38,
    "strange": 0.19,
    "strange_past_answer": -0.13,
    "strange_planless": -0.38,
    "strange_recovered": 0.35,
    "sums": 0.07,
    "totals": 0.23,
    "unit_but_other": 0.14,
    "unplanned": -0.33,
    "unsure": 0.15,
    "used": -0.31,
    "wordy": 0.37,
}


def most_suspect(rows: Sequence[Mapping[str, float]]) -> int:
    """The place of the line with the greatest sum, the first of equals."""
    sums = [sum(weight * row.get(sign, 0.0) for sign, weight in WEIGHTS.items()) for row in rows]
    return max(range(len(sums)), key=lambda at: (sums[at], -at))
