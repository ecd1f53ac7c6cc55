// SPDX-License-Identifier: Apache-2.0
#include "server/http/event_hub.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tc::server {

std::string event_frame(std::string_view id, std::string_view name, std::string_view data) {
  std::string frame;
  frame.append("id: ").append(id).append("\nevent: ").append(name).append("\n");
  while (true) {
    const std::size_t end = data.find_first_of("\r\n");
    frame.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    const bool pair = data[end] == '\r' && end + 1 < data.size() && data[end + 1] == '\n';
    data.remove_prefix(end + (pair ? 2 : 1));
  }
  return frame.append("\n");
}

EventHub::EventHub(std::string epoch, std::size_t ring, std::size_t queue)
    : epoch_(std::move(epoch)), ring_(ring), queue_(queue) {}

void EventHub::on_publish(std::function<void()> wake) {
  const std::scoped_lock lock(mutex_);
  wake_ = std::move(wake);
}

void EventHub::publish(const std::string& topic, std::string_view name, std::string_view data) {
  std::function<void()> wake;
  {
    const std::scoped_lock lock(mutex_);
    ++number_;
    Topic& kept = topics_[topic];
    kept.recent.push_back({number_, event_frame(id_of(number_), name, data)});
    for (auto& [id, reader] : readers_) {
      if (!reader.topic.empty() && reader.topic != topic) continue;
      if (reader.waiting.size() >= queue_) {
        reader.cut = true;
        reader.waiting.clear();
      }
      if (!reader.cut) reader.waiting.push_back(kept.recent.back().frame);
    }
    if (kept.recent.size() > ring_) {
      kept.forgotten = kept.recent.front().number;
      kept.recent.pop_front();
    }
    wake = wake_;
  }
  if (wake) wake();
}

std::uint64_t EventHub::subscribe(std::string_view topic, std::string_view last_event_id) {
  const std::scoped_lock lock(mutex_);
  Reader reader{.topic = std::string(topic), .waiting = {}, .cut = false};
  reader.waiting.push_back("retry: 2000\nid: " + id_of(number_) + "\n\n");
  if (!last_event_id.empty()) {
    std::vector<std::string> missed = replay(topic, last_event_id);
    // The present id comes last: a reader cut in the middle must not skip what it has not seen.
    reader.waiting = std::move(missed);
    reader.waiting.push_back("retry: 2000\nid: " + id_of(number_) + "\n\n");
  }
  readers_.emplace(next_reader_, std::move(reader));
  return next_reader_++;
}

void EventHub::unsubscribe(std::uint64_t reader) {
  const std::scoped_lock lock(mutex_);
  readers_.erase(reader);
}

EventHub::Taken EventHub::take(std::uint64_t reader) {
  const std::scoped_lock lock(mutex_);
  const auto found = readers_.find(reader);
  if (found == readers_.end()) return {.frames = {}, .cut = true};
  return {.frames = std::exchange(found->second.waiting, {}), .cut = found->second.cut};
}

std::size_t EventHub::readers() const {
  const std::scoped_lock lock(mutex_);
  return readers_.size();
}

std::string EventHub::id_of(std::uint64_t number) const {
  return epoch_ + "-" + std::to_string(number);
}

std::vector<std::string> EventHub::replay(std::string_view topic,
                                          std::string_view last_event_id) const {
  const std::vector<std::string> reset{event_frame(id_of(number_), "reset", "{}")};
  const std::size_t dash = last_event_id.rfind('-');
  if (dash == std::string_view::npos || last_event_id.substr(0, dash) != epoch_) return reset;
  const std::string_view digits = last_event_id.substr(dash + 1);
  std::uint64_t seen = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seen);
  if (error != std::errc{} || end != digits.data() + digits.size() || seen > number_) return reset;

  std::vector<const Event*> missed;
  for (const auto& [name, kept] : topics_) {
    if (!topic.empty() && name != topic) continue;
    if (seen < kept.forgotten) return reset;
    for (const Event& event : kept.recent) {
      if (event.number > seen) missed.push_back(&event);
    }
  }
  std::ranges::sort(missed, {}, &Event::number);
  std::vector<std::string> frames;
  for (const Event* event : missed) frames.push_back(event->frame);
  return frames;
}

}  // namespace tc::server
