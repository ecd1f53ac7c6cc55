// Shared by the rule tests: the embedded packs and priors, days from text, expected values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/data.h"
#include "base/text.h"
#include "rules/light.h"
#include "rules/prior.h"

namespace tc::rules {

inline Day day(std::string_view text) { return parse_day(text).value(); }
inline Minute minute(std::string_view text) { return parse_minute(text).value(); }

inline std::vector<LightPack> shipped_packs() {
  std::vector<LightPack> packs;
  for (const EmbeddedFile& file : data::templates()) {
    if (!file.path.starts_with("lights/")) continue;
    const std::string_view key = file.path.substr(7, file.path.size() - 7 - 5);
    Result<LightPack> pack = parse_light_pack(file.bytes, key);
    if (!pack) ADD_FAILURE() << to_line(pack.error());
    if (pack) packs.push_back(std::move(*pack));
  }
  return packs;
}

inline LightPack shipped_pack(std::string_view key) {
  for (LightPack& pack : shipped_packs()) {
    if (pack.key == key) return pack;
  }
  ADD_FAILURE() << "no pack " << key;
  return {};
}

inline BlockerPriors shipped_priors() {
  const EmbeddedFile* file = find_file(data::templates(), "priors/blockers.toml");
  if (file == nullptr) {
    ADD_FAILURE() << "no priors";
    return {};
  }
  Result<BlockerPriors> priors = parse_blocker_priors(file->bytes, file->path);
  if (!priors) ADD_FAILURE() << to_line(priors.error());
  return priors ? std::move(*priors) : BlockerPriors{};
}

inline std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace tc::rules
