BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'bot','m001_first_tables','2026-11-27 08:46:20.369683+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'bot','m002_requests_proofs_changes','2026-11-27 08:46:20.376783+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'bot','m003_lessons','2026-11-27 08:46:20.378207+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'bot','m004_deeds','2026-11-27 08:46:20.389417+00:00');
CREATE TABLE acts (
            row integer primary key autoincrement,
            card_id integer references cards(id), version integer not null,
            company text not null, act text not null,
            said text not null, until text,
            before text not null, after text not null,
            by text not null, via text not null, at text not null
        ) strict;
INSERT INTO "acts" VALUES(1,1,1,'Acme Dental','approve','',NULL,'open','approved','U01ALICE','slack','2026-09-15T13:00:00.000000Z');
INSERT INTO "acts" VALUES(2,2,1,'Acme Dental','skip','',NULL,'open','skipped','U01ALICE','slack','2026-09-15T13:00:00.000000Z');
INSERT INTO "acts" VALUES(3,NULL,0,'Tyre Shop','shown','reply+open',NULL,'','','U01ALICE','slack','2026-09-15T12:00:00.000000Z');
INSERT INTO "acts" VALUES(4,NULL,0,'Tyre Shop','pause','',NULL,'','','U01ALICE','slack','2026-09-15T12:00:00.000000Z');
INSERT INTO "acts" VALUES(5,3,1,'Acme Dental','mute_outlet','outlet Health Weekly',NULL,'open','skipped','U01ALICE','slack','2026-09-15T13:00:00.000000Z');
CREATE TABLE attempts (
            stage text not null, subject text not null,
            tries integer not null, not_before text not null, error text not null,
            primary key (stage, subject)
        ) strict;
INSERT INTO "attempts" VALUES('oversize','imap/INBOX/7/4',0,'2026-09-15T12:00:00.000000Z','30000000 bytes');
INSERT INTO "attempts" VALUES('rank','Acme Dental',1,'2026-09-15T12:00:00.000000Z','model is away');
CREATE TABLE cards (
            id integer primary key,
            query_id text not null references queries(id), company text not null,
            channel text not null, created_at text not null,
            shown text not null,  -- match, outline, policy, approvers, zone as shown
            unique (query_id, company)
        ) strict;
INSERT INTO "cards" VALUES(1,'reply+approved','Acme Dental','C1','2026-09-15T12:00:00.000000Z','{"match":{"query_id":"reply+q1","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a26f37c86f02","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[],"terms":[]},"outline":{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"},"policy":{"level":"outline","reasons":[]},"approvers":[],"timezone":"UTC"}');
INSERT INTO "cards" VALUES(2,'reply+skipped','Acme Dental','C1','2026-09-15T12:00:00.000000Z','{"match":{"query_id":"reply+q1","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a26f37c86f02","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[],"terms":[]},"outline":{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"},"policy":{"level":"outline","reasons":[]},"approvers":[],"timezone":"UTC"}');
INSERT INTO "cards" VALUES(3,'reply+open','Acme Dental','C1','2026-09-15T12:00:00.000000Z','{"match":{"query_id":"reply+q1","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a26f37c86f02","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[],"terms":[]},"outline":{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"},"policy":{"level":"outline","reasons":[]},"approvers":[],"timezone":"UTC"}');
INSERT INTO "cards" VALUES(4,'reply+pending','Acme Dental','C1','2026-09-15T12:00:00.000000Z','{"match":{"query_id":"reply+q1","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a26f37c86f02","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[],"terms":[]},"outline":{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"},"policy":{"level":"outline","reasons":[]},"approvers":[],"timezone":"UTC"}');
INSERT INTO "cards" VALUES(5,'reply+sending','Acme Dental','C1','2026-09-15T12:00:00.000000Z','{"match":{"query_id":"reply+q1","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a26f37c86f02","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[],"terms":[]},"outline":{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"},"policy":{"level":"outline","reasons":[]},"approvers":[],"timezone":"UTC"}');
CREATE TABLE causes (
            row integer primary key autoincrement,
            card_id integer not null, round integer not null,
            cause text not null
                check (cause in ('topic','source','outlet','late','other')),
            by text not null, at text not null,
            foreign key (card_id, round) references decisions(card_id, round)
        ) strict;
