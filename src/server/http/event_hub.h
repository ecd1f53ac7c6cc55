// Server-sent events: keeps the last events of each topic (a city), and a bounded queue for each
// reader. An event's id is `EPOCH-NUMBER`; the epoch changes with each start of the server, so a
// reader that comes back after a restart, or after too long, is told to `reset` and load anew.
// A reader whose queue is full is cut: it comes back and is replayed. Any thread may publish.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tc::server {

/// The lines of one event with its closing empty line. Line ends in `data` become further lines.
[[nodiscard]] std::string event_frame(std::string_view id, std::string_view name,
                                      std::string_view data);

class EventHub {
 public:
  EventHub(std::string epoch, std::size_t ring, std::size_t queue);

  /// Called after each publication, on the publishing thread, outside the hub's lock.
  void on_publish(std::function<void()> wake);
  void publish(const std::string& topic, std::string_view name, std::string_view data);

  /// Topic "" reads all topics. `last_event_id` "" starts with the present. The first frame gives
  /// the reader its present id.
  [[nodiscard]] std::uint64_t subscribe(std::string_view topic, std::string_view last_event_id);
  void unsubscribe(std::uint64_t reader);

  struct Taken {
    std::vector<std::string> frames;
    bool cut = false;  ///< the reader lagged too far behind, or is unknown
  };
  /// Takes what waits for this reader.
  [[nodiscard]] Taken take(std::uint64_t reader);
  [[nodiscard]] std::size_t readers() const;

 private:
  struct Event {
    std::uint64_t number{};
    std::string frame;
  };
  struct Topic {
    std::deque<Event> recent;
    std::uint64_t forgotten = 0;  ///< number of the newest event that is no longer kept
  };
  struct Reader {
    std::string topic;
    std::vector<std::string> waiting;
    bool cut = false;
  };
  [[nodiscard]] std::string id_of(std::uint64_t number) const;
  [[nodiscard]] std::vector<std::string> replay(std::string_view topic,
                                                std::string_view last_event_id) const;

  mutable std::mutex mutex_;
  std::string epoch_;
  std::size_t ring_;
  std::size_t queue_;
  std::uint64_t number_ = 0;
  std::uint64_t next_reader_ = 1;
  std::map<std::string, Topic, std::less<>> topics_;
  std::map<std::uint64_t, Reader> readers_;
  std::function<void()> wake_;
};

}  // namespace tc::server
