// SPDX-License-Identifier: Apache-2.0
#include "engine/sprint/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/cpm/sweeps.h"

namespace tc::engine {
namespace {

constexpr std::int64_t kMostFen = std::int64_t{1} << 60;
constexpr int kYearsAfter = 12;

Result<void> check_set(const SprintCase& one, const ChoiceSet& set, CalendarOrder& order,
                       std::int64_t& room) {
  const Network& network = one.network;
  const auto bad = [&](std::string message) {
    return fail(Code::internal, "sprint.choices", std::move(message),
                fmt::format("node {}", set.node));
  };
  if (set.node >= network.size() || network.is_span(set.node) ||
      network.progress[set.node] == Progress::finished || !network.parts_of(set.node).empty()) {
    return bad("not an activity that can be crashed");
  }
  if (set.choices.empty()) return bad("no way to do it");
  const std::int64_t work =
      one.input.work.empty() ? network.work[set.node] : one.input.work[set.node];
  const CrashChoice normal{work, network.calendar[set.node], {}};
  if (set.choices.front() != normal) return bad("the first way is not the normal one");
  std::int64_t dearest = 0;
  for (const CrashChoice& choice : set.choices) {
    if (choice.calendar >= network.calendars.size() || choice.work < 0 || choice.price.fen < 0) {
      return bad("a calendar, work or price out of range");
    }
    dearest = std::max(dearest, choice.price.fen);
    if (!order.as_fast(set.choices.back(), choice)) {
      return bad("the last way is not the fastest");
    }
    if (!order.as_fast(choice, set.choices.front())) {
      return bad("a way that is slower than the normal one");
    }
  }
  if (dearest > room) return bad("prices too great to be added");
  room -= dearest;
  return {};
}

}  // namespace

bool CalendarOrder::as_fast(std::uint16_t a, std::uint16_t b) {
  if (a == b) return true;
  const auto known = known_.find({a, b});
  if (known != known_.end()) return known->second;
  const WorkingCalendar& fast = network_->calendars[a];
  const WorkingCalendar& slow = network_->calendars[b];
  bool yes = fast.whole_days() == slow.whole_days();
  const Minute from = start_of(day_of(near_));
  for (int day = 0; yes && day < kYearsAfter * 366; ++day) {
    const Minute begin = from + day * kMinutesPerDay;
    const Minute end = begin + kMinutesPerDay;
    yes = fast.half_minutes_between(begin, end) >= slow.half_minutes_between(begin, end);
  }
  return known_[{a, b}] = yes;
}

Result<void> check_case(const SprintCase& one) {
  const auto outside = [&](std::uint32_t end) { return end >= one.network.size(); };
  if (one.ends.empty() || std::ranges::any_of(one.ends, outside)) {
    return fail(Code::bad_input, "sprint.ends", "there is nothing left whose finish could move");
  }
  std::vector<std::uint8_t> seen(one.network.size());
  std::int64_t room = kMostFen;
  CalendarOrder order(one.network, one.input.data_date);
  for (const ChoiceSet& set : one.sets) {
    TC_TRY_VOID(check_set(one, set, order, room));
    if (seen[set.node]++ == 0) continue;
    return fail(Code::internal, "sprint.choices", "two sets for one activity",
                fmt::format("node {}", set.node));
  }
  return {};
}

Trial::Trial(const SprintCase& one) : case_(one), order_(one.network, one.input.data_date) {
  work_ = one.input.work.empty()
              ? one.network.work
              : std::vector<std::int64_t>(one.input.work.begin(), one.input.work.end());
  set_of_.assign(one.network.size(), static_cast<std::uint32_t>(one.sets.size()));
  for (std::size_t s = 0; s < one.sets.size(); ++s) {
    set_of_[one.sets[s].node] = static_cast<std::uint32_t>(s);
    calendars_before_.push_back(one.network.calendar[one.sets[s].node]);
  }
}

Trial::~Trial() {
  for (std::size_t s = 0; s < case_.sets.size(); ++s) {
    case_.network.calendar[case_.sets[s].node] = calendars_before_[s];
  }
}

void Trial::apply(const Picks& picks) {
  for (std::size_t s = 0; s < picks.size(); ++s) {
    const CrashChoice& choice = case_.sets[s].choices[picks[s]];
    work_[case_.sets[s].node] = choice.work;
    case_.network.calendar[case_.sets[s].node] = choice.calendar;
  }
}

Minute Trial::last_end() const {
  Minute last = schedule_.early_finish[case_.ends.front()];
  for (const std::uint32_t end : case_.ends) last = std::max(last, schedule_.early_finish[end]);
  return last;
}

Minute Trial::finish(const Picks& picks) {
  apply(picks);
  ++passes_;
  CpmInput input = case_.input;
  input.work = work_;
  run_forward(case_.network, input, schedule_);
  return last_end();
}

namespace {

/// A deadline on each end while it lives.
class Deadlines {
 public:
  Deadlines(Network& network, std::span<const std::uint32_t> ends, Minute by)
      : network_(network), positions_(network.extra), extras_(network.extras) {
    for (const std::uint32_t end : ends) {
      if (network.extra[end] == kNoExtra) {
        network.extra[end] = static_cast<std::uint32_t>(network.extras.size());
        network.extras.emplace_back();
      }
      std::optional<Minute>& deadline = network.extras[network.extra[end]].deadline;
      deadline = std::min(deadline.value_or(by), by);
    }
  }
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;
  Deadlines(Deadlines&&) = delete;
  Deadlines& operator=(Deadlines&&) = delete;
  ~Deadlines() {
    network_.extra = std::move(positions_);
    network_.extras = std::move(extras_);
  }

