-- Money, factors, safety and output of a project; sources of single fields.
-- Columns are the fields of the noun (model, visit_fields). SPDX-License-Identifier: Apache-2.0

-- name: fund_lines.load
SELECT
  id, revision, project_id, source, asked, approved, arrived, paid, window_from, window_to,
  provenance
FROM fund_lines WHERE city = :city ORDER BY id;

-- name: fund_lines.insert
INSERT INTO fund_lines (
  city, id, revision, project_id, source, asked, approved, arrived, paid, window_from, window_to,
  provenance
) VALUES (
  :city, :id, :revision, :project_id, :source, :asked, :approved, :arrived, :paid, :window_from,
  :window_to, :provenance
);

-- name: fund_lines.update
UPDATE fund_lines SET
  revision = :revision, source = :source, asked = :asked, approved = :approved, arrived = :arrived,
  paid = :paid, window_from = :window_from, window_to = :window_to, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: fund_lines.remove
DELETE FROM fund_lines WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: fund_lines.revisions
SELECT id, revision FROM fund_lines WHERE city = :city ORDER BY id;

-- name: factor_needs.load
SELECT
  id, revision, project_id, factor, amount, allotted, needed_by, provenance
FROM factor_needs WHERE city = :city ORDER BY id;

-- name: factor_needs.insert
INSERT INTO factor_needs (
  city, id, revision, project_id, factor, amount, allotted, needed_by, provenance
) VALUES (
  :city, :id, :revision, :project_id, :factor, :amount, :allotted, :needed_by, :provenance
);

-- name: factor_needs.update
UPDATE factor_needs SET
  revision = :revision, factor = :factor, amount = :amount, allotted = :allotted,
  needed_by = :needed_by, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: factor_needs.remove
DELETE FROM factor_needs WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: factor_needs.revisions
SELECT id, revision FROM factor_needs WHERE city = :city ORDER BY id;

-- name: hazards.load
SELECT
  id, revision, project_id, activity_id, level, text, found_day, closed_day, provenance
FROM hazards WHERE city = :city ORDER BY id;

-- name: hazards.insert
INSERT INTO hazards (
  city, id, revision, project_id, activity_id, level, text, found_day, closed_day, provenance
) VALUES (
  :city, :id, :revision, :project_id, :activity_id, :level, :text, :found_day, :closed_day,
  :provenance
);

-- name: hazards.update
UPDATE hazards SET
  revision = :revision, activity_id = :activity_id, level = :level, text = :text,
  found_day = :found_day, closed_day = :closed_day, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: hazards.remove
DELETE FROM hazards WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: hazards.revisions
SELECT id, revision FROM hazards WHERE city = :city ORDER BY id;

-- name: outputs.load
SELECT
  id, revision, project_id, month, quantity, value, tax, jobs, provenance
FROM outputs WHERE city = :city ORDER BY id;

-- name: outputs.insert
INSERT INTO outputs (
  city, id, revision, project_id, month, quantity, value, tax, jobs, provenance
) VALUES (
  :city, :id, :revision, :project_id, :month, :quantity, :value, :tax, :jobs, :provenance
);

-- name: outputs.update
UPDATE outputs SET
  revision = :revision, month = :month, quantity = :quantity, value = :value, tax = :tax,
  jobs = :jobs, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: outputs.remove
DELETE FROM outputs WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: outputs.revisions
SELECT id, revision FROM outputs WHERE city = :city ORDER BY id;

-- name: field_sources.load
SELECT
  id, revision, project_id, noun, noun_id, field, provenance, source_note
FROM field_sources WHERE city = :city ORDER BY id;

-- name: field_sources.insert
INSERT INTO field_sources (
  city, id, revision, project_id, noun, noun_id, field, provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :noun, :noun_id, :field, :provenance, :source_note
);

-- name: field_sources.update
UPDATE field_sources SET
  revision = :revision, noun = :noun, noun_id = :noun_id, field = :field, provenance = :provenance,
  source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: field_sources.remove
DELETE FROM field_sources WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: field_sources.revisions
SELECT id, revision FROM field_sources WHERE city = :city ORDER BY id;
