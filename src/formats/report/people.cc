// SPDX-License-Identifier: Apache-2.0
#include "formats/report/people.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kLongestTitlePart = 16;
constexpr int kReach = 12;  ///< sentences in which a visit begins
constexpr std::size_t kLateSubject =
    16;  ///< characters before a subject, or between it and its verb

bool all_han(View text) { return !text.empty() && std::ranges::all_of(text, text::is_han); }

bool ends_item(View text, std::size_t at) {
  return at >= text.size() || ends_clause(text[at]) ||
         View(U"、 （(）)”“/").find(text[at]) != kNone;
}

/// What follows a name of a given length: nothing fitting, one character, or a longer word.
enum class After : std::uint8_t { wrong, loose, firm };

After after_name(View text, std::size_t end, const PeopleRules& rules) {
  if (ends_item(text, end)) return After::firm;
  if (rules.companions.at(text, end) > 1) return After::firm;
  const std::size_t follower = rules.name_followers.at(text, end);
  if (follower == 0) return After::wrong;
  if (follower > 1 || rules.firm_followers.at(text, end) > 0) return After::firm;
  return After::loose;
}

/// 买某提·吐某: the dot tells a name by itself.
std::size_t dotted_name(View text, std::size_t at) {
  std::size_t end = at;
  std::size_t dots = 0;
  while (end < text.size() && end - at < 14) {
    const bool dot = View(U"·•・").find(text[end]) != kNone;
    if (!dot && !text::is_han(text[end])) break;
    dots += dot ? 1u : 0u;
    ++end;
    if (dots > 0 && !dot && end - at >= 4) {
      const char32_t next = end < text.size() ? text[end] : U'\n';
      if (!text::is_han(next)) break;
    }
  }
  return dots > 0 && end - at >= 4 ? end - at : 0;
}

/// Straight after a title a name may lack a known surname when a verb follows it at once.
std::size_t titled_name(View text, std::size_t at, const PeopleRules& rules) {
  for (std::size_t length = 2; length <= 4 && at + length < text.size(); ++length) {
    const View name = text.substr(at, length);
    if (!all_han(name) || rules.not_names.starts(name) || rules.title_ends.in(name)) return 0;
    const std::size_t follower = std::max(rules.name_followers.at(text, at + length),
                                          rules.companions.at(text, at + length));
    if (follower > 1) return rules.name_followers.at(text, at) > 0 ? 0 : length;
  }
  return 0;
}

/// Where the title that ends at `end` begins: back over 、-joined titles to the clause's start.
std::size_t title_begin(View text, std::size_t end, const PeopleRules& rules) {
  std::size_t begin = end;
  while (true) {
    std::size_t from = begin;
    while (from > 0 && begin - from < kLongestTitlePart && text::is_han(text[from - 1])) --from;
    for (std::size_t length = 1; length > 0 && from < begin; from += length) {
      length = rules.title_breaks.at(text, from);
    }
    begin = std::min(from, begin);
    const bool joined =
        begin > 1 && text[begin - 1] == U'、' && rules.title_ends.before(text, begin - 1) > 0;
    if (!joined) return begin;
    begin -= 1;
  }
}

/// Names after the first one: 甲、乙和丙, up to anything that is no name.
void more_names(View text, const Person& first, const ReportRules& rules,
                std::vector<Person>& out) {
  static const Words kJoins({U"、", U"和", U"与", U"及", U"以及", U" "});
  std::size_t at = first.span.end;
  while (const std::size_t join = kJoins.at(text, at)) {
    const std::size_t begin = at + join;
    const std::size_t length = name_at(text, begin, rules);
    if (length == 0 || rules.people.title_ends.at(text, begin + length) > 0) return;
    out.push_back({Text(text.substr(begin, length)), first.title, {begin, begin + length}});
    at = begin + length;
  }
}

