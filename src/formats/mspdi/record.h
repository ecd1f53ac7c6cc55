// One element of a record kind (Task, Resource …) as named values, and the remarks made on the way:
// values that are not of their type, and what the model has no place for, counted by kind.
// Includes pugixml: keep out of other headers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::mspdi {

class Remarks {
 public:
  explicit Remarks(const xml::Document& document) : document_(&document) {}
  /// The model has no place for this element; it stays in the document.
  void keep(std::string_view kind, pugi::xml_node node);
  /// At most kMostOfARule of each rule are listed; the rest is counted.
  void add(std::string_view rule, std::string message, pugi::xml_node node);
  [[nodiscard]] Notes take();

 private:
  struct Kept {
    std::size_t count = 0;
    pugi::xml_node first;
  };
  const xml::Document* document_;
  Notes notes_;
  std::map<std::string, std::size_t, std::less<>> counts_;  ///< by rule
  std::map<std::string_view, std::unordered_map<std::string_view, Kept>> kept_;
};

/// Names sorted; the values that a kind of record may give.
using Names = std::span<const std::string_view>;

class Record {
 public:
  /// Children that are not among the names are remarked as kept. The first of a name counts.
  Record(pugi::xml_node node, std::string_view kind, Names names, Remarks& remarks);

  [[nodiscard]] pugi::xml_node node() const { return node_; }
  [[nodiscard]] pugi::xml_node child(std::string_view name) const;
  [[nodiscard]] std::string_view text(std::string_view name) const;
  /// Unset when missing, empty, or not of the type; the last is remarked (mspdi.value).
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view name) const;
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  [[nodiscard]] std::optional<Minute> moment(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> duration(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;

 private:
  template <class T>
  std::optional<T> value(std::string_view name, std::optional<T> (*parse)(std::string_view),
                         std::string_view form) const;

  pugi::xml_node node_;
  Names names_;
  std::vector<pugi::xml_node> children_;  ///< beside names_
  Remarks* remarks_;
};

/// The first child element of this local name.
[[nodiscard]] pugi::xml_node child_of(pugi::xml_node node, std::string_view name);

/// Calls `each` for every child element of this local name.
template <class Each>
void each_child(pugi::xml_node node, std::string_view name, const Each& each) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element && xml::local_name(child) == name) each(child);
  }
}

}  // namespace tc::formats::mspdi
