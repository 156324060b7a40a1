# ruff: noqa: SIM905
"""House rules: sentences that only say how to answer, not what or who is wanted.

"Human-written only", "Put BLUE HERON in your subject line", "150 words by Friday". They
say nothing of the story, so a sentence counts as one only where a word of it speaks of an
answer's form and hardly a word is left that does not; what it names to be copied out
("the word 'delve'") is not looked at. Whoever is looked for, or asked, is no house rule.
"""

import re
from functools import lru_cache

from bot.asks import requirements
from bot.matching import people, roles
from bot.matching.lexical import STOP, WORD, stem
from bot.traps import refusal

LONGEST = 400  # characters of a sentence that may be one
SHARE = 0.15  # of its words that may say something else
BANNING = 0.3  # the same where it refuses answers made by a machine
LEAST = 3  # words of a part that may be cut out of a sentence

_ANSWERS = (
    r"(?:answers?|responses?|repl(?:y|ies)|pitch(?:es)?|submissions?|quotes?|comments?"
    r"|e-?mails?|messages?|entries|contributions?|statements?)"
)
# what speaks of an answer's form and of nothing else
_SURE = re.compile(
    r"\b(?:subject lines?|head ?shots?|linked ?in|attachments?|word (?:count|limit)|bios?"
    r"|plain text|bullet(?:s|ed)?(?: points?)?|on(?: |-)the(?: |-)record"
    r"|follow[- ]?ups?|deadlines?|backlinks?|(?:job )?titles?"
    r"|pronouns|human[- ](?:written|made|authored|generated|only)|humans only|chat ?gpt"
    r"|llms?|gpt"
    r"|ai[- ](?:generated|written|assisted|edited|free|made)|full names?|credit(?:ed|s)?"
    r"|attributed|attribution|unsolicited|in writing|pr (?:people|folks|pros|reps?|pitches"
    r"|agenc\w+|firms?)|publicists?|\d+ words|words (?:max|or (?:less|fewer))|self-promo\w+"
    r"|copy[- ]?paste\w*|press releases?|elsewhere|high[- ]res\w*|by e-?mail|via e-?mail"
    r"|e-?mail only|zoom|phone|websites?|in advance|thank(?:s| you)|best regards"
    r"|link(?:s|ed|ing)?(?: \w+)? to your|reserve the right"
    r"|(?:fit|match|selected|chosen),? (?:i|we)"
    r"|(?:written|typed|penned) by (?:you|the|an?|real)|not (?:auto-?)?generated"
    r"|shortlisted|binned|deleted|discarded|disqualified|get back to (?:you|everyone)"
    rf"|your (?:\w+ ){{0,2}}{_ANSWERS}|(?:all|any|every|only|no|each|these|those|late) "
    rf"(?:\w+ )?{_ANSWERS}|{_ANSWERS} (?:that|which|with|must|should|may|will|by|under|over"
    r"|without|containing|longer|are|is|in|of|to|only|via|received|sent))\b"
    r"|(?<![\w’'])ai(?![\w’'])"
    r"|(?:^|\bplease |\bkindly |, (?:and |then )?)(?:answer|reply|respond|write|submit|send"
    r"|keep|e-?mail|number|paste|include)\b",
    re.IGNORECASE,
)
# words that may stand in a house rule; anything else speaks of the story
_VOCABULARY = (
    "landscape orientation quality gptzero run through know see "
    "answer respond response reply pitch submission submit submitted quote quotable "
    "comment commentary contribution message mail email entry statement text content "
    "material insight input interview call phone zoom teams video chat writing written "
    "writer wrote type typed word sentence paragraph line lines page pages bullet point "
    "list number order short brief briefly concise long longer length limit max maximum "
    "min minimum least fewer less two three four five six ten one half hundred couple "
    "punchy sweet tight clear clearly clarity edit style grammar space subject title "
    "header heading label mark name names full first last real actual job role position "
    "company affiliation institution business tenure city town province age aged degree "
    "license licence years registered registration bar hospital clinic practice "
    "organisation employer website site url link linkedin profile bio bios biography "
    "headshot photo picture portrait image high res resolution hi jpeg jpg png pdf pdfs "
    "doc docs document file files attach attachment paste copy copied body plain format "
    "formatted form google contact reach details info information mobile cell address "
    "handle social media instagram twitter facebook tiktok credentials pronouns "
    "preferred prefer preferably location located based time zone timezone deadline "
    "friday monday tuesday wednesday thursday saturday sunday today tomorrow tonight "
    "noon midnight morning afternoon evening eod cob end day days week hour date soon "
    "early earlier late later latest asap january february march april june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec est edt et pst pdt pt gmt utc bst cst cdt ct am pm record anonymous "
    "anonymously anonymity anonymized pseudonym attribution attributed attributable "
    "credit mention backlink byline original exclusive unpublished published "
    "publication elsewhere previously already used uses using reuse recycled ai chatgpt "
    "gpt llm llms claude gemini copilot artificial intelligence model language "
    "generated generative machine bot bots robot human person people assisted "
    "assistance tool detector detection detected check software automated auto computer "
    "binned bin deleted ignored rejected discarded considered accepted acceptable "
    "disqualified disqualify skipped removed thrown tossed dropped trash unread open "
    "read banned ban bans blocked reported flagged automatically immediately straight "
    "zero tolerance allowed permitted refuse kindly include provide send sent give "
    "given add put puts state share keep kept makes ensure sure remember note attention "
    "important need require requirement shall wish wants able unable possible necessary "
    "optional ideally bonus begin start close finish top bottom contain phrase code "
    "keyword exact exactly verbatim appear follow ups followup below above question "
    "separate separately individually directly direct via through online pr publicist "
    "publicity agency agent rep reps representative firm flack pros intermediary third "
    "party middlemen ghostwriter promotional promotion promote self promo salesy sales "
    "plug plugging advertising adverts advertisement ads brand generic boilerplate "
    "canned press release unsolicited selected chosen choose shortlisted fit match move "
    "forward hear back touch everyone everybody anyone guarantee inclusion feature "
    "notified notify live piece article story source thank thankyou appreciate advance "
    "regards best sincerely cheers look reserve right says said talk speak quick "
    "quickly welcome fine ok okay good happy great ready available availability "
    "interested complete incomplete relevant topic topical expert themselves themself "
    "himself herself yourself respondents applicants disclosure disclose confidential "
    "confidence private privacy permission consent inquiry request query haro qwoted "
    "connectively sos reference cite cited thoughtful specific substantive meaningful "
    "depth polished result unless otherwise reason sorry pls nothing none nobody never "
    "always strictly absolutely simply kind dont don won cannot isn aren doesn shouldn "
    "due volume amount receive gets got getting lot lots mins minute apiece total "
    "preference phoner voice memo studio camera remote sign signature cc bold caps "
    "capital ahead penned hello hey dear mr ms mrs sir madam"
).split()
_KNOWN = frozenset(stem(word) for word in _VOCABULARY)
_COPIED = re.compile(  # what is to be copied out, or not to be written
    r"\"[^\"\n]{1,80}\"|“[^”\n]{1,80}”|‘[^’\n]{1,80}’(?!\w)|(?<!\w)'[^'\n]{1,80}'(?!\w)"
    r"|\b(?:(?:code ?)?words?|phrases?|emojis?|keywords?|hashtag)(?: is| are|:)? "
    r"(?!(?:count|limit|or|max|in|that|you)\b)[^\W\d_][\w’'-]*"
    r"|(?:\b[A-Z]{3,}\b[ -]?){2,4}"
)
_SOUGHT = re.compile(
    r"\b(?:(?:looking for|seek(?:ing|s)?|searching for|hoping for)"
    rf"(?! (?:an? )?(?:(?!that|who|to|from|which|can|for)[\w,-]+ ){{0,3}}?{_ANSWERS}\b"
    r"(?! from| by))"
    r"|looking to (?:hear|talk|speak|interview)|want(?:ed)? to (?:hear|talk|speak)"
    r"|hear from|wanted\b|calling all|hearing (?:that|about)"
    r"|if you(?:[’']ve| have| work| live| own| run)"
    r"(?! (?:one|it|any|them|that)\b)|if you(?:[’']re| are) "
    r"(?!(?:an? )?(?:\w+ )?(?:fit|match|interested|selected|chosen|able))"
    r"|she|he|someone who|people who|anyone who|those who"
    r"|(?:want|need|like|love) (?:\d\S*|an?|one|two|three|some|more) (?:[\w-]+ ){0,4}?"
    r"(?:people|experts?|sources?|pros?|guests?|professionals?|voices))\b",
    re.IGNORECASE,
)
# people and companies of a kind: words that may stand in a house rule as well
_KIND = (
    r"(?:experts|professionals|pros|publicists|agents|agenc(?:y|ies)|(?:ghost)?writers"
    r"|editors|owners|founders|compan(?:y|ies)|business(?:es)?|brands|firms|practices"
    r"|clinics|hospitals|gen(?:eration)?[ -][xyz]|institutions|organi[sz]ations"
    r"|intermediaries|machines|users|(?:wo)?m[ae]n|seniors?|adults?|teens|couples"
    r"|pr (?:people|folks|reps))"
)
_FIRMS = r"(?:experts|pros|publicists|agencies|companies|firms|brands|businesses)"
_MINE = r"(?:the|you|your|(?:an? )?(?:\w+ )?(?:real|actual|named?|humans?|person|expert))"
_GROUP = re.compile(  # who is wanted, by a word of no profession
    rf"\b(?<!human )(?<!real ){_KIND} (?:(?!may|must|should|can|will|need|not)[^\s.,;:]+ )"
    rf"{{0,3}}only\b|\bonly (?:from |by |want |need |accept )?(?!(?:real|human|the)\b)"
    rf"(?:[\w-]+ ){{0,2}}{_KIND}\b(?! {_ANSWERS})"
    rf"|\b(?:need|want|like|love) (?:(?!(?:real|human|no|not|to|all|the|your|if|{_ANSWERS})"
    rf"\b)[\w-]+ ){{0,4}}?{_KIND}\b"
    rf"|\b{_KIND} (?:who|that|whose)(?:[’'](?:ve|re))? (?!(?:\w+ )?(?:us(?:es?|ing)|sends?"
    r"|submits?|cop(?:y|ies)|pastes?|repl(?:y|ies)|answers?|responds?|pitch(?:es)?|do|does"
    r"|don|cannot|fail|ignores?|follows?)\b)"
    rf"|\b(?:an? expert|{_FIRMS}) (?:in|on|for|at|with|from|of) (?!\d|(?:the|on|one|two"
    r"|three|your|full|plain|writing|\w+day|record|time|zoom|inclusion|attribution"
    r"|background|advance)\b)"
    r"|^(?!(?:all|any|no|dear|pr|hello|hi|please|for|note|attention)\b)(?:[\w-]+ ){1,3}"
    rf"{_FIRMS}(?:,|:| ?[-–—] )"
    rf"|\b(?:only if|unless) your (?!(?:\w+ )?{_ANSWERS}\b)"
    r"|\b(?:only if|unless) you (?:use|sell|make|build|offer|teach|treat|lead|manage|own"
    r"|employ|bought|tried|founded|have|work|live|run|know)\b"
    r"(?! (?:it|one|any|them|that)\b)"
    r"|\b(?:if )?your (?:company|business|brand|firm|clinic|practice|agency|employer|team"
    r"|app|startup|organi[sz]ation|product|(?:web)?site) (?:also )?(?:uses?|sells?|makes?"
    r"|bans?|offers?|builds?|serves?|employs?|lets|runs?|allows?|works)\b"
    rf"|\b(?:open|limited|restricted) to (?:\w+ )?{_KIND}\b"
    rf"|\bmust be an? (?:\w+ )?{_KIND}\b"
    r"|\b(?:people|sources) (?:in (?!the\b|writing|touch)|from |over |under |aged )"
    rf"|\bmust (?:be|come)(?: only| directly)? from (?!{_MINE}\b|.{{0,20}}\be-?mail)"
    rf"|\b(?:you|sources?|experts?|respondents?|applicants) must (?:be (?!{_MINE}\b)(?:an?"
    r"|from|in)|own|work|live|sell|lead)\b"
    r"|\b(?:must be|aged?|you(?: a|[’'])re) (?:(?:over|under|at least|between) )?[1-9]\d"
    r"(?! ?-?\d| ?-?(?:words?|char|sentences?|lines?|pages?|para|px|pixels|dpi|[km]b|min))",
    re.IGNORECASE,
)
_THINGS = re.compile(  # what is wanted, in words that may stand in a house rule
    r"\b(?<!any )(?<!any ai )(?:tools?|apps?|products?|software|brands?|(?:web)?sites?"
    r"|models?|bots?|templates?|prompts?|lines|releases|posts?) (?:(?:that|which) )?(?:you"
    r"|your \w+|they) (?:\w+ )?(?:uses?(?! to)|love|like|recommend|own|sell|built|trust"
    r"|rely|prefer|hate|avoid|tried)\b"
    r"|\b(?:send|share|name|give|tell|include)(?: \w+){0,2} (?:best|worst|top|biggest) "
    rf"(?!(?:{_ANSWERS}|contact|phone|number|way|head ?shots?|time|of|e-?mail)\b"
    r"(?! \w+ lines?))"
    r"|\bexamples? of (?!your\b)"
    r"|\bon(?: |-)the(?: |-)record (?:about|on|how|why)\b"
    r"|\b(?:input|take|opinions?|perspectives?|quotes?|answers?|experiences?|ideas?) (?:on"
    r"|about|regarding) (?!(?:\w+day|the record|record|time|zoom|background|\d+|your"
    r"|you|it|this|that|each|behalf|or|camera|an? (?:hour|week|day)|half|(?:the )?phone"
    r"(?! \w{4}))\b)",
    re.IGNORECASE,
)
_AFTER_AI = re.compile(r"(?<![\w’'-])ai ([a-z]+)", re.IGNORECASE)  # "AI predictions"
_ASIDE = re.compile(r"\b(?:number of|pr) \w+", re.IGNORECASE)  # "number of employees"
_THEM = frozenset(
    ("editors", "readers", "reporters", "journalists", "senders", "others", "contributors")
)
_SEEKS = re.compile(r"\b(?:looking for|seek(?:ing|s)?|searching for)\b", re.IGNORECASE)
_TOPIC = re.compile(  # "I write about AI text in schools": that is the story
    r"\b(?:write|writing|written|stor(?:y|ies)|piece|article|feature|guide|tips?|advice"
    r"|views?|thoughts|insights?|comments?|tell (?:me|us)|talk|speak|explain|discuss"
    r"|describe|curious|report(?:ing)?|research\w*|looking)"
    r" (?:\w+ ){0,2}?(?:about|into|on|how|why|whether)\b"
    r"(?! (?:(?:the )?record|your (?:answers?|responses?|company|business)|you\b"
    r"|yourself|zoom|phone|each|what you|which))"
    r"|\bhow (?!to (?:reply|answer|respond|pitch|apply|submit|reach)|you\b|we\b|long"
    r"|many|it works|this works|they can)"
    r"|^(?:why|when|whether|best|tips|ways|top|are|is|does|do (?!not\b))\b",
    re.IGNORECASE,
)
_BETWEEN = frozenset(("PR expert",))  # they are told how to answer
_BRACKET = re.compile(r"\s*\(([^()]{3,200})\)")
_CLAUSE = re.compile(
    r"\s*[;—]\s*|\s+[-–]\s+|,?\s+(?:and\s+|but\s+)?(?=(?:please|kindly) \w)",
    re.IGNORECASE,
)
# kinds of `bot.asks`: a promise of anonymity shows that people's own stories are wanted
_WHO = frozenset({"anonymous_ok", "samples"})
# and those that say how to answer, not who may
_HOW = frozenset(
    {"word_limit", "sentence_limit", "email_only", "no_attachments", "no_pr", "format"}
    | {"subject_line", "deadline", "headshot", "bio", "name_title", "website", "linkedin"}
    | {"contact", "phone", "on_record", "original", "disclosure"}
    | {"no_product"}
)


