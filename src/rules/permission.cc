// SPDX-License-Identifier: Apache-2.0
#include "rules/permission.h"

#include <algorithm>
#include <array>

namespace tc::rules {
namespace {

using enum Role;
using enum Area;
using enum Deed;

constexpr std::array kGrants{
    // Project list, progress.
    Grant{leader, projects, read, Reach::all},
    Grant{key_project_office, projects, read, Reach::all},
    Grant{key_project_office, projects, write, Reach::all},
    Grant{department, projects, read, Reach::sector},
    Grant{department, projects, read, Reach::tasks},
    Grant{department, projects, write, Reach::tasks},
    Grant{county, projects, read, Reach::region},
    Grant{county, projects, write, Reach::region, Condition::open_period},
    Grant{unit, projects, read, Reach::organization},
    Grant{unit, projects, write, Reach::organization, Condition::open_period},
    Grant{auditor, projects, read, Reach::all},
    // Commercial and household fields.
    Grant{leader, sensitive_fields, read, Reach::all},
    Grant{key_project_office, sensitive_fields, read, Reach::all},
    Grant{department, sensitive_fields, read, Reach::sector},
    Grant{county, sensitive_fields, read, Reach::region},
    Grant{unit, sensitive_fields, read, Reach::organization},
    Grant{unit, sensitive_fields, write, Reach::organization},
    Grant{auditor, sensitive_fields, read, Reach::all, Condition::on_record},
    // Closing and reopening a period, correcting closed data.
    Grant{key_project_office, periods, read, Reach::all},
    Grant{key_project_office, periods, approve, Reach::all, Condition::two_persons},
    Grant{department, periods, ask, Reach::tasks},
    Grant{county, periods, ask, Reach::region},
    Grant{unit, periods, ask, Reach::organization},
    Grant{auditor, periods, read, Reach::all},
    // Instructions, 催办, 通报.
    Grant{leader, instructions, read, Reach::all},
    Grant{leader, instructions, write, Reach::all},
    Grant{key_project_office, instructions, read, Reach::all},
    Grant{key_project_office, instructions, write, Reach::all},
    Grant{key_project_office, instructions, approve, Reach::all},
    Grant{department, instructions, read, Reach::sector},
    Grant{department, instructions, read, Reach::tasks},
    Grant{department, instructions, write, Reach::sector},
    Grant{department, instructions, reply, Reach::tasks},
    Grant{county, instructions, read, Reach::region},
    Grant{county, instructions, reply, Reach::region},
    Grant{unit, instructions, read, Reach::organization},
    Grant{unit, instructions, reply, Reach::organization},
    Grant{auditor, instructions, read, Reach::all},
    // Plan, optimizer, scenario.
    Grant{leader, plans, read, Reach::all},
    Grant{key_project_office, plans, read, Reach::all},
    Grant{key_project_office, plans, write, Reach::all},
    Grant{key_project_office, plans, approve, Reach::all},
    Grant{department, plans, read, Reach::all},
    Grant{county, plans, read, Reach::region},
    Grant{unit, plans, read, Reach::organization},
    Grant{auditor, plans, read, Reach::all},
    // Import and full export.
    Grant{leader, full_export, write, Reach::all},
    Grant{key_project_office, bulk_import, write, Reach::all},
    Grant{key_project_office, full_export, approve, Reach::all},
    Grant{department, bulk_import, write, Reach::tasks},
    Grant{department, full_export, write, Reach::tasks},
    Grant{county, bulk_import, write, Reach::region},
    Grant{county, full_export, write, Reach::region},
    Grant{unit, bulk_import, write, Reach::organization},
    Grant{unit, full_export, write, Reach::organization},
    Grant{auditor, bulk_import, read, Reach::all, Condition::on_record},
    Grant{auditor, full_export, read, Reach::all, Condition::on_record},
    // Users, roles, labels.
    Grant{key_project_office, accounts, ask, Reach::all},
    Grant{auditor, accounts, read, Reach::all},
    Grant{security_admin, accounts, read, Reach::all},
    Grant{security_admin, accounts, write, Reach::all, Condition::two_persons},
    // Settings, backup, restore.
    Grant{auditor, settings, read, Reach::all, Condition::on_record},
    Grant{auditor, backups, read, Reach::all, Condition::on_record},
    Grant{system_admin, settings, read, Reach::all},
    Grant{system_admin, settings, write, Reach::all},
    Grant{system_admin, backups, read, Reach::all},
    Grant{system_admin, backups, write, Reach::all},
    Grant{system_admin, backups, restore, Reach::all, Condition::two_persons},
    // Audit log: everyone signed in sees what stands there about themselves.
    Grant{leader, audit_log, read, Reach::self},
    Grant{key_project_office, audit_log, read, Reach::self},
    Grant{department, audit_log, read, Reach::self},
    Grant{county, audit_log, read, Reach::self},
    Grant{unit, audit_log, read, Reach::self},
    Grant{security_admin, audit_log, read, Reach::self},
    Grant{system_admin, audit_log, read, Reach::self},
    Grant{auditor, audit_log, read, Reach::all},
    Grant{auditor, audit_log, verify, Reach::all},
};

constexpr bool every_role_has_a_row() {
  for (std::size_t i = 0; i < model::kEnumNames<Role>.size(); ++i) {
    const Role role = static_cast<Role>(i);
    if (role == local_operator || role == anonymous) continue;  // all, none: see `may`
    bool found = false;
    for (const Grant& grant : kGrants) found = found || grant.role == role;
    if (!found) return false;
  }
  return true;
}
static_assert(every_role_has_a_row());

bool reaches(Reach reach, const Circumstance& c) {
  switch (reach) {
    case Reach::all:
      return true;
    case Reach::sector:
      return c.in_sector;
    case Reach::region:
      return c.in_region;
    case Reach::organization:
      return c.own_organization;
    case Reach::tasks:
      return c.own_task;
    case Reach::self:
      return c.self;
  }
  return false;
}

bool met(Condition condition, const Circumstance& c) {
  switch (condition) {
    case Condition::none:
      return true;
    case Condition::open_period:
      return c.period_open;
    case Condition::two_persons:
      return c.second_person;
    case Condition::on_record:
      return c.on_record;
  }
  return false;
}

}  // namespace

std::span<const Grant> grants() { return kGrants; }

bool may(Role role, Area area, Deed deed, const Circumstance& circumstance) {
  if (role == local_operator) return true;
  return std::ranges::any_of(kGrants, [&](const Grant& grant) {
    return grant.role == role && grant.area == area && grant.deed == deed &&
           reaches(grant.reach, circumstance) && met(grant.condition, circumstance);
  });
}

}  // namespace tc::rules
