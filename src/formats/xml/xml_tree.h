// XML as a tree, read from untrusted bytes: any encoding that the declaration names, no document
// type (so no entities of its own), bounded size, count and depth; every node knows its line and
// column. Includes pugixml: only .cc files and headers like this one include it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tc::formats::xml {

/// A parsed document. The tree points into `text`, so both live and move together.
/// Text of an element is its node's `value` or `child_value()`; white space between elements is
/// dropped, comments and processing instructions are kept.
struct Document {
  std::string text;                      ///< UTF-8, taken apart by the parser
  std::vector<std::uint32_t> line_ends;  ///< offsets of line feeds in the text as it was
  std::string encoding;                  ///< as found, e.g. "UTF-8", "GB18030"
  bool encoding_differs = false;         ///< the declaration names another one
  pugi::xml_document tree;
};

/// Limits against documents made to exhaust memory or stack.
inline constexpr std::size_t kMostBytes = std::size_t{500} << 20;
inline constexpr std::size_t kMostNodes = 16'000'000;
inline constexpr std::size_t kMostDepth = 128;

/// Rules: xml.shape (not well formed; `where` is line:column), xml.entity (a document type),
/// xml.depth, xml.limit, text.encoding, text.nul.
[[nodiscard]] Result<std::unique_ptr<Document>> parse_xml(std::string_view bytes);

/// "line:column" of a node, column in bytes from 1; empty when it was not read from text.
[[nodiscard]] std::string place(const Document& document, pugi::xml_node node);

/// The name without its namespace prefix.
[[nodiscard]] std::string_view local_name(pugi::xml_node node);

/// The root element's local name when the bytes look like XML, without parsing them; else empty.
/// Sees UTF-8, UTF-16 and all encodings that hold ASCII.
[[nodiscard]] std::string sniff_root(std::string_view bytes);
/// The same opening part of the document, as UTF-8: prolog, root tag, and some of what follows.
[[nodiscard]] std::string sniff_head(std::string_view bytes);

/// UTF-8 with a declaration, tabs as indent; characters that XML cannot hold are left out.
[[nodiscard]] std::string to_bytes(const pugi::xml_document& tree);

}  // namespace tc::formats::xml
