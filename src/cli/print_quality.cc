// SPDX-License-Identifier: Apache-2.0
#include "cli/print_quality.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

using app::CheckView;
using app::FigureUnit;
using app::OffenderView;
using rules::CheckState;
using rules::PracticeState;
using rules::Severity;

std::string_view sign_of(CheckState state) {
  switch (state) {
    case CheckState::passed:
      return "✓";
    case CheckState::failed:
      return "✗";
    case CheckState::reported:
      return "·";
    case CheckState::not_applicable:
      return "–";
  }
  return "";
}

std::string_view sign_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "✗";
    case Severity::warning:
      return "!";
    default:
      return "·";
  }
}

Phrase word_of(PracticeState state) {
  switch (state) {
    case PracticeState::met:
      return {"● 满足", "● met"};
    case PracticeState::partly:
      return {"◐ 部分", "◐ partly"};
    case PracticeState::not_met:
      return {"○ 不满足", "○ not met"};
    case PracticeState::not_assessable:
      return {"– 无从判断", "– cannot tell"};
  }
  return {"", ""};
}

std::string value_text(double value, FigureUnit unit) {
  switch (unit) {
    case FigureUnit::share:
      return value > 0 && value < 0.0005 ? "< 0.1 %" : fmt::format("{:.1f} %", value * 100);
    case FigureUnit::count:
      return fmt::format("{:.0f}", value);
    case FigureUnit::index:
      return fmt::format("{:.2f}", value);
  }
  return "";
}

/// "≤ 5 %", as the pack has it.
std::string threshold_text(const CheckView& check) {
  const auto told = [&check](double limit) {
    return check.unit == FigureUnit::share ? fmt::format("{:g} %", limit * 100)
                                           : fmt::format("{:g}", limit);
  };
  std::string text;
  if (check.at_least) text += "≥ " + told(*check.at_least);
  if (check.at_least && check.at_most) text += " ";
  if (check.at_most) text += "≤ " + told(*check.at_most);
  return text;
}

std::string right(const std::string& text, int columns) {
  const int room = columns - text::display_width(text);
  return std::string(static_cast<std::size_t>(std::max(room, 0)), ' ') + text;
}

std::string trimmed(std::string line) {
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

std::string head(const app::QualityView& view, const Words& words) {
  std::string out = fmt::format("{} · {}\n", words({"计划质量检查", "Schedule quality"}),
                                words({view.pack_name, view.pack_name_en}));
  for (const app::CheckedProject& project : view.projects) {
    out += fmt::format("  {}  {} {} · {} {}\n", project.name, words({"数据日期", "data date"}),
                       to_text(project.data_date), words({"完成", "finish"}),
                       project.finish ? to_text(*project.finish) : "—");
  }
  out += fmt::format("  {} {} · {} {} · {} {}\n", view.activities, words({"项活动", "activities"}),
                     view.incomplete, words({"项未完", "incomplete"}), view.links,
                     words({"条紧前关系", "links to their predecessors"}));
  return out;
}

std::string check_line(const CheckView& check, const Words& words) {
  std::string line =
      fmt::format(" {:>2}  {}  {}  ", check.number,
                  text::fit(words({check.name, check.name_en}), words.english() ? 26 : 20),
                  sign_of(check.state));
  const std::string_view reason = words({check.reason, check.reason_en});
  if (check.state == CheckState::not_applicable) return trimmed(line + std::string(reason));
  line += right(value_text(*check.figure, check.unit), 8) + "  " +
          text::fit(threshold_text(check), 8) + "  " +
          right(fmt::format("{} / {}", check.count, check.population), 14);
  if (!reason.empty()) line += "  " + std::string(reason);
  return trimmed(line);
}

std::string offender_name(const OffenderView& offender, const Words& words) {
  const auto one = [](const std::string& code, std::string_view name, std::int64_t id) {
    const std::string number = code.empty() ? fmt::format("#{}", id) : code;
    return name.empty() ? number : fmt::format("{} {}", number, name);
  };
  const auto pick = [&words](const std::string& name, const std::string& english) {
    return std::string_view(words.english() && !english.empty() ? english : name);
  };
  if (offender.activity_id == 0) return {};
  const std::string activity =
      one(offender.code, pick(offender.name, offender.name_en), offender.activity_id);
  if (offender.predecessor_id == 0) return activity;
  return one(offender.predecessor_code,
             pick(offender.predecessor_name, offender.predecessor_name_en),
             offender.predecessor_id) +
         " → " + activity;
}

std::string offender_lines(const std::vector<OffenderView>& offenders, std::int64_t count,
                           const Words& words) {
  std::string out;
  const std::size_t shown = std::min(offenders.size(), kMostShown);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string name = offender_name(offenders[i], words);
    out += "      " + name + (name.empty() ? "" : "  ") +
           std::string(words({offenders[i].text, offenders[i].text_en})) + "\n";
  }
  const std::int64_t more = count - static_cast<std::int64_t>(shown);
  if (more > 0) {
    out += words.english() ? fmt::format("      … and {} more (--json)\n", more)
                           : fmt::format("      … 另有 {} 处（--json）\n", more);
  }
  return out;
}

