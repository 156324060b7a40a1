"""Slack: cards out, clicks in. Knows the nouns and a `Desk`; never the store behind it.

clean     foreign text -> Slack text, and nowhere else
rules     what Slack would refuse, known before it is sent
words     instants and scores in words
blocks    a card -> Block Kit, pure
threads   an approved card -> the messages below it, pure
calls     the three clients, and what their failures mean
channels  "#name" -> id
history   did that message arrive?
outbox    each message exactly once, each card as it stands
review    a click -> a decision
app       one seat in one workspace: start, connection, watchdog, stop
doctor    the same questions for `haro-bot check`
"""
