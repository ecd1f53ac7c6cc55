// SPDX-License-Identifier: Apache-2.0
#include "formats/report/register.h"

#include <algorithm>

#include "base/text.h"
#include "formats/report/details.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kMaxProjects = 300;
constexpr std::size_t kMaxBlockers = 1000;

void add_once(std::vector<std::string>& out, const Text& text) {
  std::string utf8 = text::to_utf8(text);
  if (std::ranges::count(out, utf8) == 0) out.push_back(std::move(utf8));
}

CapacityReading to_reading(const Quantity& quantity, View text) {
  return {quantity.value, text::to_utf8(quantity.unit), text::to_utf8(sub(text, quantity.span))};
}

}  // namespace

std::vector<std::size_t> ProjectRegister::named_in(View text) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (contains(text, names_[i])) out.push_back(i);
  }
  return out;
}

/// What the name itself tells: the company, the place, the size. A longer name may tell more.
void ProjectRegister::from_name(ProjectReading& project, const Mention& mention) const {
  const Text unit = unit_in_name(mention.name, rules_);
  if (project.unit.empty()) project.unit = text::to_utf8(unit);
  const Text place =
      mention.place.empty() ? place_in_name(mention.name, unit, rules_) : mention.place;
  if (project.place.empty()) project.place = text::to_utf8(place);
  const auto size = capacity_in_name(mention.name, rules_.quantities);
  if (size && !project.capacity) project.capacity = to_reading(*size, mention.name);
}

/// The known project a mention means, or a new one; size() when there are too many.
std::size_t ProjectRegister::resolve(const Mention& mention, int sentence) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    // Two items of one list are two projects, even when one name contains the other.
    if (projects_[i].sentence == sentence && names_[i] != mention.name) continue;
    if (!same_project(names_[i], mention.name, rules_.projects)) continue;
    if (mention.name.size() > names_[i].size() && contains(mention.name, names_[i])) {
      names_[i] = mention.name;
      projects_[i].name = text::to_utf8(mention.name);
      from_name(projects_[i], mention);
    }
    if (projects_[i].sentence == 0) projects_[i].sentence = sentence;
    return i;
  }
  if (projects_.size() >= kMaxProjects) {
    overflow_ = true;
    return projects_.size();
  }
  ProjectReading project;
  project.name = text::to_utf8(mention.name);
  project.sentence = sentence;
  from_name(project, mention);
  if (project.place.empty() && sentence > 0 && zone_sentence_ + 1 >= sentence) {
    project.place = text::to_utf8(zone_);
  }
  projects_.push_back(std::move(project));
  names_.push_back(mention.name);
  last_new_sentence_ = sentence;
  return projects_.size() - 1;
}

void ProjectRegister::focus_on(const std::vector<std::size_t>& found, const Line& line) {
  if (!group_open_ || focus_paragraph_ != line.paragraph) focus_.clear();
  for (const std::size_t i : found) {
    if (std::ranges::count(focus_, i) == 0) focus_.push_back(i);
  }
  group_open_ = true;
  focus_paragraph_ = line.paragraph;
}

std::size_t ProjectRegister::by_head(View clause) const {
  constexpr std::size_t kShortest = 4;
  clause.remove_prefix(rules_.visit.time_starts.at(clause, 0));
  std::size_t found = projects_.size();
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::size_t same = 0;
    while (same < clause.size() && same < names_[i].size() && clause[same] == names_[i][same])
      ++same;
    if (same < kShortest || rules_.projects.predicates.at(clause, same) == 0) continue;
    if (is_generic(clause.substr(0, same), rules_.projects)) continue;
    if (found != projects_.size()) return projects_.size();
    found = i;
  }
  return found;
}

void ProjectRegister::read_matter(View text, int sentence) {
  const auto mention = find_matter(text, rules_, sentence > 0);
  if (!mention) return;
  const std::size_t i = resolve(*mention, sentence);
  if (i < projects_.size() && matter_.empty()) matter_.push_back(i);
}

void ProjectRegister::back_to_matter(const Line& line) {
  if (matter_.empty() || (!line.item && !focus_.empty() && focus_ != matter_)) return;
  focus_ = matter_;
  focus_paragraph_ = line.paragraph;
  group_open_ = false;
}