 private:
  Network& network_;
  std::vector<std::uint32_t> positions_;
  std::vector<Extra> extras_;
};

}  // namespace

/// The backward sweep once more, with nothing but the ends' deadlines to hang on: a project may end
/// later than its ends (ramp-up), or earlier than the date.
const Schedule& Trial::late_dates(const Picks& picks, Minute by) {
  apply(picks);
  CpmInput input = case_.input;
  input.work = work_;
  run_cpm(case_.network, input, schedule_);
  const Deadlines deadlines(case_.network, case_.ends, by);
  const Minute far = std::max(start_of(kHorizonEnd), schedule_.finish);
  for (Minute& finish : schedule_.project_finish) finish = far;
  schedule_.finish = far;
  for (ProjectTerms& terms : schedule_.terms) terms.must_finish_by.reset();
  Sweeps sweeps(case_.network, input, schedule_);
  for (std::size_t i = case_.network.size(); i-- > 0;) {
    if (!case_.network.is_span(i)) sweeps.backward(i);
  }
  return schedule_;
}

std::vector<std::size_t> Trial::chain() const {
  std::uint32_t last = case_.ends.front();
  for (const std::uint32_t end : case_.ends) {
    if (schedule_.early_finish[end] > schedule_.early_finish[last]) last = end;
  }
  return driving_chain(case_.network, schedule_, last);
}

std::vector<std::uint32_t> Trial::sets_on_chain() const {
  std::vector<std::uint32_t> sets;
  for (const std::size_t node : chain()) {
    if (set_of_[node] < case_.sets.size()) sets.push_back(set_of_[node]);
  }
  return sets;
}

Picks Trial::fastest() const {
  Picks picks;
  for (const ChoiceSet& set : case_.sets) {
    picks.push_back(static_cast<std::uint32_t>(set.choices.size() - 1));
  }
  return picks;
}

Money Trial::price_of(const Picks& picks) const {
  Money price;
  for (std::size_t s = 0; s < picks.size(); ++s) {
    price = price + case_.sets[s].choices[picks[s]].price;
  }
  return price;
}

}  // namespace tc::engine
