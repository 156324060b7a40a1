"""Wordings of many reporters, all invented: what they demand and ask, and what not."""

import pytest

from bot import asks

DEMANDED = {
    "credentials": (
        "Board-certified dermatologists only, please.",
        "Open to RDs, RDNs and PhDs in nutrition science.",
        "Sources must hold a current real estate license.",
        "Please note your qualifications next to your name.",
        "I need to talk to a CPA or an enrolled agent before Thursday.",
        "Seeking HVAC technicians with at least ten years in the field.",
        "Must be an MD, DO or NP.",
        "Ideally you've been practicing for 5+ years.",
        "Experts should be credentialed (LMFT, LCSW, PsyD).",
        "Hoping to connect with founders of direct-to-consumer brands.",
        "Please tell me what qualifies you to speak on this.",
        "C-suite executives preferred.",
        "Our fact checkers require sources to be licensed in their state.",
        "Looking for a vet or vet tech to comment.",
        "Only certified arborists, please.",
        "We can only quote registered dietitians and physicians.",
        "Include your certifications.",
        "I'd like to interview a structural engineer about this.",
        "Professors and researchers especially welcome.",
        "You must hold a degree in law.",
    ),
    "location": (
        "Must be based in the UK.",
        "US sources only.",
        "Looking for couples in the Chicago area.",
        "Please include the city and state where you live.",
        "Open to sources anywhere in Canada.",
        "We're only featuring businesses located in Texas.",
        "You must be able to travel to our Brooklyn studio.",
        "London-based interior designers preferred.",
        "Sources need to be in Australia or New Zealand.",
        "Tell me your hometown.",
        "New York City residents only, please.",
        "Preference given to experts in North America.",
        "I'm seeking homeowners in Phoenix who replaced their lawn.",
        "Where are you located?",
        "Bay Area restaurants only.",
        "Ideally someone in Ohio or Michigan.",
    ),
    "deadline": (
        "I need responses by EOD Thursday.",
        "Deadline: October 3 at 5 pm ET.",
        "Please get back to me no later than Monday morning.",
        "My deadline is tight, end of day tomorrow.",
        "I'm on deadline for tomorrow afternoon.",
        "Responses are due Friday, Sept 25.",
        "Looking to turn this around by Wednesday.",
        "I'll be closing submissions on the 28th.",
        "We tape on November 4.",
        "Interviews will take place the week of October 12.",
        "Please respond ASAP, and by 3 p.m. today at the latest.",
        "I will be selecting sources on Tuesday.",
        "Need quotes within 24 hours.",
        "First drafts are in by Monday, so I need your answers by Sunday night.",
        "Comments received after 6pm GMT Thursday won't be used.",
    ),
    "examples": (
        "Please include at least one real-life example.",
        "Anecdotes are a big plus.",
        "I'd love a story from your own practice.",
        "Give an example of how this played out with a client.",
        "First-person stories preferred.",
        "Illustrate your answer with an example.",
        "Bonus if you can share a time it went wrong.",
        "Examples from your own work are especially helpful.",
        "The more specific the anecdote, the better.",
        "Do you have an example from a recent project?",
    ),
    "data": (
        "Please back up your claims with data.",
        "Statistics with links to the source are appreciated.",
        "Share any metrics that show the impact.",
        "Include numbers where possible (cost, time saved, ROI).",
        "Original data or survey results are a plus.",
        "Please cite any studies you reference.",
        "I prefer answers that include hard data.",
        "Provide a link to the research you mention.",
        "If you have case studies, send them along.",
        "Please be specific about costs and include dollar figures.",
        "Can you provide statistics on how many people rent?",
    ),
    "name_title": (
        "Please include your full name, title and company.",
        "Let me know how you'd like to be identified.",
        "Name:",
        "Include name, age and city.",
        "In your reply, include your first and last name and job title.",
        "Please provide your preferred attribution.",
        "Your name, credentials and website will be included, so please send those.",
        "State your position and organization.",
        "Please include the expert's name and title.",
        "Company name:",
        "Sign off with your name and role as you want them to appear.",
        "Could you include your title and company?",
    ),
    "headshot": (
        "A high-res headshot (horizontal) is required.",
        "Please have a headshot ready.",
        "Attach a photo of yourself, at least 1000 px wide.",
        "Headshots are welcome.",
        "Send me a recent picture of you.",
        "If quoted, you'll need to send a headshot.",
        "Headshot (JPG)",
        "Would you be able to provide a headshot?",
        "Include a link to a high-resolution headshot.",
    ),
    "website": (
        "Include your website URL for attribution.",
        "Please include a link to your website or LinkedIn.",
        "Company website:",
        "Add the URL you'd like us to link to.",
        "Include links to your site and socials.",
        "Send me your homepage so I can credit you.",
        "Name, title, website.",
        "Please send name, role, links.",
    ),
    "phone": (
        "Must be available for a 15-minute phone call this week.",
        "I'd like to hop on a quick Zoom.",
        "Interviews will be conducted over the phone.",
        "I'm happy to chat by phone or answer by email.",
        "Please include times you're free for a call.",
        "Guests must be able to join a live recording.",
        "Will need a 20-minute interview via Google Meet.",
        "Are you available for a brief call?",
        "I may reach out for a follow-up interview.",
        "We record on Riverside with video.",
        "Please share your availability for an interview.",
        "Video submissions of 30 seconds welcome.",
    ),
    "contact": (
        "Include the best email to reach you.",
        "Please provide a phone number in case I have follow-ups.",
        "Leave your contact details.",
        "What's the best way to reach you?",
        "Email and phone number",
        "Send your cell number.",
        "Include contact info for the expert.",
        "Send a quote for each dish, on-site photos and the best contact.",
    ),
    "samples": (
        "We'd need a sample sent to our office in advance.",
        "Must be able to send product for testing.",
        "Samples may be requested.",
        "Please confirm you can send a sample.",
        "Willing to provide a complimentary sample for review?",
        "Media samples available on request are a plus.",
        "Will you be able to send a sample?",
    ),
    "anonymous_ok": (
        "We can use a pseudonym if you prefer.",
        "You can remain anonymous.",
        "First name only is fine.",
        "Anonymity can be granted.",
        "Happy to change your name.",
        "I'm glad to keep you anonymous.",
        "Your name won't be published.",
        "Names will be changed to protect privacy.",
        "You don't need to use your real name.",
    ),
    "format": (
        "Please number your answers.",
        "Send your answers as a numbered list.",
        "Please answer each question separately.",
        "Responses should be in quote form, ready to publish.",
        "Use bullet points.",
        "Please write in full sentences.",
        "Copy the questions into your reply and answer below each.",
        "Please respond in the first person.",
        "Fill out this form: https://form.example/a",
        "Please paste your answers into the body, in Q&A format.",
        "Answers should be in complete, quotable sentences.",
        "Please answer the following.",
        "A line answering one of these questions will do.",
    ),
    "sentence_limit": (
        "Please limit your response to 3-5 sentences.",
        "Two to three sentences per answer is ideal.",
        "Keep it short: a sentence or two.",
        "One to two paragraphs max.",
        "Aim for 2–3 sentences each.",
        "A brief paragraph is plenty.",
        "No more than four sentences, please.",
        "Send one or two lines.",
        "Responses of at least five sentences get priority.",
    ),
    "word_limit": (
        "Under 150 words.",
        "Aim for 100 to 200 words per answer.",
        "Max 75 words.",
        "Quotes should be around 50-75 words.",
    ),
    "bio": (
        "A two-line bio would be great.",
        "Please include a sentence or two on your background.",
        "Tell me a little about yourself and your practice.",
    ),
    "linkedin": (
        "Please link your LinkedIn.",
        "Include social handles.",
        "Sources must have an active LinkedIn profile.",
    ),
    "email_only": (
        "All interviews will be done via email.",
        "No phone interviews needed.",
        "Email responses only.",
    ),
    "no_pr": (
        "No PR pitches please.",
        "Please, no agency responses.",
        "I only accept answers from the source, not their PR team.",
    ),
    "no_product": (
        "Please don't pitch products.",
        "Non-promotional answers only.",
    ),
    "original": (
        "Answers must be original and not copied from your blog.",
        "We want insights you haven't shared elsewhere.",
    ),
    "on_record": (
        "You must be comfortable being quoted by name.",
        "All sources must be on the record.",
    ),
    "disclosure": ("Please disclose any relationship with the brands you mention.",),
}

