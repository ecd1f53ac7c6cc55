// SPDX-License-Identifier: Apache-2.0
#include "formats/report/reader.h"

#include <algorithm>

#include "base/text.h"
#include "formats/report/clean.h"
#include "formats/report/directives.h"
#include "formats/report/layout.h"
#include "formats/report/people.h"
#include "formats/report/register.h"

namespace tc::formats::report {
namespace {

constexpr std::size_t kMaxDirectives = 2000;

std::vector<std::string> to_utf8(const std::vector<Text>& texts) {
  std::vector<std::string> out;
  for (const Text& text : texts) out.push_back(text::to_utf8(text));
  return out;
}

/// A directive waits for its scope until the whole text has been read.
struct Pending {
  Draft draft;
  int sentence = 0;
  int paragraph = 0;
  std::vector<std::size_t> focus;
  int focus_paragraph = 0;
  std::vector<std::size_t> named;
  bool general = false;  ///< speaks of 重点项目, 全市 …
  bool closes =
      false;  ///< a general speech after several projects, each with its own, in one paragraph
};

class ReportReader {
 public:
  ReportReader(const Layout& layout, const VisitFacts& facts, const ReportRules& rules)
      : layout_(layout), rules_(rules), projects_(rules) {
    speech_.leader = facts.leader;
    speech_.others = facts.participants;
    speech_.minutes = layout.minutes;
    if (layout.minutes) default_verb();
  }

  void run(Reading& out) {
    if (layout_.minutes) {
      projects_.read_matter(layout_.heading, 0);
      for (const Line& line : layout_.sentences) field(line);
    }
    for (const Line& line : layout_.sentences) {
      if (!line.field) sentence(line);
    }
    const int last_new = projects_.last_new_sentence();
    if (projects_.overflow() || overflow_) {
      out.notes.push_back({"report.too_many", "more projects or orders than a report has", {}});
    }
    out.projects = projects_.take_projects();
    out.blockers = projects_.take_blockers();
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      out.directives.push_back(finish(pending_[i], out, last_new));
      if (i > 0 && goes_on(pending_[i - 1], pending_[i])) {
        out.directives[i].projects = out.directives[i - 1].projects;
        out.directives[i].all = out.directives[i - 1].all;
      }
    }
  }

 private:
  /// 地点：某某项目部, 议题：某某项目用地问题: the project of the meeting.
  void field(const Line& line) {
    const std::size_t head = rules_.visit.minutes_heads.at(line.text, 0);
    if (!line.field || !rules_.visit.minutes_matter.is(View(line.text).substr(0, head))) return;
    projects_.read_matter(View(line.text).substr(std::min(head + 1, line.text.size())),
                          line.number);
  }

  void sentence(const Line& line) {
    if (line.paragraph != paragraph_ && !speech_.minutes && !begins_with_order(line.text)) {
      speech_.open = false;
    }
    if (line.item && speech_.minutes) {
      speech_.verb = item_verb_.empty() ? ruling_ : item_verb_;
      speech_.speaker = item_verb_.empty() && !ruling_.empty() ? Text(U"会议") : item_speaker_;
      speech_.addressee.clear();
      speech_.by_name = false;
    }
    if (layout_.minutes && (line.item || line.paragraph != paragraph_)) {
      projects_.back_to_matter(line);
    }
    paragraph_ = line.paragraph;
    const bool sits = contains(line.text, U"召开") && rules_.visit.meetings.in(line.text);
    if (sits) meeting_paragraph_ = line.paragraph;
    Spoken spoken = read_speech(line.text, speech_, rules_);
    if (!spoken.statement.empty()) {
      const std::size_t before = projects_.size();
      projects_.read_statement(line, spoken.statement, layout_.minutes);
      const bool moved_on = projects_.size() != before && spoken.statement.end == line.text.size();
      if (moved_on && !layout_.minutes) speech_.open = false;
    }
    if (speech_.minutes) rules_on(line.text);
    for (Draft& draft : spoken.drafts) add(std::move(draft), line);
  }

  /// 会议要求, 会议指出: the last such verb serves the items after it that have none.
  void rules_on(View text) {
    for (std::size_t at = text.find(U"会议"); at != kNone; at = text.find(U"会议", at + 2)) {
      const std::size_t order = rules_.directives.order_verbs.at(text, at + 2);
      if (order > 0) ruling_ = Text(text.substr(at + 2, order));
    }
  }

