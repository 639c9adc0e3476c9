"""Whether talk holds mathematics of the learner's own: an answer, or a step on the way. Knows no problem.

Read clause by clause. A question asks, unless it proposes ("is it 7?", "do I add the 5?"); numbers that count
something else ("tried 5 times", "2 decimals") are looked past.
"""

from __future__ import annotations

import re
from enum import Enum

from tutor.dialogue.plain import plain


class Working(Enum):
    """What of their own a learner has put into words."""

    ANSWER = "answer"
    STEP = "step"


_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER_WORD = (
    r"(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen"
    rf"|nineteen|(?:{_TENS})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand"
    r"|million|dozen"
    r"|half|quarter|thirds?|quarters|halves|fifths?|tenths?)"
)
_FIGURE = r"(?:[-−+]?\s?[$£€]?\s?\d[\d.,:/]*\s?%?)"
_VALUE = rf"(?:{_FIGURE}|\b{_NUMBER_WORD}\b)"
_VARIABLE = r"(?:[a-hj-z]|theta|alpha|pi)"
# A clause of nothing but mathematics, perhaps with a unit.
_FORMULA = re.compile(
    rf"^[\s\d.,:;/+\-−–*×·÷^=()\[\]{{}}<>≤≥≠≈%$£€°²³√π|!]*(?:\b{_VARIABLE}\b|\d+[a-z](?:\^?\d+)?|[a-z]²"
    r"|[a-z]\^\d+|[a-z]\(|sqrt|sin|cos|tan|log|ln"
    rf"|[\s\d.,:;/+\-−–*×·÷^=()\[\]{{}}<>≤≥≠≈%$£€°²³√π|!])*$"
)
_SUM = re.compile(
    rf"(?:\d|\b{_VARIABLE}\b|[)²³])\s*[-+*×·÷/^=<>≤≥−]\s*[($£€]*\s*(?:[-−]?\d|\b{_VARIABLE}\b|√|sqrt)"
    r"|\d\s?x\s?\d|\d[a-z]\b(?=\s*[-+=])"
)
_EQUATION = re.compile(r"([^=<>≤≥,;]+?)\s*=\s*([^=<>≤≥,;]+)")
_OPERATION = (
    r"(?:add(?:ed|ing|s)?|subtract(?:ed|ing|s)?|take\s(?:away|off|the|\d+|it|both|out)|tak(?:e"
    r"|ing)\s\S+\s(?:away|from|off)|took|minus(?:ed|ing)?|plus(?:ed)?"
    r"|times(?:ed|d)?|timesing|multipl(?:y|ied|ying|ies)|divid(?:e|ed|ing|es)|halv(?:e|ed|ing)|half\s(?:it"
    r"|that|them|the)|doubl(?:e|ed|ing)|tripl(?:e|ed|ing)"
    r"|squar(?:e|ed|ing)|cub(?:e|ed|ing)|expand(?:ed|ing)?|factor(?:ed|ing|i[sz]ed?|i[sz]ing)?|simplif(?:y"
    r"|ied|ying)|cancel(?:l?ed|l?ing)?"
    r"|convert(?:ed|ing)?|substitut(?:e|ed|ing)|plug(?:ged|ging)?|sub(?:bed)?\sin|rearrang(?:e|ed|ing)"
    r"|isolat(?:e|ed|ing)|combin(?:e|ed|ing)"
    r"|collect(?:ed|ing)?|mov(?:e|ed|ing)\s(?:the|x|y|it|that|everything|\d)|cross[\s-]?multipl\w+"
    r"|dr[ae]w(?:ing|n)?\s(?:a(?!\sblank)|the|it|out)|label(?:l?ed|l?ing)?"
    r"|set(?:ting)?\s(?:up|it\sequal|them\sequal)|f(?:ind|ound|inding)\s(?:the|a|out|how|what|x|y)|find\s"
    r"|work(?:ed|ing)?\sout(?!\s(?:this|the\s(?:answer|problem|question|solution)))|figur(?:e|ed"
    r"|ing)\sout(?!\s(?:this|it\b|that|the\s(?:answer|problem|question|solution)))"
    r"|calculat(?:e|ed|ing)|count(?:ed|ing)?|comput(?:e|ed|ing)|turn(?:ed|ing)?\s\S+(?:\s\S+)?\sinto"
    r"|chang(?:e|ed|ing)\s\S+(?:\s\S+)?\s(?:in)?to"
    r"|put(?:ting)?\s(?:the|it|them|\S+)\s(?:\w+\s)?(?:in|into|over|on)|flip(?:ped|ping)?|invert(?:ed|ing)?"
    r"|distribut(?:e|ed|ing)|foil(?:ed)?"
    r"|complet(?:e|ed|ing)\sthe\ssquare|differentiat(?:e|ed|ing)|integrat(?:e|ed|ing)|split(?:ting)?"
    r"|group(?:ed|ing)?|line(?:d)?\s(?:them|it)\sup"
    r"|us(?:e|ed|ing)\s(?!a\scalculator|the\scalculator|my\scalculator|this\b|it\b)|let\s(?:s\s)?(?:call\s"
    r"|the\s)?\w+\s(?:\w+\s){0,4}(?:be|=|equal)|lets\scall|start(?:ed)?\s(?:by|with)"
    r"|undo|undid|carry(?!\son)|carried(?!\son)|borrow(?:ed)?|measur(?:e|ed|ing)|average(?:d)?\s(?:the|them|out)"
    r"|estimat(?:e|ed|ing)|appl(?:y|ied|ying)|rewr(?:ite|ote)"
    r"|reduc(?:e|ed|ing)|solv(?:ed|ing)\s(?:for|the)|solve\sfor|compar(?:e|ed|ing)|get(?:ting)?\srid\sof"
    r"|look(?:ed)?\sat\sthe"
    # of programs, and of work at a bench
    r"|(?:loop(?:ed|ing)?|iterat(?:e|ed|ing)|go|going|run|running)\s(?:through|over)\s(?:the|every|each|all|a)"
    r"|(?:initiali[sz]|declar|defin)(?:e|ed|ing)\s(?:a|an|the|my|\w+\sto)|sort(?:ed|ing)?\s(?:the|it|them|by)"
    r"|return(?:ed|ing)?\s(?:the|a|it)\s(?!original|main|big|first|last|other|real)|append(?:ed|ing)?|keep(?:ing)?\strack\sof"
    r"|stor(?:e|ed|ing)\s(?:the|it|them|a)|weigh(?:ed|ing)?\s(?:the|it)|balanc(?:e|ed|ing)\sthe"
    r"|(?:ma[dk](?:e|ing)|writ(?:e|ing)|wrote)\s(?:a|an|the)\s(?:list|loop|function|table|variable|dictionary|sketch"
    r"|diagram|graph|tree|equation|chart))"
)
_LEAD = (
    r"(?:(?:so|and|but|ok|okay|oh|oo+h|aha|erm|er|yeah|yep|lol|um|uh|hm|hmm|well|then|yes|no|wait|ah|right|sorry|like|maybe|also|now|hi"
    r"|hey|actually|please|because|or)[\s,]+)*"
)
_WONDERS = (
    r"(?:(?:i\s(?:was\s|am\s|just\s)*wonder(?:ed|ing)?|(?:im\s|was\s|just\s)*(?:wondering|curious)(?:\sabout)?"
    r"|(?:can|could|would|will)\syou\s(?:please\s)?(?:tell|explain)(?:\sto)?(?:\sme)?|do\syou\sknow|explain(?:\sto\sme)?"
    r"|(?:id\slike|i\swanna)\s(?:to\s)?(?:know|understand)|any\sidea|remind\sme|quick\squestion[,:]?)"
    r"\s(?=what|why|how|when|where|which|who|if|whether))"
)
_ASKS = re.compile(
    rf"^{_LEAD}(?:{_WONDERS})?(?:what|whats|why|how|hows|when|where|wheres|which|who|whos|whose|does|do|did|is|isnt|are|am"
    r"|was|were|can|could|would|should|will|may|(?:have|has)(?=\s(?:i|you|we|they|it|he|she|the)\b)"
    r"|in\s(?:\w+\s){1,2}(?:what|whats|how|why|is|are|does|do)\b|in\swhat|in\sth(?:e|is)\s(?:question|problem),?\s(?:is|are|does|do|what|who|which))\b"
)
_PROPOSES_VALUE = re.compile(
    rf"^{_LEAD}(?:(?:is|isnt|was|would|could|might|can|should|wouldnt)\s(?:it|that|this"
    rf"|the\s(?:\w+\s)?(?:answer|result|total|solution|value|slope|area|sum)|{_VARIABLE}|they|there|he"
    r"|she)\s"
    r"(?:be\s|just\s|maybe\s|like\s|equal\s(?:to\s)?|equals\s|not\s|then\s|have\s|=\s|about\s"
    rf"|an?\s)*[(]?(?:{_VALUE}|{_VARIABLE}\s*[-+=*/^(]|\d*[a-z]\b\s*[-+*/^]|[a-e]$)"
    rf"|(?:what|how)\s(?:about|if\s(?:its|it\sis|the\sanswer\sis|{_VARIABLE}\s(?:is|=)))\s{_VALUE}"
    rf"|(?:do|did|should|would)\s(?:i|we|you)\s(?:get|have|end\sup\swith)\s{_VALUE}(?!\s(?:more|tries|hints"
    r"|chances|minutes|attempts))"
    rf"|(?:is|are)\s{_VALUE}\s(?:right|correct|it|the\s(?:right\s|correct\s)?answer|good|ok|okay|close)"
    rf"|is\s{_VARIABLE}\s?=\s?{_VALUE})"
)
_PROPOSES_STEP = re.compile(
    rf"^{_LEAD}(?:(?:(?:do|should|would|did|dont|shouldnt|have)\s(?:i|we"
    r"|you)|(?:could|can|shall|must|cant)\s(?:i|we))\s(?!count\b)(?:just\s|then\s|first\s|now\s|next\s|have\sto\s|need\sto\s|still\s|also\s|not\s|gonna\s"
    r"|supposed\sto\s|start\sby\s|try\sto\s|try\s)*"
    r"|(?:am|are)\s(?:i|we)\s(?:(?:supposed\sto|meant\sto|gonna|allowed\sto)\s)?|what\sif\s(?:i|we|you)\s"
    r"|how\sabout\s|what\sabout\s|is\sit\s(?:by\s)?(?=\w+ing\b)|would\s(?:it\s)?(?:help|work)\s(?:to"
    r"|if\si)\s"
    rf"|is\sthe\s(?:first|next)\sstep\s(?:to\s)?)(?:{_OPERATION})\b(?!.{{0,30}}\b(?:calculator|always"
    r"|in\sgeneral|whenever)\b)"
)
# Questions about writing, rounding or rules are no step, though they name an operation.
_GENERAL = re.compile(
    r"\b(?:when\s(?:dividing|multiplying|adding|subtracting|you|we)|always|in\sgeneral|whenever"
    r"|before\s(?:addition|subtraction|multiplication|division)|ever|both\sways|every\stime"
    r"|a\snegative|two\snegatives|calculator)\b"
)
_INCIDENTAL = re.compile(
    r"\b(?:tried|try|asked|read|failed|wrong|did|done|already|for|been)\s(?:(?:at|on)\s)?(?:it\s|this\s"
    rf"|for\s)*(?:like\s|about\s|over\s|at\sleast\s)?{_VALUE}\s?(?:times|tries|attempts|hours?|hrs?"
    r"|minutes?|mins?|days?)$"
    rf"|{_VALUE}\s?(?:times|tries|attempts|hours?|hrs?|minutes?|mins?|days?|weeks?|years?\sold|secs?"
    r"|seconds?|more)\b"
    r"(?=(?:\s(?:now|already|in\sa\srow|ago|and\snothing|on\sthis|of\sthis|for\sthis|trying|straight|later"
    r"|please|today)))"
    r"|\b(?:question|problem|number|nr|no|exercise|step|part|page|chapter|lesson|level|grade|year|class"
    r"|hint|version|unit|line)\s?(?:nr\s|number\s|#)?\d+[a-z]?\b(?!\s?=)"
    rf"|\b{_VALUE}\s?(?:decimals?|decimal\splaces?|dp|d\.p\.|sig\w*\sfig\w*|s\.?f\.?|points|hints?"
    r"|more\shints?|questions?|problems?|exercises?|tries|chances|steps?|people\sin\smy\sclass|am|pm"
    r"|oclock)\b"
    r"|\b(?:tried|asked|failed|tried\sit|did\sit)\s(?:twice|once)\b|\bhalf\s(?:of\sit\s)?(?:asleep|dead"
    r"|understand|get\sit)\b|\b(?:step|part|question|problem)\s(?:one|two|three|four|five)\b"
    r"|\bhundred\s(?:times|percent\ssure)\b|\b(?:a\s)?(?:million|thousand|hundred|zillion)\s(?:times"
    rf"|questions|years|hours|things)\b|\bim\s(?:\d+|{_NUMBER_WORD})(?:\syears\sold)?$|\b100\s?%\s(?:sure"
    r"|certain|lost|done|confused|positive)"
    rf"|\b24\s?/\s?7\b|\b50\s?/\s?50\b|\bthese\s{_VALUE}\b(?=$)|\bboth\s{_NUMBER_WORD}\b(?=$)"
)
_UNFINISHED = re.compile(
    r"\b(?:so\sfar|up\sto\s(?:now|here)|until\snow|till\snow|whats\snext|what\snext|now\swhat|what\snow"
    r"|comes\snext|got\slost|got\sstuck|stuck\s(?:there|here|at|on|after)|working\son\s(?:the|it)"
    r"|still\s(?:doing|working|need|have|to)|not\s(?:finished|done)|havent\sfinished|unfinished"
    r"|the\sfirst\s(?:bit|part|half|step)|need\sthe\s(?:other|rest|second)|what\sto\sdo\s(?:with|next|now"
    r"|after)"
    r"|dont\sknow\s(?:what|how|where)\s(?:comes|to\sgo|to\sgo\son|to\scontinue|next|to\sfinish)|the\srest"
    r"|but\snot\s(?:the|how|what)|(?:then|now)\s(?:im\s)?(?:i\sdont\sknow|stuck|lost|confused)"
    r"|so\s(?:then\s|now\s|next\s)?(?:ill|im\sgonna|lets|i\scould|i\sshould|i\shave\sto|i\sneed\sto|we\sneed\sto)\s(?!say|go\swith|guess)\w+"
    r"|and\s(?:then\s)?(?:i\sneed|i\shave)\sto|but\sthen|not\s.{1,30}\syet)\b"
)
_UNABLE = re.compile(
    r"\b(?:dont|didnt|cant|couldnt|not|never|forgot(?!\sto)|forget|no\sidea|unsure|confused|help|trouble"
    rf"|struggling|wasnt)\s(?:\w+\s){{0,4}}?(?:how|what|where|why|whether|which|when|if|remember|get"
    r"|understand|know|to)\b"
    r"|\b(?:cant|dont|couldnt|didnt|hate|dislike|bad\sat|suck\sat|love|like|never|good\sat|help\sme|wanna"
    r"|give\sme|learn|teach\sme|show\sme|tell\sme|explain|need\shelp|stop|im\snot|let\sme|hint"
    rf"|please)\s(?:\w+\s){{0,2}}?(?:to\s)?{_OPERATION}"
)
# "I don't know, maybe 7" is a guess, and a guess is an answer.
_HEDGE = re.compile(
    r"^(?:i\s|im\s|have\s|still\s|really\s)*(?:dont\sknow|not\ssure|no\sidea|no\sclue)[\s,]+"
    r"(?=(?:but|maybe|probably|perhaps|possibly|is\sit|could|i\sthink|id\ssay|its|like|about|around)\b|\d)"
)
# Claims of value, without a figure: where a learner speaks of quantities.
_QUANTITY = re.compile(
    r"\b(?:number\sof|amounts?|total|sum\sof|difference|product|average|mean|median|double|twice|triple"
    r"|each|every|per|more|less|fewer|bigger|smaller|greater|larger|longer|shorter|left\sover|remaining"
    r"|altogether|same|equals?|equation|costs?|price|earns?|earned|spends?|spent|paid|pays?|profit|both"
    r"|percent|angle|length|width|height|area|perimeter|volume|slope|side|faster|slower"
    r"|how\s(?:many|much|long)|quantity|increase[sd]?|decrease[sd]?|buys?|bought|sold|sells?"
    rf"|{_NUMBER_WORD})\b"
)
_FROM_TEXT = re.compile(
    r"\b(?:the|this)\s(?:problem|question|text|story|exercise)\s(?:\w+\s)?(?:says?|said|asks?|asked|tells?"
    r"|told|states?|stated|specif(?:y|ies|ied)|mentions?|is\sasking|gives?|wants)\b"
    r"|\bit\s(?:does\s)?(?:says?|asks?)\s(?:that|for|me|us|how|the|two|to|in)\b|\bin\sthe\s(?:question"
    r"|problem|text),?\sthere\b"
)
_REASON = re.compile(
    r"^(?:i\sthink\sits\s)?(?:because|since|as)\s(?!you\b|im\b|i\sam\b|ive\b|i\sdont\b|i\scant\b|i\sneed\b"
    r"|i\swanna\b|its\s(?:\w+\s)?(?:hard|boring|fun|easy))\w+(?:\s\S+){3,}"
)
_TALK = re.compile(
    rf"^{_LEAD}(?:thanks?|thank\syou|great|cool|nice|hello|good\s(?:morning|evening)|i\s(?:understand|see"
    r"|get\sit|got\sit|will|agree|hope|enjoyed|appreciate|apologi[sz]e)|thats\s(?:right|correct|fine|it"
    r"|cool|great|true|not\scorrect|the\s(?:correct|right)\sanswer)"
    r"|its\s(?:ok|okay|fine|right|correct)|(?:that|it|this)\smakes\ssense|you\sare|youre"
    r"|im\s(?:\w+\s)?(?:sure|confident|glad|happy|sorry|not\ssure|unsure|confused|doing|back|ready|fine|ok"
    r"|okay|good)"
    r"|i\sthink\s(?:i\s|that\si\s)?(?:understand|got|get|did|have|know|made|should\stry|can|am|im"
    r"|it\swould|that\swould|that\swas|my\s(?:answer|solution)\sis\s(?:right|correct|wrong))|(?:i\s"
    r"|ive\s)(?:made|make)\s(?:a|some|an)\s(?:\w+\s)?(?:mistake|error)s?"
    r"|ill\s|i\swas\s(?:a\s(?:bit|little)\s)?(?:confused|unsure|lost|wrong)|i\sfeel"
    r"|i\s(?:double\s)?checked|my\smaths|let\sme)\b"
)
_FIRST_PERSON_ANSWER = re.compile(
    r"\b(?:(?:my|the)\s(?:\w+\s)?(?:answer|solution|result|guess)\s(?:is|was|would\sbe|=|:)|(?:i\s(?:think"
    r"|guess|say|choose|chose|pick|picked|vote|would\ssay|d\ssay|bet)|id\s(?:say|go)|im\sgoing|ill\s(?:go"
    r"|say|take)|my\svote\sis|going|gonna\sgo)\s(?:its\s|with\s|for\s|on\s|that\sits\s|maybe\s"
    r"|the\sanswer\sis\s|option\s|answer\s|letter\s)*)\s*"
    r"(?:option\s|answer\s|letter\s)?(?:[a-f]\b|true\b|false\b)(?=$|[.,;!]|\s(?:because|but|i|right|maybe"
    rf"|not|is))|^(?:\w+\s)*?(?:sure|think|say|guess|reckon|must\sbe|probably|definitely|maybe|its)\s(?:its\s)?(?:[b-f]|true|false)(?=$|\s(?:because|but))"
    rf"|^{_LEAD}(?:true|false)$|^\(?[a-f][).:]\s\w+|^{_LEAD}(?:option|answer|choice|letter)\s(?:is\s)?[a-f]\b(?!\s\w+\s\w+)|^(?:its|it\sis"
    r"|maybe|probably)\s(?:option\s)?[a-f]$|^[a-f][.)]?$"
)
# "I put y = 2x into the other equation" has no result yet.
_PUTS_IN = re.compile(
    r"\b(?:substitut\w+|plug(?:ged|ging)?|sub(?:bed|bing)?|put(?:ting)?|insert(?:ed)?)\s.{1,25}\s(?:in|into|for|back)\b"
    r"(?!.*\b(?:got|get|gives?|gave|so|which\sis|makes?|equals|is)\b)"
)
_FINAL = re.compile(r"\b(?:final\s|my\s)answer\s?(?:is\b|would\sbe\b|=|:)|^answer\s?(?:is\b|=|:)")
# An answer in words, said or asked about: "would it be osmosis?", "the answer must be the second one".
_JUDGED = (
    r"(?:ok|okay|fine|good|great|nice|bad|right|wrong|correct|incorrect|true\sthat|possible|hard|easy|easier|harder|fun"
    r"|better|worse|helpful|useful|cool|weird|strange|odd\sthat|funny|interesting|boring|difficult|simple|simpler|stupid"
    r"|dumb|unfair|fair|annoying|confusing|tricky|impossible|allowed|enough|time|important|necessary|worth|clear|unclear"
    r"|here|there|not|over|done|finished|too|so|really|very|just|kind|pretty|quite|supposed|meant|going|gonna|because\sim"
    r"|all|still|also|alright|about|me|you|your|my|a\s(?:bit|little|good|bad|joke|waste|trick|test|stupid|shame|problem"
    r"|mistake|typo)|ok|later|raining|snowing|cold|hot|late|broken|working|rounded|in|per|for|from|like|how|what|why"
    r"|when|if|that|this|it|with|on|at|of|no|yes|the\s(?:same|worst|best|only|way)|as|to|asking|an?\s(?:decimal|fraction"
    r"|whole\snumber|percentage|integer|positive))"
)
_OF_THE_TASK = (
    r"(?:total|area|perimeter|radius|diameter|price|number|whole|amount|length|width|height|difference|sum|distance|time"
    r"|same|one|left|right|answer|question|decimal|fraction|percentage|percent|kind|type|sort|of|(?:first|second|last|next"
    r"|other|top|bottom)\s(?:one|part|number|question)|\w+$(?<=area)|positive|negative|integer|multiple\schoice|only)\b"
)
_IN_WORDS = re.compile(
    rf"^{_LEAD}(?:(?:would|could|might|wouldnt|couldnt)\s(?:it|that|the\s(?:right\s|correct\s)?answer)\sbe"
    rf"|is\sit(?=\sthe\s(?!{_OF_THE_TASK})|\san?\s(?!{_OF_THE_TASK}|good|bad|trick|joke|long|hard|test|real|problem))(?!.*\bor\b)"
    rf"|(?:im|i\sam)\s(?:\w+\s)?sure\s(?:that\s)?(?:its|it\sis)|(?:that|it)s\s(?:gotta|have\sto)\sbe"
    rf"|(?:im\s(?:gonna|going\sto)|ill|id|i\swould|imma)\s(?:go\swith|say|guess|pick|choose)"
    rf"|(?:im|i)\sgo(?:ing)?\swith|is\sthe\s(?:right\s|correct\s)?answer"
    rf"|(?:i\s(?:think|believe|reckon|guess|suppose|bet)\s)?(?:the|my)\s(?:\w+\s)?(?:answer|guess)\s"
    rf"(?:is|must\sbe|has\sto\sbe|should\sbe|might\sbe|would\sbe|could\sbe|=|:)"
    rf"|i\s(?:think|believe|reckon|guess|suppose|bet)\s(?:that\s)?(?:its|it\s(?:is|must\sbe|might\sbe|would\sbe))"
    rf"|it\s(?:must|has\sto)\sbe)\s"
    rf"(?:probably\s|maybe\s|perhaps\s|called\s|either\s|definitely\s)*(?!{_JUDGED}\b)\S+(?:\s\S+){{0,7}}$"
)
_CLAUSES = re.compile(r"(?<!\d)[.!?;\n]+|[.!?;\n]+(?!\d)|,\s+|\s-\s(?=[a-z]{2})|\b(?:but|and\sthen)\b")


