// SPDX-License-Identifier: Apache-2.0
#include "engine/placement/position.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "engine/placement/nominal.h"

namespace tc::engine {
namespace {

using model::ProjectTemplate;
using model::Relation;
using model::StageRule;

/// A table word found in a phrase: bytes [at, at + size).
struct Match {
  std::size_t at{};
  std::size_t size{};
  const StageRule* rule = nullptr;
};

/// A position with its time on the template.
struct Candidate {
  model::Position position;
  double from{};     ///< months: cannot be true before
  double reached{};  ///< months: true from here on (or until `until`)
  double until{};    ///< months: no longer true
  bool weak = false;
};

/// All table words of the phrase, longer ones first, none overlapping; back in text order.
std::vector<Match> find_words(const model::StageRules& rules, std::string_view phrase) {
  std::vector<Match> all;
  for (const StageRule& rule : rules.rules) {
    for (const std::string& word : rule.words) {
      for (std::size_t at = phrase.find(word); at != std::string_view::npos;
           at = phrase.find(word, at + word.size())) {
        all.push_back({at, word.size(), &rule});
      }
    }
  }
  std::ranges::stable_sort(all, [](const Match& a, const Match& b) {
    return a.size != b.size ? a.size > b.size : a.at < b.at;
  });
  std::vector<Match> kept;
  for (const Match& match : all) {
    const auto overlaps = [&](const Match& other) {
      return match.at < other.at + other.size && other.at < match.at + match.size;
    };
    if (std::ranges::none_of(kept, overlaps)) kept.push_back(match);
  }
  std::ranges::sort(kept, {}, &Match::at);
  return kept;
}

/// The clause around a match: what stands before and after it up to the next punctuation.
struct Clause {
  std::string_view before;
  std::string_view after;
};

Clause clause_of(std::string_view phrase, const Match& match) {
  // NFKC has made the full-width comma, semicolon and colon plain.
  static constexpr std::array<std::string_view, 6> kMarks{",", ";", ":", "。", "、", "!"};
  Clause out{phrase.substr(0, match.at), phrase.substr(match.at + match.size)};
  for (const std::string_view mark : kMarks) {
    if (const auto at = out.before.rfind(mark); at != std::string_view::npos) {
      out.before.remove_prefix(at + mark.size());
    }
    if (const auto at = out.after.find(mark); at != std::string_view::npos) {
      out.after = out.after.substr(0, at);
    }
  }
  return out;
}

bool has_any(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::any_of(
      words, [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

/// Whether the clause says that the step is over: 完成 right before it, or after it without a
/// denial between; a share such as 80% says that it is not.
bool is_done(const Clause& clause, const model::StageRules& rules) {
  if (clause.after.find_first_of("0123456789%") != std::string_view::npos) return false;
  for (const std::string& word : rules.done) {
    if (clause.before.ends_with(word)) return !has_any(clause.before, rules.not_yet);
    const std::size_t at = clause.after.find(word);
    if (at != std::string_view::npos) return !has_any(clause.after.substr(0, at), rules.not_yet);
  }
  return false;
}

/// Codes of the first group of tags that the template has.
std::vector<std::string> anchors_of(const StageRule& rule, const ProjectTemplate& network) {
  for (const std::vector<std::string>& group : rule.at) {
    std::vector<std::string> codes;
    for (const model::TemplateActivity& activity : network.activities) {
      if (std::ranges::find_first_of(group, activity.tags) != group.end()) {
        codes.push_back(activity.code);
      }
    }
    if (!codes.empty()) return codes;
  }
  return {};
}

/// The month by which `share` of the activities' work is done on the template's own time table.
double month_of_share(const Nominal& nominal, const std::vector<std::size_t>& members,
                      double share) {
  double total = 0.0;
  double last = 0.0;
  for (const std::size_t i : members) {
    total += nominal.finish[i] - nominal.start[i];
    last = std::max(last, nominal.finish[i]);
  }
  double low = 0.0;
  double high = last;
  for (int round = 0; round < 50; ++round) {
    const double middle = (low + high) / 2.0;
    double done = 0.0;
    for (const std::size_t i : members) {
      done += std::clamp(middle, nominal.start[i], nominal.finish[i]) - nominal.start[i];
    }
    (done >= share * total ? high : low) = middle;
  }
  return high;
}

Candidate timed(model::Position position, const ProjectTemplate& network, bool weak) {
  const Nominal nominal = nominal_times(network);
  const std::vector<std::size_t> anchors = indices_of(network, position.anchors);
  double begin = std::numeric_limits<double>::infinity();
  double end = 0.0;
  for (const std::size_t i : anchors) {
    begin = std::min(begin, nominal.start[i]);
    end = std::max(end, nominal.finish[i]);
  }
  Candidate out{std::move(position), 0.0, 0.0, 0.0, weak};
  switch (out.position.relation) {
    case Relation::before:
      out.reached = month_of_share(nominal, ahead_of(nominal, anchors), out.position.fraction);
      out.until = begin;
      break;
    case Relation::during:
      out.from = begin;
      out.reached = month_of_share(nominal, anchors, out.position.fraction);
      out.until = end;
      break;
    case Relation::after:
      out.from = end;
      out.reached = end;
      out.until = std::numeric_limits<double>::infinity();
      break;
  }
  return out;
}

class WordReader {
 public:
  WordReader(const model::StageRules& rules, const ProjectTemplate& network)
      : rules_(rules), network_(network) {}

  void read(const std::string& words) {
    const std::string phrase = text::nfkc(words);
    const std::vector<Match> matches = find_words(rules_, phrase);
    if (matches.empty()) note("stage.unknown", "is in no row of the stage table", words);
    for (const Match& match : matches) take(match, clause_of(phrase, match), words);
  }

  PositionReading finish() {
    const bool only_weak = std::ranges::all_of(candidates_, &Candidate::weak);
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (candidate.weak && !only_weak) continue;
      if (!best || candidate.reached > best->reached) best = &candidate;
    }
    if (!best) return std::move(out_);
    for (const Candidate& candidate : candidates_) {
      if (candidate.weak || candidate.until > best->from) continue;
      if (candidate.position.words == best->position.words) continue;  // one breath: 安装、调试
      note("stage.contradiction",
           fmt::format("cannot be true beside '{}', which counts", best->position.words),
           candidate.position.words);
    }
    out_.position = best->position;
    return std::move(out_);
  }

 private:
  void note(std::string rule, std::string_view what, const std::string& words) {
    Note made{std::move(rule), fmt::format("'{}' {}", words, what), {}};
    if (std::ranges::find(out_.notes, made) == out_.notes.end()) {
      out_.notes.push_back(std::move(made));
    }
  }

  void take(const Match& match, const Clause& clause, const std::string& words) {
    const StageRule& rule = *match.rule;
    if (has_any(clause.before, rules_.not_yet)) {
      return note("stage.wish", "is planned, hoped for or denied, not a fact", words);
    }
    if (rule.side != model::SideState::none) {
      out_.side = rule.side;
      out_.side_words = words;
    }
    if (rule.at.empty()) return;
    model::Position position{rule.relation, anchors_of(rule, network_), rule.fraction, words};
    if (position.anchors.empty()) {
      return note("stage.unknown",
                  fmt::format("names a step that the template '{}' does not have", network_.key),
                  words);
    }
    if (position.relation == Relation::during && is_done(clause, rules_)) {
      position.relation = Relation::after;
      position.fraction = 1.0;
    }
    candidates_.push_back(timed(std::move(position), network_, rule.weak));
  }

  const model::StageRules& rules_;
  const ProjectTemplate& network_;
  std::vector<Candidate> candidates_;
  PositionReading out_;
};

}  // namespace

PositionReading position_of(const model::StageRules& rules, std::span<const std::string> words,
                            const ProjectTemplate& network) {
  WordReader reader(rules, network);
  for (const std::string& phrase : words) reader.read(phrase);
  return reader.finish();
}

}  // namespace tc::engine
