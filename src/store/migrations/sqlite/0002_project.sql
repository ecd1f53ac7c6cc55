-- Projects and their network. The city comes first in every key; references stay inside a
-- city and are checked at the end of a commit (a project is removed after its parts).
-- Days are YYYY-MM-DD, minutes YYYY-MM-DDTHH:MM, money is in fen, lists of words are JSON arrays.
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE projects (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  national_code TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('unstated', 'national', 'provincial', 'city', 'county')),
  type TEXT NOT NULL,
  sector TEXT NOT NULL,
  county TEXT NOT NULL,
  place TEXT NOT NULL,
  longitude REAL,
  latitude REAL,
  capacity_value REAL,
  capacity_unit TEXT NOT NULL,
  capacity_text TEXT NOT NULL,
  investment INTEGER,
  worth_per_day INTEGER,
  lead_leader TEXT NOT NULL,
  lead_department TEXT NOT NULL,
  contact TEXT NOT NULL,
  stage TEXT NOT NULL
    CHECK (stage IN (
      'conceived', 'preparing', 'ready', 'building', 'completed', 'trial', 'producing')),
  side_state TEXT NOT NULL
    CHECK (side_state IN (
      'none', 'paused', 'deferred', 'withdrawn', 'terminated')),
  side_reason TEXT NOT NULL,
  side_review_day TEXT CHECK (length(side_review_day) = 10),
  stage_words TEXT NOT NULL,
  due_start_day TEXT CHECK (length(due_start_day) = 10),
  started_day TEXT CHECK (length(started_day) = 10),
  in_register_day TEXT CHECK (length(in_register_day) = 10),
  annual_plan INTEGER,
  design_output REAL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE activities (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('task', 'gate', 'milestone', 'level_of_effort')),
  phase TEXT NOT NULL,
  owner TEXT NOT NULL,
  calendar_id INTEGER NOT NULL,
  weather INTEGER NOT NULL,
  duration_low INTEGER NOT NULL,
  duration_likely INTEGER NOT NULL,
  duration_high INTEGER NOT NULL,
  constraint_kind TEXT NOT NULL
    CHECK (constraint_kind IN (
      'none', 'start_not_earlier', 'start_not_later', 'finish_not_earlier', 'finish_not_later',
      'must_start', 'must_finish')),
  constraint_at TEXT CHECK (length(constraint_at) = 16),
  actual_start TEXT CHECK (length(actual_start) = 16),
  actual_finish TEXT CHECK (length(actual_finish) = 16),
  remaining INTEGER,
  weight REAL NOT NULL,
  key_node INTEGER NOT NULL CHECK (key_node IN (0, 1)),
  approved_start TEXT CHECK (length(approved_start) = 16),
  approved_finish TEXT CHECK (length(approved_finish) = 16),
  planned_start TEXT CHECK (length(planned_start) = 16),
  planned_finish TEXT CHECK (length(planned_finish) = 16),
  statutory_days INTEGER,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX activities_by_project ON activities (city, project_id);

CREATE TABLE links (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  predecessor_id INTEGER NOT NULL,
  successor_id INTEGER NOT NULL,
  type TEXT NOT NULL
    CHECK (type IN (
      'finish_start', 'start_start', 'finish_finish', 'start_finish')),
  lag INTEGER NOT NULL,
  lag_calendar_id INTEGER NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (city, predecessor_id) REFERENCES activities (city, id)
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (city, successor_id) REFERENCES activities (city, id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_project ON links (city, project_id);
CREATE INDEX links_by_predecessor ON links (city, predecessor_id);
CREATE INDEX links_by_successor ON links (city, successor_id);

CREATE TABLE blockers (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN (
      'permits', 'land', 'relocation', 'ecology', 'quotas', 'utilities', 'funds', 'design',
      'ground', 'supply', 'safety', 'market', 'disputes')),
  text TEXT NOT NULL,
  owner_organization TEXT NOT NULL,
  owner_person TEXT NOT NULL,
  ask TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('raised', 'accepted', 'in_hand', 'resolved', 'closed')),
  level TEXT NOT NULL
    CHECK (level IN (
      'task_force', 'county', 'city_office', 'vice_mayor', 'mayor')),
  raised_day TEXT NOT NULL CHECK (length(raised_day) = 10),
  limit_day TEXT CHECK (length(limit_day) = 10),
  release_low TEXT CHECK (length(release_low) = 10),
  release_likely TEXT CHECK (length(release_likely) = 10),
  release_high TEXT CHECK (length(release_high) = 10),
  resolved_day TEXT CHECK (length(resolved_day) = 10),
  evidence TEXT NOT NULL,
  closed_day TEXT CHECK (length(closed_day) = 10),
  closed_by TEXT NOT NULL,
  reopened INTEGER NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX blockers_by_project ON blockers (city, project_id);
