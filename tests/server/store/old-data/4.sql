PRAGMA user_version = 4;

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
     answers TEXT NOT NULL, marks TEXT NOT NULL DEFAULT '[]', channel TEXT NOT NULL DEFAULT 'site', answers_hash BLOB, decision TEXT CHECK (decision IN ('count', 'apart')), erased TEXT CHECK (erased IN ('withdrawn', 'purged')), erased_at INTEGER, reconciled_at INTEGER,
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
   , taken_for TEXT NOT NULL DEFAULT '[]', batch INTEGER) STRICT;

CREATE TABLE letter (
     id INTEGER PRIMARY KEY,
     consultation TEXT NOT NULL,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     facts TEXT NOT NULL,
     made_at INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'held', 'delivered')),
     next_at INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     maybe_sent INTEGER NOT NULL DEFAULT 0 CHECK (maybe_sent IN (0, 1)),
     message_id TEXT NOT NULL UNIQUE,
     reply TEXT,
     via TEXT CHECK (via IN ('smtp', 'file')),
     UNIQUE (consultation, kind, key)
   ) STRICT;

CREATE INDEX delivery_due ON delivery (state, next_at, id);

CREATE INDEX delivery_batch ON delivery (batch) WHERE batch IS NOT NULL;

CREATE INDEX contribution_received ON contribution (consultation, received_at);

CREATE INDEX contribution_same_words ON contribution (consultation, answers_hash);

INSERT INTO version (consultation, version, document, kept_at) VALUES
  ('strategy-2020-2022', 'first', '{"slug":"strategy-2020-2022","version":"first","title":"Strategy consultation","summary":"The Centre asks what you think of its draft strategy for 2020-2022.","organisation":"the Centre","contact":"coproduction@ucl.ac.uk","recipients":["coproduction@ucl.ac.uk"],"opens":"2026-11-02T09:00:00+00:00","closes":"2027-08-20T23:59:59+01:00","graceHours":24,"timeZone":"Europe/London","timeZoneName":"UK time","language":"en-GB","minutes":[20,40],"invitation":"Let us know your thoughts!","privacy":{"controller":"the Centre, which you can reach at coproduction@ucl.ac.uk","purpose":"to consolidate all contributions into the final version of the strategy, and to inform the more detailed planning that follows it","lawfulBasis":"the Centre asks for views in the public interest, and you choose what you tell it","retention":"until 12 months after the strategy is launched; then it is deleted","complaints":"the Information Commissioner’s Office (ico.org.uk), if you are not content with how your personal data are handled"},"sections":[{"id":"vision","title":"Our Vision","thoughts":"below","parts":[],"questions":[{"id":"vision-choice","kind":"choice","ask":"Which vision statement do you prefer?","options":[{"id":"option-1","label":"Option 1","text":"Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research."},{"id":"option-2","label":"Option 2","text":"Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research."}]},{"id":"vision-comment","kind":"comment","ask":"Do you have any further comments about our vision?"}]}]}', 1803031200000),
  ('strategy-2020-2022', 'second', '{"slug":"strategy-2020-2022","version":"second","title":"Strategy consultation, second text","summary":"The Centre asks what you think of its draft strategy for 2020-2022.","organisation":"the Centre","contact":"coproduction@ucl.ac.uk","recipients":["coproduction@ucl.ac.uk"],"opens":"2026-11-02T09:00:00+00:00","closes":"2027-08-27T23:59:59+01:00","graceHours":24,"timeZone":"Europe/London","timeZoneName":"UK time","language":"en-GB","minutes":[20,40],"invitation":"Let us know your thoughts!","privacy":{"controller":"the Centre, which you can reach at coproduction@ucl.ac.uk","purpose":"to consolidate all contributions into the final version of the strategy, and to inform the more detailed planning that follows it","lawfulBasis":"the Centre asks for views in the public interest, and you choose what you tell it","retention":"until 12 months after the strategy is launched; then it is deleted","complaints":"the Information Commissioner’s Office (ico.org.uk), if you are not content with how your personal data are handled"},"sections":[{"id":"vision","title":"Our Vision","thoughts":"below","parts":[],"questions":[{"id":"vision-choice","kind":"choice","ask":"Which vision statement do you prefer?","options":[{"id":"option-1","label":"Option 1","text":"Our vision is a world where diverse voices, expertise and experience are recognised and valued in the co-production of research."},{"id":"option-2","label":"Option 2","text":"Our vision is a world where everyone’s experience and expertise is recognised and valued in the co-production of research."}]},{"id":"vision-comment","kind":"comment","ask":"Do you have any further comments about our vision?"}]}]}', 1803031200001);

