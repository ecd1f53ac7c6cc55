// The server as a process: what SIGTERM and SIGINT do. Each test forks before any thread exists.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "api/echo_site.h"
#include "api/wire.h"

namespace tc::api_test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// A child that serves until a signal stops it.
struct Child {
  pid_t process = -1;
  std::uint16_t port = 0;
};

[[noreturn]] void serve_in_child(int out) {
  server::Limits limits = quick_limits();
  limits.body_grace = 60'000ms;
  limits.drain_time = 60'000ms;
  EchoSite echo(limits, true);
  const std::uint16_t port = echo.port();
  if (::write(out, &port, sizeof port) != sizeof port) std::_Exit(9);
  echo.server().wait();
  std::_Exit(0);
}

Child start_child() {
  std::array<int, 2> pipe{};
  EXPECT_EQ(::pipe(pipe.data()), 0);
  Child child{.process = ::fork(), .port = 0};
  if (child.process == 0) serve_in_child(pipe[1]);
  EXPECT_EQ(::read(pipe[0], &child.port, sizeof child.port),
            static_cast<ssize_t>(sizeof child.port));
  ::close(pipe[0]);
  ::close(pipe[1]);
  return child;
}

/// The wait status, or -1 when the child has to be killed after the time.
int end_of(const Child& child, std::chrono::milliseconds time) {
  const Clock::time_point until = Clock::now() + time;
  int status = 0;
  while (Clock::now() < until) {
    if (::waitpid(child.process, &status, WNOHANG) == child.process) return status;
    std::this_thread::sleep_for(10ms);
  }
  ::kill(child.process, SIGKILL);
  ::waitpid(child.process, &status, 0);
  return -1;
}

TEST(Signal, OneEndsTheServerInOrder) {
  for (const int number : {SIGTERM, SIGINT}) {
    const Child child = start_child();
    Wire wire(child.port);
    wire.send(request_text("GET", "/api/v1/slow"));
    std::this_thread::sleep_for(100ms);
    ::kill(child.process, number);
    EXPECT_EQ(wire.receive().status, 200);
    const int status = end_of(child, 20s);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
}

TEST(Signal, ASecondEndsItAtOnce) {
  const Child child = start_child();
  Wire stuck(child.port);
  stuck.send(
      request_text("POST", "/api/v1/texts", "Content-Type: text/plain\r\nContent-Length: 10\r\n"));
  std::this_thread::sleep_for(200ms);
  ::kill(child.process, SIGTERM);
  std::this_thread::sleep_for(500ms);
  int status = 0;
  ASSERT_EQ(::waitpid(child.process, &status, WNOHANG), 0);  // it waits for the stuck client
  ::kill(child.process, SIGTERM);
  status = end_of(child, 20s);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGTERM);
}

}  // namespace
}  // namespace tc::api_test
