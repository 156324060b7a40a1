"""The words around a place that tell whether it is insisted on.

Every pattern is bounded; those that end in ``$`` look at the text before a place.
"""

import re

SIGN = "\ue000"  # stands for a run of places
_W = r"[\w'’&/+-]{1,30}"
LIFT = re.compile(
    r"(?i)\b(?:worldwide|anywhere(?= in the world|[.!?,)]|$| is| are)|any (?:country|"
    r"location)|"
    r"(?:from|in) any (?:where|part of the world)|all over the world|around the world|"
    r"(?:not|n['’]t)(?: \w+)? (?:just|only|limited to|restricted to|need to be|have to be|"
    r"necessarily|required to be)|"
    r"international(?:ly)?(?: [\w-]+){0,3} (?:is|are)? ?(?:also )?(?:welcome|"
    r"ok(?:ay)?|fine)|"
    r"international(?:ly)? welcome|location (?:doesn['’]t|does not) matter|"
    r"regardless of (?:location|country)|wherever you (?:are|live))\b"
)
HOME = re.compile(
    r"(?i)\bno (?:overseas|foreign|international|offshore|non-us)\b|"
    r"\b(?:domestic|stateside) (?:\w+ )?(?:sources?|experts?|pitches|brands)? ?only\b"
)
CUE = re.compile(
    r"(?i)\b(?:must|should|please|pls|need(?:s|ed)?|requir\w+|looking|seek\w*|want(?:ed)?|"
    r"sources?|experts?|respond\w*|repl(?:y|ies)|respon\w+|who|if you|you(?:['’]re)|"
    r"you (?:are|live|must|have)|open to|eligib\w+|consider\w*|calling|ISO|in search of|"
    r"hear from|speak (?:to|with)|talk (?:to|with)|interview\w*|pitch\w*|applicants?|"
    r"contributors?|participants?|wanted|accept\w*)\b"
)
OUTLET = re.compile(
    rf"(?i)[- ]?(?:based )?(?: ?(?!(?:for|in|to|on|who|at|and|or|so|with|from|that|"
    rf"only)\b){_W})"
    r"{0,3}? ?\b(?:outlets?|magazine|publications?|newspaper|news ?site|newsroom|site|"
    r"website|blog|blogger|journalist|reporter|writer|editor|podcast|show|station|"
    r"newsletter|publisher|supplement|title|audience|readers|readership|viewers|"
    r"listeners|paper|edition|series|monthly|weekly|daily)\b"
)
SELF = re.compile(
    r"(?i)\b(?:I['’]?m|I am|we['’]?re|we are|I live|we live|I work|our (?:studio|office|"
    r"readers|audience|outlet|team|crew)|my|he is|she is)\b"
    r"(?:(?!\b(?:look|seek|need|want|after|sourc|interview|only|hop|try|you|speak|talk|"
    r"search|collect|ask|find|call|hear)\w*)[^.;:!?]){0,70}$"
)
BEYOND = re.compile(
    r"(?i)\b(?:(?:from )?outside(?: of)?|beyond|not (?:currently |physically )?"
    r"(?:in|based in|located in|living in|licensed in|from))(?: the)? ?$"
)
REFUSE = re.compile(
    r"(?i)\b(?:no|not|cannot|can(?:['’]t| not)|won['’]t|will not|unable|never|don['’]t|"
    r"aren['’]t|isn['’]t|ineligible|declined?|deleted|ignored?|disregard\w*|refrain)\b"
)
LESS = re.compile(
    r"(?i)(?:\b(?:except|excluding|other than|apart from|besides|instead of|without|no|non|"
    r"nor|unlike|than)(?: for| in| from)?[ -](?:the )?|"
    r"\b(?:cannot|can['’]t|not|no ?one|nobody|never)\b[^,.;:!?]{0,30})$"
)
LESS_AFTER = re.compile(r"(?i),? (?:is |are )?(?:excluded|need not|needn['’]t)")
SOFT = re.compile(
    r"(?i)\b(?:preferably|ideally|prefer(?:ence|red|s)?|bonus|especially|particularly|"
    r"e\.g\.?|"
    r"such as|extra points|priority|love it if|hopefully|welcome|keen on)"
    r"\b(?: to)?(?:(?!\b(?:hear|speak|talk|interview|must)\b)[^.;:!?]){0,40}$"
)
ASIDE = re.compile(r"(?i)\((?:ideally|preferably|preference|or |bonus|pref\b)[^()]{0,80}\)")
SOFT_AFTER = re.compile(
    r"(?i)[^.;:!?,(]{0,30}?\b(?:preferred|preferable|preferably|ideally|ideal\b|"
    r"a (?:big |huge |"
    r"major )?(?:plus|bonus)|would be (?:great|nice|a plus|helpful|lovely)|especially|"
    r"(?:is|are) (?:also )?(?:welcome|fine|ok)|welcome)\b"
)
WIDE = re.compile(
    r"(?i)\b(?:(?:greater|near|around|metro)|(?:hours?|minutes?|mins|miles|"
    r"km)['’]?(?: drive)? of)"
    r"(?: the)? $"
)
AREA = re.compile(r"(?i)[- ](?:metro(?:politan)?[- ])?(?:area|region|metro|suburbs)\b")
BASED = re.compile(
    r"(?i)[-–‐ ](?:area[- ])?(?:based|licensed|registered|certified|qualified|trained|"
    r"credentialed|admitted|chartered|located|resident|board[- ]certified)\b"
)
ONLY = re.compile(
    rf"(?i)(?:[ -](?!(?:is|was|are|were|has|have|the|can|with|had|for|will|where|if)\b)"
    rf"{_W}){{0,3}}[ ,]{{1,2}}only\b"
    r"(?! (?:a|one|about|the|if|when|in|because|half|\d))"
)
PLEASE = re.compile(r"(?i),? (?:please|pls)\b")
PEOPLE_OF = re.compile(
    r"(?i) (?:residents?|citizens|nationals|locals|sources|respondents)\b"
)
ONLY_IN = re.compile(
    rf"(?i)(?:\bonly (?:be )?(?:accept|consider|interview|look|speak|work|us|tak|quot|"
    rf"includ|"
    rf"want|need|seek)\w*(?: (?!(?:how|what|why)\b){_W}){{0,6}} |"
    r"(?:^|[,;:(] ?|please |and )only )(?:from |in |with |for )?(?:the )?$"
)
IN = (
    r"(?:in|at|within|throughout|across|near|around|to|from|out of|somewhere in|by)"
    r"(?: (?:an?|[\w.]{1,6})(?:-| )?(?:hours?|minutes?|mins|miles|km)['’]?(?: drive)? of)?"
    r"(?: (?:at least|one|any|all|the|of|state|states|area|greater|more|rural|western|"
    r"eastern|northern|southern|central|metro|downtown|or|and|near|around|anywhere|in|"
    r"a|an|upstate)){0,6} ?$"
)
PLACED = re.compile(
    r"(?i)\b(?:based|located|situated|living|lives?|resid(?:e|es|ing)|licen[sc]ed|"
    r"registered|admitted|practi[cs](?:ing|e|es)|operat(?:ing|es?)|work(?:ing|"
    r"s)?(?! (?:with|on|for)\b)|certified|"
    r"headquartered|licen[sc]es?|qualified|(?:see|seeing|treat|treating) patients)\b"
    rf"(?:(?! (?:about|on|why|how|what|whether)\b)[^.;:!?()]){{0,40}}? {IN}"
)
ANYWHERE = re.compile(r"(?i)\b(?:anywhere|any (?:place|city|state|town)) in (?:the )?$")
MUST = re.compile(
    rf"(?i)\b(?:must|need to|should|please|has to|have to|needs to|be sure to|to) be "
    rf"(?:(?:currently|physically|located|based|able to come) )?{IN}"
)
IF_IN = re.compile(
    r"(?i)\b(?:only|reply|respond|apply|respond to this)\b"
    r"[^.;:!?]{0,15} if you(?:['’]re| are| live| work| practi[cs]e| reside)?"
    rf"(?: (?:based|located|living|currently))? {IN}"
)
STATES = re.compile(
    r"(?i)\b(?:these|following|eligible) (?:states?|countries|cities|regions|areas|"
    r"provinces|markets|locations)(?: only)?: ?$"
)
NO_NON = re.compile(r"(?i)\b(?:no|nobody|not|without) non[- ]$")
LABEL = re.compile(
    r"(?i)(?:^|\b)(?:location|based|region|geograph\w+|country|where|area|sources?|experts?)s?"
    r"(?: \w{1,20})?: ?(?:must be |only )?(?:in )?(?:the )?$"
)
PAREN = re.compile(r"\((?:the )?$")
LOCAL = re.compile(r"(?i)\blocal to (?:the )?$")
PERSONLY = re.compile(
    r"(?i)\b(?:in[- ](?:studio|person)(?: interviews?)?,? ?(?:(?:only )?(?:in|at|near) )?"
    r"(?:the |downtown )?|come (?:in )?to [^.;:!?]{1,40} in )$"
)
_ASK = (
    r"(?:look(?:ing)?(?: to (?:speak|talk|chat|connect|hear|interview|feature|quote|find|"
    r"profile)(?: (?:with|to|from))?| for)?|seek(?:s|ing)?|need(?:s|ed|ing)?|wants?|wanted|"
    r"ISO|in search of|search(?:ing)? for|speak(?:ing)? (?:with|to)|"
    r"talk(?:ing)? (?:with|to)|"
    r"hear(?:ing)? from|interview(?:ing)?|calling(?: all)?|connect with|chat with|"
    r"find(?:ing)?|collecting|asking|would love|['’]d love|to quote|quotes? from|"
    r"in touch with|"
    r"comment(?:ary|s)? from|insights? from|tips from|advice from|input from|"
    r"['’]re after|['’]m after|lack|open to|invit\w+|know an?|are you an?|"
    r"if you(?:['’]re| are) an?|"
    r"attention|paging|hosted? stays?(?: wanted)?|quoting)"
)
TOPIC = (
    r"(?:about|on|regarding|re|discuss\w*|explain\w*|explor\w*|writing|story|stories|"
    r"article|"
    r"piece|feature|guide|experience (?:in|with)|expertise|knowledge|familiar|"
    r"speciali[sz]\w+|"
    r"interest(?:ed)? in|rules|take part|summit|conference|event|gala|festival|"
    r"product|trip|"
    r"travel\w*|mov(?:ed|ing)|relocat\w*|visited|vacation\w*|born|expats?|share|how|why|what|whether|"
    r"comment|talk about|into|versed|knows?|cover(?:s|ing)|law in|impact|affect\w*|"
    r"for (?:a|an|our|the|my))"
)
ASKED = re.compile(rf"(?i)\b{_ASK}\b:?(?:(?!\b{TOPIC}\b)[^.;:!?]){{0,90}}$")
ASKED_MANY = re.compile(rf"(?i)\b{_ASK}\b:?(?:(?!\b{TOPIC}\b)[^;:!?]){{0,110}}\b{IN}")
_PERSON = (
    r"(?:\w{2,20}(?:ers|ors|ists|ians|ants|ents|eers|ees|men|women|ives|ers?|or|ist|"
    r"ian|eer|"
    r"yst|ysts|ologue|ess)|experts?|pros?|vets?|attorneys?|moms?|dads?|mums?|parents?|"
    r"couples?|"
    r"famil(?:y|ies)|people|persons?|CPAs?|MDs?|EAs?|CFPs?|RDs?|CISOs?|CEOs?|chefs?|"
    r"nurses?|"
    r"staff|brands?|compan(?:y|ies)|firms?|business(?:es)?|hotels?|practices?|colleges?|"
    r"universit(?:y|ies)|schools?|clinics?|hospitals?|professionals?|officials?|sources?|"
    r"guides?|cooks?|boutiques?|startups?|start-ups|retail\w*|restaurants?|wineries|inns?|"
    r"resorts?|shops?|stores?|derms?|docs?|academics?|coaches?|locals?|natives|adults|"
    r"teens|"
    r"women|men|students?|scientists?|mechanics?|households?|charit(?:y|ies)|"
    r"behaviou?rists?|"
    r"psychiatrists?|friends?|siblings?|veterans?|millennials|homes?|farms?|groups?|"
    r"landlords?|clerks?|artisans?|kids|twins|judges?|medics?|athletes?|hosts?|creatives?|"
    r"execs?|CTOs?|CFOs?|CMOs?|NPs?|DVMs?|LCSWs?|LMFTs?|RNs?|entrepreneurs?)"
)
BESIDE = re.compile(
    rf"(?i)[- ](?:(?!(?:to|on|about|for|in|who|is|are|was|rules|tax|law|market|story|"
    rf"[\w-]{{0,15}}policy|trade|politic\w*|history|culture|affairs|econom\w*|election)\b)"
    rf"{_W}[ ,]"
    rf"{{1,2}}){{0,4}}?{_PERSON}\b"
)
TRADE = re.compile(rf"(?i)[- ](?:(?:tax|law|market)[ -]){_PERSON}\b")
TITLE = re.compile(
    rf"(?i)[- ](?:area )?(?:(?!(?:to|on|about|for|in|who|is|are)\b){_W} ){{0,3}}?{_PERSON}"
    rf"(?: (?:and|or|&) (?:{_W} ){{0,3}}?{_PERSON})?(?: ?[:?]|,? (?:on|re|wanted|"
    rf"needed|who|for|with|sought|only)\b|$| [-–—])"
)
STRONG = re.compile(
    r"(?i)\b(?:looking (?:for|to (?:speak|talk|chat|connect|hear|interview|feature|find))|"
    r"seek(?:s|ing)?|hear from|in search of|ISO|calling|in touch with|collecting|"
    r"(?:need|want) (?:an?|two|three|some|\d)\b|(?:speak|talk|chat) (?:to|with)|"
    r"['’]d love|would love|hosted stays?|interviewing)\b"
)
ADDRESSED = re.compile(
    rf"(?i)^\W{{0,3}}(?:{_W},? ){{0,6}}?{_PERSON}(?: (?:based|living|working))? "
    r"(?:in|from|across|around|at) (?:the )?$"
)
MUST_BE = re.compile(r"(?i)\b(?:must|should|need to|has to|have to) be an? $")
WANTED = re.compile(r"(?i)(?: both)?(?: are)? (?:needed|wanted|sought|required)\b")
WHO = re.compile(r"(?i)\b(?:if|who|are)\b")
SOUGHT = re.compile(r"(?i)\b(?:needed|wanted|sought)\b")
STRANGE = re.compile(
    r"\b(?:[Bb]ased|[Ll]ocated|[Ll]iving|[Ll]ives?|[Rr]esiding|[Rr]eside) (?:in|near|"
    r"within) "
    r"(?:the )?(?P<a>[A-Z][\w'’]{2,20}(?: [A-Z][\w'’]{2,20}){0,2})|"
    r"\b(?P<b>[A-Z][a-z'’]{2,20} (?:County|Parish|Township|Borough))\b"
)
