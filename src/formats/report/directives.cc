// SPDX-License-Identifier: Apache-2.0
#include "formats/report/directives.h"

#include <algorithm>
#include <optional>

#include "formats/report/layout.h"
#include "formats/report/orders.h"
#include "formats/report/people.h"

namespace tc::formats::report {
namespace {

/// A verb of saying with its speaker, and where what is said begins.
struct Saying {
  Span verb;
  std::size_t clause_begin = 0;
  std::size_t content = 0;
  Text speaker;
  bool by_name = false;
  bool orders = false;  ///< 要求, 叮嘱 …: everything said is ordered
};

class SpeechReader {
 public:
  SpeechReader(View text, Speech& speech, const ReportRules& rules)
      : text_(text), speech_(speech), all_(rules), rules_(rules.directives) {}

  Spoken run() {
    find_sayings();
    out_.statement = {0, text_.size()};
    if (sayings_.empty()) {
      continued();
    } else {
      out_.statement.end = sayings_.front().clause_begin;
      for (std::size_t i = 0; i < sayings_.size(); ++i) said(i);
      // What a meeting notes before it orders is statement: sizes, money, problems.
      if (speech_.minutes) out_.statement.end = out_.drafts.empty() ? text_.size() : first_order_;
    }
    return std::move(out_);
  }

 private:
  void find_sayings() {
    std::size_t from = 0;
    for (const Span& clause : split(text_, {0, text_.size()}, U"，；：。！？")) {
      if (clause.begin < from) continue;
      if (const auto saying = saying_in(clause)) {
        from = saying->content;
        sayings_.push_back(*saying);
      }
    }
  }

  [[nodiscard]] std::optional<Saying> saying_in(Span clause) const {
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const std::size_t say = rules_.say_verbs.at(text_, i);
      const std::size_t order = rules_.order_verbs.at(text_, i);
      const std::size_t length = std::max(say, order);
      if (length == 0) continue;
      Saying saying{{i, i + length}, clause.begin, i + length, {}, false, order == length};
      if (speaker_before(clause, saying) && content_after(saying)) return saying;
      i += length - 1;
    }
    return std::nullopt;
  }

  /// What stands between the clause's start and the verb must be a speaker and nothing else.
  bool speaker_before(Span clause, Saying& saying) const {
    std::size_t end = saying.verb.begin;
    for (std::size_t length = 1; length > 0 && end > clause.begin; end -= length) {
      length = rules_.before_verb.before(text_, end);
    }
    end = std::max(end, clause.begin);
    const View before = text_.substr(clause.begin, end - clause.begin);
    if (before.empty()) return silent_speaker(clause, saying);
    if (!speech_.leader.empty() && speaks_to(before, U"他", saying)) return true;
    if (!speech_.leader.empty() && speaks_to(before, U"她", saying)) return true;
    if (!speech_.leader.empty() && speaks_to(before, speech_.leader, saying)) return true;
    for (const Text& other : speech_.others) {
      if (!ends_with(before, other)) continue;
      saying.speaker = other;
      saying.by_name = true;
      return true;
    }
    const std::size_t meeting = rules_.collective.before(before, before.size());
    if (meeting == 0 || before.size() > meeting + 6) return false;
    saying.speaker = Text(before.substr(before.size() - meeting));
    saying.by_name = true;
    return true;
  }

  /// The leader (by name or 他) right before the verb, or with whom or when he speaks between:
  /// 他对施工方说, 某某在听取汇报后强调.
  bool speaks_to(View before, View who, Saying& saying) const {
    const std::size_t at = before.rfind(who);
    if (at == kNone || (who.size() == 1 && at > 0)) return false;
    const View between = before.substr(at + who.size());
    const bool aside = between.empty() || (between.size() <= 20 && rules_.asides.starts(between));
    if (!aside) return false;
    saying.speaker = speech_.leader;
    saying.by_name = who.size() > 1;
    return true;
  }

  /// …，要求，…: the leader acts earlier in the sentence, or an earlier saying names the speaker.
  bool silent_speaker(Span clause, Saying& saying) const {
    if (!sayings_.empty()) {
      saying.speaker = sayings_.back().speaker;
      return true;
    }
    const View earlier = text_.substr(0, clause.begin);
    // 副市长某某到…检查，要求…: another leader than the one of the visit, named with his title.
    const bool leader_here = !speech_.leader.empty() && contains(earlier, speech_.leader);
    if (saying.orders && !leader_here) {
      for (const Person& person : find_people(earlier, all_)) {
        const bool visits =
            find_visit_verb(earlier, person.span.end, all_.visit).begin <= person.span.end + 24;
        if (!visits || all_.people.roles.in(person.title)) continue;
        saying.speaker = person.name;
        saying.by_name = true;
        return true;
      }
    }
    const bool acts =
        !speech_.leader.empty() &&
        (contains(earlier, speech_.leader) || contains(earlier, U"他") ||
         contains(earlier, U"她") || find_visit_verb(earlier, 0, all_.visit).begin != kNone);
    if (acts || (speech_.open && saying.orders)) {
      saying.speaker = acts ? speech_.leader : speech_.speaker;
      return true;
    }
    if (saying.orders && !acts) {
      for (const Text& other : speech_.others) {
        if (!contains(earlier, other)) continue;
        saying.speaker = other;
        saying.by_name = true;
        return true;
      }
    }
    const bool nobody_else = !all_.people.roles.in(earlier) || clause.begin == 0;
    if (!speech_.leader.empty() && saying.orders && nobody_else) {
      saying.speaker = speech_.leader;
      return true;
    }
    return false;
  }

