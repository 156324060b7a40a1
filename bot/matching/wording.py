"""The wordings of requests and addresses, as patterns; `asking` reads with them.

Every pattern is bounded, so that no sentence takes long.
"""

import re

W = r"(?<![\w’'])(?!(?:and|or)\b)[A-Za-z][\w’'&+.-]{0,30}"  # no word of a join: linear
NP = rf"(?:{W} ){{0,4}}?{W}"
JOIN = r"(?:, (?:and |or )?| and | or | ?/ ?| ?& ?| ?\+ ?)"
LIST = rf"{NP}(?:{JOIN}{NP}){{0,5}}?"
PAREN = r"(?: ?\([^)]{1,60}\))?"
TAIL = rf"{PAREN}(?: (?:of|in|at|with|who|from|over|under|on|for|aged|living|to)"
TELL = (
    r"(?:(?:please )?(?:tell|give|show|send|help|write(?: to)?|talk to|recommend|name)\b|"
    r"share|describe|explain|weigh in|speak up|let (?:us|me) know|(?:we|i) (?:want|need)|"
    r"(?:we|i)[’']d (?:like|love)|a (?:sentence|line)|short answers|what[’']s your|"
    r"answer|all (?:fine|welcome)|any (?:will|would|of))\b"
)
ASK = (
    r"(?:what|how|when|where|which|why|who|have|has|had|did|do|does|did|are|were|is|"
    r"should|would|can|could|if you)\b"
)
COLON = re.compile(
    rf"^(?P<who>{LIST})(?P<tail>{TAIL} [^:?.!]{{1,70}})?)\s?[:—–-]\s(?P<rest>\S.*)$",
    re.IGNORECASE,
)
COMMA = re.compile(
    rf"(?:^|[?!:.—–] )(?P<who>{LIST})(?P<tail>{TAIL} [^,:?.!]{{1,60}})?), "
    rf"(?=(?P<tell>{TELL})|(?P<ask>{ASK}))",
    re.IGNORECASE,
)
# a line that is nothing but people: an item of a list, a subject line
LONE = re.compile(
    rf"^(?:(?:an?|the|our|hi|hello|dear|also|one|two|three|\d) )*(?P<who>{LIST}){PAREN}"
    r"(?P<rest>[.!]?$| (?:who|on|with|in|at|of|for|from|needed|wanted|about|to|willing|"
    r"working|based|licensed|share|reveal|weigh|explain|recommend|please|only)\b.*|"
    r" ?[:—–-] .*)",
    re.IGNORECASE,
)
WANTED = re.compile(
    rf"(?P<who>{LIST}){PAREN}(?:(?:,? (?:are |is )?(?:also |very |strongly |highly )?"
    r"(?:wanted|needed|sought|required|considered|welcome|preferred|invited|encouraged|"
    r"fine|ok|okay))"
    r"| only| please(?=[.!,]|$))\b",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"(?i)\b(?:ok|okay|fine|welcome|considered|also [a-z]+|encouraged|preferred)$"
)
MILD = re.compile(r"(?i)happy to|open to|welcome|considering|i[’']d also take")
# "attorneys who practise family law and financial pros who handle the split"
FURTHER = re.compile(
    rf"\b(?:and|or|plus) (?:from )?(?P<who>{NP})(?= (?:who|with|that) )", re.IGNORECASE
)
CALLING = re.compile(
    rf"(?i)\b(?:calling(?: all| on)?|attention|attn:?|wanted:|needed:|iso|"
    rf"^(?:[\w-]+ ){{0,2}}questions? for|\bcall for) (?P<who>{LIST})(?= who\b|"
    rf"[,.:?!—–]| in | with | for |$)"
)
ASKING = re.compile(
    rf"(?i)\b(?:we ask|i ask|\w+ asks|asking|want to ask|like to ask) "
    rf"(?P<who>{LIST})(?=[,.:?]| (?:how|what|why|who|to|about|whether|which)\b|$)"
)
YOU = re.compile(
    r"(?i)(?:^|[,;:] )(?:ideally,? |you: ?|first,? )?you(?:[’']re| are| should be| must be|"
    r"[’']ll be| will be|[’']ve| have| must have| should have| must| should| need to be|"
    r" (?:currently |regularly )?(?:lead|run|own|work|manage|treat|see|examine|advise|"
    r"represent|practi[cs]e|teach|hold|employ))\b"
)
SEEK = re.compile(
    r"(?i)\b(?:looks? for|looking (?:for|to (?:speak|talk|chat|connect|hear|interview|"
    r"quote))|seek(?:ing|s)?|"
    r"searching for|in search of|on the hunt for|needs?|needing|wants?|wanting|"
    r"hoping (?:for|to)|lack|i ask for|"
    r"interview(?:ing)?|profiling|(?:(?<!we )(?<!i )hear|hearing) from|"
    r"(?:[’']m|[’']re|am|are) (?:also |really )?after|but (?:for|from|with)|"
    r"(?:to|like|love) (?:speak|talk|chat|connect|meet|be in touch)(?: with| to)?|"
    r"(?:speak|talk|chat|connect|meet)ing (?:with|to)|"
    r"(?:[’']d|would|to) (?:like|love|include|quote)|we(?:[’']d| would) welcome|welcome|"
    r"(?:input|quotes?|comments?|commentary|insights?|advice|tips|ideas|perspectives?|"
    r"expertise|answers|call|take|stories|accounts|thoughts|recommendations?|voices|"
    r"answers of [\w ]{1,20} words) from|speaking with:?|"
    r"sources (?:must|should) be|open to|,? and (?:also )?from|rather have|gathering|"
    r"collecting [\w ]{1,30} from|"
    r"happy to (?:talk|speak) (?:to|with)|i[’']d (?:also )?take|inviting|considering)\b"
)
STOP = re.compile(
    r"(?i)\b(?:to (?!speak|talk|hear|connect|chat|meet|interview|include|quote|be in\b)|"
    r"who|whose|that|about|on(?!-)|what|how|why|whether|if|as|"
    r"at|in(?!-)|near|with(?= \w+ing)|and (?:what|how|why)|"
    r"for (?:a|an|my|our|the|this)|so)\b|[:?!;—–(]"
)
# who needs it is not the reporter: "readers need a lawyer", "when you talk to a doctor"
BYSTANDER = re.compile(
    r"(?i)(?:\b(?:you|they|he|she|who|that|how to|when to|ways to|before|to your|"
    r"does it|customers|clients|readers|owners|parents|people|\w+ers|\w+ists|patients|"
    r"companies|businesses|employers|families|what|which)"
    r"(?: (?:really|often|should|can|may|must|might|will|also|actually|to|do|don[’']t|even|"
    r"first|ever|i))*) $"
)
LACK = re.compile(r"(?i)\bwhat i (?:still )?lack (?:is|are) ")
NO = re.compile(
    r"(?i)(?:\b(?:no|not|never|without|sorry,?)|n[’']t)\b.*?(?=\bbut\b|[,;.:]|$)"
)
PREFERRED = re.compile(
    r"(?i)(?:\b(?:can|could|would|will) (?:an?|any|some) (?P<a>(?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?: who [^,.?]{1,60}?)? (?:explain|agree|take|walk|tell|say|help|answer|comment|"
    r"weigh|share)\b|\b(?:an?|any|one) (?P<b>(?:[\w-]+ ){0,3}?[\w-]+)(?:[’']s (?:take|"
    r"views?|tips|advice|perspective|opinion|thoughts|help|eye|answers?|word)\b| would be "
    r"(?:perfect|ideal|great|best))|"
    r"\((?P<d>[\w ,-]{4,60})\)[^.?!]{0,60} welcome\b)"
)
CUT = re.compile(
    r"(?i)(?: ?\(| (?:in|at|of|with|from|for|by|over|under|based|licensed in|aged|living|"
    r"working|board-certified|certified|licensed|accredited|employed|specializing|versed|"
    r"gone|willing|during|needed|wanted|please|today|only|is|are|has|have|"
    r"currently|around|across|inside|here|there)\b).*$"
)
NOBODY = re.compile(
    r"(?i)^(?:the|my|our|a|an|i|we|it|this|that|these|those|your|his|her|their|is|are|if|"
    r"when|while|as|since|after|before|in|for|and|but|or|what|how|why|do|does|did|to|"
    r"readers|dear|help|tell|ask|meet|note|update|reminder|looking|seeking|send|need|"
    r"wanted|calling|attention|questions?|examples?|bonus|deadline|about|from|by|because|"
    r"where|who|which|can|could|should|would|have|has|had|not|no|please|thanks?|will|"
    r"telling|making|getting|finding|raising|helping|keeping|there|here|each|every|"
    r"one of|some of|most|many|include|compensation|background)\b|"
    r"\b(?:a|an|the|my|our|is|are|was|were|has|have|had|said|says|tell me|told|will|i|we|"
    r"it|they|he|she|can|who)\b"
)
SPOKEN_TO = re.compile(r"(?i)\b(?:you|your|yours)\b")
THEIRS = re.compile(r"(?i)^(?:his|her|their|my|our|your|its) |[’']s? \w+$")
# before the noun it is no place to cut: "a licensed dermatologist"
ADJECTIVE = re.compile(
    r"(?i)^(?:(?:licensed|certified|board-certified|board certified|accredited|registered|"
    r"qualified|chartered|credentialed|practi[cs]ing|currently|working|based)[ -])+"
)
AUDIENCE = re.compile(r"(?i) (?:for|about) ")
HAVE = re.compile(r"(?i)\b(?:already|have enough|plenty of|enough)\b[^.;]{0,30}$")
ABOUT = re.compile(r"(?i) (?:on|about) ")
HEADLINE = re.compile(r"\s?[:—–-]")
PLURAL = frozenset(("need", "want"))
SUBJECT = re.compile(r"\w{3}s $")
TAG = re.compile(r"^(?:[A-Z][A-Z&/ ]{1,20}: )")
PARENS = re.compile(r"\(([^()]{2,80})\)")
AFTER = re.compile(r"(?:: | [-—–] )([^:?!]{3,160})")
