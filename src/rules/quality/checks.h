// The single checks: each fills count, population, offenders and its figure, or says why it cannot;
// the threshold is judged afterwards. Inside this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/quality/plan.h"

namespace tc::rules::quality {

/// Marks the check as one that cannot be made.
void not_applicable(CheckResult& out, Sentence why);
/// The share that the offenders are of the population.
void take_share(CheckResult& out);

using Check = void (*)(const Plan&, const CheckRow&, CheckResult&);

void check_missing_logic(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_leads(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_lags(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_link_types(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_hard_constraints(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_high_float(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_negative_float(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_high_duration(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_invalid_dates(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_resources(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_missed(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_critical_path(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_path_length_index(const Plan& plan, const CheckRow& row, CheckResult& out);
void check_execution_index(const Plan& plan, const CheckRow& row, CheckResult& out);

}  // namespace tc::rules::quality
