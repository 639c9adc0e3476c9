"""Phrases that tell what a message is about: something else, this question, or the subject beyond it.

English for now, matched against what `plain` makes of a message.
"""

from __future__ import annotations

OFF_TOPIC = (
    r"\b(?:lets|can\swe|shall\swe|could\swe|wanna|will\syou)\splay\b",
    r"\bwhats\sup\b|\bhow\s(?:was|is|are|were)\s(?:your|you|things|life)\b|\bwhats\syour\s(?!hint|answer|advice|rule|next)\w+|\blets\s(?:talk|chat|speak)\sabout\b|\bgames\b|\bwanna\s(?:play|chat|talk|hang)\b",
    r"\bits\s(?:so\s|really\s|very\s)?(?:hot|cold|sunny|late|friday|monday|dark|christmas)\b|\b(?:puppy|kitten|hamster|dinosaurs?|haircut|holiday|trump|girlfriend|boyfriend|soccer|practice\slater|concert)\b|\bi\s(?:got|bought|have|lost|found)\s(?:a|my)\s(?:new\s)?(?:puppy|dog|cat|kitten|bike|phone|car|tooth|job|cold|dress|game)\b",
    r"\b(?:football|soccer|basketball|baseball|rugby|cricket|tennis|nba|nfl|fifa|premier\sleague|world\scup"
    r"|messi|ronaldo|the\smatch|the\sgame\slast|minecraft|fortnite|roblox|pokemon|playstation|xbox|nintendo"
    r"|video\s?games?|gta|fifa\d*|among\sus|call\sof\sduty)\b",
    r"\b(?:movies?|films?|netflix|youtube|tiktok|insta(?:gram)?|snap(?:chat)?|facebook|twitter|whatsapp"
    r"|discord|spotify|songs?|music|sing|singer|band|concert|taylor\sswift|k-?pop|anime|cartoon|series|tv"
    r"|celebrity|influencer|meme|selfie|emoji)\b",
    r"\b(?:pizza|burgers?|sushi|dinner|lunch|breakfast|sandwich|ice\scream|snacks?|hungry|thirsty|recipe"
    r"|cook(?:ing)?|eating|ate|eat|food|drink(?:ing)?|coffee|tacos?|chocolate|mcdonalds)\b",
    r"\b(?:my|our)\s(?:\w+\s)?(?:dog|cat|cats|dogs|hamster|pet|puppy|kitten|horse|fish|brother|sister|mum"
    r"|dad|grandma\w*|grandpa\w*|nan|friend|friends|girlfriend|boyfriend|crush|birthday|holiday|vacation"
    r"|party|phone|laptop|hair|shoes|room|house|bike|car|baby|cousin|aunt|uncle|family|team|weekend|bus)\b",
    r"\b(?:weather|raining|snowing|sunny|rain|snow|weekend|holidays?|vacation|birthday|christmas|halloween"
    r"|easter|party|shopping|bus|train\sto|taxi|uber|flight|hotel|travel|beach|town|cinema|playground"
    r"|gym)\b",
    r"\b(?:jokes?|poem|poems|story|stories|riddle|rap|lyrics|horoscope|astrology|zodiac|fortune|ghosts?"
    r"|aliens?|dinosaurs?|dragons?|unicorns?|turtles?|politics|election|president|prime\sminister|king"
    r"|queen|war|religion|god|bitcoin|crypto|stocks|lottery|news|capital\sof|celebrities)\b",
    r"\b(?:are|r)\syou\s(?:\w+\s){0,2}?(?:robot|human|real|ai|person|bot|alive|chatgpt|gpt|machine|computer"
    r"|single|married|happy|ok|okay|there|a\sboy|a\sgirl|girl|boy|conscious|smart|sentient|male|female"
    r"|bored|tired|hungry|gay|old)\b|\bhow\sare\syou\b|\bhow\sold\sare\syou\b|\bwho\s(?:made|created|built"
    r"|are|invented|programmed)\syou\b|\bwhats\syour\s(?:name|age|favou?rite|fav|hobby|job|gender|number)\b"
    r"|\bwhere\s(?:are|do)\syou\s(?:from|live)\b|\bdo\syou\s(?:\w+\s)?(?:like|have|love|watch|play"
    r"|know\sany|believe|speak|dream|sleep|eat|feel|want|go|think\sabout|know\smy|prefer|hate"
    r"|wanna)\b(?!\s(?:to\s(?:use|do|give)|an?\s(?:hint|calculator|example|formula|easier)|another"
    r"|any\s(?:hints?|tips?)))|\bdid\syou\s(?:watch|see|hear|eat|sleep|know\sthat|go)\b"
    r"|\byour\sfavou?rite\b|\bwhat\sdid\syou\s(?:eat|do)\b|\bwill\syou\s(?:marry|be\smy)\b|\bi\slove\syou\b"
    r"|\bcan\syou\s(?:dance|sing|fly|play|talk|speak|order|book|call|buy|draw\sme)\b",
    r"\b(?:history|english|french|spanish|german|biology|chemistry|geography|art|literature|pe|latin"
    r"|science)\s(?:homework|essay|class|test|exam|lesson|project|teacher|assignment|paper)\b|\b(?:write"
    r"|do)\s(?:me\s)?(?:my|a|an)\s(?:\w+\s)?(?:essay|letter|email|code|report|speech|cv|resume|paragraph"
    r"|application|homework\sfor)\b|\bhomework\s(?:ate|lol)\b|\b(?:translate|google|amazon|order"
    r"|buy)\b.{0,25}\b(?:into|for\sme|me)\b",
    r"\bwhat\stime\s(?:is|does|do|will)\b|\bwhat\sday\sis\b|\bwhats\sthe\s(?:time|date|weather|news|wifi"
    r"|latest)\b|\b(?:yesterday|last\snight|tonight|this\sweekend|this\sevening|tomorrow|next\sweek"
    r"|this\ssummer|after\sschool)\b|\bwear\b|\b(?:new|cool|nice)\s(?:phone|shoes|bike|car|haircut|dress"
    r"|game)\b|\blove\s(?:is|you|songs)\b|\bin\slove\b|\b(?:cute|sexy|handsome|ugly|hot\sguy"
    r"|pretty\sgirl)\b|\b(?:toilet|bathroom|pee)\b|\bbetter\sthan\s(?:you|ronaldo|messi|chatgpt|gpt)\b"
    r"|\bchatgpt\b|\bsiri\b|\balexa\b|\bi\slike\s(?:turtles|trains|you|dogs|cats|football|music|cheese"
    r"|bananas|blue|pink|red)\b|\bfavou?rite\b",
)

