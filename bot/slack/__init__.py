"""Slack: cards out, clicks in. Knows the nouns and a `Desk`; never the store behind it.

What is shown, pure:

clean      foreign text -> Slack text, and nowhere else
rules      what Slack would refuse, known before it is sent
words      instants and scores in words
actions    what buttons, menus, forms and shortcuts are called
blocks     a card; its parts: `binding` (what binds the answer), `origin` (where it
           comes from), `outlined` (who, with what), `standing` (what people did),
           `buttons` (the foot)
threads    what stands below a card: all that had no room, and once approved the outline;
           `writing`: links that open a new mail
replies, summaries, copying   the other messages
forms, modals   windows, and what was said in them
rows, listing, home, health   answers to /queries, and App Home
manifest   the app: scopes, events, command, shortcut; the link that makes it

What is done:

calls      the three clients, and what their failures mean
channels   "#name" -> id
people     who may decide, and what time it is where they are
rosters    who is in a user group or a channel, as Slack last told
history    did that message arrive?
outbox     each message exactly once; `drawing` picks its renderer, `ledger` writes down
paint      each card as it stands; `plainly` where Slack refuses that; `step` keeps pauses
answering  acknowledge first, count, tell failures
review     clicks on cards; `deeds` reads them, `clerk` does them, `outcomes` says what came
files      Get .eml, below an approved card; `uploading` brings a file into a thread
commands, homes, shortcuts   /queries, App Home, the message menu; `asking`, `responding`
line, app  one seat in one workspace: start, connection, watchdog, stop
crowd      others connected as the same app
entry      what must hold before any work
doctor     each thing that may be wrong, for `haro-bot check`
"""
