"""What a learner's own words claim: which things, known or not, how firmly. Knows English, and no course.

Cautious by design: what is not plainly a claim of the speaker about what they know is no claim. Wishes,
questions, other people and other languages are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

MOST = 2000  # characters that are read
CLAIMS = 40  # of one text, at most
_QUOTE = 120

# How far a claim reaches where its subject has several skills: all of them, its beginnings, those that come
# after the beginnings, or up to here and no further. "none": not even the beginnings (only of what is not known).
Reach = Literal["all", "start", "late", "upto", "none"]


@dataclass(frozen=True, slots=True)
class Claim:
    """`about`: the learner's words for it, "" for everything that is taught; `strength`: 1 is said plainly."""

    about: str
    known: bool
    strength: float
    reach: Reach
    quote: str
    broad: bool = False  # about a whole school subject


@dataclass(frozen=True, slots=True)
class _Cue:
    known: bool
    strength: float
    reach: Reach
    only: bool = False


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b")


_SENTENCE = re.compile(r"(?<=[.!?])\s+|[;\n•|]+")
_JOIN = re.compile(
    r"\s*(,|:|\(|\)|\s[-–—]+\s|\s?->\s?|\.\.+|…|\s/\s|"
    r"\b(?:and|or|but|although|though|however|whereas|while|yet|except(?: for| that)?|apart from|"
    r"other than|aside from|because|cause|cos|since|so|if|when|whenever|where|which|nor|as well as|plus|then)\b"
    r"|&|\+(?!\s?\w?\d?\s?=))\s*"
)
_LIST = frozenset({",", "and", "or", "&", "+", "/", "nor", "as well as", "plus"})
_EXCEPTING = ("except", "apart from", "other than", "aside from")
_TURNING = frozenset({"but", "although", "though", "however", "whereas", "while", "yet"})