NOT_DEMANDED = {
    "credentials": (
        "My doctor told me to rest.",
        "The piece is about what it's like when your boss is a lawyer.",
        "Should you hire an accountant?",
        "How do engineers decide this?",
        "We are hearing from parents and teens.",
        "What should readers ask a vet?",
        "Do you have a doctor you trust?",
        "Looking for voice teachers.",
    ),
    "location": (
        "The festival draws visitors from Japan and Canada.",
        "How does the UK market differ?",
        "I write for a UK magazine.",
        "What are the best beaches in Florida?",
        "Our readers are mostly in Canada.",
        "Do you have any tips for homeowners in Florida?",
    ),
    "deadline": (
        "How do you handle deadlines at work?",
        "What do you do on Monday mornings?",
        "The law takes effect on January 1.",
        "The article will run in May.",
        "Rolling deadline.",
    ),
    "examples": (
        "For example, many people forget the filter.",
        "The story follows three families.",
        "Is a story the best way to open a talk?",
    ),
    "data": (
        "How do you protect customer data?",
        "The data center boom is my beat.",
        "A survey by a bank found that most people rent.",
        "What data do employers collect?",
        "Success may need to be judged beyond percentage lost.",
        "Copy the question numbers.",
    ),
    "name_title": (
        "How do you name a boat?",
        "The working title is Spring Cleaning.",
        "What is the best name for a dog?",
        "Brand names matter to shoppers.",
        "Can you share what your company name means?",
    ),
    "headshot": (
        "How do you choose a headshot photographer?",
        "What should people wear in a headshot?",
        "The photo went viral.",
    ),
    "website": (
        "Learn more on our website.",
        "How do you design a website?",
        "You can see past stories at the link below.",
        "Links between sleep and diet are my subject.",
    ),
    "phone": (
        "How do you put down your phone at night?",
        "We are researching video doorbells.",
        "My podcast has 400 episodes.",
        "All interviews will be published in May.",
    ),
    "contact": (
        "How should people contact their landlord?",
        "Email me at ann@paper.example.",
    ),
    "samples": (
        "What sample size is enough?",
        "How are soil samples tested?",
    ),
    "anonymous_ok": (
        "Anonymous quotes cannot be used.",
        "What is an anonymous tip line?",
    ),
    "format": (
        "What questions should a buyer ask?",
        "Which form do you file first?",
        "I have a few questions about the new tax form.",
        "Thanks for answering these questions.",
    ),
    "sentence_limit": (
        "He got a ten-year sentence.",
        "What is the first line of a good letter?",
    ),
    "word_limit": ("What are three words you live by?",),
    "bio": ("My bio is on the site.",),
    "linkedin": ("How do you use LinkedIn to find work?",),
    "no_pr": ("PR pros welcome.",),
    "no_product": ("Which products do you recommend?",),
    "original": ("The original recipe used lard.",),
    "disclosure": ("What should a seller disclose?",),
}


