"""Finds the few reporter queries a company can answer, and asks a person.

    mailbox -> mail -> digest -> queries -> matches -> outlines -> Slack -> decisions
    inbox      mime    sources              matching   pitching    slack    store

`domain` names the things in that line. `pipeline` moves them along it one step at
a time, `worker` keeps it going, `cli` puts the parts together and is the only
reader of `config`. Who may import whom is written in pyproject.toml and checked:

    cli
    config | worker
    pipeline | slack | reports | linting
    llm | composing
    sources | described | authenticity | sameness | habits
      | matching | pitching | policy | grounding | store | inbox | consent | seeing
      | embedding
    skeleton
    digest | forwards | migrations | shipped
    mime | deadlines | traps | index | wrapping | fields | marks
    asks | markup | charsets | invisible | links
    domain | errors

What a query allows is said by `policy`; what an outline says is held against the
profile by `grounding`. `llm` may choose facts for it and `composing` makes of an approved
one what a person sends; both beside the line above, which never waits for them.

Every step asks the store for one thing that is ready, does the outside work with
no transaction open, and writes one fact; so a stop at any point loses nothing and
a start needs no recovery. Nothing is ever sent to a reporter.
"""

__version__ = "0.6.0"
