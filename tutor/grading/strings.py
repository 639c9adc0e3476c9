"""Checks a short string: exactly, after changes of typography that never change a meaning. No guessing."""

from __future__ import annotations

import re
import unicodedata

from tutor.grading import attempt
from tutor.grading.lexer import normalise as plain_maths
from tutor.grading.lexer import shown
from tutor.grading.spec import TextSpec, unwrapped
from tutor.grading.typing_slips import forgiven, without_accents
from tutor.grading.verdicts import correct, incorrect, not_an_attempt
from tutor.types import Verdict

_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_AROUND = re.compile(r" ?([^\w\s'\"]) ?")
_QUOTED = re.compile(r"\s*([\"'])(.*)\1\s*", re.DOTALL)
_ENDED = re.compile(r"(.*[^\W\d_]{3})\.\s*", re.DOTALL)  # m. is no sentence


def check(spec: TextSpec, response: str) -> Verdict:
    written = _unended(spec, neutral(response, case=spec.case))
    if written in {neutral(accepted, case=spec.case) for accepted in spec.accept}:
        return correct(f"You wrote “{shown(response)}”, and that is the answer.")
    if attempt.gives_up(response):
        return not_an_attempt("That is fine. Write down what you think, or ask for a hint.")
    if _slipped(spec, response):
        return correct(f"You wrote “{shown(response)}”, a slip of the keys away from the answer.")
    if not any(char.isalnum() for char in written):
        return not_an_attempt("There is no answer yet.")
    if spec.case and written.casefold() in {neutral(accepted, case=False) for accepted in spec.accept}:
        return incorrect(f"You wrote “{shown(response)}”. Look at capital and small letters.")
    return incorrect(f"You wrote “{shown(response)}”. That is not the answer.")


def _unended(spec: TextSpec, written: str) -> str:
    """Without quotes around it and the full stop of a sentence, unless the answer is written with them."""
    if written in {neutral(accepted, case=spec.case) for accepted in spec.accept}:
        return written
    quoted = _QUOTED.fullmatch(written)
    written = quoted.group(2) if quoted else written
    ended = _ENDED.fullmatch(written)
    return ended.group(1) if ended else written


def _slipped(spec: TextSpec, response: str) -> bool:
    """Whether typing slips or accents that the specification forgives are all that is wrong."""
    if not spec.typos and spec.accents:
        return False
    written = _unended(spec, _bare(spec, response))
    unlike = [_bare(spec, text) for text in spec.unlike]
    if written in unlike:
        return False
    return any(forgiven(written, _bare(spec, accepted), spec.typos, unlike) for accepted in spec.accept)


def _bare(spec: TextSpec, text: str) -> str:
    plain = neutral(text, case=spec.case)
    return plain if spec.accents else without_accents(plain)


def neutral(text: str, *, case: bool) -> str:
    """The text without what may differ: quotes, dashes, composed characters, spaces (all around signs), case.

    Superscripts become ^(…) first, so that x² and x2 stay apart.
    """
    text = unicodedata.normalize("NFKC", plain_maths(unwrapped(text).translate(_QUOTES)))
    text = _AROUND.sub(r"\1", " ".join(text.split()))
    return text if case else text.casefold()
