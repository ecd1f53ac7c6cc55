// A reading as text a person can check by eye, and the strings in it that the report does not have.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "formats/report/reading.h"

namespace tc::test {

/// One line a fact, in the order of the text; the form of tests/golden/reading.
[[nodiscard]] std::string to_text(const formats::report::Reading& reading);

/// Strings of the reading that are no piece of its clean text (an atom may rest on a proposal that
/// a note names).
[[nodiscard]] std::vector<std::string> invented(const formats::report::Reading& reading);

}  // namespace tc::test
