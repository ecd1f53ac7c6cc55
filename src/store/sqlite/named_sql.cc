// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/named_sql.h"

#include "base/data.h"
#include "base/result.h"

namespace tc::store::sqlite {
namespace {

using Statements = std::map<std::string, std::string, std::less<>>;
constexpr std::string_view kMark = "-- name: ";

void split_file(std::string_view text, Statements& out) {
  std::size_t at = text.find(kMark);
  while (at != std::string_view::npos) {
    const std::size_t line_end = text.find('\n', at);
    const std::size_t next = text.find(kMark, line_end);
    const auto name = text.substr(at + kMark.size(), line_end - at - kMark.size());
    const auto body = text.substr(line_end + 1, next - line_end - 1);
    const bool fresh = out.emplace(std::string(name), std::string(body)).second;
    TC_CHECK(fresh, "two statements are named " + std::string(name));
    at = next;
  }
}

Statements split_all() {
  Statements out;
  for (const EmbeddedFile& file : data::sql()) {
    if (file.path.starts_with("sql/")) split_file(file.bytes, out);
  }
  return out;
}

}  // namespace

const Statements& named_sql() {
  static const Statements kStatements = split_all();
  return kStatements;
}

const std::string& sql_of(std::string_view name) {
  const auto at = named_sql().find(name);
  TC_CHECK(at != named_sql().end(), "no statement is named " + std::string(name));
  return at->second;
}

}  // namespace tc::store::sqlite
