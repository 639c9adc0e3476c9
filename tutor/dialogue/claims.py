"""Claims of authority and tampering: words that want rules, marks or locks to give way.

Neither is a crime, both are answered calmly; nothing here decides what they get, which is nothing.
"""

from __future__ import annotations

import re

_ROLE = (
    r"(?:teacher|instructor|professor|prof|lecturer|tutor|admin|administrator|moderator|mod|developer|dev"
    r"|programmer|engineer"
    r"|creator|owner|author|principal|headmaster|headmistress|headteacher|head\steacher|director|boss"
    r"|supervisor|manager"
    r"|examiner|inspector|parent|staff|support|researcher|tester|dean|ta|teaching\sassistant|assistant|ceo"
    r"|maker|grader|marker"
    r"|official|operator|sysadmin|superuser|root\suser|course\slead|educator|quality\s\w+|it\s(?:guy|person"
    r"|team|support))"
)
_THIRD = (
    r"(?:(?:my|our|the|your)\s(?:\w+\s)?(?:teacher|instructor|professor|prof|tutor|mum|dad|mother|father"
    r"|parents?|principal"
    r"|headmaster|headmistress|headteacher|head\sof\s(?:\w+\s)?\w+|school|boss|coach|sister|brother|lecturer|admin"
    r"|developer|supervisor|dean|ta)"
    r"|(?:mr|mrs|ms|miss|dr|sir|professor|prof)\.?\s\w+|they|he|she|the\sofficials?)"
)
_PRIZE = (
    r"(?:answers?|answer\skey|solutions?|key|keys|results?|show|shows|reveal|reveals|tell|give|see|look"
    r"|unlock|skip|permission"
    r"|marking\sscheme|ask\syou)"
)
_CLAIMS = (
    r"\b(?:im|i\swas|i\sam)\s(?:the\s(?:one|person|guy)\s)?(?:who|that)\s(?:wrote|made|created|built|designed|set|runs?|owns?)\b",
    r"\b(?:this\sis|its|im)\s(?:mr|mrs|ms|miss|dr|professor|prof)\.?\s\w+",
    rf"\b{_ROLE},?\s(?:give|show|reveal|tell|print|unlock)\b",
    r"\b(?:im|i\sam|this\sis|speaking\sas|we\sare)\s(?:actually\s|really\s|also\s|in\sfact\s|now\s|just\s"
    r"|only\s|literally\s)*"
    r"(?:the\s|an?\s|your\s|one\sof\s(?:the|your)\s|her\s|his\s|their\s"
    rf"|this\s)(?:\w+\s){{0,2}}{_ROLE}\b(?!\spet)",
    r"\b(?:im|i\sam|this\sis)\s(?:from|with|of|at)\s(?:the\s|your\s)?(?:tech\s|it\s|customer\s|technical\s)?"
    r"(?:support|ministry|department|school\sboard|exam\sboard|admin|administration|staff|helpdesk|company"
    r"|edgewise|openai|google)\b",
    rf"\bim\s(?:actually\s|really\s)?(?:{_ROLE})\b(?=\s(?:here|of|at|so|and|,)|,|$)",
    rf"\bas\s(?:your|the|an?|this\s\w+s?)\s(?:\w+\s)?{_ROLE}\b(?!.{{0,6}}\b(?:would|do"
    rf"|does)\syou\b)(?=.{{0,60}}\b(?:{_PRIZE}|order|demand|command|require|need|allow)\b)",
    rf"\b(?:{_ROLE}|account)\s(?:here|mode|account|access|override|speaking|login|privileges?|rights)\b",
    r"\b(?:youre|you\sare)\s(?:talking|speaking|chatting)\s(?:to|with)\s(?:the\s|an?\s"
    rf"|your\s)(?:\w+\s)?{_ROLE}\b",
    rf"\b{_THIRD}\s(?:\w+\s){{0,2}}?(?:said|says|say|told|tells|allowed|allows|lets|let|approved|permitted"
    r"|agreed|confirmed|gave\s(?:me|us)"
    rf"|has\sgiven|wants\syou|asked\s(?:me|you)|instructed)\b.{{0,50}}\b(?:{_PRIZE}|allowed|okay|ok|fine)\b",
    rf"\b{_THIRD}\s(?:has\s|already\s)*(?:allowed|approved|permitted|authori[sz]ed)\s(?:it|this|me|us)\b",
    r"\b(?:i|ive|im|we|you)\s(?:have\s|got\s|do\shave\s|been\s|was\s|am\s|given\s)*(?:the\s|full\s"
    r"|special\s|official\s|written\s|my\s\w+\s)*"
    r"(?:permission|authori[sz]ation|clearance|authority|admin\srights|access\srights|authori[sz]ed"
    r"|the\srights?\sto)\b"
    r"(?=.{0,50}\b(?:answers?|solutions?|key|see|view|show|reveal|tell|from|of|by|given|skip|$))",
    r"\bi\s(?:\w+\s)?(?:wrote|made|created|built|designed|own|run|programmed|coded|authored|invented"
    r"|developed|set)\s(?:up\s)?"
    r"(?:this|the|you|these|your|all\sof)\b\s?(?:\w+\s)?(?:problems?|course|app|site|website|system|program"
    r"|questions?|exercises?|software"
    r"|tutor|platform|quiz|book|lesson|tests?|so\b|myself|and\b|$)",
    r"\bi\s(?:\w+\s)?work\s(?:for|at|in|with)\s(?:the\s|this\s|your\s|a\s)?(?:\w+\s)?(?:school|company"
    r"|university|ministry|office|staff|team|platform"
    r"|app|site|website|department|board|college|edgewise|openai|google)\b",
    r"\bim\s(?:just\s|here\sto\s|only\s|currently\s)?(?:grading|marking|testing|checking|auditing|reviewing"
    r"|inspecting|debugging)\s(?:this|the|your|these|it)"
    r"\s?(?:\w+)?.{0,30}\b(?:key|answers?|solutions?|show|reveal|need|print|so)\b",
    r"\bon\sbehalf\sof\s(?:the|my|your)\b|\bdo\syou\s(?:even\s)?know\swho\si\sam\b|\bby\sorder\sof\b"
    r"|\bi\s(?:order|command)\syou\b",
)
_MINE = (
    r"(?:my|the|this|our|his|her)\s(?:\w+\s)?(?:scores?|grades?|marks?|points?|levels?|progress|streaks?"
    r"|ratings?|results?|xp|rank|record)"
)
_GOOD = r"(?:right|correct|true|done|solved|complete|completed|passed|finished|full|mastered)"
_TAMPERS = (
    r"\b(?:youre|you\sare)\s(?:no\slonger|not)\s(?:an?|the|my)\s(?:tutor|teacher|bot|ai|assistant|program)\b(?=$|\sany\s?more|,|\sbut|\snow)",
    r"\b(?:accept|approve)\s(?:my|this|the)\s(?:wrong\s)?answers?\b|\badd\s(?:me\s)?\d+\s(?:points?|marks?|stars?|xp|credits?)\b",
    r"\bpretend\s(?:that\s)?(?:the|this|every|all)\s(?:answer|question|problem)s?\b.{0,15}\b(?:right|correct|solved|done)\b",
    r"\b(?:respond|reply|answer|speak|say|talk)\b.{0,40}\bfrom\snow\son\b|\btranslate\s(?:your|the)\s(?:\w+\s)?(?:prompt|instructions|rules)\b",
    r"\b(?:ignore|disregard|forget|override|bypass|break|drop|discard|circumvent|overwrite|stop\sfollowing"
    r"|dont\sfollow|do\saway\swith)\s(?:\w+\s){0,4}"
    r"(?:instructions?|rules?|prompts?|guidelines?|guardrails?|checker|filters?|safety|restrictions?"
    r"|programming|training|constraints?"
    r"|policy|policies|limits|said\sbefore|told\sbefore|(?:everything|all|anything)\s(?:above|before|you|i)"
    r"|system)\b",
    r"\b(?:ignore|disregard|forget)\s(?:everything|all|anything|whatever)\s(?:above|before|you\s(?:were"
    r"|have|are)|i\ssaid|previous|that\scame)\b",
    r"\b(?:set|change|put|raise|increase|make|update|edit|boost|fix|bump|move|turn|adjust"
    rf"|modify)\s(?:up\s)?{_MINE}\b"
    r"(?!\s(?:fraction|equation))(?=\s?(?:to|up|higher|at|as|into|=|by|be|from|please|$|now|\d|a\b))",
    r"\b(?:mark|count|grade|accept|record|rate|flag|log|register|treat|score)\s(?:it|this|that|me|mine"
    r"|my\s\w+|the\s\w+|everything|all|every\s\w+)"
    rf"(?:\s(?:answers?|one|of\sit))?\s(?:as\s|to\sbe\s|to\s)?(?:\w+\s)?{_GOOD}\b",
    r"\b(?:give|grant|award|add|hand)\s(?:me|us)\s(?:\w+\s)?(?:full|100|max|maximum|all|extra|more|free"
    r"|bonus|an?\sa|top|\d+)\s(?:of\s)?(?:the\s)?"
    r"(?:marks?|points?|credits?|scores?|xp|stars?|grades?|percent|levels?|plus)\b",
    r"\bgive\sme\san?\sa\b(?=\splus|\+|$|\splease)",
    r"\b(?:youre|you\sare|you\swill\sbe|be)\s(?:now|from\snow\son)\s(?:an?\s|the\s|my\s|in\s|free|dan"
    r"|no\slonger|called)",
    r"\bpretend\s(?:that\s)?(?:to\sbe|youre|you\s(?:are|have|can|were)|i\s(?:already|got|have|solved|am)|im"
    r"|this\sis|its|there\sare\sno|my\sanswer)\b",
    r"\bact\s(?:as|like)\s(?:if\s|an?\s|my\s|the\s|dan|you|i\s|im\s|though\s)",
    r"\b(?:role\s?play|jailbreak|sudo|dan\smode|drop\stable|or\s1=1|system\sprompt|prompt\sinjection"
    r"|rm\s-rf|console\.log|eval\(|select\s\*)",
    r"(?:<\s*/?\s*(?:script|system|admin|instruction|prompt|user|assistant)\b"
    r"|\[\s*(?:system|inst|admin)\b|\{\{.*\}\}|^\s*/(?:admin|reveal|solve|skip|debug|cheat)\b)",
    r"(?:^|\s|[#*>])(?:system|assistant|admin|developer)\s*(?:message|note|override|notice|update"
    r"|prompt)?\s*:",
    r"\b(?:reveal|correct|solved|score|grade|is_correct|passed|admin|unlocked|show_answer|debug)\s*(?:=|:="
    r"|==)\s*(?:true|1|100|yes|on|full)\b",
    r"\b(?:developer|dev|debug|god|cheat|root|maintenance|unrestricted|superuser)\s?mode\b",
    r"\b(?:print|show|repeat|reveal|output|display|tell|read|write|give|list|whats|what\s(?:are|were)"
    r"|copy)\s(?:me\s|us\s|out\s)?(?:all\s)?"
    r"(?:of\s)?your\s(?:\w+\s)?(?:prompts?|instructions?|rules|configuration|config|source\scode|code"
    r"|settings|guidelines|hidden\s\w+|secret\s\w*)\b",
    r"\b(?:repeat|print|output|show)\s(?:\w+\s)?(?:the\s)?(?:text|words|everything|message|lines?"
    r"|all)\s(?:above|before)\b",
    r"\b(?:output|print|dump|leak|extract|decode)\s(?:\w+\s)?(?:the\s)?(?:hidden|secret|stored|internal"
    r"|answer)\s?(?:\w+)?",
    r"\bfrom\snow\son\b.{0,40}\b(?:you|answer|say|only|every|always|no|respond|reply)\b"
    r"|\bnew\s(?:instructions?|rules?|orders?|task|prompt)\s?:",
    r"\bnew\srules\b|\byou\s(?:must|have\sto|will|shall)\s(?:now\s)?(?:obey|comply|follow\smy|do\s(?:what"
    r"|as|everything)\si)\b",
    r"\b(?:disable|turn\soff|switch\soff|hack|cheat|deactivate|shut\s(?:off|down)|remove|skip|fool|trick"
    r"|avoid)\s(?:the\s|your\s|this\s|all\s)*"
    r"(?:checker|filters?|checks?|checking|guard|gate|timer|rules?|safety|limits?|restrictions?|lock"
    r"|grading|system|marking)\b",
    r"\b(?:delete|erase|remove|reset|clear|wipe|undo|hide"
    r"|cancel)\s(?:all\s)?(?:of\s)?my\s(?:\w+\s)?(?:wrong|mistakes?|errors?|answers?|history|attempts?"
    r"|scores?|log|records?|grades?|fails?|failures?|misses|progress|tries)\b",
    r"\b(?:change|set|edit|make|switch|update|rig|alter)\s(?:the|your)\s(?:\w+\s)?(?:answers?|solutions?|key|checker|questions?)\b"
    r".{0,20}\bso\s(?:that\s)?(?:im|its|it|i|my|mine)\b|\b(?:hack|fake|falsify|forge|rig|fudge|tamper\swith)\s(?:the|my|your|this|a)\b",
    r"\b(?:answers?|solutions?|it|number)\s(?:in\s|as\s|to\sme\s|for\sme\s)*(?:backwards?|reversed|(?:a\s)?(?:hex|morse|binary\scode"
    r"|secret\scode|code\sblock|riddle|acrostic|hidden)|in\sreverse|spelled\sout|one\s(?:letter|digit)\sat\sa\stime"
    r"|(?:letter|digit)\sby\s(?:letter|digit))\b",
    r"\b(?:skip|move|put|bump|promote|take|jump|level|advance|send|get|pass)\sme\s(?:up\s|straight\s|ahead\s|on\s|directly\s)*to"
    r"\s(?:the\s)?(?:(?:next|last|final|highest|top|hardest)\s(?:level|chapter|stage|lesson|unit)|level|stage|the\send|100"
    r"|unit\s\d|lesson\s\d)",
    r"\b(?:override|bypass|remove|disable|lift|ignore|turn\soff|get\s(?:rid\sof|around))\s(?:the|your|this|my)\s(?:hint|time|attempts?"
    r"|answer|daily|question|guess|usage)\s(?:limit|cap|lock|timer|block|counter)\b",
    r"\bunlock\s(?:all|every|everything|the\s(?:next|last|final|whole|rest)|level|lesson|chapter)\b",
    r"\b(?:finish|complete|pass|solve)\s(?:all|every)\s(?:\w+\s)?(?:levels?|lessons?|chapters?|questions"
    r"|problems)\s(?:for\sme|automatically)\b",
    r"\b(?:say|write|report|tell\sthe\s\w+|claim|confirm|respond|reply|answer)\s(?:that\s"
    r"|with\s)?(?:to\smy\s\w+\s(?:that\s)?)?(?:i\s(?:got|am|was|have|solved|answered|passed)"
    r"|im|its|it\sis|it\swas|this\sis|my\sanswer\sis|every\s\w+\sis"
    rf"|all\s\w+\sare)\s(?:\w+\s){{0,3}}?{_GOOD}\b",
    r"\bsay\s(?:its\s)?(?:correct|right)\b|\b(?:let|make|just)\s(?:me|it)\s(?:pass|win)\b"
    r"|\bmake\s(?:my\sanswer|it|this)\s(?:count\sas\s)?(?:right|correct)\b",
    r"\b(?:without|has\sno|have\sno|with\sno)\s(?:more\s|any\s)?(?:rules|restrictions"
    r"|filters?)\b(?!\s(?:for|of|about|in|on))",
    r"\bdo\sanything\snow\b|\bi\s(?:hacked|will\shack|can\shack)\b|\bchange\syour\s(?:rules|mind\sand\ssay"
    r"|instructions|behaviou?r|settings|system)\b",
    r"\b(?:base64|rot13)\b",
)
_AUTHORITY = tuple(re.compile(one) for one in _CLAIMS)
_TAMPERING = tuple(re.compile(one) for one in _TAMPERS)


def claims_authority(words: str) -> bool:
    """Whether `words` (as `plain` gives them) claim a right to what others have to earn."""
    return any(one.search(words) for one in _AUTHORITY)


def tampers(words: str) -> bool:
    """Whether `words` want rules, marks or the program changed."""
    return any(one.search(words) for one in _TAMPERING)
