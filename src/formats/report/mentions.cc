// SPDX-License-Identifier: Apache-2.0
#include "formats/report/mentions.h"

#include <algorithm>

#include "base/text.h"
#include "formats/report/people.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kShortestName = 4;
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMaxCues = 40;  ///< of one sentence; more is no prose

/// The end of the last 项目 or 工程 in `text`, or 0.
std::size_t last_suffix(View text, const ProjectRules& rules) {
  for (std::size_t end = text.size(); end > 0; --end) {
    if (rules.suffixes.before(text, end) > 0) return end;
  }
  return 0;
}

bool is_quote(char32_t c) { return View(U"“”‘’\"《》——-—·").find(c) != kNone; }

class MentionFinder {
 public:
  MentionFinder(View sentence, Span range, const ReportRules& rules, bool minutes)
      : text_(sentence), range_(range), all_(rules), rules_(rules.projects), minutes_(minutes) {}

  std::vector<Mention> run() {
    after_cues();
    subjects();
    std::ranges::sort(out_, {}, [](const Mention& m) { return m.span.begin; });
    return std::move(out_);
  }

  /// The longest reading of a headline or field: up to the last 项目, 工程 or facility that a
  /// meeting, a matter or the end follows.
  std::optional<Mention> matter(bool place) {
    const std::size_t last = std::min(range_.end, range_.begin + kLongestName + 20);
    for (std::size_t end = last; end >= range_.begin + kShortestName; --end) {
      const bool suffix = rules_.suffixes.before(text_, end) > 0;
      // 地点：县行政中心三楼 is where they sat; a place on site says 项目部, 现场 or 工地.
      const bool built = rules_.facilities.before(text_, end) > 0 &&
                         (!place || rules_.site_tails.at(text_, end) > 0);
      if ((!suffix && !built) || !matter_ends(end)) continue;
      Span name{range_.begin, end};
      cut_stops(name);
      static const Words kTreats({U"研究", U"协调", U"讨论", U"审议", U"调度", U"专题研究"});
      name.begin += kTreats.at(sub(text_, name), 0);
      Mention mention;
      mention.place = cut_head(name);
      mention.span = name;
      mention.name = Text(sub(text_, name));
      if (name.size() > kShortestName && acceptable(mention.name, true, false)) return mention;
    }
    return std::nullopt;
  }

 private:
  void after_cues() {
    std::size_t tried = 0;
    for (std::size_t i = range_.begin; i < range_.end && tried < kMaxCues;) {
      const std::size_t go = rules_.cues_go.at(text_, i);
      const std::size_t see = rules_.cues_see.at(text_, i);
      const std::size_t length = std::max(go, see);
      if (length == 0 || (length == go && !may_go(i, length))) {
        ++i;
        continue;
      }
      ++tried;
      const std::size_t found = object({i + length, clause_end(i + length)}, go >= see);
      i = found > 0 ? found : i + length;
    }
  }

  /// 到 inside 达到, 做到 and the like is no cue; nor is 在 inside 正在, 存在.
  [[nodiscard]] bool may_go(std::size_t i, std::size_t length) const {
    const bool being_built = text_[i] == U'在' && i + 1 < text_.size() && text_[i + 1] == U'建';
    return length > 1 || (!being_built && rules_.not_before_go.before(text_, i) == 0);
  }

  [[nodiscard]] std::size_t clause_end(std::size_t at) const {
    const std::vector<Span> pieces = split(text_, {at, range_.end}, U"，；：。！？\n");
    return pieces.empty() || pieces.front().begin != at ? at : pieces.front().end;
  }

  [[nodiscard]] bool matter_ends(std::size_t end) const {
    if (end >= range_.end || ends_clause(text_[end]) || text_[end] == U' ') return true;
    return all_.visit.meetings.at(text_, end) > 0 || rules_.site_tails.at(text_, end) > 0 ||
           rules_.minutes_matter.at(text_, end) > 0 || all_.visit.minutes.at(text_, end) > 0 ||
           View(U"等会专").find(text_[end]) != kNone;
  }

  /// The items of a cue's object; returns where to go on, or 0 when nothing was a project.
  std::size_t object(Span span, bool go) {
    const std::vector<Span> items = split(text_, span, U"、");
    const bool listed = !items.empty() && has_list_end(items.back());
    list_sited_ = !items.empty() && rules_.site_tails.in(sub(text_, items.back()));
    std::size_t found = 0;
    for (const Span& item : items) {
      for (const Span& part : parts(item)) {
        if (item_mention(part, go, listed)) found = part.end;
      }
    }
    return found;
  }