_NEGATION = _words(
    "not", "never", "no", "nope", "nah", "none", "neither", "nor", "nothing", "zero", "zilch", "cannot", "nver",
    "(?:do|does|did|have|has|had|ca|could|wo|was|is|are|would|were|ai)n['’]?t", "hardly", "barely", "scarcely",
    "without",
)  # fmt: skip
_NEVER = _words(
    "never", "nver", "nothing", "no (?:idea|clue|knowledge|experience|background)", "not at all", "at all",
    "zero", "zilch", "clueless", "none", "not even", "not a (?:clue|thing)",
    "(?:have|has)n['’]?t (?:ever|had|done|seen|learn(?:ed|t)|covered|studied|touched|met|started|got to|reached)",
    "(?:did|do)n['’]?t (?:do|have|cover|learn|study|get to|reach|even)", "not (?:yet|covered|done|seen|learn(?:ed|t))",
    "new to", "unfamiliar", "never heard",
)  # fmt: skip
_TROUBLE = _words(
    r"struggl\w+", "trouble", "(?:a |any |no |some |have |had |big |real )problems?(?: with)?", "problems? with",
    "difficult", r"difficult(?:y|ies)", "hard", "tricky", "tough", "bad", "poor", "weak", "weakness", "worst",
    "terrible", "awful", "hopeless", "rubbish", "useless", "horrible", "crap", "forgot", "forgotten", "forget",
    r"confus\w+", "lost", "stuck", "fail", "failed", "failing", "unsure", "shaky", "clueless",
    "new to", "unfamiliar", "missed", "skipped", "avoid", "gave up", "given up", "a mystery", "nightmare",
    "trips? me", r"mix(?:ed)?(?: \w+)? up", "beyond me", "over my head", "went over my head", "greek to me",
    "gaps?", "wobbly", "slow(?: at| with)", "guess(?:ing)? at", "lost me", "loses me", "throws me", "gets? me",
    "scares? me", "my downfall", "panic",
)  # fmt: skip
_ABLE = _words(
    "know", "knows", "knew", "known", "no how", "can", "could", "able", "understand", "understood", "did", "do", "doing",
    "done", "learn", "learned", "learnt", "studied", "study", "studying", "covered", "passed", "fine", "ok",
    "okay", "good", "great", "decent", "comfortable", "confident", "familiar", "remember", "recall", "easy",
    "mastered", "taught", "teach", "had", "seen", "used", "use", "using", "get", "got", "yes", "yep", "yeah",
    "happy", "strong", "expert", "fluent", "solid", "at home", "been through", "went through", "worked with",
    "handle", "manage", "ace", "aced", "nailed", "brilliant", "excellent", "sorted", "down pat", "competent",
    "second nature", "in my sleep", "piece of cake", "finished", "completed", "through", "practi[sc]ed",
    "pretty well", "very well", "really well", "no problems?", "capable", "proficient", "like", "enjoy", "love",
)  # fmt: skip
_LIKING = _words("like", "enjoy", "love", "happy")
_MET = _words(
    "did", "do", "doing", "done", "had", "seen", "covered", "studied", "study", "studying", "taught", "learn",
    "learned", "learnt", "used", "been through", "went through", "got", "finished", "completed", "through",
)  # fmt: skip
_FIRM = _words(
    "very well", "really well", "inside out", "confident", "comfortable", "easy", "easily", "expert", "fluent",
    "all the time", "every day", "daily", "solid", "mastered", "no problems?", "aced", "nailed", "second nature",
    "in my sleep", "definitely", "very good", "really good", "great", "brilliant", "excellent", "teach",
    "piece of cake", "absolutely", "perfectly", "strong",
)  # fmt: skip
_LOOSE = _words(
    "a bit", "a little", "bit of", "little bit", "a tiny bit", "some", "sort of", "sorta", "kind of", "kinda",
    "kindof", "more or less", "mostly", "partly", "somewhat", "i think", "maybe", "probably", "i guess",
    "i suppose", "i reckon", "should", "roughly", "vaguely", "ish", "okayish", "ok-ish", "decent", "sometimes",
    "usually", "not too bad", "so-so", "so so", "half", "semi", "i believe", "in theory", "slightly", "few",
)  # fmt: skip
_DOUBT = _words(
    "maybe", "perhaps", "not sure (?:if|whether)", "might", "dunno (?:if|whether)", "or not", "supposedly"
)
_OLD = _words(
    "years? ago", "long ago", "ages ago", "a long time", "long time", "a while ago", "a while back", "used to",
    "rusty", "once", "way back", "decades?(?: ago)?", "back in the day", r"in the (?:19)?\d0s", "in my youth",
    "when i was (?:young|a kid|at school|in school)",
)  # fmt: skip
_BASICS = _words("basics?(?: of)?", "the very basics", "beginnings? of", "start of", "simple", "easy", "easier", "elementary",
                 "intro(?:duction)?(?: to)?")  # fmt: skip
