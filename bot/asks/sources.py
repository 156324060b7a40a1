"""Who is to answer, and what is to be given of them: a pattern for each kind."""

from bot.asks import people, places

_YOU = r"(?:you|yourself|the (?:expert|source|interviewee|spokesperson|person|speaker))"
_PICTURE = r"(?:photo(?:graph)?|picture|portrait|image|selfie|snap|snapshot|mugshot|pic)"
_SOCIAL = (
    r"(?:instagram|insta|twitter|bluesky|tiktok|facebook|threads|x\.com|social(?: media)?)"
)


PATTERNS: dict[str, dict[str, str]] = {
    "headshot": {
        "sure": rf"\b{_PICTURE}s? of {_YOU}\b|\byour (?:photo|portrait|headshot)\b",
        "given": r"\bhead[ -]?shots?\b|\bmugshots?\b|\bportraits?\b|\b(?:your|an?|one|two"
        r"|any|recent|current|professional"
        r"|hi-res|high-res|high resolution|high-resolution|colou?r) "
        rf"(?:[\w-]+ ){{0,3}}?{_PICTURE}s?\b(?! (?:credit|of (?!you\b|yourself)|by|shoot"
        rf"|editor|app))",
    },
    "bio": {
        "sure": r"\b(?:brief|short|quick|one-line|two-line|\d+-word) (?:bio|biography"
        r"|intro)\b"
        r"|\b(?:brief|short|little|quick) (?:bit of )?background (?:on|about) "
        rf"{_YOU}\b|\bintroduce yourself\b"
        r"|\b(?:a|brief|short|quick|mini) (?:author )?(?:bio|biography|profile"
        r"|blurb)(?: of| about| line)?"
        r" (?:you|yourself|the (?:expert|source))\b"
        r"|\b(?:lines?|sentences?|paragraph|bit|little|words|para|blurb|something) "
        r"(?:about|on) (?:you\b(?! (?:think|feel|did|do))|yourself|who you are"
        r"|your (?:\w+ )?background)"
        r"|\byour (?:professional )?background\b(?= (?:would|is|and|helps)|[,.])",
        "given": r"\b(?:bios?|biograph(?:y|ies))\b(?!-)|\bsomething about yourself\b"
        r"|\bblurb about (?:you|yourself)\b|\babout yourself\b|\bbackground information\b",
    },
    "name_title": {
        "sure": r"\bprefer a name\b|\bnames? and titles? of (?:the )?(?:person|people"
        r"|expert"
        r"|source|speaker|spokes\w+)\b|\bhow (?:you|they)(?:[’']d| would|[’']ll)? (?:like"
        r"|want|prefer|wish) "
        r"(?:to be|your name|us to|me to) (?:credited|described|identified|attributed"
        r"|quoted|named|cited|referred|credit|identify|describe|quote)\b",
        "given": r"\b(?:first|full|last|real) (?:and last )?names?\b|\bnames?\b"
        r"|\b(?:job|professional|clinical|complete|full|current|your|exact|work) titles?\b"
        r"|\btitles?(?= ?[,/&+]| and\b)|(?:,|/|&) ?titles?\b|\band titles?\b"
        r"|\byour (?:current |own )?(?:job|position|role|occupation|company|firm|employer"
        r"|trade"
        r"|affiliations?|profession|business|organi[sz]ation|practice)"
        r"(?= ?(?:[,.;/)]|$)| (?:and|or|plus)\b)"
        r"|\bhow (?:to|should (?:i|we)) (?:credit|"
        r"describe|identify|attribute|refer to|name|introduce) you\b|\bbyline\b"
        r"|\byour (?:brand|company|business|firm)(?:[’']s)? name\b"
        r"|\b(?:institutional|professional|company) affiliations?\b"
        r"|\b(?:company|business|brand|firm|organi[sz]ation) name\b"
        r"|\bpreferred (?:attribution|credit)\b"
        r"|\b(?:job|business)/(?:role|title)\b|\brole/title\b|\bthe company you\b"
        r"|\battribution (?:details|info\w*)\b|\bcurrent position\b|\baffiliations?\b",
    },
    "website": {
        "given": r"\b(?:address|url|link) (?:of|to|for) your (?:own )?"
        r"(?:site|website|web ?page|company|business|shop|store|portfolio|work|blog)\b"
        r"|\bweb ?sites?\b|\bweb site\b|\burls?\b|\bweb address\b|\bhome ?page\b"
        r"|\byour (?:own |company )?(?:site|blog|portfolio)\b|\bcompany site\b"
        r"|\blink\b(?! (?:to|out|of|for|from|back|with)\b)"
        r"|\b(?:website|company|product|purchase|shop|store|buy) links\b"
        r"|\blinks\b(?= ?(?:[,;.]|$)| and\b)"
        r"|\bwhere (?:can )?(?:readers|people|we|i) (?:can )?find you\b"
        r"|\blinks? to (?:your|the) (?:[\w-]+ )?"
        r"(?:site|company|work|business|portfolio|store|shop|website|practice|brand"
        r"|product)",
    },
    "linkedin": {
        "given": rf"\blinked ?in\b|\b{_SOCIAL}(?: and \w+|/\w+|,? or \w+)? "
        r"(?:handles?|profiles?|links?|accounts?|pages?)\b|\bsocial handles?\b|\bsocials\b"
        rf"|\byour {_SOCIAL}\b|\b(?:web ?site|site|links?)(?:,| and| or|/"
        rf"|, or) (?:your )?social(?: media)?\b",
    },
    "phone": {
        "sure": r"\b(?:phone|zoom|video|teams|skype|telephone|on-camera|in-person|in person"
        r"|recorded|live|audio|15-minute|20-minute|30-minute|10-minute|minute|min|quick"
        r"|short"
        r"|brief|podcast|radio|tv|follow-?up|follow up|remote|virtual|google meet)[ -]"
        r"(?:[\w-]+ )?(?:call|interview|chat|conversation|recording|reply)s?\b"
        r"|\b(?:by|via|over|on) (?:the )?(?:phone|zoom|teams|telephone|skype|google meet"
        r"|video|a call|microsoft teams)\b"
        r"|\bavailab(?:le|ility)\b[^.?!]{0,60}\b(?:interviews?|calls?|chat|follow"
        r"|questions?"
        r"|zoom|phone|speak|talk)\b"
        r"|\b(?:hop|jump|get) on\b[^.?!]{0,20}\b(?:call|phone|zoom)\b"
        r"|\bon[- ]camera\b|\bon (?:the )?air\b|\bvoice memos?\b"
        r"|\bsit[- ]down interviews?\b"
        r"|\bschedul(?:e|ed|ing)\b[^.?!]{0,30}\b(?:interviews?|calls?|chat|time to)\b"
        r"|\barrang(?:e|ing)\b[^.?!]{0,20}\b(?:interviews?|calls?|chat)\b"
        r"|\binterviews? (?:will (?:be|take|last)|can be|takes?|lasts?|runs?|would be) "
        r"|\binterviewees? must\b|\b(?:possibly|maybe|perhaps|then) (?:talk|speak|chat) "
        r"(?:with|to) (?:you|me)\b|\b(?:may|might|will|could|can) (?:ring|phone"
        r"|call) (?:you)?"
        r"|\bring (?:you|everybody|everyone|back|with)\b|\bwe[’']d talk\b"
        r"|\b(?:tap(?:e|ing)|record(?:ing)?|film(?:ing)?|shoot(?:ing)?)\b[^.?!]{0,40}"
        r"\b(?:episodes?|interviews?|studio|podcast|segment|zoom|you)\b"
        r"|\b(?:interview|episode|segment)s?\b[^.?!]{0,40}\b(?:recorded|filmed|taped"
        r"|live)\b"
        r"|\b(?:come|travel|get|visit)\b[^.?!]{0,30}\bstudio\b|\blive tv\b|\blive on air\b"
        r"|\bbe (?:there )?in person\b|\bguests? (?:for|on) (?:my|our|the|a)\b[^.?!]{0,20}"
        r"\b(?:podcast|show|radio)\b|\b(?:half an hour|minutes|few minutes) "
        r"(?:of your time|to (?:talk|chat|speak))\b|\bfor a (?:call|chat)\b"
        r"|\bmeet (?:you )?in person\b|\bvoice notes?\b|\bface ?time\b|\b(?:i[’']ll"
        r"|we[’']ll|i will"
        r"|let me|i[’']d like to|could i|can i|may i) (?:then )?(?:call|ring|phone"
        r"|interview|"
        r"give) you\b|\b(?:come|appear|join|guest) (?:me |us )?on (?:the|our|my) (?:show"
        r"|podcast|"
        r"programme|program|air)\b|\b(?:\d+|fifteen|twenty|thirty|ten|forty-five|few)"
        r"(?:[- ](?:or|to) ?\w+)?[- ](?:minutes?|mins?)(?: or so)? (?:on|by|over"
        r"|of (?:your|chat)"
        r"|interview|call|chat|conversation)\b|\bover (?:a )?(?:coffee|tea|lunch)\b"
        r"|\bpodcast (?:guest|interview|episode|recording)s?\b|\b(?:via|on) riverside\b"
        r"|\bvideo (?:submissions?|clips?|answers?|responses?|messages?)\b"
        r"|\binterview slots?\b|\b(?:good|best) times? to (?:call|talk|chat|speak|ring"
        r"|connect)\b|\bon stage\b|\bpanell?ists?\b"
        r"|\b(?:seat|spot|slot|chair)s?\b[^.?!]{0,15}\bon (?:the|our|stage|my)\b"
        r"|\b(?:a|the) phoner\b|\btime slots?\b|\bphone or (?:zoom|video|email)\b",
    },
    "contact": {
        "sure": r"\b(?:best|good) (?:phone |cell |mobile |contact |e-?mail )?(?:number"
        r"|way|e-?mail"
        r"|address)(?: address)? (?:to|for) (?:reach|contact|follow|call)\b",
        "given": r"\b(?:phone|cell|mobile|telephone|contact|daytime|direct) "
        r"(?:numbers?|info|information|details?)\b|\bcontact persons?\b"
        r"|\bcontact information\b"
        r"|\byour (?:[\w-]+ )?"
        r"(?:(?:number|phone|cell)\b|e-?mail(?: address)?(?= ?(?:[,.)]|$)"
        r"| (?:and|or|to|so)\b))"
        r"|\b(?:an|best|and|,) e-?mail address\b|\bbest (?:PR )?contact\b"
        r"|\b(?:PR|press|media) contact\b|\bsource[’']s e-?mail\b|\bhow to reach you\b"
        r"|\ba number (?:where|to|I|we)\b|\bbest e-?mail\b",
    },
    "samples": {
        "sure": r"\b(?:product|review|press|free|tester|editorial) samples?\b"
        r"|\bsend (?:me |us )?"
        r"(?:a |your )?samples?\b|\bsamples? (?:must|should|to|are|is|can|will|may|might"
        r"|sent|available|required|needed)\b|\b(?:media|complimentary) samples?\b"
        r"|\b(?:ready|able|willing|happy) to (?:ship|send|mail|provide) (?:\w+ ){0,3}?"
        r"(?:products?|samples?|items?|units?)\b"
        r"|\b(?:products?|items?|vehicles?|units?|samples?)\b[^.?!]{0,60}"
        r"\b(?:for|to) (?:(?:hands-on|an?|actual|editorial|full|my|our) ){0,2}(?:review"
        r"|test"
        r"|testing|try)\b|\bgift[- ]?bag (?:items?|sponsors?|donations?|contributions?)\b"
        r"|\b(?:product|drink|in-kind) (?:contributions?|donations?)\b"
        r"|\b(?:looking|seeking|need)\b[^.?!]{0,40}\b(?:physical products|products to "
        r"(?:review|test|try|feature|include))\b|\breview (?:copy|copies|units?)\b"
        r"|\bloan (?:units?|vehicles?|a)\b|\bpress loans?\b|\bto (?:test|try|"
        r"taste|review)\b[^.?!]{0,20}\b(?:ourselves|myself|at home|in person|hands-on"
        r"|them|one|it out)\b"
        r"|\b(?:send|mail|post|ship) (?:me |us )?(?:in )?(?:an? |your |one "
        r"|two )?(?:products?|samples?|sets?|"
        r"jars?|bottles?|packs?|full-size|units?)\b|\bhands-on review\b|\bwe test\b"
        r"|\bdonate\b[^.?!]{0,30}\bproducts?\b"
        r"|\bproducts? (?:that |which )?(?:we|I) (?:can|could) (?:test|review|try)\b",
    },
    "on_record": {
        "sure": r"\bon[- ](?:the[- ])?record\b|\battributable\b|\bnot anonymous\b"
        r"|\b(?:use|using|print|publish|run) (?:your|their|full|real)[^.?!;]{0,12}"
        r"\bnames?\b|\bfull names? (?:must|will|is|are|required)\b"
        r"|\b(?:willing|happy|ok|okay|comfortable|fine|agree|prepared|able|need|must"
        r"|have)\b(?! not\b)"
        r"[^.?!;]{0,25}\b(?:be|being) (?:named|identified|quoted|photographed|filmed"
        r"|attributed)\b|\bquot(?:e|ed)\b[^.?!;]{0,15}\bby (?:full |your )?name\b"
        r"|\b(?:no|not|don[’']?t|can[’']?t|cannot|won[’']?t|never)\b[^.?!;]{0,25}"
        r"\b(?:anonymous|unnamed|anonymity|anonymously|pseudonyms?)\b"
        r"|\banonymous\b[^.?!;]{0,30}\b(?:not|cannot|can[’']?t|won[’']?t)\b"
        r"|\bcan be attributed to you\b|\b(?:real|full) names?,? (?:only|please)\b"
        r"|\bfull names and\b"
        r"|\b(?:will|[’']ll) (?:\w+ )?(?:be|appear|print|run|use|publish"
        r"|name)\b[^.?!;]{0,20}\b(?:named|under "
        r"your (?:own|real|full)|your (?:full |real )?names?)\b|\bput your names? to\b"
        r"|\bnames? attached\b"
        r"|\bno (?:first-name-only|initials|aliases|pseudonyms|pen names)\b"
        r"|\bwe name (?:our|all|every)\b"
        r"|\bnamed sources? only\b|\b(?:fine|okay?|comfortable|happy) (?:with"
        r"|about) (?:us |me )?(?:being|"
        r"using|printing) (?:named|quoted|identified|your (?:full |real )?names?)\b",
    },
    "anonymous_ok": {
        "sure": r"\banonym(?:ous(?:ly)?|ity)\b|\bpseudonym(?:s|ous(?:ly)?)?\b"
        r"|\bfirst names? (?:only|is fine|are fine|and last initial)\b|\blast initial\b"
        r"|\b(?:change|alter|withhold|hide|disguise|omit|leave out)\b[^.?!;]{0,20}"
        r"\b(?:names?|identify(?:ing)?|identifiable|identit(?:y|ies))\b|\bnames? (?:can"
        r"|may|will|could) be "
        r"(?:changed|withheld|omitted)\b|\b(?:name|names) (?:stays?|kept|left|out of)\b"
        r"|\bnames? (?:won[’']?t|will not|need not|doesn[’']?t (?:have|need) to) (?:be"
        r"|appear|run)\b|\b(?:don[’']?t|do not) (?:need|have) to (?:use|give|share|provide)"
        r" your (?:\w+ )?name\b"
        r"|\b(?:won[’']?t|not|don[’']?t have to|needn[’']?t) (?:use|print|publish|give"
        r"|name|"
        r"share) (?:your|you|anyone)[^.?!;]{0,12}\b(?:names?|or your employer|publicly)\b"
        r"|\boff the record\b|\bunnamed\b|\bin confidence\b|\bconfidential(?:ly|ity)?\b"
        r"|\b(?:initials|first names?)"
        r" (?:are|is|will do|if|or)\b|\bnames? (?:will be |are |is |can be |get "
        r"|gets )?(?:changed|altered"
        r"|withheld|disguised)\b|\bno need (?:to|for) (?:\w+ )?(?:your )?(?:real |full "
        r"|last )?(?:names?|"
        r"identify|surname)\b|\bleave (?:your |the |all )?(?:\w+ )?names? out\b"
        r"|\bkeep (?:your|you|it|"
        r"names?|everyone|sources?|details)[^.?!;]{0,15}\b(?:anonymous|private"
        r"|names?)\b"
        r"|\bwithout (?:naming|using your name)\b"
        r"|\bfake names?\b|\bneed(?:n[’']?t| not) be (?:named|identified)\b"
        r"|\bdon[’']?t (?:have|need) to be named\b|\bjust (?:a "
        r"|your )?first names?\b",
    },
    "disclosure": {
        "sure": r"\b(?:financial |a |any |full |brief )?disclosure (?:statements?|form)\b"
        r"|\bdisclose (?:any|your|all|if|whether|conflicts?|financial|ties|relationships?"
        r"|affiliations?|potential|relevant|that)\b|\b(?:any|potential|no|your|possible"
        r"|declare|disclose) (?:potential )?(?:conflicts?|competing) "
        r"(?:of )?interests?\b|\b(?:upfront|up front|transparent|open) (?:about|if)\b"
        r"|\bfinancial (?:disclosures?|relationships?|ties|interests?|stakes?)\b"
        r"|\b(?:biopharma|industry|commercial|pharma|vendor) (?:affiliations?|ties|links"
        r"|funding)\b"
        r"|\b(?:if|whether) you(?:[’']re| are|[’']ve been| have)? (?:been )?(?:paid"
        r"|sponsored"
        r"|employed|funded|compensated|affiliated)\b|\byour disclosures?\b|\b(?:declare"
        r"|state|note|flag|mention|say|disclose|list) (?:so )?(?:if|whether|"
        r"any)\b[^.?!]{0,40}\b(?:ties|stake|interests?|relationships?|affiliations?|paid"
        r"|sponsor(?:s|ed|ship)?|invest(?:ed|ment|ments)?"
        r"|conflicts?|money|shares|sell|links? (?:to|with))\b|\b(?:say|tell|mention|note"
        r"|flag|state)\b[^.?!]{0,20}\bif you (?:sell|work for|own|"
        r"invest|consult|make)\b|\b(?:financial|commercial) (?:stake|interest|tie|"
        r"link|connection)s?\b"
        r"|\b(?:tell|let) (?:me|us)(?: know)?\b[^.?!]{0,30}\b(?:ties|stake|relationship"
        r"|interest)\b",
    },
    "credentials": {
        "sure": r"\b(?:must|should|needs? to|have to|required to|who) (?:\w+ )?(?:hold|have"
        r"|possess)\b[^.?!;]{0,30}\b(?:licen[sc]es?|certifications?|degrees?|credentials?"
        r"|qualifications?)\b"
        r"|\b(?:must|should|needs?|requires?|required|have)\b[^.?!;]{0,30}\bbe (?:\w+ly )?"
        rf"(?:{people.QUALIFIED})\b|\byou(?:[’']ve| have) (?:been )?(?:practi[cs]\w+"
        r"|work\w+|held|taught|run)\b[^.?!;]{0,30}\byears\b",
        "given": r"\bcredentials?\b|\bcertifications?\b|\bqualifications?\b|\blicen[sc]e\b"
        r"|\blicensure\b|\blicen[sc]e number\b|\byears? of (?:experience|call|practice)\b"
        r"|\bexperience as an?\b|\bnote on your experience\b"
        r"|\byour (?:relevant )?experience\b"
        r"|\barea of expertise\b|\bwhat (?:makes|qualifies) you\b|\bhow (?:long"
        r"|many years) you[’']?(?:ve| have) (?:been|held|practi[cs](?:ed|ing)|worked"
        r"|done)\b(?! in the role)"
        r"|\b(?:your|relevant) (?:background|expertise|training)\b|\blicen[sc]e numbers?\b"
        r"|\bdegrees\b|\bwhere you trained\b",
        "sought": rf"\b(?:{people.QUALIFIED})\b|\b(?:{people.PAIRS})\b"
        rf"|\b(?-i:{people.by_letter(people.LETTERS)})\b"
        rf"|\b(?:{people.by_letter(people.NAMED)})\b|\bPh\.D\b"
        r"|\bcredentialed\b|\b(?:minimum of|at least|more than|over)\s+\w+\+? years\b"
        r"|\b\w+ years (?:or (?:longer|more)|plus)\b|\b\d+\+ years\b",
    },
}
AS_WRITTEN: dict[str, dict[str, str]] = {
    "location": {
        "sure": rf"\b(?:{places.NAMES}|[A-Z]{{2,3}}(?:/[A-Z]{{2,3}})+|{places.PEOPLES}"
        r"|[A-Z][a-z]+)-(?:[Bb]ased|only|area)\b"
        rf"|\b(?:{places.NAMES}|{places.PEOPLES}) (?:[Bb]ased|residents|only)\b"
        r"|\b(?:US|UK|USA)(?:based|only)\b"
        r"|(?i:\blocals?\b (?:preferred|only|please)\b|\bin zones? \d)|(?i:\b(?:must"
        r"|needs? to|able to|willing to)\b[^.?!]{0,30}"
        r"\b(?:be|live|reside|located|based|come|travel|get) (?:located |based |living )?"
        r"(?:in|to|near|within)) (?!the (?:same|next|last|past)|a\b|an\b)(?:the |our |my )?"
        r"(?:\w+ (?:studio|office)|[A-Z])"
        rf"|\b(?:{places.PLACE})(?:[ -]area)? (?:strongly )?(?:preferred|only|a plus"
        rf"|please)\b|\b(?:{places.PLACE})(?:[ -]area)? (?:[a-z]+ ){{1,2}}only\b"
        r"|\bin the (?:[A-Z][\w./-]+ ){1,3}area\b"
        rf"|\bonly (?:\w+ ){{0,4}}(?:in|from|across) (?:{places.PLACE})\b|\blocal to \w+"
        rf"|\b(?:within|near) [^.?!]{{0,25}}\bof (?:{places.PLACE})\b"
        rf"|\b[Ww]ithin (?:\w+ ){{1,4}}of [A-Z]"
        r"|(?i:\blocated in\b|\bbased (?:in|near|out of)\b|\bin our \w+ studio\b"
        r"|\bwhere (?:you (?:live|are based|are located)|are you (?:based|located))\b)"
        rf"|\b(?:[Rr]ecord|[Ff]ilm|[Ss]tudio|[Ii]n[- ]person|[Aa]vailability)[^.?!]{{0,40}}"
        rf"\bin (?:{places.PLACE})\b"
        rf"|\bany(?:where|one|body)? (?:in|across|from) (?:{places.PLACE})\b",
        "given": r"(?i:\b(?:city|country|location|town|province|region|hometown|post ?code"
        r"|zip code|suburb)\b(?! you (?:travel|visit|went))|\b(?:your|and|or) state\b"
        r"|[,/] ?state\b"
        r"|\bwhere (?:you|they)(?:[’']re| are)? (?:from|based|located|live|living"
        r"|practi[cs]e)"
        r"\b|\bwhere (?:you|they) live\b|\b(?:which|what) (?:state|country|city|town"
        r"|county|region|part of)\b|\btowns?\b)",
        "sought": rf"\b(?:{places.PLACE}) or (?:{places.PLACE})\b"
        rf"|\b(?:in|from|across|within|near|around|throughout) (?:{places.PLACE})\b"
        rf"|\b(?:{places.SHORT}|{places.PEOPLES}) (?=[a-z])(?!(?:drivers|consumers|readers"
        r"|magazine|publication|market|news|audience|outlet|business magazine|website|law"
        r"|economy|government|history|food|time|responses?|answers?|speakers?|language|or"
        r"|and)\b)",
    },
}
