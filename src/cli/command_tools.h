// What the commands share: files in, lines out, the app and the city that is meant.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/app.h"
#include "app/request.h"
#include "cli/options.h"

namespace tc::cli {

using App = std::unique_ptr<app::App>;

inline constexpr std::uintmax_t kMaxFile = 64ULL << 20;       ///< of most inputs
inline constexpr std::uintmax_t kMaxSchedule = 512ULL << 20;  ///< of a planning tool's file

/// To stdout, with a line end.
void print(const std::string& text);
void print_notes(const Notes& notes);
/// "3 activities, 1 projects"
[[nodiscard]] std::string counted(const std::map<std::string, int>& rows);

/// Whether the address names a database that is there already.
[[nodiscard]] bool database_exists(const std::string& address);

[[nodiscard]] Result<App> open_app(const Options& options);
/// The city asked for; else the only one; else Yangquan when it is there. Rules: city.none,
/// city.choose.
[[nodiscard]] Result<model::CityCode> chosen_city(const app::App& app, const Options& options);
[[nodiscard]] Result<app::Query> query_of(const app::App& app, const Options& options);
[[nodiscard]] app::Request request_for(model::CityCode city);

/// The whole file; '-' is standard input. Rules: file.folder, file.missing, file.size,
/// file.unreadable.
[[nodiscard]] Result<std::string> read_file(const std::string& path,
                                            std::uintmax_t most = kMaxFile);
/// Puts the whole file in place at once: a failure leaves what was there. Rule: file.write.
[[nodiscard]] Result<void> write_file(const std::string& path, const std::string& bytes);
/// The error with the file in front of its place.
[[nodiscard]] Error at_file(Error error, const std::string& path);

}  // namespace tc::cli
