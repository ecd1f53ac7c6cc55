// One connection from its first byte to its last: head, body, answer, again; or a stream of events.
// A coroutine on the I/O thread, so nothing here is locked. Every wait has a deadline, and a stream
// that passes its deadline is closed by Beast. Included by the session's two files only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/core.h"

namespace tc::server {

namespace beast = boost::beast;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

inline constexpr std::size_t kReadBytes = 16 * 1024;

/// Completion token: resumes the coroutine and puts the error here instead of throwing it.
inline auto on_error(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

/// Counts up for the life of a scope.
class Held {
 public:
  explicit Held(std::size_t& count) : count_(count) { ++count_; }
  ~Held() { --count_; }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  std::size_t& count_;
};

class Session {
 public:
  Session(Core& core, tcp::socket socket, std::string peer);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  asio::awaitable<void> run();
  void stop();  ///< ends an idle or streaming session; a busy one finishes its answer
  void wake();  ///< makes a streaming session look at its queue

 private:
  enum class State : std::uint8_t { idle, busy, streaming };
  enum class HeadEnd : std::uint8_t { ready, closed, refused };

  struct Reply {
    Response response;
    bool whole = false;  ///< the request was read to its end, so another may follow
    bool lost = false;   ///< there is nobody to answer
  };

  asio::awaitable<HeadEnd> read_head();
  asio::awaitable<bool> serve_request();
  asio::awaitable<Reply> obtain(Request& request, Admission& admission);
  /// False when the client is gone or too slow; an error when it deserves an answer.
  asio::awaitable<Result<bool>> read_body(Request& request, const Admission& admission);
  asio::awaitable<Response> make_answer(const Request& request, const Admission& admission);
  asio::awaitable<bool> send(const Response& response, const Wire& wire, bool with_body);
  asio::awaitable<bool> send_text(std::string_view text);
  asio::awaitable<void> stream_events(const EventStream& wanted, int version);
  asio::awaitable<bool> quiet_until_woken();
  asio::awaitable<void> refuse(Error error);
  asio::awaitable<void> linger();
  Result<Request> take_request();
  std::optional<Error> over_limit(const Request& request, const Admission& admission);
  [[nodiscard]] std::string_view buffered() const {
    const auto data = buffer_.data();
    return {static_cast<const char*>(data.data()), data.size()};
  }

  Core& core_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  asio::steady_timer timer_;
  std::string peer_;
  std::string address_;
  std::size_t head_length_ = 0;
  State state_ = State::idle;
  bool first_ = true;
};

}  // namespace tc::server
