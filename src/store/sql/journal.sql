-- The journal, the end of its chain, kept replies; what stands across nouns.
-- SPDX-License-Identifier: Apache-2.0

-- name: journal.insert
INSERT INTO journal (
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
) VALUES (
  :city, :sequence, :commit_sequence, :recorded_at, :day, :user_id, :acting_as, :action, :noun,
  :noun_id, :project_id, :before, :after, :reason, :request_id, :previous_hash, :hash
);

-- name: journal.all
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal WHERE city = :city ORDER BY sequence;

-- name: journal.of_city
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND sequence >= :from_sequence AND day <= :up_to_day
  AND (:noun = '' OR noun = :noun) AND (:noun_id = 0 OR noun_id = :noun_id)
ORDER BY sequence LIMIT :limit;

-- name: journal.of_city_newest
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND sequence >= :from_sequence AND day <= :up_to_day
  AND (:noun = '' OR noun = :noun) AND (:noun_id = 0 OR noun_id = :noun_id)
ORDER BY sequence DESC LIMIT :limit;

-- name: journal.of_noun
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND noun = :noun AND noun_id = :noun_id AND sequence >= :from_sequence
  AND day <= :up_to_day
ORDER BY sequence LIMIT :limit;

-- name: journal.of_noun_newest
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND noun = :noun AND noun_id = :noun_id AND sequence >= :from_sequence
  AND day <= :up_to_day
ORDER BY sequence DESC LIMIT :limit;

-- name: journal.of_project
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND project_id = :project_id AND sequence >= :from_sequence
  AND day <= :up_to_day AND (:noun = '' OR noun = :noun) AND (:noun_id = 0 OR noun_id = :noun_id)
ORDER BY sequence LIMIT :limit;

-- name: journal.of_project_newest
SELECT
  city, sequence, commit_sequence, recorded_at, day, user_id, acting_as, action, noun, noun_id,
  project_id, before, after, reason, request_id, previous_hash, hash
FROM journal
WHERE city = :city AND project_id = :project_id AND sequence >= :from_sequence
  AND day <= :up_to_day AND (:noun = '' OR noun = :noun) AND (:noun_id = 0 OR noun_id = :noun_id)
ORDER BY sequence DESC LIMIT :limit;

-- name: journal.last_id
SELECT COALESCE(MAX(noun_id), 0) FROM journal WHERE city = :city AND noun = :noun;

-- name: head.read
SELECT sequence, recorded_at, hash FROM journal_head WHERE city = :city;

-- name: head.write
INSERT INTO journal_head (city, sequence, recorded_at, hash)
VALUES (:city, :sequence, :recorded_at, :hash)
ON CONFLICT (city) DO UPDATE SET
  sequence = excluded.sequence, recorded_at = excluded.recorded_at, hash = excluded.hash;

-- name: reply.read
SELECT request_digest, status, reply, recorded_at FROM idempotency
WHERE city = :city AND key = :key AND recorded_at > :after;

-- name: reply.write
INSERT INTO idempotency (city, key, request_digest, status, reply, recorded_at)
VALUES (:city, :key, :request_digest, :status, :reply, :recorded_at);

-- name: reply.expire
DELETE FROM idempotency WHERE city = :city AND recorded_at <= :after;

-- name: city.list
SELECT
  code, revision, name, synthetic, data_date, light_pack, default_worth_per_day, default_year,
  capital_rate_bp
FROM cities ORDER BY code;

-- name: city.exists
SELECT 1 FROM cities WHERE code = :city;
