// SPDX-License-Identifier: Apache-2.0
#include "formats/noun/json_text.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"

namespace tc::formats {
namespace {

using Json = nlohmann::json;

// What the library takes on a 64-bit machine, allocation included: a slot in an array while it
// doubles, an empty array or object, a string, a node of a member map beside its key.
constexpr std::size_t kSlotBytes = 40;
constexpr std::size_t kContainerBytes = 64;
constexpr std::size_t kStringBytes = 48;
constexpr std::size_t kMemberBytes = 96;

/// "line:column" of a byte, both from 1; columns count characters.
std::string place_of(std::string_view bytes, std::size_t at) {
  at = std::min(at, bytes.size());
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < at; ++i) {
    if (bytes[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(bytes[i]) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return fmt::format("{}:{}", line, column);
}

/// What stands at a byte, for a message: a few characters, controls shown as dots.
std::string seen_at(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return "the end of the text";
  std::string piece(bytes.substr(at, 24));
  while (!piece.empty() && text::first_bad_utf8(piece) != std::string_view::npos) piece.pop_back();
  for (char& c : piece) {
    if (static_cast<unsigned char>(c) < 0x20) c = '.';
  }
  return piece.empty() ? "a malformed byte" : fmt::format("'{}'", piece);
}

/// Receives the parser's events and builds the value. One frame for each open array or object.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view bytes, const JsonLimits& limits) : bytes_(bytes), limits_(limits) {}

  bool null() override { return add(Json(nullptr)); }
  bool boolean(bool value) override { return add(Json(value)); }
  bool number_integer(std::int64_t value) override { return add(Json(value)); }
  bool number_unsigned(std::uint64_t value) override { return add(Json(value)); }
  bool number_float(double value, const std::string& digits) override {
    if (std::isfinite(value)) return add(Json(value));
    return refuse("json.number", fmt::format("the number {:.40} is too large", digits), pointer());
  }
  bool string(std::string& value) override {
    return spend(kStringBytes + value.size()) && add(Json(std::move(value)));
  }
  bool binary(Json::binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*elements*/) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    Frame& frame = frames_.back();
    if (!spend(kMemberBytes + name.size())) return false;
    frame.key = std::move(name);
    if (frame.value.contains(frame.key)) {
      return refuse("json.duplicate", fmt::format("the key '{:.80}' stands twice", frame.key),
                    pointer());
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    const std::size_t at = position == 0 ? 0 : position - 1;
    const std::size_t bad = text::first_bad_utf8(bytes_);
    if (bad != std::string_view::npos && bad <= position + 4) {
      return refuse("json.utf8", fmt::format("malformed UTF-8 at byte {}", bad),
                    place_of(bytes_, bad));
    }
    if (std::string_view(error.what()).find("out_of_range") != std::string_view::npos) {
      return refuse("json.number",
                    fmt::format("the number before {} is too large", seen_at(bytes_, at)),
                    place_of(bytes_, at));
    }
    return refuse("json.syntax", fmt::format("no JSON: unexpected {}", seen_at(bytes_, at)),
                  place_of(bytes_, at));
  }

  Result<Json> take() {
    if (error_) return tl::unexpected(*std::move(error_));
    return std::move(root_);
  }

 private:
  struct Frame {
    Json value;
    std::string key;  ///< of the member being read
  };

  bool refuse(std::string rule, std::string message, std::string where) {
    const bool is_limit = rule == "json.depth" || rule == "json.memory";
    error_ = Error{.code = is_limit ? Code::limit : Code::bad_input,
                   .rule = std::move(rule),
                   .message = std::move(message),
                   .where = std::move(where),
                   .advice = {}};
    return false;
  }

  std::string pointer() const {
    std::string out;
    for (const Frame& frame : frames_) {
      out =
          frame.value.is_array() ? pointer_to(out, frame.value.size()) : pointer_to(out, frame.key);
    }
    return out;
  }

  /// Counts memory before it is taken.
  bool spend(std::size_t bytes) {
    spent_ += bytes;
    if (spent_ <= limits_.memory) return true;
    return refuse("json.memory",
                  fmt::format("needs more than {} MiB once read", limits_.memory >> 20),
                  pointer().substr(0, 200));
  }

  /// A member's value lies in its node, which was counted with the key.
  [[nodiscard]] std::size_t slot() const {
    return !frames_.empty() && frames_.back().value.is_array() ? kSlotBytes : 0;
  }

  bool add(Json value) {
    if (!spend(slot())) return false;
    put(std::move(value));
    return true;
  }

  void put(Json value) {
    if (frames_.empty()) {
      root_ = std::move(value);
    } else if (frames_.back().value.is_array()) {
      frames_.back().value.push_back(std::move(value));
    } else {
      frames_.back().value.emplace(std::move(frames_.back().key), std::move(value));
    }
  }

  bool open(Json empty) {
    if (!spend(slot() + kContainerBytes)) return false;
    if (frames_.size() >= static_cast<std::size_t>(limits_.depth)) {
      return refuse("json.depth", fmt::format("nested more than {} deep", limits_.depth),
                    pointer().substr(0, 200));
    }
    frames_.push_back({std::move(empty), {}});
    return true;
  }

  bool close() {
    Json done = std::move(frames_.back().value);
    frames_.pop_back();
    put(std::move(done));
    return true;
  }

  std::string_view bytes_;
  JsonLimits limits_;
  std::vector<Frame> frames_;
  Json root_;
  std::size_t spent_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view bytes, const JsonLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return fail(Code::limit, "json.size",
                fmt::format("{} bytes of JSON, {} are allowed", bytes.size(), limits.bytes));
  }
  // The library takes a NUL for the end of the text; JSON has no place for one.
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    return fail(Code::bad_input, "json.syntax", fmt::format("no JSON: a NUL byte at {}", nul),
                place_of(bytes, nul));
  }
  Builder builder(bytes, limits);
  try {
    Json::sax_parse(bytes.begin(), bytes.end(), &builder);
    return builder.take();
  } catch (const nlohmann::json::exception& error) {
    return fail(Code::bad_input, "json.syntax", error.what());
  }
}

std::string pointer_to(std::string_view pointer, std::string_view step) {
  std::string out(pointer);
  out += '/';
  for (const char c : step) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  return fmt::format("{}/{}", pointer, index);
}

}  // namespace tc::formats