void ProjectRegister::read_statement(const Line& line, Span statement, bool minutes) {
  const View text = line.text;
  const Text zone = find_zone(text.substr(0, statement.end), rules_);
  if (!zone.empty()) {
    zone_ = zone;
    zone_sentence_ = line.number;
    zone_stages_.clear();
  }
  const std::vector<Mention> mentions = find_mentions(text, statement, rules_, minutes);
  std::vector<std::pair<std::size_t, std::size_t>> placed;  ///< where in the text, which project
  std::vector<std::size_t> found;
  for (const Mention& mention : mentions) {
    const std::size_t i = resolve(mention, line.number);
    if (i >= projects_.size()) continue;
    if (!mention.site_stage.empty()) add_once(projects_[i].stage_words, mention.site_stage);
    if (zone_sentence_ + 1 == line.number) {
      for (const Text& stage : zone_stages_) add_once(projects_[i].stage_words, stage);
    }
    placed.emplace_back(mention.span.begin, i);
    found.push_back(i);
  }
  if (const std::size_t i = by_head(sub(text, statement)); found.empty() && i < projects_.size()) {
    placed.emplace_back(statement.begin, i);
    found.push_back(i);
  }
  if (!found.empty()) focus_on(found, line);
  const bool here = !found.empty() || focus_paragraph_ == line.paragraph;
  std::vector<std::size_t> subjects = here ? focus_ : std::vector<std::size_t>{};
  for (const Span& clause : split(text, statement, U"，；：。！")) {
    std::vector<std::size_t> inside;
    for (const auto& [at, i] : placed) {
      if (at >= clause.begin && at < clause.end) inside.push_back(i);
    }
    if (!inside.empty()) subjects = inside;
    if (found.empty() && zone_sentence_ == line.number) {
      for (Text& stage : stage_words(sub(text, clause), rules_))
        zone_stages_.push_back(std::move(stage));
    }
    read_clause(line, clause, subjects);
  }
}

void ProjectRegister::read_clause(const Line& line, Span clause,
                                  const std::vector<std::size_t>& subjects) {
  const View text = sub(line.text, clause);
  if (contains(text, U"？")) return;  // asks, states nothing
  Text plain(text);  // the clause without the names in it, whose words say nothing of the stage
  for (const std::size_t i : subjects) {
    const std::size_t at = plain.find(names_[i]);
    if (at != Text::npos) plain.erase(at, names_[i].size());
  }
  if (const Text blocker = blocker_in(text, rules_);
      !blocker.empty() && blockers_.size() < kMaxBlockers) {
    blockers_.push_back({subjects.size() == 1 ? projects_[subjects[0]].name : std::string{},
                         text::to_utf8(blocker), line.number});
  }
  const std::vector<Text> asked = asked_in(plain, rules_);
  for (const std::size_t i : subjects) {
    for (const Text& matter : asked) {
      if (contains(text, matter)) add_once(projects_[i].asked, matter);
    }
  }
  if (subjects.size() != 1) return;
  ProjectReading& project = projects_[subjects[0]];
  for (const Text& stage : stage_words(plain, rules_)) {
    if (contains(text, stage)) add_once(project.stage_words, stage);
  }
  money_and_size(project, text, plain);
}

void ProjectRegister::money_and_size(ProjectReading& project, View clause, View plain) {
  // What a plant makes says more than the ground it stands on.
  const auto size = capacity_in_clause(plain, rules_.quantities);
  if (size && (!project.capacity || (size->rated && project.capacity->unit == "m2"))) {
    project.capacity = to_reading(*size, plain);
  }
  if (!project.investment) {
    if (const auto money = investment_in(plain, rules_.quantities)) {
      project.investment = {money->amount, text::to_utf8(sub(plain, money->span))};
    }
  }
  if (project.place.empty()) project.place = text::to_utf8(place_in_clause(clause, rules_));
  if (project.unit.empty()) project.unit = text::to_utf8(unit_in_clause(clause, rules_));
}

}  // namespace tc::formats::report
