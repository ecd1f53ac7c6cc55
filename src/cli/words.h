// The words of the terminal sheet in both languages: one row a phrase.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "model/project.h"

namespace tc::cli {

struct Phrase {
  std::string_view zh, en;
};

/// Picks the language once, so that printing code reads plainly.
class Words {
 public:
  explicit Words(bool english) : english_(english) {}
  [[nodiscard]] std::string_view operator()(const Phrase& phrase) const {
    return english_ ? phrase.en : phrase.zh;
  }
  [[nodiscard]] bool english() const { return english_; }

 private:
  bool english_;
};

inline constexpr Phrase kSheetTitle{"调度单", "Dispatch sheet"};
inline constexpr Phrase kAsOf{"截至", "as of"};
inline constexpr Phrase kPack{"灯规则", "light pack"};
inline constexpr Phrase kSynthetic{"示例数据", "synthetic data"};
inline constexpr Phrase kInferred{"推定", "inferred"};
inline constexpr Phrase kAssumed{"假定", "assumed"};
inline constexpr Phrase kForecast{"竣工预测", "forecast"};
inline constexpr Phrase kApproved{"批准", "approved"};
inline constexpr Phrase kPlanned{"计划", "plan"};
inline constexpr Phrase kNotStated{"未载明", "not stated"};
inline constexpr Phrase kDriving{"驱动链", "driven by"};
inline constexpr Phrase kNextNode{"下一节点", "next node"};
inline constexpr Phrase kHolding{"主要堵点", "held by"};
inline constexpr Phrase kOrders{"未结交办", "open orders"};
inline constexpr Phrase kPromises{"未到承诺", "open promises"};
inline constexpr Phrase kDecisions{"今天要定的事", "To decide today"};
inline constexpr Phrase kDecisionsRule{"按每小时决策时间可省的价值排序",
                                       "by what an hour of the decider saves"};
inline constexpr Phrase kNoDecisions{"眼下没有可省时间的决定。",
                                     "No decision would save time now."};
inline constexpr Phrase kSaves{"保", "saves"};
inline constexpr Phrase kDays{"天", "days"};
inline constexpr Phrase kBy{"前", "by"};
inline constexpr Phrase kBasis{"依据", "basis"};
inline constexpr Phrase kMoreDecisions{"另有", "and more:"};
inline constexpr Phrase kNotes{"附注", "Notes"};
inline constexpr Phrase kOnTime{"与计划一致", "as planned"};
inline constexpr Phrase kNoPlan{"无计划网络", "no plan network"};

/// Name of a stage of the lifeline.
[[nodiscard]] constexpr Phrase stage_phrase(model::Stage stage) {
  switch (stage) {
    case model::Stage::conceived:
      return {"谋划", "conceived"};
    case model::Stage::preparing:
      return {"前期", "preparing"};
    case model::Stage::ready:
      return {"齐备", "ready"};
    case model::Stage::building:
      return {"在建", "building"};
    case model::Stage::completed:
      return {"竣工", "completed"};
    case model::Stage::trial:
      return {"试产", "trial"};
    case model::Stage::producing:
      return {"达产", "producing"};
  }
  return {"", ""};
}

/// Sign and word of a light: shape and word as well as colour, for print and the colour-blind.
[[nodiscard]] constexpr Phrase light_phrase(std::string_view color) {
  if (color == "green") return {"● 绿", "● green"};
  if (color == "yellow") return {"▲ 黄", "▲ yellow"};
  if (color == "orange") return {"◆ 橙", "◆ orange"};
  if (color == "red") return {"■ 红", "■ red"};
  return {"○ 无数据", "○ no data"};
}

}  // namespace tc::cli
