// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/mspdi/record.h"
#include "formats/mspdi/values.h"
#include "formats/schedule/working_time.h"

namespace tc::formats::mspdi {
namespace {

/// Place in the order; unknown names keep to the element before them.
std::ptrdiff_t rank(Order order, std::string_view name) {
  return std::ranges::find(order, name) - order.begin();
}

std::string prefixed(pugi::xml_node parent, std::string_view name) {
  const std::string_view whole = parent.name();
  const std::size_t colon = whole.rfind(':');
  return colon == std::string_view::npos ? std::string(name)
                                         : fmt::format("{}:{}", whole.substr(0, colon), name);
}

}  // namespace

pugi::xml_node insert_child(pugi::xml_node parent, std::string_view name, Order order) {
  const std::ptrdiff_t own = rank(order, name);
  pugi::xml_node after;
  for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    if (rank(order, xml::local_name(child)) <= own) after = child;
  }
  const std::string full = prefixed(parent, name);
  return after ? parent.insert_child_after(full.c_str(), after)
               : parent.prepend_child(full.c_str());
}

pugi::xml_node append_child(pugi::xml_node parent, std::string_view name) {
  return parent.append_child(prefixed(parent, name).c_str());
}

void append_text(pugi::xml_node parent, std::string_view name, const std::string& value) {
  append_child(parent, name).text().set(value.c_str());
}

void put(pugi::xml_node parent, const Field& field, Order order) {
  pugi::xml_node child = child_of(parent, field.name);
  if (!field.value) {
    if (child) parent.remove_child(child);
    return;
  }
  if (!child) child = insert_child(parent, field.name, order);
  child.text().set(field.value->c_str());
}

void append_fields(pugi::xml_node parent, Fields fields, Order order) {
  std::ranges::stable_sort(fields, {}, [&](const Field& field) { return rank(order, field.name); });
  for (const Field& field : fields) {
    if (field.value) append_text(parent, field.name, *field.value);
  }
}

void put_changes(pugi::xml_node parent, const Fields& before, const Fields& now, Order order) {
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i] != before[i]) put(parent, now[i], order);
  }
}

void Dropped::add(std::string_view rule, std::string_view what, const std::string& where) {
  Kind& kind = kinds_[{std::string(rule), std::string(what)}];
  if (kind.count++ == 0) kind.first = where;
}

Notes Dropped::take() const {
  Notes notes;
  for (const auto& [key, kind] : kinds_) {
    notes.push_back(
        {key.first,
         kind.count == 1 ? key.second : fmt::format("{} ({} times)", key.second, kind.count),
         kind.first});
  }
  return notes;
}

std::optional<std::string> moment_field(const std::optional<Minute>& minute) {
  if (!minute || *minute < start_of(kFirstCalendarDay) ||
      *minute >= start_of(kLastCalendarDay + 1)) {
    return std::nullopt;
  }
  return moment_text(*minute);
}

}  // namespace tc::formats::mspdi
