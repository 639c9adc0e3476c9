"""What a learner's own words claim: which things, known or not, how firmly. Knows English, and no course.

Cautious: what is not plainly a claim of the speakers about what they know is no claim. Wishes, questions,
other people and other languages are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tutor.learner import phrases as p

MOST = 2000  # characters that are read
CLAIMS = 40  # of one text, at most
_QUOTE = 120

# How far a claim reaches where its subject has several skills. all: as it stands. start: the beginnings.
# late: what comes after them. none: not even the beginnings. upto: to here and no further. before: what is
# taught before it. through: that and itself.
Reach = Literal["all", "start", "late", "none", "upto", "before", "through"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said to be known, or not.

    Attributes:
        about: the learner's words for it; "" for everything that is taught.
        strength: 1 is said plainly; less with a hedge or long ago.
        broad: it is about a whole school subject.
        only: nothing else is known.
    """

    about: str
    known: bool
    strength: float
    reach: Reach
    quote: str
    broad: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    known: bool
    strength: float
    reach: Reach = "all"
    only: bool = False


def said(text: str) -> tuple[Claim, ...]:
    """The claims of a text in its order; none where nothing was plainly said."""
    plain = _plain(text)
    if not _is_english(plain):
        return ()
    claims: list[Claim] = []
    for sentence in p.SENTENCE.split(plain):
        if sentence.strip() and not sentence.rstrip().endswith("?"):
            _Sentence(sentence, claims).read()
        if len(claims) >= CLAIMS:
            break
    return tuple(claims[:CLAIMS])


