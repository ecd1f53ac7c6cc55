// Who acts and in what scope: an argument of every use case and of every query.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/fields.h"
#include "model/ids.h"

namespace tc::model {

/// What the acting user may see: everything, one county, one organization's projects, or one
/// project.
enum class ScopeKind : std::uint8_t { city, county, organization, project };
template <>
inline constexpr auto kEnumNames<ScopeKind> =
    std::to_array<std::string_view>({"city", "county", "organization", "project"});

struct Scope {
  ScopeKind kind = ScopeKind::city;
  std::string county;        ///< for county
  std::string organization;  ///< for organization: its name as lead department or unit
  ProjectId project_id;      ///< for project
  friend bool operator==(const Scope&, const Scope&) = default;
};

struct Acting {
  UserId user_id{1};
  std::string acting_as = "local_operator";
  CityCode city;
  Scope scope;
};

}  // namespace tc::model
