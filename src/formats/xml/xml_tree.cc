// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "base/text.h"

namespace tc::formats::xml {
namespace {

constexpr std::size_t kHead = 4096;  ///< bytes looked at to recognise a document
constexpr unsigned kOptions = pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype |
                              pugi::parse_comments | pugi::parse_pi | pugi::parse_embed_pcdata |
                              pugi::parse_ws_pcdata_single;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The encoding that an XML declaration at the front names, in lower case; empty when none.
std::string declared_encoding(std::string_view head) {
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  if (head.substr(0, 5) != "<?xml") return {};
  head = head.substr(0, head.find("?>"));
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  at = head.find_first_of("'\"", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = head.find(head[at], at + 1);
  if (end == std::string_view::npos || end - at > 40) return {};
  std::string name(head.substr(at + 1, end - at - 1));
  std::ranges::transform(name, name.begin(), lower);
  const bool plain = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
  return plain ? name : std::string();
}

bool is_unicode(std::string_view name) {
  return name.empty() || name.substr(0, 3) == "utf" || name == "us-ascii" || name == "ascii" ||
         name.substr(0, 4) == "ucs-" || name.substr(0, 9) == "iso-10646";
}

/// The declaration decides; where it says Unicode or nothing, the bytes themselves do.
Result<text::Decoded> decode(std::string_view bytes) {
  const std::string declared = declared_encoding(bytes.substr(0, kHead));
  const bool chinese = declared.substr(0, 2) == "gb" || declared == "cp936" ||
                       declared == "ms936" || declared == "windows-936";
  if (is_unicode(declared)) return text::decode(bytes);
  const char* name = chinese ? "GB18030" : declared.c_str();
  auto utf8 = text::decode_as(bytes, name);
  if (utf8) return text::Decoded{.utf8 = std::move(*utf8), .encoding = name};
  if (auto other = text::decode(bytes); other && other->encoding == "UTF-8") return other;
  return tl::unexpected(std::move(utf8).error());
}

/// An upper bound of nodes and attributes, counted before anything is allocated for them.
std::size_t count_nodes(std::string_view utf8) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
    count += (utf8[i] == '<' && utf8[i + 1] != '/') || utf8[i] == '=' ? 1u : 0u;
  }
  return count;
}

std::string line_and_column(const std::vector<std::uint32_t>& line_ends, std::size_t offset) {
  const auto after = std::ranges::lower_bound(line_ends, offset);
  const auto line = after - line_ends.begin();
  const std::size_t begin = line == 0 ? 0 : *(after - 1) + std::size_t{1};
  return fmt::format("{}:{}", line + 1, offset - begin + 1);
}

/// Walks without recursion, so that depth costs no stack.
/// XML 1.0 has no control characters but tab and line ends; a document that holds others is read
/// without them, as it will be written.
bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

void clean(pugi::xml_node node) {
  const auto cleaned = [](const char* value, const auto& set) {
    std::string text = value;
    if (std::erase_if(text, is_control) > 0) set(text.c_str());
  };
  const bool element = node.type() == pugi::node_element;
  cleaned(node.value(),
          [&](const char* text) { element ? node.text().set(text) : node.set_value(text); });
  for (pugi::xml_attribute attribute : node.attributes()) {
    cleaned(attribute.value(), [&](const char* text) { attribute.set_value(text); });
  }
}

Result<void> check_tree(const Document& document) {
  std::size_t depth = 0;
  std::size_t roots = 0;
  pugi::xml_node node = document.tree.first_child();
  while (node) {
    if (node.type() == pugi::node_doctype) {
      return fail(Code::bad_input, "xml.entity", "the document declares a document type", {},
                  "remove <!DOCTYPE ...>; schedules need none");
    }
    if (depth == 0 && node.type() == pugi::node_element && ++roots > 1) break;
    clean(node);
    if (const pugi::xml_node child = node.first_child()) {
      if (++depth > kMostDepth) {
        return fail(Code::limit, "xml.depth",
                    fmt::format("elements are nested more than {} deep", kMostDepth),
                    place(document, child));
      }
      node = child;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      if (depth == 0) return {};
      --depth;
    }
    node = node.next_sibling();
  }
  if (roots <= 1) return {};
  return fail(Code::bad_input, "xml.shape", "the document has more than one root element",
              place(document, node));
}

}  // namespace

