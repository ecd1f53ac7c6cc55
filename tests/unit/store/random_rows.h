// Random cities for the store's tests: rows of every noun with awkward values, and commits that
// put, change and remove them. Everything follows from one seed. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/state.h"
#include "store/store.h"

namespace tc::store::test {

inline constexpr model::CityCode kCity{140300};

/// SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// 0 … bound-1.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

inline std::string random_text(Random& random) {
  constexpr std::string_view kPieces[] = {"",     "a",   "阳泉", "\"",       "\\",  "\n", "😀",
                                          "\x01", "'--", "{}",   "\xC2\x80", "],[", "%s", "é"};
  std::string text;
  for (std::size_t n = random.below(5); n > 0; --n) {
    text += kPieces[random.below(std::size(kPieces))];
  }
  return text;
}

/// Fills the fields of a noun with any storable value.
struct Fill {
  Random& random;

  void operator()(std::string_view, std::string& value) const { value = random_text(random); }
  void operator()(std::string_view, std::int64_t& value) const {
    value = static_cast<std::int64_t>(random.next()) >> random.below(64);
  }
  void operator()(std::string_view, std::int32_t& value) const {
    value = static_cast<std::int32_t>(random.next() >> 32U);
  }
  void operator()(std::string_view, bool& value) const { value = random.one_in(2); }
  void operator()(std::string_view, double& value) const {
    constexpr double kValues[] = {0.0, 0.1, -2.5, 1e300, 5e-324, 3.0, 9007199254740993.0, 1.0 / 3};
    value = kValues[random.below(std::size(kValues))];
  }
  void operator()(std::string_view, Day& value) const {
    value = to_day({.year = 1900, .month = 1, .day = 1}) + static_cast<int>(random.below(109572));
  }
  void operator()(std::string_view name, Minute& value) const {
    Day day;
    (*this)(name, day);
    value = start_of(day) + static_cast<std::int64_t>(random.below(1440));
  }
  void operator()(std::string_view name, Money& value) const { (*this)(name, value.fen); }
  void operator()(std::string_view, model::CityCode& value) const { value = kCity; }
  void operator()(std::string_view name, std::vector<std::string>& value) const {
    value.resize(random.below(4));
    for (std::string& word : value) (*this)(name, word);
  }
  template <class Tag>
  void operator()(std::string_view, Id<Tag>& value) const {
    value.value = static_cast<std::int64_t>(random.below(50));
  }
  template <model::NamedEnum E>
  void operator()(std::string_view, E& value) const {
    value = static_cast<E>(random.below(model::kEnumNames<E>.size()));
  }
  template <class T>
  void operator()(std::string_view name, std::optional<T>& value) const {
    if (random.one_in(2)) {
      value.reset();
    } else {
      (*this)(name, value.emplace());
    }
  }
};

/// A random row of the noun at `index` in model::Row.
template <std::size_t I = 0>
model::Row random_row(Random& random, std::size_t index) {
  if constexpr (I < std::variant_size_v<model::Row>) {
    if (index != I) return random_row<I + 1>(random, index);
    std::variant_alternative_t<I, model::Row> noun;
    visit_fields(noun, Fill{random});
    return noun;
  } else {
    return model::City{};
  }
}

/// Makes commits against a shadow of the rows that stand. Most are right; some ask for what is not
/// there, so that refusals are met as well.
class CityMaker {
 public:
  explicit CityMaker(std::uint64_t seed) : random_(seed) {}

  /// The first commit of a city: the city itself.
  [[nodiscard]] Commit first() {
    Commit commit = empty_commit("city.make");
    add(commit, random_row(random_, 0));
    return commit;
  }
  /// 1 to `most` random changes.
  [[nodiscard]] Commit next(std::size_t most) {
    Commit commit = empty_commit("test.change");
    for (std::size_t n = 1 + random_.below(most); n > 0; --n) add(commit, any_row());
    return commit;
  }
  /// Tells whether the last commit was accepted.
  void settle(bool accepted) {
    if (accepted) settled_ = known_;
    known_ = settled_;
  }
  [[nodiscard]] Random& random() { return random_; }

 private:
  [[nodiscard]] Commit empty_commit(std::string action) {
    Commit commit;
    commit.acting.city = kCity;
    commit.acting.user_id.value = 1 + static_cast<std::int64_t>(random_.below(9));
    Fill{random_}("day", commit.day);
    commit.action = std::move(action);
    commit.reason = random_text(random_);
    commit.request_id = random_text(random_);
    return commit;
  }

  /// A row with an id from a small range, so that changes and removals hit; ids of projects,
  /// activities and visits it points at come from the same small range.
  [[nodiscard]] model::Row any_row() {
    constexpr std::size_t kProjectIndex = 6;
    const std::size_t kinds = std::variant_size_v<model::Row>;
    const std::size_t index = random_.one_in(4) ? kProjectIndex : random_.below(kinds);
    model::Row row = random_row(random_, index);
    std::visit([this](auto& noun) { keep_small(noun); }, row);
    return row;
  }
  [[nodiscard]] std::int64_t small_id(std::size_t most) {
    return 1 + static_cast<std::int64_t>(random_.below(most));
  }
  template <class Noun>
  void keep_small(Noun& noun) {
    if constexpr (requires { noun.id; }) noun.id.value = small_id(6);
    if constexpr (requires { noun.project_id; }) noun.project_id.value = 1 + noun.id.value % 3;
    if constexpr (std::is_same_v<Noun, model::Order>) {
      if (noun.id.value == 6) noun.project_id.value = 0;
    }
    if constexpr (std::is_same_v<Noun, model::Forecast>) {
      // Never changed: each is new, and of a project that the others leave alone.
      noun.id.value = 100 + 3 * ++forecasts_;
      noun.project_id.value = 3;
    }
    if constexpr (requires { noun.visit_id; }) noun.visit_id.value = small_id(3);
    if constexpr (requires { noun.predecessor_id; }) {
      noun.predecessor_id.value = small_id(4);
      noun.successor_id.value = small_id(4);
    }
  }

  void add(Commit& commit, model::Row row) {
    Change change;
    const bool stands = known_.contains(key_of(row));
    const bool is_city = std::holds_alternative<model::City>(row);
    change.removed = stands && !is_city && random_.one_in(4);
    change.before =
        stands != random_.one_in(40) ? "{\"before\":" + std::to_string(tick_) + "}" : "";
    if (change.removed && change.before.empty()) change.before = "{}";
    change.after = change.removed ? "" : "{\"after\":" + std::to_string(++tick_) + "}";
    if (change.removed) {
      known_.erase(key_of(row));
    } else {
      known_.emplace(key_of(row), true);
    }
    change.row = std::move(row);
    commit.changes.push_back(std::move(change));
  }
  static std::string key_of(const model::Row& row) {
    return std::string(model::noun_of(row)) + "/" + std::to_string(model::id_of(row));
  }

  Random random_;
  std::map<std::string, bool> known_;    ///< rows that stand if the commit in the making is taken
  std::map<std::string, bool> settled_;  ///< rows that stand
  std::int64_t forecasts_ = 0;
  std::int64_t tick_ = 0;
};

}  // namespace tc::store::test