INSERT INTO "causes" VALUES(1,2,1,'topic','U01ALICE','2026-09-15T13:00:00.000001Z');
INSERT INTO "causes" VALUES(2,3,1,'outlet','U01ALICE','2026-09-15T14:00:00.000001Z');
CREATE TABLE changes (
            query_id text not null references queries(id),
            mail_id integer not null references mails(id),
            line integer not null, said text not null, at text not null,
            primary key (query_id, mail_id, line)
        ) strict;
INSERT INTO "changes" VALUES('reply+open',2,0,'due a day later','2026-09-15T13:00:00.000000Z');
CREATE TABLE decisions (
            card_id integer not null references cards(id), round integer not null,
            choice text not null, by text not null, at text not null,
            primary key (card_id, round)
        ) strict;
INSERT INTO "decisions" VALUES(1,1,'approved','U01ALICE','2026-09-15T13:00:00.000000Z');
INSERT INTO "decisions" VALUES(2,1,'skipped','U01ALICE','2026-09-15T13:00:00.000000Z');
INSERT INTO "decisions" VALUES(3,1,'skipped','U01ALICE','2026-09-15T13:00:00.000000Z');
CREATE TABLE digests (
            mail_id integer not null references mails(id), part integer not null,
            source text not null, queries integer not null, expected integer,
            lifecycle integer not null, leftovers text not null, problems text not null,
            read_at text not null,
            primary key (mail_id, part)
        ) strict;
INSERT INTO "digests" VALUES(1,0,'haro',5,6,0,'["a line nobody knows"]','["one query is missing"]','2026-09-15T12:00:00.000000Z');
INSERT INTO "digests" VALUES(2,0,'haro',2,NULL,0,'[]','[]','2026-09-15T13:00:00.000000Z');
INSERT INTO "digests" VALUES(4,0,'',0,NULL,0,'[]','[]','2026-09-15T12:00:00.000000Z');
INSERT INTO "digests" VALUES(5,0,'haro',1,NULL,0,'[]','[]','2026-09-15T12:00:00.000000Z');
CREATE TABLE editions (
            query_id text not null references queries(id),
            mail_id integer not null references mails(id),
            printed_at text not null, text_hash text not null,
            until text not null,  -- neither ranked nor posted from then on
            payload text not null, doubted integer not null default 0,
            primary key (query_id, mail_id)
        ) strict;
