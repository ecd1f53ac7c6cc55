-- Where an activity stands in the planning file it comes from, and the two dates of such a file that
-- bind a whole project. SPDX-License-Identifier: Apache-2.0

ALTER TABLE activities ADD COLUMN file_id TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN plan_start TEXT CHECK (length(plan_start) = 16);
ALTER TABLE projects ADD COLUMN must_finish_by TEXT CHECK (length(must_finish_by) = 16);
