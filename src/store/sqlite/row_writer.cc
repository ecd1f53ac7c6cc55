// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/row_writer.h"

#include <sqlite3.h>

#include "store/check.h"
#include "store/sqlite/named_sql.h"

namespace tc::store::sqlite {
namespace {

constexpr std::array<std::string_view, 3> kSuffixes{".insert", ".update", ".remove"};

bool is_key_conflict(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  return code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE;
}

/// A project that still has parts (ON DELETE RESTRICT).
bool is_reference_conflict(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  return code == SQLITE_CONSTRAINT_FOREIGNKEY || code == SQLITE_CONSTRAINT_TRIGGER;
}

}  // namespace

template <class Noun>
Result<void> RowWriter::write_noun(model::CityCode city, const Change& change, const Noun& noun) {
  const Kind kind = change.removed ? remove : change.before.empty() ? insert : update;
  auto& slot = statements_[change.row.index()][kind];
  if (!slot) {
    slot = prepare_binding<Noun>(connection_.database(),
                                 sql_of(std::string(Noun::kNoun) + std::string(kSuffixes[kind])));
  }
  slot->statement.tryReset();
  if (slot->city_place > 0) slot->statement.bind(slot->city_place, city.value);
  visit_fields(noun, Binder(*slot));
  int changed = 0;
  try {
    changed = slot->statement.exec();
  } catch (const SQLite::Exception& exception) {
    slot->statement.tryReset();
    if (kind == insert && is_key_conflict(exception)) return fail_exists(change.row);
    if (kind == remove && is_reference_conflict(exception)) return fail_reference(city);
    throw;
  }
  slot->statement.tryReset();
  if (changed == 0) return fail_absent(change.row);
  return {};
}

Result<void> RowWriter::write(model::CityCode city, const Change& change) {
  return std::visit([&](const auto& noun) { return write_noun(city, change, noun); }, change.row);
}

}  // namespace tc::store::sqlite