Result<std::unique_ptr<Document>> parse_xml(std::string_view bytes) {
  if (bytes.size() > kMostBytes) {
    return fail(Code::limit, "xml.limit", fmt::format("the document has {} bytes", bytes.size()),
                {}, fmt::format("at most {} are read", kMostBytes));
  }
  TC_TRY(text::Decoded decoded, decode(bytes));
  if (decoded.utf8.find('\0') != std::string::npos) {
    return fail(Code::bad_input, "text.nul", "the document holds zero characters");
  }
  if (const std::size_t nodes = count_nodes(decoded.utf8); nodes > kMostNodes) {
    return fail(Code::limit, "xml.limit", fmt::format("the document has {} nodes", nodes), {},
                fmt::format("at most {} are read", kMostNodes));
  }
  auto document = std::make_unique<Document>();
  document->text = std::move(decoded.utf8);
  document->encoding = std::move(decoded.encoding);
  std::string& text = document->text;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    document->line_ends.push_back(static_cast<std::uint32_t>(at));
  }
  const std::string declared = declared_encoding(text.substr(0, kHead));
  document->encoding_differs = document->encoding == "GB18030" && is_unicode(declared);
  const pugi::xml_parse_result result =
      document->tree.load_buffer_inplace(text.data(), text.size(), kOptions, pugi::encoding_utf8);
  const std::string where = line_and_column(
      document->line_ends, static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)));
  if (result.status == pugi::status_bad_doctype) {
    return fail(Code::bad_input, "xml.entity", "the document declares a document type", where,
                "remove <!DOCTYPE ...>; schedules need none");
  }
  if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!result) {
    return fail(Code::bad_input, "xml.shape",
                fmt::format("the document is not well formed: {}", result.description()), where,
                "the file may be cut short; export it again");
  }
  TC_TRY_VOID(check_tree(*document));
  return document;
}

std::string place(const Document& document, pugi::xml_node node) {
  const std::ptrdiff_t offset = node.offset_debug();
  return offset < 0 ? std::string()
                    : line_and_column(document.line_ends, static_cast<std::size_t>(offset));
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string sniff_head(std::string_view bytes) {
  std::string_view head = bytes.substr(0, kHead);
  const bool little =
      head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == std::string_view("<\0", 2);
  const bool big =
      head.substr(0, 2) == "\xFE\xFF" || head.substr(0, 2) == std::string_view("\0<", 2);
  std::string ascii;
  if (little || big) {
    // Names in the formats that are told apart here are ASCII, so one byte of each pair is enough.
    for (std::size_t i = big ? 1 : 0; i < head.size(); i += 2) ascii.push_back(head[i]);
    if (!ascii.empty() && ascii.front() != '<') ascii.erase(0, 1);
  } else {
    if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
    ascii = head;
  }
  const std::size_t first = ascii.find_first_not_of(" \t\r\n");
  return first == std::string::npos || ascii[first] != '<' ? std::string() : ascii.substr(first);
}

std::string sniff_root(std::string_view bytes) {
  const std::string head = sniff_head(bytes);
  std::string_view rest = head;
  while (rest.size() > 1 && rest.front() == '<' && (rest[1] == '?' || rest[1] == '!')) {
    const std::string_view end = rest.substr(0, 4) == "<!--" ? "-->" : ">";
    const std::size_t at = rest.find(end);
    if (at == std::string_view::npos) return {};
    rest.remove_prefix(at + end.size());
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  }
  if (rest.empty() || rest.front() != '<') return {};
  const std::size_t end = std::min(rest.find_first_of(" \t\r\n/>", 1), rest.size());
  const std::string_view name = rest.substr(1, end - 1);
  const std::size_t colon = name.rfind(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

std::string to_bytes(const pugi::xml_document& tree) {
  struct StringWriter final : pugi::xml_writer {
    std::string out;
    void write(const void* data, std::size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
  } writer;
  tree.save(writer, "\t", pugi::format_indent | pugi::format_skip_control_chars,
            pugi::encoding_utf8);
  // The writer leaves carriage returns as they are, and readers would take them for line feeds.
  std::string& out = writer.out;
  for (std::size_t at = out.find('\r'); at != std::string::npos; at = out.find('\r', at)) {
    out.replace(at, 1, "&#13;");
  }
  return std::move(out);
}

}  // namespace tc::formats::xml
