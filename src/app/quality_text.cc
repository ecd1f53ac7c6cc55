// What a check of schedule quality found, as JSON and CSV.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/csv_text.h"
#include "app/encode.h"
#include "app/quality.h"

namespace tc::app {
namespace {

constexpr std::string_view kHeader =
    "row,rule,state,figure,count,population,project,activity,code,name,predecessor,value,text\n";

std::string figure_text(const std::optional<double>& figure) {
  return figure ? fmt::format("{:.4g}", *figure) : "";
}

void append_offenders(std::string& out, std::string_view rule,
                      const std::vector<OffenderView>& offenders) {
  for (const OffenderView& offender : offenders) {
    const std::string id =
        offender.file_id.empty() ? fmt::format("{}", offender.activity_id) : offender.file_id;
    out += fmt::format("offender,{},,,,,{},{},{},{},{},{:.6g},{}\n", rule, offender.project_id,
                       csv_cell(offender.activity_id == 0 ? "" : id), csv_cell(offender.code),
                       csv_cell(offender.name), csv_cell(offender.predecessor_code), offender.value,
                       csv_cell(offender.text));
  }
}

}  // namespace

std::string to_json(const QualityView& view) { return encode(view).dump(); }

std::string to_csv(const QualityView& view) {
  std::string out(kHeader);
  for (const CheckView& check : view.checks) {
    const std::string_view name = model::to_name(check.check);
    out += fmt::format("check,{},{},{},{},{},,,,{},,,{}\n", name, model::to_name(check.state),
                       figure_text(check.figure), check.count, check.population,
                       csv_cell(check.name), csv_cell(check.reason));
    append_offenders(out, name, check.offenders);
  }
  for (const FaultView& fault : view.faults) {
    out += fmt::format("fault,{},{},,{},,,,,{},,,{}\n", fault.rule, model::to_name(fault.severity),
                       fault.count, csv_cell(fault.name), csv_cell(fault.advice));
    append_offenders(out, fault.rule, fault.places);
  }
  for (const PracticeView& practice : view.practices) {
    out += fmt::format("practice,gao.{},{},,,,,,,{},,,{}\n", practice.number,
                       model::to_name(practice.state), csv_cell(practice.name),
                       csv_cell(practice.reason));
  }
  return out;
}

}  // namespace tc::app