  /// After the verb: 了, 道, a comma or colon and an opening quote; or at once what is ordered.
  bool content_after(Saying& saying) const {
    std::size_t at = saying.content;
    while (at < text_.size() && View(U"了道").find(text_[at]) != kNone) ++at;
    const bool mark = at < text_.size() && View(U"，：:,“").find(text_[at]) != kNone;
    while (at < text_.size() && View(U"，：:,“ ").find(text_[at]) != kNone) ++at;
    if (at >= text_.size()) return false;
    const View rest = text_.substr(at);
    saying.content = at;
    if (mark || saying.orders) return View(U"的和与、").find(text_[at]) == kNone;
    return find_must(rest.substr(0, 20), rules_).begin != kNone ||
           rules_.order_starts.starts(rest) || leading_addressee(rest, rules_).length > 0;
  }

  void said(std::size_t i) {
    const Saying& saying = sayings_[i];
    const std::size_t end = i + 1 < sayings_.size() ? sayings_[i + 1].clause_begin : text_.size();
    speech_.open = true;
    speech_.addressee.clear();
    speech_.verb = Text(sub(text_, saying.verb));
    speech_.speaker = saying.speaker;
    speech_.by_name = saying.by_name;
    orders({saying.content, end}, saying.orders, saying.clause_begin);
  }

  /// A sentence that goes on with the speech before it: 要…, 相关部门要…; or an item of minutes.
  void continued() {
    if (!speech_.open && !speech_.minutes) return;
    if (acts_again()) {
      speech_.open = false;
      return;
    }
    std::size_t first = kNone;
    for (const Span& clause : clauses({0, text_.size()})) {
      const OrderClause order = read_order(text_, clause, rules_);
      const bool attends = all_.people.companions.in(sub(text_, clause));
      const bool assigned =
          speech_.minutes && order.is_order && !attends &&
          (!order.addressee.empty() || !deadline_in(sub(text_, clause), rules_).empty());
      if (order.by_must || assigned) {
        first = clause.begin;
        break;
      }
    }
    if (first == kNone) return;
    out_.statement.end = first;
    orders({first, text_.size()}, false, first);
  }

  /// The leader is the subject again, so the speech is over.
  [[nodiscard]] bool acts_again() const {
    if (speech_.minutes) return false;
    const bool subject =
        (!speech_.leader.empty() && contains(text_.substr(0, 16), speech_.leader)) ||
        starts_with(text_, U"他") || starts_with(text_, U"她") ||
        all_.people.roles.in(text_.substr(0, 16));
    return subject;
  }

  /// Clauses of an order, without the number of an item (（一）, 二、) before the first.
  [[nodiscard]] std::vector<Span> clauses(Span range) const {
    if (range.begin == 0) range.begin = std::min(item_mark(text_), range.end);
    static constexpr View kMarks = U"，；。！：";
    // 叮嘱施工单位：“…，…。”, or a sentence in quotes as a whole: its clauses are those inside.
    const View text = sub(text_, range);
    const std::size_t colon = text.find(U"：“");
    const std::size_t open = starts_with(text, U"“") ? 0 : colon == kNone ? kNone : colon + 1;
    const std::size_t close = open == kNone ? kNone : text.find(U'”', open);
    if (close == kNone || trim(text.substr(close + 1)).size() > 1) {
      return split(text_, range, kMarks);
    }
    std::vector<Span> out = split(text_, {range.begin, range.begin + open}, kMarks);
    const Span inside{range.begin + open + 1, range.begin + close};
    for (const Span& clause : split(text_, inside, kMarks)) out.push_back(clause);
    return out;
  }

  /// 一要…；二要…: a new count of duties is not told to whom the last one was.
  [[nodiscard]] bool counts_on(Span clause) const {
    const bool ordinal = View(U"一二三四五六七八九").find(text_[clause.begin]) != kNone;
    return ordinal && clause.size() > 2 && View(U"要是").find(text_[clause.begin + 1]) != kNone;
  }

