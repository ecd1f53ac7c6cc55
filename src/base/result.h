// Results and errors. An expected failure is a value: a stable rule id, the value seen, where, and
// what to do. Programming errors abort with their values (TC_CHECK); exceptions come only from
// libraries and are caught at a folder's door.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tc {

/// What kind of failure this is. Maps to an exit code (`exit_code`) and, in the server, a status.
enum class Code : std::uint8_t {
  answer_no,    ///< the question was answered, and the answer is no
  usage,        ///< the command line or request is malformed
  bad_input,    ///< a file or body breaks a rule
  not_found,    ///< no such object, or not in the asker's scope
  not_allowed,  ///< the acting user may not
  conflict,     ///< somebody else changed it first, or a state forbids it
  store,        ///< database or input/output failed
  limit,        ///< a size, time or count limit was reached
  internal,     ///< our bug
};

struct Error {
  Code code = Code::internal;
  std::string rule;     ///< stable id, `area.what`
  std::string message;  ///< one sentence with the value seen
  std::string where;    ///< line, cell, JSON pointer, option
  std::string advice;   ///< what to do, one sentence; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

/// A remark on input that was still read: same shape as an error, never fatal.
struct Note {
  std::string rule;
  std::string message;
  std::string where;

  friend bool operator==(const Note&, const Note&) = default;
};
using Notes = std::vector<Note>;

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Code code, std::string rule, std::string message,
                                                std::string where = {}, std::string advice = {}) {
  return tl::unexpected<Error>(Error{.code = code,
                                     .rule = std::move(rule),
                                     .message = std::move(message),
                                     .where = std::move(where),
                                     .advice = std::move(advice)});
}

/// Process exit code of an error (see docs/operations.md): 1 no, 2 usage, 3 bad input,
/// 4 not allowed or conflict, 5 store, 6 limit, 70 our bug.
[[nodiscard]] int exit_code(Code code);

/// `error[rule.id]: message (where)` plus an indented advice line.
[[nodiscard]] std::string to_line(const Error& error);

[[noreturn]] void check_failed(std::string_view expression, std::string_view file, int line,
                               std::string_view values);

}  // namespace tc

#define TC_JOIN_INNER(a, b) a##b
#define TC_JOIN(a, b) TC_JOIN_INNER(a, b)

/// Declares `target` from the value of a Result expression, or returns its error.
#define TC_TRY(target, expression)                                           \
  auto TC_JOIN(tc_result_, __LINE__) = (expression);                         \
  if (!TC_JOIN(tc_result_, __LINE__))                                        \
    return tl::unexpected(std::move(TC_JOIN(tc_result_, __LINE__)).error()); \
  target = std::move(*TC_JOIN(tc_result_, __LINE__))

/// Returns the error of a Result<void> expression, if any.
#define TC_TRY_VOID(expression)                                                          \
  if (auto TC_JOIN(tc_result_, __LINE__) = (expression); !TC_JOIN(tc_result_, __LINE__)) \
  return tl::unexpected(std::move(TC_JOIN(tc_result_, __LINE__)).error())

/// Aborts with values when an invariant of ours is broken; never reachable by user input.
#define TC_CHECK(condition, values) \
  ((condition) ? void() : ::tc::check_failed(#condition, __FILE__, __LINE__, (values)))