  /// Items of minutes often have no verb: the meeting agreed on them, if the text says so anywhere.
  void default_verb() {
    for (const Line& line : layout_.sentences) {
      const Span verb = rules_.directives.minutes_verbs.find(line.text);
      if (verb.begin == kNone || !item_verb_.empty()) continue;
      item_verb_ = Text(sub(line.text, verb));
      if (contains(View(line.text).substr(0, verb.begin), U"会议")) item_speaker_ = U"会议";
    }
  }

  [[nodiscard]] static bool begins_with_order(View text) {
    return starts_with(text, U"要") || starts_with(text, U"同时");
  }

  void add(Draft draft, const Line& line) {
    if (pending_.size() >= kMaxDirectives) {
      overflow_ = true;
      return;
    }
    Pending pending;
    const View text = sub(line.text, draft.span);
    pending.general = rules_.directives.closings.in(text) || meeting_paragraph_ == line.paragraph;
    pending.named = projects_.named_in(text);
    pending.draft = std::move(draft);
    pending.sentence = line.number;
    pending.paragraph = line.paragraph;
    pending.focus = projects_.focus();
    const auto seen = [&](std::size_t i) { return std::ranges::count(pending.focus, i) > 0; };
    if (std::ranges::all_of(pending.named, seen)) pending.named.clear();  // one example of them
    pending.focus_paragraph = projects_.focus_paragraph();
    if (!pending_.empty() && !layout_.minutes) {
      const Pending& last = pending_.back();
      const bool told = last.paragraph == pending.paragraph && last.focus == pending.focus;
      const bool several = projects_.size() > pending.focus.size();
      pending.closes = told && several && pending.general && pending.draft.by_name &&
                       pending.named.empty() && !pending.draft.continued;
    }
    projects_.close_group();
    pending_.push_back(std::move(pending));
  }

  /// Part of the speech before it, with no project named in between: of the same projects.
  [[nodiscard]] bool goes_on(const Pending& before, const Pending& now) const {
    return now.draft.continued && !layout_.minutes && now.named.empty() &&
           now.focus == before.focus && now.paragraph == before.paragraph;
  }

  /// Said of the projects just seen, or of everything: before any project, and in a closing
  /// paragraph that names none.
  [[nodiscard]] bool of_all(const Pending& pending, int last_new) const {
    if (pending.focus.empty()) return true;
    if (pending.focus_paragraph == pending.paragraph) return pending.closes;
    if (pending.sentence < last_new) return false;
    const bool follows = pending.paragraph == pending.focus_paragraph + 1;
    return pending.draft.by_name || pending.general || !follows || layout_.minutes;
  }

  [[nodiscard]] DirectiveReading finish(Pending& pending, const Reading& out, int last_new) const {
    DirectiveReading directive;
    Draft& draft = pending.draft;
    directive.verb = text::to_utf8(draft.verb);
    directive.speaker = text::to_utf8(draft.speaker);
    directive.addressee = text::to_utf8(draft.addressee);
    directive.atoms = to_utf8(draft.atoms);
    directive.deadline = text::to_utf8(draft.deadline);
    directive.sentence = pending.sentence;
    const Line& line = layout_.sentences[static_cast<std::size_t>(pending.sentence - 1)];
    directive.text = text::to_utf8(sub(line.text, draft.span));
    std::vector<std::size_t> scope = pending.named.empty() ? pending.focus : pending.named;
    if (pending.named.empty() && of_all(pending, last_new)) {
      scope.clear();
      if (out.projects.size() == 1) scope.push_back(0);
      directive.all = scope.empty();
    }
    for (const std::size_t i : scope) directive.projects.push_back(out.projects[i].name);
    return directive;
  }

