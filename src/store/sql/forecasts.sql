-- Forecasts as they were published. No row is ever updated: its trigger and the store refuse.
-- Columns are the fields of the noun (model, visit_fields). SPDX-License-Identifier: Apache-2.0

-- name: forecasts.load
SELECT
  id, revision, project_id, activity_id, made_on, data_date, p10, p20, p50, p80, p90,
  approved_finish, planned_finish, chance_of_baseline, chance_of_current, trials, seed, engine,
  provenance, source_note
FROM forecasts WHERE city = :city ORDER BY id;

-- name: forecasts.insert
INSERT INTO forecasts (
  city, id, revision, project_id, activity_id, made_on, data_date, p10, p20, p50, p80, p90,
  approved_finish, planned_finish, chance_of_baseline, chance_of_current, trials, seed, engine,
  provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :activity_id, :made_on, :data_date, :p10, :p20, :p50,
  :p80, :p90, :approved_finish, :planned_finish, :chance_of_baseline, :chance_of_current,
  :trials, :seed, :engine, :provenance, :source_note
);

-- name: forecasts.update
UPDATE forecasts SET
  revision = :revision, activity_id = :activity_id, made_on = :made_on, data_date = :data_date,
  p10 = :p10, p20 = :p20, p50 = :p50, p80 = :p80, p90 = :p90, approved_finish =
  :approved_finish, planned_finish = :planned_finish, chance_of_baseline = :chance_of_baseline,
  chance_of_current = :chance_of_current, trials = :trials, seed = :seed, engine = :engine,
  provenance = :provenance, source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: forecasts.remove
DELETE FROM forecasts WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: forecasts.revisions
SELECT id, revision FROM forecasts WHERE city = :city ORDER BY id;