INSERT INTO contribution (id, consultation, number, reference, token_hash, version, received_at, late, answers, marks, channel, answers_hash, decision, erased, erased_at, reconciled_at) VALUES
  (1, 'strategy-2020-2022', 1, 'DLV-234-SMT', x'ec7c494df6d2a7ea36668d656e6b8979e33641bfea378c15038af3964db057a3', 'first', 1803117660000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of DLV-234-SMT"}}]', '[]', 'site', NULL, NULL, NULL, NULL, 1803549600000),
  (2, 'strategy-2020-2022', 2, 'HKD-473-MXR', x'8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8', 'first', 1803117720000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words from before the upgrade"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (3, 'strategy-2020-2022', 3, 'HLD-234-MXR', x'2fb01524f2615c720da88f9f0debc5273a485134ab382e8da279bab8cfb8a1e4', 'first', 1803117780000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of HLD-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (4, 'strategy-2020-2022', 4, 'SND-234-MXR', x'821d4149337ce32fa58109971b9a70aecdbfd45d8d585b0363a000e4b921ae0d', 'first', 1803117840000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of SND-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (5, 'strategy-2020-2022', 5, 'FLD-234-MXR', x'60faa87c8f3ed9b541bbb21029e9e6d8f0b127532938d95f38478e6f67844839', 'second', 1803117900000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of FLD-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (6, 'strategy-2020-2022', 6, 'MBS-234-MXR', x'a9051b1bb68670eae257aa07f7f1b50a5b1d185f6fc5f11e5198086b22f13c59', 'first', 1803117960000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of MBS-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (7, 'strategy-2020-2022', 7, 'LTE-234-MXR', x'13591289be5e25adaf5603143d1b6f99cec495c3872c138f72cb57fde44df8c5', 'first', 1803118020000, 1, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of LTE-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (8, 'strategy-2020-2022', 8, 'TRP-234-MXR', x'98d4c047bb89da0eb582fe744adc6d9c851ae8bf2d844a0316aafa9020b95d38', 'first', 1803118080000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of TRP-234-MXR"}}]', '["trap-filled"]', 'site', NULL, NULL, NULL, NULL, NULL),
  (9, 'strategy-2020-2022', 9, 'BSY-234-MXR', x'f9f8d0a6ca42ef8798bcc70c4510a23ecfa29bdbb259f895c3dff21a4c8e9ad9', 'first', 1803118140000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BSY-234-MXR"}}]', '["busy-network"]', 'site', NULL, NULL, NULL, NULL, NULL),
  (10, 'strategy-2020-2022', 10, 'PRT-234-MXR', x'f5a3315eb2c217fcdaf2fedcf7d8e937832ae5c20c05d772ac02479a348634e7', 'first', 1803118200000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of PRT-234-MXR"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (11, 'strategy-2020-2022', 11, 'CMP-234-FST', x'1733c35d94f6177d0ef5c37ca2c6a64e9b6ec4871c06147087d5c208e30c11f5', 'first', 1803118260000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"We all ask for a bench beside the pond, please."}}]', '[]', 'site', x'9e7cb397131e43388706e035e4dac57c69c7f538b2310e1ab6d6309be485d70a', NULL, NULL, NULL, NULL),
  (12, 'strategy-2020-2022', 12, 'CMP-234-SCD', x'1ed4deaf1cb9a97564d5fc2ccab4a82e1c2553b13e3a34e2354801f94a9bccfc', 'first', 1803118320000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"We all ask for a bench beside the pond, please."}}]', '["same words as CMP-234-FST"]', 'site', x'9e7cb397131e43388706e035e4dac57c69c7f538b2310e1ab6d6309be485d70a', NULL, NULL, NULL, NULL),
  (13, 'strategy-2020-2022', 13, 'DCD-234-CNT', x'46394738d25018381b10f786794e5ac10e9e45457957015fbc887c200b13aaba', 'first', 1803118380000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of DCD-234-CNT"}}]', '["quickly-sent"]', 'site', NULL, 'count', NULL, NULL, NULL),
  (14, 'strategy-2020-2022', 14, 'DCD-234-PRT', x'a9dab8900b8f04aeba9c568721e8f396881722a48ee0b67999b9b85e58cbad41', 'first', 1803118440000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of DCD-234-PRT"}}]', '[]', 'post', NULL, 'apart', NULL, NULL, NULL),
  (15, 'strategy-2020-2022', 15, 'WTH-234-DLV', x'a702777790d62e5551bad57c661fc9a2795a8a678c966f04a6b388483c33d37b', 'first', 1803118500000, 0, '[]', '[]', 'site', NULL, NULL, 'withdrawn', 1803463200000, NULL),
  (16, 'strategy-2020-2022', 16, 'WTH-234-QUD', x'7dbc926cfb92c6be1c4487c2daddc5b0f581c9dbcbd79bc739a5bdd852648100', 'first', 1803118560000, 0, '[]', '[]', 'site', NULL, NULL, 'withdrawn', 1803463200000, NULL),
  (17, 'strategy-2020-2022', 17, 'PRG-234-MXR', x'a2cb8313d7bd232c941aaa3b60e8a0769745b5d34d1486bb5005ae1c78b6010e', 'first', 1803118620000, 0, '[]', '[]', 'site', NULL, NULL, 'purged', 1803463200000, NULL),
  (18, 'strategy-2020-2022', 18, 'WTS-234-FST', x'e6a3129a8024acd688d1cbfb998128f0336f081749a17b6095537dda992d7c6d', 'first', 1803118680000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of WTS-234-FST"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (19, 'strategy-2020-2022', 19, 'WTS-234-SCD', x'01c4e7b2774bbd53559add38610ab5011a0da147dfc71241b0f1e02ec0b7a960', 'first', 1803118740000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of WTS-234-SCD"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (20, 'strategy-2020-2022', 20, 'BTC-234-DLV', x'b1e86281a8ae6b3964ba6d2dcf7afe49255cef7506dc4fb679dec263a6e541f0', 'first', 1803118800000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-DLV"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (21, 'strategy-2020-2022', 21, 'BTC-234-GNE', x'69e55643d856b60dae353093c5fdb56bf550ebf11a6545e0ebd952c8a66dca7a', 'first', 1803118860000, 0, '[]', '[]', 'site', NULL, NULL, 'withdrawn', 1803463200000, NULL),
  (22, 'strategy-2020-2022', 22, 'BTC-234-AGN', x'70d2c3881a7881389341e13c8245b2650290152083fab4fb92c22c14ca3ecc0e', 'first', 1803118920000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-AGN"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (23, 'strategy-2020-2022', 23, 'BTC-234-FST', x'f68360da984e9131b49497a6e60f24f00636d1652f47c5c04ce6801670d15f03', 'first', 1803118980000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-FST"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (24, 'strategy-2020-2022', 24, 'BTC-234-SCD', x'ec4a4fcd915a7672085936bb477cc50561660015653ad41616c8419727e97ff1', 'first', 1803119040000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-SCD"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (25, 'strategy-2020-2022', 25, 'BTC-234-SND', x'5366bfc4c452989b236afcae948a1421ea07b0836cbc736f256285445a6dcec9', 'first', 1803119100000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-SND"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL),
  (26, 'strategy-2020-2022', 26, 'BTC-234-LST', x'58bee62c5730617e6ef0be833bfbf58220bdab3283ff67085380d7249fe83232', 'first', 1803119160000, 0, '[{"question":"vision-choice","answer":null},{"question":"vision-comment","answer":{"text":"Words of BTC-234-LST"}}]', '[]', 'site', NULL, NULL, NULL, NULL, NULL);

INSERT INTO delivery (id, contribution, state, next_at, tries, maybe_sent, message_id, reply, via, taken_for, batch) VALUES
  (3, 1, 'delivered', 1803117661000, 1, 0, '<dlv-234-smt@example.org>', '250 kept', 'smtp', '[]', NULL),
  (4, 2, 'queued', 1700000000002, 0, 0, '<hkd-473-mxr@example.org>', NULL, NULL, '[]', NULL),
  (5, 3, 'held', 1700000000003, 3, 0, '<hld-234-mxr@example.org>', '554 5.7.1 not here', 'smtp', '[]', NULL),
  (6, 4, 'sending', 1700000000004, 1, 0, '<snd-234-mxr@example.org>', NULL, NULL, '[]', NULL),
  (7, 5, 'delivered', 1803117901000, 1, 0, '<fld-234-mxr@example.org>', 'written', 'file', '[]', NULL),
  (8, 6, 'queued', 1700000000006, 2, 1, '<mbs-234-mxr@example.org>', 'cut off', NULL, '[]', NULL),
  (9, 7, 'delivered', 1803118021000, 1, 0, '<lte-234-mxr@example.org>', '250 kept', 'smtp', '[]', NULL),
  (10, 8, 'delivered', 1803118081000, 1, 0, '<trp-234-mxr@example.org>', '250 kept', 'smtp', '[]', NULL),
  (11, 9, 'delivered', 1803118141000, 1, 0, '<bsy-234-mxr@example.org>', '250 kept', 'smtp', '[]', NULL),
  (12, 10, 'held', 1700000000010, 2, 0, '<prt-234-mxr@example.org>', '550 no such mailbox', 'smtp', '["one@example.org"]', NULL),
  (13, 11, 'delivered', 1803118261000, 1, 0, '<cmp-234-fst@example.org>', '250 kept', 'smtp', '[]', NULL),
  (14, 12, 'delivered', 1803118321000, 1, 0, '<cmp-234-scd@example.org>', '250 kept', 'smtp', '[]', NULL),
  (15, 13, 'delivered', 1803118381000, 1, 0, '<dcd-234-cnt@example.org>', '250 kept', 'smtp', '[]', NULL),
  (16, 14, 'delivered', 1803118441000, 1, 0, '<dcd-234-prt@example.org>', '250 kept', 'smtp', '[]', NULL),
  (17, 15, 'delivered', 1803118501000, 1, 0, '<wth-234-dlv@example.org>', '250 kept', 'smtp', '[]', NULL),
  (19, 17, 'delivered', 1803118621000, 1, 0, '<prg-234-mxr@example.org>', '250 kept', 'smtp', '[]', NULL),
  (20, 18, 'queued', 1700000000018, 0, 0, '<wts-234-fst@example.org>', NULL, NULL, '[]', 0),
  (21, 19, 'queued', 1700000000019, 0, 0, '<wts-234-scd@example.org>', NULL, NULL, '[]', 0),
  (22, 20, 'delivered', 1803118801000, 0, 0, '<btc-234-dlv@example.org>', '250 kept', 'smtp', '[]', 7),
  (23, 21, 'delivered', 1803118861000, 0, 0, '<btc-234-gne@example.org>', '250 kept', 'smtp', '[]', 7),
  (24, 22, 'queued', 1700000000022, 0, 1, '<btc-234-agn@example.org>', '250 kept', 'smtp', '[]', NULL),
  (25, 23, 'queued', 1700000000023, 0, 0, '<btc-234-fst@example.org>', NULL, NULL, '[]', 8),
  (26, 24, 'queued', 1700000000024, 0, 0, '<btc-234-scd@example.org>', NULL, NULL, '[]', 8),
  (27, 25, 'queued', 1700000000025, 0, 0, '<btc-234-snd@example.org>', NULL, NULL, '[]', 9),
  (28, 26, 'queued', 1700000000026, 0, 0, '<btc-234-lst@example.org>', NULL, NULL, '[]', 9);

INSERT INTO letter (id, consultation, facts, made_at, next_at, tries, maybe_sent, message_id, reply, via, kind, key, state) VALUES
  (1, 'strategy-2020-2022', '{"upTo":0,"since":0,"isFinal":false}', 1803456000000, 1803456001000, 0, 0, '<letter-1@example.org>', NULL, NULL, 'summary', '2027-02-24', 'delivered'),
  (2, 'strategy-2020-2022', '{"upTo":7,"since":0,"isFinal":false}', 1803628800000, 1803628801000, 1, 0, '<letter-2@example.org>', '250 kept', 'smtp', 'summary', '2027-02-26', 'delivered'),
  (3, 'strategy-2020-2022', '{"upTo":9,"since":7,"isFinal":false}', 1803715200000, 1700000001002, 2, 0, '<letter-3@example.org>', '552 too large', 'smtp', 'summary', '2027-02-27', 'held'),
  (4, 'strategy-2020-2022', '{"upTo":10,"since":9,"isFinal":false}', 1803801600000, 1700000001003, 1, 0, '<letter-4@example.org>', NULL, NULL, 'summary', '2027-02-28', 'sending'),
  (5, 'strategy-2020-2022', '{}', 1803463200004, 1803463201004, 1, 0, '<letter-5@example.org>', '250 kept', 'smtp', 'withdrawal', 'WTH-234-QUD', 'delivered'),
  (6, 'strategy-2020-2022', '{}', 1803463200005, 1700000001005, 0, 0, '<letter-6@example.org>', NULL, NULL, 'withdrawal', 'WTH-234-DLV', 'queued'),
  (7, 'strategy-2020-2022', '{}', 1803463200006, 1803463201006, 1, 0, '<letter-7@example.org>', '250 kept', 'smtp', 'batch', '2027-02-25T10:00:00.000Z-1', 'delivered'),
  (8, 'strategy-2020-2022', '{}', 1803463200007, 1700000001007, 0, 0, '<letter-8@example.org>', NULL, NULL, 'batch', '2027-02-26T10:00:00.000Z-1', 'queued'),
  (9, 'strategy-2020-2022', '{}', 1803463200008, 1700000001008, 1, 0, '<letter-9@example.org>', NULL, NULL, 'batch', '2027-02-27T10:00:00.000Z-1', 'sending');