  [[nodiscard]] bool has_list_end(Span item) const {
    return list_end(sub(text_, item)).begin != kNone;
  }

  /// 等项目, or 等 with nothing but general words after it: 等市政府重点工程建设情况.
  [[nodiscard]] Span list_end(View item) const {
    const Span known = rules_.list_ends.find(item);
    if (known.begin != kNone) return known;
    // 等…, or a count: 三个在建学校项目, 5处重点工程工地.
    for (std::size_t at = 3; at + 3 < item.size(); ++at) {
      const bool counts = View(U"两二三四五六七八九十0123456789").find(item[at]) != kNone &&
                          View(U"个处项大座").find(item[at + 1]) != kNone;
      const View rest = item.substr(at + 1);
      if ((counts || item[at] == U'等') && rules_.suffixes.in(rest) && is_generic(rest, rules_)) {
        return {at, item.size()};
      }
    }
    return known;
  }

  /// 甲项目和乙项目 → two; 主体和配套工程 stays one.
  [[nodiscard]] std::vector<Span> parts(Span item) const {
    static const Words kAnd({U"和", U"及", U"以及", U"与"});
    for (std::size_t i = item.begin + 2; i + 2 < item.end; ++i) {
      const std::size_t length = kAnd.at(text_, i);
      const View left = text_.substr(item.begin, i - item.begin);
      const View right = text_.substr(i + length, item.end - i - length);
      const bool built = text_[i] != U'及' && !rules_.joined_works.starts(right) &&
                         (rules_.facilities.ends(left) || rules_.phases.ends(left));
      if (length == 0 || !(rules_.suffixes.ends(left) || built)) continue;
      std::vector<Span> out{{item.begin, i}};
      for (const Span& more : parts({i + length, item.end})) out.push_back(more);
      return out;
    }
    return {item};
  }

  bool item_mention(Span item, bool go, bool listed) {
    const Span list_end = this->list_end(sub(text_, item));
    Span name = item;
    bool sited = false;
    Text stage;
    if (list_end.begin != kNone) {
      name.end = item.begin + list_end.begin;
    } else {
      sited = cut_tail(name, stage);
    }
    if (list_end.begin == kNone && !sited) cut_after_suffix(name);
    Mention mention;
    mention.place = cut_head(name);
    mention.span = name;
    mention.name = Text(sub(text_, name));
    mention.site_stage = std::move(stage);
    mention.visited = true;
    const bool certain = listed || ((sited || list_sited_) && rules_.roads.ends(mention.name));
    if (!acceptable(mention.name, go, certain)) return false;
    return put(std::move(mention));
  }

  /// Cuts 施工现场, 工地 … and whatever follows; true when there was one.
  bool cut_tail(Span& name, Text& stage) const {
    const Span tail = rules_.site_tails.find(sub(text_, name));
    if (tail.begin == kNone || tail.begin == 0) return false;
    const View word = text_.substr(name.begin + tail.begin, tail.size());
    if (all_.stages.sites.is(word)) stage = Text(word);
    name.end = name.begin + tail.begin;
    return true;
  }

  /// 某某项目建设情况 → 某某项目; 某某产业园调研 → 某某产业园.
  void cut_after_suffix(Span& name) const {
    const View text = sub(text_, name);
    const std::size_t suffix = last_suffix(text, rules_);
    const auto ends_here = [&](std::size_t at) {
      if (at >= 2 && all_.visit.meetings.at(text, at - 2) > 2) return false;  // 项目推进会
      return at >= text.size() || rules_.predicates.at(text, at) > 0 ||
             rules_.object_ends.at(text, at) > 0 || rules_.minutes_matter.at(text, at) > 0 ||
             View(U"（(等").find(text[at]) != kNone;
    };
    if (suffix > 0 && ends_here(suffix)) {
      name.end = name.begin + suffix;
      return;
    }
    for (std::size_t end = 2; end <= text.size(); ++end) {
      const bool facility =
          rules_.facilities.before(text, end) > 0 && rules_.facilities.before(text, end + 1) == 0;
      if (facility && end < text.size() &&
          (rules_.object_ends.at(text, end) > 0 || text[end] == U'处' || text[end] == U'等')) {
        name.end = name.begin + end;
        return;
      }
    }
  }

