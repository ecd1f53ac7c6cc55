// The words that XER writes for kinds, and what they are in the model. A kind that stands twice is
// written by its first word.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "formats/schedule/schedule_file.h"
#include "formats/xer/document.h"
#include "model/activity.h"
#include "model/scheduling_rules.h"

namespace tc::formats::xer {

template <class E>
struct Word {
  std::string_view word;
  E value;
};
template <class E>
Word(std::string_view, E) -> Word<E>;

inline constexpr std::array kTaskTypes{Word{"TT_Task", model::ActivityKind::task},
                                       Word{"TT_Rsrc", model::ActivityKind::resource_dependent},
                                       Word{"TT_LOE", model::ActivityKind::level_of_effort},
                                       Word{"TT_Mile", model::ActivityKind::start_milestone},
                                       Word{"TT_FinMile", model::ActivityKind::finish_milestone},
                                       Word{"TT_WBS", model::ActivityKind::summary},
                                       Word{"TT_Task", model::ActivityKind::gate},
                                       Word{"TT_FinMile", model::ActivityKind::milestone}};

inline constexpr std::array kConstraints{
    Word{"CS_MSOA", model::ConstraintKind::start_not_earlier},
    Word{"CS_MSOB", model::ConstraintKind::start_not_later},
    Word{"CS_MEOA", model::ConstraintKind::finish_not_earlier},
    Word{"CS_MEOB", model::ConstraintKind::finish_not_later},
    Word{"CS_MSO", model::ConstraintKind::must_start},
    Word{"CS_MEO", model::ConstraintKind::must_finish},
    Word{"CS_ALAP", model::ConstraintKind::as_late_as_possible},
    Word{"CS_MANDSTART", model::ConstraintKind::mandatory_start},
    Word{"CS_MANDFIN", model::ConstraintKind::mandatory_finish},
    Word{"CS_MANDSTART", model::ConstraintKind::set_by_hand}};

inline constexpr std::array kLinkTypes{
    Word{"PR_FS", model::LinkType::finish_start},  Word{"PR_SS", model::LinkType::start_start},
    Word{"PR_FF", model::LinkType::finish_finish}, Word{"PR_SF", model::LinkType::start_finish},
    Word{"FS", model::LinkType::finish_start},     Word{"SS", model::LinkType::start_start},
    Word{"FF", model::LinkType::finish_finish},    Word{"SF", model::LinkType::start_finish}};

inline constexpr std::array kLagCalendars{Word{"rcal_Predecessor", model::LagCalendar::predecessor},
                                          Word{"rcal_Successor", model::LagCalendar::successor},
                                          Word{"rcal_24Hour", model::LagCalendar::elapsed},
                                          Word{"rcal_ProjDefault", model::LagCalendar::project},
                                          Word{"rcal_Project", model::LagCalendar::project}};

inline constexpr std::array kFloatTypes{
    Word{"FT_FF", model::FloatRule::finish}, Word{"FT_SS", model::FloatRule::start},
    Word{"FT_Min", model::FloatRule::least}, Word{"FT_SF", model::FloatRule::start},
    Word{"FT_MN", model::FloatRule::least}};

inline constexpr std::array kCriticalPaths{Word{"CT_TotFloat", model::CriticalRule::total_float},
                                           Word{"CT_DrivPath", model::CriticalRule::longest_path}};

inline constexpr std::array kScopes{
    Word{"CA_Base", CalendarScope::global}, Word{"CA_Project", CalendarScope::project},
    Word{"CA_Rsrc", CalendarScope::resource}, Word{"CT_Global", CalendarScope::global}};

inline constexpr std::array kResourceKinds{
    Word{"RT_Labor", ResourceKind::labour}, Word{"RT_Equip", ResourceKind::equipment},
    Word{"RT_Mat", ResourceKind::material}, Word{"RT_Equip", ResourceKind::cost}};

template <class Words>
[[nodiscard]] auto value_of(const Words& words, std::string_view word)
    -> std::optional<decltype(words.front().value)> {
  for (const auto& entry : words) {
    if (same_name(entry.word, word)) return entry.value;
  }
  return std::nullopt;
}

template <class Words>
[[nodiscard]] std::string_view word_of(const Words& words, decltype(words.front().value) value) {
  for (const auto& entry : words) {
    if (entry.value == value) return entry.word;
  }
  return {};
}

}  // namespace tc::formats::xer
