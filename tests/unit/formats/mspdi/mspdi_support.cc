// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/mspdi/mspdi_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "formats/mspdi/mspdi.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::mspdi {
namespace {

std::string text_of(pugi::xml_node node) {
  std::string text = node.child_value();
  const bool inner =
      node.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
  if (inner && text.find_first_not_of(" \t\r\n") == std::string::npos) text.clear();
  return text;
}

std::vector<pugi::xml_node> elements_of(pugi::xml_node node) {
  std::vector<pugi::xml_node> elements;
  for (const pugi::xml_node child : node) {
    if (child.type() == pugi::node_element) elements.push_back(child);
  }
  return elements;
}

std::string compare(pugi::xml_node a, pugi::xml_node b) {
  const std::string here = a.path();
  if (std::string(a.name()) != b.name()) return here + ": " + a.name() + " / " + b.name();
  if (text_of(a) != text_of(b)) return here + ": '" + text_of(a) + "' / '" + text_of(b) + "'";
  const auto left = elements_of(a);
  const auto right = elements_of(b);
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (std::string found = compare(left[i], right[i]); !found.empty()) return found;
  }
  return left.size() == right.size() ? "" : here + ": another number of elements";
}

}  // namespace

std::string task(const std::vector<std::string>& fields) {
  std::string out = "<Task>";
  for (const std::string& field : fields) {
    const std::size_t equals = field.find('=');
    if (field.empty() || field.front() == '<') {
      out += field;
    } else {
      const std::string name = field.substr(0, equals);
      out += "<" + name + ">" + field.substr(equals + 1) + "</" + name + ">";
    }
  }
  return out + "</Task>";
}

std::string document(const std::string& tasks, const std::string& calendars,
                     const std::string& rest) {
  std::string week = "<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>";
  for (const char day : std::string("23456")) {
    week += std::string("<WeekDay><DayType>") + day +
            "</DayType><DayWorking>1</DayWorking><WorkingTimes>"
            "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
            "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>"
            "</WorkingTimes></WeekDay>";
  }
  week += "<WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay>";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<Project xmlns=\"http://schemas.microsoft.com/project\"><SaveVersion>14</SaveVersion>"
         "<Name>p.xml</Name><Title>Plan</Title><ScheduleFromStart>1</ScheduleFromStart>"
         "<StartDate>2024-01-01T08:00:00</StartDate><CalendarUID>1</CalendarUID>"
         "<MinutesPerDay>480</MinutesPerDay><Calendars><Calendar><UID>1</UID><Name>Standard</Name>"
         "<IsBaseCalendar>1</IsBaseCalendar><WeekDays>" +
         week + "</WeekDays></Calendar>" + calendars + "</Calendars><Tasks>" + tasks + "</Tasks>" +
         rest + "</Project>";
}

ScheduleFile read(std::string_view bytes) {
  auto file = read_mspdi(bytes);
  if (!file) ADD_FAILURE() << to_line(file.error());
  return file ? std::move(*file) : ScheduleFile{};
}

std::string rule_of(std::string_view bytes) {
  const auto file = read_mspdi(bytes);
  return file ? "" : file.error().rule;
}

const model::Activity& activity(const ScheduleFile& file, std::string_view uid) {
  static const model::Activity kNone;
  for (const ScheduleProject& project : file.projects) {
    for (std::size_t i = 0; i < project.facts.size(); ++i) {
      if (project.facts[i].file_id == uid) return project.file.activities[i];
    }
  }
  ADD_FAILURE() << "no task " << uid;
  return kNone;
}

const ActivityFacts& facts(const ScheduleFile& file, std::string_view uid) {
  static const ActivityFacts kNone;
  for (const ScheduleProject& project : file.projects) {
    const auto found = std::ranges::find(project.facts, uid, &ActivityFacts::file_id);
    if (found != project.facts.end()) return *found;
  }
  ADD_FAILURE() << "no task " << uid;
  return kNone;
}

bool has_note(const Notes& notes, std::string_view rule, std::string_view part) {
  return std::ranges::any_of(notes, [&](const Note& note) {
    return note.rule == rule && note.message.find(part) != std::string::npos;
  });
}

std::string written(const ScheduleFile& file) {
  const auto out = write_mspdi(file);
  if (!out) ADD_FAILURE() << to_line(out.error());
  return out ? out->bytes : "";
}

Notes dropped(const ScheduleFile& file) {
  const auto out = write_mspdi(file);
  return out ? out->dropped : Notes{};
}

ScheduleFile bare(ScheduleFile file) {
  file.source.reset();
  file.notes.clear();
  return file;
}

Minute at(std::string_view text) { return parse_minute(text).value_or(Minute{}); }

std::string difference(std::string_view a, std::string_view b) {
  const auto left = xml::parse_xml(a);
  const auto right = xml::parse_xml(b);
  if (!left || !right) return "not well formed";
  return compare((*left)->tree.document_element(), (*right)->tree.document_element());
}

std::vector<std::string> samples() {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(TC_SHARED_DIR "/data/schedules", error)) {
    const std::string path = entry.path().string();
    if (path.ends_with(".mspdi.xml")) paths.push_back(path);
  }
  std::ranges::sort(paths);
  return paths;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tc::formats::mspdi