_HARDER = re.compile(
    r"\b(?:more |really |very |the )*(?:hard(?:er|est)?|difficult|complicated|complex|tricky|trickier|advanced|"
    r"longer|fancy)\s(?:ones?|stuff|things?|bits?|parts?|kinds?|types?|versions?|cases?|equations?|problems?)\b"
)
_EASIER = re.compile(
    r"\b(?:the |very |really )*(?:easy|easier|easiest|simple|simpler|simplest|basic)\s"
    r"(?:ones?|stuff|things?|bits?|parts?|kinds?|types?|versions?|cases?)\b"
)
_ONLY = _words(
    "only", "just", "nothing but", "that['’]?s (?:it|all|about it)", "nothing else", "thats (?:it|all)"
)
_UPTO = _words(
    "up to", "upto", "as far as", "until", "till", "stopped at", "got to", "never got (?:past|beyond)",
    "(?:did|have)n['’]?t (?:get|got|gotten|go|gone) (?:past|beyond|further than)", "nothing (?:beyond|after|past)",
    "up until", "ended (?:with|at)",
)  # fmt: skip
_WISH = _words(
    "want", "wants", "wanna", "would like", "['’]d like", "would love", "hope", "hoping", "wish", "need to",
    "have to", "got to learn", "looking forward", "interested in", "going to", "gonna", "plan", "planning",
    "goal", "here to", "here for", "trying to", "curious", "please", "will", "['’]ll", "exam", "homework",
    "let['’]?s", "could you", "can you", "can we", "do i", "should i", "so that i can", "would", "supposed to",
)  # fmt: skip
_WE = _words(
    "i",
    "i['’]?m",
    "i['’]?ve",
    "i['’]?d",
    "im",
    "ive",
    "we",
    "we['’]?ve",
    "me",
    "us",
    "myself",
    "our",
    "mine",
    "u",
)
_OTHERS = re.compile(
    r"\b(?:(?:my|his|her|their|our|a|the) (?:\w+ )?(?:brother|sister|friends?|mum|mom|mother|dad|father|teachers?|"
    r"boss|girlfriend|boyfriend|wife|husband|son|daughter|kids?|child|children|uncle|aunt|cousin|tutor|students?|"
    r"classmates?|colleagues?|neighbou?r|roommate|grandma|grandpa|grandfather|cat|dog)|he|she|they|you|people|"
    r"everyone|everybody|others|most people|someone)\b"
)
_GENERAL = _words(
    "everything", "all of (?:it|this|that|these|them|the above)", "all (?:this|that|these|the topics)",
    "anything", "nothing", "the (?:lot|whole (?:thing|course|lot))", "any of (?:it|this|that|these)", "it all",
    "this (?:stuff|subject|topic|course|material)?", "the (?:stuff|subject|topic|course|material)",
    "a (?:complete |total |absolute |real )?(?:beginner|newbie|noob|novice)", "beginner", "newbie", "noob",
    "novice", "from scratch", "from zero", "scratch", "square one", "not much", "very little", "blank slate",
)  # fmt: skip
_NEWCOMER = _words(
    "beginner", "newbie", "noob", "novice", "from scratch", "from zero", "square one", "blank slate",
    "from the (?:very )?(?:beginning|start)", "from nothing", "new (?:here|at this)", "very little", "clueless",
)  # fmt: skip
_BACKWARD = _words(
    "it", "them", "those", "that", "these", "they", "ones?", "of it", "either", "both", "neither"
)
_PEOPLE_WITH = _words(
    r"(?:maths?|mathematics|physics) (?:teacher|tutor|lecturer|graduate|major)", "mathematician", "physicist",
    "engineer", "engineering (?:student|degree)", r"degree in (?:maths?|mathematics|physics|engineering)",
    r"(?:maths?|mathematics|physics|engineering) degree", r"(?:phd|masters?|bachelors?|bsc|msc) in (?:maths?|mathematics|physics|engineering)",
)  # fmt: skip
_HIGHER = _words(
    "university", "uni", "a[- ]?levels?", "further", "degree", "phd", "masters?", "bachelors?", "grad school"
)
_TOP = _words(
    r"a\*",
    "an a",
    r"a\+",
    "as in",
    "grade [789]",
    "top (?:marks?|grades?|of)",
    "full marks",
    r"9[0-9] ?%",
    "straight as",
)
_SUBJECT = frozenset("math maths mathematics mathematic numbers sums physics science sciences".split())
_DROP = re.compile(
    r"\b(?:i|i['’]?m|im|i['’]?ve|ive|i['’]?d|we|we['’]?ve|me|my|our|us|you|the|a|an|am|is|are|was|were|be|been|being|"
    r"of|to|at|in|on|with|about|for|from|how|what|it|its|it['’]?s|them|that|those|these|this|there|here|stuff|things?|"
    r"really|very|quite|pretty|too|so|well|also|already|still|yet|ever|even|just|only|always|again|before|now|"
    r"though|much|many|any|all|most|more|lot|lots|both|either|as|well|think|feel|find|found|have|has|having|been|"
    r"like|by|than|too|actually|honestly|basically|totally|completely|absolutely|obviously|probably|maybe|kind|"
    r"sort|bit|little|some|few|side|sides?|part|parts|topic|topics|subject|area|idea|clue|knowledge|experience|"
    r"background|understanding|skills?|level|concept|concepts|way|when|if|up|out|off|do|does|did|not|no|yes|"
    r"concerned|come|comes|goes|going|went|let|say|said|tell|hi|hello|hey|ok|um|er|well|tbh|lol|pls|please|"
    r"thanks|school|class|college|course|lesson|lessons|year|years|time|ago|last|week|month|day|today|yesterday|"
    r"ones?|everything|anything|something|nothing|confidence|happily|easily|properly|fully|never)\b"
)
_INNER = re.compile(
    r"^(?:of|to|at|in|on|with|about|for|from|by|than|both|sides?|out|off|up|all|the|a|an|more|than)$"
)
_WHEN = re.compile(
    r"\b(?:(?:back )?(?:at|in|from|during|since|until|through) (?:my |the |our |high |primary |secondary |middle |elementary |"
    r"grammar |first |last |second )*(?:school|uni|university|college|class|gcses?|a[- ]?levels?|sixth form|"
    r"year \d+|grade \d+|\d+(?:st|nd|rd|th) grade|\d{4}|lessons?|lockdown|work|job|degree|course|semester|term)|"
    r"(?:last|this|next) (?:year|term|week|month|summer|semester)|(?:about |over |some )?(?:\d+|many|a few|two|three|ten|"
    r"twenty|several) years? (?:ago|back)|years? ago|a (?:long )?(?:while|time) (?:ago|back)|ages ago|once upon a time|"
    r"for (?:years|ages|a while|my exams?)|as a (?:kid|child|student|teenager)|when i was \w+(?: \w+)?|so far|these days)\b"
)
_ENGLISH = frozenset(
    "i i'm im i've ive the a an and but not never no of to at in on with my me we is are was it this that know can "
    "can't cant don't dont did do have haven't good bad how about some all for from only just what when everything "
    "nothing fine ok okay new yes so been done learned learnt school really very never".split()
)
_FOREIGN = frozenset(
    "je suis les des une est pas et ne mais jamais nous ich nicht und der die das ein eine aber nie kein keine mit auf "
    "yo no sé soy pero nunca el los las una y con muy que não eu mas com io non il lo gli sono ma mai ik niet een het maar "
    "jag inte och men jestem nie ale".split()
) - _ENGLISH  # fmt: skip


