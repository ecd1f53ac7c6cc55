-- Projects, their network and what holds it.
-- Columns are the fields of the noun (model, visit_fields). SPDX-License-Identifier: Apache-2.0

-- name: projects.load
SELECT
  id, revision, national_code, name, unit, level, type, sector, county, place, longitude, latitude,
  capacity_value, capacity_unit, capacity_text, investment, worth_per_day, lead_leader,
  lead_department, contact, stage, side_state, side_reason, side_review_day, stage_words,
  due_start_day, started_day, in_register_day, annual_plan, design_output, scheduling, plan_start,
  must_finish_by, provenance, source_note
FROM projects WHERE city = :city ORDER BY id;

-- name: projects.insert
INSERT INTO projects (
  city, id, revision, national_code, name, unit, level, type, sector, county, place, longitude,
  latitude, capacity_value, capacity_unit, capacity_text, investment, worth_per_day, lead_leader,
  lead_department, contact, stage, side_state, side_reason, side_review_day, stage_words,
  due_start_day, started_day, in_register_day, annual_plan, design_output, scheduling, plan_start,
  must_finish_by, provenance, source_note
) VALUES (
  :city, :id, :revision, :national_code, :name, :unit, :level, :type, :sector, :county, :place,
  :longitude, :latitude, :capacity_value, :capacity_unit, :capacity_text, :investment,
  :worth_per_day, :lead_leader, :lead_department, :contact, :stage, :side_state, :side_reason,
  :side_review_day, :stage_words, :due_start_day, :started_day, :in_register_day, :annual_plan,
  :design_output, :scheduling, :plan_start, :must_finish_by, :provenance, :source_note
);

-- name: projects.update
UPDATE projects SET
  revision = :revision, national_code = :national_code, name = :name, unit = :unit, level = :level,
  type = :type, sector = :sector, county = :county, place = :place, longitude = :longitude,
  latitude = :latitude, capacity_value = :capacity_value, capacity_unit = :capacity_unit,
  capacity_text = :capacity_text, investment = :investment, worth_per_day = :worth_per_day,
  lead_leader = :lead_leader, lead_department = :lead_department, contact = :contact,
  stage = :stage, side_state = :side_state, side_reason = :side_reason,
  side_review_day = :side_review_day, stage_words = :stage_words, due_start_day = :due_start_day,
  started_day = :started_day, in_register_day = :in_register_day, annual_plan = :annual_plan,
  design_output = :design_output, scheduling = :scheduling, plan_start = :plan_start,
  must_finish_by = :must_finish_by, provenance = :provenance, source_note = :source_note
WHERE city = :city AND id = :id;

-- name: projects.remove
DELETE FROM projects WHERE city = :city AND id = :id;

-- name: projects.revisions
SELECT id, revision FROM projects WHERE city = :city ORDER BY id;

-- name: activities.load
SELECT
  id, revision, project_id, code, file_id, name, name_en, kind, wbs, phase, owner, calendar_id,
  weather, duration_low, duration_likely, duration_high, constraint_kind, constraint_at,
  secondary_kind, secondary_at, deadline, expected_finish, external_start, external_finish,
  suspended_at, resumed_at, leveling_delay, interruption, actual_start, actual_finish, remaining,
  weight, key_node, approved_start, approved_finish, planned_start, planned_finish, statutory_days,
  provenance, source_note
FROM activities WHERE city = :city ORDER BY id;

-- name: activities.insert
INSERT INTO activities (
  city, id, revision, project_id, code, file_id, name, name_en, kind, wbs, phase, owner,
  calendar_id, weather, duration_low, duration_likely, duration_high, constraint_kind,
  constraint_at, secondary_kind, secondary_at, deadline, expected_finish, external_start,
  external_finish, suspended_at, resumed_at, leveling_delay, interruption, actual_start,
  actual_finish, remaining, weight, key_node, approved_start, approved_finish, planned_start,
  planned_finish, statutory_days, provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :code, :file_id, :name, :name_en, :kind, :wbs, :phase, :owner,
  :calendar_id, :weather, :duration_low, :duration_likely, :duration_high, :constraint_kind,
  :constraint_at, :secondary_kind, :secondary_at, :deadline, :expected_finish, :external_start,
  :external_finish, :suspended_at, :resumed_at, :leveling_delay, :interruption, :actual_start,
  :actual_finish, :remaining, :weight, :key_node, :approved_start, :approved_finish, :planned_start,
  :planned_finish, :statutory_days, :provenance, :source_note
);