INSERT INTO "editions" VALUES('reply+approved',1,'2026-09-15T12:00:00.000000Z','750597ab3411','2026-09-16T18:00:00.000000Z','{"id":"reply+approved","source":"haro","summary":"On approved","body":"What about approved?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+approved@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about approved?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+skipped',1,'2026-09-15T12:00:00.000000Z','d5d678fc0fee','2026-09-16T18:00:00.000000Z','{"id":"reply+skipped","source":"haro","summary":"On skipped","body":"What about skipped?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+skipped@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about skipped?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+open',1,'2026-09-15T12:00:00.000000Z','fdc67e863008','2026-09-16T18:00:00.000000Z','{"id":"reply+open","source":"haro","summary":"On open","body":"What about open?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+open@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about open?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+pending',1,'2026-09-15T12:00:00.000000Z','cb772b3648c3','2026-09-16T18:00:00.000000Z','{"id":"reply+pending","source":"haro","summary":"On pending","body":"What about pending?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+pending@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about pending?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+sending',1,'2026-09-15T12:00:00.000000Z','a7a4bca55406','2026-09-16T18:00:00.000000Z','{"id":"reply+sending","source":"haro","summary":"On sending","body":"What about sending?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+sending@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about sending?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+open',2,'2026-09-15T13:00:00.000000Z','fdc67e863008','2026-09-18T00:00:00.000000Z','{"id":"reply+open","source":"haro","summary":"On open","body":"What about open?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+open@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-18T00:00:00Z","sure":true,"until":"2026-09-18T00:00:00Z"},"requirements":[],"questions":["What about open?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+twin',2,'2026-09-15T13:00:00.000000Z','c15fcda44309','2026-09-16T18:00:00.000000Z','{"id":"reply+twin","source":"sos","summary":"On open","body":"What about twin?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+twin@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about twin?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
INSERT INTO "editions" VALUES('reply+weak',5,'2026-09-15T12:00:00.000000Z','95d4ecaa2683','2026-09-16T18:00:00.000000Z','{"id":"reply+weak","source":"haro","summary":"On weak","body":"What about weak?","number":"1","reporter":"Rita Reporter","outlet":"Health Weekly","outlet_url":"","category":"","reply_to":"reply+weak@helpareporter.com","reply_url":"","profile_url":"","deadline":{"text":"7:00 PM ET - 16 September","at":"2026-09-16T18:00:00Z","sure":true,"until":"2026-09-16T18:00:00Z"},"requirements":[],"questions":["What about weak?"],"flag_line":false,"refusal":"","traps":[],"anonymous":false,"cut":false}',0);
CREATE TABLE edits (
            card_id integer not null references cards(id), version integer not null,
            payload text, by text not null, at text not null,
            primary key (card_id, version)
        ) strict;
INSERT INTO "edits" VALUES(3,2,'{"expert_id":"ada","expert":"Ada Dent, Chief Dentist","opening":"In our 2025 study of 412 patients, strips thinned enamel by 2 %.","opening_fact":"f1","points":[{"fact_id":"f1","text":"In our 2025 study of 412 patients, strips thinned enamel by 2 %."}],"answers":[],"checklist":[],"missing":[],"note":"","text":"Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.","prompt":"brief@1+0123456789ab"}','U01ALICE','2026-09-15T13:00:00.000000+00:00');
CREATE TABLE folders (
            mailbox text not null, folder text not null,
            since text not null,  -- the first start reads from this day on
            scanned_at text,      -- the last whole scan
            primary key (mailbox, folder)
        ) strict;
INSERT INTO "folders" VALUES('imap','INBOX','2026-09-12','2026-09-15T12:00:00.000000Z');
CREATE TABLE mails (
            id integer primary key,
            sha256 text not null unique,
            raw blob not null,
            received_at text not null
        ) strict;
INSERT INTO "mails" VALUES(1,'32fc4ba217d51c5399eda157cd2e2b68d649333131836e10ae3de9362215f2c8',X'5375626A6563743A206D6F726E696E670A0A666976652071756572696573','2026-09-15T12:00:00.000000Z');
INSERT INTO "mails" VALUES(2,'9058cc1f604eba02453a95453e43da93ee3d3389694e4829bf64a80b38bd18be',X'5375626A6563743A206576656E696E670A0A74686520646561646C696E65206D6F766564','2026-09-15T12:00:00.000000Z');
INSERT INTO "mails" VALUES(3,'5743abddddfa08c1e3a99fdebc2e8f3f1108fa12dcd2a8f58a42f141418c22ec',X'706F69736F6E','2026-09-15T12:00:00.000000Z');
INSERT INTO "mails" VALUES(4,'5c990a787671b5d39ae10d084ffb6c378318afcc1231f9ee5d9d897904f4f637',X'5375626A6563743A20756E726561640A0A6E6F626F64792072656164206D65','2026-09-15T12:00:00.000000Z');
INSERT INTO "mails" VALUES(5,'481ba4019c9d2710c3386537382592c093ef02bf5b056c30237b3d92b0e19a1d',X'7765616B','2026-09-15T12:00:00.000000Z');
INSERT INTO "mails" VALUES(6,'7bfd46b5b0dc7d09be4df2fcc3a4f24d07e85de63fbf40597386fde52fd2c3d6',X'5375626A6563743A20756E7265616420746F6F0A0A6E6F626F64792072656164206D65','2026-09-15T12:00:00.000000Z');
CREATE TABLE matches (
            query_id text not null references queries(id), company text not null,
            revision text not null, text_hash text not null,
            score real not null, verdict text not null, payload text not null,
            at text not null,
            primary key (query_id, company, revision, text_hash)
        ) strict;
INSERT INTO "matches" VALUES('reply+approved','Acme Dental','271a13719ca1','750597ab3411',0.82,'post','{"query_id":"reply+approved","company":"Acme Dental","revision":"271a13719ca1","text_hash":"750597ab3411","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[]}','2026-09-15T12:00:00.000000Z');
INSERT INTO "matches" VALUES('reply+skipped','Acme Dental','271a13719ca1','d5d678fc0fee',0.82,'post','{"query_id":"reply+skipped","company":"Acme Dental","revision":"271a13719ca1","text_hash":"d5d678fc0fee","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[]}','2026-09-15T12:00:00.000000Z');
INSERT INTO "matches" VALUES('reply+open','Acme Dental','271a13719ca1','fdc67e863008',0.82,'post','{"query_id":"reply+open","company":"Acme Dental","revision":"271a13719ca1","text_hash":"fdc67e863008","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[]}','2026-09-15T12:00:00.000000Z');
INSERT INTO "matches" VALUES('reply+pending','Acme Dental','271a13719ca1','cb772b3648c3',0.82,'post','{"query_id":"reply+pending","company":"Acme Dental","revision":"271a13719ca1","text_hash":"cb772b3648c3","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[]}','2026-09-15T12:00:00.000000Z');
INSERT INTO "matches" VALUES('reply+sending','Acme Dental','271a13719ca1','a7a4bca55406',0.82,'post','{"query_id":"reply+sending","company":"Acme Dental","revision":"271a13719ca1","text_hash":"a7a4bca55406","score":0.82,"verdict":"post","expert_id":"ada","why":["topic: teeth whitening"],"against":[]}','2026-09-15T12:00:00.000000Z');
CREATE TABLE mutes (
            row integer primary key autoincrement,
            company text not null, kind text not null check (kind in ('outlet','reporter')),
            name text not null,   -- as compared
            shown text not null,  -- as printed
            muted integer not null, by text not null, at text not null,
            card_id integer references cards(id)  -- the card it was muted from
        ) strict;
INSERT INTO "mutes" VALUES(1,'Acme Dental','outlet','health weekly','Health Weekly',1,'U01ALICE','2026-09-15T13:00:00.000000Z',3);
CREATE TABLE outbox (
            id integer primary key,
            key text not null unique,
            kind text not null, channel text not null, text text not null,
            card_id integer references cards(id), part integer not null,
            state text not null default 'pending'
                check (state in ('pending','sending','sent','held','refused')),
            attempts integer not null default 0,
            not_before text not null, sent_after text, look text, error text,
            channel_id text, ts text
        , people text not null default '', late text) strict;
INSERT INTO "outbox" VALUES(1,'card:1','card','C1','',1,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T12:00:00.000000Z','open:24:908fddf0c5c6',NULL,'C1','1.5','',NULL);
INSERT INTO "outbox" VALUES(2,'detail:1:750597ab3411','detail','C1','',1,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T13:00:00.000000Z',NULL,NULL,'C1','2.7','',NULL);
INSERT INTO "outbox" VALUES(3,'card:2','card','C1','',2,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T12:00:00.000000Z','open:24:07f0f83ef13b',NULL,'C1','3.5','',NULL);
INSERT INTO "outbox" VALUES(4,'detail:2:d5d678fc0fee','detail','C1','',2,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T13:00:00.000000Z',NULL,NULL,'C1','4.7','',NULL);
INSERT INTO "outbox" VALUES(5,'card:3','card','C1','',3,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T12:00:00.000000Z','open:48:67632bda5761',NULL,'C1','5.5','',NULL);
INSERT INTO "outbox" VALUES(6,'detail:3:fdc67e863008','detail','C1','',3,0,'sent',1,'2026-09-15T12:00:00.000000Z','2026-09-15T13:00:00.000000Z',NULL,NULL,'C1','6.7','',NULL);
INSERT INTO "outbox" VALUES(7,'card:4','card','C1','',4,0,'refused',1,'2026-09-15T13:00:00.000000Z','2026-09-15T13:00:00.000000Z','open:24:817fc2d88c6b','muted',NULL,NULL,'',NULL);
INSERT INTO "outbox" VALUES(8,'card:5','card','C1','',5,0,'sending',1,'2026-09-15T12:00:00.000000Z','2026-09-15T13:00:00.000000Z','open:24:67e4023c5483',NULL,NULL,NULL,'',NULL);
INSERT INTO "outbox" VALUES(9,'thread:1:0:0','thread','C1','',1,0,'sent',1,'2026-09-15T13:00:00.000000Z','2026-09-15T13:00:00.000000Z',NULL,NULL,'C1','9.9','',NULL);
INSERT INTO "outbox" VALUES(10,'notice:missing:haro','notice','COPS','No HARO digest came.',NULL,0,'pending',0,'2026-09-15T12:00:00.000000Z',NULL,NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "outbox" VALUES(11,'reply:3:soon','reply','C1','It is due in 4 hours.',3,0,'pending',0,'2026-09-15T21:00:00.000000Z',NULL,NULL,NULL,NULL,NULL,'U01ALICE','2026-09-16T08:00:00.000000Z');
INSERT INTO "outbox" VALUES(12,'summary:C1:2026-09-15','summary','C1','',NULL,1,'pending',0,'2026-09-15T12:00:00.000000Z',NULL,NULL,NULL,NULL,NULL,'',NULL);
CREATE TABLE paints (
            card_id integer primary key references cards(id), look text not null
        ) strict;
INSERT INTO "paints" VALUES(1,'open:x');
INSERT INTO "paints" VALUES(2,'open:x');
INSERT INTO "paints" VALUES(3,'open:x');
CREATE TABLE pauses (
            row integer primary key autoincrement,
            company text not null, paused integer not null,
            by text not null, at text not null
        ) strict;
INSERT INTO "pauses" VALUES(1,'Tyre Shop',1,'U01ALICE','2026-09-15T12:00:00.000000Z');
CREATE TABLE people (
            user text primary key, zone text not null, at text not null
        ) strict;
INSERT INTO "people" VALUES('U01ALICE','Europe/Berlin','2026-09-15T12:00:00.000000Z');
CREATE TABLE places (
            card_id integer primary key references cards(id),
            channel text not null, ts text not null, at text not null
        ) strict;
INSERT INTO "places" VALUES(1,'C1','1.5','2026-09-15T12:00:00.000000Z');
INSERT INTO "places" VALUES(2,'C1','3.5','2026-09-15T12:00:00.000000Z');
INSERT INTO "places" VALUES(3,'C1','5.5','2026-09-15T12:00:00.000000Z');
CREATE TABLE proofs (
            mail_id integer primary key references mails(id),
            proof text not null check (proof in ('verified','unverified','failed')),
            reason text not null,
            again integer not null,  -- tries left to ask a server that did not answer
            at text not null
        ) strict;
INSERT INTO "proofs" VALUES(1,'verified','',0,'2026-09-15T12:00:00.000000Z');
INSERT INTO "proofs" VALUES(2,'unverified','no answer',24,'2026-09-15T12:00:00.000000Z');
CREATE TABLE quarantines (
            mail_id integer primary key references mails(id),
            reason text not null, at text not null
        ) strict;
INSERT INTO "quarantines" VALUES(3,'it breaks the parser','2026-09-15T12:00:00.000000Z');
CREATE TABLE queries (
            id text primary key, source text not null, first_seen_at text not null
        ) strict;
INSERT INTO "queries" VALUES('reply+approved','haro','2026-09-15T12:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+skipped','haro','2026-09-15T12:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+open','haro','2026-09-15T12:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+pending','haro','2026-09-15T12:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+sending','haro','2026-09-15T12:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+twin','sos','2026-09-15T13:00:00.000000Z');
INSERT INTO "queries" VALUES('reply+weak','haro','2026-09-15T12:00:00.000000Z');
CREATE TABLE replies (
            card_id integer not null references cards(id), ts text not null,
            by text not null, at text not null,
            primary key (card_id, ts)
        ) strict;
INSERT INTO "replies" VALUES(3,'99.1','U01BOB','2026-09-15T13:00:00.000000Z');
CREATE TABLE requests (
            row integer primary key autoincrement,  -- never used twice
            query_id text not null unique references queries(id),
            request_id text not null references queries(id),
            front integer not null,
            why text not null, at text not null
        ) strict;
INSERT INTO "requests" VALUES(1,'reply+approved','reply+approved',1,'','2026-09-15T12:00:00.000000Z');
INSERT INTO "requests" VALUES(2,'reply+skipped','reply+skipped',1,'','2026-09-15T12:00:00.000000Z');
INSERT INTO "requests" VALUES(3,'reply+open','reply+open',1,'','2026-09-15T12:00:00.000000Z');
INSERT INTO "requests" VALUES(4,'reply+pending','reply+pending',1,'','2026-09-15T12:00:00.000000Z');
INSERT INTO "requests" VALUES(5,'reply+sending','reply+sending',1,'','2026-09-15T12:00:00.000000Z');
INSERT INTO "requests" VALUES(7,'reply+twin','reply+open',0,'the same words','2026-09-15T13:00:00.000000Z');
INSERT INTO "requests" VALUES(8,'reply+weak','reply+weak',1,'','2026-09-15T12:00:00.000000Z');
CREATE TABLE resets (
            row integer primary key autoincrement,
            company text not null, since text not null,
            by text not null, at text not null
        ) strict;
INSERT INTO "resets" VALUES(1,'Acme Dental','2026-09-15T14:00:00.000000Z','U01ALICE','2026-09-15T14:00:00.000000Z');
CREATE TABLE seen (
            mailbox text not null, folder text not null,
            uidvalidity integer not null, uid integer not null,
            mail_id integer references mails(id),  -- null: refused unread
            primary key (mailbox, folder, uidvalidity, uid)
        ) strict;
INSERT INTO "seen" VALUES('imap','INBOX',7,1,1);
INSERT INTO "seen" VALUES('imap','INBOX',7,2,2);
INSERT INTO "seen" VALUES('imap','INBOX',7,3,3);
INSERT INTO "seen" VALUES('imap','INBOX',7,4,NULL);
INSERT INTO "seen" VALUES('imap','INBOX',7,5,4);
INSERT INTO "seen" VALUES('imap','INBOX',7,6,6);
CREATE TABLE summaries (
            id integer primary key,
            channel text not null, day text not null, at text not null,
            more integer not null, timezone text not null,
            unique (channel, day)
        ) strict;
INSERT INTO "summaries" VALUES(1,'C1','2026-09-15','2026-09-15T12:00:00.000000Z',2,'UTC');
CREATE TABLE summary_lines (
            summary_id integer not null references summaries(id), line integer not null,
            query_id text not null references queries(id), company text not null,
            score real not null,
            primary key (summary_id, line), unique (query_id, company)
        ) strict;
INSERT INTO "summary_lines" VALUES(1,0,'reply+weak','Acme Dental',0.4);
CREATE TABLE vectors (
            engine text not null, text_hash text not null, vector blob not null,
            primary key (engine, text_hash)
        ) strict;
INSERT INTO "vectors" VALUES('model','734194ede5b0',X'00010203000102030001020300010203');
CREATE TABLE wanted (
            row integer primary key autoincrement,
            query_id text not null references queries(id), company text not null,
            by text not null, at text not null
        ) strict;
INSERT INTO "wanted" VALUES(1,'reply+open','Tyre Shop','U01ALICE','2026-09-15T12:00:00.000000Z');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX editions_newest on editions(query_id, printed_at, mail_id);
CREATE INDEX editions_by_until on editions(until);
CREATE INDEX cards_by_age on cards(company, created_at);
CREATE INDEX cards_by_channel on cards(channel, created_at);
CREATE INDEX outbox_by_card on outbox(card_id);
CREATE INDEX outbox_by_state on outbox(state, not_before);
CREATE INDEX proofs_to_ask on proofs(at) where again > 0;
CREATE INDEX requests_by_request on requests(request_id, front);
CREATE UNIQUE INDEX requests_front on requests(request_id) where front = 1;
CREATE VIEW latest as
            select e.* from editions e where not exists (
                select 1 from editions n where n.query_id = e.query_id
                and (-n.doubted, n.printed_at, n.mail_id)
                  > (-e.doubted, e.printed_at, e.mail_id));
CREATE INDEX mails_by_age on mails(received_at);
CREATE VIEW fronts as
            select r.request_id as query_id, l.query_id as member_id, l.mail_id,
              l.printed_at, l.text_hash, l.until, l.doubted,
              case r.query_id when r.request_id then l.payload
                else json_set(l.payload, '$.id', r.request_id) end as payload
            from requests r join latest l on l.query_id = r.query_id
            where r.front = 1;
CREATE INDEX causes_by_decision on causes(card_id, round);
CREATE INDEX wanted_by_company on wanted(company, query_id);
CREATE INDEX wanted_by_query on wanted(query_id);
CREATE INDEX resets_by_company on resets(company, since);
CREATE UNIQUE INDEX acts_by_card on acts(card_id, version)
            where card_id is not null;
CREATE INDEX acts_by_age on acts(at);
CREATE TRIGGER acts_are_never_changed before update on acts
            begin select raise(abort, 'the audit is never changed'); end;
CREATE TRIGGER acts_are_never_deleted before delete on acts
            begin select raise(abort, 'the audit is never deleted'); end;
CREATE INDEX mutes_by_company on mutes(company, kind, name);
CREATE INDEX pauses_by_company on pauses(company);
CREATE VIEW decided as
            select d.* from decisions d
            where d.choice in ('approved', 'skipped') and d.round =
                (select max(n.round) from decisions n where n.card_id = d.card_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('requests',8);
INSERT INTO "sqlite_sequence" VALUES('acts',5);
INSERT INTO "sqlite_sequence" VALUES('causes',2);
INSERT INTO "sqlite_sequence" VALUES('wanted',1);
INSERT INTO "sqlite_sequence" VALUES('resets',1);
INSERT INTO "sqlite_sequence" VALUES('pauses',1);
INSERT INTO "sqlite_sequence" VALUES('mutes',1);
COMMIT;
