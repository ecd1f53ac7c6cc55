// Inserts, updates and removes rows of every noun through prepared statements, one set per noun.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <variant>

#include "store/sqlite/connection.h"
#include "store/sqlite/noun_codec.h"
#include "store/store.h"

namespace tc::store::sqlite {

class RowWriter {
 public:
  explicit RowWriter(Connection& connection) : connection_(connection) {}

  /// Rules: store.exists (new row, id in use), store.absent (changed row not there, or in another
  /// project). Throws SQLite::Exception for everything else.
  [[nodiscard]] Result<void> write(model::CityCode city, const Change& change);

 private:
  enum Kind : std::size_t { insert, update, remove, kinds };
  using Statements = std::array<std::optional<FieldStatement>, kinds>;

  template <class Noun>
  [[nodiscard]] Result<void> write_noun(model::CityCode city, const Change& change,
                                        const Noun& noun);

  Connection& connection_;
  std::array<Statements, std::variant_size_v<model::Row>> statements_;
};

}  // namespace tc::store::sqlite
