-- The database itself: settings, migrations, transactions, health.
-- SPDX-License-Identifier: Apache-2.0

-- name: settings.every
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;

-- name: settings.writer
PRAGMA journal_mode = WAL;
PRAGMA wal_autocheckpoint = 2000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -65536;

-- name: settings.reader
PRAGMA query_only = 1;
PRAGMA wal_autocheckpoint = 0;
PRAGMA cache_size = -16384;

-- name: settings.mode
PRAGMA journal_mode;

-- name: schema.quick_check
PRAGMA quick_check(1);

-- name: schema.known
SELECT (SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_migration'), COUNT(*)
FROM sqlite_schema;

-- name: schema.create
CREATE TABLE schema_migration (
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  sm3 TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  PRIMARY KEY (version)
) STRICT, WITHOUT ROWID;

-- name: schema.applied
SELECT version, name, sm3 FROM schema_migration ORDER BY version;

-- name: schema.record
INSERT INTO schema_migration (version, name, sm3, applied_at)
VALUES (:version, :name, :sm3, :applied_at);

-- name: foreign_keys.off
PRAGMA foreign_keys = OFF;

-- name: foreign_keys.on
PRAGMA foreign_keys = ON;

-- name: foreign_keys.check
PRAGMA foreign_key_check;

-- name: transaction.write
BEGIN IMMEDIATE;

-- name: transaction.read
BEGIN;

-- name: transaction.commit
COMMIT;

-- name: transaction.rollback
ROLLBACK;

-- name: savepoint.begin
SAVEPOINT one;

-- name: savepoint.undo
ROLLBACK TO one;

-- name: savepoint.end
RELEASE one;

-- name: health.probe
INSERT INTO write_probe (id, written_at) VALUES (1, :now)
ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at;
