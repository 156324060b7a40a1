"""Shows what Slack would show: as a page, in a terminal, as numbers.

`reading` turns Block Kit into plain pieces, `page` and `terminal` draw them, and
`demo_mail` holds the mails of the demo. Nothing here knows Slack's client. The
modules `terminal` and `summary` import rich: import them where they are used.
"""
