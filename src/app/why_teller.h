// Puts what an explainer says into words and names: the parts of one answer.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/why.h"
#include "app/why_words.h"
#include "engine/explain/explain.h"

namespace tc::app {

/// The scene and its explainer must outlive it.
class Teller {
 public:
  explicit Teller(const WhyScene& scene)
      : scene_(scene), explainer_(*scene.explainer), network_(explainer_.network()) {}

  [[nodiscard]] WhyActivity activity(std::size_t node) const {
    const model::Activity& one = *network_.activity[node];
    return {.id = one.id.value,
            .file_id = scene_.file_id(one),
            .code = one.code,
            .name = one.name,
            .name_en = one.name_en,
            .project_id = network_.projects[network_.project[node]]->project.id.value};
  }
  [[nodiscard]] WhyDate date(const engine::DateExplanation& explanation) const;
  /// The sentence of a date; a finish that the work gives tells why the start is where it is too.
  void tell(WhyDate& date, const engine::DateExplanation& explanation) const;
  [[nodiscard]] bool tell_finished(WhyDate& date) const;
  [[nodiscard]] WhyFloat total_float(std::size_t node) const;
  [[nodiscard]] std::vector<WhyPredecessor> predecessors(std::size_t node) const;
  [[nodiscard]] std::vector<WhyPath> paths(std::size_t node, const WhyAsk& ask) const;

 private:
  [[nodiscard]] WhyStep step(const engine::DateExplanation& explanation,
                             const engine::DateStep& one) const;
  void take_link(const engine::DateExplanation& explanation, const engine::DateStep& one,
                 WhyStep& out) const;
  [[nodiscard]] Said say_step(const engine::DateExplanation& explanation,
                              const engine::DateStep& one, const WhyStep& out) const;
  [[nodiscard]] Said say_link(const engine::DateExplanation& explanation, const WhyStep& out) const;
  [[nodiscard]] Said say_hold(const engine::DateExplanation& explanation,
                              const engine::DateStep& one) const;
  [[nodiscard]] Said say_calendar(const engine::DateExplanation& explanation,
                                  const engine::DateStep& one) const;
  [[nodiscard]] Said say_critical(std::size_t node, const WhyFloat& out) const;
  [[nodiscard]] const model::Calendar* calendar_of(std::size_t node) const;
  [[nodiscard]] std::string calendar_name(std::uint16_t number) const;
  [[nodiscard]] Said work(std::int64_t minutes) const {
    return say_work(minutes, scene_.minutes_per_day);
  }

  const WhyScene& scene_;
  const engine::Explainer& explainer_;
  const engine::Network& network_;
};

}  // namespace tc::app