  const Layout& layout_;
  const ReportRules& rules_;
  ProjectRegister projects_;
  Speech speech_;
  std::vector<Pending> pending_;
  Text item_verb_;
  Text ruling_;  ///< the last 要求 … of the meeting
  Text item_speaker_;
  int paragraph_ = 0;
  int meeting_paragraph_ = 0;  ///< where they sit down together and speak of the whole
  bool overflow_ = false;
};

/// Damage listed with its sentence; a note when an atom rests on a proposal.
void tell_damage(const Cleaned& cleaned, Reading& out) {
  for (const Damage& damage : cleaned.damage) {
    DamageReading reading{text::to_utf8(damage.raw), text::to_utf8(damage.clean),
                          text::to_utf8(damage.proposal), 0};
    for (const Sentence& sentence : out.sentences) {
      const bool here =
          !reading.clean.empty() && sentence.text.find(reading.clean) != std::string::npos;
      if (here && reading.sentence == 0) reading.sentence = sentence.number;
    }
    for (DirectiveReading& directive : out.directives) {
      for (std::string& atom : directive.atoms) {
        const std::size_t at = atom.find(reading.clean);
        if (reading.clean.empty() || reading.proposal.empty() || at == std::string::npos) continue;
        atom.replace(at, reading.clean.size(), reading.proposal);
        out.notes.push_back({"damage.proposal_used",
                             "an atom reads " + reading.proposal + " where the text has " +
                                 reading.clean + "; a person should confirm it",
                             "sentence " + std::to_string(directive.sentence)});
      }
    }
    out.damage.push_back(std::move(reading));
  }
}

void tell_page(const Cleaned& cleaned, Reading& out) {
  if (cleaned.pronunciation_notes > 0) {
    out.notes.push_back(
        {"report.pronunciation",
         std::to_string(cleaned.pronunciation_notes) + " notes of pronunciation were taken out",
         {}});
  }
  if (cleaned.stray_bar) {
    out.notes.push_back({"report.stray_mark", "a stray | was left out", {}});
  }
  if (!cleaned.damage.empty()) {
    out.notes.push_back({"damage.found",
                         std::to_string(cleaned.damage.size()) +
                             " damaged places; proposals are listed, none is applied to the text",
                         {}});
  }
}

}  // namespace

Result<Reading> read_report(std::string_view utf8, const ReportRules& rules,
                            const ToSimplified& to_simplified) {
  if (utf8.size() > kMaxReportBytes) {
    return fail(Code::limit, "report.size",
                "the text has " + std::to_string(utf8.size()) + " bytes, a report at most 4 MiB",
                {}, "cut the file down to the report itself");
  }
  Cleaned cleaned;
  try {
    cleaned = clean(utf8, rules.repair, to_simplified);
  } catch (const std::exception& error) {
    return fail(Code::internal, "report.convert", error.what());
  }
  const Layout layout = lay_out(cleaned.text, rules.visit);
  const VisitFacts facts = find_visit(layout, rules);
  Reading out;
  out.heading = text::to_utf8(layout.heading);
  for (const Line& line : layout.sentences) {
    out.sentences.push_back({line.number, line.paragraph, text::to_utf8(line.text)});
  }
  tell_page(cleaned, out);
  if (facts.found) {
    out.visit = VisitReading{text::to_utf8(facts.date), text::to_utf8(facts.leader),
                             text::to_utf8(facts.title), to_utf8(facts.participants)};
    ReportReader(layout, facts, rules).run(out);
    if (out.projects.empty()) {
      out.notes.push_back({"report.no_projects", "the report names no project", {}});
    }
  } else {
    out.notes.push_back({"report.not_a_visit",
                         "this is no report of a leader's visit: " + text::to_utf8(facts.reason),
                         {}});
  }
  tell_damage(cleaned, out);
  return out;
}

Result<text::Decoded> decode_report(std::string_view bytes) {
  constexpr std::size_t kOneIn = 20;  // at most one lost character in twenty is still UTF-8
  const std::u32string read = text::to_u32(bytes);
  std::size_t lost = 0;
  std::size_t high = 0;
  for (const char32_t c : read) {
    lost += c == 0xFFFD ? 1u : 0u;
    high += c >= 0x80 ? 1u : 0u;
  }
  const bool zero = bytes.find('\0') != std::string_view::npos;
  if (lost > 0 && !zero && lost * kOneIn <= high) {
    const bool mark = !read.empty() && read.front() == 0xFEFF;
    return text::Decoded{text::to_utf8(std::u32string_view(read).substr(mark ? 1 : 0)), "UTF-8"};
  }
  return text::decode(bytes);
}

}  // namespace tc::formats::report
