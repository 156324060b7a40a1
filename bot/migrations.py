"""The schema, as a list of steps. Add at the end; never edit what has shipped.

One table per fact, each row written once; where a query stands is which facts it
has. The outbox is the one mutable table (with its bookkeeping: attempts, paints,
folders). Timestamps are UTC text of fixed width, so text order is time order.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("bot")


@migrations()
def m001_first_tables(db: Database) -> None:
    db.executescript(
        """
        create table mails (
            id integer primary key,
            sha256 text not null unique,
            raw blob not null,
            received_at text not null
        ) strict;

        -- progress in a folder: what UIDs have been dealt with
        create table seen (
            mailbox text not null, folder text not null,
            uidvalidity integer not null, uid integer not null,
            mail_id integer references mails(id),  -- null: refused unread
            primary key (mailbox, folder, uidvalidity, uid)
        ) strict;
        create table folders (
            mailbox text not null, folder text not null,
            since text not null,  -- the first start reads from this day on
            scanned_at text,      -- the last whole scan
            primary key (mailbox, folder)
        ) strict;

        create table digests (
            mail_id integer not null references mails(id), part integer not null,
            source text not null, queries integer not null, expected integer,
            lifecycle integer not null, leftovers text not null, problems text not null,
            read_at text not null,
            primary key (mail_id, part)
        ) strict;
        create table quarantines (
            mail_id integer primary key references mails(id),
            reason text not null, at text not null
        ) strict;

        create table queries (
            id text primary key, source text not null, first_seen_at text not null
        ) strict;
        create table editions (
            query_id text not null references queries(id),
            mail_id integer not null references mails(id),
            printed_at text not null, text_hash text not null,
            until text not null,  -- neither ranked nor posted from then on
            payload text not null,
            primary key (query_id, mail_id)
        ) strict;
        create index editions_newest on editions(query_id, printed_at, mail_id);
        create index editions_by_until on editions(until);
        create view latest as
            select e.* from editions e where not exists (
                select 1 from editions n where n.query_id = e.query_id
                and (n.printed_at, n.mail_id) > (e.printed_at, e.mail_id));

        create table matches (
            query_id text not null references queries(id), company text not null,
            revision text not null, text_hash text not null,
            score real not null, verdict text not null, payload text not null,
            at text not null,
            primary key (query_id, company, revision, text_hash)
        ) strict;

        create table cards (
            id integer primary key,
            query_id text not null references queries(id), company text not null,
            channel text not null, created_at text not null,
            shown text not null,  -- match, outline, policy, approvers, zone as shown
            unique (query_id, company)
        ) strict;
        create table places (
            card_id integer primary key references cards(id),
            channel text not null, ts text not null, at text not null
        ) strict;
        create table decisions (
            card_id integer not null references cards(id), round integer not null,
            choice text not null, by text not null, at text not null,
            primary key (card_id, round)
        ) strict;
        create table paints (
            card_id integer primary key references cards(id), look text not null
        ) strict;

        create table outbox (
            id integer primary key,
            key text not null unique,
            kind text not null, channel text not null, text text not null,
            card_id integer references cards(id), part integer not null,
            state text not null default 'pending'
                check (state in ('pending','sending','sent','held','refused')),
            attempts integer not null default 0,
            not_before text not null, sent_after text, look text, error text,
            channel_id text, ts text
        ) strict;
        create index cards_by_age on cards(company, created_at);
        create index cards_by_channel on cards(channel, created_at);
        create index outbox_by_card on outbox(card_id);
        create index outbox_by_state on outbox(state, not_before);

        create table attempts (
            stage text not null, subject text not null,
            tries integer not null, not_before text not null, error text not null,
            primary key (stage, subject)
        ) strict;

        create table vectors (
            engine text not null, text_hash text not null, vector blob not null,
            primary key (engine, text_hash)
        ) strict;
        """
    )


@migrations()
def m002_requests_proofs_changes(db: Database) -> None:
    db.executescript(
        """
        -- what was found out about the sender of a mail
        create table proofs (
            mail_id integer primary key references mails(id),
            proof text not null check (proof in ('verified','unverified','failed')),
            reason text not null,
            again integer not null,  -- tries left to ask a server that did not answer
            at text not null
        ) strict;
        create index proofs_to_ask on proofs(at) where again > 0;

        -- which queries are one request; the one in front is ranked and shown
        create table requests (
            row integer primary key autoincrement,  -- never used twice
            query_id text not null unique references queries(id),
            request_id text not null references queries(id),
            front integer not null,
            why text not null, at text not null
        ) strict;
        create index requests_by_request on requests(request_id, front);
        create unique index requests_front on requests(request_id) where front = 1;
        insert into requests(query_id, request_id, front, why, at)
            select id, id, 1, '', first_seen_at from queries;

        -- what was printed in a mail that was set aside later gives way to all else
        alter table editions add column doubted integer not null default 0;
        drop view latest;
        create view latest as
            select e.* from editions e where not exists (
                select 1 from editions n where n.query_id = e.query_id
                and (-n.doubted, n.printed_at, n.mail_id)
                  > (-e.doubted, e.printed_at, e.mail_id));

        -- what a later edition changed, in words for people
        create table changes (
            query_id text not null references queries(id),
            mail_id integer not null references mails(id),
            line integer not null, said text not null, at text not null,
            primary key (query_id, mail_id, line)
        ) strict;

        create index mails_by_age on mails(received_at);

        -- the newest edition of what stands in front of each request, under its id
        create view fronts as
            select r.request_id as query_id, l.query_id as member_id, l.mail_id,
              l.printed_at, l.text_hash, l.until, l.doubted,
              case r.query_id when r.request_id then l.payload
                else json_set(l.payload, '$.id', r.request_id) end as payload
            from requests r join latest l on l.query_id = r.query_id
            where r.front = 1;
        """
    )


@migrations()
def m003_lessons(db: Database) -> None:
    db.executescript(
        """
        -- why a query was skipped; the last row of a decision counts
        create table causes (
            row integer primary key autoincrement,
            card_id integer not null, round integer not null,
            cause text not null
                check (cause in ('topic','source','outlet','late','other')),
            by text not null, at text not null,
            foreign key (card_id, round) references decisions(card_id, round)
        ) strict;
        create index causes_by_decision on causes(card_id, round);

        -- requests that people say should have been shown to a company
        create table wanted (
            row integer primary key autoincrement,
            query_id text not null references queries(id), company text not null,
            by text not null, at text not null
        ) strict;
        create index wanted_by_company on wanted(company, query_id);
        create index wanted_by_query on wanted(query_id);

        -- from when on what people say teaches the ranking of a company
        create table resets (
            row integer primary key autoincrement,
            company text not null, since text not null,
            by text not null, at text not null
        ) strict;
        create index resets_by_company on resets(company, since);
        """
    )


@migrations()
def m004_deeds(db: Database) -> None:
    db.executescript(
        """
        -- the audit: who did what to which card, and where it stood before and after
        create table acts (
            row integer primary key autoincrement,
            card_id integer references cards(id), version integer not null,
            company text not null, act text not null,
            said text not null, until text,
            before text not null, after text not null,
            by text not null, via text not null, at text not null
        ) strict;
        create unique index acts_by_card on acts(card_id, version)
            where card_id is not null;
        create index acts_by_age on acts(at);
        create trigger acts_are_never_changed before update on acts
            begin select raise(abort, 'the audit is never changed'); end;
        create trigger acts_are_never_deleted before delete on acts
            begin select raise(abort, 'the audit is never deleted'); end;

        insert into acts(card_id, version, company, act, said, before, after, by, via, at)
            select d.card_id, d.round, c.company,
              case d.choice when 'approved' then 'approve' else 'skip' end, '', 'open',
              d.choice, d.by, 'slack', d.at
            from decisions d join cards c on c.id = d.card_id order by d.at, d.card_id;

        -- the words people gave an outline; payload null: back to what the bot made
        create table edits (
            card_id integer not null references cards(id), version integer not null,
            payload text, by text not null, at text not null,
            primary key (card_id, version)
        ) strict;

        -- whose queries a company does not want to see; the last row of a name counts
        create table mutes (
            row integer primary key autoincrement,
            company text not null, kind text not null check (kind in ('outlet','reporter')),
            name text not null,   -- as compared
            shown text not null,  -- as printed
            muted integer not null, by text not null, at text not null,
            card_id integer references cards(id)  -- the card it was muted from
        ) strict;
        create index mutes_by_company on mutes(company, kind, name);

        -- whether cards are posted for a company; its last row counts
        create table pauses (
            row integer primary key autoincrement,
            company text not null, paused integer not null,
            by text not null, at text not null
        ) strict;
        create index pauses_by_company on pauses(company);

        -- what was held back and told of, each query and company once
        create table summaries (
            id integer primary key,
            channel text not null, day text not null, at text not null,
            more integer not null, timezone text not null,
            unique (channel, day)
        ) strict;
        create table summary_lines (
            summary_id integer not null references summaries(id), line integer not null,
            query_id text not null references queries(id), company text not null,
            score real not null,
            primary key (summary_id, line), unique (query_id, company)
        ) strict;

        -- that people wrote below a card; what they wrote stays in Slack
        create table replies (
            card_id integer not null references cards(id), ts text not null,
            by text not null, at text not null,
            primary key (card_id, ts)
        ) strict;

        -- time zones of Slack users, as Slack last told them
        create table people (
            user text primary key, zone text not null, at text not null
        ) strict;

        alter table outbox add column people text not null default '';
        alter table outbox add column late text;  -- from then on it is of no use

        -- the decision that stands on a card; one that was taken back is none
        create view decided as
            select d.* from decisions d
            where d.choice in ('approved', 'skipped') and d.round =
                (select max(n.round) from decisions n where n.card_id = d.card_id);
        """
    )


@migrations()
def m005_drafts(db: Database) -> None:
    db.executescript(
        """
        -- what held when somebody acted: level and reasons, and the outline's hash
        alter table acts add column policy text not null default '';
        alter table acts add column shown text not null default '';

        -- each attempt to let a model draft one edition of a card
        create table model_runs (
            row integer primary key autoincrement,
            card_id integer not null references cards(id), edition integer not null,
            company text not null, query_id text not null, at text not null,
            came text not null, cost real, input_tokens integer not null,
            output_tokens integer not null, requests integer not null,
            seconds real not null, model text not null, payload text not null
        ) strict;
        create index model_runs_by_card on model_runs(card_id, edition);
        create index model_runs_by_age on model_runs(at);

        -- what the one who was asked wrote below a card; the last row of a ts counts
        create table said (
            row integer primary key autoincrement,
            card_id integer not null references cards(id), ts text not null,
            user text not null, text text not null, at text not null
        ) strict;
        create index said_by_card on said(card_id);

        -- drafts in experts' mailboxes; the last row of a card and mailbox counts
        create table filings (
            row integer primary key autoincrement,
            card_id integer not null references cards(id), mailbox text not null,
            state text not null
                check (state in ('begun','filed','taken','refused')),
            mark text not null, said text not null, folder text not null,
            uidvalidity integer not null, uid integer not null, at text not null
        ) strict;
        create index filings_by_card on filings(card_id, mailbox);

        -- messages in experts' mailboxes that belong to a card
        create table sightings (
            row integer primary key autoincrement,
            card_id integer not null references cards(id),
            kind text not null check (kind in ('sent','reply')),
            mailbox text not null, message_id text not null,
            at text not null, seen_at text not null,
            unique (card_id, kind, mailbox, message_id)
        ) strict;

        -- how far an expert's folder has been looked through (bookkeeping)
        create table looked (
            mailbox text not null, folder text not null,
            uidvalidity integer not null, uid integer not null,
            approved_at text not null, -- the latest approval that was looked for
            primary key (mailbox, folder)
        ) strict;
        """
    )


@migrations()
def m006_years(db: Database) -> None:
    db.executescript(
        """
        -- what people were told is wrong, and that it is over; the last row of a key counts
        create table alarms (
            row integer primary key autoincrement,
            key text not null, state text not null check (state in ('open','over')),
            text text not null, at text not null
        ) strict;
        create index alarms_by_key on alarms(key);

        -- the raw bytes of old mail are let go of; what was read from it stays
        alter table mails add column pruned_at text;
        create index mails_unpruned on mails(received_at) where pruned_at is null;

        -- how far a file has been imported (bookkeeping)
        create table imports (
            file text primary key,  -- a hash of what tells it from others
            done integer not null, at text not null
        ) strict;

        -- the mails that nobody has read yet: they are asked for every few seconds
        create table unread (
            mail_id integer primary key references mails(id), received_at text not null
        ) strict;
        create index unread_by_age on unread(received_at, mail_id);
        insert into unread select m.id, m.received_at from mails m
            where not exists (select 1 from digests d where d.mail_id = m.id)
            and not exists (select 1 from quarantines q where q.mail_id = m.id);
        create trigger mails_are_unread after insert on mails
            begin insert into unread values (new.id, new.received_at); end;
        create trigger digests_are_read after insert on digests
            begin delete from unread where mail_id = new.mail_id; end;
        create trigger quarantines_are_read after insert on quarantines
            begin delete from unread where mail_id = new.mail_id; end;

        -- what is asked of the last days must not look through the years
        create index cards_by_day on cards(created_at);
        create index changes_by_age on changes(at);
        create index places_by_age on places(at);
        create index places_by_message on places(channel, ts);
        create index requests_by_age on requests(at);
        """
    )