std::string faults(const app::QualityView& view, const Words& words) {
  std::string out = fmt::format("\n{}\n", words({"结构与进展", "Structure and progress"}));
  bool any = false;
  for (const app::FaultView& fault : view.faults) {
    if (fault.count == 0) continue;
    any = true;
    out += fmt::format("  {} {} {}  [{}] {}\n", sign_of(fault.severity),
                       words({fault.name, fault.name_en}), fault.count, fault.rule,
                       words({fault.advice, fault.advice_en}));
    out += offender_lines(fault.places, fault.count, words);
  }
  if (!any) out += fmt::format("  ✓ {}\n", words({"没有发现", "nothing found"}));
  return out;
}

std::string failed_checks(const app::QualityView& view, const Words& words) {
  std::string out;
  for (const CheckView& check : view.checks) {
    const bool told = check.state == CheckState::failed || check.state == CheckState::reported;
    if (!told || check.count == 0) continue;
    out +=
        fmt::format("  {} {} {}\n", check.number, words({check.name, check.name_en}), check.count);
    out += offender_lines(check.offenders, check.count, words);
  }
  if (out.empty()) return out;
  return fmt::format("\n{}\n", words({"涉及的活动和关系", "Where"})) + out;
}

std::string practices(const app::QualityView& view, const Words& words) {
  std::string out = fmt::format("\n{}\n", words({"GAO-16-89G 十项做法", "GAO-16-89G practices"}));
  for (const app::PracticeView& practice : view.practices) {
    out += trimmed(
        fmt::format(" {:>2}  {}  {}  {}", practice.number,
                    text::fit(words({practice.name, practice.name_en}), words.english() ? 44 : 16),
                    text::fit(words(word_of(practice.state)), 14),
                    words({practice.reason, practice.reason_en})));
  }
  return out;
}

std::string verdict(const app::QualityView& view, const Words& words) {
  if (view.activities == 0) {
    return fmt::format("\n✗ {}\n", words({"没有活动可查", "there is no activity to check"}));
  }
  const auto failed = std::ranges::count(view.checks, CheckState::failed, &CheckView::state);
  const auto broken = std::ranges::count_if(view.faults, [](const app::FaultView& fault) {
    return fault.severity == Severity::error && fault.count > 0;
  });
  if (view.passed) return fmt::format("\n✓ {}\n", words({"通过", "passed"}));
  return words.english()
             ? fmt::format("\n✗ not passed: {} checks failed, {} faults are errors\n", failed,
                           broken)
             : fmt::format("\n✗ 不通过：{} 项检查不合格，{} 类结构错误\n", failed, broken);
}

}  // namespace

std::string print_quality(const app::QualityView& view, bool english) {
  const Words words(english);
  std::string out = head(view, words) + "\n";
  for (const CheckView& check : view.checks) out += check_line(check, words);
  out += faults(view, words) + failed_checks(view, words) + practices(view, words);
  return out + verdict(view, words);
}

}  // namespace tc::cli