def said(text: str) -> tuple[Claim, ...]:
    """The claims of a text in its order; none where nothing was plainly said."""
    plain = _plain(text)
    if not _is_english(plain):
        return ()
    claims: list[Claim] = []
    for sentence in _SENTENCE.split(plain):
        if sentence.strip() and not sentence.rstrip().endswith("?"):
            _Reading(sentence, claims).read()
        if len(claims) >= CLAIMS:
            break
    return tuple(claims[:CLAIMS])


def _plain(text: str) -> str:
    """One case, one apostrophe, no control signs; line ends stay."""
    text = unicodedata.normalize("NFKC", text[: 2 * MOST])
    kept = (c if c == "\n" or unicodedata.category(c)[0] not in "CZ" else " " for c in text.replace("’", "'"))
    return re.sub(r"[^\S\n]+", " ", "".join(kept)).strip()[:MOST]


def _is_english(text: str) -> bool:
    """English, or a bare list in Latin letters without another language's little words."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    if not words or sum(word.isascii() for word in words) < 0.8 * len(words):
        return False
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return english >= foreign and (english >= 0.12 * len(words) or (foreign == 0 and len(words) <= 30))


class _Reading:
    """One sentence, piece by piece, with what was said before it."""

    def __init__(self, sentence: str, claims: list[Claim]) -> None:
        self._sentence, self._claims = sentence, claims
        self._state: _Cue | None = None  # what a further piece of a list says
        self._waiting: list[tuple[str, str]] = []  # things named before anything is said of them
        self._excepted: list[tuple[str, str]] = []
        self._last: list[int] = []  # claims that "it" and "them" speak of
        self._ignored = False

    def read(self) -> None:
        self._last = [i for i, claim in enumerate(self._claims) if claim.quote == self._before()]
        for joint, piece in self._pieces():
            if len(self._claims) < CLAIMS:
                self._piece(joint, piece)
        self._bare()

    def _before(self) -> str:
        return self._claims[-1].quote if self._claims else ""

    def _pieces(self) -> Iterator[tuple[str, str]]:
        parts = _JOIN.split(self._sentence.strip(" .!?\"'"))
        joint = ""
        for position, part in enumerate(parts):
            if position % 2:
                joint = part.strip().lower() if not joint or part.strip() not in (",", "") else joint
            elif part.strip():
                yield joint, part.strip()
                joint = ""

    def _piece(self, joint: str, piece: str) -> None:
        low = piece.lower()
        others = _OTHERS.search(low)
        if _WISH.search(low) or (others and not _WE.search(low.replace(others.group(), ""))):
            self._bare()
            self._state, self._ignored = None, True
            return
        if joint.startswith(_EXCEPTING):
            self._except(piece, low)
            return
        if joint in _TURNING:
            self._bare()
        cue, about = _cue(low), _about(low)
        if cue is None:
            self._uncued(joint, piece, low, about)
            return
        self._ignored = False
        self._say(cue, about, piece, low, joint)

    def _except(self, piece: str, low: str) -> None:
        about = _about(low)
        if not about:
            return
        if self._state is not None:
            flipped = _Cue(not self._state.known, 1.0, "all")
            self._add(flipped, about, piece)
            self._state = flipped
        else:
            self._excepted.append((about, piece))

    def _uncued(self, joint: str, piece: str, low: str, about: str) -> None:
        if not about:
            if self._last and (_OLD.search(low) or _DOUBT.search(low)):
                self._weaken(self._last, 0.5)
            return
        if self._ignored:
            return
        if self._state is not None and joint in _LIST:
            self._add(self._state, about, piece)
        elif joint in _LIST or joint == "":
            self._waiting.append((about, piece))
        else:
            self._state = None
            self._waiting.append((about, piece))

    def _say(self, cue: _Cue, about: str, piece: str, low: str, joint: str) -> None:
        """A piece that says known or unknown: of itself, of what waits for it, or of what came before."""
        general = _GENERAL.search(low)
        waiting, self._waiting = self._waiting, []
        if waiting and (not about or joint in _LIST):
            for named, quote in waiting:
                self._add(cue, named, quote if about else f"{quote} {piece}")
        elif waiting:
            self._waiting = waiting
            self._bare()
        if about:
            self._last = []
            self._add(cue, about, piece)
        elif general and not (self._last and general.group() in ("this", "this ")):
            self._last = []
            self._add(replace(cue, strength=cue.strength), "", piece)
        elif not waiting:
            self._again(cue, low, piece)
        if cue.only and cue.known and about:
            self._add(_Cue(False, 0.4, "late"), "", piece)
        for named, quote in self._excepted:
            self._add(_Cue(not cue.known, 1.0, "all"), named, quote)
        self._excepted = []
        self._state = cue

    def _again(self, cue: _Cue, low: str, piece: str) -> None:
        """ "but I forgot it": the claim before is taken back; without one, the course itself is meant."""
        if self._last:
            if cue.reach == "late":
                self._claims += [
                    replace(
                        self._claims[i],
                        known=cue.known,
                        strength=cue.strength,
                        reach="late",
                        quote=piece[:_QUOTE],
                    )
                    for i in self._last
                ]
                return
            for i in self._last:
                if cue.known != self._claims[i].known:
                    self._claims[i] = replace(
                        self._claims[i], known=cue.known, strength=0.8 * cue.strength, reach="all"
                    )
        elif _BACKWARD.search(low) and not self._claims:
            self._add(replace(cue, strength=0.7 * cue.strength), "", piece)

    def _bare(self) -> None:
        """Things only named, as in a list, are taken as known; not quite so surely."""
        waiting, self._waiting = self._waiting, []
        for named, quote in waiting:
            if len(quote.split()) <= 4:
                self._add(_Cue(True, 0.6, "all"), named, quote)

    def _weaken(self, which: list[int], share: float) -> None:
        for i in which:
            self._claims[i] = replace(self._claims[i], strength=share * self._claims[i].strength)

    def _add(self, cue: _Cue, about: str, piece: str) -> None:
        broad = bool(about) and set(about.split()) <= _SUBJECT
        strength = cue.strength
        if broad:
            low = piece.lower()
            told = _TOP.search(low) or _HIGHER.search(low) or _PEOPLE_WITH.search(low)
            if cue.known and not told and (_MET.search(low) or _LIKING.search(low)):
                return  # everybody had maths at school
            strength *= 0.6
        if strength >= 0.15:
            self._last.append(len(self._claims))
            self._claims.append(Claim(about, cue.known, min(strength, 1.2), cue.reach, piece[:_QUOTE], broad))


def _cue(low: str) -> _Cue | None:
    """What a piece says by itself; None if nothing."""
    harder, easier = _HARDER.search(low), _EASIER.search(low)
    rest = _EASIER.sub(" ", _HARDER.sub(" ", low))
    if _UPTO.search(rest):
        return _Cue(True, 0.7, "upto")
    trouble = _TROUBLE.search(rest)
    negated = _NEGATION.search(rest) is not None and not re.search(r"\bnot only\b", rest)
    newcomer = _NEWCOMER.search(rest)
    able = _ABLE.search(rest)
    if _PEOPLE_WITH.search(rest) and not negated:
        return _Cue(True, 1.0, "all")
    if _TOP.search(rest) and not negated and not trouble:
        return _Cue(True, 1.0, "all")
    if trouble is None and newcomer is None and able is None and not negated:
        return None
    only = _ONLY.search(rest) is not None
    if _DOUBT.search(rest):
        return None
    if newcomer is not None and not negated:
        return _Cue(False, 1.0, "none")
    if negated and re.search(r"\b(?:everything|all of|always|every)\b", rest):
        return None  # "not everything" says nothing of any one thing
    known = (
        (trouble is not None) if negated and trouble is not None and trouble.group() != "new to" else False
    )
    if negated and trouble is not None:
        return _Cue(True, 0.8, "all") if known else None
    if negated or trouble is not None:
        if _NEVER.search(rest):
            return _Cue(False, 1.0, "late" if harder else "none")
        loose = _LOOSE.search(rest) or re.search(r"\b(?:really|very|too|fully|much|well|sure|always)\b", rest)
        strength = 0.6 if loose or trouble is not None else 0.9
        return _Cue(False, strength, "late" if harder else "all")
    strength = 1.0
    if _MET.search(rest):
        strength = 0.8
    elif able is not None and _LIKING.search(able.group()):
        strength = 0.5
    if _LOOSE.search(rest):
        strength = 0.5
    elif _FIRM.search(rest):
        strength = 1.2
    if _OLD.search(low):
        strength *= 0.6
    basics = (
        easier or _BASICS.search(rest) or re.search(r"\b(?:a bit|a little|some|bit of|little bit)\b", rest)
    )
    return _Cue(True, strength, "late" if harder else "start" if basics else "all", only)


def _about(low: str) -> str:
    """The words of a piece that name a thing."""
    rest = _EASIER.sub(" ", _HARDER.sub(" ", low))
    for pattern in (
        _WHEN,
        _PEOPLE_WITH,
        _UPTO,
        _NEVER,
        _TROUBLE,
        _LOOSE,
        _FIRM,
        _OLD,
        _ONLY,
        _BASICS,
        _NEWCOMER,
    ):
        rest = pattern.sub(" maths " if pattern is _PEOPLE_WITH else " ", rest)
    rest = _TOP.sub(" ", rest)
    rest = _GENERAL.sub(" ", _NEGATION.sub(" ", _ABLE.sub(" ", _HIGHER.sub(" ", rest))))
    words = re.findall(r"[^\s\"“”.,!?()\[\]{}]+", rest)
    first = next((i for i, word in enumerate(words) if not _drops(word)), None)
    if first is None:
        return ""
    last = max(i for i, word in enumerate(words) if not _drops(word))
    return " ".join(w for w in words[first : last + 1] if not _drops(w) or _INNER.match(w))[:_QUOTE]


def _drops(word: str) -> bool:
    return _DROP.fullmatch(word) is not None or not re.search(r"\w", word)
