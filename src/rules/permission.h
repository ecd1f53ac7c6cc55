// Who may do what, on whose things, under which condition: one table (role × area × deed), one
// evaluator. Rights are additive: what no row grants is refused. `local_operator`, the only role of
// a loopback installation, may do everything; `anonymous` (not signed in) nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/fields.h"

namespace tc::rules {

enum class Role : std::uint8_t {
  local_operator,
  leader,
  key_project_office,
  department,
  county,
  unit,
  auditor,
  security_admin,
  system_admin,
  anonymous
};

/// What is touched.
enum class Area : std::uint8_t {
  projects,          ///< project list, progress, activities, blockers
  sensitive_fields,  ///< commercial and household fields
  periods,           ///< closing and reopening a period, correcting closed data
  instructions,      ///< orders, reminders, bulletins
  plans,             ///< plan, optimizer, scenario
  bulk_import,
  full_export,
  accounts,  ///< users, roles, labels
  settings,
  backups,
  audit_log
};

enum class Deed : std::uint8_t { read, write, approve, ask, reply, verify, restore };

/// On whose things the right holds.
enum class Reach : std::uint8_t { all, sector, region, organization, tasks, self };

/// What must hold besides; on_record: each look is itself logged.
enum class Condition : std::uint8_t { none, open_period, two_persons, on_record };

struct Grant {
  Role role{};
  Area area{};
  Deed deed{};
  Reach reach{};
  Condition condition = Condition::none;
};
[[nodiscard]] std::span<const Grant> grants();

/// How the acting user stands to the thing, and what holds at this moment.
struct Circumstance {
  bool in_sector = false;         ///< the project lies in the user's sector
  bool in_region = false;         ///< … in the user's county or below
  bool own_organization = false;  ///< … is led or built by the user's organization
  bool own_task = false;          ///< the activity or order is the user's organization's
  bool self = false;              ///< the record is about the user
  bool period_open = false;
  bool second_person = false;  ///< another authorised person has confirmed
  bool on_record = false;      ///< the caller logs this look
};

/// Whether some row grants it.
[[nodiscard]] bool may(Role role, Area area, Deed deed, const Circumstance& circumstance);

}  // namespace tc::rules

template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Role> = std::to_array<std::string_view>(
    {"local_operator", "leader", "key_project_office", "department", "county", "unit", "auditor",
     "security_admin", "system_admin", "anonymous"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Area> = std::to_array<std::string_view>(
    {"projects", "sensitive_fields", "periods", "instructions", "plans", "bulk_import",
     "full_export", "accounts", "settings", "backups", "audit_log"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Deed> = std::to_array<std::string_view>(
    {"read", "write", "approve", "ask", "reply", "verify", "restore"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Reach> =
    std::to_array<std::string_view>({"all", "sector", "region", "organization", "tasks", "self"});
template <>
inline constexpr auto tc::model::kEnumNames<tc::rules::Condition> =
    std::to_array<std::string_view>({"none", "open_period", "two_persons", "on_record"});
