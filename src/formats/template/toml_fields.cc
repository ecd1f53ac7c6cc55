// SPDX-License-Identifier: Apache-2.0
#include "formats/template/toml_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace tc::formats {
namespace {

/// Text or whole number as a code; nothing for any other kind.
std::optional<std::string> as_code(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
  return std::nullopt;
}

std::optional<double> as_number(const toml::node& node) {
  const std::optional<double> value = node.value<double>();
  if (!node.is_number() || !value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

const toml::table kNothing;

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view where) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(
        Code::bad_input, "template.syntax", std::string(error.description()),
        fmt::format("{}:{}:{}", where, error.source().begin.line, error.source().begin.column));
  }
}

const toml::node* TomlFields::find(std::string_view key) {
  asked_.emplace_back(key);
  return table_.get(key);
}

std::string TomlFields::place(std::string_view key) const {
  const toml::node* node = key.empty() ? nullptr : table_.get(key);
  return fmt::format("{}:{}", file_, (node ? node->source() : table_.source()).begin.line);
}

void TomlFields::fault(std::string rule, std::string message, std::string_view key) {
  if (error_) return;
  error_ = Error{.code = Code::bad_input,
                 .rule = std::move(rule),
                 .message = std::move(message),
                 .where = place(key),
                 .advice = "see templates/README.md"};
}

void TomlFields::missing(std::string_view key) {
  fault("template.missing", fmt::format("'{}' is missing", key), {});
}

void TomlFields::wrong(std::string_view key, std::string_view expected) {
  fault("template.type", fmt::format("'{}' must be {}", key, expected), key);
}

std::string TomlFields::text(std::string_view key) {
  std::string out = text_or(key, {});
  if (out.empty()) missing(key);
  return out;
}

std::string TomlFields::text_or(std::string_view key, std::string fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  if (const auto* value = node->as_string()) return value->get();
  wrong(key, "text");
  return {};
}

std::string TomlFields::code(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) {
    missing(key);
    return {};
  }
  std::optional<std::string> out = as_code(*node);
  if (!out || out->empty()) wrong(key, "a number or a text");
  return out.value_or("");
}

std::int64_t TomlFields::whole_or(std::string_view key, std::int64_t fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  if (const auto* value = node->as_integer()) return value->get();
  wrong(key, "a whole number");
  return fallback;
}

double TomlFields::number_or(std::string_view key, double fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  const std::optional<double> value = as_number(*node);
  if (!value) wrong(key, "a number");
  return value.value_or(fallback);
}

bool TomlFields::flag_or(std::string_view key, bool fallback) {
  const toml::node* node = find(key);
  if (!node) return fallback;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong(key, "true or false");
  return fallback;
}

std::vector<std::string> TomlFields::texts_or_none(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = find(key);
  if (!node) return out;
  const toml::array* list = node->as_array();
  if (!list) wrong(key, "a list of texts");
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const auto* value = (*list)[i].as_string();
    if (!value || value->get().empty()) {
      wrong(key, "a list of texts");
      break;
    }
    out.push_back(value->get());
  }
  return out;
}

std::vector<std::string> TomlFields::codes_or_none(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = find(key);
  if (!node) return out;
  const toml::array* list = node->as_array();
  if (!list) wrong(key, "a list of activity ids");
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    std::optional<std::string> value = as_code((*list)[i]);
    if (!value) {
      wrong(key, "a list of activity ids");
      break;
    }
    out.push_back(*std::move(value));
  }
  return out;
}

std::vector<double> TomlFields::numbers(std::string_view key) {
  std::vector<double> out;
  const toml::node* node = find(key);
  const toml::array* list = node ? node->as_array() : nullptr;
  if (!node) missing(key);
  if (node && !list) wrong(key, "a list of numbers");
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const std::optional<double> value = as_number((*list)[i]);
    if (!value) {
      wrong(key, "a list of numbers");
      break;
    }
    out.push_back(*value);
  }
  return out;
}

std::vector<const toml::table*> TomlFields::tables(std::string_view key) {
  std::vector<const toml::table*> out;
  const toml::node* node = find(key);
  const toml::array* list = node ? node->as_array() : nullptr;
  if (node && !list) wrong(key, fmt::format("a list of tables: [[{}]]", key));
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const toml::table* entry = (*list)[i].as_table();
    if (!entry) {
      wrong(key, fmt::format("a list of tables: [[{}]]", key));
      break;
    }
    out.push_back(entry);
  }
  return out;
}

const toml::table& TomlFields::table(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) {
    missing(key);
    return kNothing;
  }
  if (const toml::table* out = node->as_table()) return *out;
  wrong(key, fmt::format("a table: [{}]", key));
  return kNothing;
}

Result<void> TomlFields::done() {
  for (const auto& [key, node] : table_) {
    if (error_) break;
    const std::string name(key.str());
    if (std::ranges::find(asked_, name) != asked_.end()) continue;
    const std::string near = text::nearest(name, asked_);
    fault("template.unknown_field",
          near.empty() ? fmt::format("unknown member '{}'", name)
                       : fmt::format("unknown member '{}'; did you mean '{}'?", name, near),
          name);
  }
  if (error_) return tl::unexpected(*error_);
  return {};
}

}  // namespace tc::formats
