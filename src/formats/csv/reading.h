// Inner parts of reading a table: cells by column, one row into one activity, predecessors into
// links. Only read_csv.cc calls them. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/csv/columns.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::csv {

inline constexpr std::size_t kNoCell = static_cast<std::size_t>(-1);

struct Header {
  std::array<std::size_t, kColumnCount> cell{};  ///< index in a row, kNoCell where absent
  std::vector<std::size_t> extra;                ///< cells whose column is not known
  std::vector<std::string> extra_names;
};

/// The order of the rows and the columns of no known name, kept for the way back.
struct CsvDocument final : SourceDocument {
  std::map<std::int64_t, std::size_t> rows;  ///< by activity id
  std::vector<std::string> names;
  std::map<std::int64_t, std::vector<std::string>> cells;  ///< by activity id
};

/// A row seen through its header.
struct RowCells {
  const Header& header;
  const std::vector<std::string>& cells;
  std::size_t line;

  /// Trimmed, without the apostrophe of a shielded formula; empty when absent.
  [[nodiscard]] std::string text(Column column) const;
  [[nodiscard]] std::string where(Column column) const;
  [[nodiscard]] tl::unexpected<Error> fault(Column column, std::string_view expected) const;
};

/// All columns of the activity itself; its ids, project, calendar, WBS and links stay.
/// Rules: csv.value.
[[nodiscard]] Result<void> read_activity(const RowCells& row, model::Activity& activity,
                                         ActivityFacts& facts);

struct PendingLinks {
  std::size_t project{};   ///< index in ScheduleFile::projects
  std::size_t activity{};  ///< index in its activities
  std::string cell;
  std::string where;
};
/// Makes the links once all activities have their ids. Rules: csv.value. Notes: csv.predecessor,
/// csv.lag.
[[nodiscard]] Result<void> read_links(const std::vector<PendingLinks>& pending, ScheduleFile& file);

/// Which activities a reference may mean: in its own project by code, then by id; elsewhere when
/// only one has that code or id. `PROJECT\REFERENCE` looks in that project, `#ID` by id alone.
class References {
 public:
  explicit References(const ScheduleFile& file);
  struct Place {
    std::size_t project{};
    std::size_t activity{};
    friend bool operator==(const Place&, const Place&) = default;
  };
  [[nodiscard]] std::optional<Place> find(std::size_t project, std::string_view reference) const;

 private:
  using Key = std::pair<std::size_t, std::string>;  ///< project (kAnywhere: all) and text
  static constexpr std::size_t kAnywhere = kNoCell;
  [[nodiscard]] std::optional<Place> find_in(std::size_t project, const std::string& text) const;
  std::map<Key, std::optional<Place>> codes_;  ///< nothing where several have the code
  std::map<Key, std::optional<Place>> ids_;
  std::map<std::string, std::size_t, std::less<>> projects_;
};

}  // namespace tc::formats::csv
