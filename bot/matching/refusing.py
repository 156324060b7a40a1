"""Whom a reporter does not want: "no vendors", "Accountants: not this time".

Only what is refused as a source. "Not just doctors", "you needn't be a lawyer" and
"no PhD required" refuse nobody.
"""

import re

_DONT = (
    r"(?:do|does|did|can|will|would|could|is|are|am)(?: ?n[’']?t| not)|can[’']?t|won[’']t|"
    r"cannot"
)
REFUSAL = re.compile(
    rf"(?i)(?:\b(?:no|not (?:looking for|after|interested in|for|including|seeking|"
    rf"accepting|"
    rf"(?:speaking|talking) (?:to|with)|covering|from)|rather than|except(?: for)?|"
    rf"other than|"
    rf"instead of|sorry,?|(?:{_DONT}) (?:be )?(?:also )?(?:need|want|use|quote|"
    rf"includ\w+|"
    rf"consider\w*|accept\w*|speak|talk|looking for|interested in|run|feature|"
    rf"hear from|take|after))\b)(?P<rest>[^.;?!]{{0,200}})"
)
NOBODY = re.compile(
    r"(?i)^ ?(?:just|only|necessarily|need|problem|one|need to|matter|longer|more|doubt|"
    r"later|"
    r"less|idea|way|wonder|pressure|cost|fee|charge|limit|jargon|such)\b"
)
LIFTED = re.compile(
    r"(?i)\b(?:(?:have|has|need(?:s)?) to be|must be|required|necessary|needed|"
    r"not (?:just|only|necessarily))\b"
)
SOME = re.compile(
    r"(?i)\b(?:who|that|which|unless|plugs?|mentions?|representing|on behalf|by phone)\b"
)
BUT = re.compile(r"(?i)\b(?:but|just|though|who|because|since|as|instead|so)\b")
_TURNED = (
    r"(?:not for this one|sit this (?:one )?out|need not|needn[’']t|please (?:don[’']t|"
    r"do not|"
    r"refrain|skip|pass)|not (?:a match|for you|this time|eligible|what i|wanted|a fit)|"
    r"will (?:not|be (?:deleted|ignored|declined))|won[’']t be|"
    r"(?:are|is)(?:n[’']t| not) (?:a match|what|who|eligible|a fit|needed|considered|"
    r"wanted|for))"
)
AWAY = re.compile(
    rf"(?i)^(?:sorry,? )?(?P<rest>[^:;.?!]{{2,120}}?)(?::|,|;| )[^.?!]{{0,80}}?{_TURNED}\b"
)
# what a company may be besides the trades of its people
SELLERS = {
    "vendor": re.compile(
        r"(?i)(?:^ ?|, ?|\b(?:or|and|no|any|from|need|the|other|as) )(?:vendors?|"
        r"(?:re)?sellers?|(?:service|solution|software|tech) providers|"
        r"companies (?:that|who) sell)\b"
    ),
    "consultancy": re.compile(r"(?i)\b(?:consultan(?:ts?|cies))\b"),
    "agency": re.compile(r"(?i)\b(?<!pr )(?<!travel )(?<!news )agenc(?:y|ies)\b"),
    "software": re.compile(
        r"(?i)\b(?<!tax )(?:software|saas|app) (?:makers?|companies|firms|sellers|"
        r"vendors)\b"
    ),
    "pr": re.compile(r"(?i)\b(?:pr|publicity)\b(?! (?:contacts?|friends))|\bpublicists?\b"),
    "brand": re.compile(r"(?i)\b(?:brands|brand (?:reps?|representatives?|founders?))\b"),
}


def clauses(line: str) -> tuple[str, ...]:
    """Return the parts of a sentence that name whom it refuses."""
    found = []
    for match in REFUSAL.finditer(line):
        rest = match["rest"]
        if NOBODY.search(rest) or LIFTED.search(rest) or SOME.search(rest):
            continue
        cut = BUT.search(rest)
        found.append(rest[: cut.start()] if cut else rest)
    away = AWAY.search(line)
    if away and not (LIFTED.search(away[0]) or SOME.search(away[0])):
        found.append(away["rest"])
    return tuple(found)


def sellers(clause: str) -> frozenset[str]:
    """Return which kinds of company a clause refuses, names of `SELLERS`."""
    return frozenset(kind for kind, pattern in SELLERS.items() if pattern.search(clause))