def is_attempt(text: str) -> bool:
    """Whether talk states an answer or works a part of it, right or wrong. Never raises."""
    return working(plain(text)) is not None


def working(words: str) -> Working | None:
    """An answer, a step, or nothing of one's own in `words` (as `plain` gives them)."""
    looked_past = _INCIDENTAL.sub(" ~ ", words)
    found = [_clause(" ".join(clause.split())) for clause in _clauses(looked_past)]
    if Working.ANSWER in found:
        unfinished = _UNFINISHED.search(words) is not None or _half_solved(looked_past)
        unfinished = unfinished and _FINAL.search(words) is None
        return Working.STEP if unfinished else Working.ANSWER
    return Working.STEP if Working.STEP in found else None


def _clauses(words: str) -> list[str]:
    """Sentences and their parts; a bare list of numbers stays whole."""
    return [clause for clause in _CLAUSES.split(words) if clause and clause.strip(" ?")]


def _clause(words: str) -> Working | None:
    words = _HEDGE.sub("", words)
    asks = _ASKS.match(words) is not None
    if asks:
        if _PROPOSES_VALUE.match(words) or _IN_WORDS.match(words):
            return Working.ANSWER
        if _PROPOSES_STEP.match(words) and not _GENERAL.search(words):
            return Working.STEP
        return None
    if _FORMULA.match(words) and re.search(r"\d|[=+*/^²√(]|^[a-f]$", words):
        return Working.ANSWER
    if _FIRST_PERSON_ANSWER.search(words) or _IN_WORDS.match(words):
        return Working.ANSWER
    if _UNABLE.search(words) and not _SUM.search(words):
        return None
    if _PUTS_IN.search(words):
        return Working.STEP
    operates = re.search(rf"\b{_OPERATION}\b", words) is not None
    has_value = re.search(_VALUE, words) is not None or _SUM.search(words) is not None
    if operates and not re.search(
        rf"=|\b(?:is(?!\sto\b)|are|get|gets|got|gives?|makes?|equals?|which|left|total|end(?:s|ed)?\sup|com(?:es?|ing)|came"
        rf"|leaves)\b.*(?:\d|%|\b{_NUMBER_WORD}\b)"
        rf"|\bso\s(?:its\s|thats\s|the\sanswer\sis\s)?{_VALUE}(?:\s[a-z]+){{0,2}}$"
        rf"|\b(?:calculated|computed|worked\sout|found)\s(?:it\s(?:as\s|to\sbe\s)?|that\sits\s)?{_VALUE}",
        words,
    ):
        return None if _TALK.match(words) and not has_value else Working.STEP
    if has_value or operates:
        return Working.ANSWER
    if _TALK.match(words):
        return None
    if len(words.split()) <= 3 and _NAMES.search(words) and not _PERSONAL.search(words):
        return Working.ANSWER
    if _FROM_TEXT.search(words) or _REASON.match(words):
        return Working.ANSWER
    if len(words.split()) >= 4 and _QUANTITY.search(words) and not _PERSONAL.search(words):
        return Working.ANSWER
    return None


