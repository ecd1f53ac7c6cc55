// Organizations and users. Rights come as grants in a later migration; the acting user and scope
// are already part of every use case. SPDX-License-Identifier: Apache-2.0
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

enum class OrganizationKind : std::uint8_t {
  leader_office,
  key_project_office,
  department,
  county,
  unit
};
template <>
inline constexpr auto kEnumNames<OrganizationKind> = std::to_array<std::string_view>(
    {"leader_office", "key_project_office", "department", "county", "unit"});

/// An organization that owns tasks, gates or projects.
struct Organization {
  static constexpr std::string_view kNoun = "organizations";
  OrganizationId id;
  std::int64_t revision{};
  std::string name;
  OrganizationKind kind{};
  std::string county;  ///< for counties and units: the county they lie in
  friend bool operator==(const Organization&, const Organization&) = default;
};

template <class P, class V>
requires Is<P, Organization>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("name", p.name);
  v("kind", p.kind);
  v("county", p.county);
}

/// A person who acts. User 1 is the local operator of this installation.
struct User {
  static constexpr std::string_view kNoun = "users";
  UserId id;
  std::int64_t revision{};
  std::string name;
  OrganizationId organization_id;
  bool active = false;
  friend bool operator==(const User&, const User&) = default;
};

template <class P, class V>
requires Is<P, User>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("name", p.name);
  v("organization_id", p.organization_id);
  v("active", p.active);
}

}  // namespace tc::model
