"""How an answer is to be made, and what is to be in it: a pattern for each kind."""

_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})*|\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|two"
    r"|three) hundred"
    r"|hundred(?: and fifty)?)"
)
_FEW = rf"(?:{_NUMBER}|an?|a few|few|(?:a )?couple(?: of)?|several)"
_SPAN = rf"{_NUMBER}\s*(?:-|–|—|(?:to|or)(?![a-z]))\s*{_NUMBER}"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?"
    r"|september|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?,? ?(?:[ecmp][sd]?t|gmt|bst"
    r"|utc)?,? (?:on )?)?"
    r"(?:(?:next |this |end of (?:day |the day )?|close of business )?"
    + _WEEKDAY
    + r"|tomorrow"
    r"|tonight|noon|midnight|today"
    r"|eod|cob|(?:the )?end of (?:the )?(?:day|week|month)|next week|this week"
    r"|\d{1,2} ?(?:pm|p\.m)|\d{1,2}(?:st|nd|rd|th)|\d{1,2} (?:of )?(?:" + _MONTH + r")\b"
    r"|(?:" + _MONTH + r")\.? \d{1,2})"
)
_DATE = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|aug|sept?|oct|nov|dec)\.? \d{1,2}(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:and \d{1,2} )?(?:of )?(?:january|february|march|april|may"
    r"|june|july|august|september|october|november|december)"
    r"|(?:mid|early|late)[- ](?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december))"
)
_FOLK = (
    r"(?:PRs?|public relations|publicists?|agenc(?:y|ies)|flacks?|third[- ]part(?:y|ies)"
    r"|representatives?|spokes(?:people|persons?)|reps?|pr people|press offic(?:es?|ers?)"
    r"|comms (?:teams?|people|departments?)|intermediar(?:y|ies)|middlem[ae]n"
    r"|ghost ?writers?"
    r"|handlers?|media teams?|marketing (?:teams?|departments?)|communications teams?)"
)