# A thing of the subject, named in a word or two, is an answer.
_NAMES = re.compile(
    r"\b(?:(?:tri|rect)angles?|squares?|circles?|cubes?|cuboids?|spheres?|cones?|cylinders?|pyramids?"
    r"|prisms?|rhombus|kite|trapez\w+|parallelograms?|polygons?|(?:penta|hexa|hepta|octa|octo|nona|deca"
    r"|poly)gons?"
    r"|quadrilaterals?|parallel|perpendicular|obtuse|acute|right\sangle|isosceles|scalene|equilateral|prime"
    r"|composite|even|odd|positive|negative|increasing|decreasing|linear|quadratic|exponential|numerator"
    r"|denominator"
    r"|perimeter|area|volume|diameter|radius|circumference|hypotenuse|commutative|associative|distributive"
    r"|undefined|infinite|infinity|millions|thousands|hundreds|tens|ones|tenths|hundredths|greater|addition"
    r"|subtraction|multiplication|division|rational|irrational)\b"
)
_PERSONAL = re.compile(
    r"\b(?:you|your|me|my|im|ive|maths|hint|help|stuck|boring|hate|hard|easy|please|answer|solution|lesson"
    r"|game|movie|music|teacher|today|tomorrow|yesterday|again|idea|clue|understand|dont\sknow"
    r"|one\smore|no\smore|any\s?more|more\stime|same\s(?:here|thing|answer)|every\stime|each\stime|wanna"
    r"|try|this\sone|sense|confus\w+)\b"
)


def _half_solved(words: str) -> bool:
    """Whether the last equation still has the unknown among other things on a side: `2x = 8`."""
    words = re.sub(r"(?<=\d)\s?x\s?(?=\d)", " * ", words)
    equations = [
        (one.strip(), other.strip())
        for one, other in _EQUATION.findall(words)
        if len(one) < 60 and len(other) < 60
    ]
    if not equations:
        return False
    sides = [re.split(r"\s(?=[^\d\s(+\-*/^=]{2,})", side)[-1] for side in equations[-1][:1]] + [
        equations[-1][1]
    ]
    left, right = (re.sub(r"\b[a-z]{2,}\b", " ", side).strip(" :,.") for side in sides)
    lone = re.compile(rf"^(?:{_VARIABLE}|[a-z]\(\s*[a-z]\s*\))$")
    if lone.match(left) or lone.match(right):
        return False
    return re.search(r"\d*[a-z]\b|\)", left) is not None and re.search(r"[a-z]", left + right) is not None
