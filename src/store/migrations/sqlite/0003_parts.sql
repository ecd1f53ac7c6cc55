-- The other parts of a project. The city comes first in every key; references stay inside a
-- city and are checked at the end of a commit (a project is removed after its parts).
-- Days are YYYY-MM-DD, minutes YYYY-MM-DDTHH:MM, money is in fen, lists of words are JSON arrays.
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE visit_stops (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  visit_id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  asked TEXT NOT NULL,
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (city, visit_id) REFERENCES visits (city, id)
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_stops_by_project ON visit_stops (city, project_id);
CREATE INDEX visit_stops_by_visit ON visit_stops (city, visit_id);

CREATE TABLE orders (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  visit_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  blocker_id INTEGER NOT NULL,
  verb TEXT NOT NULL,
  speaker TEXT NOT NULL,
  addressee TEXT NOT NULL,
  text TEXT NOT NULL,
  atoms TEXT NOT NULL,
  due TEXT CHECK (length(due) = 10),
  due_text TEXT NOT NULL,
  issued_day TEXT NOT NULL CHECK (length(issued_day) = 10),
  state TEXT NOT NULL CHECK (state IN ('open', 'replied', 'kept', 'broken', 'withdrawn')),
  reply TEXT NOT NULL,
  evidence TEXT NOT NULL,
  closed_day TEXT CHECK (length(closed_day) = 10),
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  project_reference INTEGER GENERATED ALWAYS AS (NULLIF(project_id, 0)) STORED,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_reference) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_project ON orders (city, project_reference);

CREATE TABLE promises (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  person TEXT NOT NULL,
  text TEXT NOT NULL,
  made_day TEXT NOT NULL CHECK (length(made_day) = 10),
  due TEXT NOT NULL CHECK (length(due) = 10),
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken', 'moved')),
  decision TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX promises_by_project ON promises (city, project_id);

CREATE TABLE returns (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  period TEXT NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10),
  version INTEGER NOT NULL,
  progress REAL,
  spend INTEGER,
  people_on_site INTEGER,
  remark TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX returns_by_project ON returns (city, project_id);

CREATE TABLE fund_lines (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  source TEXT NOT NULL
    CHECK (source IN (
      'central_budget', 'special_bond', 'ultra_long_bond', 'provincial', 'bank_loan', 'own_funds')),
  asked INTEGER NOT NULL,
  approved INTEGER NOT NULL,
  arrived INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  window_from TEXT CHECK (length(window_from) = 10),
  window_to TEXT CHECK (length(window_to) = 10),
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX fund_lines_by_project ON fund_lines (city, project_id);

CREATE TABLE factor_needs (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  factor TEXT NOT NULL CHECK (factor IN ('land', 'energy', 'emission', 'water', 'power', 'labour')),
  amount REAL NOT NULL,
  allotted REAL NOT NULL,
  needed_by TEXT CHECK (length(needed_by) = 10),
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX factor_needs_by_project ON factor_needs (city, project_id);

CREATE TABLE hazards (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('general', 'major')),
  text TEXT NOT NULL,
  found_day TEXT NOT NULL CHECK (length(found_day) = 10),
  closed_day TEXT CHECK (length(closed_day) = 10),
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX hazards_by_project ON hazards (city, project_id);

CREATE TABLE outputs (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  quantity REAL NOT NULL,
  value INTEGER,
  tax INTEGER,
  jobs INTEGER,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX outputs_by_project ON outputs (city, project_id);

CREATE TABLE field_sources (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  noun TEXT NOT NULL,
  noun_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX field_sources_by_project ON field_sources (city, project_id);
