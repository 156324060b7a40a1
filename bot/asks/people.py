"""Whom a licence, a degree or a rank makes a source: words, each in the singular."""

from collections.abc import Iterable

PROFESSIONS = """
doctor physician surgeon dermatologist neurologist psychologist psychiatrist cardiologist
oncologist urologist gynecologist gynaecologist endocrinologist gastroenterologist
ophthalmologist opthalmologist audiologist radiologist pathologist pharmacologist
toxicologist immunologist allergist rheumatologist nephrologist pulmonologist hematologist
anesthesiologist epidemiologist virologist microbiologist biologist geologist sociologist
criminologist anthropologist archaeologist meteorologist climatologist ecologist zoologist
neuropsychologist neuroscientist entomologist gerontologist paediatrician pediatrician
obstetrician geriatrician podiatrist optometrist optician orthodontist dentist periodontist
endodontist hygienist chiropractor osteopath physiotherapist therapist psychotherapist
counselor counsellor nurse midwife doula paramedic pharmacist dietitian dietician
nutritionist veterinarian vet clinician internist hepatologist
lawyer attorney solicitor barrister paralegal judge notary litigator conveyancer
accountant auditor actuary bookkeeper economist adjuster underwriter
architect engineer surveyor scientist researcher professor academic scholar lecturer
statistician
physicist chemist mathematician biochemist ethicist teacher headteacher
pilot realtor agronomist horticulturist
founder cofounder owner executive director president
chairman chairwoman chairperson
""".split()  # noqa: SIM905
# named by two words, of which the first says what the second is
PAIRS = (
    r"financial (?:planner|advis[eo]r|professional)s?|wealth (?:manager|advis[eo]r)s?"
    r"|tax (?:professional|preparer|advis[eo]r|specialist)s?|enrolled agents?"
    r"|retirement planners?|investment advis[eo]rs?|mortgage (?:broker|lender)s?"
    r"|(?:medical|health ?care|mental health|dental|clinical|veterinary) "
    r"(?:professional|provider|practitioner|specialist|technician|officer|director)s?"
    r"|medicine (?:specialist|expert|doctor)s?|vet techs?|nurse practitioners?"
    r"|board[- ]certified|c-suite|c-level|vice presidents?|senior leaders|school leaders?"
    r"|company leaders|(?:business|store|shop|company|agency|home ?owner) owners?"
    r"|(?:managing|senior|equity) partners?|general counsel|vets?|estate agents?"
    r"|real estate (?:agent|broker)s?|title agents?"
    r"|insurance (?:agent|broker)s?|loan officers?|personal trainers?|decision[- ]makers?"
)
QUALIFIED = (
    r"licen[sc]ed|certified|credentialed|accredited|qualified|registered|chartered"
    r"|board[- ]certified|degreed"
)


def by_letter(words: Iterable[str]) -> str:
    """Return a pattern of words, grouped by what they begin with: so it fails early."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


_IRREGULAR = {"midwife": "midwives", "chairman": "chairmen", "chairwoman": "chairwomen"}
LETTERS = frozenset(  # in capitals only
    """
CEO CFO CTO CIO CISO COO CMO CHRO CPA CFP CFA MD DVM DDS NP RD RDN PhD JD LCSW LMFT RN
CEOs CFOs CTOs CIOs CISOs COOs CMOs CPAs CFPs MDs RDs RNs VP VPs MP MPs
""".split()  # noqa: SIM905
)
NAMED = frozenset(PROFESSIONS) | {_IRREGULAR.get(w, f"{w}s") for w in PROFESSIONS}
