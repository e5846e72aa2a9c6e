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

INSERT INTO version (consultation, version, document, kept_at) VALUES
  ('strategy-2020-2022', 'first', '{"slug":"strategy-2020-2022","version":"first","title":"Strategy consultation","summary":"The Centre asks what you think of its draft strategy for 2020-2022.","organisation":"the Centre","contact":"coproduction@ucl.ac.uk","recipients":["coproduction@ucl.ac.uk"],"opens":"2026-11-02T09:00:00+00:00","closes":"2027-08-20T23:59:59+01:00","graceHours":24,"timeZone":"Europe/London","timeZoneName":"UK time","language":"en-GB","minutes":[20,40],"invitation":"Let us know your thoughts!","privacy":{"controller":"the Centre, which you can reach at coproduction@ucl.ac.uk","purpose":"to consolidate all contributions into the final version of the strategy, and to inform the more detailed planning that follows it","lawfulBasis":"the Centre asks for views in the public interest, and you choose what you tell it","retention":"until 12 months after the strategy is launched; then it is deleted","complaints":"the Information Commissioner’s Office (ico.org.uk), if you are not content with how your personal data are handled"},"sections":[{"id":"vision","title":"Our Vision","thoughts":"below","parts":[],"questions":[{"id":"vision-choice","kind":"choice","ask":"Which vision statement do you prefer?","options":[{"id":"option-1","label":"Option 1","text":"Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research."},{"id":"option-2","label":"Option 2","text":"Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research."}]},{"id":"vision-comment","kind":"comment","ask":"Do you have any further comments about our vision?"}]}]}', 1803031200000),
  ('strategy-2020-2022', 'second', '{"slug":"strategy-2020-2022","version":"second","title":"Strategy consultation, second text","summary":"The Centre asks what you think of its draft strategy for 2020-2022.","organisation":"the Centre","contact":"coproduction@ucl.ac.uk","recipients":["coproduction@ucl.ac.uk"],"opens":"2026-11-02T09:00:00+00:00","closes":"2027-08-27T23:59:59+01:00","graceHours":24,"timeZone":"Europe/London","timeZoneName":"UK time","language":"en-GB","minutes":[20,40],"invitation":"Let us know your thoughts!","privacy":{"controller":"the Centre, which you can reach at coproduction@ucl.ac.uk","purpose":"to consolidate all contributions into the final version of the strategy, and to inform the more detailed planning that follows it","lawfulBasis":"the Centre asks for views in the public interest, and you choose what you tell it","retention":"until 12 months after the strategy is launched; then it is deleted","complaints":"the Information Commissioner’s Office (ico.org.uk), if you are not content with how your personal data are handled"},"sections":[{"id":"vision","title":"Our Vision","thoughts":"below","parts":[],"questions":[{"id":"vision-choice","kind":"choice","ask":"Which vision statement do you prefer?","options":[{"id":"option-1","label":"Option 1","text":"Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research."},{"id":"option-2","label":"Option 2","text":"Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research."}]},{"id":"vision-comment","kind":"comment","ask":"Do you have any further comments about our vision?"}]}]}', 1803031200001);

INSERT INTO contribution (id, consultation, number, reference, token_hash, version, received_at, late, answers) VALUES
  (1, 'strategy-2020-2022', 1, 'DLV-234-SMT', x'ec7c494df6d2a7ea36668d656e6b8979e33641bfea378c15038af3964db057a3', 'first', 1803117660000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of DLV-234-SMT"}}]'),
  (2, 'strategy-2020-2022', 2, 'HKD-473-MXR', x'8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8', 'first', 1803117720000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words from before the upgrade"}}]'),
  (3, 'strategy-2020-2022', 3, 'HLD-234-MXR', x'2fb01524f2615c720da88f9f0debc5273a485134ab382e8da279bab8cfb8a1e4', 'first', 1803117780000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of HLD-234-MXR"}}]'),
  (4, 'strategy-2020-2022', 4, 'SND-234-MXR', x'821d4149337ce32fa58109971b9a70aecdbfd45d8d585b0363a000e4b921ae0d', 'first', 1803117840000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of SND-234-MXR"}}]'),
  (5, 'strategy-2020-2022', 5, 'FLD-234-MXR', x'60faa87c8f3ed9b541bbb21029e9e6d8f0b127532938d95f38478e6f67844839', 'second', 1803117900000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of FLD-234-MXR"}}]'),
  (6, 'strategy-2020-2022', 6, 'MBS-234-MXR', x'a9051b1bb68670eae257aa07f7f1b50a5b1d185f6fc5f11e5198086b22f13c59', 'first', 1803117960000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of MBS-234-MXR"}}]'),
  (7, 'strategy-2020-2022', 7, 'LTE-234-MXR', x'13591289be5e25adaf5603143d1b6f99cec495c3872c138f72cb57fde44df8c5', 'first', 1803118020000, 1, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of LTE-234-MXR"}}]');

INSERT INTO delivery (id, contribution, state, next_at, tries, maybe_sent, message_id, reply, via) VALUES
  (3, 1, 'delivered', 1803117661000, 1, 0, '<dlv-234-smt@example.org>', '250 kept', 'smtp'),
  (4, 2, 'queued', 1700000000002, 0, 0, '<hkd-473-mxr@example.org>', NULL, NULL),
  (5, 3, 'held', 1700000000003, 3, 0, '<hld-234-mxr@example.org>', '554 5.7.1 not here', 'smtp'),
  (6, 4, 'sending', 1700000000004, 1, 0, '<snd-234-mxr@example.org>', NULL, NULL),
  (7, 5, 'delivered', 1803117901000, 1, 0, '<fld-234-mxr@example.org>', 'written', 'file'),
  (8, 6, 'queued', 1700000000006, 2, 1, '<mbs-234-mxr@example.org>', 'cut off', NULL),
  (9, 7, 'delivered', 1803118021000, 1, 0, '<lte-234-mxr@example.org>', '250 kept', 'smtp');