def kinds(sentence: str) -> set[str]:
    return {need.kind for need in asks.requirements(f"We write. {sentence}\n\nThanks!")}


@pytest.mark.parametrize("kind", DEMANDED)
def test_a_demand_is_known_in_many_wordings(kind: str) -> None:
    assert [said for said in DEMANDED[kind] if kind not in kinds(said)] == []


@pytest.mark.parametrize("kind", NOT_DEMANDED)
def test_a_like_sentence_demands_nothing(kind: str) -> None:
    assert [said for said in NOT_DEMANDED[kind] if kind in kinds(said)] == []


ASKED = (
    (
        "I'm looking for insight into how small shops price repairs.",
        ("how small shops price repairs",),
    ),
    ("Seeking insight into the rise of micro-weddings.", ("the rise of micro-weddings",)),
    ("We would love to know what surprised you most.", ("what surprised you most",)),
    (
        "Would love to know your top tip for ironing linen.",
        ("your top tip for ironing linen",),
    ),
    ("Looking for tips on cleaning a cast iron pan.", ("cleaning a cast iron pan",)),
    (
        "Topics include: roof leaks, gutters and insurance claims.",
        ("roof leaks, gutters and insurance claims",),
    ),
    (
        "Topics of interest include winter hikes and cold-water swims.",
        ("winter hikes and cold-water swims",),
    ),
    ("Specifically: how to store bulbs over winter.", ("how to store bulbs over winter",)),
    (
        "Specifically, I'd like to know how long the paint needs.",
        ("how long the paint needs",),
    ),
    (
        "Specifically, how do you price a first draft?",
        ("Specifically, how do you price a first draft?",),
    ),
    ("Best ways to save on heating", ("Best ways to save on heating",)),
    ("How to fix a squeaky floor", ("How to fix a squeaky floor",)),
    ("Why cats knock things over", ("Why cats knock things over",)),
    (
        "Please answer:\n- favourite first coat\n- biggest mistake you see\n",
        ("favourite first coat", "biggest mistake you see"),
    ),
    (
        "Questions:\n1) Cost per square foot\n2) Time it takes to cure\n",
        ("Cost per square foot", "Time it takes to cure"),
    ),
    ("I want to understand why people quit choirs.", ("why people quit choirs",)),
    (
        "Share one thing you wish you had known before you bought a boat.",
        ("one thing you wish you had known before you bought a boat",),
    ),
    ("Describe your morning routine in detail.", ("your morning routine in detail",)),
    (
        "I'd like to hear about mistakes people make with compost.",
        ("mistakes people make with compost",),
    ),
    (
        "Experts to weigh in on whether salt harms cast iron.",
        ("whether salt harms cast iron",),
    ),
    (
        "I'm hoping to find someone to explain what a soft landing is.",
        ("what a soft landing is",),
    ),
    (
        "Looking for someone who can speak to the cost of moving a piano.",
        ("the cost of moving a piano",),
    ),
    (
        "Some questions I have: What is it made of? How long will it last?",
        ("What is it made of?", "How long will it last?"),
    ),
    ("Curious how others handle late fees.", ("how others handle late fees",)),
    ("Looking to learn what makes a good slow cooker.", ("what makes a good slow cooker",)),
    (
        "Please discuss common myths, e.g. that moss kills trees.",
        ("common myths, e.g. that moss kills trees",),
    ),
    (
        "What's your favorite way to reuse jars, and why?",
        ("What's your favorite way to reuse jars, and why?",),
    ),
    ("Is it safe to run a dryer at night.", ("Is it safe to run a dryer at night",)),
    (
        "The article will cover:\n* signs of a failing pump\n* what a repair costs\n",
        ("signs of a failing pump", "what a repair costs"),
    ),
    (
        "I'm writing about lawns and need experts who can offer advice on moss.",
        ("advice on moss",),
    ),
    (
        "We're asking: what's the one tool you can't work without?",
        ("what's the one tool you can't work without?",),
    ),
    ("I need comments on the new tram fares.", ("the new tram fares",)),
    (
        "Can you tell me what changed after the merger?",
        ("Can you tell me what changed after the merger?",),
    ),
    (
        "I am interested in your thoughts on four-day weeks.",
        ("interested in your thoughts on four-day weeks",),
    ),
    (
        "It is hard. Is that rare or more common than we know. Thanks!",
        ("Is that rare or more common than we know",),
    ),
    (
        "When should you prune, and can you do it in frost?… Thanks.",
        ("When should you prune?", "can you do it in frost?"),
    ),
    (
        "If you went by train, how did you choose - and did you regret it?",
        ("If you went by train, how did you choose?", "did you regret it?"),
    ),
    ("Looking for stories of how boats are named.", ("how boats are named",)),
    ("Be specific about the town you saw.", ("the town you saw",)),
    (
        "I seek somebody who can say why swans stay, or why they leave.",
        ("why swans stay, or why they leave",),
    ),
    (
        "Do you have any tips for first-time sailors?",
        ("Do you have any tips for first-time sailors?",),
    ),
)
NOT_ASKED = (
    "I'm writing a story about heat pumps.",
    "Please include your bio.",
    "Are you available for a call?",
    "Could you send a headshot?",
    "Looking for beekeepers.",
    "I look forward to hearing from you.",
    "We will share the article with you when it is live.",
    "If you have questions, email me.",
    "Any questions? Just reply.",
    "Interested? Write to me.",
    "You can learn more about our show here: https://show.example",
    "I'm unable to provide links.",
    "When you respond, please add your title.",
    "What we need from you is a headshot.",
    "Happy to share more about the show.",
    "Please share this with anyone who fits.",
    "Do you have any questions?",
    "I won't be able to discuss rates.",
    "How to apply: send an email.",
    "How to respond:\nEmail me.",
    "Who we are: a small team.",
    "I look forward to learning more about you and your work.",
    "This is a great chance to share your story with our readers.",
    "Would you please reply by Friday.",
    "Your best bet is to email.",
    "The best answers will be used.",
    "The best way to reach me is email.",
    "Why us",
    "How we work",
    "We aim to provide readers with facts.",
    "I can offer a link to your site.",
    "Can you send product photos?",
    "This podcast is about how people change careers.",
    "I'd love to hear from parents.",
    "Feel free to share this call.",
    "Are you open to a call?",
    "Will you be able to send a sample?",
    "We offer a hosted stay for two.",
    "We're working on a piece teaching readers how to mend a net.",
    "Experts share unique insights.",
    "Personal stories on these topics are happily accepted.",
)


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_a_question_is_known_in_many_forms(text: str, expected: tuple[str, ...]) -> None:
    assert asks.questions(text) == expected


