// A client of raw bytes for the API tests: what is sent is exactly what the test says. Every wait
// ends after a generous time, so a server that hangs fails a test and does not stop the run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tc::api_test {

inline constexpr std::chrono::milliseconds kPatience{10'000};

struct Answer {
  int status = 0;    ///< 0: closed without an answer
  std::string head;  ///< status line and headers
  std::string body;
  /// Value of a header, or empty.
  [[nodiscard]] std::string header(std::string_view name) const;
};

class Wire {
 public:
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// False when the server has closed the connection.
  bool send(std::string_view bytes);
  /// One whole answer, framed by Content-Length.
  [[nodiscard]] Answer receive(bool head_only = false);
  /// Reads on until `text` has come, and gives back everything read since the last call; what was
  /// read so far when the connection ends or patience does.
  [[nodiscard]] std::string read_until(std::string_view text);
  /// Whether the server closes within this time.
  [[nodiscard]] bool closes_within(std::chrono::milliseconds time);
  void half_close();

 private:
  /// False at the end of the connection or of the time.
  bool read_more(std::chrono::milliseconds time);
  int socket_ = -1;
  std::string pending_;
  bool ended_ = false;
};

/// A request with Host and, for a body, Content-Length; `headers` are lines ending in CRLF.
[[nodiscard]] std::string request_text(std::string_view method, std::string_view target,
                                       std::string_view headers = {}, std::string_view body = {});

/// Sends on a fresh connection and reads one answer.
[[nodiscard]] Answer ask(std::uint16_t port, std::string_view bytes);

}  // namespace tc::api_test
