// SPDX-License-Identifier: Apache-2.0
#include "api/wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "server/http/message.h"

namespace tc::api_test {

std::string Answer::header(std::string_view name) const {
  std::string_view rest = head;
  while (!rest.empty()) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && server::same_text(line.substr(0, colon), name)) {
      return std::string(server::trim(line.substr(colon + 1)));
    }
  }
  return {};
}

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  void* raw = &address;
  ended_ = ::connect(socket_, static_cast<sockaddr*>(raw), sizeof(address)) != 0;
}

Wire::~Wire() { ::close(socket_); }

bool Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Wire::read_more(std::chrono::milliseconds time) {
  if (ended_) return false;
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  std::array<char, 65536> chunk{};
  const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (got <= 0) {
    ended_ = true;
    return false;
  }
  pending_.append(chunk.data(), static_cast<std::size_t>(got));
  return true;
}

Answer Wire::receive(bool head_only) {
  Answer answer;
  std::size_t end = 0;
  while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(kPatience)) return answer;
  }
  answer.head = pending_.substr(0, end + 2);
  pending_.erase(0, end + 4);
  answer.status = answer.head.size() > 12 ? std::atoi(answer.head.c_str() + 9) : 0;
  const std::string length = answer.header("content-length");
  const std::size_t wanted =
      head_only || length.empty() ? 0 : static_cast<std::size_t>(std::atoll(length.c_str()));
  while (pending_.size() < wanted) {
    if (!read_more(kPatience)) break;
  }
  answer.body = pending_.substr(0, wanted);
  pending_.erase(0, wanted);
  return answer;
}

std::string Wire::read_until(std::string_view text) {
  while (pending_.find(text) == std::string::npos) {
    if (!read_more(kPatience)) break;
  }
  return std::exchange(pending_, {});
}

bool Wire::closes_within(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!ended_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    (void)read_more(left);
  }
  return true;
}

void Wire::half_close() { ::shutdown(socket_, SHUT_WR); }

std::string request_text(std::string_view method, std::string_view target, std::string_view headers,
                         std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  text.append(headers);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append("\r\n").append(body);
}

Answer ask(std::uint16_t port, std::string_view bytes) {
  Wire wire(port);
  wire.send(bytes);
  return wire.receive();
}

}  // namespace tc::api_test