def test_what_is_said_of_the_call_itself_is_no_question() -> None:
    assert {text: asks.questions(text) for text in NOT_ASKED if asks.questions(text)} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Free on October 13. He will call.", ("Free on October 13.", "He will call.")),
        ("Two asks: 1.Who pays? 2.Who rows?", ("Two asks:", "Who pays?", "Who rows?")),
        ("Ask a lot :) Please do.", ("Ask a lot :)", "Please do.")),
        ("It ends here.-------- 1. Next", ("It ends here.--------", "Next")),
    ],
)
def test_marks_of_hurried_writers_part_sentences(
    text: str, expected: tuple[str, ...]
) -> None:
    assert asks.sentences(text) == expected


def test_a_list_whose_line_breaks_were_lost_is_a_list_again() -> None:
    items = (
        "Why every plan for a tram line under the harbour has stalled since the war",
        "How the bridges and the age of the houses change what such a line costs",
        "The true cost of a tunnel and who would have to pay for it in the end",
        "Whether the ferries ever fought the plan, or that is only a tale of old men",
        "What the vote of next spring will mean for those who live by the water",
    )
    text = f"I need someone to explain: {' '.join(items)} Ideal sources: engineers, pilots"
    assert asks.questions(text) == tuple(
        part for item in items for part in asks.questions(f"Questions:\n- {item}")
    )
    (need,) = asks.requirements(text)
    assert need.sentence == "Ideal sources: engineers, pilots"


def test_a_list_of_whys_and_hows_is_asked_though_it_is_to_be_shared() -> None:
    text = "Please share:\n- The boat you chose\n- Why you chose it\n- How it sails now"
    assert asks.questions(text) == (
        "The boat you chose",
        "Why you chose it",
        "How it sails now",
    )


def test_a_list_of_numbers_is_led_by_the_sentence_before_it_without_a_colon() -> None:
    text = "Please send the following 1. Your name and role 2. A photo of you"
    assert {need.kind for need in asks.requirements(text)} == {"name_title", "headshot"}
