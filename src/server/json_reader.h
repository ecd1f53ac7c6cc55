// Reads one JSON object of a request field by field, strictly: wrong types, missing and unknown
// fields are errors with a JSON pointer. The first error stops the reading and is kept for
// `finish`, so a decoder is a plain list of its fields.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "model/fields.h"

namespace tc::server {

/// Nesting of brackets outside strings. Rule: json.depth (more than 64).
[[nodiscard]] Result<void> check_depth(std::string_view json);

enum class Need : std::uint8_t { required, optional };

class JsonReader {
 public:
  /// Rules: json.syntax, json.depth, body.object.
  [[nodiscard]] static Result<JsonReader> parse(std::string_view json);
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;

  /// `most` counts characters; a required text may not be empty.
  void text(std::string_view name, std::string& out, std::size_t most, Need need);
  void integer(std::string_view name, std::int64_t& out, Need need);
  void day(std::string_view name, std::optional<Day>& out);
  /// `null` clears: the inner optional is empty.
  void day_or_null(std::string_view name, std::optional<std::optional<Day>>& out);
  void minute_or_null(std::string_view name, std::optional<std::optional<Minute>>& out);
  void number_or_null(std::string_view name, std::optional<std::optional<double>>& out);

  /// A list of objects, `most` at most, each to be read and finished by itself; their errors point
  /// into the list. Rules: body.type, body.length.
  void objects(std::string_view name, std::vector<JsonReader>& out, std::size_t most, Need need);

  template <class Tag>
  void id(std::string_view name, Id<Tag>& out, Need need) {
    integer(name, out.value, need);
  }
  template <model::NamedEnum E>
  void choice(std::string_view name, E& out, Need need) {
    const std::optional<std::size_t> found =
        one_of(name, {model::kEnumNames<E>.begin(), model::kEnumNames<E>.end()}, need);
    if (found) out = static_cast<E>(*found);
  }

  /// The first error, or a field that nobody read.
  /// Rules: body.missing, body.type, body.length, body.value, body.unknown, day.*, minute.*.
  [[nodiscard]] Result<void> finish();

 private:
  explicit JsonReader(nlohmann::json object);
  /// The field, or nullptr when it is not there (an error when required) or an error came before.
  [[nodiscard]] const nlohmann::json* field(std::string_view name, Need need);
  [[nodiscard]] std::optional<std::string> string_of(std::string_view name,
                                                     const nlohmann::json& value);
  [[nodiscard]] std::optional<std::size_t> one_of(std::string_view name,
                                                  const std::vector<std::string_view>& names,
                                                  Need need);
  void reject(std::string rule, std::string message, std::string_view name);

  std::unique_ptr<nlohmann::json> object_;
  std::string at_;  ///< JSON pointer of the object
  std::vector<std::string> read_;
  std::optional<Error> error_;
};

}  // namespace tc::server
