PRAGMA user_version = 1;

CREATE TABLE version (
     consultation TEXT NOT NULL,
     version TEXT NOT NULL,
     document TEXT NOT NULL,
     kept_at INTEGER NOT NULL,
     PRIMARY KEY (consultation, version)
   ) STRICT, WITHOUT ROWID;

CREATE TABLE contribution (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     number INTEGER NOT NULL,
     reference TEXT NOT NULL UNIQUE,
     token_hash BLOB NOT NULL UNIQUE,
     version TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     late INTEGER NOT NULL CHECK (late IN (0, 1)),
     answers TEXT NOT NULL,
     UNIQUE (consultation, number),
     FOREIGN KEY (consultation, version) REFERENCES version (consultation, version)
   ) STRICT;

CREATE TABLE delivery (
     id INTEGER PRIMARY KEY,
     contribution INTEGER NOT NULL UNIQUE REFERENCES contribution (id),
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file'))
   ) STRICT;

CREATE INDEX delivery_due ON delivery (state, next_at, id);

INSERT INTO version VALUES ('strategy-2020-2022', 'first', '{"slug":"strategy-2020-2022","version":"first","title":"Strategy consultation","summary":"The Centre asks what you think of its draft strategy for 2020-2022.","organisation":"the Centre","contact":"coproduction@ucl.ac.uk","recipients":["coproduction@ucl.ac.uk"],"opens":"2026-11-02T09:00:00+00:00","closes":"2027-08-20T23:59:59+01:00","graceHours":24,"timeZone":"Europe/London","timeZoneName":"UK time","language":"en-GB","minutes":[20,40],"invitation":"Let us know your thoughts!","privacy":{"controller":"the Centre, which you can reach at coproduction@ucl.ac.uk","purpose":"to consolidate all contributions into the final version of the strategy, and to inform the more detailed planning that follows it","lawfulBasis":"the Centre asks for views in the public interest, and you choose what you tell it","retention":"until 12 months after the strategy is launched; then it is deleted","complaints":"the Information Commissioner’s Office (ico.org.uk), if you are not content with how your personal data are handled"},"sections":[{"id":"vision","title":"Our Vision","thoughts":"below","parts":[],"questions":[{"id":"vision-choice","kind":"choice","ask":"Which vision statement do you prefer?","options":[{"id":"option-1","label":"Option 1","text":"Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research."},{"id":"option-2","label":"Option 2","text":"Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research."}]},{"id":"vision-comment","kind":"comment","ask":"Do you have any further comments about our vision?"}]}]}', 1800000000000);
INSERT INTO contribution VALUES (1, 'strategy-2020-2022', 1, 'HKD-473-MXR', x'8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8', 'first', 1803902400000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words from before the upgrade"}}]');
INSERT INTO delivery VALUES (1, 1, 'queued', 1803902400000, 0, 0, '<old@example.org>', NULL, NULL);
