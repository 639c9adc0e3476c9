"""One LaTeX formula → MathML that is safe to print, or the source as code. Knows nothing of Markdown."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from latex2mathml import exceptions
from latex2mathml.converter import Converter

MAX_FORMULA = 1000  # characters
MAX_DEPTH = 60  # nested elements

# Element → its own attributes, of MathML Core: no style, no href, no annotation, no foreign content.
ALLOWED = {
    "math": "display",
    "mrow": "",
    "mi": "",
    "mn": "",
    "mo": "form fence separator stretchy symmetric largeop movablelimits lspace rspace minsize maxsize",
    "mtext": "",
    "mspace": "width height depth",
    "mfrac": "linethickness",
    "msqrt": "",
    "mroot": "",
    "mstyle": "",
    "mpadded": "width height depth lspace voffset",
    "mphantom": "",
    "msub": "",
    "msup": "",
    "msubsup": "",
    "munder": "accentunder",
    "mover": "accent",
    "munderover": "accent accentunder",
    "mtable": "",
    "mtr": "",
    "mtd": "columnspan rowspan columnalign",
}
_EVERYWHERE = {"mathvariant", "displaystyle", "scriptlevel"}
_ATTRIBUTES = {tag: set(own.split()) | _EVERYWHERE for tag, own in ALLOWED.items()}
# With fewer children than this the converter met the end of the formula too early.
_CHILDREN = dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2)
_CHILDREN |= {"msubsup": 3, "munderover": 3}

# The converter has no common class for its complaints, and meets some bad input with Python's own.
_OWN_COMPLAINTS = [kind for kind in vars(exceptions).values() if isinstance(kind, type)]
_PYTHONS = [StopIteration, LookupError, ValueError, TypeError, AttributeError, RecursionError]
_COMPLAINTS: tuple[type[Exception], ...] = (*_OWN_COMPLAINTS, *_PYTHONS)

# A macro may expand to exponentially more than was written.
_MACRO = re.compile(r"\\(def|gdef|edef|let|newcommand|renewcommand|providecommand)(?![a-zA-Z])")
# The same layout under the name the converter knows.
_SYNONYM = {"{aligned}": "{align*}", "{gathered}": "{matrix}", "{alignedat}": "{align*}"}


@lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool = False) -> SafeString:
    """`<math>…</math>`; where the formula cannot be set, `<code>` with what was written."""
    tree = _tree(latex, "block" if display else "inline")
    if tree is None:
        return mark_safe(f'<code class="unset">{escape(latex)}</code>')
    markup = ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False)
    return mark_safe(nh3.clean(markup, tags=set(ALLOWED), attributes=_ATTRIBUTES, link_rel=None))


def _tree(latex: str, display: str) -> ElementTree.Element | None:
    """The formula as elements whose texts are plain characters; None where it would not be what was meant."""
    if len(latex) > MAX_FORMULA or _MACRO.search(latex):
        return None
    for ours, theirs in _SYNONYM.items():
        latex = latex.replace(ours, theirs)
    try:
        tree = Converter(display=display).convert_to_element(latex)
    except _COMPLAINTS:
        return None
    tree.attrib.pop("xmlns", None)
    return tree if _settle(tree, 0) else None


def _settle(element: ElementTree.Element, depth: int) -> bool:
    """Turn the converter's `&#x…;` into characters.

    False for an unknown command, a stray `&`, a lost child or a nest too deep: then nothing is to be printed.
    """
    text = element.text or ""
    is_leftover = element.tag == "mi" and (text.startswith("\\") or text == "&")
    if is_leftover or depth > MAX_DEPTH or len(element) < _CHILDREN.get(element.tag, 0):
        return False
    element.text = html.unescape(text)
    return all(_settle(child, depth + 1) for child in element)
