// SPDX-License-Identifier: Apache-2.0
#include "app/import_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tc::app {
namespace {

constexpr std::array<std::string_view, 6> kOwnFields{"id",         "revision",    "project_id",
                                                     "provenance", "source_note", "file_id"};
constexpr std::array<std::string_view, 6> kMinuteFields{"duration_low",  "duration_likely",
                                                        "duration_high", "remaining",
                                                        "interruption",  "leveling_delay"};

struct KindRow {
  std::string_view field;
  FieldKind kind;
};
constexpr std::array kKinds{
    KindRow{"duration_low", FieldKind::duration},
    KindRow{"duration_likely", FieldKind::duration},
    KindRow{"duration_high", FieldKind::duration},
    KindRow{"remaining", FieldKind::duration},
    KindRow{"interruption", FieldKind::duration},
    KindRow{"constraint_kind", FieldKind::constraint},
    KindRow{"constraint_at", FieldKind::constraint},
    KindRow{"secondary_kind", FieldKind::constraint},
    KindRow{"secondary_at", FieldKind::constraint},
    KindRow{"deadline", FieldKind::constraint},
    KindRow{"expected_finish", FieldKind::constraint},
    KindRow{"external_start", FieldKind::constraint},
    KindRow{"external_finish", FieldKind::constraint},
    KindRow{"actual_start", FieldKind::actual},
    KindRow{"actual_finish", FieldKind::actual},
    KindRow{"suspended_at", FieldKind::actual},
    KindRow{"resumed_at", FieldKind::actual},
    KindRow{"planned_start", FieldKind::planned},
    KindRow{"planned_finish", FieldKind::planned},
};

template <class List>
bool has(const List& list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

std::string text_of(const std::string& value) { return value; }
std::string text_of(bool value) { return value ? "1" : "0"; }
std::string text_of(double value) { return fmt::format("{:g}", value); }
std::string text_of(std::int32_t value) { return std::to_string(value); }
std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(Minute value) { return to_text(value); }
template <class Tag>
std::string text_of(Id<Tag> value) {
  return std::to_string(value.value);
}
template <model::NamedEnum E>
std::string text_of(E value) {
  return std::string(model::to_name(value));
}
template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? text_of(*value) : std::string();
}

std::string hours_of(std::int64_t minutes) {
  return fmt::format("{:g}", static_cast<double>(minutes) / 60.0);
}
std::string hours_of(const std::optional<std::int64_t>& minutes) {
  return minutes ? hours_of(*minutes) : std::string();
}

/// Writes the texts of an activity's fields, one after the other.
struct Texts {
  std::vector<std::pair<std::string_view, std::string>>& out;
  template <class T>
  void operator()(std::string_view name, const T& value) const {
    if (has(kOwnFields, name)) return;
    if constexpr (std::is_same_v<T, std::int64_t> ||
                  std::is_same_v<T, std::optional<std::int64_t>>) {
      if (has(kMinuteFields, name)) {
        out.emplace_back(name, hours_of(value));
        return;
      }
    }
    out.emplace_back(name, text_of(value));
  }
};

}  // namespace

std::vector<FieldChange> changed_fields(const model::Activity& before,
                                        const model::Activity& after) {
  if (before == after) return {};
  std::vector<std::pair<std::string_view, std::string>> old_texts, new_texts;
  visit_fields(before, Texts{old_texts});
  visit_fields(after, Texts{new_texts});
  std::vector<FieldChange> changes;
  for (std::size_t i = 0; i < old_texts.size(); ++i) {
    if (old_texts[i].second == new_texts[i].second) continue;
    changes.push_back(
        {old_texts[i].first, std::move(old_texts[i].second), std::move(new_texts[i].second)});
  }
  return changes;
}

FieldKind kind_of(std::string_view field) {
  const auto found = std::ranges::find(kKinds, field, &KindRow::field);
  return found == kKinds.end() ? FieldKind::other : found->kind;
}

}  // namespace tc::app