/// A name at the end of 市某局张三: two or three characters after an office, surname first.
Text trailing_name(View item, const ReportRules& rules) {
  for (const std::size_t length : {std::size_t{3}, std::size_t{2}}) {
    if (item.size() < length) continue;
    const View name = item.substr(item.size() - length);
    const View office = item.substr(0, item.size() - length);
    const bool plain = all_han(name) && rules.people.surnames.starts(name) &&
                       !rules.people.not_names.starts(name) && !rules.people.title_ends.in(name);
    const bool placed = office.empty() || rules.directives.addressees.ends(office) ||
                        rules.people.title_ends.ends(office) || rules.projects.units.ends(office);
    if (plain && placed) return Text(name);
  }
  return {};
}

class VisitFinder {
 public:
  VisitFinder(const Layout& layout, const ReportRules& rules) : layout_(layout), rules_(rules) {}

  VisitFacts run() {
    if (rules_.visit.not_reports.in(layout_.heading) && !layout_.minutes) {
      out_.reason = U"the headline announces another kind of text";
      return std::move(out_);
    }
    for (const Line& line : layout_.sentences) {
      if (out_.leader.empty()) leader(line);
    }
    if (out_.leader.empty()) titled_before();
    for (std::size_t at = 0; out_.leader.empty() && at < layout_.heading.size();) {
      headline_leader(at);
      at = std::min(layout_.heading.find(U' ', at), layout_.heading.size() - 1) + 1;
    }
    if (out_.leader.empty()) {
      out_.reason = U"no leader with a title visits, inspects or chairs on site";
      return std::move(out_);
    }
    out_.found = true;
    for (const Line& line : layout_.sentences) companions(line);
    return std::move(out_);
  }

 private:
  void leader(const Line& line) {
    const std::size_t head = line.field ? rules_.visit.minutes_heads.at(line.text, 0) : 0;
    if (head > 0) return field_leader(line, head);
    const std::vector<Person> people = find_people(line.text, rules_);
    for (std::size_t i = 0; i < people.size(); ++i) {
      const Person& person = people[i];
      if (rules_.people.companions.at(line.text, person.span.end) > 0) continue;
      std::size_t verb = visit_after(line.text, person.span.end);
      if (verb == kNone && on_site(View(line.text).substr(0, person.span.begin))) {
        verb = person.span.end;
      }
      if (verb == kNone) continue;
      out_.leader = person.name;
      out_.title = person.title;
      take_date(line, person.span.begin, verb);
      for (std::size_t k = i + 1; k < people.size() && people[k].span.end <= verb; ++k) {
        participant(people[k].name);
      }
      return;
    }
  }

  void field_leader(const Line& line, std::size_t head) {
    const View value = View(line.text).substr(std::min(head + 1, line.text.size()));
    if (rules_.visit.minutes_time.is(View(line.text).substr(0, head))) {
      field_date_ = find_date(value);
    }
    if (!rules_.visit.minutes_chair.is(View(line.text).substr(0, head))) return;
    const std::vector<Person> people = find_people(value, rules_);
    out_.leader = people.empty() ? trailing_name(trim(value), rules_) : people.front().name;
    if (!people.empty()) out_.title = people.front().title;
    if (out_.leader.empty()) {
      out_.leader = trim(value).substr(0, name_at(trim(value), 0, rules_));
    }
    if (!out_.leader.empty()) out_.date = date_text(field_date_, layout_.published);
  }

  /// Where the person's visit stands in the sentence, or kNone: the verb comes before anything is
  /// said, and is neither planned nor past.
  [[nodiscard]] std::size_t visit_after(View text, std::size_t from) const {
    const Span said = first_said(text, from);
    const View before = text.substr(0, std::min(said.begin, text.size()));
    const Span verb = find_visit_verb(before, from, rules_.visit);
    const Span chairs = before.find(U"主持", from) == kNone ? Span{kNone, kNone}
                                                            : Span{before.find(U"主持", from), 0};
    const bool on_site =
        layout_.minutes || (contains(text, U"现场") && rules_.visit.meetings.in(text));
    const std::size_t found = on_site ? std::min(verb.begin, chairs.begin) : verb.begin;
    if (found == kNone) return kNone;
    const std::size_t gap_from = found - from > 8 ? found - 8 : from;
    const View gap = text.substr(gap_from, found - gap_from);
    const View start = text.substr(from, std::min<std::size_t>(4, found - from));
    return rules_.visit.planned.in(gap) || rules_.visit.planned.in(start) ? kNone : found;
  }