PATTERNS: dict[str, dict[str, str]] = {
    "word_limit": {
        "sure": rf"\b(?:{_SPAN}|{_NUMBER})[\s-]*words?\b|\bword (?:limit|count"
        rf"|max(?:imum)?)\b",
    },
    "sentence_limit": {
        "sure": rf"\b(?:{_SPAN}|{_FEW}|single|(?:one|two|three|half a|full)(?: or (?:two"
        rf"|so))?)"
        r"[\s-]*(?:short |brief |full |concise |quick |tight |punchy |good |quotable ){0,2}"
        r"(?:sentences?|paragraphs?|paras?)\b"
        rf"|\b(?:{_SPAN}|{_NUMBER}|few|couple(?: of)?)[\s-]*(?:short |brief )?lines\b"
        r"|\b(?:an?|one) lines? or two\b|\b(?:one|1|single)[- ]line\b(?! items?| of)"
        r"|\b(?:a|one) single line\b"
        r"|\bone[- ]liners?\b|\bsentences? (?:or two|max(?:imum)?|each|per)\b",
    },
    "email_only": {
        "sure": r"\bin writing\b|\b(?:written|e-?mailed|e-?mail) (?:responses?|answers?"
        r"|replies"
        r"|interviews?|comments?|quotes?|statements?|only|q&a|questions|commentary)\b"
        r"|\bno (?:phone )?(?:calls|interviews|zooms?)\b|\be-?mail only\b"
        r"|\bonly (?:by|via|over) e-?mail\b|\brather not (?:schedule |do |take )?"
        r"(?:calls|a call|talk|speak|phone)\b|\b(?:do|done|doing|conducted?|interview\w*"
        r"|answer"
        r"(?:ed|s)?|respond|responses|quotes|questions?|commentary|comments?|all|handled)\b"
        r"[^.?!]{0,40}\b(?:via|by|over|through) e-?mail\b|\be-?mail (?:is|works) "
        r"(?:fine|best|ok|great|preferred|better)\b|\bdon[’']?t (?:do|take|need) "
        r"(?:phone |any )?calls\b|\bno need (?:for|to)\b[^.?!]{0,15}\bcall\b"
        r"|\b(?:can[’']?t|won[’']?t|never|not) (?:do|take|doing|taking|need|schedule"
        r"|be calling|be"
        r" doing)(?: any| phone)? (?:calls|interviews)\b|\bno phone\b"
        r"|\bby e-?mail (?:only|please|is"
        r"|suits|works|rather)\b|\be-?mail (?:suits|q ?& ?a|exchange|interview)\b"
        r"|\btype (?:out )?your"
        r" answers\b|\brather (?:do|have|keep|get) [^.?!]{0,25}\b(?:e-?mail|writing)\b"
        r"|\b(?:all|entirely|purely|strictly|everything) (?:\w+ )?(?:by|via|over"
        r"|through) e-?mail\b",
    },
    "no_attachments": {
        "sure": r"\b(?:no|not|don[’']?t|never|without|cannot|can[’']?t|won[’']?t|strips?)\b"
        r"[^.?!;]{0,40}\b(?:attach(?:ments?|ed)?|scans)\b"
        r"|\battachments?\b[^.?!;]{0,40}\b(?:not|deleted|stripped|removed|ignored|won[’']?t"
        r"|unopened|blocked?|blocks|bounces?|spam|binned|never|can[’']?t|unread|trash)\b"
        r"|\b(?:no|not|don[’']?t|never) (?:[\w]+ )?(?:files|pdfs?|word docs)\b"
        r"|\b(?:blocks?|deletes?|rejects?|bins?|eats?|chokes? on) (?:\w+ )?attachments?\b"
        r"|\b(?:paste|put|type|write|keep|include)\b[^.?!;]{0,40}\b(?:in the|into the"
        r"|into your"
        r"|in your|the) (?:body|e-?mail itself)\b|\bin the e-?mail itself\b"
        r"|\b(?:instead of|rather than|not) (?:as )?(?:pdfs?|attach(?:ments?|ing)|files"
        r"|scans)\b|\bin the body of (?:your|the|an) e-?mail\b"
        r"|\bplain text\b|\binstead of attach(?:ing|ments?)\b|\bskip the attachments?\b",
    },
    "no_product": {
        "sure": r"\b(?:no|not|don[’']?t|without|avoid|skip|never|nor|isn[’']?t|aren[’']?t"
        r"|free of"
        r"|can[’']?t|cannot|won[’']?t|refrain from)\b[^.?!;]{0,55}\b(?:plugs?|plugging"
        r"|promotions?|promotional"
        r"|promote|promoting|promos?|self-promo\w*|advert(?:s|orials?|ising)?|affiliates?"
        r"|sponsors?|sponsored|endorsements?|ads?\b|commercials?|brands\b|shilling"
        r"|sales (?:pitch(?:es)?|talk|copy)|brand names?"
        r"|brand mentions?|marketing (?:speak|copy)|product (?:pitch(?:es)?|mentions?"
        r"|names?|placements?)|products or services|(?:your|own|company[’']s"
        r"|firm[’']s) (?:\w+ )?"
        r"(?:products?|services?|brand|app|book|course|shop|software)"
        r"|pitch(?:ing)? (?:me |us )?(?:your |a |any )?"
        r"(?:products?|compan(?:y|ies)|services?|brands?)|sell(?:ing)? (?:anything|your"
        r"|a)|hawk\w*"
        r"|competing)\b"
        r"|\b(?:non|not)[- ]promotional\b|\bno (?:brands|vendors|products)\b"
        r"|\bvendor[- ](?:neutral|agnostic)\b|\bbrand[- ](?:neutral|agnostic)\b"
        r"|\bself[- ]promotion\b|\bpromotional (?:answers?|responses?|content|replies)\b"
        r"[^.?!;]{0,30}\b(?:not|ignored|deleted|rejected|discarded|cut)\b"
        r"|\bleave (?:it|them|(?:your|the) (?:\w+ )?(?:products?|company|brands?|book|app"
        r"|shop|name of"
        r" \w+)) (?:out|at the door|off)\b|\b(?:anything|answers?|quotes?|copy|reads?"
        r"|sounds?)"
        r"[^.?!;]{0,30}\b(?:like an? (?:ad|advert|brochure|sales pitch|press release"
        r"|commercial)"
        r"|salesy|promotional)\b|\b(?:pitches (?:for|from|about)|offers of|promos?"
        r"|plugs?)\b[^.?!;]{0,60}\b(?:unread|ignored|deleted|binned"
        r"|skipped|cut|removed)\b|\bgeneric advice\b|\bunbiased\b"
        r"|\bwithout any affiliation\b",
    },
    "no_pr": {
        "sure": rf"\bno (?:[\w’']+ )?{_FOLK}\b|\b(?:not|don[’']?t|won[’']?t|never|rather "
        rf"than|cannot|can[’']?t)\b[^.?!;:]{{0,90}}\b{_FOLK}\b|\b{_FOLK}\b[^.?!;:]{{0,40}}"
        r"\b(?:(?:please )?(?:don[’']?t|do not|need not|won[’']?t|will not|not)"
        r"|please refrain"
        r"|will be (?:ignored|deleted|binned|skipped)|need not|get (?:deleted|binned"
        r"|ignored)"
        r"|stay away|look elsewhere|sit this one out|skip this)\b"
        r"|\bnot accepting pitches from\b"
        r"|\bnot (?:from )?(?:someone|somebody|anyone|people) who represents?\b"
        r"|\bdirectly from (?:the )?(?:source|expert|you)s?\b|\bno pitches from\b"
        r"|\bonly (?:the )?(?:experts?|sources?|people) themselves\b|\bno middle ?men\b"
        r"|\bnot (?:via|through) (?:an?|your|the) (?:brand|agency|pr|company|publicist)\b",
    },
    "subject_line": {
        "sure": r"\bsubject line\b|\bin (?:the|your) (?:e-?mail )?subject\b"
        r"|\bsubject (?:field|of your (?:e-?mail|message)|header)\b|\bsubject: "
        r"|\b(?:title|label|mark|head)"
        r" (?:your|the) (?:e-?mail|message|reply)\b|\be-?mail (?:header|title)\b"
        r"|\bas (?:the|your) "
        r"(?:e-?mail )?subject\b|\bthe subject (?:should|must|of your)\b",
    },
    "data": {
        "given": r"\b(?:data(?: points?)?|statistics|stats|figures|(?:hard|real|actual"
        r"|order"
        r"|specific|concrete|exact) numbers|numbers|measurements|metrics|case stud(?:y|ies)"
        r"|survey results|invoices|receipts|breakdown|percentages?"
        r"|your (?:\w+ )?(?:scores?|salary|income|budget|costs?|spend|revenue)"
        r"|(?:measurable|quantifiable|quantified|concrete) (?:results|outcomes|impact)"
        r"|price ranges?|evidence"
        r"|(?:links? to|cite|citing|relevant|supporting|peer-reviewed|scientific"
        r"|published|recent|the) "
        r"(?:\w+ )?(?:research|studies|sources)|a stud(?:y|ies)|before[- ]and[- ]after"
        r"|numbers(?= (?:from|on|if|"
        r"behind|please|you)))\b",
        "sure": r"\b(?:have|got|know|add|give|include) (?:\w+ )?a (?:number|figure"
        r"|statistic|stat|percentage) "
        r"(?:for|on)\b|\b(?:cite|citing) (?:\w+ ){0,2}?(?:sources?|stud(?:y|ies)|research"
        r"|data)\b|\bback(?:ed)? (?:it |this |them |that "
        r"|claims |your \w+ )?up with (?:data|numbers|research|studies|figures|evidence)\b"
        r"|\bdata[- ](?:backed|driven) (?:answers?|insights?|tips|responses?|quotes?)\b"
        r"|\bshow (?:me|us) (?:the |your )?(?:numbers|data|figures)\b",
    },
    "examples": {
        "sure": r"\b(?:real|specific|concrete|personal|client|true|first-?hand|real-life"
        r"|real-world|lived|own|few more|individual|customer|patient|client) (?:[\w-]+ )?"
        r"(?:examples?|stories|anecdotes?|accounts?|scenarios?)\b"
        r"|\breal(?:-life)? (?:\w+ )?(?:moment|case|situation|incident)s?\b|\b(?:war"
        r"|horror|success|client|customer|patient) stor(?:y|ies)\b|\btell (?:me"
        r"|us) about (?:a|one|the)"
        r" (?:time|moment|case|client|day|patient|customer)\b"
        r"|\b(?:dollar|numerical|worked) examples?\b"
        r"|\banecdotes? (?:welcome|please)\b",
        "given": r"\b(?:(?<!\.)examples?|anecdotes?|stories|case histor(?:y|ies)"
        r"|case stud(?:y|ies)"
        r"|scenarios?|(?:your (?:own )?|personal|lived|own|client|patient) experiences?"
        r"|anonymi[sz]ed"
        r"|a (?:time|moment|case|situation) (?:when|where|you|it|from|in which)"
        r"|a story (?:from|of) (?:your|a|how|when)|a (?:recent"
        r"|real|specific) (?:case|"
        r"client|patient|situation|moment|time))\b",
    },
    "original": {
        "sure": r"\b(?:original|exclusive|unpublished|never-before"
        r"|fresh) (?:\w+ )?(?:responses?"
        r"|answers?|quotes?|insights?|comments?|commentary|content|thoughts|replies|tips"
        r"|contributions?|material|submissions?|perspectives?|advice|words)\b"
        r"|\b(?:not|haven[’']?t|hasn[’']?t|never|nothing"
        r"|isn[’']?t)\b[^.?!;]{0,40}\b(?:published"
        r"|appeared|been (?:said|used|published)|submitted|said|shared|used|quoted|sent) "
        r"(?:[\w]+ )?(?:elsewhere|before|anywhere|already|online)\b"
        r"|\b(?:already|previously) (?:been )?(?:submitted|published|shared|used|appeared)"
        r"\b"
        r"|\bcan[’']?t (?:find|read) (?:on|elsewhere|anywhere|online|in|with)\b"
        r"|\b(?:easily|already|readily) found (?:online|on|elsewhere|anywhere|via|with)\b"
        r"|\b(?:copied|copy[- ]?pasted?|cut[- ]and[- ]pasted?|recycled|boilerplate"
        r"|canned (?:answers?|responses?|quotes?)"
        r"|rehashed)\b|\bin your own words\b(?!,? (?:what|how|why))|\bunpublished\b"
        r"|\b(?:said|heard|read|seen) (?:it |this |them )?(?:a (?:thousand|hundred"
        r"|million) times"
        r"|everywhere)\b|\bsomething (?:new|fresh|you haven[’']t|nobody|no one)\b"
        r"|\bnot? (?:re-?used|"
        r"repurposed|republished|pasted)\b|\b(?:don[’']?t|no|not) (?:re-?use|recycle"
        r"|repurpose|lift|copy)\b"
        r"|\bfirst (?:time )?(?:published|in print)\b"
        r"|\bexclusive to\b|\bonly original\b|\bmust be original\b",
    },
    "format": {
        "sure": r"\b(?:answer|(?<!just )(?<!by )(?<!for )(?<!of )(?<!in )answering"
        r"|respond to|reply to|address(?= (?:all|each|these"
        r"|the|my|our"
        r"|any))|complete|fill (?:in|out)|tackle"
        r"|consider)\b[^.?!:]{0,60}\b(?:questions?|prompts?|questionnaire"
        r"|survey|form|template|fields)\b(?! (?:is|are|of|about))"
        r"|\banswer (?:all |any )?(?:of )?(?:the following|these|the below)\b"
        r"|\bbullets?\b|\bbulleted\b|\bnumber (?:the|your|each|them)\b"
        r"|\bnumbered\b|\b(?:one|each) (?:answer|question) per\b|\binline\b"
        r"|\bin (?:the )?(?:same )?order\b"
        r"|\bin (?:the )?first person\b|\bseparately\b|\bone by one\b"
        r"|\bas (?:a )?(?:q and a|word doc\w*|pdf"
        r"|quotes?|bullets?)\b|\bin the form of\b|\bformat:|\b(?:under|below|beneath"
        r"|beside|next to) (?:each|"
        r"every|the) (?:question|heading|prompt)\b|\bq ?& ?as?\b|\b(?:copy"
        r"|paste)\b[^.?!]{0,20}\b(?:questions?|answers?)\b"
        r"|\bunderneath each\b|\bbelow each question\b|\bverbatim\b|\b(?:google|word) "
        r"(?:docs?|documents?|forms?)\b|\bready[- ]to[- ](?:print|publish|use|quote"
        r"|paste)\b"
        r"|\bquotable\b|\bquote[- ]ready\b|\bplease answer:"
        r"|\bin quote (?:form|format)\b|\bready to (?:print|publish|quote)\b"
        r"|\b(?:in|as) (?:a )?(?:list|table|spreadsheet)(?: form(?:at)?)\b"
        r"|\bfull sentences\b|\bcomplete sentences\b|\bformat(?:ted)?:? (?:your|as|like"
        r"|answers)\b",
    },
    "deadline": {
        "sure": r"(?:\bdeadlines?\b(?: is| for|:| was|[’']s)? ?[^.?!]{0,40}\b"
        r"|\b(?:respond|reply|submit|answer|send|need(?:ed)?|want|file|filing|get|have|hear"
        r"|responses?|pitch|contact|return|returned|done|completed|conducted|scheduled"
        r"|arrive|back|ship|it|them|me|us|today|answers|quotes|comments|please|available)\b"
        r"[^.?!]{0,40}\b(?:by|before|until|till)\s+(?:the )?"
        r"|^(?:(?:today|tomorrow|tonight|friday|due|need it) )?(?:by|before|at) "
        r"|\b(?:go(?:es|ing)? to (?:print|press)|filing|closes?|closing) (?:submissions "
        r"|responses |entries |the call )?(?:on |by |this |next |at |the )*"
        r"|\b(?:select|choos|pick|finali[sz])\w* (?:\w+ ){0,3}?(?:on|by) (?:the )?"
        r"|\b(?:received|submitted|sent|arriving|responses|comments"
        r"|pitches) after (?:the )?|\bideally (?:by |on |this |next |before )+"
        r"|\blatest (?:by )?"
        r"|\b(?:i|we) (?:file|close|record|tape|film|shoot|meet|publish|go live|need it"
        r"|need this|need these|submit|[’']m filing|am filing) (?:this |that |it |these )?"
        r"(?:on |by |at |first thing )?(?:the )?)"
        + _DAY
        + r"\b|\bdue (?:by|on|in|back)\b|\bno later than\b|\b(?:is|are|it[’']s"
        r"|copy[’']s) due\b"
        r"|\b(?:by|before) (?:end of (?:day|business|week)|eod|cob|close of business)\b"
        r"|\bdeadline (?:is|of|today|tomorrow|tonight)\b"
        r"|(?:\b(?:interviews?|record(?:ing)?|tap(?:e|ing)|film(?:ing)?|shoot(?:ing)?"
        r"|available"
        r"|availability|studio|live|hosting|hosted|panel|session|event|schedule|scheduling"
        r"|episodes?|speak|talk|call|zoom)\b[^.?!]{0,70}\b(?:on|in|between|from|during"
        r"|before"
        r"|this|next|of|the week of) (?:\w+day,? )?|\b(?:by|before) )"
        + _DATE
        + r"\b|\b"
        + _DATE
        + r" (?:at|by|from) \d{1,2}(?:[:.]\d\d| ?[ap]m)\b"
        r"|\bwithin (?:the next )?(?:\d+|twenty-four|two|three|one|a) (?:hours?|days?"
        r"|week)\b"
        r"|\bin the next (?:\d+|few|two|three|couple of) (?:hours?|days?)\b"
        r"|\bin the next day or two\b|\bbefore the (?:weekend|end of|holiday)\b"
        r"|\bby (?:the )?\d{1,2}(?:st|nd|rd|th)\b|\bby (?:next |this |end of |close of )*"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"|\bby (?:noon|tomorrow|tonight|midnight|eod|cob)\b|\bcut[- ]?off\b"
        r"|\bend of (?:play|business)\b|\b(?:submissions?|responses?|call|window|entries) "
        r"(?:close|closes|end|ends|shut)\b"
        r"|\b(?:event|taping|recording|panel|shoot|webinar|conference|interviews?|session) "
        r"(?:is|are|happen|happens|takes? place|will be)[^.?!]{0,30}\b(?:on|in|the week) "
        r"(?:\w+ ){0,2}?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"|\b(?:this|next|same)[- ](?:week|day|afternoon|morning)\b[^.?!]{0,20}"
        r"\b(?:interviews?|calls?|chat|turnaround|deadline)\b"
        r"|\b(?:interview|talk|speak|call|chat|zoom|available|turn(?:ing)? (?:this"
        r"|it) around)"
        r"\b[^.?!]{0,60}\b(?:today|tomorrow|(?:this|next) (?:week|"
        + _WEEKDAY
        + r")|on "
        + _WEEKDAY
        + r")\b",
    },
}
