// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/document.h"

#include <algorithm>
#include <array>
#include <limits>

#include "formats/xer/remarks.h"

namespace tc::formats::xer {
namespace {

/// Rows that a table may have: `least`, or one for so many bytes of the file. Real rows are longer,
/// so only files made to fill the memory reach it.
struct RowLimit {
  std::string_view table;
  std::size_t least;
  std::size_t bytes_each;
};
constexpr std::array kRowLimits{
    RowLimit{"PROJECT", 1'000, 1'000}, RowLimit{"CALENDAR", 10'000, 200},
    RowLimit{"PROJWBS", 50'000, 40},   RowLimit{"RSRC", 50'000, 50},
    RowLimit{"TASK", 100'000, 60},     RowLimit{"TASKPRED", 500'000, 20},
    RowLimit{"TASKRSRC", 500'000, 20}, RowLimit{"", 1'000'000, 10},
};

constexpr std::size_t kMostTables = 10'000;
constexpr std::size_t kMostFields = 2'000;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

enum class Record { table, fields, row, end, header, blank, other };

Record record_of(std::string_view line) {
  const std::string_view word = trimmed_cell(line.substr(0, line.find('\t')));
  if (word.empty() && trimmed_cell(line).empty()) return Record::blank;
  if (same_name(word, "%R")) return Record::row;
  if (same_name(word, "%T")) return Record::table;
  if (same_name(word, "%F")) return Record::fields;
  if (same_name(word, "%E")) return Record::end;
  return same_name(word, "ERMHDR") ? Record::header : Record::other;
}

bool starts_like_xer(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r' || text.front() == '\n')) {
    text.remove_prefix(1);
  }
  const std::string_view word = text.substr(0, text.find_first_of("\t\r\n"));
  return same_name(trimmed_cell(word), "ERMHDR") || same_name(trimmed_cell(word), "%T");
}

/// The text as the document keeps it: without its mark, UTF-16 as UTF-8.
Result<std::string> kept_text(std::string_view bytes, const Coding& coding) {
  bytes.remove_prefix(coding.mark.size());
  if (!coding.wide()) return std::string(bytes);
  TC_TRY(text::CodePage page, text::CodePage::open(coding.name));
  std::string out;
  page.decode(bytes, out);
  return out;
}

std::size_t most_rows(std::string_view table, std::size_t text_size) {
  const auto limit = std::ranges::find_if(kRowLimits, [table](const RowLimit& row) {
    return row.table.empty() || same_name(row.table, table);
  });
  return std::max(limit->least, text_size / limit->bytes_each);
}

}  // namespace

/// Walks the lines once and fills the document.
class Parser {
 public:
  explicit Parser(Document& document) : document_(document) {}
  Result<void> run();

 private:
  Result<void> line(Span span);
  Result<void> begin_table(Span span);
  Result<void> take_fields(Span span);
  Result<void> add_row(Span span);
  void take_other(Span span, Record record);
  void count_damage();
  [[nodiscard]] std::string place(Span span) const {
    return "line " + std::to_string(document_.line_of(span.begin));
  }

  Document& document_;
  Remarks remarks_;
  std::vector<std::string_view> cells_;
  bool kept_ = false;          ///< this line is part of the last table
  std::size_t row_cells_ = 0;  ///< cells of the row just read; 0 when the last record was no row
};

Result<void> Parser::run() {
  const std::string_view text = document_.text_;
  const bool old_mac = text.find('\n') == std::string_view::npos;
  const char mark = old_mac ? '\r' : '\n';
  const std::size_t first = text.find(mark);
  if (first != std::string_view::npos) {
    const bool crlf = !old_mac && first > 0 && text[first - 1] == '\r';
    document_.line_end_ = old_mac ? "\r" : crlf ? "\r\n" : "\n";
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find(mark, at), text.size());
    const std::size_t next = std::min(stop + 1, text.size());
    std::size_t size = stop - at;
    while (size > 0 && text[at + size - 1] == '\r') --size;
    kept_ = false;
    TC_TRY_VOID(line({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size)}));
    if (kept_) {
      document_.tables_.back().end = static_cast<std::uint32_t>(next);
    }
    at = next;
  }
  if (document_.tables_.empty()) {
    return fail(Code::bad_input, "xer.no_tables", "the file holds no table (%T line)", {},
                "export the project from P6 again");
  }
  count_damage();
  document_.notes_ = remarks_.take();
  return {};
}

Result<void> Parser::line(Span span) {
  const std::string_view record = document_.text(span);
  const Record kind = record_of(record);
  if (kind == Record::row) return add_row(span);
  if (kind != Record::blank && kind != Record::other) row_cells_ = 0;
  switch (kind) {
    case Record::table:
      return begin_table(span);
    case Record::fields:
      return take_fields(span);
    case Record::header:
      if (document_.header_.empty()) cut_cells(record, document_.header_);
      return {};
    case Record::end:
      return {};
    default:
      take_other(span, kind);
      return {};
  }
}

Result<void> Parser::begin_table(Span span) {
  if (document_.tables_.size() >= kMostTables) {
    return fail(Code::limit, "xer.too_many_tables",
                "the file has more than " + std::to_string(kMostTables) + " tables", place(span));
  }
  cut_cells(document_.text(span), cells_);
  Table table;
  if (!cells_.empty()) table.name = trimmed_cell(cells_.front());
  document_.tables_.push_back(std::move(table));
  kept_ = true;
  return {};
}