  /// 在某项目建设现场，市长某某…: the leader stands on a site.
  [[nodiscard]] bool on_site(View before) const {
    const ProjectRules& projects = rules_.projects;
    return contains(before, U"在") && projects.site_tails.in(before) &&
           (projects.suffixes.in(before) || projects.facilities.in(before));
  }

  [[nodiscard]] Span first_said(View text, std::size_t from) const {
    const Span say = rules_.directives.say_verbs.find(text, from);
    const Span order = rules_.directives.order_verbs.find(text, from);
    return say.begin < order.begin ? say : order;
  }

  /// 市委书记某某宣布开工。… 某某一行来到…: the title stands in an earlier sentence than the visit.
  void titled_before() {
    std::vector<Person> known;
    for (const Line& line : layout_.sentences) {
      if (line.number > kReach || line.field) break;
      for (const Person& person : known) {
        const std::size_t at = line.text.find(person.name);
        if (at == Text::npos || at > kLateSubject) continue;
        const std::size_t end = at + person.name.size();
        const std::size_t verb = visit_after(line.text, end);
        if (verb == kNone || verb - end > kLateSubject) continue;
        out_.leader = person.name;
        out_.title = person.title;
        take_date(line, at, verb);
        const View between = View(line.text).substr(end, verb - end);
        for (const Person& other : known) {
          if (contains(between, other.name)) participant(other.name);
        }
        return;
      }
      std::ranges::move(find_people(line.text, rules_), std::back_inserter(known));
    }
  }

  /// 某某调研… in the headline, and the same name before a visit verb in the text.
  void headline_leader(std::size_t from) {
    const std::size_t length = name_at(layout_.heading, from, rules_);
    if (length == 0 ||
        find_visit_verb(layout_.heading, from + length, rules_.visit).begin > from + length + 2) {
      return;
    }
    const Text name = layout_.heading.substr(from, length);
    for (const Line& line : layout_.sentences) {
      const std::size_t at = line.text.find(name);
      if (at == Text::npos) continue;
      const std::size_t verb = visit_after(line.text, at + length);
      if (verb == kNone) continue;
      out_.leader = name;
      return take_date(line, at, verb);
    }
  }

  /// The date before the visit's verb, in this sentence or in an earlier one.
  void take_date(const Line& line, std::size_t leader_at, std::size_t verb) {
    DateWords date = find_date(View(line.text).substr(0, std::max(leader_at, verb)));
    for (const Line& earlier : layout_.sentences) {
      if (date.month != 0 || earlier.number >= line.number) break;
      if (!earlier.field || rules_.visit.minutes_time.starts(earlier.text)) {
        date = find_date(earlier.text);
      }
    }
    if (date.month == 0) date = field_date_;
    out_.date = date_text(date, layout_.published);
  }

  void participant(const Text& name) {
    const bool known = name == out_.leader || std::ranges::count(out_.participants, name) > 0;
    if (!known) out_.participants.push_back(name);
  }

  void companions(const Line& line) {
    if (line.field) return field_companions(line);
    std::size_t from = 0;
    for (Span hit = rules_.people.companions.find(line.text); hit.begin != kNone;
         hit = rules_.people.companions.find(line.text, hit.end)) {
      before_companion(View(line.text).substr(from, hit.begin - from));
      from = hit.end;
    }
  }

  /// Persons in the clauses right before 参加, back to where the visit itself is told.
  void before_companion(View region) {
    const std::vector<Span> clauses = split(region, {0, region.size()}, U"，；：。");
    std::size_t first = clauses.size();
    while (first > 0) {
      --first;
      if (find_visit_verb(sub(region, clauses[first]), 0, rules_.visit).begin != kNone) break;
    }
    for (std::size_t i = first; i < clauses.size(); ++i) {
      const View clause = sub(region, clauses[i]);
      const std::vector<Person> people = find_people(clause, rules_);
      for (const Person& person : people) participant(person.name);
      if (people.empty()) bare_names(clause);
    }
  }

