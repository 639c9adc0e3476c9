"""Checks which option was chosen. An option counts by its text, so that the order on the page is free."""

from __future__ import annotations

import unicodedata

from tutor.grading.spec_choices import ChoiceSpec
from tutor.grading.verdicts import correct, incorrect, not_an_attempt
from tutor.types import Verdict


def check(spec: ChoiceSpec, response: str) -> Verdict:
    chosen = neutral(response)
    if chosen not in {neutral(option) for option in spec.options}:
        return not_an_attempt("That is not one of the options. Choose one of them.")
    if chosen == neutral(spec.options[spec.correct]):
        return correct("The option you chose is right.")
    return incorrect("The option you chose is not right.")


def neutral(text: str) -> str:
    """Browsers may change line ends and composed characters on the way, nothing else."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
