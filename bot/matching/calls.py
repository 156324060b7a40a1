"""What kind of call a query is, where it is not one for an expert's comment."""

import re

NO_EXPERTS = "people who are no experts"
MAYBE_STORY = "what happened to you"
STORY = "people with a story of their own"
LEARNER = "students or people in training"
PRODUCTS = "products"
IN_HOUSE = "in-house people only"
LARGE = "people inside large organisations"
HOSTED = "a hosted stay"
FAMOUS = "a well-known name"
ACADEMIC = "academics only"
SPONSOR = "sponsors or exhibitors"

# the short name of each, as weights and lessons call it
NAMES = {
    STORY: "story",
    MAYBE_STORY: "story",
    NO_EXPERTS: "no experts",
    LEARNER: "learner",
    PRODUCTS: "products",
    IN_HOUSE: "in-house",
    LARGE: "large",
    HOSTED: "hosted",
    FAMOUS: "famous",
    ACADEMIC: "academic",
    SPONSOR: "sponsor",
}

_NOT = re.compile(
    r"(?i)[^,;.?!]{0,60}\b(?:not|never) (?:required|needed|necessary)\b|"
    r"\b(?:no|not|never|without|don[’']t|do not)\b[^,;.?!]*|"
    r"\bi(?:[’']ll| will) send\b[^.?!]*"
)
_NO_EXPERTS = re.compile(
    r"(?i)\b(?:no (?:experts?|doctors?|advis[eo]rs?|installers?|"
    r"professionals?)\b(?! needed)|"
    r"real people only|first[- ]hand stories|personal (?:essays?|"
    r"stories))"
)
# "in-house leads all welcome" does not mean only them
_INSIDERS = re.compile(
    r"(?i)(?<!and )(?<!or )(?<!nor )\b(?:in-house|brand-side)\b"
    r"(?!(?: [\w-]+){0,2} (?:or|and|all|also|too|welcome|ok|fine)\b)"
)
_SIZE = (
    r"(?:(?:\d{1,3},\d{3}|\d{4,}|\d+k|(?:a|one|two|five|ten|several) thousand)\+? "
    r"?(?:or more |plus )?(?:people|employees|staff|workers)|fortune (?:100|500|1000)|"
    r"\d{3,}\+? beds|s&p 500|(?:large|global|big|major|listed|publicly traded|public) "
    r"(?:[\w-]+ )?(?:companies|employers|corporations|firms|organi[sz]ations|systems|"
    r"enterprises|groups)|enterprises?(?= [\w-]+ leaders|s\b)|"
    r"(?:revenues?|sales|turnover) (?:above|over|of|beyond)[\w $€£,.-]{1,20}[bm]illion)"
)
# the size must be said of those who are asked: "at companies with", "Fortune 500 CISOs"
_INSIDE = re.compile(
    rf"(?i)\b(?:of|at|in|from|inside|with|within|for|,|who run|"
    rf"enterprise)[\w ,’'-]{{0,40}}?"
    rf"\b{_SIZE}|{_SIZE}(?: [\w-]+){{0,2}} only\b|^[\w ]{{3,40}}, {_SIZE}|^{_SIZE}"
)
_ADVISE = re.compile(
    r"(?i)\b(?:advis\w+|consult\w*|serv\w+|help\w*|work(?:s|ed|ing)? with|represent\w*|"
    r"studi?e?y?\w*|survey|study|report|found|sell\w* to)\b[^.?!]{0,25}$"
)
_LIVED = re.compile(
    r"(?i)(?:^|[:?!,—–] )(?:have you (?:ever |personally |recently )?(?:been|lost|had|quit|"
    r"left|moved|bought|sold|paid|tried|switched|changed|given|stopped|started|gone|felt|"
    r"found|lived|won|sued|used)\b|have you ever|did you (?!know)|(?:were|"
    r"are) you (?:ever|a|"
    r"an|the|let|one|being|living|raising|paying|struggling|suffering|dating|grieving)\b|"
    r"do you (?:live|suffer|own an?|regret|wish|miss|feel)\b|(?:has|have|did|does|do|is|"
    r"was) your "
    r"(?:own )?(?:employer|boss|landlord|insurer|bank|doctor|spouse|husband|wife|ex|"
    r"partner|"
    r"kids?|child(?:ren)?|sons?|daughters?|baby|toddler|mother|father|mom|dad|parents?|"
    r"dogs?|cats?|pets?|puppy|neighbou?rs?|school|house|home|rent|car)\b)"
)
_STORY = re.compile(
    r"(?i)\byour own (?:story|routine)|\b(?:first|1st)-person\b|"
    r"\bwe want your stor|\b(?:accounts|stories) (?:from|of) (?:those|people) who\b|"
    r"\bthose who (?:live|lived|have lived) (?:it|with|through)\b|"
    r"\b(?:tell us|share|describe) how your (?:employer|boss|landlord|bank|insurer|"
    r"school)\b|"
    r"\bif (?![^.?!]{0,90}\b(?:clients?|patients?|customers?)\b)(?:you|"
    r"your \w+)(?:[’']ve| have| were| was| had)? (?!worked|treated|studied|"
    r"advised|helped)(?:\w+ed|lost|quit|left|bought|got|gave|went|sold|fell|won|paid|been)"
    r"\b[^.?!]{0,120}\b(?:we|i)(?:(?:[’']d| would) (?:like|love) to (?:hear|talk|"
    r"speak|call)| want to (?:hear|talk|speak)|(?:[’']d| would) (?:love|like) your story|"
    r" (?:might|may) (?:call|visit))\b|"
    r"(?<!client )(?<!company )(?<!firm )(?<!clients’ )\b(?:names|identities) "
    r"(?:can|may|will) be (?:changed|withheld)\b"
)
_THINGS = (
    r"(?:products?|apps?|gear|gadgets?|tools?|devices?|brands?|items?|units?|models|"
    r"licen[cs]es?|software|managers|flavou?rs)"
)
_PRODUCTS = re.compile(
    rf"(?i)\b(?:gift|buying|shopping) guides?\b|\bstocking stuffers?\b|"
    r"\b(?:product|brand) call\b|"
    rf"\b{_THINGS} (?:wanted|to (?:test|review|feature|try|sample)|we should try|"
    r"samples?)\b|"
    r"\b(?:send|ship|receive|have)[\w ,-]{0,25} (?:samples?|review units?)\b|"
    r"\b(?:samples?|review units?|press kits?) (?:required|availab\w+|needed|will|for)\b|"
    r"\bpress kits?\b|\bproduct (?:round-?up|testing|recommendations wanted)\b|"
    r"\btaste[- ]test(?:ing|s)?:|\bto review (?:for|in) \w+|"
    r"\b(?:makers|manufacturers|brands|vendors|companies) "
    r"(?:may|can|should|must|please),? send\b|"
    rf"\bbrands with\b|\bsamples? (?:please|ok|okay|required|welcome|needed|appreciated)\b|"
    rf"[,+&] samples?(?: \w+)?$|\bsend(?:ing)? (?:us |me )?samples\b|"
    rf"\bcalling in (?:samples|products|units)\b|"
    rf"\b(?:best|top|our \d{{4}})(?: [\w-]+){{1,4}} (?:round-?up|awards|guide)\b(?!\?)|"
    rf"\b(?:seeking|looking for|want|need) (?:[\w-]+ ){{0,3}}(?:brands|"
    rf"products|"
    rf"gadgets|apps) (?:who|that|to|which|for|under|with)\b|\btesting [\w-]+s for\b|"
    rf"\b[\w-]+ testers: |\b(?:we|i) (?:will )?test {_THINGS}|"
    rf"\bround-?up of (?:the )?(?:best )?(?:[\w-]+ )?{_THINGS}\b|"
    r"^(?:[\w’'-]+ ){0,3}gift guide\b"
)
_HOSTED = re.compile(
    r"(?i)\bhosted (?:stays?|visits?|trips?|travel|opportunit\w+|experiences?)\b|"
    r"\bto host\b[\w ,]*\bwriter\b|\bpress trips?\b"
)
_FAMOUS = re.compile(
    r"(?i)\b(?:celebrit\w+|household names?|(?:large|big|huge) (?:social )?following|"
    r"bestselling authors?|influencers? with|[\d,]+\+? followers)\b"
)


