-- The journal (one SM3 chain per city), the end of each chain, the replies kept for repeated
-- requests, and the row that a health check writes. SPDX-License-Identifier: Apache-2.0

CREATE TABLE journal (
  city INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  commit_sequence INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  acting_as TEXT NOT NULL,
  action TEXT NOT NULL,
  noun TEXT NOT NULL,
  noun_id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (city, sequence)
) STRICT;
CREATE INDEX journal_by_noun ON journal (city, noun, noun_id, sequence);
CREATE INDEX journal_by_project ON journal (city, project_id, sequence);

CREATE TABLE journal_head (
  city INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (city)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  city INTEGER NOT NULL,
  key TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  status INTEGER NOT NULL,
  reply TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (city, key)
) STRICT;
CREATE INDEX idempotency_by_time ON idempotency (city, recorded_at);

CREATE TABLE write_probe (
  id INTEGER NOT NULL CHECK (id = 1),
  written_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
