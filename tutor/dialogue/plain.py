"""A message as rules can read it: lower case, one way of writing short forms, the common slips put right.

Knows nothing of what is meant. Marks of mathematics stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 2000  # characters that are read; a longer message is a remark or an attempt anyway

# One spelling for each, apostrophes left out before.
_SHORT = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "ya": "you",
    "wat": "what",
    "wut": "what",
    "wht": "what",
    "wot": "what",
    "wats": "whats",
    "pls": "please",
    "plz": "please",
    "plss": "please",
    "plzz": "please",
    "pleas": "please",
    "thx": "thanks",
    "ty": "thanks",
    "ans": "answer",
    "anser": "answer",
    "anwser": "answer",
    "awnser": "answer",
    "soln": "solution",
    "q": "question",
    "qs": "questions",
    "cuz": "because",
    "cos": "because",
    "coz": "because",
    "bc": "because",
    "tho": "though",
    "rite": "right",
    "rlly": "really",
    "rly": "really",
    "gimme": "give me",
    "lemme": "let me",
    "gotta": "have to",
    "kinda": "kind of",
    "cmon": "come on",
    "dunno": "dont know",
    "idk": "i dont know",
    "idek": "i dont know",
    "ik": "i know",
    "hlp": "help",
    "hlep": "help",
    "cud": "could",
    "shud": "should",
    "wud": "would",
    "mom": "mum",
    "mam": "mum",
    "mommy": "mum",
    "mummy": "mum",
    "daddy": "dad",
    "math": "maths",
    "prob": "probably",
    "probs": "probably",
    "tbh": "",
    "omg": "",
    "bro": "",
    "bruh": "",
    "man": "",
    "dude": "",
}
_TWO = {
    "i am": "im",
    "i m": "im",
    "it is": "its",
    "that is": "thats",
    "what is": "whats",
    "what s": "whats",
    "where is": "wheres",
    "you are": "youre",
    "they are": "theyre",
    "he is": "hes",
    "she is": "shes",
    "i have": "ive",
    "i will": "ill",
    "do not": "dont",
    "don t": "dont",
    "does not": "doesnt",
    "did not": "didnt",
    "can not": "cant",
    "cannot": "cant",
    "can t": "cant",
    "could not": "couldnt",
    "is not": "isnt",
    "are not": "arent",
    "was not": "wasnt",
    "have not": "havent",
    "will not": "wont",
    "would not": "wouldnt",
    "going to": "gonna",
    "want to": "wanna",
    "dont no": "dont know",
    "no body": "nobody",
    "no one": "nobody",
    "some one": "someone",
}
# Long words that say what is meant; a single slip in one of them is put right.
_WORDS = (
    "answer",
    "answers",
    "solution",
    "solutions",
    "question",
    "questions",
    "problem",
    "problems",
    "please",
    "explain",
    "understand",
    "understood",
    "teacher",
    "teachers",
    "instructor",
    "professor",
    "instruction",
    "instructions",
    "previous",
    "ignore",
    "correct",
    "formula",
    "equation",
    "fraction",
    "fractions",
    "because",
    "confused",
    "calculate",
    "multiply",
    "multiplied",
    "divide",
    "divided",
    "subtract",
    "subtracted",
    "tomorrow",
    "suicide",
    "suicidal",
    "myself",
    "frustrated",
    "frustrating",
    "tired",
    "boring",
    "favourite",
    "different",
    "another",
    "stupid",
    "hopeless",
    "system",
    "prompt",
    "football",
    "solve",
    "reveal",
    "hint",
    "skip",
    "developer",
    "permission",
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DRAWN_OUT = re.compile(r"(?!\b(?P<only>[^\W\d_])(?P=only)*\b)([^\W\d_])\2{2,}")  # "sooo", but not "aaaa"
_PAIRS = re.compile(rf"\b(?<!\bdo )(?:{'|'.join(_TWO)})\b")  # "do I have to" is no "I've"


def plain(text: str) -> str:
    """Lower case, without apostrophes, single spaces, without closing marks, short forms one way."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    folded = re.sub(r"['\u2019\u2018\u02bc`´]", "", folded)
    words = _DRAWN_OUT.sub(r"\2", " ".join(folded.split()))
    words = " ".join(_LETTERS.sub(lambda found: _spelt(found[0]), words).split())
    words = " ".join(_PAIRS.sub(lambda found: _TWO[found[0]], words).split())
    return words if set(words) <= {"?"} else words.rstrip(" .!?")


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str:
    short = _SHORT.get(word)
    if short is not None:
        return short
    if len(word) < 6 or word in _WORDS:
        return word
    # A first letter is seldom the wrong one, and other words are often one letter away.
    return next((known for known in _WORDS if len(known) > 5 and _one_slip(word, known)), word)


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter is missing, too much, another one, or two stand the wrong way round."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), len(word))
    if start >= min(len(word), len(known)) - 1:
        return False  # only the end differs: another form of the word
    one, other = word[start:], known[start:]
    if len(word) == len(known):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other if len(word) > len(known) else one == other[1:]
