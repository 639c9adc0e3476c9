"""The English that learners use about what they know, as patterns. Decides nothing; `saying` does.

One alternative stands between two semicolons; they are regular expressions, matched as whole words.
"""

from __future__ import annotations

import re


def _words(text: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(part.strip() for part in text.split(";") if part.strip()) + r")\b")


SENTENCE = re.compile(r"(?<=[.!?])\s+|[;\n•|]+")
JOIN = re.compile(
    r"\s*(,|:|\(|\)|\s[-–—]+\s|\s?->\s?|\.\.+|…|\s/\s|&|\+(?!\s?\w?\d?\s?=)|\b(?:and|or|but|although|though|however|"
    r"whereas|while|yet|except(?: for| that)?|exept(?: for)?|apart from|other than|aside from|because|cause|"
    r"since|so|if|when|whenever|where|which|nor|as well as|plus|then)\b)\s*"
)
LIST = frozenset({",", "and", "or", "&", "+", "/", "nor", "as well as", "plus"})
EXCEPTING = ("except", "exept", "apart from", "other than", "aside from")
TURNING = frozenset({"but", "although", "though", "however", "whereas", "while", "yet"})

NEGATION = _words(
    """
    not; never; no; nope; nah; none; neither; nor; nothing; zero; zilch; cannot; nver; nevr; hardly; barely;
    scarcely; without; (?:do|does|did|have|has|had|ca|could|wo|was|is|are|would|were|ai)n'?t; hav no
    """
)
NEVER = _words(
    """
    never; nver; nevr; nothing; no (?:idea|clue|knowledge|experience|background); not at all; at all; zero;
    zilch; clueless; none; not even; not a (?:clue|thing); whatsoever; new to; unfamiliar;
    not (?:yet|covered|done|seen|learn(?:ed|t));
    (?:have|has)n'?t (?:ever|had|done|seen|learn(?:ed|t)|covered|studied|touched|met|started|got to|reached);
    (?:did|do)n'?t (?:do|have|cover|learn|study|get to|reach|even)
    """
)
TROUBLE = _words(
    r"""
    struggl\w+; trouble; (?:any|no|some|have|had|big|real|a) problems?(?: with)?; problems? with;
    my problem is; problem at all; difficult; difficult(?:y|ies); hard; tricky; tough; bad; poor; weak;
    weakness; worst; terrible; awful; hopeless; rubbish; useless; horrible; crap; forgot; forgotten; forget;
    confus\w+; lost; stuck; fail; failed; failing; fails; unsure; shaky; clueless; new to; unfamiliar;
    missed; skipped; avoid; gave up; give up; given up; (?:a )?mystery; nightmare; disaster;
    trips? me(?: up)?; mix(?:ed|es)?(?: \w+)? up; mess(?:ed|es)?(?: \w+)? up; goes wrong;
    get(?:s|ting)? (?:it |them )?wrong; beyond me; (?:went )?over my head; greek to me; gaps?; wobbly;
    slow(?: at| with)?; los(?:t|es) me; throws me; gets? me; scares? me; my downfall; panic; gone; vanished;
    less so; not so much; hate; hated; a pain; dropped; ill
    """
)
ABLE = _words(
    """
    know; knows; knew; known; can; could; able; understand; understood; did; do; doing; done; learn;
    learned; learnt; studied; study; studying; covered; passed; fine; ok; okay; alright; all right; good;
    great; decent; comfortable; confident; familiar; remember; rember; recall; easy; mastered; taught;
    teach; had; seen; used; use; using; get; got; yes; yep; yeah; happy; strong; expert; fluent; solid;
    at home; been through; went through; worked with; handle; manage; aced?; nailed; brilliant; excellent;
    sorted; down pat; competent; second nature; in my sleep; piece of cake; finished; completed;
    practi[sc]ed; no problems?; capable; proficient; like; liked; enjoy; love; works?; genius; clear;
    everyday business; daily work; favou?rite; went well
    """
)
LIKING = _words("like; liked; enjoy; love; happy; favou?rite")
MET = _words(
    """
    did; do; doing; done; had; seen; covered; studied; study; studying; taught; learn; learned; learnt;
    used; been through; went through; got; finished; completed
    """
)
FIRM = _words(
    """
    very well; really well; inside out; confident; comfortable; easy; easily; expert; fluent; all the time;
    every day; daily; solid; mastered; no problems?; aced; nailed; second nature; in my sleep; definitely;
    very good; really good; great; brilliant; excellent; teach; piece of cake; absolutely; perfectly;
    strong; genius
    """
)
LOOSE = _words(
    """
    a bit; a little; bit of; little bit; a tiny bit; some; sort of; sorta; kind of; kinda; kindof;
    more or less; mostly; partly; somewhat; i think; probably; i guess; i suppose; i reckon; should;
    roughly; vaguely; okayish; ok-ish; decent; sometimes; usually; so-so; so so; half; semi; i believe;
    in theory; slightly; few; quite; fairly
    """
)
DOUBT = _words(
    """
    maybe; perhaps; not sure (?:if|whether); might; dunno (?:if|whether); or not; supposedly; so-so; so so
    """
)
OLD = _words(
    r"""
    years? ago; long ago; ages ago; a long time(?: ago)?; long time; a while ago; a while back; used to;
    rusty; once; way back; decades?(?: ago)?; back in the day; in the (?:19)?\d0s; in my youth;
    when i was (?:young|a kid|at school|in school)
    """
)
BASICS = _words(
    """
    basics?(?: of)?; the very basics; beginnings? of; simple; easy; easier; elementary;
    intro(?:duction)?(?: to)?
    """
)
PARTLY = _words("a bit; a little; some; bit of; little bit; basics?")
HARDER = re.compile(
    r"\b(?:more |really |very |the )*(?:hard(?:er|est)?|difficult|complicated|complex|tricky|trickier|"
    r"advanced|longer|fancy)\s(?:ones?|stuff|things?|bits?|parts?|kinds?|types?|versions?|cases?|"
    r"equations?|problems?)\b"
)
EASIER = re.compile(
    r"\b(?:the |very |really )*(?:easy|easier|easiest|simple|simpler|simplest|basic)"
    r"\s(?:ones?|stuff|things?|bits?|parts?|kinds?|types?|versions?|cases?)\b"
)
ONLY = _words(
    """
    only; just; nothing but; that'?s (?:it|all|about it|about all); nothing else; that'?s about (?:it|all)
    """
)
CLOSING = re.compile(r"^(?:and )?(?:but )?that'?s (?:about )?(?:it|all)(?: really)?$|^nothing else$")
BEFORE = re.compile(
    r"\b(?:everything|all(?: of (?:it|that|this))?|anything|whatever|what)(?: that)?"
    r"(?: comes?| came| is| was)? (?:(?P<less>before|below|prior to)|up to|until|till|through)\b"
)
UPTO = _words(
    """
    up to; upto; as far as; until; till; stopped at; got to; never got (?:past|beyond); up until;
    ended (?:with|at); (?:did|have)n'?t (?:get|got|gotten|go|gone) (?:past|beyond|further than);
    nothing (?:beyond|after|past)
    """
)
WISH = _words(
    """
    want; wants; wanna; would like; 'd like; would love; hope; hoping; wish; need to; need; have to;
    got to learn; looking forward; interested in; going to; gonna; plan; planning; goal; here to; here for;
    trying to; tried to; curious; please; will; 'll; exam; homework; let'?s; could you; can you; can we;
    do i; should i; so that i can; would; supposed to; ignore; mark; liked to; preparing
    """
)
SPEAKER = _words("i; i'?m; i'?ve; i'?d; im; ive; we; we'?ve; me; us; myself; our; mine; my")
OTHERS = re.compile(
    r"\b(?:(?:my|his|her|their|our|a|the) (?:\w+ )?(?:brother|sister|friends?|mum|mom|mother|dad|"
    r"father|teachers?|boss|girlfriend|boyfriend|wife|husband|son|daughter|kids?|child|children|uncle|aunt|cousin|tutor|students?|"
    r"classmates?|colleagues?|neighbou?r|roommate|grandma|grandpa|grandfather|cat|dog)|he|she|they|you|people|"
    r"everyone|everybody|others|most people|someone)\b(?P<says> (?:say|says|said|think|thinks|told)\b)?"
)
GENERAL = _words(
    """
    everything; all of (?:it|this|that|these|them|the above); all (?:this|that|these|the topics|topics);
    anything; nothing; the (?:lot|whole (?:thing|course|lot)); any of (?:it|this|that|these); it all;
    most of (?:it|this|that); all; the rest; this(?: (?:stuff|subject|topic|course|material))?;
    the (?:stuff|subject|topic|course|material); not much; much; very little; clue
    """
)
NEWCOMER = _words(
    """
    beginner; newbie; noob; novice; (?:from )?scratch; from zero; square one; blank slate; from nothing;
    from the (?:very )?(?:beginning|start); new (?:here|at this); new to (?:all )?(?:this|it|that); clueless
    """
)
BACKWARD = _words("it; them; those; that; these; they; ones?; either; both; neither")
LEARNED = _words(
    r"""
    (?:maths?|mathematics|physics) (?:teacher|tutor|lecturer|graduate|major|student); mathematician;
    physicist; (?:\w+ )?engineer; engineering (?:student|degree);
    degree in (?:maths?|mathematics|physics|engineering); (?:maths?|mathematics|physics|engineering) degree;
    (?:phd|masters?|bachelors?|bsc|msc) in (?:maths?|mathematics|physics|engineering)
    """
)
HIGHER = _words("university; uni; a[- ]?levels?; further; degree; phd; masters?; bachelors?; grad school")
TOP = _words(r"an a\*?; a\+; grade [789]; top (?:marks?|grades?|set|of); full marks; 9[0-9] ?%; straight as")
SUBJECT = frozenset(
    ["math", "maths", "mathematics", "mathematic", "numbers", "sums", "algebra", "physics", "science"]
)
DROP = _words(
    """
    i; i'?m; im; i'?ve; ive; i'?d; we; we'?ve; me; my; our; us; you; the; a; an; am; is; are; was; were; be;
    been; being; of; to; at; in; on; with; about; for; from; how; what; it; its; it's; them; that; those;
    these; this; there; here; stuff; things?; really; very; quite; pretty; too; so; well; also; already;
    still; yet; ever; even; just; only; always; again; before; befor; now; though; much; many; any; all;
    most; more; lot; lots; as; think; feel; find; found; have; has; having; like; by; than; actually;
    honestly; basically; totally; completely; absolutely; obviously; probably; maybe; kind; sort; bit;
    little; some; few; part; parts; topics?; subject; area; idea; clue; knowledge; experience; background;
    understanding; skills?; level; concepts?; way; when; if; up; out; off; do; does; did; not; no; yes;
    concerned; comes?; goes; going; went; let; say; said; tell; hi; hello; hey; ok; um; er; tbh; lol; pls;
    please; thanks; school; class; college; course; lessons?; year; years; time; ago; last; week; month;
    day; today; yesterday; ones?; everything; anything; something; nothing; happily; easily; properly;
    fully; never; complete; total; absolute; subjects; quickly; twice; says; why; rest; thing; see; far
    """
)
INNER = re.compile(r"^(?:of|to|at|in|on|with|about|for|from|by|than|out|off|up|all|the|a|an|more)$")
WHEN = re.compile(
    r"\b(?:(?:back )?(?:at|in|from|during|since|until|through) "
    r"(?:my |the |our |high |primary |secondary |middle |first |elementary |grammar |last |second )*"
    r"(?:school|uni|university|college|class|gcses?|a[- ]?levels?|sixth form|year \d+|grade \d+|"
    r"\d+(?:st|nd|rd|th) grade|\d{4}|lessons?|lockdown|work|job|degree|course|semester|term)|"
    r"(?:last|this|next) (?:year|term|week|month|summer|semester)|"
    r"(?:about |over |some )?(?:\d+|many|a few|two|three|ten|twenty|thirty|several) years?(?: ago| back)?|"
    r"years? ago|a (?:long )?(?:while|time) (?:ago|back)|ages ago|once upon a time|"
    r"for (?:years|ages|a while|my exams?|work)|as a (?:kid|child|student|teenager)|so far|these days|"
    r"when i was \w+(?: \w+)?)\b"
)


def _set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


ENGLISH = _set(
    """
    i i'm im i've ive the a an and but not never no of to at in on with my me we is are was it this that know
    can can't cant don't dont did do have haven't good bad how about some all for from only just what when
    everything nothing fine ok okay new yes so been done learned learnt school really very be am you
    """
)
FOREIGN = _set(  # none of them an English word that learners use
    """
    je suis les des une est pas et ne mais jamais nous ich nicht und der das ein eine aber nie kein keine mit
    auf yo sé soy pero nunca el los las y con muy que não eu mas com io non il lo gli sono mai ik niet een het
    maar jag inte och jestem ale znam dobrze
    """
)
