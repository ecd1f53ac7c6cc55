// SPDX-License-Identifier: Apache-2.0
#include "cli/print_sheet.h"

#include <fmt/format.h>

#include "base/money.h"
#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

constexpr int kColumns = 100;
constexpr int kIndent = 4;

std::string rule_line(const char* stroke = "─") {
  std::string line;
  for (int i = 0; i < kColumns; ++i) line += stroke;
  return line + "\n";
}

/// `label` at the indent, then `body` wrapped so that it hangs under its own first column.
std::string paragraph(std::string_view label, std::string_view body) {
  const std::string head = std::string(kIndent, ' ') + std::string(label) + "  ";
  const int width = text::display_width(head);
  std::string out;
  bool first = true;
  for (const std::string& line : text::wrap(body, kColumns - width)) {
    out += first ? head : std::string(static_cast<std::size_t>(width), ' ');
    out += line + "\n";
    first = false;
  }
  return out;
}

/// `left` and `right` on one line, right-aligned to the edge; the left part gives way.
std::string edges(std::string_view left, std::string_view right) {
  const int room = kColumns - text::display_width(right) - 1;
  return text::fit(left, room) + " " + std::string(right) + "\n";
}

std::string day_text(const std::optional<Minute>& moment, const Words& words) {
  return moment ? to_text(day_of(*moment)) : std::string(words(kNotStated));
}

std::string mark(model::Provenance provenance, const Words& words) {
  switch (provenance) {
    case model::Provenance::inferred:
      return fmt::format(" ({})", words(kInferred));
    case model::Provenance::assumed:
      return fmt::format(" ({})", words(kAssumed));
    case model::Provenance::reported:
    case model::Provenance::measured:
      return "";
  }
  return "";
}

std::string lateness(const app::ProjectRow& row, const Words& words) {
  if (!row.days_late) return "";
  const auto late = *row.days_late;
  if (late == 0) return fmt::format(" · {}", words(kOnTime));
  if (words.english()) {
    return fmt::format(" · {} days {}", late < 0 ? -late : late, late > 0 ? "late" : "early");
  }
  return fmt::format(" · {} {} 天", late > 0 ? "迟" : "早", late < 0 ? -late : late);
}

std::string dates_line(const app::ProjectRow& row, const Words& words) {
  std::string line =
      fmt::format("{}{}", day_text(row.forecast_finish, words), mark(row.provenance, words));
  if (row.approved_finish) {
    line += fmt::format(" · {} {}", words(kApproved), day_text(row.approved_finish, words));
  }
  line += fmt::format(" · {} {}{}", words(kPlanned), day_text(row.planned_finish, words),
                      lateness(row, words));
  return line;
}

std::string orders_line(const app::SheetLine& line, const Words& words) {
  std::string out;
  for (const model::Order& order : line.orders) {
    if (!out.empty()) out += words.english() ? "; " : "；";
    out += order.addressee.empty() ? "" : order.addressee + (words.english() ? ": " : "：");
    out += order.text;
    if (order.due) out += fmt::format(" [{}]", to_text(*order.due));
  }
  return out;
}

std::string promises_line(const app::SheetLine& line, const Words& words) {
  std::string out;
  for (const model::Promise& promise : line.promises) {
    if (!out.empty()) out += words.english() ? "; " : "；";
    out += fmt::format("{} {} [{}]", promise.person, promise.text, to_text(promise.due));
  }
  return out;
}

