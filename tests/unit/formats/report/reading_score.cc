// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/report/reading_score.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace tc::test {
namespace {

using formats::report::DirectiveReading;
using formats::report::ProjectReading;
using formats::report::Reading;
using Json = nlohmann::json;

std::u32string normal(const std::string& text) {
  std::u32string out;
  for (const char32_t c : text::to_u32(text::nfkc(text))) {
    const bool keeps = text::is_han(c) || (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') ||
                       (c >= U'A' && c <= U'Z');
    if (keeps) out.push_back(c);
  }
  return out;
}

std::u32string normal_name(const std::string& name) {
  std::u32string out = normal(name);
  for (const std::u32string_view ending : {U"项目", U"工程"}) {
    const bool ends =
        out.size() > ending.size() && out.substr(out.size() - ending.size()) == ending;
    if (ends) out.resize(out.size() - ending.size());
  }
  return out;
}

bool same_name(const std::string& a, const std::string& b) {
  const std::u32string x = normal_name(a);
  const std::u32string y = normal_name(b);
  const std::u32string& shorter = x.size() < y.size() ? x : y;
  const std::u32string& longer = x.size() < y.size() ? y : x;
  if (shorter == longer) return true;
  return shorter.size() >= 4 && 3 * shorter.size() >= longer.size() &&
         longer.find(shorter) != std::u32string::npos;
}

std::size_t common(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const char32_t c : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = c == b[j] ? diagonal + 1 : std::max(row[j + 1], row[j]);
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::size_t atoms_found(const std::vector<std::string>& wanted,
                        const std::vector<std::string>& given) {
  return static_cast<std::size_t>(std::ranges::count_if(wanted, [&](const std::string& atom) {
    return std::ranges::any_of(given,
                               [&](const std::string& other) { return same_atom(atom, other); });
  }));
}

/// Matches rows one to one, first come first served; returns for each `a` its `b`, or npos.
template <class A, class B, class Same>
std::vector<std::size_t> match(const A& a, const B& b, Same&& same) {
  std::vector<std::size_t> out;
  std::vector<bool> used(b.size(), false);
  for (const auto& row : a) {
    std::size_t found = std::string::npos;
    for (std::size_t j = 0; j < b.size() && found == std::string::npos; ++j) {
      if (!used[j] && same(row, b[j])) found = j;
    }
    if (found != std::string::npos) used[found] = true;
    out.push_back(found);
  }
  return out;
}

Share share_of(const std::vector<std::size_t>& matched) {
  const auto hits =
      std::ranges::count_if(matched, [](std::size_t j) { return j != std::string::npos; });
  return {static_cast<std::size_t>(hits), matched.size()};
}

std::vector<std::string> texts(const Json& array) {
  return array.is_array() ? array.get<std::vector<std::string>>() : std::vector<std::string>{};
}

std::string text_or_empty(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

ProjectReading expected_project(const Json& row) {
  ProjectReading out;
  out.name = row.at("name").get<std::string>();
  if (const auto size = row.find("capacity"); size != row.end() && size->is_object()) {
    out.capacity = {size->at("value").get<double>(), size->at("unit").get<std::string>(), {}};
  }
  return out;
}

}  // namespace

bool same_atom(const std::string& a, const std::string& b) {
  const std::u32string x = normal(a);
  const std::u32string y = normal(b);
  if (x.empty() || y.empty()) return false;
  if (x.find(y) != std::u32string::npos || y.find(x) != std::u32string::npos) return true;
  const double agree = static_cast<double>(common(x, y));
  return agree >= 0.8 * static_cast<double>(std::min(x.size(), y.size())) &&
         agree >= 0.5 * static_cast<double>(std::max(x.size(), y.size()));
}

ExpectedReading parse_expected(const std::string& json) {
  const Json root = Json::parse(json);
  ExpectedReading out;
  const Json& visit = root.at("visit");
  out.visit = visit.is_object();
  if (out.visit) {
    out.date = text_or_empty(visit, "date");
    out.leader = text_or_empty(visit, "leader");
    out.title = text_or_empty(visit, "title");
    out.participants = texts(visit.at("participants"));
  }
  for (const Json& row : root.at("projects")) out.projects.push_back(expected_project(row));
  for (const Json& row : root.at("directives")) {
    out.directives.push_back({texts(row.at("atoms")), text_or_empty(row, "addressee")});
  }
  out.blockers = root.at("blockers").size();
  return out;
}

Score score(const Reading& reading, const ExpectedReading& expected) {
  Score out;
  const auto check = [&](bool right) {
    out.visit.hits += right ? 1u : 0u;
    ++out.visit.of;
  };
  check(reading.visit.has_value() == expected.visit);
  if (reading.visit && expected.visit) {
    check(reading.visit->date == expected.date);
    check(reading.visit->leader == expected.leader);
    check(reading.visit->title == expected.title);
    check(reading.visit->participants == expected.participants);
  }
  const auto by_name = [](const auto& a, const auto& b) { return same_name(a.name, b.name); };
  const std::vector<std::size_t> projects = match(expected.projects, reading.projects, by_name);
  out.project_recall = share_of(projects);
  out.project_precision = share_of(match(reading.projects, expected.projects, by_name));
  for (std::size_t i = 0; i < projects.size(); ++i) {
    if (projects[i] == std::string::npos) continue;
    const auto& want = expected.projects[i].capacity;
    const auto& have = reading.projects[projects[i]].capacity;
    if (!want && !have) continue;
    ++out.capacity.of;
    const bool right = want && have && want->unit == have->unit &&
                       std::abs(want->value - have->value) <= 1e-9 * std::abs(want->value);
    out.capacity.hits += right ? 1u : 0u;
  }
  const auto covers = [](const auto& a, const auto& b) {
    return 10 * atoms_found(a.atoms, b.atoms) >= 6 * a.atoms.size();
  };
  const std::vector<std::size_t> found = match(expected.directives, reading.directives, covers);
  out.directive_recall = share_of(found);
  out.directive_precision = share_of(match(reading.directives, expected.directives, covers));
  for (std::size_t i = 0; i < found.size(); ++i) {
    out.atoms.of += expected.directives[i].atoms.size();
    if (found[i] == std::string::npos) continue;
    const DirectiveReading& have = reading.directives[found[i]];
    out.atoms.hits += atoms_found(expected.directives[i].atoms, have.atoms);
    out.addressees = out.addressees && have.addressee == expected.directives[i].addressee;
  }
  return out;
}

}  // namespace tc::test
