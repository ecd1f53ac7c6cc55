// The parts of the page: headline, credits, fields of minutes, paragraphs, sentences. Credits are
// not read as content, but their date gives the year.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "formats/report/rules.h"
#include "formats/report/words.h"

namespace tc::formats::report {

struct Line {
  Text text;
  int number = 0;      ///< 1, 2 …
  int paragraph = 0;   ///< 1, 2 …
  bool item = false;   ///< a numbered item of minutes begins here: 一、 （二） 3.
  bool field = false;  ///< a field of minutes: 参加人员：…
};

/// Year and month of a calendar date; 0 when the text gives none.
struct YearMonth {
  int year = 0;
  int month = 0;
};

struct Layout {
  Text heading;
  std::vector<Line> sentences;
  YearMonth published;
  bool minutes = false;
};

[[nodiscard]] Layout lay_out(View clean, const VisitRules& rules);

/// Length of an item's number at the start of a line: 一、 （一） 1. 1、
[[nodiscard]] std::size_t item_mark(View line);

/// A date in running text.
struct DateWords {
  int year = 0;   ///< 0 when not given
  int month = 0;  ///< 0 when there is no date
  int day = 0;    ///< 0 when only year and month are given
  Span span;
};
/// The first date at or after `from`: 2025年3月14日, 3月14日, 2025-03-14, 2025/3/14.
[[nodiscard]] DateWords find_date(View text, std::size_t from = 0);

/// YYYY-MM-DD, or --MM-DD when neither the date nor `published` gives a year; empty without a day.
/// A month after the one of publishing is of the year before.
[[nodiscard]] Text date_text(const DateWords& date, const YearMonth& published);

}  // namespace tc::formats::report
