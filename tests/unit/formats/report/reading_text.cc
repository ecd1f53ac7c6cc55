// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/report/reading_text.h"

#include <fmt/format.h>

namespace tc::test {
namespace {

using formats::report::DirectiveReading;
using formats::report::ProjectReading;
using formats::report::Reading;

std::string joined(const std::vector<std::string>& words, const char* by = " | ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : by) + word;
  return out;
}

void optional_line(std::string& out, const char* key, const std::string& value) {
  if (!value.empty()) out += fmt::format("  {}: {}\n", key, value);
}

void project(std::string& out, const ProjectReading& p) {
  out += fmt::format("project [{}]: {}\n", p.sentence, p.name);
  optional_line(out, "unit", p.unit);
  if (p.capacity) {
    optional_line(out, "capacity",
                  fmt::format("{} {} ({})", p.capacity->value, p.capacity->unit, p.capacity->text));
  }
  if (p.investment) {
    optional_line(out, "investment",
                  fmt::format("{} wan ({})", to_wan(p.investment->amount), p.investment->text));
  }
  optional_line(out, "place", p.place);
  optional_line(out, "stage", joined(p.stage_words));
  optional_line(out, "asked", joined(p.asked));
}

void directive(std::string& out, const DirectiveReading& d) {
  out += fmt::format("directive [{}]: {} {} -> {}\n", d.sentence, d.speaker, d.verb,
                     d.addressee.empty() ? "-" : d.addressee);
  optional_line(out, "of", d.all ? "ALL" : joined(d.projects));
  for (const std::string& atom : d.atoms) optional_line(out, "atom", atom);
  optional_line(out, "deadline", d.deadline);
}

}  // namespace

std::string to_text(const Reading& reading) {
  std::string out;
  if (reading.visit) {
    out += fmt::format(
        "visit: {} {} {}\n", reading.visit->date.empty() ? "(no date)" : reading.visit->date,
        reading.visit->title.empty() ? "(no title)" : reading.visit->title, reading.visit->leader);
    optional_line(out, "with", joined(reading.visit->participants));
  } else {
    out += "no visit\n";
  }
  for (const ProjectReading& p : reading.projects) project(out, p);
  for (const DirectiveReading& d : reading.directives) directive(out, d);
  for (const auto& b : reading.blockers) {
    out += fmt::format("blocker [{}]: {}: {}\n", b.sentence, b.project.empty() ? "-" : b.project,
                       b.text);
  }
  for (const auto& d : reading.damage) {
    out += fmt::format("damage [{}]: {} -> {}\n", d.sentence, d.text,
                       d.proposal.empty() ? "?" : d.proposal);
  }
  for (const Note& note : reading.notes) {
    out += fmt::format("note {}: {}{}\n", note.rule, note.message,
                       note.where.empty() ? "" : " (" + note.where + ")");
  }
  return out;
}

std::vector<std::string> invented(const Reading& reading) {
  std::string text = reading.heading + "\n";
  for (const auto& sentence : reading.sentences) text += sentence.text + "\n";
  std::vector<std::string> proposals;
  for (const auto& damage : reading.damage) proposals.push_back(damage.proposal);
  std::vector<std::string> strange;
  const auto check = [&](const std::string& said) {
    if (text.find(said) == std::string::npos) strange.push_back(said);
  };
  const auto rests_on_proposal = [&](const std::string& atom) {
    for (const std::string& proposal : proposals) {
      if (!proposal.empty() && atom.find(proposal) != std::string::npos) return true;
    }
    return false;
  };
  if (reading.visit) {
    check(reading.visit->leader);
    check(reading.visit->title);
    for (const std::string& name : reading.visit->participants) check(name);
  }
  for (const ProjectReading& p : reading.projects) {
    for (const std::string* said : {&p.name, &p.unit, &p.place}) check(*said);
    if (p.capacity) check(p.capacity->text);
    if (p.investment) check(p.investment->text);
    for (const std::string& word : p.stage_words) check(word);
    for (const std::string& word : p.asked) check(word);
  }
  for (const DirectiveReading& d : reading.directives) {
    for (const std::string* said : {&d.verb, &d.speaker, &d.addressee, &d.deadline, &d.text}) {
      check(*said);
    }
    for (const std::string& atom : d.atoms) {
      if (!rests_on_proposal(atom)) check(atom);
    }
  }
  for (const auto& b : reading.blockers) check(b.text);
  return strange;
}

}  // namespace tc::test
