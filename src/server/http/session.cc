// The way in: head, body, and the answer made of them.
// SPDX-License-Identifier: Apache-2.0
#include "server/http/session.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

#include "server/http/address.h"
#include "server/http/problem.h"

namespace tc::server {

namespace http = boost::beast::http;
using std::chrono::milliseconds;

namespace {

constexpr int kMaxEmptyLines = 4;  // RFC 9112 §2.2: ignore some before a request line

Error limit_error(std::string rule, std::string message, std::string advice = {}) {
  return Error{.code = Code::limit,
               .rule = std::move(rule),
               .message = std::move(message),
               .where = {},
               .advice = std::move(advice)};
}

/// What is wrong with the head so far.
std::optional<Error> head_error(const HeadScanner& scanner, HeadScanner::State state,
                                const Limits& limits) {
  if (state == HeadScanner::State::bad) {
    return Error{.code = Code::usage,
                 .rule = "http.byte",
                 .message = "the request holds a byte that no HTTP head may hold",
                 .where = "byte " + std::to_string(scanner.length()),
                 .advice = {}};
  }
  if (scanner.length() > limits.head_bytes) {
    return limit_error("http.head_size", "request line and headers have more than " +
                                             std::to_string(limits.head_bytes) + " bytes");
  }
  return std::nullopt;
}

bool takes_import(const Admission& admission) {
  return admission.route != nullptr &&
         (admission.route->body == Body::import || admission.route->body == Body::bytes);
}

bool wants_close(const Request& request) {
  if (request.version == 10) return true;
  const std::string* connection = request.header("connection");
  return connection != nullptr && lower(*connection).find("close") != std::string::npos;
}

}  // namespace

Session::Session(Core& core, tcp::socket socket, std::string peer)
    : core_(core),
      stream_(std::move(socket)),
      buffer_(core.site.limits.head_bytes + 2 * kReadBytes),
      timer_(core.io),
      peer_(std::move(peer)),
      address_(limit_key(peer_)) {
  core_.sessions.insert(this);
  ++core_.site.connections;
}

Session::~Session() {
  core_.sessions.erase(this);
  --core_.site.connections;
  if (--core_.per_address[address_] == 0) core_.per_address.erase(address_);
}

void Session::stop() {
  if (state_ == State::idle) stream_.cancel();
  wake();
}

void Session::wake() {
  // An expiry in the past also ends a wait that has not begun yet.
  if (state_ == State::streaming) timer_.expires_at(Clock::time_point::min());
}

asio::awaitable<void> Session::run() {
  bool go_on = true;
  while (go_on && !core_.site.stopping) {
    state_ = State::idle;
    const HeadEnd end = co_await read_head();
    if (end != HeadEnd::ready) break;
    state_ = State::busy;
    go_on = co_await serve_request();
    first_ = false;
  }
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
}

asio::awaitable<Session::HeadEnd> Session::read_head() {
  const Limits& limits = core_.site.limits;
  HeadScanner scanner;
  std::size_t seen = 0;
  int empty_lines = 0;
  bool started = first_ || buffer_.size() > 0;
  stream_.expires_after(started ? limits.head_time : limits.idle_time);
  while (true) {
    HeadScanner::State state = scanner.feed(buffered().substr(seen));
    seen = buffer_.size();
    if (state == HeadScanner::State::done && scanner.length() == 2 &&
        ++empty_lines <= kMaxEmptyLines) {
      buffer_.consume(2);
      scanner = HeadScanner{};
      seen = 0;
      continue;
    }
    if (std::optional<Error> error = head_error(scanner, state, limits)) {
      co_await refuse(std::move(*error));
      co_return HeadEnd::refused;
    }
    if (state == HeadScanner::State::done) {
      head_length_ = scanner.length();
      co_return HeadEnd::ready;
    }
    error_code error;
    const auto space = buffer_.prepare(kReadBytes);
    const std::size_t got = co_await stream_.async_read_some(space, on_error(error));
    if (error) co_return HeadEnd::closed;
    buffer_.commit(got);
    if (!started) stream_.expires_after(limits.head_time);
    started = true;
    state_ = State::busy;
  }
}

Result<Request> Session::take_request() {
  TC_TRY(Head head, parse_head(buffered().substr(0, head_length_)));
  const auto wished = std::ranges::find(head.headers, "x-request-id", &NameValue::first);
  const bool take_over = wished != head.headers.end() && good_request_id(wished->second);
  std::string id = take_over ? wished->second : core_.next_request_id();
  TC_TRY(Request request, make_request(std::move(head), std::move(id)));
  request.peer = peer_;
  return request;
}

std::optional<Error> Session::over_limit(const Request& request, const Admission& admission) {
  if (request.path.starts_with("/api/") && !core_.rate.take(address_, core_.now())) {
    return limit_error("http.rate", "too many requests from this address", "Wait a second.");
  }
  if (takes_import(admission) && core_.imports >= core_.site.limits.imports_at_once) {
    return limit_error("http.busy", "other imports are still running", "Try again in a while.");
  }
  if (core_.handlers >= core_.site.limits.handlers_waiting) {
    return limit_error("http.busy", "the server has too much to do", "Try again in a while.");
  }
  return std::nullopt;
}

asio::awaitable<bool> Session::serve_request() {
  const Clock::time_point begin = Clock::now();
  Result<Request> made = take_request();
  if (!made) {
    co_await refuse(std::move(made.error()));
    co_return false;
  }
  Request& request = *made;
  Admission admission = admit(core_.site, request);
  if (!admission.refusal) {
    if (auto over = over_limit(request, admission)) {
      admission.refusal = problem(*over, request.request_id);
    }
  }
  std::optional<Held> import;
  if (!admission.refusal && takes_import(admission)) import.emplace(core_.imports);

  Reply reply = co_await obtain(request, admission);
  if (reply.lost) co_return false;
  const Response& response = reply.response;
  const bool keep =
      reply.whole && !wants_close(request) && !core_.site.stopping && !response.events;
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  core_.site.metrics.count(admission.label, response.status, seconds);
  core_.site.log.access({request, response.status, response.body.size(), seconds});
  const Wire wire{.version = request.version, .keep_alive = keep, .request_id = request.request_id};
  const bool sent = co_await send(response, wire, !request.head);
  if (sent && response.events && !request.head) {
    co_await stream_events(*response.events, request.version);
  } else if (sent && !reply.whole) {
    co_await linger();
  }
  co_return sent&& keep;
}

asio::awaitable<Session::Reply> Session::obtain(Request& request, Admission& admission) {
  Reply reply;
  if (admission.refusal) {
    reply.response = std::move(*admission.refusal);
    reply.whole = !admission.has_body;
    if (reply.whole) buffer_.consume(head_length_);
    co_return reply;
  }
  const Result<bool> read = co_await read_body(request, admission);
  if (!read) {
    reply.response = problem(read.error(), request.request_id);
  } else if (!*read) {
    reply.lost = true;
  } else {
    reply.whole = true;
    const Held running(core_.handlers);
    reply.response = co_await make_answer(request, admission);
  }
  co_return reply;
}

asio::awaitable<Result<bool>> Session::read_body(Request& request, const Admission& admission) {
  const Limits& limits = core_.site.limits;
  http::request_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes));
  parser.body_limit(admission.body_limit);
  error_code error;
  co_await http::async_read_header(stream_, buffer_, parser, on_error(error));
  if (!error && admission.has_body && request.header("expect") != nullptr && buffer_.size() == 0) {
    const bool sent = co_await send_text("HTTP/1.1 100 Continue\r\n\r\n");
    if (!sent) co_return false;
  }
  const Clock::time_point begin = Clock::now();
  while (!error && !parser.is_done()) {
    const auto earned = milliseconds(parser.get().body().size() * 1000 /
                                     std::max<std::size_t>(1, limits.body_bytes_per_second));
    stream_.expires_at(begin + std::min(limits.body_time, limits.body_grace + earned));
    co_await http::async_read_some(stream_, buffer_, parser, on_error(error));
  }
  if (error == http::error::body_limit) {
    co_return tl::unexpected(
        limit_error("http.body_size",
                    "the body has more than " + std::to_string(admission.body_limit) + " bytes"));
  }
  if (error && error.category() == http::make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message) {
    co_return fail(Code::usage, "http.framing", "the body is not framed as HTTP/1.1 says",
                   error.message());
  }
  if (error) co_return false;
  request.body = std::move(parser.get().body());
  co_return true;
}

asio::awaitable<Response> Session::make_answer(const Request& request, const Admission& admission) {
  // Files of the web app are in memory: no need to wait for the pool.
  if (admission.route == nullptr) co_return answer(core_.site, request, admission);
  auto work = [this, &request, &admission]() -> asio::awaitable<Response> {
    co_return answer(core_.site, request, admission);
  };
  co_return co_await asio::co_spawn(core_.pool, std::move(work), asio::use_awaitable);
}

asio::awaitable<void> run_session(Core& core, tcp::socket socket, std::string peer) {
  Session session(core, std::move(socket), std::move(peer));
  co_await session.run();
}

void stop_session(Session& session) { session.stop(); }
void wake_session(Session& session) { session.wake(); }

}  // namespace tc::server
