"""How reporters ask: the phrases that lead to a question, part it, or make it none."""

import re

from bot.asks.demands import KINDS
from bot.asks.frames import AUX, WH

LEADING = r"(?:for|at|in|to|from|with|by|on|of|under|about)"
NOUN = (
    r"(?:tips|advice|insights?|thoughts|comment(?:s|ary)?|opinions?|views|input|take"
    r"|(?:smart|hot|quick|expert) takes|perspectives?|ideas|stories|accounts?|experiences?"
    r"|quotes?|guidance|examples|reply|suggestions|strategies|expertise|recommendations"
    r"|reactions?|statements?"
    r"|responses?|answers|paragraph|information)"
)
SAID = (  # what is given in words
    rf"(?:(?!experience\b){NOUN}|{WH}|tip|details?|context|explanations?|background"
    rf"|overview|analysis"
    r"|clarity|evidence|list|breakdown|summary|reasons?|steps|ways|facts?)"
)
VERB = (
    r"(?:say(?= (?:why|how|what|whether|if)\b)|be specific about|tells? (?:me"
    r"|us)(?: about)?|walk (?:me|us) through|let (?:me|us) know|give (?:me"
    r"|us)"
    r"|explain|describe|discuss|explore|unpack|clarify|outline|debunk|bust|weigh in(?: on)?"
    r"|comment on|talk (?:to (?:me|us) )?(?:about|through)|speak (?:to (?:me|us) )?about"
    r"|speak to(?= (?:the|how|what|why|this|these))"
    r"|share(?: with (?:me|us))?|list|name(?= (?:one|two|three|the|your))|break down"
    rf"|(?:offer|provide(?: (?:me|us))?(?: with)?)(?= [^.?!;]{{0,60}}\b{SAID})|recommend"
    rf"|suggest|address|address how|help (?:me"
    r"|us)? ?(?:understand|explain)"
    r"|identify|(?:reply|respond) with|reflect on|shed light on)"
)
ORDER = re.compile(
    rf"^(?:\W*(?:also|please|and|then|first|finally|kindly|so|do|if (?:interested"
    rf"|possible|so"
    rf"|you can|you[’']re interested)|to be considered|bonus)[, ]+)*(?P<verb>{VERB})\b\s*"
    r"(?P<rest>.*)$"
    rf"|\b(?:please|to|can|could|who(?: also)?|who will|i[’']d like you to|willing to"
    rf"|able to"
    r"|should|and|(?:experts?|pros|professionals?|someone|somebody|anyone)"
    rf"(?= (?:weigh|comment|explain|discuss|speak to)\b)) (?:then |also |briefly |help "
    rf"|candidly )*(?P<verb2>{VERB})\b\s*"
    r"(?P<rest2>.*)$",
    re.IGNORECASE,
)
ANY = r"(?:[^.;:?]|\.(?!\s))"  # what goes on in a sentence, "U.S.-based" with it
ON = (
    r"(?:about|into|regarding|around|concerning|on(?! (?:zoom|camera|background|air|video"
    r"|teams"
    r"|a (?:walk|call)|our|my|the (?:phone|record|air|show))\b))"
)
WISH = re.compile(
    r"\b(?:love|like|want|after|hoping|hope|looking|interested|keen|need|curious|seeking"
    r"|seek"
    r"|welcome|get|share|send|provide|wants?|appreciate|collecting|gathering|asking|give"
    r"|offer)"
    rf"\b{ANY}{{0,70}}?\b(?:to hear|to know|to learn|hearing|learning|to understand|{NOUN})"
    rf"(?:{ANY}{{0,140}}?\s{ON}\s+|:\s+|\s+(?:of\s+)?(?={WH})|(?<=s) for\s+(?!an? |the "
    rf"|my |our "
    rf"|your )|(?<=advice) for\s+(?!an? (?:story|article)))(?P<rest>.+)$"
    r"|\b(?:love|like|want|curious|hoping|hope|keen) (?:to (?:hear|know|learn)|hearing)"
    r"\s+(?P<rest2>(?!from\b|back\b|about\b|more\b).+)$",
    re.IGNORECASE,
)
SPEAKING = re.compile(
    rf"\b(?:speak|talk|chat|hear|interview|interviewing|speaking|talking|conversation)\b"
    rf"{ANY}{{0,200}}?\s(?:about|regarding|on(?= (?:how|what|why"
    rf"|whether)\b))\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"^\W*(?:(?:your|any|some|expert|smart|quick|short|personal)\s+){{0,2}}{NOUN}"
    r"\s+(?:about|on|from|for|regarding|around|of)\s+(?P<rest>(?!.*\b(?:suggest(?:s|ed)"
    r"|showed|found|most likely"
    r"|will be|(?:is|are) (?:\w+ )?(?:welcome|accepted|appreciated|preferred"
    r"|encouraged|fine|ok|helpful|required|needed|a plus))\b).+)$",
    re.IGNORECASE,
)
CURIOUS = re.compile(
    r"\b(?:curious|interested|wondering|asking|ask(?= (?:you|them))|(?:want|like|love"
    r"|hope|hoping|looking|trying|eager|keen)"
    rf" to (?:know|explore|understand|learn|hear|find out|discuss|cover))\s+(?:about|in"
    rf"|if|to hear|you|them)?\s*"
    rf"(?P<rest>{WH}.+)$"
    r"|\b(?:curious about|interested in(?= (?:how|what|why|the)\b)|want to know about"
    r"|(?<!who )know more about|learn more about|hear more about|hearing about"
    r"|learning about)\s+(?P<rest2>.+)$",
    re.IGNORECASE,
)
WHAT_ON = re.compile(
    rf"\s(?:on|about|into|regarding|around)\s+(?P<rest>{WH}\s.+)$", re.IGNORECASE
)
TOPICS = re.compile(
    r"\b(?:subjects?|topics?|areas?|points|themes|issues|questions)\b[^.;:?]{0,50}"
    r"\b(?:include|are|range from):?\s+(?!(?:also |all |happily |always "
    r"|still )*(?:accepted"
    r"|welcome|open|fine|okay?|considered|encouraged|possible|below|listed|as follows)\b)"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
OWN_PIECE = re.compile(
    r"\b(?:article|story|piece|feature|blog|book|episode|series|report|post|guide|podcast"
    r"|show|column|working"
    r"|writing"
    r"|write|documentary|video|study|roundup|newsletter)(?: that is| is|’s|'s)? (?:all )?"
    r"(?:on|about|into|regarding|around|looking at|exploring) $",
    re.IGNORECASE,
)
AFTER_MARK = re.compile(rf"(?:\s[-–—]\s+|:\s+)(?P<rest>{WH}\b.*)$", re.IGNORECASE)
TAKE = re.compile(
    r"\b(?P<rest>(?:an?|some|any|your) (?:[\w-]+ ){0,3}?[\w-]+[’']s? (?:take|view|opinion"
    r"|perspective)"
    r" on .+)$",
    re.IGNORECASE,
)
LISTED = re.compile(rf"\W*(?:{LEADING} )?(?:{WH}|{AUX}\b)", re.IGNORECASE)
# before each of several questions in one sentence
SEVERAL = re.compile(
    rf"(?P<gap>[,;]?\s*(?:[,;]|\band\b|[,;]\s*and|&)\s+)(?=(?:{LEADING} )?{WH}\s"
    rf"|{WH}$)"
    rf"|(?P<aux>[,;]?\s+and\s+)(?=(?:then )?{AUX}\s+(?:there|it|you|they|we|people|an?"
    rf"|the|any"
    r"|this|that|these|your|\w+s)\b)"
    rf"|(?P<mark>\?[\"”’]?\s+(?:and |or )?)(?=\w)",
    re.IGNORECASE,
)
TITLES = re.compile(  # "... has stalled How much it costs Why nobody rides it"
    r"(?<!:)\s(?:Why|How|What|Which|When|Where|Whether|Who)(?=\s)"
)
LAST = re.compile(r"(?P<gap>,\s+and\s+)(?=(?:the|an?|any|your)\s)", re.IGNORECASE)
HEADS = frozenset(  # the words that `HEADED` may begin with
    "how when what where whether which why who whom whose best top worst biggest easiest"  # noqa: SIM905
    " favorite favourite most common the your is are do does did can could should would"
    " will has have".split()
)
HEADED = re.compile(  # what asks by how it begins, though no mark ends it
    r"\W*(?P<rest>"
    r"(?:how|when|what|where|whether|which \w+) to (?!apply|respond|reply|submit|pitch"
    r"|contact|reach|send|include|use this|enter|participate)\w.+"
    r"|(?:why|how) (?!to |we |it |this ).+[^\W_]"
    r"|(?:the |your )?(?:best|top|worst|biggest|easiest|favou?rite|most \w+|common) "
    r"(?:[\w-]+ ){0,3}?(?:ways?|tips|mistakes|things|reasons|signs|places|benefits|myths"
    r"|methods|alternatives|strategies|ideas) (?:to|for|of|when|in|people|that|about) "
    r"(?!.*\b(?:is|are|include|will)\b).+"
    rf"|(?!(?:can|could|would|will|are) you\b)"
    rf"(?:{WH}(?: \w+){{0,2}}? )?(?:is|are|do|does|did|can|could|should|would|will|has"
    r"|have) (?:it|there|this|that|these|they|we|you|your|people) .+"
    rf"|{WH}(?: \w+){{0,2}}? (?:is|are|do|does|did|can|could|should|would) (?:the|any|an?"
    r"|most|some) .+"
    r")$",
    re.IGNORECASE,
)
SOON = 60  # characters before a colon that ends what is asked
TOPIC = 5  # words before a colon that say what a question is about
INTRODUCING = re.compile(
    r"\b(?:questions?|know|answers?|following|share|ask|asking|interview|wonder|tell"
    r"|explain"
    r"|include|on|about|owners|q\d?)\b",
    re.IGNORECASE,
)
WHENEVER = re.compile(rf"\W*(?:when|where|who)\s+(?!{AUX}\b)", re.IGNORECASE)
CONDITION = re.compile(
    r"\W*(?:if|when|since|as|while|given|after|for|in|with|from|of|to|because|although|once"
    r"|clinically|\w+ly)\b",
    re.IGNORECASE,
)
META = re.compile(
    r"\b(?:head ?shots?|photos?|linked ?in|attachments?|word (?:limit|count)|bios?"
    r"|full name"
    r"|your names?|job title|website|url|deadline|chat ?gpt|ai[- ](?:generated|written)"
    r"|on the record|follow[- ]?up|email (?:me|us)|contact (?:me|info\w*|details|person)"
    r"|subject line|credentials|phone number|(?:a|product|free) samples?|pitch(?:es)?"
    r"|disclosures?|msrp|retail price"
    r"|product (?:name|information|description)|your (?:number|age|email)"
    r"|name and|name,|names?\b[^.]{0,12}\btitle)\b",
    re.IGNORECASE,
)
OF_YOURS = re.compile(  # an item that says what the source is to show
    r"\b(?:credentials?|certifications?|licen[sc]es?|contact|availability|linked ?in"
    r"|headshots?|your (?:names?|titles?|website))\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    rf"^(?!{WH})(?:\w+[- ]){{0,3}}(?:experts?|founders?|people(?= (?:who|with|in|from|that"
    r"|willing|working|living|whose|aged|over|under)\b|\W*$|,)|anyone|professionals?"
    r"|someone|sources?"
    r"|brands?|companies)\b",
    re.IGNORECASE,
)
WHO_YOU_ARE = re.compile(
    r"^\W*(?:any \w+ (?:out there|here|who)\b|are you (?:an?|available|interested|willing"
    r"|looking)\b|interested\?|questions\?|sound like you"
    r"|know (?:someone|anyone)|have (?:a|any) (?:tip|question)s?\b"
    r"|do you have (?:a|any) questions?\W*$|are you (?:open to|free (?:for|to)"
    r"|comfortable)\b"
    r"|where are you (?:based|located))",
    re.IGNORECASE,
)
NOWHERE = re.compile(
    rf"(?:for|from|by|with|in(?!.{{0,40}}\b{WH})|it|and|our|my)\b|the (?:topic|product"
    rf"|below|following)\b"
    r"|(?:this|that|these|those|them)(?: (?:with|to|on|for|in|either|call|query|request"
    r"|opportunity)\b|\W*$)"
    r"|.{0,70}\b(?:questions?|answers? (?:to|below))\b",
    re.IGNORECASE,
)
ORDERED, WISHED, TALKED, WHY = (1 << (len(KINDS) + n) for n in range(4))
SHAPES = (  # what must be called, and what is looked for then
    (TALKED, CURIOUS),
    (WISHED, TAKE),
    (WISHED, WISH),
    (TALKED, TOPICS),
    (TALKED, SPEAKING),
    (WISHED, NAMED),
    (WHY, AFTER_MARK),
    (WHY, WHAT_ON),
)
HEAD = 40
EMPTY = re.compile(  # "share unique insights" says nothing of what about
    rf"(?:(?!your\b|their\b)[\w-]+ ){{0,3}}{NOUN}(?:\W*$"
    r"| (?:for|to|in) (?:an?|my|our|the|this) (?:[\w-]+ ){0,3}(?:article|story|piece"
    r"|feature|guide|blog|book|post|report|podcast|series)\b)"
    r"|(?:[\w-]+ ){0,6}(?:examples?|scenarios?|anecdotes?)\b(?!.*\b(?:about|of|on|how|where"
    r"|when)\b)",
    re.IGNORECASE,
)
OTHERS = re.compile(  # it is not the source who is to tell
    r"\b(?:opportunity|chance|plans?|goal(?: is)?|unable|aim|aims|intend|intends|will"
    r"|used|readers|helps?|helping|happy"
    r"|glad"
    r"|going|we[’']ll|i[’']ll|allows? (?:us|me)) (?:to )?$",
    re.IGNORECASE,
)
REPORTED = re.compile(  # of the piece itself, not of the source
    r"\b(?:working on|writing|wrote|reporting|producing|exploring)\b[^.?!]*$",
    re.IGNORECASE,
)
ADDING = re.compile(  # "Please include any that ..."
    r"\W*please (?:\w+ )?(?:include any|explain|describe|elaborate|list)\b.{0,100}$",
    re.IGNORECASE,
)
COLON = re.compile(rf":\s+(?=[A-Z])(?!{WH}|{AUX}\b)")
