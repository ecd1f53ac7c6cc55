// Elements of MSPDI as fields to be written: their order in the published schema, and setting one
// inside an element that holds others. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::mspdi {

/// An element and its text; unset: the element is absent.
struct Field {
  std::string_view name;
  std::optional<std::string> value;
  friend bool operator==(const Field&, const Field&) = default;
};
using Fields = std::vector<Field>;

/// Child elements in the schema's order (mspdi_pj12 with what later releases add).
using Order = std::span<const std::string_view>;
[[nodiscard]] Order project_order();
[[nodiscard]] Order task_order();
[[nodiscard]] Order link_order();
[[nodiscard]] Order calendar_order();
[[nodiscard]] Order resource_order();
[[nodiscard]] Order assignment_order();

/// A new child of this local name with its parent's prefix, at the place that the order gives it.
pugi::xml_node insert_child(pugi::xml_node parent, std::string_view name, Order order);
/// The same at the end.
pugi::xml_node append_child(pugi::xml_node parent, std::string_view name);
void append_text(pugi::xml_node parent, std::string_view name, const std::string& value);
/// Sets, adds or removes one child.
void put(pugi::xml_node parent, const Field& field, Order order);
/// Fields into an empty element, in the order.
void append_fields(pugi::xml_node parent, Fields fields, Order order);
/// Puts those fields of `now` that differ from those of `before`; both list the same names.
void put_changes(pugi::xml_node parent, const Fields& before, const Fields& now, Order order);

/// What a written file could not say, counted by kind.
class Dropped {
 public:
  /// `where` names the object; the first of each kind is shown.
  void add(std::string_view rule, std::string_view what, const std::string& where = {});
  [[nodiscard]] Notes take() const;

 private:
  struct Kind {
    std::size_t count = 0;
    std::string first;
  };
  std::map<std::pair<std::string, std::string>, Kind> kinds_;
};

/// The text of a date of 1900–2199; unset for others.
[[nodiscard]] std::optional<std::string> moment_field(const std::optional<Minute>& minute);

}  // namespace tc::formats::mspdi