std::string project_block(const app::SheetLine& line, const Words& words) {
  const app::ProjectRow& row = line.project;
  const std::string& reason = words.english() ? row.light.reason_en : row.light.reason_zh;
  std::string out = edges(
      fmt::format("{:>3} {}", row.id, row.name),
      fmt::format("{} · {}", words(stage_phrase(row.stage)), words(light_phrase(row.light.color))) +
          mark(row.light.provenance, words));
  out += paragraph(words(light_phrase(row.light.color)), reason);
  if (!row.forecast_finish) {
    out += paragraph(words(kForecast), words(kNoPlan));
  } else {
    out += paragraph(words(kForecast), dates_line(row, words));
    const std::string& chain = words.english() ? line.chain_text_en : line.chain_text;
    if (!chain.empty()) out += paragraph(words(kDriving), chain);
  }
  if (row.next_node) {
    out += paragraph(words(kNextNode),
                     fmt::format("{} 〔{}〕 {}", row.next_node->name, row.next_node->owner,
                                 to_text(day_of(row.next_node->forecast_finish))));
  }
  if (row.top_cause) {
    out += paragraph(words(kHolding), fmt::format("{} ({} {})", row.top_cause->text,
                                                  row.top_cause->days, words(kDays)));
  }
  if (!line.orders.empty()) out += paragraph(words(kOrders), orders_line(line, words));
  if (!line.promises.empty()) out += paragraph(words(kPromises), promises_line(line, words));
  return out;
}

std::string decision_block(const app::Decision& decision, const Words& words) {
  const std::string days = decision.expected_days ? fmt::format("{:.1f}", *decision.expected_days)
                                                  : std::to_string(decision.days_saved);
  std::string gain = fmt::format("{} {} {}", words(kSaves), days, words(kDays));
  if (decision.value) {
    gain += words.english() ? fmt::format(" · {:.0f} 万元", *decision.value)
                            : " · " + to_text_zh(from_wan(*decision.value));
  }
  const std::string by = words.english() ? fmt::format("by {}", to_text(decision.by))
                                         : fmt::format("{} 前", to_text(decision.by));
  std::string out = edges(fmt::format("{:>3} {}", decision.rank, decision.project_name),
                          gain + mark(decision.provenance, words) + " · " + by);
  out += paragraph(decision.who.empty() ? words(kNotStated) : decision.who,
                   words.english() ? decision.what_en : decision.what);
  out += paragraph(words(kBasis), words.english() ? decision.basis_en : decision.basis);
  return out;
}

std::string header(const app::DispatchSheet& sheet, const Words& words) {
  std::string left = fmt::format("{} {}   {} {}", sheet.city.name, words(kSheetTitle), words(kAsOf),
                                 to_text(sheet.as_of));
  if (sheet.city.synthetic) left += fmt::format("   【{}】", words(kSynthetic));
  std::string lights;
  const std::pair<const char*, int> counts[] = {{"green", sheet.lights.green},
                                                {"yellow", sheet.lights.yellow},
                                                {"orange", sheet.lights.orange},
                                                {"red", sheet.lights.red},
                                                {"none", sheet.lights.none}};
  for (const auto& [color, count] : counts) {
    if (count > 0) lights += fmt::format("{} {}  ", words(light_phrase(color)), count);
  }
  while (!lights.empty() && lights.back() == ' ') lights.pop_back();
  return rule_line("═") + edges(left, lights) +
         fmt::format("{}: {}\n", words(kPack), words.english() ? sheet.pack_en : sheet.pack) +
         rule_line("═");
}

}  // namespace

std::string print_sheet(const app::DispatchSheet& sheet, bool english) {
  const Words words(english);
  std::string out = header(sheet, words);
  for (const app::SheetLine& line : sheet.lines) out += project_block(line, words) + rule_line();
  out += fmt::format("{} ({})\n", words(kDecisions), words(kDecisionsRule)) + rule_line();
  out += paragraph(words(kBasis), words.english() ? sheet.agenda.text_en : sheet.agenda.text);
  if (sheet.decisions.empty()) out += fmt::format("{}\n", words(kNoDecisions));
  for (const app::Decision& decision : sheet.decisions) out += decision_block(decision, words);
  if (!sheet.notes.empty()) {
    out += rule_line() + fmt::format("{}\n", words(kNotes));
    for (const Note& note : sheet.notes) {
      out += paragraph("·", note.message + (note.where.empty() ? "" : " (" + note.where + ")"));
    }
  }
  return out;
}

}  // namespace tc::cli