  void orders(Span range, bool all_ordered, std::size_t begin) {
    const std::size_t first_draft = out_.drafts.size();
    bool started = false;
    bool fresh = true;  ///< the next order clause may open a directive of its own
    for (const Span& clause : clauses(unquoted(range))) {
      const bool after_semicolon = clause.begin > 0 && text_[clause.begin - 1] == U'；';
      OrderClause order = read_order(text_, clause, rules_);
      if (all_ordered || started) order.is_order = true;
      if (!order.is_order) continue;
      if (started && !after_semicolon && !order.by_must) {
        order =
            all_ordered && sets_task(order, clause) ? order : OrderClause{true, false, {}, clause};
      }
      if (order.addressee.empty() && all_ordered && !started) lead(clause, order);
      const bool told = started && !out_.drafts.back().addressee.empty();
      const bool counted = told && after_semicolon && order.addressee.empty() && counts_on(clause);
      const bool another =
          counted || (started && !order.addressee.empty() && (after_semicolon || splits(order)));
      if (fresh || another) {
        open_draft(started ? clause.begin : begin);
        fresh = false;
      }
      Draft& draft = out_.drafts.back();
      if (draft.addressee.empty() && !order.addressee.empty()) draft.addressee = order.addressee;
      if (another) draft.addressee = order.addressee;
      fill(draft, clause, order);
      if (!started && out_.drafts.size() == 1) first_order_ = clause.begin;
      started = true;
    }
    std::erase_if(out_.drafts, [](const Draft& draft) { return draft.atoms.empty(); });
    for (std::size_t i = first_draft; i < out_.drafts.size(); ++i) {
      out_.drafts[i].verb = speech_.verb;
      out_.drafts[i].speaker = speech_.speaker;
    }
    inherit(first_draft);
  }

  /// A sentence that continues a speech speaks to the same addressee until another is named.
  void inherit(std::size_t first_draft) {
    if (out_.drafts.size() == first_draft) return;
    Draft& first = out_.drafts[first_draft];
    if (sayings_.empty() && first.addressee.empty()) first.addressee = speech_.addressee;
    const bool alone = out_.drafts.size() == first_draft + 1;
    speech_.addressee = alone ? first.addressee : Text{};
  }

  /// “…” around the whole speech.
  [[nodiscard]] Span unquoted(Span range) const {
    const View text = sub(text_, range);
    if (range.begin > 0 && text_[range.begin - 1] == U'“' && !contains(text, U"“")) {
      const std::size_t close = text.rfind(U'”');
      if (close != kNone) range.end = range.begin + close;
    }
    return range;
  }

  void lead(Span clause, OrderClause& order) const {
    if (is_addressee(sub(text_, clause), rules_)) {  // 叮嘱施工单位，…
      order.addressee = Text(sub(text_, clause));
      order.body = {clause.end, clause.end};
      return;
    }
    const LeadingAddressee found = leading_addressee(sub(text_, clause), rules_);
    if (found.length == 0) return;
    order.addressee = found.name;
    order.body.begin = clause.begin + found.length;
  }

  /// After a comma a new addressee opens a directive only when the old one has been told something:
  /// before that, it is the addressee of the whole.
  [[nodiscard]] bool splits(const OrderClause& order) const {
    const Draft& draft = out_.drafts.back();
    if (draft.addressee == order.addressee) return false;
    return !draft.addressee.empty() || draft.atoms.size() > 1;
  }

  /// 要求甲局…，乙公司11月底前完成…，丙局做好…: the clause names an office and its own task.
  [[nodiscard]] bool sets_task(const OrderClause& order, Span clause) const {
    const Draft& draft = out_.drafts.back();
    if (draft.addressee.empty() || draft.atoms.empty() || order.addressee.size() < 3) return false;
    static const Words kOffices({U"局", U"公司", U"厅", U"委", U"镇", U"乡", U"街道", U"管委会",
                                 U"部门", U"单位", U"指挥部", U"中心", U"集团", U"政府"});
    const bool names =
        kOffices.ends(order.addressee) && starts_with(sub(text_, clause), order.addressee);
    const View rest = text_.substr(order.body.begin, clause.end - order.body.begin);
    return names && rest.size() >= 4;
  }

  void open_draft(std::size_t begin) {
    Draft draft;
    draft.span = {begin, begin};
    draft.by_name = speech_.by_name;
    draft.continued = sayings_.empty();
    out_.drafts.push_back(std::move(draft));
  }

  void fill(Draft& draft, Span clause, const OrderClause& order) const {
    draft.span.end = clause.end;
    if (draft.deadline.empty()) draft.deadline = deadline_in(sub(text_, clause), rules_);
    for (Text& atom : atoms_of(sub(text_, order.body), rules_)) {
      if (std::ranges::count(draft.atoms, atom) == 0) draft.atoms.push_back(std::move(atom));
    }
  }

  View text_;
  Speech& speech_;
  const ReportRules& all_;
  const DirectiveRules& rules_;
  std::vector<Saying> sayings_;
  std::size_t first_order_ = 0;  ///< where the first clause that orders begins
  Spoken out_;
};

}  // namespace

Spoken read_speech(View sentence, Speech& speech, const ReportRules& rules) {
  return SpeechReader(sentence, speech, rules).run();
}

}  // namespace tc::formats::report
