"""Words of harm and despair: by the learner's own hand, by others, or a wish not to live.

Only what is said plainly in the first person, or of somebody near; what people say of a hard problem ("this
kills me") is none. It finds words. It is no judgement of a person, and misses what is said between the lines.
"""

from __future__ import annotations

import re

_I = (
    r"(?:i|ill|id|im|ive|we)\s(?:really\s|just\s|still\s|also\s|often\s|always\s|sometimes\s|might\s"
    r"|honestly\s|only\s|so\s"
    r"|think\si\s|feel\slike\si\s|could\s|been\s|even\s|maybe\s|have\s|was\s)*"
)
_LONGS = (
    r"(?:wanna|wanted\sto|want|wish\sto|wish\si\s(?:could|would)|hope\si|(?:thinking|thought|dream(?:ing"
    r"|t)?)\s(?:of|about)"
    r"|think\sabout|feel\slike|consider(?:ing)?|ready\sto|decided\sto|plan(?:ning|ned)?\sto)"
)
_MEANS = (
    rf"(?:{_LONGS}|gonna|will|should|have\sto|need\sto|try\sto|tried\sto|trying\sto|about\sto|keep|started"
    r"|rather|just)"
)
_DIE = r"(?:die|dying|be\sdead|not\s(?:be\salive|exist|wake\sup)|never\swake\sup)"
_SELF = (
    r"(?:kill(?:ing)?\s(?:myself|my\sself)|end(?:ing)?\s(?:it\sall|my\slife|myself|everything)"
    r"|(?:hurt|harm|cut|stab|hang|shoot|drown|burn|starv|poison)\w*\s(?:myself|my\sself)"
    r"|commit(?:ting)?\ssuicide|suicide|(?:take|taking)\smy\s(?:own\s)?life|disappear(?:ing)?\sforever"
    r"|jump(?:ing)?\s(?:off|in\sfront|from)\s(?:of\s)?(?:a|the)\s(?:bridge|roof|building|train|window)"
    r"|overdos(?:e|ing)|unalive(?:\smyself)?)"
)
_NEAR = (
    r"(?:my\s(?:own\s|step\s|big\s|older\s|little\s|ex\s)?(?:dad|father|mum|mother|parents?|stepdad"
    r"|stepfather|stepmum"
    r"|stepmother|brother|sister|uncle|aunt|cousin|grandpa|grandfather|grandma|boyfriend|girlfriend|husband"
    r"|wife"
    r"|partner|ex|teacher|coach|boss|neighbou?r|family|stepbrother|roommate|guardian|foster\s\w+)"
    r"|he|she|they|someone|somebody|people|(?:a|the|this|some|these)\s(?:man|guy|boy|girl|woman|kid|kids"
    r"|boys|girls"
    r"|guys|men|people|teacher|coach|adult|person|older\s\w+)|everyone|everybody)"
)
_HOW_OFTEN = (
    r"(?:\s(?:at\shome|always|often|sometimes|still|keeps?|kept|is|are|was|has|have|had|been|just|really"
    r"|will|gonna|also"
    r"|at\sschool|who|that|all|and|used\sto|tries\sto|tried\sto|threatens?\sto|threatened\sto"
    r"|threatening\sto))*"
)
_DOES = (
    r"(?:hits?|hitting|beats?|beat|beaten|beating|hurts?|hurting|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?"
    r"|slap(?:s|ped|ping)?"
    r"|touch(?:es|ed|ing)?|grop(?:es?|ed|ing)|abus(?:es?|ed|ing)|rap(?:es?|ed|ing)|molest(?:s|ed|ing)?"
    r"|chok(?:es?|ed|ing)"
    r"|burn(?:s|ed|t|ing)|bull(?:y|ies|ied|ying)|assault(?:s|ed|ing)?|strangl(?:es?|ed|ing)|whip(?:s|ped"
    r"|ping)?)"
    r"\s(?:up\s)?(?:me|us)\b(?!\s(?:up\b|at\s(?!home|school|night)|in\sthe\s(?:game|race|match)"
    r"|in\s(?:chess|football"
    r"|games?)|to\sit|with\s(?:a\shint|hard|easy|more|another|homework|tests?|\w+\squestions?)|by\s\d|feelings))"
)
_SAID = (
    rf"\b{_NEAR}\b.{{0,45}}\s(?:touch(?:es|ed|ing)?|rap(?:es?|ed|ing)|molest(?:s|ed|ing)?|abus(?:es?|ed|ing)|strangl(?:es?|ed|ing))\s(?:me|us)\b",
    rf"(?:\b{_I}|^){_LONGS}\s(?:to\s|of\s|about\s|just\s|really\s)*{_DIE}\b",
    rf"(?:\b{_I}|^|\bmaybe\si\s){_MEANS}\s(?:to\s|of\s|about\s|just\s|go\sand\s|go\s|really\s"
    rf"|maybe\s)*{_SELF}\b",
    r"\b(?:im|ive|i)\s(?:have\sbeen\s|keep\s|was\s|been\s|started\s|just\s|sometimes\s|still\s)*"
    r"(?:cutt?(?:ing)?|hurt(?:ing)?|harm(?:ed|ing)?|burn(?:ed|t|ing)?|starv(?:e|ed|ing))\s(?:myself"
    r"|my\sself)\b"
    r"(?!\s(?:some|a|off|short|on\s(?:paper|a))\b)",
    r"\b(?:cant|couldnt)\s(?:stop|resist)\s(?:cutting|hurting|harming|burning)\b(?!\s(?:corners|paper|the|it))"
    r"|\b(?:started|been|im|back\sto)\scutting\s(?:again|my\s(?:arms?|wrists?|legs?|skin))\b|\bcut(?:ting)?\smy\s(?:arms?|wrists?|thighs?)\b"
    r"|\bma(?:k|d)(?:e|ing)\smyself\s(?:throw\sup|sick|vomit|puke)\b|\b(?:stopped\seating|not\seaten|havent\seaten)\b.{0,12}\b(?:days|week|weeks"
    r"|because|myself)\b",
    r"\b(?:he|she|they|someone|somebody|dad|mum|father|mother|uncle|brother|boyfriend|coach|teacher|guy|man)\s(?:\w+\s){0,2}?"
    r"(?:hell\s|shell\s|theyll\s|will\s|gonna\s|would\s|wants?\sto\s|wanna\s|threaten\w+\sto\s)(?:kill|hurt|beat|stab|rape|shoot)\s(?:me|us)\b"
    r"(?=.{0,12}\b(?:if|when|because|again|for|and|tonight|$))(?!\sif\si\s(?:fail|get|dont\s(?:finish|do|pass)))",
    r"\b(?:naked|nudes?|sexual|intimate|private)\s?(?:pictures?|pics?|photos?|videos?|images?)?\b.{0,40}\b(?:me|my|threat\w*|leak|post|share)\b"
    r"(?<!function)|\bthreaten(?:s|ing|ed)?\s(?:me\b|to\s(?:post|share|leak|hurt|kill|tell\severy))",
    rf"\b{_NEAR}\b.{{0,20}}\b(?:force[sd]?|forcing|ma[dk]es?|making|pressur\w+)\sme\s(?:to\s|into\s)?(?:(?:do|doing)\s(?:sexual\s|bad\s|weird\s"
    r"|some\s)?(?:things|stuff)|have\ssex|having\ssex|touch|undress|sleep\swith|take\soff|watch\sporn|kiss)\b",
    r"\b(?:gonna|wanna|will|should|ready\sto|thinking\sof|thinking\sabout|plan(?:ning)?\sto)\s(?:just\s)?end(?:ing)?\s(?:it\s(?:all\b|tonight|for\sgood"
    r"|forever|soon)|things\b|my\slife)",
    r"\b(?:dont|cant|never|no\slonger)\s(?:\w+\s)?see\s(?:the|a|any)\s(?:point|reason|use|sense)\s(?:of|in|to|for)\s(?:me\s)?(?:being\s(?:alive|here)"
    r"|living|live|life|existing|go(?:ing)?\son|staying)\b|\bnobody\s(?:loves|wants|would\smiss|cares\sabout)\sme\b",
    r"\bmy\s(?:whole\s)?life\s(?:is|feels|has\sbecome)\s(?:\w+\s){0,2}?(?:falling\sapart|over|ruined|miserable|pointless|worthless|meaningless|hell"
    r"|not\sworth)\b|\bnothing\s(?:really\s)?matters\s(?:to\sme\s)?any\s?more\b|\bi\s(?:just\s)?feel\s(?:so\s|just\s|completely\s|totally\s"
    r"|really\s)*(?:empty|numb|trapped|unloved|unwanted)\b|\b(?:im|i\sam|i\sfeel|feeling|ive\sbeen)\s(?:so\s|really\s|very\s|severely\s)*depressed\b"
    r"|\b(?:have|having)\s(?:depression|a\spanic\sattack)\b",
    r"\bself[\s-]?harm(?:ed|ing|s)?\b(?!\srates?)",
    r"\b(?:im|i\sfeel|feeling|i\sget|ive\sbeen)\s(?:so\s|really\s|very\s|kind\sof\s)?suicidal\b",
    r"\bi\s(?:really\s|just\s|honestly\s)?(?:dont|no\slonger|never)\s(?:even\s|really\s)?wanna\s(?:live"
    r"|be\salive|exist"
    r"|be\sin\sthis\sworld|be\shere\s(?:anymore|any\smore)|wake\sup)\b",
    r"\b(?:no|any|a|see\sa|see\sno)\s(?:reason|point)\s(?:left\s)?(?:to|in|for|of)\s(?:me\sto\s)?"
    r"(?:live|living|be\salive|being\salive|go\son\sliving|existing|staying\salive)\b",
    r"\b(?:whats\sthe|whats\smy)\s(?:point|use)\s(?:of|in)\s(?:living|being\salive|life|existing"
    r"|going\son\sliving)\b",
    r"\b(?:my\s)?life\s(?:isnt|is\snot|aint|is\snt)\sworth\s(?:living|it)\b|\blife\s(?:is"
    r"|has\sbecome)\s(?:so\s)?"
    r"(?:pointless|meaningless|hopeless|not\sworth\sliving|unbearable)\b",
    r"\bi\s(?:really\s|just\s|so\s|fucking\s)?hate\s(?:my\slife|being\salive|living)\b(?!\swhen)",
    r"\bi\s(?:really\s|just\s)?hate\smyself\b(?!\s(?:for|when|because\si\sgot|right\snow\sfor))",
    r"\b(?:everyone|everybody|they|you|people|the\sworld|my\sfamily|my\sparents"
    r"|you\sall)\s(?:\w+\s)?(?:would|will|is|are|wouldd)"
    r"\s?(?:all\s|probably\s|just\s)?(?:be\s)?(?:better|happier)(?:\soff)?\s(?:if\si\swas\s\w+|without\sme"
    r"|if\si\swere\s\w+)\b",
    r"\bbetter\soff\s(?:dead|without\sme)\b",
    r"\b(?:nobody|no-one|who|not\sa\ssoul)\s(?:\w+\s)?(?:would|will|d)\s?(?:even\s|really\s|ever\s)?(?:miss"
    r"|care|notice|mind"
    r"|be\ssad|cry)\b.{0,20}\b(?:i|me)\b.{0,20}\b(?:died|dead|gone|die|disappeared|not\shere|dying|away"
    r"|killed)\b",
    r"\bi\s(?:really\s|just\s|often\s)?wish\si\s(?:was|were|am|had|d|could)\s?(?:just\s"
    r"|already\s)?(?:be\s)?(?:dead|never\s(?:been\s)?born"
    r"|not\s(?:here|alive|born)|gone\sforever|wasnt\s(?:alive|born))\b",
    r"\bi\swish\si\s(?:wasnt|werent)\s(?:alive|born|here\sanymore)\b|\bi\sshould\s(?:never\shave\sbeen|be"
    r"|not\sbe)\s(?:born|dead|alive)\b",
    r"\b(?:i\s)?cant\s(?:go\son|live|keep\sliving|take\sliving|do\slife)\s(?:living|like\sthis|anymore\sand"
    r"|with\sthis\spain)\b",
    r"\b(?:i\s)?cant\sgo\son\s(?:any\s?more|any\slonger)\b(?!\s(?:with\sthis|with\sthe|from))",
    r"\b(?:i\sfeel|im|feeling|everythings?|everything\sis|all\sis|its\sall)\s(?:so\s|just\s|completely\s"
    r"|totally\s|feels\s)?"
    r"(?:hopeless|worthless)\b(?!\s(?:at|with|in|about\s(?:this|maths|it)))",
    r"\bi\s(?:have\s|just\s|ve\s)*(?:took|taken|swallowed|ate)\s(?:a\slot\sof|too\smany|all\s(?:the|my"
    r"|of\smy)|a\sbunch\sof"
    r"|lots\sof|so\smany|\w+\spacks?\sof)\s(?:\w+\s)?(?:pills|tablets|meds|medicine|medication|painkillers"
    r"|paracetamol)\b",
    r"\bi(?:ve)?\s(?:just\s)?overdosed\b",
    rf"\b{_NEAR}{_HOW_OFTEN}\s{_DOES}",
    rf"\b{_NEAR}{_HOW_OFTEN}\s(?:threatens?|threatened|threatening|says\s(?:he|she)\swill|said\s(?:he"
    r"|she)\swill)"
    r"\s(?:to\s)?(?:kill|hurt|beat|rape|stab|shoot)\s(?:me|us)\b",
    r"\b(?:im|i\swas|i\sget|ive\sbeen|i\sam)\s(?:\w+\s)?(?:being\s|getting\s|been\s)?"
    r"(?:abused|raped|molested|assaulted|bullied|beaten(?:\sup)?|stalked|blackmailed|groomed|harassed)\b",
    r"\b(?:afraid|scared|frightened|terrified)\s(?:to\sgo|of\sgoing|to\sbe)\s(?:back\s)?(?:home|at\shome)\b",
    r"\b(?:afraid|scared|frightened|terrified)\sof\s(?:my\s(?:dad|father|stepdad|stepfather|mum|mother"
    r"|uncle|brother|boyfriend"
    r"|husband|coach|parents|stepbrother)|him\b|what\she)",
    r"\bi\s(?:dont|do\snot)\sfeel\ssafe\s(?:at\shome|here\sanymore|with\s(?:him|my))\b",
    r"\bmy\s(?:best\s)?(?:friend|sister|brother|mum|dad|classmate|cousin|girlfriend"
    r"|boyfriend)\s(?:\w+\s){0,3}"
    r"(?:kill|cut|hurt|harm|hang|cutting|hurting|harming|killing)\s(?:himself|herself|themselves|themself)\b",
    r"\b(?:im\sgonna|i\s(?:really\s)?wanna|i\swill|im\sabout\sto)\s(?:\w+\s)?(?:kill|stab|shoot"
    r"|murder)\s(?:him|her|them|someone|somebody"
    r"|people|everyone|everybody|my\s(?:teacher|dad|father|mum|mother|brother|sister|parents|classmates?"
    r"|class))\b"
    r"(?!\s(?:in\s|at\s(?:the\s)?game|with\sa\s(?:joke|hug)))",
    r"\b(?:they|he|she|everyone|people|someone|somebody)\b.{0,30}\b(?:tells?|told|tell|write|writes|wrote"
    r"|say|says|said|wants?)\b"
    r".{0,15}\b(?:kys|kill\smyself|to\sdie|kill\syourself)\b|\bkys\b.{0,25}\b(?:me|i)\b",
    r"\b(?:im\s)?(?:gonna|wanna|will|should|want\sto)\s(?:just\s)?kms\b|\bkms\b.{0,12}\b(?:mean\sit|serious"
    r"|tonight|for\sreal|no\sjoke)\b",
    r"\bi\s(?:hate\smyself|hate\smy\slife|feel\sso\salone|cant\stake\sit)\b.{0,40}\b(?:disappear|end\sit"
    r"|die|be\sgone|not\sexist)\b",
    r"\bi\s(?:just\s|really\s)?wanna\s(?:disappear|be\sgone|sleep)\sforever\b|\bi\swant\s(?:my\slife|everything"
    r"|the\spain)\s(?:all\s)?to\s"
    r"(?:be\sover|end|stop\sforever)\b(?!.{0,15}\b(?:test|lesson|course|homework|exam)\b)",
)
_HARM = tuple(re.compile(said) for said in _SAID)
# What is said in jest or of the work: it makes me want to die, I would rather die than do fractions.
_WORK = r"(?:maths|algebra|fractions?|homework|questions?|problems?|exercises?|exams?|tests?|equations?)"
_OF_MARKS = re.compile(
    r"\b(?:will|gonna|would|ll|is\sgonna)\s(?:\w+\s)?kill\sme\s(?:if|when)\b|\bkill(?:s|ing)?\sme$"
)
_OF_THE_WORK = re.compile(
    rf"\bif\b.{{0,40}}\b{_WORK}\b.{{0,30}}\b(?:die|kill\smyself)\b|\b(?:die"
    rf"|kill\smyself)\sif\b.{{0,40}}\b{_WORK}\b|"
    r"\b(?:this|these|that|it|maths|algebra|fractions?|homework|questions?|problems?|exercises?|exams?"
    r"|tests?|school|you)\s"
    r"(?:\w+\s){0,3}(?:mak(?:e|es|ing)|made|giv(?:es?|ing))\sme\s(?:\w+\s){0,2}(?:wanna\s)?"
    r"|\brather\s(?:die|kill\smyself|be\sdead|hurt\smyself)\s(?:than|before)\b"
    r"|\b(?:die|dying|dead)\s(?:of|from)\s(?:boredom|laugh\w*|laughter|embarrassment|hunger|cringe|heat)\b"
    r"|\b(?:die|dying)\slaughing\b|\b(?:die|dying)\sto\s(?:know|see|find\sout)\b|\bbefore\si\sdie\b"
    r"|\bwhen\si\sdie\sin\b"
    r"|\b(?:im|i\sam)\s(?:just\s)?(?:dying|dead)\b(?!\s(?:inside|soon|of))"
    r"|\b(?:kill|hit|beat)\s(?:the\s)?(?:time|boss|monster|zombie|level|high\sscore)\w*\b"
)


def is_manner_of_speaking(words: str) -> bool:
    """Whether grave words in `words` are said of the work or in jest."""
    return _OF_THE_WORK.search(words) is not None or _OF_MARKS.search(words) is not None


def tells_of_harm(words: str) -> bool:
    """Whether `words` (as `plain` gives them) plainly speak of harm or of not wanting to live."""
    bare = _OF_THE_WORK.sub(" ~ ", words)
    return any(said.search(bare) for said in _HARM)
