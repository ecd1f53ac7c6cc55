// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tc::formats::csv {
namespace {

bool is_blank(const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells, [](const std::string& cell) {
    return cell.find_first_not_of(" \t") == std::string::npos;
  });
}

/// Whether a spreadsheet would run the text, apart from apostrophes in front.
bool is_formula(std::string_view text) {
  const std::size_t at = text.find_first_not_of('\'');
  return at != std::string_view::npos &&
         std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos;
}

}  // namespace

char find_delimiter(std::string_view text) {
  constexpr std::array kCandidates{',', ';', '\t'};
  std::array<std::size_t, kCandidates.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    for (std::size_t i = 0; i < kCandidates.size(); ++i) {
      if (!quoted && c == kCandidates[i]) ++counts[i];
    }
  }
  const auto most = std::ranges::max_element(counts);
  return kCandidates[static_cast<std::size_t>(most - counts.begin())];
}

bool RowReader::at_line_end() const {
  return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

void RowReader::skip_line_end() {
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

Result<void> RowReader::read_quoted(std::string& cell, std::size_t number) {
  const std::size_t from_line = line_;
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '"') {
      if (at_ >= text_.size() || text_[at_] != '"') return {};
      ++at_;
    }
    if (c == '\n') ++line_;
    cell += c;
  }
  return fail(Code::bad_input, "csv.quote", "a cell opens with '\"' and never closes",
              fmt::format("{}:{}", from_line, number), "close the quotes, or double those inside");
}

Result<void> RowReader::read_cell(std::string& cell, std::size_t number) {
  if (at_ < text_.size() && text_[at_] == '"') TC_TRY_VOID(read_quoted(cell, number));
  // What follows a closing quote belongs to the cell too: lenient, as spreadsheets are.
  while (!at_line_end() && text_[at_] != delimiter_) cell += text_[at_++];
  return {};
}

Result<bool> RowReader::next(std::vector<std::string>& cells) {
  while (at_ < text_.size()) {
    row_line_ = line_;
    cells.clear();
    while (true) {
      cells.emplace_back();
      TC_TRY_VOID(read_cell(cells.back(), cells.size()));
      if (at_line_end()) break;
      ++at_;
      if (cells.size() >= kMaxColumns) {
        return fail(Code::limit, "csv.limit", fmt::format("more than {} columns", kMaxColumns),
                    fmt::format("{}:{}", row_line_, cells.size()));
      }
    }
    skip_line_end();
    if (!is_blank(cells)) return true;
  }
  return false;
}

void append_cell(std::string& out, std::string_view text) {
  const bool plain = text.find_first_of("\",;\t\r\n") == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string shield(std::string_view text) {
  return is_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string unshield(std::string text) {
  if (!text.empty() && text.front() == '\'' && is_formula(text)) text.erase(0, 1);
  return text;
}

}  // namespace tc::formats::csv
