"""What a request says of people: that they know a thing, or that they lived it.

knows   "someone who treats runners", "people who arrange home loans every day"
lived   "people who quit their job", "women diagnosed with", "anyone living with"
"""

import re

ANYBODY = re.compile(
    r"(?i)\b(?:someone|somebody|anyone|anybody|people|folks|person|persons|individuals?|"
    r"guests?|sources?|voices?|men|women|those|somebody|humans?|pros?|professionals?|"
    r"experts?|specialists?|practitioners?)\b"
)
_DOES = (
    r"(?:can|could|(?:is|are) able|speciali[sz]\w*|work(?:s|ed)? (?:with|on|in|as|at|for)|"
    r"treat\w*|sees?|stud(?:y|ies|ied)|helps?|helped|knows?|understands?|advis\w+|"
    r"handles?|practi[cs]\w+|counsel\w*|fix\w*|install\w*|runs?|represents?|represented|"
    r"teach\w*|taught|leads?|led|mak(?:es?|ing)|designs?|builds?|engineers?|tests?|files?|"
    r"hosts?|guides?|arranges?|investigat\w+|diagnoses?|examin\w+|manag\w+|operat\w+|"
    r"research\w*|cover(?:s|ed)|crunch\w*|straighten\w*|spends? (?:their|his|her) days|"
    r"gets? [\w -]{1,40} approved|clean\w* up|performs?|trains?|sits? (?:across|with)|"
    r"publish\w*|prosecuted|litigated|negotiat\w+|conduct\w*|writes?|wrote|sells?|"
    r"develop\w*|consult\w*|deals? with|talks? to|speaks? to|coach\w*|plans?|prepares?|"
    r"defends?|repairs?|removes?|grows?|cook\w*|bakes?|brews?|own or run|owns? or runs?|"
    r"specifically|focus\w*|does this|do this|actually know|keep\w* up with|brings?|"
    r"live and work there|compared|measur\w+|evaluat\w+|audit\w*|hir(?:es?|ing)|recruits?)"
)
KNOWS = re.compile(
    rf"(?i)(?:\b(?:who|that|which|also)(?:[’']s|[’']ve|[’']d| is| are| has| have)? "
    rf"(?:actually |also |really |already |regularly |routinely |currently |often |"
    rf"personally |professionally |been )*{_DOES}\b|\bfor a living\b|"
    r"\b(?:in a |by )?profession(?:al capacity|ally)\b|\ball week\b|\bweek (?:in|after)\b|"
    r"\bday in\b|\bevery (?:day|week)\b|\b(?:clients|caseload|case ?load)\b|"
    r"\bwith (?:an? )?(?:[\w-]+ ){0,3}?(?:background|experience|expertise|degree|doctorate|"
    r"phd|license|licence|data|knowledge|credentials?|practice|training|certification)\b|"
    r"\b(?:licensed|certified|accredited|qualified|credentialed|board-certified|chartered|"
    r"registered|versed|trained|experienced) |\bsitting on (?:numbers|data)\b|"
    r"\bfrom the inside\b|\bfirst-hand knowledge\b|\bin the trade\b|\bon the ground\b)"
)
EXPERT = re.compile(
    r"(?i)\b(?:experts?|pros?|professionals?|specialists?|practitioners?|clinicians?|"
    r"authorit(?:y|ies)|thought leaders?)$"
)
SURELY = re.compile(
    r"(?i)\bfor a living\b|\bin the trade\b|\bin a professional capacity\b|"
    r"\bfrom the inside\b|\bprofessional background\b|"
    r"\b(?:professionals?|pros?|experts?|specialists?|practitioners?|clinicians?) "
    r"(?:who|with|that)\b(?! own\b)"
)
LIVED = re.compile(
    r"(?i)(?:\b(?:who|that)(?:[’']s|[’']ve|[’']d| is| are| has| have| had)? "
    r"(?:recently |ever |once |also |still |successfully |actually |never |just |already |"
    r"been |personally )*(?:\w+ed|lost|quit|left|took|had|bought|got|gave|did|went|sold|"
    r"came|been|found|fell|won|met|paid|made|chose|felt|grew|lives?|suffers?|struggles?|"
    r"were|was|shares?|owns?|uses?|feels?|love|hate|drives?|rents?|wears?|refuse|hold|"
    r"takes?|eats?|drinks?|wears?|plays?|pays?|relies|rely|follows?|avoids?|skips?|saves?|"
    r"commutes?|sleeps?|shops?|smokes?|volunteers?|care for|can[’']t|cannot afford|"
    r"(?<=are )(?!treat|work|study|see|"
    r"advis|help|build|research|teach|lead|runn|qualif|train|practi)\w+ing|raising|"
    r"planning|living|trying|dating|caring|navigating|moved|started|stopped|"
    r"wish|regret|identify|believe|survived)\b|"
    r"\b(?:people|women|men|adults|anyone|someone|those|folks) on (?!the record)|"
    r"\b(?:people|women|men|adults|anyone|someone|individuals|those|folks) (?:\w+ )?"
    r"(?:with (?!(?:an? )?(?:[\w-]+ ){0,3}?(?:background|experience|expertise|degree|phd|"
    r"licen[sc]e|data|knowledge|credential|training|certificat|practice|qualification|"
    r"insight|specialt|track record|clients|authority))|living|diagnosed|affected|"
    r"struggling|"
    r"suffering|over|under|aged|between|in their|willing|from|in|near|going through)\b)"
)


def of(request: str) -> str:
    """Return "knows", "lived" or "": the earlier where both are said."""
    if SURELY.search(request):
        return "knows"
    knows, lived = KNOWS.search(request), LIVED.search(request)
    if knows and (not lived or knows.start() <= lived.start() or "living" in knows[0]):
        return "knows"
    return "lived" if lived else ""
