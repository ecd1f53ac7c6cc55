-- What was said, promised and reported for a project.
-- Columns are the fields of the noun (model, visit_fields). SPDX-License-Identifier: Apache-2.0

-- name: visit_stops.load
SELECT
  id, revision, visit_id, project_id, sequence, asked, source_note
FROM visit_stops WHERE city = :city ORDER BY id;

-- name: visit_stops.insert
INSERT INTO visit_stops (
  city, id, revision, visit_id, project_id, sequence, asked, source_note
) VALUES (
  :city, :id, :revision, :visit_id, :project_id, :sequence, :asked, :source_note
);

-- name: visit_stops.update
UPDATE visit_stops SET
  revision = :revision, visit_id = :visit_id, sequence = :sequence, asked = :asked,
  source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: visit_stops.remove
DELETE FROM visit_stops WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: visit_stops.revisions
SELECT id, revision FROM visit_stops WHERE city = :city ORDER BY id;

-- name: orders.load
SELECT
  id, revision, project_id, visit_id, activity_id, blocker_id, verb, speaker, addressee, text,
  atoms, due, due_text, issued_day, state, reply, evidence, closed_day, provenance, source_note
FROM orders WHERE city = :city ORDER BY id;

-- name: orders.insert
INSERT INTO orders (
  city, id, revision, project_id, visit_id, activity_id, blocker_id, verb, speaker, addressee, text,
  atoms, due, due_text, issued_day, state, reply, evidence, closed_day, provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :visit_id, :activity_id, :blocker_id, :verb, :speaker,
  :addressee, :text, :atoms, :due, :due_text, :issued_day, :state, :reply, :evidence, :closed_day,
  :provenance, :source_note
);

-- name: orders.update
UPDATE orders SET
  revision = :revision, visit_id = :visit_id, activity_id = :activity_id, blocker_id = :blocker_id,
  verb = :verb, speaker = :speaker, addressee = :addressee, text = :text, atoms = :atoms,
  due = :due, due_text = :due_text, issued_day = :issued_day, state = :state, reply = :reply,
  evidence = :evidence, closed_day = :closed_day, provenance = :provenance,
  source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: orders.remove
DELETE FROM orders WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: orders.revisions
SELECT id, revision FROM orders WHERE city = :city ORDER BY id;

-- name: promises.load
SELECT
  id, revision, project_id, activity_id, person, text, made_day, due, state, decision, provenance,
  source_note
FROM promises WHERE city = :city ORDER BY id;

-- name: promises.insert
INSERT INTO promises (
  city, id, revision, project_id, activity_id, person, text, made_day, due, state, decision,
  provenance, source_note
) VALUES (
  :city, :id, :revision, :project_id, :activity_id, :person, :text, :made_day, :due, :state,
  :decision, :provenance, :source_note
);

-- name: promises.update
UPDATE promises SET
  revision = :revision, activity_id = :activity_id, person = :person, text = :text,
  made_day = :made_day, due = :due, state = :state, decision = :decision, provenance = :provenance,
  source_note = :source_note
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: promises.remove
DELETE FROM promises WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: promises.revisions
SELECT id, revision FROM promises WHERE city = :city ORDER BY id;

-- name: returns.load
SELECT
  id, revision, project_id, period, day, version, progress, spend, people_on_site, remark,
  provenance
FROM returns WHERE city = :city ORDER BY id;

-- name: returns.insert
INSERT INTO returns (
  city, id, revision, project_id, period, day, version, progress, spend, people_on_site, remark,
  provenance
) VALUES (
  :city, :id, :revision, :project_id, :period, :day, :version, :progress, :spend, :people_on_site,
  :remark, :provenance
);

-- name: returns.update
UPDATE returns SET
  revision = :revision, period = :period, day = :day, version = :version, progress = :progress,
  spend = :spend, people_on_site = :people_on_site, remark = :remark, provenance = :provenance
WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: returns.remove
DELETE FROM returns WHERE city = :city AND id = :id AND project_id = :project_id;

-- name: returns.revisions
SELECT id, revision FROM returns WHERE city = :city ORDER BY id;
