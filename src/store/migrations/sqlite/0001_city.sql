-- The city and its own rows. The city comes first in every key; references stay inside a
-- city and are checked at the end of a commit (a project is removed after its parts).
-- Days are YYYY-MM-DD, minutes YYYY-MM-DDTHH:MM, money is in fen, lists of words are JSON arrays.
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE cities (
  code INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
  data_date TEXT CHECK (length(data_date) = 10),
  light_pack TEXT NOT NULL,
  default_worth_per_day INTEGER,
  default_year INTEGER,
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN (
      'leader_office', 'key_project_office', 'department', 'county', 'unit')),
  county TEXT NOT NULL,
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  organization_id INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendars (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  week TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  winter TEXT NOT NULL,
  whole_days INTEGER NOT NULL CHECK (whole_days IN (0, 1)),
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  leader TEXT NOT NULL,
  title TEXT NOT NULL,
  participants TEXT NOT NULL,
  source_name TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE factor_quotas (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  factor TEXT NOT NULL CHECK (factor IN ('land', 'energy', 'emission', 'water', 'power', 'labour')),
  year INTEGER NOT NULL,
  amount REAL NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;
