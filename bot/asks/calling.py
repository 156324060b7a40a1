# ruff: noqa: SIM905
"""The words without which no pattern of a kind can match: the rarer the better.

They decide in which sentences a pattern is looked for at all: letters only, lower case.
"""

import re

from bot.asks import people, places

_COUNTS = (
    "",
    *"one two three four five six seven eight nine ten twelve fifteen twenty"
    " thirty".split(),
    *"forty fifty sixty seventy eighty ninety hundred onehundred ahundred".split(),
    *"twohundred threehundred hundredandfifty ahundredandfifty".split(),
)
_FEW = ("a", "an", "few", "couple", "of", "single", "several", "full", "so", "two")
_NOUNS = "sentence sentences paragraph paragraphs para paras".split()


def _glued(nouns: list[str]) -> str:
    """Nouns as they stand behind a number that nothing parts from them."""
    return " ".join(f"{n}{noun}" for n in (*_COUNTS, *_FEW) for noun in nouns)


def _named() -> str:
    """Return the rarest word of each place."""
    found = {"u", "tristate", "gulf"}
    names = f"{places.COUNTRIES}|{places.STATES}|{places.CITIES}|{places.PEOPLES}"
    for name in names.replace("?", "").split("|"):
        found.add(max(re.findall("[a-z]+", name.lower()), key=len))
    found |= {name.lower() for name in re.findall(r"\b[A-Z]{2,}\b", places.SHORT)}
    return " ".join(found)