Result<void> Parser::take_fields(Span span) {
  cut_cells(document_.text(span), cells_);
  if (document_.tables_.empty()) {
    remarks_.add("xer.stray_line", "fields stand before any table", place(span));
    return {};
  }
  if (cells_.size() > kMostFields) {
    return fail(Code::limit, "xer.too_many_fields",
                "a table has " + std::to_string(cells_.size()) + " fields", place(span));
  }
  // Files joined together may give fields anew within a table: a section of its own.
  if (document_.tables_.back().field_line.size > 0) {
    const std::string_view name = document_.tables_.back().name;
    document_.tables_.push_back({});
    document_.tables_.back().name = name;
  }
  Table& table = document_.tables_.back();
  table.field_line = span;
  for (const std::string_view cell : cells_) table.fields.push_back(trimmed_cell(cell));
  kept_ = true;
  return {};
}

Result<void> Parser::add_row(Span span) {
  if (document_.tables_.empty()) {
    remarks_.add("xer.stray_line", "a row stands before any table", place(span));
    return {};
  }
  Table& table = document_.tables_.back();
  if (table.rows.size() >= most_rows(table.name, document_.text_.size())) {
    return fail(Code::limit, "xer.too_many_rows",
                "table " + std::string(table.name.substr(0, 40)) + " has more than " +
                    std::to_string(table.rows.size()) + " rows",
                place(span), "split the export into several files");
  }
  const std::string_view record = document_.text(span);
  row_cells_ = 1 + static_cast<std::size_t>(std::ranges::count(record, '\t'));
  table.rows.push_back(span);
  kept_ = true;
  return {};
}

/// A line of no record: the rest of a cell that holds line ends, or kept as it is.
void Parser::take_other(Span span, Record record) {
  const std::string_view text = document_.text(span);
  if (record == Record::blank) return;
  if (row_cells_ > 0 && !text.starts_with("ERM")) {
    Table& table = document_.tables_.back();
    if (row_cells_ <= table.fields.size()) {
      table.rows.back().size = span.begin + span.size - table.rows.back().begin;
      kept_ = true;
      row_cells_ += static_cast<std::size_t>(std::ranges::count(text, '\t'));
      remarks_.add("xer.broken_row", "a row goes on in this line; it is read as one row",
                   place(span));
      return;
    }
  }
  row_cells_ = 0;
  if (text.starts_with("ERM")) return;
  remarks_.add("xer.stray_line", "a line of no table is kept but not read", place(span));
}

void Parser::count_damage() {
  if (document_.coding_.wide() || is_ascii(document_.text_)) return;
  auto transcoder = Transcoder::open(document_.coding_);
  if (!transcoder) return;
  const std::string_view text = document_.text_;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find_first_of("\t\n", at), text.size());
    const std::string_view cell = text.substr(at, stop - at);
    const std::size_t before = transcoder->damaged();
    if (!is_ascii(cell)) (void)transcoder->decode(cell);
    if (transcoder->damaged() > before) {
      remarks_.add("xer.damaged_text",
                   "bytes that are no " + document_.coding_.name + " became U+FFFD",
                   place({static_cast<std::uint32_t>(at), 0}));
    }
    at = stop + 1;
  }
}

Document::Document(std::string text, Coding coding)
    : text_(std::move(text)), coding_(std::move(coding)) {}

Result<std::shared_ptr<const Document>> Document::parse(std::string_view bytes) {
  if (bytes.size() >= std::numeric_limits<std::uint32_t>::max() / 2) {
    return fail(Code::limit, "xer.size", "the file is larger than 2 GiB", {},
                "split the export into several files");
  }
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail(Code::bad_input, "xer.empty", "the file is empty");
  }
  const Coding coding = detect_coding(bytes);
  TC_TRY(std::string text, kept_text(bytes, coding));
  if (!starts_like_xer(text)) {
    return fail(Code::bad_input, "xer.not_xer", "the file begins neither with ERMHDR nor with %T",
                "line 1", "give a file that P6 exported as XER");
  }
  const auto document = std::make_shared<Document>(std::move(text), coding);
  TC_TRY_VOID(Parser(*document).run());
  return std::shared_ptr<const Document>(document);
}

std::vector<const Table*> Document::sections(std::string_view name) const {
  std::vector<const Table*> found;
  for (const Table& table : tables_) {
    if (same_name(table.name, name)) found.push_back(&table);
  }
  return found;
}

std::size_t Document::line_of(std::uint32_t offset) const {
  const char mark = line_end_ == "\r" ? '\r' : '\n';
  return 1 + static_cast<std::size_t>(std::count(
                 text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), mark));
}

std::size_t Document::overhead() const {
  std::size_t bytes = tables_.capacity() * sizeof(Table);
  for (const Table& table : tables_) {
    bytes +=
        table.rows.capacity() * sizeof(Span) + table.fields.capacity() * sizeof(std::string_view);
  }
  return bytes;
}

bool begins_as_xer(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 256);
  // The page of the rest does not matter: the first words are ASCII in all of them.
  Coding coding = detect_coding(head.substr(0, 8));
  if (!coding.wide() && coding.mark.empty()) coding.name = "UTF-8";
  const auto text = kept_text(head, coding);
  return text && starts_like_xer(*text);
}

std::string_view trimmed_cell(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

void cut_cells(std::string_view record, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t at = record.find('\t');
  while (at != std::string_view::npos) {
    const std::size_t next = record.find('\t', at + 1);
    cells.push_back(record.substr(at + 1, next == std::string_view::npos ? next : next - at - 1));
    at = next;
  }
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return upper(x) == upper(y); });
}

}  // namespace tc::formats::xer
