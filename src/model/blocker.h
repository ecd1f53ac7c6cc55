// 堵点: tied to the activity that it holds. Days cost are computed from the network, never typed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// Kinds A–M in order: 审批 用地 征迁 林草生态 能耗环境指标 水电气热 资金 设计变更 地质 招采用工
/// 安全环保停工 市场 纠纷.
enum class BlockerKind : std::uint8_t {
  permits,
  land,
  relocation,
  ecology,
  quotas,
  utilities,
  funds,
  design,
  ground,
  supply,
  safety,
  market,
  disputes
};
template <>
inline constexpr auto kEnumNames<BlockerKind> = std::to_array<std::string_view>(
    {"permits", "land", "relocation", "ecology", "quotas", "utilities", "funds", "design", "ground",
     "supply", "safety", "market", "disputes"});

/// closed 销号 is confirmed by someone other than the owner.
enum class BlockerState : std::uint8_t { raised, accepted, in_hand, resolved, closed };
template <>
inline constexpr auto kEnumNames<BlockerState> =
    std::to_array<std::string_view>({"raised", "accepted", "in_hand", "resolved", "closed"});

/// 专班 县区 市发改 分管副市长 市长
enum class BlockerLevel : std::uint8_t { task_force, county, city_office, vice_mayor, mayor };
template <>
inline constexpr auto kEnumNames<BlockerLevel> =
    std::to_array<std::string_view>({"task_force", "county", "city_office", "vice_mayor", "mayor"});

/// A blocker of one activity.
struct Blocker {
  static constexpr std::string_view kNoun = "blockers";
  BlockerId id;
  std::int64_t revision{};
  ProjectId project_id;
  ActivityId activity_id;  ///< the activity held; 0 when the source does not tie it
  BlockerKind kind{};
  std::string text;
  std::string owner_organization;
  std::string owner_person;
  std::string ask;  ///< who must decide what
  BlockerState state{};
  BlockerLevel level{};
  Day raised_day;
  std::optional<Day> limit_day;
  std::optional<Day> release_low;
  std::optional<Day> release_likely;  ///< expected release
  std::optional<Day> release_high;
  std::optional<Day> resolved_day;
  std::string evidence;
  std::optional<Day> closed_day;
  std::string closed_by;
  std::int32_t reopened{};  ///< times; the old clock is kept
  Provenance provenance{};
  std::string source_note;
  friend bool operator==(const Blocker&, const Blocker&) = default;
};

template <class P, class V>
requires Is<P, Blocker>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("project_id", p.project_id);
  v("activity_id", p.activity_id);
  v("kind", p.kind);
  v("text", p.text);
  v("owner_organization", p.owner_organization);
  v("owner_person", p.owner_person);
  v("ask", p.ask);
  v("state", p.state);
  v("level", p.level);
  v("raised_day", p.raised_day);
  v("limit_day", p.limit_day);
  v("release_low", p.release_low);
  v("release_likely", p.release_likely);
  v("release_high", p.release_high);
  v("resolved_day", p.resolved_day);
  v("evidence", p.evidence);
  v("closed_day", p.closed_day);
  v("closed_by", p.closed_by);
  v("reopened", p.reopened);
  v("provenance", p.provenance);
  v("source_note", p.source_note);
}

}  // namespace tc::model
