// SPDX-License-Identifier: Apache-2.0
#include "cli/command_tools.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace tc::cli {
namespace {

constexpr int kDefaultCity = 140300;

}  // namespace

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (text.empty() || text.back() != '\n') std::fputc('\n', stdout);
}

std::string counted(const std::map<std::string, int>& rows) {
  std::string text;
  for (const auto& [noun, count] : rows) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, noun);
  }
  return text.empty() ? "no rows" : text;
}

bool database_exists(const std::string& address) {
  const std::size_t colon = address.find(':');
  std::error_code error;
  return address.rfind("sqlite:", 0) != 0 ||
         std::filesystem::exists(address.substr(colon + 1), error);
}

Result<App> open_app(const Options& options) {
  return app::App::open({.db = options.db, .templates_dir = options.templates_dir, .now_ms = {}});
}

Result<model::CityCode> chosen_city(const app::App& app, const Options& options) {
  if (options.city) return model::CityCode{*options.city};
  const std::vector<model::CityCode> cities = app.cities();
  if (cities.size() == 1) return cities.front();
  for (const model::CityCode city : cities) {
    if (city.value == kDefaultCity) return city;
  }
  if (cities.empty()) {
    return fail(Code::not_found, "city.none", "the database holds no city yet", options.db,
                "run tongchou init --example yangquan");
  }
  return fail(Code::usage, "city.choose", "several cities are here; say which", "--city");
}

Result<app::Query> query_of(const app::App& app, const Options& options) {
  TC_TRY(const model::CityCode city, chosen_city(app, options));
  app::Query query{.acting = {}, .as_of = options.as_of};
  query.acting.city = city;
  return query;
}

app::Request request_for(model::CityCode city) {
  app::Request request;
  request.acting.city = city;
  return request;
}

Result<std::string> read_file(const std::string& path, std::uintmax_t most) {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return fail(Code::bad_input, "file.folder", "this is a folder, not a file", path);
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) {
    return fail(Code::bad_input, "file.missing", "the file cannot be read: " + error.message(),
                path);
  }
  if (size > most) {
    return fail(Code::limit, "file.size",
                fmt::format("{} bytes are more than {} MiB", size, most >> 20), path);
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.eof() && stream.fail()) {
    return fail(Code::bad_input, "file.unreadable", "the file cannot be read", path);
  }
  return bytes;
}

Result<void> write_file(const std::string& path, const std::string& bytes) {
  const std::string part = path + ".part";
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code error;
  if (!stream) error = std::make_error_code(std::errc::io_error);
  if (!error) std::filesystem::rename(part, path, error);
  if (!error) return {};
  const std::string reason = error.message();
  std::filesystem::remove(part, error);
  return fail(Code::store, "file.write", "the file cannot be written: " + reason, path,
              "check the folder, its rights and the free space");
}

Error at_file(Error error, const std::string& path) {
  error.where = error.where.empty() ? path : path + ": " + error.where;
  return error;
}

void print_notes(const Notes& notes) {
  for (const Note& note : notes) {
    print(fmt::format("  note[{}]: {}{}", note.rule, note.message,
                      note.where.empty() ? "" : " (" + note.where + ")"));
  }
}

}  // namespace tc::cli