@lru_cache(maxsize=8192)
def only_form(sentence: str) -> bool:
    """Say whether a sentence only says how to answer."""
    if len(sentence) > LONGEST or "?" in sentence or _SOUGHT.search(sentence):
        return False
    if _TOPIC.search(sentence) or _names(sentence):
        return False
    plain = _COPIED.sub(" ", sentence)
    words = WORD.findall(plain)
    other = sum(map(_says, words))
    banned = refusal(sentence)
    told = any(map(_says, _AFTER_AI.findall(plain))) and not banned
    if told or any(map(_people, WORD.findall(_ASIDE.sub(" ", plain)))):
        return False
    if other > (BANNING if banned else SHARE) * len(words):
        return False
    kinds = {need.kind for need in requirements(sentence)}
    form = kinds & _HOW or _SURE.search(sentence) or banned
    return bool(form and not kinds & _WHO) and not _trades(sentence)


def speaks(sentence: str) -> bool:
    """Say whether a sentence asks, or says what or who is wanted, whatever its form."""
    if "?" in sentence or _SEEKS.search(sentence) or _SOUGHT.search(sentence):
        return True
    return bool(_TOPIC.search(sentence)) or _names(sentence) or _trades(sentence)


@lru_cache(maxsize=8192)
def without(sentence: str) -> str:
    """Return a sentence less the parts of it that only say how to answer."""
    if only_form(sentence):
        return ""
    if len(sentence) > LONGEST:
        return sentence
    left = _BRACKET.sub(lambda m: "" if only_form(m[1]) else m[0], sentence)
    kept, at = [], 0
    for gap in _CLAUSE.finditer(left):
        kept.append((left[at : gap.start()], left[gap.start() : gap.end()]))
        at = gap.end()
    kept.append((left[at:], ""))
    said = [part + mark for part, mark in kept if not (_long(part) and only_form(part))]
    return " ".join("".join(said).split()) if len(said) < len(kept) else left


def _names(sentence: str) -> bool:
    """Say whether a sentence names a kind of people or things that may be wanted."""
    plain = _COPIED.sub(" ", sentence)
    return bool(_GROUP.search(plain) or _THINGS.search(plain))


def _people(word: str) -> bool:
    """Say whether a word is one for several people, of those that no house rule has."""
    low = word.lower()
    known = low in _THEM or not _says(word)
    return not known and people.is_many(low) and people.is_person(low)


def _trades(sentence: str) -> bool:
    """Say whether a sentence names a profession that could be asked for."""
    return not roles.asked(sentence).keys() <= _BETWEEN


def _long(part: str) -> bool:
    return len(part.split()) >= LEAST


def _says(word: str) -> bool:
    """Say whether a word speaks of something else than an answer."""
    low = word.lower()
    return not (low in STOP or word.isdigit() or len(word) == 1 or stem(low) in _KNOWN)
