// The scoring rule of data/visit-reports/README.md: projects by name containment, capacities exact,
// directives by at least 60 % of their atoms, and nothing that the text does not say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "formats/report/reading.h"

namespace tc::test {

/// What an expected.json says, as far as it is scored.
struct ExpectedDirective {
  std::vector<std::string> atoms;
  std::string addressee;
};
struct ExpectedReading {
  bool visit = false;
  std::string date, leader, title;
  std::vector<std::string> participants;
  std::vector<formats::report::ProjectReading> projects;  ///< name, capacity, investment
  std::vector<ExpectedDirective> directives;
  std::size_t blockers = 0;
};

struct Share {
  std::size_t hits = 0;
  std::size_t of = 0;
  [[nodiscard]] double value() const {
    return of == 0 ? 1.0 : static_cast<double>(hits) / static_cast<double>(of);
  }
};

struct Score {
  Share visit;  ///< date, leader, title, participants
  Share project_recall, project_precision;
  Share capacity;
  Share directive_recall, directive_precision;
  Share atoms;  ///< expected atoms found anywhere in a matched directive
  bool addressees = true;
};

[[nodiscard]] ExpectedReading parse_expected(const std::string& json);
[[nodiscard]] Score score(const formats::report::Reading& reading, const ExpectedReading& expected);
/// Two atoms say the same: one contains the other, or most characters agree in order.
[[nodiscard]] bool same_atom(const std::string& a, const std::string& b);

}  // namespace tc::test
