// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/write.h"

#include <iterator>

#include "formats/xer/xer.h"

namespace tc::formats {
namespace xer {
namespace {

/// P6 takes text without a mark for the page of the machine, which in our offices is this one.
constexpr const char* kHomePage = "GB18030";

/// The bytes of a text that is UTF-8, or in the page already when `done` wrote its cells.
Result<WrittenSchedule> encoded(const std::string& text, const Coding& coding,
                                const Transcoder* done) {
  WrittenSchedule written;
  written.bytes = coding.mark;
  std::size_t missing = 0;
  if (done != nullptr && !coding.wide()) {
    written.bytes += text;
    missing = done->missing();
  } else if (coding.wide()) {
    TC_TRY(text::CodePage page, text::CodePage::open(coding.name));
    missing = page.encode(text, written.bytes);
  } else {
    TC_TRY(Transcoder target, Transcoder::open(coding));
    written.bytes += target.encode(text);
    missing = target.missing();
  }
  if (missing > 0) {
    written.dropped.push_back({.rule = "xer.no_character",
                               .message = std::to_string(missing) +
                                          " characters have no place in " + coding.name +
                                          " and became '?'",
                               .where = "encoding"});
  }
  return written;
}

void add_dropped(Notes dropped, WrittenSchedule& written) {
  written.dropped.insert(written.dropped.end(), std::make_move_iterator(dropped.begin()),
                         std::make_move_iterator(dropped.end()));
}

}  // namespace

/// The document in UTF-8, so that its cells can go to any other page.
Result<std::shared_ptr<const Document>> in_utf8(const Document& document) {
  TC_TRY(Transcoder own, Transcoder::open(document.coding()));
  return Document::parse("\xEF\xBB\xBF" + own.decode(document.text()));
}

Result<WrittenSchedule> patch_document(const ScheduleFile& file,
                                       std::shared_ptr<const Document> document) {
  Coding coding = document->coding();
  const bool plain = is_ascii(document->text());
  if (!file.encoding.empty() && file.encoding != coding.name) {
    coding = {.name = file.encoding, .mark = {}};
    TC_TRY(document, in_utf8(*document));
  }
  TC_TRY(Reading base, read_document(document));
  TC_TRY(Transcoder cells, Transcoder::open(document->coding()));
  TableEdit edit(*document, cells, base.source.decimal_comma);
  TC_TRY_VOID(patch_tables(base, file, edit));
  const std::string text = edit.text();
  if (plain && coding == Coding{} && !is_ascii(text)) coding.name = kHomePage;
  const bool done = coding.name == document->coding().name;
  TC_TRY(WrittenSchedule written, encoded(text, coding, done ? &cells : nullptr));
  add_dropped(list_dropped(file), written);
  return written;
}

Result<WrittenSchedule> make_document(const ScheduleFile& file) {
  Coding coding{.name = kHomePage, .mark = {}};
  if (file.format == ScheduleFormat::xer && !file.encoding.empty()) coding.name = file.encoding;
  if (coding.wide()) coding.mark = coding.name == "UTF-16LE" ? "\xFF\xFE" : "\xFE\xFF";
  TC_TRY(const std::string text, new_text(file));
  TC_TRY(WrittenSchedule written, encoded(text, coding, nullptr));
  add_dropped(list_dropped(file), written);
  add_dropped(list_made_codes(file), written);
  return written;
}

}  // namespace xer

Result<WrittenSchedule> write_xer(const ScheduleFile& file) {
  const auto document = std::dynamic_pointer_cast<const xer::Document>(file.source);
  return document ? xer::patch_document(file, document) : xer::make_document(file);
}

}  // namespace tc::formats
