// SPDX-License-Identifier: Apache-2.0
#include "app/checks.h"

#include <fmt/format.h>

#include "app/as_of.h"
#include "app/encode.h"

namespace tc::app {

Result<store::AuditReport> verify_journal(App& app, const model::Acting& acting) {
  TC_TRY_VOID(app.state(acting.city).map([](const StatePtr&) {}));
  TC_TRY(store::AuditReport report, app.store().verify(acting.city));
  if (!report.ok) return report;
  TC_TRY(const std::optional<Difference> difference, first_difference(app.store(), acting.city));
  if (difference) {
    report.ok = false;
    report.first_bad_sequence = difference->sequence;
    report.reason = difference->text;
  }
  return report;
}

std::vector<Finding> ready(App& app) {
  const store::Health health = app.store().health();
  std::vector<Finding> findings;
  findings.push_back({.name = "store",
                      .ok = health.writable,
                      .text = health.writable
                                  ? fmt::format("{} {}, schema {}, writable", health.engine,
                                                health.engine_version, health.schema_version)
                                  : health.problem});
  findings.push_back(
      {.name = "cities", .ok = true, .text = fmt::format("{} in memory", app.cities().size())});
  return findings;
}

std::vector<Finding> doctor(App& app) {
  std::vector<Finding> findings = ready(app);
  findings.push_back(
      {.name = "templates",
       .ok = true,
       .text = fmt::format("{} networks, {} light packs", app.library().templates.networks.size(),
                           app.library().packs.size())});
  for (const model::CityCode city : app.cities()) {
    const std::string name = fmt::format("city {}", city.value);
    model::Acting acting;
    acting.city = city;
    const Result<store::AuditReport> report = verify_journal(app, acting);
    if (!report) {
      findings.push_back({.name = name, .ok = false, .text = to_line(report.error())});
      continue;
    }
    findings.push_back({.name = name,
                        .ok = report->ok,
                        .text = report->ok
                                    ? fmt::format("chain of {} rows is whole", report->rows)
                                    : fmt::format("chain broken at row {}: {}",
                                                  report->first_bad_sequence, report->reason)});
    const Result<store::Loaded> loaded = app.store().load(city);
    const Result<StatePtr> state = app.state(city);
    const bool same = loaded && state && model::equal(loaded->state, **state);
    findings.push_back({.name = name,
                        .ok = same,
                        .text = same ? "memory equals the database"
                                     : "memory and database differ; restart and report this"});
  }
  return findings;
}

std::string to_json(const store::AuditReport& report) {
  return Json{{"ok", report.ok},
              {"rows", report.rows},
              {"first_bad_sequence", report.first_bad_sequence},
              {"reason", report.reason},
              {"head_hash", report.head_hash}}
      .dump();
}

std::string to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  bool ok = true;
  for (const Finding& finding : findings) {
    ok = ok && finding.ok;
    list.push_back({{"name", finding.name}, {"ok", finding.ok}, {"text", finding.text}});
  }
  return Json{{"ok", ok}, {"findings", std::move(list)}}.dump();
}

}  // namespace tc::app
