// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/noun_codec.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace tc::store::sqlite {

std::string encode_words(const std::vector<std::string>& words) {
  return nlohmann::json(words).dump();
}

std::optional<std::vector<std::string>> decode_words(const std::string& json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_array()) return std::nullopt;
  std::vector<std::string> words;
  for (const auto& word : parsed) {
    if (!word.is_string()) return std::nullopt;
    words.push_back(word.get<std::string>());
  }
  return words;
}

bool RowReader::take(int place, std::string& value) {
  const SQLite::Column column = source_.getColumn(place);
  const char* const text = column.getText();
  value.assign(text, static_cast<std::size_t>(column.getBytes()));
  return true;
}

bool RowReader::take(int place, std::int64_t& value) {
  value = source_.getColumn(place).getInt64();
  return true;
}

bool RowReader::take(int place, std::int32_t& value) {
  const std::int64_t wide = source_.getColumn(place).getInt64();
  value = static_cast<std::int32_t>(wide);
  return value == wide;
}

bool RowReader::take(int place, bool& value) {
  value = source_.getColumn(place).getInt64() != 0;
  return true;
}

bool RowReader::take(int place, double& value) {
  value = source_.getColumn(place).getDouble();
  return true;
}

bool RowReader::take(int place, Day& value) {
  const SQLite::Column column = source_.getColumn(place);
  const char* const text = column.getText();
  const auto parsed = parse_day({text, static_cast<std::size_t>(column.getBytes())});
  value = parsed.value_or(Day{});
  return parsed.has_value();
}

bool RowReader::take(int place, Minute& value) {
  const SQLite::Column column = source_.getColumn(place);
  const std::string_view text{column.getText(), static_cast<std::size_t>(column.getBytes())};
  const auto parsed = parse_minute(text);
  value = parsed.value_or(Minute{});
  return parsed.has_value();
}

bool RowReader::take(int place, std::vector<std::string>& value) {
  std::string text;
  take(place, text);
  auto words = decode_words(text);
  const bool found = words.has_value();
  value = std::move(words).value_or(std::vector<std::string>{});
  return found;
}

}  // namespace tc::store::sqlite
