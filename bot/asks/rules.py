"""What an answer must have or be: a rule for each kind, and the words that call it.

A rule is looked for only in a sentence that holds one of its words (letters only,
lower case): a test draws sentences from every rule and sees that a word is in them.
"""

import re

_NUMBER = r"(?:\d{1,3}(?:,\d{3})*|\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SPAN = rf"{_NUMBER}\s*(?:-|–|—|(?:to|or)(?![a-z]))\s*{_NUMBER}"
_ANY_CASE = {
    "word_limit": rf"\b(?:{_SPAN}|{_NUMBER})[\s-]*words?\b",
    "sentence_limit": rf"\b(?:{_SPAN}|{_NUMBER}|an?|few|couple(?: of)?)[\s-]*"
    r"(?:short |brief |full )?(?:sentences?|paragraphs?|lines)\b",
    "headshot": r"\bhead[ -]?shots?\b|\bphotos? of (?:you|yourself|the expert)"
    r"|\b(?:include|send|attach|provide)\b[^.]{0,30}"
    r"\b(?:an?|your) (?:photo(?:graph)?|picture)s?\b"
    r"|\bhi(?:gh)?[- ]res(?:olution)?\s+(?:photo|image|picture)s?\b",
    "bio": r"\bbio(?:graphy|s)?\b|\bshort background on you",
    "name_title": r"\bfull name\b|\byour name\b|\bname,? (?:and |& )?(?:job "
    r"|professional )?title"
    r"|\bname and (?:title|position|credentials|role|affiliation)|\bname, (?:age|licen[sc]e"
    r"|credentials|company|title|city|position|occupation)|\b(?:job|professional"
    r"|clinical|full"
    r"|complete) title\b|\bname of (?:the )?(?:proposed )?(?:interviewee|expert|source)",
    "website": r"\bweb ?site\b|\bweb site\b|\bURL\b|\blink(?:s)? to (?:your|the) "
    r"(?:site|company|work|business|portfolio|store)|\bcompany (?:link|site)\b",
    "linkedin": r"\blinked ?in\b",
    "phone": r"\bphone number\b|\b(?:phone|zoom|video|teams|skype)[ -](?:call|interview"
    r"|chat)s?\b"
    r"|\b(?:by|via|over|on) (?:the )?(?:phone|zoom|teams)\b|\bavailab(?:le"
    r"|ility) for\b"
    r"[^.]{0,40}\b(?:interview|call|chat|follow|question)|\bhop on\b[^.]{0,20}\bcall\b"
    r"|\bquick call\b|\bin[- ]person interviews?\b",
    "email_only": r"\b(?:via|by|over|through) e-?mail\b|\be-?mail(?:ed)? "
    r"(?:responses?|answers?|replies|interviews?)\b|\bno (?:phone )?calls\b|\bin writing\b"
    r"|\bwritten (?:responses?|answers?|replies)\b|\be-?mail only\b|\bonly (?:by"
    r"|via) e-?mail\b",
    "no_attachments": r"\b(?:no|not|don[’']?t|never"
    r"|without)\b[^.]{0,30}\battach(?:ments?|ed)?\b"
    r"|\battachments? (?:will|are|can)\b[^.]{0,20}\b(?:not|deleted|stripped|removed"
    r"|ignored)\b",
    "no_product": r"\bno (?:product|brand|company|sales|affiliate)?\s*"
    r"(?:plugs?|promotions?|promotional|products?|sponsors\w*|links?)\b"
    r"|\b(?:not|non)[- ]promotional\b|\bno (?:brands|promos?|vendors)\b"
    r"|\bno (?:specific )?brand\b[^.]{0,30}\bendorsements?",
    "no_pr": r"\bno (?:PR|publicists?|agenc(?:y|ies))\b|\bnot accepting pitches from\b"
    r"|\bno (?:third[- ]part(?:y|ies)|pitches from)",
    "subject_line": r"\bsubject line\b|\bin the subject\b",
    "on_record": r"\bon the record\b|\battributable\b|\bnot anonymous\b"
    r"|\buse your (?:real )?name\b"
    r"|\bfull name (?:must|will) be",
    "anonymous_ok": r"\banonym(?:ous(?:ly)?|ity|ized)\b|\bpseudonym(?:s|ous(?:ly)?)?\b"
    r"|\bfirst name only\b",
    "samples": r"\b(?:product|review|press) samples?\b|\bsend (?:me |us )?(?:a )?samples?\b"
    r"|\bsamples? (?:must|should|to|for|are|is)\b",
    "data": r"\b(?:data|statistics|stats|figures|numbers|measurements|metrics"
    r"|case stud(?:y|ies)|survey results)\b"
    r"|\b(?:studies|research) (?:to|that|you|if|or|and|link)",
    "examples": r"\b(?:examples?|anecdotes?)\b|\bpersonal (?:story|stories|experiences?)\b",
    "disclosure": r"\bdisclos(?:ure|e)\b|\bconflicts? of interest\b",
}
_AS_WRITTEN = {
    "credentials": r"(?i:\blicen[sc]ed\b|\bcertified\b|\bboard[- ]certified\b"
    r"|\bcredential(?:s|ed)?\b"
    r"|\bcertifications?\b|\baccredited\b|\bregistered (?:dietit?c?ian|nurse)"
    r"|\battorneys?\b"
    r"|\blawyers?\b|\bveterinarians?\b|\bvet tech|\bphysicians?\b|\bdermatologists?\b"
    r"|\bpsychologists?\b|\bpsychiatrists?\b|\btherapists?\b|\bdietit?c?ians?\b"
    r"|\bdentists?\b"
    r"|\bneurologists?\b|\bdoctors?\b|\bfounders?\b|\bqualified\b|\b(?:minimum of"
    r"|at least)\s+"
    r"\w+\+? years\b|\b\d+\+ years\b|\bfinancial (?:advis[eo]rs?|planners?))"
    r"|\b(?:MD|M\.D\.|DVM|CPA|CFP|RD|RDN|PhD|Ph\.D|JD|CEOs?|CFOs?|CTOs?|CIOs?|CISOs?)\b",
    "location": r"\b(?:US|U\.S\.?|UK|U\.K\.?|USA|Canad(?:a|ian)|Australian?|Europe(?:an)?"
    r"|United States|[A-Z]{2,3}(?:/[A-Z]{2,3})+|[A-Z][a-z]+)[- ](?:based\b|only\b"
    r"|residents?\b)|\b(?:US|UK|USA)(?:based|only)\b"
    r"|(?i:\bbased in\b|\bmust (?:be located|live|reside|be based)\b|\blocated in\b"
    r"|\b(?:city|location)\b|\byour state\b|\bcity and state\b|\b(?:where you (?:live"
    r"|are based))\b)"
    r"|\bin (?:the )?(?:US|U\.S\.?|UK|U\.K\.?|United States|United Kingdom)\b"
    r"|\b(?:New York|London|Toronto|Los Angeles|Chicago|DC|NYC)[- ](?:based|area)\b",
    "deadline": r"(?i:\bdeadline\b|\bdue (?:by|on)\b|\bby (?:end of day|eod|cob"
    r"|close of business)\b"
    r"|\bno later than\b|\b(?:respond|reply|submit|answer|send)\b[^.]{0,30}\bby\s+"
    r"(?:\w+day|\d|noon|tomorrow|end))",
}