  void bare_names(View clause) {
    const std::vector<Span> items = split(clause, {0, clause.size()}, U"、 ");
    std::vector<Text> names;
    for (const Span& item : items) {
      const View text = sub(clause, item);
      std::size_t at = 0;
      const std::size_t length = name_at(text, at, rules_);
      if (length == 0) break;
      names.emplace_back(text.substr(0, length));
      at = length;
      for (const char32_t join : View(U"和与及")) {
        if (at < text.size() && text[at] == join && name_at(text, at + 1, rules_) > 0) {
          names.emplace_back(text.substr(at + 1, name_at(text, at + 1, rules_)));
        }
      }
    }
    for (const Text& name : names) participant(name);
  }

  void field_companions(const Line& line) {
    const View text = line.text;
    const std::size_t head = rules_.visit.minutes_heads.at(text, 0);
    if (!rules_.visit.minutes_attend.is(text.substr(0, head)) || head + 1 >= text.size()) return;
    const View value = text.substr(head + 1);
    for (const Span& item : split(value, {0, value.size()}, U"、，；。 ")) {
      const std::vector<Person> people = find_people(sub(value, item), rules_);
      for (const Person& person : people) participant(person.name);
      const Text name = people.empty() ? trailing_name(trim(sub(value, item)), rules_) : Text{};
      if (!name.empty()) participant(name);
    }
  }

  const Layout& layout_;
  const ReportRules& rules_;
  VisitFacts out_;
  DateWords field_date_;
};

}  // namespace

std::size_t name_at(View text, std::size_t at, const ReportRules& rules) {
  const PeopleRules& people = rules.people;
  const std::size_t surname = people.surnames.at(text, std::min(at, text.size()));
  if (const std::size_t dotted = dotted_name(text, at)) return dotted;
  if (surname == 0) return 0;
  const auto usable = [&](std::size_t length) {
    if (at + length > text.size()) return After::wrong;
    const View name = text.substr(at, length);
    if (!all_han(name) || people.not_names.starts(name)) return After::wrong;
    return after_name(text, at + length, people);
  };
  const std::size_t shorter = surname + 1;
  const After near = usable(shorter);
  if (near == After::firm) return shorter;
  const After far = usable(shorter + 1);
  if (far == After::firm) return shorter + 1;
  if (near == After::loose) return shorter;
  return far == After::loose ? shorter + 1 : 0;
}

std::vector<Person> find_people(View sentence, const ReportRules& rules) {
  std::vector<Person> out;
  for (std::size_t i = 0; i < sentence.size();) {
    std::size_t length = rules.people.title_ends.at(sentence, i);
    const std::size_t group = rules.people.group_titles.at(sentence, i);
    length = std::max(length, group);
    if (length == 0) {
      ++i;
      continue;
    }
    std::size_t end = i + length;
    const std::size_t gap = end < sentence.size() && sentence[end] == U' ' ? 1 : 0;
    std::size_t name = name_at(sentence, end + gap, rules);
    if (name == 0) name = titled_name(sentence, end + gap, rules.people);
    if (name == 0) {
      i = end;
      continue;
    }
    const std::size_t begin = group == length ? i : title_begin(sentence, end, rules.people);
    out.push_back({Text(sentence.substr(end + gap, name)),
                   Text(sentence.substr(begin, end - begin)),
                   {begin, end + gap + name}});
    more_names(sentence, Person(out.back()), rules, out);
    i = out.back().span.end;
  }
  return out;
}

Span find_visit_verb(View text, std::size_t from, const VisitRules& rules) {
  for (Span found = rules.visit_verbs.find(text, from); found.begin != kNone;
       found = rules.visit_verbs.find(text, found.end)) {
    if (rules.not_visits.at(text, found.begin) < found.size() + 1) return found;
  }
  return {kNone, kNone};
}

VisitFacts find_visit(const Layout& layout, const ReportRules& rules) {
  return VisitFinder(layout, rules).run();
}

}  // namespace tc::formats::report
