"""The families of right answers that are picked, put in place or filled in, and texts that forgive slips."""

from __future__ import annotations

import unicodedata
from random import Random

from tests.bench.grading.right import FURTHER, Right, family

_SEVERAL = (
    ("Which of these are prime?", ("2", "5", "11", "13", "17", "23"), ("4", "9", "15", "21", "27", "33")),
    (
        "Which of these are gases?",
        ("neon", "argon", "oxygen", "helium"),
        ("iron", "sulfur", "gold", "carbon"),
    ),
    (
        "Which are even functions?",
        ("$x^2$", "$\\cos x$", "$|x|$", "$x^4 + 1$"),
        ("$x^3$", "$\\sin x$", "$x$", "$e^x$"),
    ),
    (
        "What conducts?",
        ("a copper wire", "salt water", "graphite"),
        ("dry wood", "glass", "air at rest", "rubber"),
    ),
)
_ORDERS = (
    ("Put them in the order of a distillation.", ("heat", "boil", "condense", "collect", "weigh")),
    (
        "Sort by size, smallest first.",
        ("$\\frac{1}{5}$", "$\\frac{1}{4}$", "$0.3$", "$\\frac{1}{3}$", "$0.5$", "$\\frac{2}{3}$"),
    ),
    ("Sort from the sun outward.", ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn")),
    ("Order the steps.", ("read the problem", "draw a picture", "write an equation", "solve it", "check")),
)
_MATCHES = (
    (
        "Match each with its kind.",
        {"sun": "star", "earth": "planet", "moon": "satellite", "Halley": "comet"},
        ("galaxy",),
    ),
    (
        "Match with the derivative.",
        {"$x^2$": "$2x$", "$x^3$": "$3x^2$", "$\\sin x$": "$\\cos x$", "$e^x$": "$e^x + 0$"},
        ("$x$",),
    ),
    ("Match unit and quantity.", {"newton": "force", "joule": "energy", "watt": "power"}, ("charge", "time")),
    (
        "Match capital and country.",
        {"Paris": "France", "Rome": "Italy", "Lima": "Peru", "Oslo": "Norway", "Cairo": "Egypt"},
        (),
    ),
)
_TYPOS = {
    "photosynthesis": ("chemosynthesis", "photolysis", "respiration"),
    "mitosis": ("meiosis", "osmosis", "cytosis"),
    "sulfate": ("sulfite", "sulfide"),
    "hypotenuse": ("adjacent", "hypothesis"),
    "rational": ("irrational", "national", "rationed"),
    "increase": ("decrease", "crease", "disease"),
    "convergent": ("divergent", "nonconvergent"),
    "stable": ("unstable", "table", "instable"),
    "symmetric": ("asymmetric", "antisymmetric"),
    "hypertension": ("hypotension", "tension"),
    "endothermic": ("exothermic", "isothermic"),
    "seventeen": ("seventy", "sixteen", "nineteen"),
    "regular": ("irregular", "singular"),
    "soluble": ("insoluble", "solvable"),
    "anode": ("cathode", "node"),
    "interpolation": ("extrapolation", "interrogation"),
    "methane": ("ethane", "methene"),
}
_ACCENTS = ("café", "naïve", "Zürich", "résumé", "señor", "Ångström", "fiancée")
_HINTS = ("Look at each once more.", "Which do you know for sure?", "Leave out what cannot be.")


@family("several", FURTHER)
def several(draw: Random) -> Right:
    question, good, bad = draw.choice(_SEVERAL)
    right = draw.sample(good, draw.randint(2, len(good) - 1))
    wrong = draw.sample(bad, draw.randint(2, len(bad)))
    options = [*right, *wrong]
    draw.shuffle(options)
    body = {
        "kind": "several",
        "options": options,
        "correct": [options.index(text) for text in right],
        "asked": [question],
    }
    near = [
        ("one less", "\n".join(right[1:])),
        ("one more", "\n".join([*right, wrong[0]])),
        ("all", "\n".join(options)),
    ]
    near += [
        ("one instead", "\n".join([*right[1:], wrong[0]])),
        ("others", "\n".join(wrong)),
        ("twice", "\n".join([*right, right[0]])),
    ]
    near += [
        ("one line", ", ".join(right)),
        ("one line", " ".join(right)),
        ("none", "none"),
        ("another", "\n".join([*right, "silver"])),
    ]
    neutral = [
        ("order", "\n".join(right[::-1])),
        ("windows lines", "\r\n".join(right)),
        ("blank line", "\n\n".join(right) + "\n"),
    ]

    def judge(text: str) -> bool:
        lines = _lines(text)
        return len(lines) == len(set(lines)) and set(lines) == set(right)

    return Right(
        "several",
        body,
        "\n".join(right),
        "several",
        None,
        question,
        _HINTS,
        judge,
        tuple(neutral),
        tuple(near),
    )


@family("none_right", FURTHER)
def none_right(draw: Random) -> Right:
    """None of the options is right: it has to be said."""
    question, _, bad = draw.choice(_SEVERAL)
    options = draw.sample(bad, 3)
    body = {"kind": "several", "options": options, "correct": [], "asked": [question]}
    near = (
        ("one", options[0]),
        ("all", "\n".join(options)),
        ("empty", ""),
        ("one and none", f"{options[0]}\nnone"),
    )
    neutral = (("none of them", "None of them"), ("none of these", "none of these."))
    return Right(
        "none_right",
        body,
        "none",
        "several",
        None,
        question,
        _HINTS,
        lambda text: _plain(text).rstrip(".") in ("none", "none of them", "none of these"),
        neutral,
        near,
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@family("order", FURTHER)
def order(draw: Random) -> Right:
    question, known = draw.choice(_ORDERS)
    first = draw.randint(0, len(known) - 4)
    items = list(known[first : first + draw.randint(3, len(known) - first)])
    body = {"kind": "order", "items": items, "asked": [question]}
    at = draw.randrange(len(items) - 1)
    swapped = [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
    near = [
        ("reversed", "\n".join(items[::-1])),
        ("two swapped", "\n".join(swapped)),
        ("one less", "\n".join(items[1:])),
    ]
    near += [
        ("twice", "\n".join([*items, items[0]])),
        ("one line", ", ".join(items)),
        ("turned", "\n".join([*items[1:], items[0]])),
    ]
    near += [("sorted", "\n".join(sorted(items))), ("one instead", "\n".join([*items[:-1], items[0]]))]
    neutral = (
        ("windows lines", "\r\n".join(items)),
        ("blank lines", "\n\n".join(items)),
        ("spaces", "\n".join(f" {item} " for item in items)),
    )
    return Right(
        "order",
        body,
        "\n".join(items),
        "order",
        None,
        question,
        _HINTS,
        lambda text: _lines(text) == items,
        neutral,
        tuple(near),
    )


@family("match", FURTHER)
def match(draw: Random) -> Right:
    question, pairs, others = draw.choice(_MATCHES)
    body = {"kind": "match", "pairs": pairs, "others": list(others), "asked": [question]}
    rows = [f"{left} = {right}" for left, right in pairs.items()]
    lefts, rights = list(pairs), list(pairs.values())
    crossed = [f"{left} = {right}" for left in lefts for right in rights]
    turned = [f"{left} = {right}" for left, right in zip(lefts, [*rights[1:], rights[0]], strict=True)]
    near = [
        ("turned", "\n".join(turned)),
        ("all crossed", "\n".join(crossed)),
        ("one partner", "\n".join(f"{left} = {rights[0]}" for left in lefts)),
    ]
    near += [
        ("sides swapped", "\n".join(f"{right} = {left}" for left, right in pairs.items())),
        ("twice", "\n".join([*rows, rows[0]])),
    ]
    near += [
        ("one line", ", ".join(rows)),
        ("one more", "\n".join([*rows, f"{lefts[0]} = {rights[1]}"])),
        ("lefts", "\n".join(lefts)),
    ]
    near += [
        ("two swapped", "\n".join([turned[0], *rows[1:]])),
        ("two at once", "\n".join([f"{rows[0]} = {rights[1]}", *rows[1:]])),
    ]
    neutral = (
        ("order", "\n".join(rows[::-1])),
        ("arrows", "\n".join(row.replace(" = ", " → ") for row in rows)),
        ("windows lines", "\r\n".join(rows)),
    )
    return Right(
        "match",
        body,
        "\n".join(rows),
        "match",
        None,
        question,
        _HINTS,
        lambda text: sorted(_lines(text)) == sorted(rows),
        neutral,
        tuple(near),
    )


@family("cloze", FURTHER)
def cloze(draw: Random) -> Right:
    a = draw.randint(2, 60)
    unit = draw.choice(["metres", "grams", "litres"])
    words = ["derivative", str(a), draw.choice(["rises", "falls"])]
    text = f"The ___ of {a}x is ___ {unit}, so the line ___."
    gaps = [
        {"kind": "text", "accept": ["derivative"]},
        {"kind": "number", "value": str(a)},
        {
            "kind": "choice",
            "options": ["rises", "falls", "stays"],
            "correct": 0 if words[2] == "rises" else 1,
        },
    ]
    body = {"kind": "cloze", "text": text, "gaps": gaps, "asked": [text]}
    near = [
        ("one less", "\n".join(words[:-1])),
        ("one more", "\n".join([*words, "7"])),
        ("turned", "\n".join(words[1:] + words[:1])),
    ]
    near += [(f"all {word}", "\n".join([word] * 3)) for word in words]
    near += [
        ("one line", " ".join(words)),
        ("last", "\n".join([*words[:2], "stays"])),
        ("number", "\n".join([words[0], str(a + 1), words[2]])),
    ]
    near += [
        ("two values", "\n".join([words[0], f"{a} or {a + 1}", words[2]])),
        ("empty", "\n".join([words[0], "", words[2]])),
    ]
    neutral = (
        ("windows lines", "\r\n".join(words)),
        ("line end", "\n".join(words) + "\n"),
        ("capitals", "\n".join(["Derivative", *words[1:]])),
        ("spaces", "\n".join(f" {word} " for word in words)),
    )

    def judge(filled: str) -> bool:
        lines = [line.strip() for line in filled.rstrip("\n").split("\n")]
        return len(lines) == 3 and lines[0].casefold() == "derivative" and lines[1:] == words[1:]

    return Right("cloze", body, "\n".join(words), "cloze", None, text, _HINTS, judge, neutral, tuple(near))


@family("slips", FURTHER)
def slips(draw: Random) -> Right:
    """Slips of the keys are forgiven, other words never: `near` holds the other words."""
    word, others = draw.choice(list(_TYPOS.items()))
    question, count = "Which word is it?", draw.choice([1, 2])
    body = {"kind": "text", "accept": [word], "typos": count, "asked": [question]}
    if count > 1:
        body["unlike"] = list(others)
    at = draw.randint(2, len(word) - 3)
    slipped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    neutral = [("capitals", word.upper()), ("full stop", f"{word}."), ("quotes", f"“{word}”")]
    if slipped not in others:
        neutral.append(("two letters swapped", slipped))
    near = [("another word", other) for other in others] + [
        ("denied", f"not {word}"),
        ("two words", f"{word} {others[0]}"),
    ]
    near += [
        ("either", f"{word} or {others[0]}"),
        ("prefix", f"un{word}"),
        ("prefix", f"non{word}"),
        ("halves", word[: len(word) // 2]),
    ]
    return Right(
        "slips",
        body,
        word,
        "slips",
        None,
        question,
        _HINTS,
        lambda text: _slip_apart(_plain(text), word, count),
        tuple(neutral),
        tuple(near),
    )


def _slip_apart(text: str, word: str, count: int) -> bool:
    """Whether so many letters left out, put in, changed or swapped explain it; known other words never."""
    if text in _TYPOS[word] or not text.isalpha() or text in (f"un{word}", f"non{word}"):
        return False
    reached = {word}
    for _ in range(count):
        reached |= {other for known in reached for other in _one_slip(known, text)}
    return text in reached


def _one_slip(word: str, towards: str) -> set[str]:
    """Words one slip away, with letters of the other only."""
    found = {word[:k] + word[k + 1 :] for k in range(len(word))}
    found |= {word[:k] + word[k + 1] + word[k] + word[k + 2 :] for k in range(len(word) - 1)}
    for letter in set(towards):
        found |= {word[:k] + letter + word[k + 1 :] for k in range(len(word))}
        found |= {word[:k] + letter + word[k:] for k in range(len(word) + 1)}
    return found


@family("accents", FURTHER)
def accents(draw: Random) -> Right:
    word, question = draw.choice(_ACCENTS), "Write the word as it is spoken of."
    strict = draw.random() < 0.5
    body = {"kind": "text", "accept": [word], "accents": strict, "asked": [question]}
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    neutral = [("decomposed", unicodedata.normalize("NFD", word)), ("capitals", word.upper())]
    near = [("one letter", word[:-1]), ("twice", word + word), ("another", word[:2] + "q" + word[2:])]
    (near if strict else neutral).append(("no accents", bare))

    def judge(text: str) -> bool:
        plain, wanted = (unicodedata.normalize("NFC", _plain(side)) for side in (text, word))
        if not strict:
            plain, wanted = (unicodedata.normalize("NFD", side) for side in (plain, wanted))
            plain, wanted = (
                "".join(c for c in side if not unicodedata.combining(c)) for side in (plain, wanted)
            )
        return plain == wanted

    return Right("accents", body, word, "accents", None, question, _HINTS, judge, tuple(neutral), tuple(near))