  /// Cuts what stands before the name (位于某镇的, 我市重点项目——); returns the place said there.
  Text cut_head(Span& name) const {
    Text place;
    const View text = sub(text_, name);
    const std::size_t of = text.rfind(U'的');
    if (of != kNone && of + 2 < text.size()) {
      const std::size_t start = rules_.place_starts.at(text, 0);
      const bool in_place = start > 0 || rules_.places.before(text, of) > 0;
      if (in_place && of > start && of - start <= 16) place = Text(text.substr(start, of - start));
      name.begin += of + 1;
    }
    const View rest = sub(text_, name);
    for (Span verb = find_visit_verb(rest, 0, all_.visit); verb.begin != kNone;
         verb = find_visit_verb(rest, verb.end, all_.visit)) {
      if (verb.end < rest.size()) name.begin = name.end - rest.size() + verb.end;
    }
    const std::size_t dash = sub(text_, name).rfind(U'—');
    if (dash != kNone) name.begin += dash + 1;
    while (!name.empty() && is_quote(text_[name.begin]) && text_[name.begin] != U'“') ++name.begin;
    while (!name.empty() && (text_[name.end - 1] == U' ' || text_[name.end - 1] == U'”') &&
           sub(text_, name).find(U'“') == kNone) {
      --name.end;
    }
    while (!name.empty() && View(U" 了").find(text_[name.begin]) != kNone) ++name.begin;
    return place;
  }

  [[nodiscard]] bool acceptable(View name, bool go, bool certain) const {
    if (name.size() < kShortestName - (certain ? 1u : 0u) || name.size() > kLongestName)
      return false;
    if (is_generic(name, rules_) || rules_.not_objects.ends(name)) return false;
    if (name.find_first_of(U"？?|<>{}=;") != kNone) return false;
    if (sort_of_projects(name)) return false;
    // 部分在建项目扬尘治理: a matter of projects in general.
    const std::size_t inner = last_suffix(name, rules_);
    if (inner > 0 && is_generic(name.substr(0, inner), rules_)) return false;
    if (rules_.suffixes.ends(name) || rules_.phases.ends(name)) return true;
    const std::size_t facility = rules_.facilities.before(name, name.size());
    if (certain) return !rules_.places.ends(name) || facility > 0;
    if (rules_.parts.ends(name)) return false;
    if (facility == 0 || facility + 2 > name.size()) return false;
    const bool weak = rules_.weak_facilities.ends(name);
    return go ? !weak || name.size() >= 5 : !weak && name.size() >= 5;
  }

  /// 某某县重点项目: a place and a sort of projects, none of them by name.
  [[nodiscard]] bool sort_of_projects(View name) const {
    static const Words kSorts({U"重点", U"重大", U"在建", U"续建", U"民生", U"招商", U"省级",
                               U"市级", U"县级", U"区级", U"政府投资", U"专项债"});
    for (std::size_t i = 1; i + 1 < name.size() && i <= 6; ++i) {
      const bool place = View(U"省市县区州旗镇乡").find(name[i]) != kNone;
      if (place && kSorts.at(name, i + 1) > 0 && is_generic(name.substr(i + 1), rules_))
        return true;
    }
    return false;
  }

  bool put(Mention mention) {
    for (const Mention& known : out_) {
      const bool apart =
          mention.span.end <= known.span.begin || known.span.end <= mention.span.begin;
      if (!apart) return false;
    }
    out_.push_back(std::move(mention));
    return true;
  }

  /// …项目 as the subject of a clause, or as the matter of an item of minutes.
  void subjects() {
    for (const Span& clause : split(text_, range_, U"，；：。！？、\n")) {
      for (std::size_t end = clause.begin + 2; end <= clause.end; ++end) {
        if (rules_.suffixes.before(text_, end) > 0 && !goes_on(end)) subject({clause.begin, end});
      }
      facility_subject(clause);
    }
  }

  /// 工程项目: the name ends at the later of the two.
  [[nodiscard]] bool goes_on(std::size_t end) const { return rules_.suffixes.at(text_, end) > 0; }

  void subject(Span span) {
    const bool right = span.end >= range_.end || ends_clause(text_[span.end]) ||
                       text_[span.end] == U'、' || rules_.predicates.at(text_, span.end) > 0 ||
                       (minutes_ && rules_.minutes_matter.at(text_, span.end) > 0);
    const bool meeting = all_.visit.meetings.at(text_, span.end - 2) > 2;  // 项目推进会
    if (!right || (meeting && !minutes_)) return;
    cut_stops(span);
    if (span.size() < kShortestName + 1) return;
    Mention mention;
    mention.place = cut_head(span);
    mention.span = span;
    mention.name = Text(sub(text_, span));
    if (mention.name.size() <= kShortestName || !acceptable(mention.name, true, false)) return;
    put(std::move(mention));
  }

