// SPDX-License-Identifier: Apache-2.0
#include "formats/portfolio/portfolio.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "formats/portfolio/cells.h"
#include "formats/portfolio/readers.h"

namespace tc::formats {
namespace {

constexpr std::size_t kSniffed = 1 << 16;

/// "2021_22", "2021-22" or "2021" in a file's name.
std::optional<int> year_in(std::string_view name) {
  const std::size_t slash = name.find_last_of('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    int year = 0;
    bool digits = i == 0 || name[i - 1] < '0' || name[i - 1] > '9';
    for (std::size_t k = i; digits && k < i + 4; ++k) {
      digits = name[k] >= '0' && name[k] <= '9';
      year = year * 10 + (name[k] - '0');
    }
    if (digits && year >= 1990 && year <= 2100) return year;
  }
  return std::nullopt;
}

/// UTF-8 as it is; else the code page of Western spreadsheets, where £ is one byte.
Result<std::string> utf8_of(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (text::first_bad_utf8(bytes) == std::string_view::npos) return std::string(bytes);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    TC_TRY(const text::Decoded decoded, text::decode(bytes));
    return decoded.utf8;
  }
  return text::decode_as(bytes, "windows-1252");
}

/// Rows without an id are left out, of an id that comes again the first row counts.
void keep_first(Portfolio& portfolio) {
  std::set<std::string> seen;
  std::vector<PortfolioProject> kept;
  std::size_t nameless = 0;
  std::size_t again = 0;
  std::string example;
  for (PortfolioProject& one : portfolio.projects) {
    if (one.id.empty()) {
      ++nameless;
    } else if (!seen.insert(one.id).second) {
      ++again;
      example = one.id;
    } else {
      kept.push_back(std::move(one));
    }
  }
  portfolio.projects = std::move(kept);
  if (nameless > 0) {
    portfolio.notes.push_back(
        {"portfolio.id", fmt::format("{} rows without an id are left out", nameless), ""});
  }
  if (again > 0) {
    portfolio.notes.push_back(
        {"portfolio.twice", fmt::format("{} rows repeat an id, e.g. '{}'", again, example), ""});
  }
}

}  // namespace

Result<Portfolio> read_portfolio(std::string_view bytes, std::string_view file_name) {
  TC_TRY(const std::string utf8, utf8_of(bytes));
  const std::size_t first = utf8.find_first_not_of(" \t\r\n");
  Result<Portfolio> read;
  if (first != std::string::npos && utf8[first] == '{') {
    read = portfolio::read_capital(utf8);
  } else {
    const std::string head = portfolio::plain(std::string_view(utf8).substr(0, kSniffed));
    if (head.find("gmpp id") != std::string::npos) {
      read = portfolio::read_annual(utf8);
    } else if (head.find("bca") != std::string::npos && head.find("stage") != std::string::npos) {
      read = portfolio::read_gates(utf8);
    } else {
      return fail(Code::bad_input, "portfolio.kind", "this is no portfolio we know",
                  std::string(file_name),
                  "give a GMPP annual CSV, a gate-date CSV or a capital-project GeoJSON");
    }
  }
  if (!read) return read;
  keep_first(*read);
  if (read->projects.empty()) {
    return fail(Code::bad_input, "portfolio.empty", "no project in the file",
                std::string(file_name));
  }
  read->year = year_in(file_name);
  return read;
}

}  // namespace tc::formats
