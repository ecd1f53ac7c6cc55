// The search for faults: each fills count and places. Inside this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/quality/plan.h"

namespace tc::rules::quality {

using Search = void (*)(const Plan&, FaultResult&);

void find_loop_faults(const Plan& plan, FaultResult& out);
void find_open_starts(const Plan& plan, FaultResult& out);
void find_open_finishes(const Plan& plan, FaultResult& out);
void find_duplicate_links(const Plan& plan, FaultResult& out);
void find_span_links(const Plan& plan, FaultResult& out);
void find_long_lags(const Plan& plan, FaultResult& out);
void find_outside_links(const Plan& plan, FaultResult& out);
void find_no_wbs(const Plan& plan, FaultResult& out);

void find_late_actuals(const Plan& plan, FaultResult& out);
void find_early_forecasts(const Plan& plan, FaultResult& out);
void find_missing_starts(const Plan& plan, FaultResult& out);
void find_missing_finishes(const Plan& plan, FaultResult& out);
void find_crossed_actuals(const Plan& plan, FaultResult& out);
void find_leftover_work(const Plan& plan, FaultResult& out);
void find_out_of_sequence(const Plan& plan, FaultResult& out);

void find_crossed_constraints(const Plan& plan, FaultResult& out);
void find_hand_set(const Plan& plan, FaultResult& out);
void find_empty_calendars(const Plan& plan, FaultResult& out);

}  // namespace tc::rules::quality
