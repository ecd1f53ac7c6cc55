// Nouns to statement parameters and back, by visit_fields: a parameter `:name` or a column `name`
// is the field of that name. Positions are looked up once per statement. Texts of days and minutes
// are those of base/time; lists of words are JSON arrays; money is fen.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"

namespace tc::store::sqlite {

[[nodiscard]] std::string encode_words(const std::vector<std::string>& words);
[[nodiscard]] std::optional<std::vector<std::string>> decode_words(const std::string& json);

/// A statement and the place of each field of a noun in it: the parameter's number when binding
/// (0: the statement does not use the field), the column's number when reading.
struct FieldStatement {
  SQLite::Statement statement;
  std::vector<int> places;
  int city_place = 0;
};

template <class Noun>
[[nodiscard]] std::vector<std::string> field_names() {
  std::vector<std::string> names;
  Noun noun;
  visit_fields(noun, [&names](std::string_view name, const auto&) { names.emplace_back(name); });
  return names;
}

template <class Noun>
[[nodiscard]] FieldStatement prepare_binding(SQLite::Database& database, const std::string& sql) {
  FieldStatement out{.statement = {database, sql}, .places = {}, .city_place = 0};
  for (const std::string& name : field_names<Noun>()) {
    out.places.push_back(out.statement.getIndex((":" + name).c_str()));
  }
  out.city_place = out.statement.getIndex(":city");
  return out;
}

/// Column numbers of a noun's fields. Throws SQLite::Exception when a column is missing.
template <class Noun>
[[nodiscard]] std::vector<int> column_places(const SQLite::Statement& statement) {
  std::vector<int> places;
  for (const std::string& name : field_names<Noun>()) {
    places.push_back(statement.getColumnIndex(name.c_str()));
  }
  return places;
}

/// Binds the fields of one row; the row must live until the statement has run.
class Binder {
 public:
  explicit Binder(FieldStatement& target) : target_(target) {}

  template <class T>
  void operator()(std::string_view, const T& value) {
    if (const int place = target_.places[at_++]; place > 0) put(place, value);
  }

 private:
  void put(int place, const std::string& value) { target_.statement.bindNoCopy(place, value); }
  void put(int place, std::int64_t value) { target_.statement.bind(place, value); }
  void put(int place, std::int32_t value) { target_.statement.bind(place, value); }
  void put(int place, bool value) { target_.statement.bind(place, value ? 1 : 0); }
  void put(int place, double value) { target_.statement.bind(place, value); }
  void put(int place, Day value) { target_.statement.bind(place, to_text(value)); }
  void put(int place, Minute value) { target_.statement.bind(place, to_text(value)); }
  void put(int place, Money value) { target_.statement.bind(place, value.fen); }
  void put(int place, model::CityCode value) { target_.statement.bind(place, value.value); }
  void put(int place, const std::vector<std::string>& value) {
    target_.statement.bind(place, encode_words(value));
  }
  template <class Tag>
  void put(int place, const Id<Tag>& value) {
    target_.statement.bind(place, value.value);
  }
  template <model::NamedEnum E>
  void put(int place, E value) {
    target_.statement.bindNoCopy(place, model::to_name(value).data());
  }
  template <class T>
  void put(int place, const std::optional<T>& value) {
    if (value) {
      put(place, *value);
    } else {
      target_.statement.bind(place);
    }
  }

  FieldStatement& target_;
  std::size_t at_ = 0;
};

/// Reads the fields of one row. A value that is none of the field's type is remembered by name.
class RowReader {
 public:
  RowReader(const SQLite::Statement& source, const std::vector<int>& places)
      : source_(source), places_(places) {}

  template <class T>
  void operator()(std::string_view name, T& value) {
    if (!take(places_[at_++], value) && bad_field_.empty()) bad_field_ = name;
  }
  /// Empty when every field could be read.
  [[nodiscard]] std::string_view bad_field() const { return bad_field_; }

 private:
  bool take(int place, std::string& value);
  bool take(int place, std::int64_t& value);
  bool take(int place, std::int32_t& value);
  bool take(int place, bool& value);
  bool take(int place, double& value);
  bool take(int place, Day& value);
  bool take(int place, Minute& value);
  bool take(int place, Money& value) { return take(place, value.fen); }
  bool take(int place, model::CityCode& value) { return take(place, value.value); }
  bool take(int place, std::vector<std::string>& value);
  template <class Tag>
  bool take(int place, Id<Tag>& value) {
    return take(place, value.value);
  }
  template <model::NamedEnum E>
  bool take(int place, E& value) {
    const auto found = model::from_name<E>(source_.getColumn(place).getText());
    value = found.value_or(E{});
    return found.has_value();
  }
  template <class T>
  bool take(int place, std::optional<T>& value) {
    if (source_.getColumn(place).isNull()) {
      value.reset();
      return true;
    }
    return take(place, value.emplace());
  }

  const SQLite::Statement& source_;
  const std::vector<int>& places_;
  std::size_t at_ = 0;
  std::string_view bad_field_;
};

}  // namespace tc::store::sqlite
