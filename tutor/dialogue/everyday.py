"""The everyday English in which a tutor's sentence may be put otherwise. Knows no sentence.

A model's sentence may use these words, those of the sentence it stands for, and those of the task. Numbers
and comparisons are not among them. The list is short on purpose: a word that is missing costs a rewording, a
word too many may carry an answer.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that count, order or compare: they stand only where the authored sentence has them.
NUMBERISH = _words(
    """
    zero nought nil none nothing one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million dozen score pair couple trio single double triple
    twice thrice half halves halve quarter first second third fourth fifth sixth seventh eighth
    ninth tenth last next before after former latter ones twos threes fours fives sixes sevens
    eights nines tens once few several both all every each many most more less fewer least bigger
    smaller larger higher lower greater above below under over up down high low left top bottom
    positive negative minus plus times divided even odd squared cubed prime percent between middle
    halfway opposite reverse backwards n s e w am pm
    """
)
# Names of numbers that letters of a sentence may spell, each with a figure that it is written with.
NUMBER_NAMES = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "1",
    "eleven": "1",
    "twelve": "1",
    "twenty": "2",
    "thirty": "3",
    "forty": "4",
    "fifty": "5",
}
AGREES = _words(
    """
    yes yeah yep right correct correctly exactly true works perfect perfectly bingo indeed precisely
    spot agree agreed holds confirmed solved finished checks fits
    """
)
DENIES = _words(
    """
    no not wrong incorrect incorrectly false never cannot nope mistake mistakes mistaken error
    errors slip disagree without
    """
)
# No content of their own: they decide nothing about what a sentence is on.
LITTLE = _words(
    """
    a an the this that these those it its it's that's there here i you we they he she me us them him
    her my your our their is are was were be been being am do does did done doing have has had
    having can could may might shall should will would must let let's and or but so if then than as
    at by for from in into of off on onto out to with about what which who whom whose when where why
    how i'll i'd i'm i've you'll you'd you're you've we'll we'd we're we've what's where's how's
    who's here's there's now just also still too very really quite please some any such own same
    other another only yet again got get gets getting put puts not no don't doesn't can't won't
    isn't aren't wasn't didn't couldn't haven't hasn't shouldn't wouldn't
    """
)
EVERYDAY = LITTLE | _words(
    """
    ask asked asking answer answers answered attempt attempts attempted back because begin begins
    began bit bring build call called calm care careful carefully change changed changes check
    checked checking choose chose clear clearer clearly close closely closer come comes compare
    compared consider continue course decide describe different differently ease easy else end ended
    enough explain explained explaining feel find finding fine fit fix focus follow followed
    following follows form free fresh further gave give given gives giving go goes going good guess
    guesses guessed happen happened happens hard hear heard help helped helpful helping helps hint
    hints hold idea ideas instead interesting keep keeps kept kind know knowing known knows lead
    leads learn learned like line lines little look looked looking looks lot made make makes making
    maybe mean means mind missing moment move moved moves moving need needed needs new notice
    noticed off ok okay once open part parts perhaps person piece pieces place point question
    questions quick ready reach reached read reading reason reasoned reasoning reconsider remember
    rest return revisit rough said saw say saying says see seeing seem seems seen send sent show
    showed shown shows side sides sign sort start started starting starts stay step steps stop
    stopped sure take taken takes talk task tell tells test tested thank thanks thing things think
    thinking thought time together took towards tried tries trust try trying turn turned unsure use
    used uses using walk want way ways went whole wonder wondering word words work worked working
    write writing written wrote yours yourself problem solution solve teacher tutor however though
    although while toward along away around through well nice great effort glad happy sounds sound
    matter matters involved involve true
    """
)


def plain(word: str) -> str:
    """Lower case, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def stem(word: str) -> str:
    """A word without its commonest endings, so that *tried* and *trying* are one."""
    word = word.removesuffix("'s")
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("ly", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending) + instead
    return word.removesuffix("e") if len(word) > 4 else word
