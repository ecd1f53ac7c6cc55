-- Rows of the city itself.
-- Columns are the fields of the noun (model, visit_fields). SPDX-License-Identifier: Apache-2.0

-- name: cities.load
SELECT
  code, revision, name, synthetic, data_date, light_pack, default_worth_per_day, default_year,
  capital_rate_bp
FROM cities WHERE code = :city;

-- name: cities.insert
INSERT INTO cities (
  code, revision, name, synthetic, data_date, light_pack, default_worth_per_day, default_year,
  capital_rate_bp
) VALUES (
  :code, :revision, :name, :synthetic, :data_date, :light_pack, :default_worth_per_day,
  :default_year, :capital_rate_bp
);

-- name: cities.update
UPDATE cities SET
  revision = :revision, name = :name, synthetic = :synthetic, data_date = :data_date,
  light_pack = :light_pack, default_worth_per_day = :default_worth_per_day,
  default_year = :default_year, capital_rate_bp = :capital_rate_bp
WHERE code = :code;

-- name: cities.revisions
SELECT code, revision FROM cities WHERE code = :city ORDER BY code;

-- name: organizations.load
SELECT
  id, revision, name, kind, county
FROM organizations WHERE city = :city ORDER BY id;

-- name: organizations.insert
INSERT INTO organizations (
  city, id, revision, name, kind, county
) VALUES (
  :city, :id, :revision, :name, :kind, :county
);

-- name: organizations.update
UPDATE organizations SET
  revision = :revision, name = :name, kind = :kind, county = :county
WHERE city = :city AND id = :id;

-- name: organizations.remove
DELETE FROM organizations WHERE city = :city AND id = :id;

-- name: organizations.revisions
SELECT id, revision FROM organizations WHERE city = :city ORDER BY id;

-- name: users.load
SELECT
  id, revision, name, organization_id, active
FROM users WHERE city = :city ORDER BY id;

-- name: users.insert
INSERT INTO users (
  city, id, revision, name, organization_id, active
) VALUES (
  :city, :id, :revision, :name, :organization_id, :active
);

-- name: users.update
UPDATE users SET
  revision = :revision, name = :name, organization_id = :organization_id, active = :active
WHERE city = :city AND id = :id;

-- name: users.remove
DELETE FROM users WHERE city = :city AND id = :id;

-- name: users.revisions
SELECT id, revision FROM users WHERE city = :city ORDER BY id;

-- name: calendars.load
SELECT
  id, revision, name, week, exceptions, winter, whole_days, provisional
FROM calendars WHERE city = :city ORDER BY id;

-- name: calendars.insert
INSERT INTO calendars (
  city, id, revision, name, week, exceptions, winter, whole_days, provisional
) VALUES (
  :city, :id, :revision, :name, :week, :exceptions, :winter, :whole_days, :provisional
);

-- name: calendars.update
UPDATE calendars SET
  revision = :revision, name = :name, week = :week, exceptions = :exceptions, winter = :winter,
  whole_days = :whole_days, provisional = :provisional
WHERE city = :city AND id = :id;

-- name: calendars.remove
DELETE FROM calendars WHERE city = :city AND id = :id;

-- name: calendars.revisions
SELECT id, revision FROM calendars WHERE city = :city ORDER BY id;

-- name: visits.load
SELECT
  id, revision, day, leader, title, participants, source_name, provenance
FROM visits WHERE city = :city ORDER BY id;

-- name: visits.insert
INSERT INTO visits (
  city, id, revision, day, leader, title, participants, source_name, provenance
) VALUES (
  :city, :id, :revision, :day, :leader, :title, :participants, :source_name, :provenance
);

-- name: visits.update
UPDATE visits SET
  revision = :revision, day = :day, leader = :leader, title = :title, participants = :participants,
  source_name = :source_name, provenance = :provenance
WHERE city = :city AND id = :id;

-- name: visits.remove
DELETE FROM visits WHERE city = :city AND id = :id;

-- name: visits.revisions
SELECT id, revision FROM visits WHERE city = :city ORDER BY id;

-- name: factor_quotas.load
SELECT
  id, revision, factor, year, amount, provenance
FROM factor_quotas WHERE city = :city ORDER BY id;

-- name: factor_quotas.insert
INSERT INTO factor_quotas (
  city, id, revision, factor, year, amount, provenance
) VALUES (
  :city, :id, :revision, :factor, :year, :amount, :provenance
);

-- name: factor_quotas.update
UPDATE factor_quotas SET
  revision = :revision, factor = :factor, year = :year, amount = :amount, provenance = :provenance
WHERE city = :city AND id = :id;

-- name: factor_quotas.remove
DELETE FROM factor_quotas WHERE city = :city AND id = :id;

-- name: factor_quotas.revisions
SELECT id, revision FROM factor_quotas WHERE city = :city ORDER BY id;