_COUNTS = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
_FEW = (*_COUNTS, "a", "an", "few", "couple", "of")
_LINES = ("sentence", "sentences", "paragraph", "paragraphs", "line", "lines")
_WORDS = {
    "word_limit": " ".join(f"{n}word {n}words" for n in _COUNTS),
    "sentence_limit": " ".join(f"{n}{noun}" for n in _FEW for noun in _LINES),
    "headshot": "headshot headshots shot shots photo photos photograph photographs picture"
    " pictures image images",
    "bio": "bio bios biography background",
    "name_title": "name title",
    "website": "website site url link links",
    "linkedin": "linkedin linked",
    "phone": "phone zoom video teams skype available availability hop quick person",
    "email_only": "email emailed mail mailed calls writing written",
    "no_attachments": "attach attachment attachments attached",
    "no_product": "no promotional",
    "no_pr": "no accepting",
    "subject_line": "subject",
    "on_record": "record attributable anonymous name",
    "anonymous_ok": "anonymous anonymously anonymity anonymized first pseudonym pseudonyms"
    " pseudonymous pseudonymously",
    "samples": "sample samples",
    "data": "data statistics stats figures numbers measurements metrics study studies"
    " results research",
    "examples": "example examples anecdote anecdotes personal",
    "disclosure": "disclosure disclose interest",
    "credentials": "licensed licenced certified board credential credentials credentialed"
    " certification certifications accredited registered attorney attorneys lawyer lawyers"
    " veterinarian veterinarians vet physician physicians dermatologist dermatologists"
    " psychologist psychologists psychiatrist psychiatrists therapist therapists dietitian"
    " dietitians dietician dieticians dietitcian dietitcians dietiian dietiians dentist"
    " dentists neurologist neurologists doctor doctors founder founders qualified years"
    " financial md d dvm cpa cfp rd rdn phd ph jd ceo ceos cfo cfos cto ctos cio cios ciso"
    " cisos",
    "location": "based only resident residents located live reside city location state us u"
    " uk united area usbased usonly ukbased ukonly usabased usaonly",
    "deadline": "deadline due by later",
    "contact": "contact email mail reach message write",
}

_CONTACT = (
    r"\b(?:contact|e-?mail|reach|message|write(?: to)?)\s+(?:me|us)\b[^.]{0,20}\b(?:by"
    r"|via|at|on)?\b"
)
RULES = {
    **{kind: re.compile(rule, re.IGNORECASE) for kind, rule in _ANY_CASE.items()},
    **{kind: re.compile(rule) for kind, rule in _AS_WRITTEN.items()},
    "contact": re.compile(_CONTACT, re.IGNORECASE),
}
WORDS = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
