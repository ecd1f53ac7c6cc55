// SPDX-License-Identifier: Apache-2.0
#include "app/outlook_words.h"

#include <fmt/format.h>

#include <cmath>

namespace tc::app {
namespace {

std::string day_text(Minute at) { return to_text(day_of(at)); }

/// "12.3"; whole from a hundred on.
std::string days_text(double days) {
  return std::abs(days) < 100 ? fmt::format("{:.1f}", days) : fmt::format("{:.0f}", days);
}

std::string begin_zh(const OutlookAnswer& answer) {
  for (const Note& note : answer.notes) {
    if (note.rule == "outlook.without") return "若没有「" + note.where + "」，";
  }
  return "按现有情况，";
}

std::string begin_en(const OutlookAnswer& answer) {
  for (const Note& note : answer.notes) {
    if (note.rule == "outlook.without") return "Without \"" + note.where + "\": ";
  }
  return "As things stand: ";
}

}  // namespace

std::string say_chance(double chance) {
  if (chance > 0 && chance < 0.005) return "<1 %";
  if (chance < 1 && chance > 0.995) return ">99 %";
  return fmt::format("{:.0f} %", 100 * chance);
}

Said say_headline(const OutlookAnswer& answer, const OutlookNode& finish) {
  Said said{begin_zh(answer), begin_en(answer)};
  if (finish.histogram.count.size() == 1 && finish.p10 == finish.p90) {
    said.zh += fmt::format("竣工 {}", day_text(finish.p50));
    said.en += fmt::format("finish {}", day_text(finish.p50));
  } else {
    said.zh += fmt::format("竣工 P50 {}、P80 {}", day_text(finish.p50), day_text(finish.p80));
    said.en += fmt::format("finish P50 {}, P80 {}", day_text(finish.p50), day_text(finish.p80));
  }
  if (finish.chance_of_baseline) {
    const bool approved = finish.against == Against::approved;
    const std::string on = say_chance(*finish.chance_of_baseline);
    said.zh += fmt::format("；{}机会 {}", approved ? "按期" : "按现行计划完成", on);
    said.en += fmt::format("; chance of the {} date {}", approved ? "approved" : "current", on);
  }
  if (finish.chance_before_winter) {
    const std::string before = say_chance(*finish.chance_before_winter);
    said.zh += fmt::format("；入冬前（{}）完成机会 {}", to_text(*finish.winter_day), before);
    said.en += fmt::format("; before winter ({}) {}", to_text(*finish.winter_day), before);
  }
  if (finish.days_late && *finish.days_late >= 0.05) {
    said.zh += fmt::format("；平均迟 {} 天", days_text(*finish.days_late));
    said.en += fmt::format("; {} days late on average", days_text(*finish.days_late));
    if (finish.wan_late) {
      const bool assumed = finish.worth_basis == rules::WorthBasis::assumed;
      said.zh += fmt::format("，约 {}{}", to_text_zh(from_wan(*finish.wan_late)),
                             assumed ? "（每日价值为假定）" : "");
      said.en += fmt::format(", {:.0f} 万元{}", *finish.wan_late,
                             assumed ? " (worth of a day assumed)" : "");
    }
  }
  said.zh += "。";
  said.en += ".";
  return said;
}

}  // namespace tc::app