_SPONSOR = re.compile(
    r"(?i)\b(?:sponsors?|exhibitors?|sponsorships?)\b(?= (?:wanted|needed|sought|packages?|"
    r"opportunit|decks?|slots?)|[ &+,/]+(?:exhibitors?|speakers?|sponsors?)\b)|"
    r"\b(?:looking for|seeking|inviting) (?:[\w-]+ ){0,3}(?:sponsors|exhibitors)\b"
)
_ACADEMIC = re.compile(
    r"(?i)\b(?:academics?|university[\w -]{0,30}|professors?|faculty|"
    r"scholars?)(?: [\w-]+){0,2} "
    r"(?:only|please)\b|\b(?:only|must be|employed (?:at|"
    r"by)) (?:[\w-]+ ){0,3}(?:academics?|"
    r"university|universities|faculty|professors?)\b"
)
SCHOLAR = re.compile(r"(?i)\b(?:professor|university|lecturer|faculty|academic|college)\b")


def kinds(line: str) -> list[str]:
    """Return the kinds of call a sentence shows."""
    found = []
    if _NO_EXPERTS.search(line):
        found.append(NO_EXPERTS)
    elif _STORY.search(line):
        found.append(STORY)
    elif _LIVED.search(line):
        found.append(MAYBE_STORY)
    if _INSIDERS.search(line):
        found.append(IN_HOUSE)
    if (m := _INSIDE.search(line)) and not _ADVISE.search(line[: m.end()][: m.start() + 3]):
        found.append(LARGE)
    plain = _NOT.sub(" ", line)
    return found + [kind for kind, pattern in _PLAIN.items() if pattern.search(plain)]


# heard only where nothing is denied
_PLAIN = {
    PRODUCTS: _PRODUCTS,
    SPONSOR: _SPONSOR,
    ACADEMIC: _ACADEMIC,
    HOSTED: _HOSTED,
    FAMOUS: _FAMOUS,
}
