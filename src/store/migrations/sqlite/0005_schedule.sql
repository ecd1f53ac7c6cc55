-- What planning tools say of an activity and of a project, beyond 0002. The CHECKs of an activity's
-- kinds grow, so its table is made anew (foreign keys are off while migrations run, and checked
-- before they are committed). SPDX-License-Identifier: Apache-2.0

ALTER TABLE projects ADD COLUMN scheduling TEXT NOT NULL DEFAULT '';

CREATE TABLE activities_anew (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN (
      'task', 'gate', 'milestone', 'level_of_effort', 'start_milestone', 'finish_milestone',
      'summary', 'resource_dependent')),
  wbs TEXT NOT NULL,
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
      'must_start', 'must_finish', 'as_late_as_possible', 'mandatory_start', 'mandatory_finish',
      'set_by_hand')),
  constraint_at TEXT CHECK (length(constraint_at) = 16),
  secondary_kind TEXT NOT NULL
    CHECK (secondary_kind IN (
      'none', 'start_not_earlier', 'start_not_later', 'finish_not_earlier', 'finish_not_later',
      'must_start', 'must_finish', 'as_late_as_possible', 'mandatory_start', 'mandatory_finish',
      'set_by_hand')),
  secondary_at TEXT CHECK (length(secondary_at) = 16),
  deadline TEXT CHECK (length(deadline) = 16),
  expected_finish TEXT CHECK (length(expected_finish) = 16),
  external_start TEXT CHECK (length(external_start) = 16),
  external_finish TEXT CHECK (length(external_finish) = 16),
  suspended_at TEXT CHECK (length(suspended_at) = 16),
  resumed_at TEXT CHECK (length(resumed_at) = 16),
  leveling_delay INTEGER NOT NULL,
  interruption INTEGER NOT NULL,
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

INSERT INTO activities_anew (
  city, id, revision, project_id, code, name, name_en, kind, wbs, phase, owner, calendar_id,
  weather, duration_low, duration_likely, duration_high, constraint_kind, constraint_at,
  secondary_kind, leveling_delay, interruption, actual_start, actual_finish, remaining, weight,
  key_node, approved_start, approved_finish, planned_start, planned_finish, statutory_days,
  provenance, source_note
)
SELECT
  city, id, revision, project_id, code, name, name_en, kind, '', phase, owner, calendar_id,
  weather, duration_low, duration_likely, duration_high, constraint_kind, constraint_at,
  'none', 0, 0, actual_start, actual_finish, remaining, weight,
  key_node, approved_start, approved_finish, planned_start, planned_finish, statutory_days,
  provenance, source_note
FROM activities ORDER BY city, id;

DROP TABLE activities;
ALTER TABLE activities_anew RENAME TO activities;
CREATE INDEX activities_by_project ON activities (city, project_id);
