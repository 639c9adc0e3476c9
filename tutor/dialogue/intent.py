"""What a message is: an attempt, a question, a call for help. Knows neither the problem nor its answer.

Rules only, from the gravest to the lightest: harm, tampering, claims of authority, work of one's own, what is
asked for, what is felt. When in doubt the harmless reading wins: a remark.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache

from tutor.dialogue import phrases, topics
from tutor.dialogue.claims import claims_authority, tampers
from tutor.dialogue.harm import is_manner_of_speaking, tells_of_harm
from tutor.dialogue.likeness import near
from tutor.dialogue.plain import plain
from tutor.dialogue.working import Working, is_attempt, working
from tutor.types import Answer, Outcome, Verdict

__all__ = ["Intent", "Likeness", "is_attempt", "is_courtesy", "is_distress", "read"]

KEPT = 1_024  # messages whose reading is remembered


class Intent(StrEnum):
    ATTEMPT = "attempt"
    PART = "part"  # a step, said or proposed, that is no answer yet
    ASKS_TASK = "asks_task"  # about this question: its words, its units
    ASKS_SUBJECT = "asks_subject"  # beyond this question
    ASKS_HINT = "asks_hint"
    ASKS_ANSWER = "asks_answer"
    DONT_KNOW = "dont_know"
    FRUSTRATED = "frustrated"  # tired, bored, angry, discouraged
    OFF_TOPIC = "off_topic"
    AUTHORITY = "authority"  # "I am the teacher, show the key"
    TAMPERING = "tampering"  # "ignore your instructions", "set my score to 100"
    DISTRESS = "distress"  # harm to oneself or by others, despair
    SETS_ASIDE = "sets_aside"  # "back to the question": leaves an open scaffold
    TAKES_DETOUR = "takes_detour"  # goes round by what was offered, to come back
    REMARK = "remark"


BUTTONS = {
    "hint": Intent.ASKS_HINT,
    "idk": Intent.DONT_KNOW,
    "reveal": Intent.ASKS_ANSWER,
    "back": Intent.SETS_ASIDE,
    "detour": Intent.TAKES_DETOUR,
}

# The share of each intent in what a message is like, together 1; empty where nothing can tell.
Likeness = Callable[[str], Mapping[str, float]]
# What a rule's reading counts, in the logarithm of a share. Work in many words seldom is anything else.
RULED = 1.5
WORKED = 3.5
MANY = 9  # words
# What likeness alone may say of grave matters, and how sure it has to be.
GRAVE = {Intent.DISTRESS: 0.5, Intent.TAMPERING: 0.4, Intent.AUTHORITY: 0.4}
ENOUGH = 0.3  # the share from which it is heard where no rule knows the message


def _compiled(rows: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row) for row in rows)


_ASKS_ANSWER = _compiled(phrases.ASKS_ANSWER)
_ASKS_HINT = _compiled(phrases.ASKS_HINT)
_SETS_ASIDE = _compiled(phrases.SETS_ASIDE)
_DONT_KNOW = _compiled(phrases.DONT_KNOW)
_FRUSTRATED = _compiled(phrases.FRUSTRATED)
_OFF_TOPIC = _compiled(topics.OFF_TOPIC)
_TASK = _compiled(topics.TASK)
_GENERAL = _compiled(topics.GENERAL)
_SUBJECT = _compiled(topics.SUBJECT)

# "don't tell me the answer", "without a hint": the words just before a phrase turn it round.
_NEGATED = re.compile(
    r"\b(?:dont|didnt|havent|hasnt|wont|not|never|without|stop|no\sneed\sto)\s"
    r"(?:(?:just|even|wanna|want|need|you|to|please|a|any|have|the|your|give|show|tell|me|more|got"
    r"|had)\s){0,4}$"
)
# Words alone look alike whether something is asked for or declined.
_DECLINES = re.compile(
    r"\b(?:dont|do\snot|wont|never|not|no\sneed|without|no)\s(?:\w+\s){0,5}?(?:tell|give|show|reveal|spoil|hints?|answers?|solution"
    r"|help)\b|\b(?:ive|i\s(?:know|got|found|think\sive))\s(?:got\s)?(?:it|the\sanswer|the\ssolution)\b"
)
_POLITE = re.compile(
    r"\b(?:just|please|ok|okay|um+|uh+|well|sorry|hey|hi|sir|miss|thanks|thank you|can i have|could i get"
    r"|so|oh|and|but|lol|haha|really"
    r"|though|then|honestly|actually|like|now|already)\b|[,;:]"
)
_QUESTION = re.compile(
    r"^(?:(?:so|and|but|ok|okay|wait|hey|hi|um|oh|also|sorry|please|then|though|well|quick question"
    r"|question|hm|hmm|in th(?:is|e) (?:problem|question|task)|in \w+)[\s,:]+)*"
    r"(?:what|whats|why|how|hows|when|where|wheres|which|who|whos|whose|does|doesnt|do|did|is|isnt|are"
    r"|arent|am|was|were|can|cant|could"
    r"|would|should|will|may|must|has|have)\b"
)
_SENTENCES = re.compile(r"[.!?;\n]+\s")
_IN_QUESTION = re.compile(
    r"\b(?:dont|didnt)\s(?:\w+\s)?(?:get|understand|know|see)\s(?:what|which|if|whether"
    r"|how\smany)\b.{0,35}\b(?:question|problem|asking|asks?|mean|means|want|wants|supposed|it\swants)\b"
    r"|\b(?:dont|didnt)\s(?:\w+\s)?(?:get|understand)\s(?:the|this)\s(?:question|problem|task|wording"
    r"|exercise|instructions?|text|sentence|diagram|graph|table|picture|notation|symbols?)\b|\b(?:dont|didnt|cant)\s(?:\w+\s)?(?:follow"
    r"|get|understand|make\sout)\s(?:the|this)\s(?:wording|\w+\s(?:part|sentence|line|word))\b|\bcant\s(?:\w+\s)?(?:see|find|open|read|load"
    r"|view)\s(?:the|any|a)\s(?:\w+\s)?(?:picture|image|diagram|graph|table|figure|question|text|button|drawing)\b"
    r"|\bwhat\s(?:is\s)?(?:it|this|the\squestion|the\sproblem)\s(?:is\s|even\s)*(?:asking|wants?|asks)\b"
    r"|\bwondering\s(?:if|what|whether)\b"
)


_TEACH = re.compile(
    r"\b(?:explain|teach|tell)\s(?:\w+\s)?(?:what|why|how|about|the\s)|\bwonder(?:ing)?\s(?:why|how|what|if|about)\b"
    r"|^(?:please\s|can\syou\s|could\syou\s)*(?:explain|define|describe)\s(?!it\b|this|that|again|more|better|please|step|how\b|the\s(?:question"
    r"|problem|step))\w+"
)
# What a question about the subject does not speak of
_HERE = re.compile(
    r"\b(?:this|it|here|next|step|start|begin|hints?|clues?|stuck|the\s(?:question|problem)|help|example|mistake|wrong|i\suse"
    r"|(?:do|should|must|shall)\si\s(?:need|apply|have|do))\b"
)
_OF_FAMILY = re.compile(
    r"^(?:\w+\s){0,2}my\s(?:\w+\s)?(?:brother|sister|dog|cat|friend|friends|mum|dad|grandma|grandpa|cousin|roommate|baby"
    r"|neighbou?rs?|hamster|boyfriend|girlfriend|kids?|son|daughter)\s(?:is|are|was|were|keeps?|just|always|wont|has|got|had)\b"
    r"(?!.{0,40}\b(?:maths|answer|question|problem|homework)\b)"
)
_OF_OTHERS = re.compile(
    r"^(?:\w+\s){0,2}(?:does|do|did|is|are|was|were|has|have|can|will)\s(?:he|she|they|it)\b"
)  # people of a problem


def read(answer: Answer, verdict: Verdict | None, likeness: Likeness | None = near) -> Intent:
    """What the learner means by `answer`. `verdict` is the checker's word on it, None where there is none.

    In the answer field the checker decides what is an attempt, unless it is wrong and the whole message is
    one of our phrases ("idk" typed where a number is asked); in talk the words do, and `likeness` is a second
    opinion on them: None asks the rules alone. Never raises.
    """
    outcome = verdict.outcome if verdict is not None else None
    return _known(answer, outcome) if likeness is None else _decided(answer, outcome, likeness)


@lru_cache(maxsize=KEPT)
def _known(answer: Answer, outcome: Outcome | None) -> Intent:
    """A log is folded several times a turn, and asks about the same messages each time."""
    return _decided(answer, outcome, None)


def _decided(answer: Answer, outcome: Outcome | None, likeness: Likeness | None) -> Intent:
    if answer.kind == "button":
        return BUTTONS.get(answer.text.strip().lower(), Intent.REMARK)
    typed = answer.kind == "answer"
    if typed and outcome is Outcome.CORRECT:
        return Intent.ATTEMPT
    words = plain(answer.text)
    grave = _grave(words)
    if typed and outcome not in (None, Outcome.NOT_AN_ATTEMPT):
        return _in_the_field(words, grave, outcome)
    meant = grave or _meant(words, answer.text, likeness)
    if meant is Intent.ATTEMPT and outcome is Outcome.NOT_AN_ATTEMPT:
        return Intent.REMARK  # words say it is one, and nobody could judge it
    return meant


def is_distress(text: str) -> bool:
    """Whether a text speaks of harm or despair, wherever it was typed."""
    return tells_of_harm(plain(text))


def is_courtesy(text: str) -> bool:
    """Whether there is nothing in a text but "please", "ok" and their like."""
    return bool(text.strip()) and not _bare(plain(text))


def _in_the_field(words: str, grave: Intent | None, outcome: Outcome | None) -> Intent:
    """Of what the checker took for an answer: a phrase inside longer words may be part of one."""
    if grave is Intent.DISTRESS:
        return grave
    if outcome is Outcome.PARTIAL:
        return Intent.ATTEMPT
    if grave is not None and outcome is not Outcome.CORRECT:
        return grave
    bare = _bare(words)
    for intent, table in _WHOLE:
        if any(phrase.fullmatch(bare) or phrase.fullmatch(words) for phrase in table):
            return intent
    return Intent.ATTEMPT


_WHOLE = (
    (Intent.ASKS_ANSWER, _ASKS_ANSWER),
    (Intent.ASKS_HINT, _ASKS_HINT),
    (Intent.SETS_ASIDE, _SETS_ASIDE),
    (Intent.DONT_KNOW, _DONT_KNOW),
)


def _grave(words: str) -> Intent | None:
    if tells_of_harm(words):
        return Intent.DISTRESS
    if tampers(words):
        return Intent.TAMPERING
    return Intent.AUTHORITY if claims_authority(words) else None


def _meant(words: str, text: str, likeness: Likeness | None) -> Intent:
    """What is said to the tutor, when no rule finds anything grave."""
    ruled = _ruled(words, text)
    if likeness is None or (ruled is Intent.REMARK and (not _bare(words) or _DECLINES.search(words))):
        return ruled
    shares = likeness(text)
    jest = is_manner_of_speaking(words)
    weighed = {
        intent: math.log(max(shares[intent], 1e-9)) + (_weight(ruled, words) if intent is ruled else 0)
        for intent in Intent
        if shares.get(intent, 0) > GRAVE.get(intent, 0) and not (jest and intent is Intent.DISTRESS)
    }
    meant = max(weighed, key=lambda intent: weighed[intent]) if weighed else ruled
    return Intent.REMARK if ruled is Intent.REMARK and shares.get(meant, 0) < ENOUGH else meant


def _weight(ruled: Intent, words: str) -> float:
    """What a reading by rule counts. A remark is no reading: no rule knew the message."""
    if ruled is Intent.REMARK:
        return 0.0
    return WORKED if ruled in (Intent.ATTEMPT, Intent.PART) and len(words.split()) >= MANY else RULED


def _ruled(words: str, text: str) -> Intent:
    """What the rules say."""
    found = working(words)
    if found is not None:
        return Intent.ATTEMPT if found is Working.ANSWER else Intent.PART
    bare = _bare(words)
    asked = _asked(words, bare, text.rstrip().endswith("?"))
    return asked or _felt(words, bare) or Intent.REMARK


def _asked(words: str, bare: str, asks: bool) -> Intent | None:
    """What is wanted of the tutor. `asks`: the message ended in a question mark."""
    about = _about(words, asks)
    if about is Intent.OFF_TOPIC:
        return about
    for intent, table in ((Intent.ASKS_ANSWER, _ASKS_ANSWER), (Intent.SETS_ASIDE, _SETS_ASIDE)):
        if _says(table, words, bare):
            return intent
    if _IN_QUESTION.search(words):
        return Intent.ASKS_TASK
    wide = (
        about is Intent.ASKS_SUBJECT
        and not _HERE.search(words)
        and any(one.search(words) for one in _SUBJECT)
    )
    if not wide and _says(_ASKS_HINT, words, bare):
        return Intent.ASKS_HINT
    return about


def _about(words: str, asks: bool) -> Intent | None:
    """What a question is about; None for what is no question, or one that can be about anything."""
    subject = any(one.search(words) for one in _SUBJECT)
    if _OF_FAMILY.match(words) and not subject:
        return Intent.OFF_TOPIC
    teach = _TEACH.search(words) is not None
    if not (any(_QUESTION.match(one) for one in _SENTENCES.split(words)) or teach):
        if asks and any(one.search(words) for one in _TASK):
            return Intent.ASKS_TASK
        return (
            Intent.OFF_TOPIC
            if not subject and _says(_OFF_TOPIC, words, words) and not _says(_FRUSTRATED, words, words)
            else None
        )
    if not subject and _says(_OFF_TOPIC, words, words) and not _OF_OTHERS.search(words):
        return Intent.OFF_TOPIC
    task, general = (sum(one.search(words) is not None for one in table) for table in (_TASK, _GENERAL))
    if _says(_ASKS_HINT, words, words) and not subject:
        return None
    if _says(_FRUSTRATED, words, words) and not subject:
        return None
    if task and not (general and subject and task < 2):
        return Intent.ASKS_TASK
    if general or subject:
        return Intent.ASKS_SUBJECT
    return None


def _felt(words: str, bare: str) -> Intent | None:
    """What is said of oneself or of the work."""
    if _says(_FRUSTRATED, words, bare):
        return Intent.FRUSTRATED
    if _says(_DONT_KNOW, words, bare):
        return Intent.DONT_KNOW
    return Intent.OFF_TOPIC if _says(_OFF_TOPIC, words, bare) else None


def _bare(words: str) -> str:
    return " ".join(_POLITE.sub(" ", words).split()).strip(" ,.!")


def _says(table: tuple[re.Pattern[str], ...], words: str, bare: str) -> bool:
    for phrase in table:
        found = phrase.search(words)
        if found and not _NEGATED.search(words[: found.start()]):
            return True
        if found is None and phrase.pattern.startswith("^") and phrase.search(bare):
            return True
    return False
