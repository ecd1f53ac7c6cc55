// SPDX-License-Identifier: Apache-2.0
#include "formats/crash/crash.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "formats/noun/json_text.h"

namespace tc::formats {
namespace {

using Json = nlohmann::json;
using model::DayActivity;
using Names = std::map<std::string, std::uint32_t, std::less<>>;

constexpr double kMostWanPerDay = 1e6;
constexpr std::array<std::string_view, 5> kMembers{"id", "normal_days", "crash_days",
                                                   "slope_wan_per_day", "preds"};

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where,
                          std::string advice = {}) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where),
              std::move(advice));
}

/// The value for messages, in ASCII, at most 60 characters of it; of lists and objects the kind.
std::string seen(const Json& value) {
  if (value.is_structured()) return value.is_array() ? "a list" : "an object";
  const std::string whole = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  return whole.size() <= 60 ? whole : whole.substr(0, 57) + "...";
}

Result<const Json*> member(const Json& object, std::string_view name, const std::string& where) {
  const auto at = object.find(name);
  if (at != object.end()) return &*at;
  return bad("crash.missing", fmt::format("'{}' is missing", name), where);
}

Result<std::int32_t> read_days(const Json& object, std::string_view name,
                               const std::string& where) {
  TC_TRY(const Json* value, member(object, name, where));
  const std::string at = pointer_to(where, name);
  const bool number = value->is_number();
  const double days = number ? value->get<double>() : 0;
  if (number && days >= 0 && days <= kMostCrashDays && days == std::floor(days)) {
    return static_cast<std::int32_t>(days);
  }
  return bad("crash.days", fmt::format("{} is no number of days", seen(*value)), at,
             fmt::format("a whole number from 0 to {}", kMostCrashDays));
}

Result<Money> read_price(const Json& object, const std::string& where, Notes& notes) {
  constexpr std::string_view kName = "slope_wan_per_day";
  TC_TRY(const Json* value, member(object, kName, where));
  const std::string at = pointer_to(where, kName);
  const double wan = value->is_number() ? value->get<double>() : -1;
  if (!(wan >= 0 && wan <= kMostWanPerDay)) {
    return bad("crash.price", fmt::format("{} is no price of a day", seen(*value)), at,
               "万元 a day, from 0 to 1000000");
  }
  const Money price = from_wan(wan);
  if (std::abs(to_wan(price) - wan) > 1e-9) {
    notes.push_back(
        {"crash.price",
         fmt::format("{} is finer than a fen, taken as {}", seen(*value), to_wan(price)), at});
  }
  return price;
}

