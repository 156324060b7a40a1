"""Shows what Slack would show: as a page, in a terminal, as numbers.

`reading` turns Block Kit into plain pieces (`controls` what can be clicked or filled
in), `page` and `terminal` draw them. `demo_mail` holds the mails of the demo, `samples`
invented queries and cards. Nothing here knows Slack's client. The modules `terminal`
and `summary` import rich: import them where they are used.
"""