# Questions: what speaks of this problem, and what of the subject.
TASK = (
    r"\bin\sthe\s(?:diagram|picture|figure|graph|table|drawing|code|text|image|sketch)\b|\b(?:we|they|it|you)\s(?:only\s|just\s)?"
    r"(?:want)\s(?:the|a|an|all|both|one|only|just)\b",
    r"\bwhich\s(?:\w+\s){1,2}(?:are|is|do|does|did)\s(?:we|they|it|you|this)\b|\b(?:talking|referring)\s(?:about|to)\b"
    r"|^(?:\w+\s){0,2}(?:should|does|must|can|will|do)\smy\s(?:\w+\s)?(?:function|code|program|answer|graph|sketch|essay|drawing"
    r"|script|method|class|solution|explanation|proof|working)s?\b"
    r"|\bwhy\s(?:do|did|does|would|have|are)\s(?:they|the\s(?:question|problem))\s(?:\w+\s)?(?:give|given|tell|say|mention"
    r"|include|want|put|ask|giving|telling|use)\b",
    r"\bhow\s(?:precise|exact|accurate|detailed|exactly)\b|^(?:so\s|and\s|but\s|ok\s|wait\s)*(?:is\sit|is\she|is\sshe|is\sthere|are\sthey|are\sthere|does\she|does\sshe|do\sthey|did\she|did\sshe|did\sthey|was\sit|do\swe|can\she|can\sshe|can\sthey|has\she|has\sshe|will\she|will\sshe|will\sthey|will\sit)\b",
    r"\b(?:the|this|that|each|every)\s(?:question|problem|task|exercise|text|story|sentence|wording"
    r"|instruction|instructions)s?\b",
    r"\b(?:question|problem)\s(?:mean|even|ask|is\sasking|want|say)",
    r"\b(?:do|should|can|must|may|am|could|would|shall|is\sit\sok\sto|are\swe|shouldnt|dont)\s(?:i"
    r"|we)?\s?(?:have\sto|need\sto|supposed\sto|meant\sto|allowed\sto|also|still|just|only|gonna|really"
    r"|even)?\s?(?:have\sto\s|need\sto\s)?(?:round|write|show|use|type|give|leave|put|include|enter|express"
    r"|draw|submit|answer|explain\smy|simplify|state|add\sunits|count|work\sout|find|assume|ignore|specify"
    r"|say|send|upload|press|click|solve|take|be|do)\b",
    r"\b(?:units?|decimals?\splaces?|how\smany\sdecimals?|decimal\sor|fraction\sor|or\s(?:a\s)?(?:decimal"
    r"|fraction|percent\w*)|in\s(?:cm|m|km|kg|grams?|metres|meters|minutes|hours|dollars|degrees|euros"
    r"|pounds|simplest\sform|lowest\sterms|centim\w+)|simplest\sform|exact\svalue|an?\sestimate|nearest"
    r"|calculator|rounded|(?<!way\s)round|working|the\sbox|answer\s(?:box|field)|format|as\sa\s(?:decimal"
    r"|fraction|percent\w*|whole\snumber|mixed\snumber)|significant)\b",
    r"\b(?:they|it|he|she|we|you|the\sauthor)\s(?:even\s|really\s|actually\s)?(?:want|wants|mean|means"
    r"|asking|ask|asks|wanting|expect|looking)\b|\b(?:does|do|did)\s(?:it|they|he|she|you|we|tom|anna"
    r"|\w+)\s(?:\w+\s)?(?:want|mean\s(?:by|each|the|per|all|that|here)|ask|include|count|start|begin|end"
    r"|have|get|pay|earn|already|say|refer)\b",
    r"\b(?:here|in\sthis|for\sthis|of\sthis|with\sthis|this\sone|in\sthat|supposed\sto\s(?:find|be|solve|do"
    r"|work|calculate|write|get)|meant\sto\s(?:find|be|solve|do|work|calculate|write|get)|asking"
    r"|asked\s(?:for|to)|looking\sfor|allowed|included?|including|counted|given)\b",
    r"\b(?:which|what)\s(?:one|number|value|letter|part|side|angle|shape|unit|row|picture|graph|line"
    r"|formula\sdo\si|person|price|variable|figure)\b|\bwhere\s(?:in|does|is|do\si)\b|\bhow\s(?:should"
    r"|do)\si\s(?:write|type|enter|put|give|format|round|submit|express)\b|\bhow\smany\s(?:answers"
    r"|solutions|parts|digits|numbers|of\sthem|decimals|steps|lines|do\si)\b|\bwhat\s(?:do|should"
    r"|am)\si\s(?:type|write|enter|put|find|have\sto|need\sto|supposed|solving|solve|looking|answer)\b"
    r"|\bwhats?\s(?:\w+\s)?(?:asking|wanted|required|meant|supposed)\b|\bwhat\sis\sx\ssupposed\b"
    r"|\bwhat\sdoes\s(?:[a-z]|the\s(?:\w+\s)?(?:x|y|n|letter|number|\d+))\s(?:stand|mean|represent)\b",
    r"\b(?:per|each|both|either|altogether|or\sonly|or\sjust|first\sone|the\sprice|the\stotal|the\sdiscount"
    r"|the\starget|tax|the\s\d+|order\smatter)\b|\bor\s(?:the\s)?(?:perimeter|area|width|height|radius"
    r"|diameter|total|all|per|each|just)\b|\b(?:can|could|should|will|must)\s(?:the\s|my\s)(?:answer|result"
    r"|number|solution)\s(?:\w+\s)?(?:be|have)\b|\bis\sthe\s(?:\d+|answer)\b",
)
GENERAL = (
    r"\bwhats?\s(?:an?|the|are|is|does|do|happens?)\b|\bwhat\s(?:is|are|does|do|happens|happened|kind)\b"
    r"|\bwhy\b|\bhow\s(?:do|does|did|can|come|is|are|to|would|many\s\w+\sare\sin)\b|\bwhen\s(?:do|does|can"
    r"|is|are|should|would|to)\b|\bwhere\s(?:does|do|did)\b",
    r"\b(?:difference\sbetween|definition|meaning\sof|formula|theorem|rules?\sfor|rule\sof|example\sof"
    r"|proof|called|stand\sfor|works?|always|ever|both\sways|in\sgeneral|every|all)\b",
    r"\bwhat\s\w+\smeans?\b|\bmean(?:s|ing)?\b|\bteach\sme\b|\btell\sme\sabout\b"
    r"|\bexplain\s(?:to\sme\s)?(?:what|why|how|the)\b|\blearn\s(?:more\s)?about\b",
)
SUBJECT = (
    r"\b(?:fractions?|numerators?|denominators?|decimals?|percent\w*|ratios?|proportions?|primes?|factors?"
    r"|multiples?|integers?|rational|irrational|negatives?|positives?|exponents?|powers?|square\sroots?"
    r"|roots?|cubes?"
    r"|equations?|inequalit\w+|expressions?|variables?|coefficients?|constants?|polynomials?|quadratics?"
    r"|linear|functions?|graphs?|slope|gradient|intercepts?|axis|axes|coordinates?|vectors?|matrix|matrices"
    r"|sequences?|series"
    r"|triangles?|circles?|squares?|rectangles?|angles?|hypotenuse|radius|diameter|circumference|pi"
    r"|perpendicular|parallel|polygons?|volume|area|perimeter|pythag\w+|trig\w*|sine?|cosine?|tangent|tan"
    r"|logarithms?|logs?"
    r"|(?:the|a|and|between)\smean|mean\s(?:and|of|or|value)|median|mode|range|average|probabilit\w+"
    r"|statistics|variance|standard\sdeviation|derivatives?|integrals?|limits?|calculus|algebra|geometry"
    r"|division|multiplication|addition|subtraction|dividing|multiplying|adding|subtracting"
    r"|divide|multiply|subtract|add|cancel|factoring|factorising|expanding|brackets?|parenthes\w+"
    r"|like\sterms|terms?|sign|signs|zero|infinity|even\snumber|odd\snumber|numbers?|digits?|formula"
    r"|theorem|sum|product|quotient|remainder|lcm|gcd|hcf|foil|pemdas|bodmas|order\sof\soperations"
    r"|speed|units?|symmetry|congruent|similar|axiom|proof|reciprocal|inverse|absolute\svalue"
    r"|scientific\snotation|estimat\w+|round(?:ing)?|\d)\b",
    # the sciences
    r"\b(?:atoms?|atomic|molecul\w+|electrons?|protons?|neutrons?|nucle(?:us|ar|i)|ions?|isotopes?|elements?|compounds?"
    r"|acids?|alkalis?|bases?|ph|reactions?|bonds?|bonding|covalent|ionic|periodic\stable|oxygen|carbon|hydrogen|metals?"
    r"|gas(?:es)?|liquids?|solids?|catalysts?|moles?|evaporat\w+|condens\w+|dissolv\w+|friction|gravity|forces?|mass"
    r"|weight|velocity|accelerat\w+|momentum|energy|kinetic|potential|heat|temperature|pressure|density|current|voltage"
    r"|resistance|circuits?|electric\w*|magnet\w*|waves?|wavelength|frequency|light|sound|newtons?|joules?|watts?|cells?"
    r"|photosynthesis|respiration|mitosis|meiosis|osmosis|diffusion|dna|genes?|genetic\w*|chromosomes?|evolution|enzymes?"
    r"|proteins?|bacteria|virus(?:es)?|organs?|blood|plants?|species|ecosystems?|food\schain|planets?|earth|moon|sun|stars?"
    r"|universe|climate|volcano\w*|hypothes[ie]s|experiments?)\b",
    # programs
    r"\b(?:loops?|arrays?|lists?|strings?|booleans?|floats?|dictionar\w+|tuples?|variables?|recursi\w+|algorithms?|class(?:es)?"
    r"|objects?|inherit\w+|methods?|parameters?|arguments?|compil\w+|syntax|python|java|javascript|html|css|sql|code|coding"
    r"|programming|binary|bits?|bytes?|index(?:es|ing)?|iterat\w+|while|null|pointers?|stack|queue|hash\w*|big\so"
    r"|neural\snetworks?|gradient\sdescent|backprop\w*|tensors?|tokens?|api|git|regex)\b",
)