ORDERS = frozenset(
    "tell tells walk let give explain describe discuss explore unpack clarify outline"
    " debunk"
    " bust weigh comment talk speak share list name break offer provide recommend suggest"
    " address help identify reply respond reflect shed say specific".split()
)
WISHES = frozenset(
    "tips advice insight insights thoughts comment comments commentary opinion opinions"
    " view"
    " views input take takes perspective perspectives idea ideas stories account accounts"
    " experience experiences quote quotes guidance examples reply suggestions strategies"
    " expertise recommendations reaction reactions statement statements response responses"
    " answers paragraph information hear hearing know learn learning understand".split()
)
TALKS = frozenset(
    "speak talk chat hear interview interviewing speaking talking conversation curious"
    " interested wondering asking ask know explore understand learn find discuss cover"
    " subject"
    " subjects topic topics area areas points themes issues questions".split()
)
WHYS = frozenset("what which why how when where who whom whose whether".split())
SHAPES = (ORDERS, WISHES, TALKS, WHYS)  # of sentences that ask without a question mark
_WORDS = {
    "word_limit": _glued(["word", "words"]),
    "sentence_limit": _glued(_NOUNS) + " " + _glued(["line", "lines"]) + " liner liners",
    "headshot": "headshot headshots shot shots photo photos photograph photographs picture"
    " pictures portrait portraits image images selfie selfies snap snaps snapshot snapshots"
    " mugshot mugshots pic pics",
    "bio": "bio bios biography biographies intro background yourself profile blurb line"
    " lines"
    " sentence sentences paragraph para bit little words something",
    "name_title": "name names title titles credited described identified attributed quoted"
    " cited referred credit identify describe quote attribute refer introduce byline"
    " affiliation affiliations role position company attribution job occupation firm"
    " employer"
    " trade profession business organisation organization practice named",
    "website": "website websites web url urls homepage page blog portfolio link links"
    " site find address",
    "linkedin": "linkedin linked instagram insta twitter bluesky tiktok facebook threads x"
    " social socials",
    "phone": "face scheduled scheduling arrange arranging "
    "call calls interview interviews chat chats conversation conversations"
    " recording"
    " recordings replys phone zoom teams telephone skype meet video available availability"
    " camera air voice interviewee interviewees talk speak ring tape taping record film"
    " filming shoot shooting studio tv person guest guests minutes minute mins min hour"
    " reply facetime podcast show programme program coffee tea lunch riverside slot slots"
    " phoner stage panel panelist panelists panellist panellists seat seats spot spots"
    " chair"
    " chairs connect schedule give recorded filmed taped episode episodes segment segments",
    "email_only": "mailed "
    "rather "
    "writing written email emailed mail emails calls interviews zoom zooms"
    " phone type call",
    "contact": "way address "
    "address addresses "
    "number numbers contact contacts phone cell email mail reach details detail"
    " info information",
    "no_attachments": "attach attachment attachments attached attaching scans body files"
    " pdf"
    " pdfs docs email mail text",
    "no_product": "plug plugs plugging promotion promotions promotional promote promoting"
    " promo promos advert adverts advertorial advertorials advertising affiliate affiliates"
    " affiliation sponsor sponsors sponsored endorsement endorsements ad ads commercial"
    " commercials brand brands shilling sales marketing product products service services"
    " pitch pitching pitches sell selling hawk hawking competing vendor vendors self app"
    " book"
    " books course shop software offers salesy brochure release generic"
    " unbiased leave",
    "no_pr": "pr prs public publicist publicists agency agencies flack flacks party parties"
    " representative representatives spokespeople spokesperson spokespersons rep reps press"
    " comms intermediary intermediaries middleman middlemen ghost ghostwriter ghostwriters"
    " handler handlers media marketing communications represent represents directly pitches"
    " themselves brand company middle",
    "subject_line": "subject title label mark head header",
    "on_record": "being "
    "under "
    "record attributable anonymous name names named identified quoted attached"
    " photographed filmed attributed unnamed anonymity anonymously pseudonym pseudonyms"
    " initials aliases name only pen using printing",
    "anonymous_ok": "named "
    "anonymous anonymously anonymity pseudonym pseudonyms pseudonymous"
    " pseudonymously initial name names identity identities identify identifying identified"
    " identifiable unnamed naming confidence confidential confidentially confidentiality"
    " initials record private publicly employer surname",
    "samples": "sample samples product products item items vehicle vehicles unit units bag"
    " giftbag contribution contributions donation donations donate copy copies loan loans"
    " test try taste review set sets jar jars bottle bottles pack packs full",
    "data": "data statistics stats figures numbers number measurements metrics case survey"
    " invoices receipts breakdown figure statistic stat percentage percentages measurable"
    " quantifiable quantified concrete evidence research study studies sources source price"
    " salary income budget cost costs spend revenue score scores before",
    "examples": "example examples anecdote anecdotes story stories experience experiences"
    " account accounts scenario scenarios case cases time moment moments situation"
    " situations"
    " client patient customer day incident incidents anonymised anonymized",
    "disclosure": "disclosure disclosures disclose conflict conflicts interest interests"
    " financial biopharma industry commercial pharma vendor paid sponsored employed funded"
    " compensated affiliated stake ties tie relationship relationships upfront transparent"
    " open front competing declare state note flag mention say list tell",
    "original": "never times previously already original exclusive unpublished fresh"
    " published appeared submitted shared used"
    " said quoted sent elsewhere anywhere already found copied copy copypaste copypasted"
    " cut"
    " recycled boilerplate canned rehashed recycle everywhere heard repurpose repurposed"
    " republished pasted something lift reuse reused find read words print re",
    "format": "documents forms "
    "question questions prompt prompts questionnaire survey form template fields"
    " bullet bullets bulleted number numbered q answer answers paste underneath below"
    " verbatim"
    " doc docs document quote quotes quotable ready table spreadsheet"
    " list"
    " sentences format formatted inline order person separately word pdf per heading one",
    "deadline": "hours days hour day "
    "deadline deadlines due later eod cob cutoff cut off latest close closes"
    " end"
    " ends shut ideally filing"
    " monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight noon"
    " midnight p week weekend day days hours hour st nd rd th pm"
    " january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec morning afternoon holiday",
    "credentials": "leader practicing practising "
    "licensed licenced certified credential credentials credentialed"
    " accredited"
    " qualified registered chartered board degreed certification certifications"
    " qualification qualifications license licence licensure years experience expertise"
    " makes qualifies long year degree degrees licenses licences trained"
    " background training planner planners advisor advisors adviser advisers professional"
    " professionals manager managers preparer preparers specialist specialists agent agents"
    " broker brokers lender lenders provider providers practitioner practitioners"
    " technician"
    " technicians officer officers director directors medicine doctor"
    " suite"
    " level presidents president leaders owner owners partner partners counsel trainer"
    " trainers decision ph "
    + " ".join(sorted(people.NAMED | {word.lower() for word in people.LETTERS})),
    "location": "states "
    "based only area residents usbased usonly ukbased ukonly usabased usaonly"
    " must need needs able willing preferred located where within city country location"
    " town"
    " towns province region county hometown postcode zip suburb state studio local locals"
    " zone zones part near code " + _named(),
}
WORDS = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
