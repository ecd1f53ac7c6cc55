// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "formats/noun/json_text.h"
#include "formats/portfolio/readers.h"

namespace tc::formats::portfolio {
namespace {

using nlohmann::json;

std::optional<double> number(const json& properties, const char* key) {
  const auto at = properties.find(key);
  if (at == properties.end() || !at->is_number()) return std::nullopt;
  const double value = at->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string text(const json& properties, const char* key) {
  const auto at = properties.find(key);
  return at != properties.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::optional<PortfolioProject> project_of(const json& feature) {
  if (!feature.is_object()) return std::nullopt;
  const auto properties = feature.find("properties");
  if (properties == feature.end() || !properties->is_object()) return std::nullopt;
  PortfolioProject one;
  one.id = text(*properties, "project_id");
  one.category = text(*properties, "ten_year_plan_category");
  one.first_budget = number(*properties, "original_budget");
  one.budget = number(*properties, "combined_total");
  // One id may stand for several works of an agency: name and id together are one project.
  const std::string agency = text(*properties, "managing_agency");
  if (!one.id.empty() && !agency.empty()) one.id += " " + agency;
  return one;
}

}  // namespace

Result<Portfolio> read_capital(std::string_view utf8) {
  TC_TRY(const json root, parse_json(utf8));
  const auto features = root.find("features");
  if (features == root.end() || !features->is_array()) {
    return fail(Code::bad_input, "portfolio.kind", "the GeoJSON has no list 'features'",
                "/features");
  }
  if (features->size() > kMostProjects) {
    return fail(Code::limit, "portfolio.size", fmt::format("{} features", features->size()),
                "/features", fmt::format("at most {}", kMostProjects));
  }
  Portfolio out{.kind = PortfolioKind::capital, .year = {}, .projects = {}, .notes = {}};
  std::size_t odd = 0;
  std::size_t unpriced = 0;
  for (const json& feature : *features) {
    std::optional<PortfolioProject> one = project_of(feature);
    if (!one) {
      ++odd;
      continue;
    }
    // Nothing is matched by these ids: a project that prints none still counts.
    if (one->id.empty()) one->id = fmt::format("feature {}", out.projects.size() + 1);
    if (!one->first_budget || !one->budget) ++unpriced;
    out.projects.push_back(*std::move(one));
  }
  if (odd > 0) {
    out.notes.push_back(
        {"portfolio.id", fmt::format("{} features without properties", odd), "/features"});
  }
  if (unpriced > 0) {
    out.notes.push_back({"portfolio.amount",
                         fmt::format("{} projects lack a first or present budget", unpriced),
                         "/features"});
  }
  return out;
}

}  // namespace tc::formats::portfolio
