// SPDX-License-Identifier: Apache-2.0
#include "cli/print_page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

using formats::report::DirectiveReading;
using formats::report::ProjectReading;
using formats::report::Reading;

constexpr int kColumns = 100;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string hanging(std::string_view head, std::string_view body) {
  const int width = text::display_width(head);
  std::string out;
  for (const std::string& line : text::wrap(body, kColumns - width)) {
    out += out.empty() ? std::string(head) : std::string(static_cast<std::size_t>(width), ' ');
    out += line + "\n";
  }
  return out;
}

std::string project_text(const ProjectReading& project, const Words& words) {
  std::vector<std::string> facts;
  const auto add = [&facts](std::string_view label, const std::string& value) {
    if (!value.empty()) facts.push_back(fmt::format("{} {}", label, value));
  };
  add(words({"单位", "unit"}), project.unit);
  if (project.capacity) {
    add(words({"规模", "capacity"}), fmt::format("{} = {} {}", project.capacity->text,
                                                 project.capacity->value, project.capacity->unit));
  }
  if (project.investment) add(words({"投资", "investment"}), project.investment->text);
  add(words({"地点", "place"}), project.place);
  add(words({"阶段", "stage"}), joined(project.stage_words, "、"));
  add(words({"关注", "asked"}), joined(project.asked, "、"));
  std::string out = hanging("  ", fmt::format("{} [{}]", project.name, project.sentence));
  if (!facts.empty()) out += hanging("      ", joined(facts, " · "));
  return out;
}

std::string directive_text(const DirectiveReading& directive, const Words& words) {
  const std::string whom = directive.addressee.empty() ? "" : " → " + directive.addressee;
  const std::string scope = directive.all ? std::string(words({"全部项目", "all projects"}))
                                          : joined(directive.projects, "、");
  return hanging("  ", fmt::format("[{}] {}{}{}: {}", directive.sentence, directive.speaker,
                                   directive.verb, whom, joined(directive.atoms, "；"))) +
         hanging("      ", scope);
}

std::string reading_text(const Reading& reading, const Words& words) {
  const auto& visit = *reading.visit;
  std::string out = fmt::format("{} {} {} {}\n", words({"调研", "Visit"}),
                                visit.date.empty() ? std::string(words(kNotStated)) : visit.date,
                                visit.title, visit.leader);
  if (!visit.participants.empty()) {
    out += fmt::format("{} {}\n", words({"参加", "with"}), joined(visit.participants, "、"));
  }
  out += fmt::format("\n{} {}\n", words({"项目", "Projects"}), reading.projects.size());
  for (const ProjectReading& project : reading.projects) out += project_text(project, words);
  out += fmt::format("\n{} {}\n", words({"要求", "Directives"}), reading.directives.size());
  for (const DirectiveReading& directive : reading.directives) {
    out += directive_text(directive, words);
  }
  if (!reading.blockers.empty()) {
    out += fmt::format("\n{} {}\n", words({"堵点", "Blockers"}), reading.blockers.size());
    for (const auto& blocker : reading.blockers) {
      out += hanging("  ",
                     fmt::format("[{}] {}: {}", blocker.sentence, blocker.project, blocker.text));
    }
  }
  return out;
}

}  // namespace

std::string print_reading(const app::ReadOutcome& outcome, bool english) {
  const Words words(english);
  const Reading& reading = outcome.reading;
  std::string out =
      reading.visit
          ? reading_text(reading, words)
          : std::string(words({"这不是一篇调研报道。\n", "This is no report of a visit.\n"}));
  for (const auto& damage : reading.damage) {
    out += hanging(
        "  ! ",
        fmt::format("{} → {} ({})", damage.text, damage.proposal.empty() ? "?" : damage.proposal,
                    words({"原文损坏，建议如此，未采用", "damaged; proposed, not applied"})));
  }
  for (const Note& note : reading.notes) {
    out += hanging("  · ", fmt::format("[{}] {}{}", note.rule, note.message,
                                       note.where.empty() ? "" : " (" + note.where + ")"));
  }
  if (outcome.applied) {
    out += fmt::format("\n{}", words({"已入库: ", "applied: "}));
    for (const auto& [noun, count] : outcome.applied->rows)
      out += fmt::format("{} {}  ", noun, count);
    out += "\n";
    for (const Note& note : outcome.applied->notes) {
      out += hanging("  · ", fmt::format("[{}] {} {}", note.rule, note.message, note.where));
    }
  }
  return out;
}

std::string print_schedule(const app::ScheduleAnswer& answer, bool english) {
  const Words words(english);
  std::string out;
  for (const app::ScheduledActivity& row : answer.rows) {
    const app::ActivityView& activity = row.activity;
    out += fmt::format("{} {:>5}  {}  {}  {}  {:>7.1f}\n", activity.driving ? "▶" : " ",
                       activity.code, text::fit(english ? activity.name_en : activity.name, 44),
                       to_text(day_of(activity.early_start)),
                       to_text(day_of(activity.early_finish)), activity.total_float_days);
  }
  out +=
      fmt::format("{} {} · {} {}\n", answer.activities, words({"项活动", "activities"}),
                  words({"完成", "finish"}), answer.finish ? to_text(day_of(*answer.finish)) : "—");
  out += fmt::format("read {:.1f} ms · build {:.1f} ms · cpm {:.1f} ms\n", answer.timings_ms.read,
                     answer.timings_ms.build, answer.timings_ms.cpm);
  return out;
}

}  // namespace tc::cli
