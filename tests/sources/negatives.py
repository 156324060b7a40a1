"""Mails of every day that have deadlines, links or labels and ask nothing of the press."""

NEGATIVES = {
    "a sale": (
        "Deadline: Friday!\n\n"
        "Order now https://shop.example.com/sale\n\n"
        "30% off everything."
    ),
    "a sales newsletter": (
        "Our autumn sale\n\nGarden chairs\nOak & Son\nDeadline: Friday\nShop now"
        " https://shop.example.com/1\n\nGarden tables\nOak & Son\nDeadline: Sunday\n"
        "Shop now https://shop.example.com/2\n\nUnsubscribe https://shop.example.com/u"
    ),
    "a welcome": (
        "Welcome aboard!\n\nThanks for signing up. Journalists will reach you here.\n\n"
        "Get started: https://app.example.com/start\n\nThe team"
    ),
    "a verification": (
        "Please confirm your address\n\n"
        "https://app.example.com/verify?x=1\n\n"
        "This link expires in 2 hours."
    ),
    "a receipt": (
        "Receipt\n\nOrder number: 4711\nTotal: $20.00\nDate: 15 September 2026\n"
        "Name: Ann Example\nEmail: ann@example.com\nDescription: One subscription\n"
    ),
    "an invoice": (
        "Invoice number: 33\nAmount due: $1,200\nDue date: 30 September 2026\n"
        "Contact: billing@vendor.example.com\nDescription: Consulting\n"
        "Pay here: https://pay.example.com/33"
    ),
    "a meeting": (
        "Title: Budget review\nWhen: Friday 5pm\nWhere: Room 2\nOrganizer: Bob\n"
        "Link: https://meet.example.com/abc\nDescription: Bring numbers."
    ),
    "a calendar mail": (
        "You have been invited to the following event.\n\nTitle: Press day\n"
        "When: Wed 16 Sep 2026 10am - 11am\nOrganizer: desk@example.com\n"
        "Attendees: ann@example.com\n\nReply for ann@example.com: Yes | No | Maybe"
    ),
    "a tracker": (
        "Summary: Login fails\nReporter: Bob\nAssignee: Ann\nPriority: High\n"
        "Due date: 18 September 2026\nDescription: It fails on Mondays.\n"
        "Link: https://tracker.example.com/browse/AB-1"
    ),
    "another tracker": (
        "Bob created an issue\n\nProject: Web\nIssue Type: Bug\nReporter: Bob\n"
        "Deadline: Friday\nDescription: The button is grey.\n\n"
        "View Issue https://tracker.example.com/AB-2"
    ),
    "a chat digest": (
        "You have 3 unread messages\n\n#press\nAnn: the deadline is Friday 5pm\n"
        "Bob: ok, I will email the reporter\n\nView in chat https://chat.example.com/x"
    ),
    "a chat reminder": (
        "Reminder: submit by Friday. Reply in thread: https://chat.example.com/t"
    ),
    "a job offer": (
        "Title: Staff engineer\nCompany: Acme\nLocation: Oslo\nSalary: 90k\n"
        "Deadline: 30 September 2026\nApply here: https://jobs.example.com/1\n"
        "Description: We build bridges."
    ),
    "a job digest": (
        "New jobs for you\n\nSoftware engineer, full-time\nAcme\nApply by Sep 17th"
        " https://jobs.example.com/1\n\nProduct manager, full-time\nBolt\n"
        "Apply by Sep 18th https://jobs.example.com/2\n"
    ),
    "a job digest with deadlines": (
        "We need a full-time baker with a CV.\nCrumb\nDeadline: 17 September"
        " https://jobs.example.com/1\nWe are hiring a cook, full-time.\nPan\n"
        "Deadline: 18 September https://jobs.example.com/2\n"
    ),
    "a scholarship list": (
        "Scholarship for young bakers\nFlour Fund\nDeadline: 1 October\n"
        "https://grants.example.com/1\n\nScholarship for cooks\nPan Fund\n"
        "Deadline: 2 October\nhttps://grants.example.com/2"
    ),
    "a grant": (
        "Grant: Small farms\n"
        "Deadline: 1 October 2026\n"
        "Fee: none\n"
        "Contact: farm@example.com\n"
        "Description: Money for hedges.\nApply here: https://grants.example.com/farms"
    ),
    "a tender": (
        "Tender: School roofs\nBuyer: Town of Nowhere\nDeadline: 1 October 2026 noon\n"
        "Description: Forty roofs.\nContact: roofs@town.example.com\nCategory: Building"
    ),
    "a call for papers": (
        "Call for papers\n\nTopics: bees, hedges\nSubmission deadline: 1 October 2026\n"
        "Abstracts: https://papers.example.com/submit\nContact: chair@papers.example.com"
    ),
    "a course": (
        "Course: Bread\nInstructor: Pia\nAssignment 2 is due by Friday\n"
        "Submit by: Friday 5pm\nhttps://school.example.com/2"
    ),
    "a webinar": (
        "Join us for a webinar with leading experts.\n\nDate: 18 September 2026\n"
        "Time: 5 pm\nRegister: https://events.example.com/1\n"
    ),
    "a dinner": (
        "RSVP by Friday: https://party.example.com\n\nLooking for your story at dinner!"
    ),
    "a colleague": (
        "Hi Ann,\n\nthe reporter's deadline is Friday. Can you send me the quote?\n\nBob\n"
        "--\nBob Example\nEmail: bob@example.com"
    ),
    "a press release": (
        "FOR IMMEDIATE RELEASE\n\nAcme opens a bridge\n\nMedia contact: Ann Example\n"
        "Email: press@acme.example.com\n\nAcme said today that the bridge is open.\n"
    ),
    "a delivery": (
        "Your parcel arrives today.\n\nTrack it: https://parcel.example.com/1\nDue: today"
    ),
    "a bank": (
        "Payment due: 18 September 2026\n"
        "Amount: $30\n"
        "Account: ...123\n"
        "Pay now https://bank.example.com"
    ),
    "a domain": (
        "Your domain expires on 18 September 2026.\nRenew: https://names.example.com"
    ),
    "a survey": (
        "How did we do?\n\nAnswer by Friday and win: https://survey.example.com/1 30% off"
    ),
    "a news digest": (
        "Morning briefing\n\n"
        "Experts fear for bees\n"
        "Hive Daily\n"
        "https://news.example.com/1\n\n"
        "Interview with a baker\nCrumb Weekly\nhttps://news.example.com/2\n"
    ),
    "a loan library": (
        "Title: The Hedge\n"
        "Author: M. Quill\n"
        "Due date: 18 September 2026\n"
        "Renew: https://library.example.com"
    ),
    "an absence": "I am away until Friday. For urgent matters: desk@example.com",
    "an alert": (
        "Severity: high\n"
        "Component: disk\n"
        "Summary: disk full\n"
        "Due: now\n"
        "Link: https://ops.example.com"
    ),
    "a contract": (
        "Please sign by Friday.\n\n"
        "Review document https://sign.example.com/1\n\n"
        "Sent by Bob"
    ),
    "a poll": (
        "Topic: Lunch\nQuestion: Soup?\nDeadline: noon\nLink: https://poll.example.com"
    ),
    "a programme guide": (
        "Your weekly digest\n\nInterview with an expert\nThe Podcast\nSep 12\n"
        "View details https://p.example.com/1\n\nThe story of bread\nThe Podcast\nSep 13\n"
        "View details https://p.example.com/2"
    ),
    "a list of events": (
        "Upcoming\n\nMedia training with a reporter\nSep 20, 2:00 PM EDT\n"
        "View details https://e.example.com/1\n\nPitch night for founders\n"
        "Sep 21, 2:00 PM EDT\nView details https://e.example.com/2"
    ),
    "a contract from a colleague": (
        "Subject: Contract\nFrom: Legal\nDeadline: Friday\n"
        "Link: https://sign.example.com/1\n\nPlease sign."
    ),
    "a call for speakers": (
        "Call for speakers: experts on bees, please\nHiveConf\n"
        "Submit by Sep 17 https://c.example.com/1\n\nCall for speakers: experts on soup\n"
        "SoupConf\nSubmit by Sep 18 https://c.example.com/2"
    ),
    "a clipping service": (
        "Headline: Bees thrive\nPublication: The Hive\nAuthor: M. Quill\n"
        "Published: 14 Sep 2026\nLink: https://news.example.com/1"
    ),
}
