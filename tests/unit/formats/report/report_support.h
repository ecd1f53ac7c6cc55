// What the report tests share: the rules compiled into the binary, OpenCC, files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "formats/report/reader.h"

namespace tc::test {

/// The rules of templates/report; the test ends when they do not parse.
const formats::report::ReportRules& report_rules();
/// OpenCC t2s, one converter for all tests.
const formats::report::ToSimplified& to_simplified();
/// A file's bytes, or nothing.
std::optional<std::string> file_bytes(const std::string& path);
/// Reads a text that must be readable.
formats::report::Reading read(const std::string& utf8);

}  // namespace tc::test
