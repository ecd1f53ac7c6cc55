// SPDX-License-Identifier: Apache-2.0
#include "cli/print_outlook.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/outlook_words.h"
#include "base/text.h"
#include "cli/words.h"

namespace tc::cli {
namespace {

using app::OutlookAnswer;
using app::OutlookDrag;
using app::OutlookDriver;
using app::OutlookNode;
using model::Provenance;

constexpr int kColumns = 100;
constexpr int kNameColumns = 30;
constexpr int kBarColumns = 36;
constexpr std::size_t kMostNodes = 24;

std::string hanging(std::string_view head, std::string_view body) {
  const int width = text::display_width(head);
  std::string out;
  for (const std::string& line : text::wrap(body, kColumns - width)) {
    out += out.empty() ? std::string(head) : std::string(static_cast<std::size_t>(width), ' ');
    out += line + "\n";
  }
  return out;
}

std::string mark(Provenance provenance, const Words& words) {
  if (provenance == Provenance::inferred) return fmt::format(" ({})", words(kInferred));
  if (provenance == Provenance::assumed) return fmt::format(" ({})", words(kAssumed));
  return "";
}

std::string day_text(const std::optional<Minute>& at) {
  return at ? to_text(day_of(*at)) : std::string("–");
}

std::string chance_text(const std::optional<double>& chance) {
  return chance ? app::say_chance(*chance) : std::string("–");
}

std::string name_of(const OutlookNode& node, const Words& words) {
  const std::string& name = words.english() ? node.name_en : node.name;
  if (node.kind == app::OutlookNodeKind::finish) {
    return fmt::format("{} · {}", words({"竣工", "finish"}), name);
  }
  if (node.kind == app::OutlookNodeKind::production) {
    return fmt::format("{} · {}", words({"投产", "production"}), name);
  }
  return name;
}

std::string node_line(const OutlookNode& node, const std::string& name) {
  return fmt::format("  {} {} {} {} {} {:>5} {:>5}\n", text::fit(name, kNameColumns),
                     day_text(node.p10), day_text(node.p50), day_text(node.p80),
                     text::fit(day_text(node.approved ? node.approved : node.current), 10),
                     chance_text(node.chance_of_baseline), chance_text(node.chance_before_winter));
}

std::string node_head(const Words& words) {
  return fmt::format("  {} {} {} {} {} {} {}\n", text::fit(words({"节点", "Node"}), kNameColumns),
                     text::fit("P10", 10), text::fit("P50", 10), text::fit("P80", 10),
                     text::fit(words({"批准/计划", "due"}), 10), words({" 按期", "keeps"}),
                     words({"入冬前", "winter"}));
}

std::string print_nodes(const OutlookAnswer& answer, const Words& words) {
  std::string out = "\n" + node_head(words);
  for (std::size_t i = 0; i < std::min(answer.nodes.size(), kMostNodes); ++i) {
    out += node_line(answer.nodes[i], name_of(answer.nodes[i], words));
  }
  if (answer.nodes.size() > kMostNodes) {
    out += fmt::format("  … {} {}\n", answer.nodes.size() - kMostNodes,
                       words({"个节点未列出（--json 列全）", "more nodes (--json lists all)"}));
  }
  return out;
}

/// The finish's P50 from its low to its high, on the axis of the widest.
std::string bar(const OutlookDriver& driver, Minute from, Minute to) {
  const double span = std::max<double>(1, static_cast<double>(to - from));
  const auto place = [&](Minute at) {
    const double share = static_cast<double>(at - from) / span;
    return std::clamp(static_cast<int>(share * kBarColumns + 0.5), 0, kBarColumns);
  };
  const int first = place(std::min(driver.p50_at_low, driver.p50_at_high));
  const int last = std::max(place(std::max(driver.p50_at_low, driver.p50_at_high)), first + 1);
  std::string out(static_cast<std::size_t>(first), ' ');
  for (int i = first; i < last; ++i) out += "█";
  return text::fit(out, kBarColumns + 1);
}

std::string in_brackets(const std::string& text, const Words& words) {
  return words.english() ? " (" + text + ")" : "（" + text + "）";
}

std::string print_drivers(const OutlookAnswer& answer, const Words& words) {
  if (answer.drivers.empty()) return {};
  Minute from = answer.drivers.front().p50_at_low;
  Minute to = from;
  for (const OutlookDriver& driver : answer.drivers) {
    from = std::min({from, driver.p50_at_low, driver.p50_at_high});
    to = std::max({to, driver.p50_at_low, driver.p50_at_high});
  }
  std::string out = fmt::format(
      "\n{}{}\n",
      words({"什么左右竣工：它在最好与最差一成时，竣工 P50 落在哪里",
             "What moves the finish: its P50 with the best and the worst tenth of each"}),
      in_brackets(fmt::format("{} … {}", to_text(day_of(from)), to_text(day_of(to))), words));
  for (const OutlookDriver& driver : answer.drivers) {
    const std::string& name = words.english() ? driver.name_en : driver.name;
    out +=
        fmt::format("  {} {} {:>5.0f} {}{}\n", text::fit(name, kNameColumns), bar(driver, from, to),
                    driver.swing_days, words(kDays), mark(driver.provenance, words));
  }
  return out;
}

std::string drag_block(const OutlookDrag& drag, const Words& words) {
  const bool gate = drag.kind == app::OutlookDragKind::gate;
  std::string gain = fmt::format("{:.1f} {}", drag.days, words(kDays));
  if (drag.days_error > 0.05) gain += fmt::format(" ±{:.1f}", drag.days_error);
  if (drag.wan && *drag.wan > 0) {
    gain += words.english() ? fmt::format(" · {:.0f} 万元", *drag.wan)
                            : " · " + to_text_zh(from_wan(*drag.wan));
  }
  const std::string head =
      fmt::format("  {} {} ", gate ? words({"审批", "gate"}) : words({"堵点", "blocker"}), drag.id);
  const std::string& name = words.english() ? drag.name_en : drag.name;
  std::string out = hanging(
      head, fmt::format("{}〔{}〕 {}{}", name, drag.decider, gain, mark(drag.provenance, words)));
  const std::string shares =
      fmt::format("{} {:.1f} · {} {:.1f}", words({"单独", "alone"}), drag.alone_days,
                  words({"公平分摊", "fair share"}), drag.shapley_days);
  return out + hanging("      ", fmt::format("{} · {}", shares,
                                             words.english() ? drag.basis_en : drag.basis));
}

std::string print_drags(const OutlookAnswer& answer, const Words& words) {
  if (answer.drags.empty()) return {};
  std::string out = fmt::format(
      "\n{}\n", words({"去掉一项，竣工平均提前多少天（同一组随机数比较）",
                       "Days the finish comes sooner on average without each (same draws)"}));
  for (const OutlookDrag& drag : answer.drags) out += drag_block(drag, words);
  return out;
}

std::string print_assumptions(const OutlookAnswer& answer, const Words& words) {
  std::string out =
      fmt::format("\n{}\n", words({"依据与假定", "What it rests on and what is assumed"}));
  for (const app::OutlookAssumption& one : answer.assumptions) {
    const std::string& said = words.english() ? one.text_en : one.text;
    std::string line = fmt::format("{}{}{}", said, in_brackets(std::to_string(one.count), words),
                                   mark(one.provenance, words));
    if (!one.source.empty() && !words.english()) line += "：" + one.source;
    out += hanging("  · ", line);
  }
  for (const Note& note : answer.notes) {
    out += hanging("  · ", fmt::format("{}: {} ({})", note.rule, note.message, note.where));
  }
  return out;
}

}  // namespace

std::string print_outlook(const OutlookAnswer& answer, bool english) {
  const Words words(english);
  std::string title =
      fmt::format("{}   {} {}", answer.name, words(kAsOf), to_text(answer.data_date));
  if (answer.synthetic) title += fmt::format("   【{}】", words(kSynthetic));
  std::string out = title + "\n" + hanging("", english ? answer.headline_en : answer.headline);
  out += print_nodes(answer, words);
  out += print_drivers(answer, words);
  out += print_drags(answer, words);
  out += print_assumptions(answer, words);
  double error = 0;
  for (const OutlookNode& node : answer.nodes) {
    if (node.kind == app::OutlookNodeKind::finish) error = std::max(error, node.p80_error_days);
  }
  return out + fmt::format("\n{} {} · {} {} · {} ±{:.1f} {}", answer.trials,
                           words({"次试算", "trials"}), words({"种子", "seed"}), answer.seed,
                           words({"P80 标准误", "standard error of P80"}), error, words(kDays));
}

std::string print_city_outlook(const app::CityOutlook& city, bool english) {
  const Words words(english);
  std::string out = fmt::format("{} {}   {} {} · {} {}\n\n{}", words(kAsOf),
                                to_text(city.data_date), city.trials, words({"次试算", "trials"}),
                                words({"种子", "seed"}), city.seed, node_head(words));
  for (const OutlookNode& node : city.nodes) {
    out += node_line(node, fmt::format("{} {}", node.project_id, node.name));
  }
  return out;
}

}  // namespace tc::cli
