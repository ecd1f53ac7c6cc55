-- Forecasts as they were published, and the rate at which a city's invested money costs. A forecast
-- is never changed: the store refuses, and so does the table. SPDX-License-Identifier: Apache-2.0

ALTER TABLE cities ADD COLUMN capital_rate_bp INTEGER;

CREATE TABLE forecasts (
  city INTEGER NOT NULL,
  id INTEGER NOT NULL CHECK (id > 0),
  revision INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  activity_id INTEGER NOT NULL,
  made_on TEXT NOT NULL CHECK (length(made_on) = 10),
  data_date TEXT NOT NULL CHECK (length(data_date) = 10),
  p10 TEXT NOT NULL CHECK (length(p10) = 16),
  p20 TEXT NOT NULL CHECK (length(p20) = 16),
  p50 TEXT NOT NULL CHECK (length(p50) = 16),
  p80 TEXT NOT NULL CHECK (length(p80) = 16),
  p90 TEXT NOT NULL CHECK (length(p90) = 16),
  approved_finish TEXT CHECK (length(approved_finish) = 16),
  planned_finish TEXT CHECK (length(planned_finish) = 16),
  chance_of_baseline REAL,
  chance_of_current REAL,
  trials INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  engine TEXT NOT NULL,
  provenance TEXT NOT NULL CHECK (provenance IN ('reported', 'measured', 'inferred', 'assumed')),
  source_note TEXT NOT NULL,
  PRIMARY KEY (city, id),
  FOREIGN KEY (city, project_id) REFERENCES projects (city, id) ON DELETE RESTRICT
    DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX forecasts_by_project ON forecasts (city, project_id);
CREATE TRIGGER forecasts_stay BEFORE UPDATE ON forecasts BEGIN
  SELECT RAISE(ABORT, 'a forecast is never changed');
END;