Result<void> check_members(const Json& json, const std::string& where) {
  for (const auto& [name, value] : json.items()) {
    if (std::ranges::find(kMembers, name) != kMembers.end()) continue;
    const std::string near = text::nearest(name, {kMembers.begin(), kMembers.end()});
    return bad("crash.member", fmt::format("unknown member {}", seen(name)), where,
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  return {};
}

/// All but the predecessors, which may come later in the file.
Result<DayActivity> read_activity(const Json& json, const std::string& where, Notes& notes) {
  if (!json.is_object()) {
    return bad("crash.shape", fmt::format("{} is no activity", seen(json)), where);
  }
  TC_TRY_VOID(check_members(json, where));
  DayActivity activity;
  TC_TRY(const Json* id, member(json, "id", where));
  if (!id->is_string() || id->get_ref<const std::string&>().empty()) {
    return bad("crash.id", fmt::format("{} is no id", seen(*id)), where + "/id", "a text");
  }
  activity.id = id->get<std::string>();
  TC_TRY(activity.normal_days, read_days(json, "normal_days", where));
  TC_TRY(activity.crash_days, read_days(json, "crash_days", where));
  TC_TRY(activity.slope, read_price(json, where, notes));
  if (activity.crash_days <= activity.normal_days) return activity;
  return bad("crash.days",
             fmt::format("crashed to {} days of {}", activity.crash_days, activity.normal_days),
             where + "/crash_days", "a crash takes no longer than normal work");
}

/// Ids of the file, and how often and where each was last named as a predecessor.
struct Known {
  Names names;
  std::vector<std::size_t> named_by;  ///< by position: 1 + the last activity that names it
  std::size_t links = 0;
};

Result<void> read_preds(const Json& json, Known& known, CrashReading& out, std::size_t index) {
  const std::string where = pointer_to("/activities", index);
  TC_TRY(const Json* list, member(json, "preds", where));
  const std::string at = pointer_to(where, "preds");
  if (!list->is_array()) return bad("crash.shape", fmt::format("{} is no list", seen(*list)), at);
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Json& one = (*list)[i];
    const std::string one_at = pointer_to(at, i);
    const auto found =
        one.is_string() ? known.names.find(one.get_ref<const std::string&>()) : known.names.end();
    if (found == known.names.end()) {
      return bad("crash.unknown", fmt::format("no activity {}", seen(one)), one_at);
    }
    if (known.named_by[found->second] == index + 1) {
      out.notes.push_back({"crash.twice", fmt::format("{} stands twice", seen(one)), one_at});
      continue;
    }
    known.named_by[found->second] = index + 1;
    out.network.activities[index].before.push_back(found->second);
    ++known.links;
  }
  if (known.links <= kMostCrashLinks) return {};
  return fail(Code::limit, "crash.limit", fmt::format("{} predecessors so far", known.links), where,
              fmt::format("at most {}", kMostCrashLinks));
}

/// An activity of what Kahn's order leaves over has a predecessor that is left over too: walking
/// back over those must come round.
Result<void> check_loops(const model::DayNetwork& network) {
  const auto& all = network.activities;
  std::vector<std::size_t> waiting(all.size());
  std::vector<std::vector<std::uint32_t>> after(all.size());
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    waiting[i] = all[i].before.size();
    for (const std::uint32_t before : all[i].before) after[before].push_back(i);
    if (waiting[i] == 0) ready.push_back(i);
  }
  for (std::size_t k = 0; k < ready.size(); ++k) {
    for (const std::uint32_t next : after[ready[k]]) {
      if (--waiting[next] == 0) ready.push_back(next);
    }
  }
  if (ready.size() == all.size()) return {};
  const auto left_over = [&](std::uint32_t i) { return waiting[i] > 0; };
  std::uint32_t at = 0;
  while (!left_over(at)) ++at;
  std::vector<std::uint32_t> walk;
  std::vector<std::uint8_t> walked(all.size());
  while (walked[at] == 0) {
    walked[at] = 1;
    walk.push_back(at);
    at = *std::ranges::find_if(all[at].before, left_over);
  }
  std::string members = all[at].id;
  std::size_t named = 0;
  for (auto one = walk.rbegin(); one != walk.rend() && named < 20; ++one, ++named) {
    members += " → " + all[*one].id;
    if (*one == at) break;
  }
  return bad("crash.loop", "the links run in a circle: " + members, "/activities",
             "take one of these predecessors out");
}

Result<void> check_head(const Json& root) {
  if (!root.is_object()) return bad("crash.shape", "the file is no JSON object", "");
  TC_TRY(const Json* units, member(root, "units", ""));
  if (*units != "days, wan yuan") {
    return bad("crash.units", fmt::format("units are {}", seen(*units)), "/units",
               "'days, wan yuan' is read");
  }
  TC_TRY(const Json* linear, member(root, "linear", ""));
  if (*linear != true) {
    return bad("crash.linear", fmt::format("linear is {}", seen(*linear)), "/linear",
               "only prices in proportion to the days are read");
  }
  TC_TRY(const Json* list, member(root, "activities", ""));
  if (!list->is_array()) {
    return bad("crash.shape", fmt::format("{} is no list", seen(*list)), "/activities");
  }
  if (list->empty()) return bad("crash.empty", "there is no activity", "/activities");
  if (list->size() <= kMostCrashActivities) return {};
  return fail(Code::limit, "crash.limit", fmt::format("{} activities", list->size()), "/activities",
              fmt::format("at most {}", kMostCrashActivities));
}

}  // namespace

Result<CrashReading> read_crash(std::string_view bytes) {
  TC_TRY(const Json root, parse_json(bytes));
  TC_TRY_VOID(check_head(root));
  const Json& list = root["activities"];
  CrashReading out;
  Known known;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string where = pointer_to("/activities", i);
    TC_TRY(DayActivity activity, read_activity(list[i], where, out.notes));
    if (!known.names.emplace(activity.id, static_cast<std::uint32_t>(i)).second) {
      return bad("crash.duplicate", fmt::format("id {} stands twice", seen(activity.id)),
                 where + "/id");
    }
    out.network.activities.push_back(std::move(activity));
  }
  known.named_by.resize(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    TC_TRY_VOID(read_preds(list[i], known, out, i));
  }
  TC_TRY_VOID(check_loops(out.network));
  return out;
}

bool looks_like_crash(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t at = bytes.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && bytes[at] == '{';
}

}  // namespace tc::formats