  /// The name begins after the last verb, 的 or opening word inside the span.
  void cut_stops(Span& span) const {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      const std::size_t stop =
          std::max(rules_.name_stops.at(text_, i), all_.visit.time_starts.at(text_, i));
      if (stop > 0 && i + stop < span.end) span.begin = i + stop;
    }
    while (!span.empty() && (is_quote(text_[span.begin]) || text_[span.begin] == U' '))
      ++span.begin;
  }

  /// 某某大桥全长…, 某某产业园已…: a thing that is built, right at the clause's start.
  void facility_subject(Span clause) {
    std::size_t begin = clause.begin;
    begin += all_.visit.time_starts.at(text_, begin);
    for (std::size_t end = begin + kShortestName; end < clause.end && end - begin < 30; ++end) {
      if (rules_.facilities.before(text_, end) == 0 ||
          rules_.subject_predicates.at(text_, end) == 0) {
        continue;
      }
      const View name = text_.substr(begin, end - begin);
      const bool plain = rules_.name_stops.find(name).begin == kNone &&
                         !rules_.weak_facilities.ends(name) && acceptable(name, true, false);
      if (plain) put({Text(name), {begin, end}, {}, {}, false});
      return;
    }
  }

  View text_;
  Span range_;
  const ReportRules& all_;
  const ProjectRules& rules_;
  bool minutes_;
  std::vector<Mention> out_;
  bool list_sited_ = false;  ///< the list at hand ends with 施工现场, 工地 …
};

/// The name without its last 项目, 工程 or 建设.
View stem(View name, const ProjectRules& rules) {
  while (const std::size_t suffix = rules.suffixes.before(name, name.size())) {
    name.remove_suffix(suffix);
    if (ends_with(name, U"建设")) name.remove_suffix(2);
  }
  return name;
}

}  // namespace

std::vector<Mention> find_mentions(View sentence, Span range, const ReportRules& rules,
                                   bool minutes) {
  return MentionFinder(sentence, range, rules, minutes).run();
}

std::optional<Mention> find_matter(View text, const ReportRules& rules, bool place) {
  return MentionFinder(text, {0, text.size()}, rules, true).matter(place);
}

Text find_zone(View sentence, const ReportRules& rules) {
  const std::vector<Span> clauses = split(sentence, {0, sentence.size()}, U"，；：。");
  for (std::size_t i = 0; i < clauses.size() && i < 2; ++i) {
    View clause = sub(sentence, clauses[i]);
    clause.remove_prefix(rules.visit.time_starts.at(clause, 0));
    if (starts_with(clause, U"在")) clause.remove_prefix(1);
    if (clause.size() > 2 && (clause.back() == U'内' || clause.back() == U'里')) {
      clause.remove_suffix(1);
      if (rules.projects.zones.ends(clause) && clause.size() <= 30) return Text(clause);
    }
    for (std::size_t end = 3; end <= 4 && end < clause.size(); ++end) {
      const View place = clause.substr(0, end);
      if (View(U"县区市镇乡").find(place.back()) == kNone || is_generic(place, rules.projects))
        continue;
      const bool named = std::ranges::all_of(place, text::is_han) &&
                         !rules.projects.facilities.ends(place) && place[end - 2] != U'小';
      if (named && rules.directives.order_starts.at(clause, end) > 0) return Text(place);
    }
  }
  return {};
}

bool is_generic(View name, const ProjectRules& rules) {
  std::size_t left = 0;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t length = rules.generic.at(name, i);
    left += length == 0 && !is_quote(name[i]) && !is_digit(name[i]) ? 1u : 0u;
    i += std::max<std::size_t>(length, 1);
  }
  return left < 2;
}

bool same_project(View a, View b, const ProjectRules& rules) {
  const View x = stem(a, rules);
  const View y = stem(b, rules);
  const View shorter = x.size() <= y.size() ? x : y;
  const View longer = x.size() <= y.size() ? y : x;
  if (shorter.empty() || is_generic(shorter, rules)) return false;
  if (contains(longer, shorter)) return shorter.size() >= 3;
  return shorter.size() >= 5 && shorter.substr(0, 2) == longer.substr(0, 2) &&
         subsequence(shorter, longer);
}

}  // namespace tc::formats::report
