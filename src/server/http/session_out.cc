// The way out: answers, event streams, refusals, and closing so that the client can still read.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <utility>

#include "server/http/problem.h"
#include "server/http/session.h"

namespace tc::server {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;  // each has the write time, so a reader must read

std::string chunk(std::string_view bytes) {
  std::array<char, 16> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
  std::string out(size.data(), end);
  return out.append("\r\n").append(bytes).append("\r\n");
}

}  // namespace

asio::awaitable<bool> Session::send(const Response& response, const Wire& wire, bool with_body) {
  std::string first = encode_head(response, wire);
  std::string_view rest;
  if (with_body && !response.events && response.status != 304) rest = response.body;
  const auto next_piece = [&rest] {
    const std::string_view piece = rest.substr(0, kPieceBytes);
    rest.remove_prefix(piece.size());
    return piece;
  };
  first.append(next_piece());
  bool sent = co_await send_text(first);
  while (sent && !rest.empty()) sent = co_await send_text(next_piece());
  co_return sent;
}

asio::awaitable<bool> Session::send_text(std::string_view text) {
  stream_.expires_after(core_.site.limits.write_time);
  error_code error;
  co_await asio::async_write(stream_, asio::buffer(text), on_error(error));
  co_return !error;
}

asio::awaitable<void> Session::stream_events(const EventStream& wanted, int version) {
  EventHub& hub = core_.site.events;
  const std::uint64_t reader = hub.subscribe(wanted.topic, wanted.last_event_id);
  state_ = State::streaming;
  bool go_on = true;
  while (go_on && !core_.site.stopping) {
    timer_.expires_after(core_.site.limits.heartbeat);
    const EventHub::Taken taken = hub.take(reader);
    std::string text;
    for (const std::string& frame : taken.frames) text.append(frame);
    if (taken.cut) break;
    if (text.empty()) {
      const bool open = co_await quiet_until_woken();
      if (!open) break;
      if (timer_.expiry() > Clock::time_point::min()) text = ": still here\n\n";
    }
    if (version == 11 && !text.empty()) text = chunk(text);
    if (!text.empty()) go_on = co_await send_text(text);
  }
  hub.unsubscribe(reader);
  if (go_on && version == 11) co_await send_text("0\r\n\r\n");
}

asio::awaitable<bool> Session::quiet_until_woken() {
  using asio::experimental::awaitable_operators::operator||;
  error_code waited;
  error_code readable;
  // The client has nothing to say any more: bytes or an end from it close the stream.
  const auto first =
      co_await (timer_.async_wait(on_error(waited)) ||
                stream_.socket().async_wait(tcp::socket::wait_read, on_error(readable)));
  co_return first.index() == 0;
}

asio::awaitable<void> Session::refuse(Error error) {
  const std::string id = core_.next_request_id();
  const Response response = problem(error, id);
  core_.site.metrics.count("malformed", response.status, 0);
  core_.site.log.info("refused rule=" + error.rule + " peer=" + peer_ + " id=" + id);
  const Wire wire{.version = 11, .keep_alive = false, .request_id = id};
  const bool sent = co_await send(response, wire, true);
  if (sent) co_await linger();
}

asio::awaitable<void> Session::linger() {
  error_code error;
  stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  // Closing with unread bytes would reset the connection and take the answer away from the client.
  stream_.expires_after(core_.site.limits.linger_time);
  while (!error) {
    buffer_.clear();
    co_await stream_.async_read_some(buffer_.prepare(kReadBytes), on_error(error));
  }
}

asio::awaitable<void> refuse_connection(Core& core, tcp::socket socket, Error why) {
  const Held refusing(core.refusing);
  beast::tcp_stream stream(std::move(socket));
  const std::string id = core.next_request_id();
  const Response response = problem(why, id);
  const std::string text =
      encode_head(response, {.version = 11, .keep_alive = false, .request_id = id}) + response.body;
  stream.expires_after(core.site.limits.linger_time);
  error_code error;
  co_await asio::async_write(stream, asio::buffer(text), on_error(error));
  stream.socket().shutdown(tcp::socket::shutdown_send, error);
  std::array<char, 1024> scratch{};
  while (!error) co_await stream.async_read_some(asio::buffer(scratch), on_error(error));
}

}  // namespace tc::server
