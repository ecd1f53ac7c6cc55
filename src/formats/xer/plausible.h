// How much like names in a schedule a text reads, to choose between code pages: runs of one script,
// letters that are common in it, and no controls or stray signs among letters.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tc::formats::xer {

/// Points for the characters beyond ASCII of one cell; far below zero for text that nobody wrote.
/// Han and Hangul count double, as they stand for two bytes. `latin` holds the accented letters of
/// the languages that use the page.
[[nodiscard]] int plausibility(std::u32string_view cell, std::u32string_view latin);

}  // namespace tc::formats::xer