-- name: activities.update
UPDATE activities SET
  revision = :revision, code = :code, file_id = :file_id, name = :name, name_en = :name_en,
  kind = :kind, wbs = :wbs, phase = :phase, owner = :owner, calendar_id = :calendar_id,
  weather = :weather, duration_low = :duration_low, duration_likely = :duration_likely,
  duration_high = :duration_high, constraint_kind = :constraint_kind,
  constraint_at = :constraint_at, secondary_kind = :secondary_kind, secondary_at = :secondary_at,
  deadline = :deadline, expected_finish = :expected_finish, external_start = :external_start,
  external_finish = :external_finish, suspended_at = :suspended_at, resumed_at = :resumed_at,
  leveling_delay = :leveling_delay, interruption = :interruption, actual_start = :actual_start,
  actual_finish = :actual_finish, remaining = :remaining, weight = :weight, key_node = :key_node,
  approved_start = :approved_start, approved_finish = :approved_finish,
  planned_start = :planned_start, planned_finish = :planned_finish,
  statutory_days = :statutory_days, provenance = :provenance, source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: activities.remove
DELETE FROM activities WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: activities.revisions
SELECT id, revision FROM activities WHERE city = :city ORDER BY id;

-- name: links.load
SELECT
  id, revision, project_id, predecessor_id, successor_id, type, lag, lag_calendar_id, provenance
FROM links WHERE city = :city ORDER BY id;

-- name: links.insert
INSERT INTO links (
  city, id, revision, project_id, predecessor_id, successor_id, type, lag, lag_calendar_id,
  provenance
) VALUES (
  :city, :id, :revision, :project_id, :predecessor_id, :successor_id, :type, :lag, :lag_calendar_id,
  :provenance
);

-- name: links.update
UPDATE links SET
  revision = :revision, predecessor_id = :predecessor_id, successor_id = :successor_id,
  type = :type, lag = :lag, lag_calendar_id = :lag_calendar_id, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: links.remove
DELETE FROM links WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: links.revisions
SELECT id, revision FROM links WHERE city = :city ORDER BY id;

-- name: blockers.load
SELECT
  id, revision, project_id, activity_id, kind, text, owner_organization, owner_person, ask, state,
  level, raised_day, limit_day, release_low, release_likely, release_high, resolved_day, evidence,
  closed_day, closed_by, reopened, provenance, source_note
FROM blockers WHERE city = :city ORDER BY id;

-- name: blockers.insert
INSERT INTO blockers (
  city, id, revision, project_id, activity_id, kind, text, owner_organization, owner_person, ask,
  state, level, raised_day, limit_day, release_low, release_likely, release_high, resolved_day,
  evidence, closed_day, closed_by, reopened, provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :activity_id, :kind, :text, :owner_organization,
  :owner_person, :ask, :state, :level, :raised_day, :limit_day, :release_low, :release_likely,
  :release_high, :resolved_day, :evidence, :closed_day, :closed_by, :reopened, :provenance,
  :source_note
);

-- name: blockers.update
UPDATE blockers SET
  revision = :revision, activity_id = :activity_id, kind = :kind, text = :text,
  owner_organization = :owner_organization, owner_person = :owner_person, ask = :ask,
  state = :state, level = :level, raised_day = :raised_day, limit_day = :limit_day,
  release_low = :release_low, release_likely = :release_likely, release_high = :release_high,
  resolved_day = :resolved_day, evidence = :evidence, closed_day = :closed_day,
  closed_by = :closed_by, reopened = :reopened, provenance = :provenance, source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: blockers.remove
DELETE FROM blockers WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: blockers.revisions
SELECT id, revision FROM blockers WHERE city = :city ORDER BY id;