def _plain(text: str) -> str:
    """One kind of apostrophe and space, no control signs; line ends stay."""
    text = unicodedata.normalize("NFKC", text[:MOST]).replace("’", "'")
    kept = (c if c == "\n" or unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    return re.sub(r"[^\S\n]+", " ", "".join(kept)).strip()[:MOST]


def _is_english(text: str) -> bool:
    """English, or a bare list in Latin letters without another language's little words."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    if not words or sum(word.isascii() for word in words) < 0.8 * len(words):
        return False
    english = sum(word in p.ENGLISH for word in words)
    foreign = sum(word in p.FOREIGN for word in words)
    return english >= foreign and (english >= 0.12 * len(words) or (foreign == 0 and len(words) <= 30))


class _Sentence:
    """One sentence, piece by piece, with what was said before it."""

    def __init__(self, sentence: str, claims: list[Claim]) -> None:
        self._sentence, self._claims = sentence, claims
        self._state: _Cue | None = None  # what a further piece of a list says
        self._waiting: list[tuple[str, str]] = []  # things named before anything is said of them
        self._excepted: list[tuple[str, str]] = []
        self._last = self._run_before()  # the claims that "it" and "them" speak of
        self._ignored = False

    def read(self) -> None:
        for joint, piece in self._pieces():
            if len(self._claims) < CLAIMS:
                self._piece(joint, piece)
        self._bare()

    def _run_before(self) -> list[int]:
        """The last claims that say the same: those that a new sentence may come back to."""
        found: list[int] = []
        for i in range(len(self._claims) - 1, -1, -1):
            if self._claims[i].known != self._claims[-1].known:
                break
            found.append(i)
        return found[:3]

    def _pieces(self) -> Iterator[tuple[str, str]]:
        parts = p.JOIN.split(self._sentence.strip(" .!?\"'*").lower())
        joint = ""
        for position, part in enumerate(parts):
            part = part.strip(" *\"'")
            if position % 2:
                joint = part if part not in (",", "") or not joint else joint
            elif part:
                yield joint, part
                joint = ""

    def _piece(self, joint: str, piece: str) -> None:
        if self._passed_over(joint, piece):
            self._bare()
            self._state, self._ignored = None, True
            return
        if joint.startswith(p.EXCEPTING):
            self._except(piece)
            return
        if joint in p.TURNING:
            self._bare()
        cue, about = _cue(piece), _about(piece)
        if p.CLOSING.search(piece):
            self._close()
        elif cue is None:
            self._uncued(joint, piece, about)
        else:
            self._ignored = False
            self._say(cue, about, piece, joint)

    def _passed_over(self, joint: str, piece: str) -> bool:
        """Wishes, and what others know; what follows in the same breath too."""
        others = p.OTHERS.search(piece)
        mine = p.SPEAKER.search(p.OTHERS.sub(" ", piece))
        if others and (not mine or others.group("says")):
            return True
        if self._ignored and joint in p.LIST and not mine:
            return True
        return p.WISH.search(piece) is not None

    def _except(self, piece: str) -> None:
        """ "Apart from roots I know everything" goes on without a comma."""
        again = re.search(r"(?<=.)\b(?:i|i'm|i've|we|everything)\b.*", piece)
        if again is not None:
            self._except(piece[: again.start()])
            self._piece("", again.group())
            return
        about = _about(piece)
        if not about:
            return
        if self._state is None:
            self._excepted.append((about, piece))
        else:
            self._state = _Cue(not self._state.known, 1.0)
            self._add(self._state, about, piece)

    def _uncued(self, joint: str, piece: str, about: str) -> None:
        if not about:
            if self._last and (p.OLD.search(piece) or p.DOUBT.search(piece)):
                for i in self._last:
                    self._claims[i] = replace(self._claims[i], strength=0.5 * self._claims[i].strength)
        elif self._ignored or p.DOUBT.search(piece):
            return
        elif self._state is not None and joint in p.LIST:
            self._add(self._state, about, piece)
        elif self._state is None and (joint in p.LIST or joint in ("", ":", "(", "-", "–", "—")):
            if joint in (":", "("):
                self._waiting.clear()  # what stood before it was a heading
            self._waiting.append((about, piece))
        else:
            self._state = None

    def _say(self, cue: _Cue, about: str, piece: str, joint: str) -> None:
        """A piece that says known or unknown: of itself, of what waits for it, or of what came before."""
        waiting, self._waiting = self._waiting, []
        taken = bool(waiting) and (not about or joint in p.LIST)
        if taken:
            for named, quote in waiting:
                self._add(cue, named, quote if about else f"{quote} {piece}")
        elif joint not in (":", "("):
            self._waiting = waiting
            self._bare()
        if about:
            if not taken:
                self._last = []
            self._add(cue, about, piece)
        elif not taken:
            self._all_or_again(cue, piece)
        for named, quote in self._excepted:
            self._add(_Cue(not cue.known, 1.0), named, quote)
        self._excepted = []
        self._state = cue

    def _all_or_again(self, cue: _Cue, piece: str) -> None:
        """Of everything; or "but I forgot it": of what was just spoken of."""
        general, back = p.GENERAL.search(piece), p.BACKWARD.search(piece)
        vague = general is None or general.group() in (
            "this",
            "clue",
            "much",
            "not much",
            "all",
            "most of it",
            "it all",
        )
        if self._last and (vague or back):
            self._again(cue, piece)
        elif general or p.NEWCOMER.search(piece) or p.LEARNED.search(piece):
            self._last = []
            self._add(cue, "", piece)
        elif p.TOP.search(piece) or (back and not self._claims):
            self._add(replace(cue, strength=0.7 * cue.strength), "", piece)

    def _again(self, cue: _Cue, piece: str) -> None:
        if cue.reach == "late":
            new = [(self._claims[i].about, self._claims[i].quote) for i in self._last]
            for about, _ in new:
                self._add(cue, about, piece)
            return
        for i in self._last:
            claim = self._claims[i]
            if cue.known != claim.known:
                self._claims[i] = replace(claim, known=cue.known, strength=0.8 * cue.strength, reach="all")

    def _close(self) -> None:
        """ "That's all": the last claim is the only one."""
        if self._claims and self._claims[-1].known:
            self._claims[-1] = replace(self._claims[-1], only=True)

    def _bare(self) -> None:
        """Things only named, as in a list, are taken as known; not quite so surely."""
        waiting, self._waiting = self._waiting, []
        for named, quote in waiting:
            if len(quote.split()) <= 4:
                self._add(_Cue(True, 0.6), named, quote)

    def _add(self, cue: _Cue, about: str, piece: str) -> None:
        broad = bool(about) and set(about.split()) <= p.SUBJECT
        strength = cue.strength
        if broad:
            higher = p.HIGHER.search(piece) or p.LEARNED.search(piece)
            if cue.known and not (higher or p.TOP.search(piece)) and p.MET.search(piece):
                return  # everybody had maths at school
            if not cue.known and higher:
                return
            strength *= 1.0 if higher else 0.7
        if strength >= 0.15:
            self._last.append(len(self._claims))
            quote = piece[:_QUOTE]
            self._claims.append(
                Claim(about, cue.known, min(strength, 1.2), cue.reach, quote, broad, cue.only and cue.known)
            )


def _cue(piece: str) -> _Cue | None:
    """What a piece says by itself; None if nothing."""
    if p.DOUBT.search(piece):
        return None
    before = p.BEFORE.search(piece)
    if before is not None:
        return _Cue(True, 0.9, "before" if before.group("less") else "through")
    harder, easier = p.HARDER.search(piece), p.EASIER.search(piece)
    rest = p.EASIER.sub(" ", p.HARDER.sub(" ", piece))
    if p.UPTO.search(rest):
        return _Cue(True, 0.7, "upto")
    trouble, able = p.TROUBLE.search(rest), p.ABLE.search(rest)
    negated = p.NEGATION.search(rest) is not None and not re.search(r"\bnot only\b", rest)
    if p.NEWCOMER.search(rest):
        return _Cue(True, 0.5) if negated else _Cue(False, 1.0, "none")
    if negated and (trouble is None or trouble.group() in ("new to", "unfamiliar")):
        if re.search(r"\b(?:everything|all of|always|every)\b", rest):
            return None  # "not everything" says nothing of any one thing
        return _Cue(True, 0.6) if trouble else _denied(rest, harder is not None)
    if negated:
        return _Cue(True, 0.8)  # "not bad at", "no trouble with"
    if trouble is not None:
        never = p.NEVER.search(rest) is not None
        return _Cue(False, 0.9 if never else 0.6, "late" if harder else "none" if never else "all")
    if re.search(r"^(?:very )?little\b(?! bit)", rest):
        return _Cue(False, 0.4)
    if able is None and (p.LEARNED.search(rest) or p.TOP.search(rest) or p.HIGHER.search(rest)):
        return _Cue(True, 1.0)
    if able is None:
        return _Cue(True, 0.6, "start") if re.search(r"\bbasics\b", rest) else None
    return _Cue(
        True,
        _firmness(rest, piece, able.group()),
        "late" if harder else "start" if easier or p.BASICS.search(rest) or p.PARTLY.search(rest) else "all",
        p.ONLY.search(rest) is not None,
    )


def _denied(rest: str, harder: bool) -> _Cue:
    loose = p.LOOSE.search(rest) or re.search(
        r"\b(?:really|very|too|fully|much|well|sure|always|properly)\b", rest
    )
    if loose:
        return _Cue(False, 0.6, "late" if harder else "all")
    if p.NEVER.search(rest):
        return _Cue(False, 1.0, "late" if harder else "none")
    return _Cue(False, 0.9, "late" if harder else "all")


def _firmness(rest: str, piece: str, able: str) -> float:
    strength = 0.8 if p.MET.search(rest) else 0.5 if p.LIKING.fullmatch(able) else 1.0
    if p.LOOSE.search(rest):
        strength = 0.5
    elif p.FIRM.search(rest):
        strength = 1.2
    return 0.6 * strength if p.OLD.search(piece) else strength


def _about(piece: str) -> str:
    """The words of a piece that name a thing."""
    rest = p.LEARNED.sub(" maths ", p.OTHERS.sub(" ", p.EASIER.sub(" ", p.HARDER.sub(" ", piece))))
    for pattern in (
        p.WHEN, p.BEFORE, p.UPTO, p.NEVER, p.NEGATION, p.TROUBLE, p.LOOSE, p.FIRM, p.OLD, p.ONLY, p.BASICS,
        p.NEWCOMER, p.TOP, p.HIGHER, p.ABLE, p.GENERAL,
    ):  # fmt: skip
        rest = pattern.sub(" ", rest)
    words = [w for w in re.findall(r"[^\s\"“”.,!?()\[\]{}*]+", rest) if not _is_sum(w)]
    kept = [i for i, word in enumerate(words) if not _drops(word)]
    if not kept:
        return ""
    inside = words[kept[0] : kept[-1] + 1]
    about = " ".join(w for w in inside if not _drops(w) or p.INNER.match(w))
    return about[:_QUOTE] if len(about) > 2 else ""


def _is_sum(word: str) -> bool:
    """A number, a sign or a formula: what it stands for is not read."""
    return re.search(r"[=+*/^\d]|^[^\w]+$", word) is not None and re.search(r"[a-z]{3}", word) is None


def _drops(word: str) -> bool:
    return p.DROP.fullmatch(word) is not None
