// Who works on a task decides in which calendar its duration counts.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

/// Calendar 5 works mornings; 6 and 7 are those of resources 1 and 2: 6 works as 5, 7 as the
/// project's.
const std::string kCalendars =
    "<Calendar><UID>5</UID><Name>Mornings</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>"
    "<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
    "<FromTime>06:00:00</FromTime><ToTime>10:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    "</WeekDays></Calendar>"
    "<Calendar><UID>6</UID><Name>R1</Name><IsBaseCalendar>0</IsBaseCalendar>"
    "<BaseCalendarUID>5</BaseCalendarUID></Calendar>"
    "<Calendar><UID>7</UID><Name>R2</Name><IsBaseCalendar>0</IsBaseCalendar>"
    "<BaseCalendarUID>1</BaseCalendarUID></Calendar>";

std::string resource(const std::string& uid, const std::string& calendar, const std::string& more) {
  return "<Resource><UID>" + uid + "</UID><Name>R" + uid + "</Name><CalendarUID>" + calendar +
         "</CalendarUID>" + more + "</Resource>";
}

std::string assignment(const std::string& uid, const std::string& task_uid,
                       const std::string& resource_uid, const std::string& more = "") {
  return "<Assignment><UID>" + uid + "</UID><TaskUID>" + task_uid + "</TaskUID><ResourceUID>" +
         resource_uid + "</ResourceUID><Work>PT8H0M0S</Work>" + more + "</Assignment>";
}

const std::string kResources =
    "<Resources>" + resource("0", "-1", "<Type>1</Type>") + resource("1", "6", "<Type>1</Type>") +
    resource("2", "7", "<Type>1</Type>") + resource("3", "6", "<Type>0</Type>") +
    resource("4", "6", "<IsCostResource>1</IsCostResource>") + "</Resources>";

ScheduleFile with(const std::string& fields, const std::string& assignments) {
  return read(document(task({"UID=1", "Duration=PT8H0M0S", fields}), kCalendars,
                       kResources + "<Assignments>" + assignments + "</Assignments>"));
}

/// The hours in which the task's work runs: those of the assignment that drives it, if any does.
std::int64_t calendar_of(const ScheduleFile& file) {
  for (const FileAssignment& one : file.assignments) {
    if (one.drives_in) return one.drives_in.value;
  }
  return activity(file, "1").calendar_id.value;
}

TEST(MspdiResources, KindsAndAmounts) {
  const ScheduleFile file = with(
      "",
      assignment("9", "1", "1",
                 "<Units>0.5</Units><RemainingWork>PT4H0M0S</RemainingWork><Cost>12345</Cost>") +
          assignment("10", "1", "3"));
  ASSERT_EQ(file.resources.size(), 5u);
  EXPECT_EQ(file.resources[1].kind, ResourceKind::labour);
  EXPECT_EQ(file.resources[3].kind, ResourceKind::material);
  EXPECT_EQ(file.resources[4].kind, ResourceKind::cost);
  EXPECT_EQ(file.resources[1].calendar_id.value, 6);
  ASSERT_EQ(file.assignments.size(), 2u);
  EXPECT_EQ(file.assignments[0].id, 9);
  EXPECT_EQ(file.assignments[0].activity_id.value, 1);
  EXPECT_EQ(file.assignments[0].units, 0.5);
  EXPECT_EQ(file.assignments[0].work, 480);
  EXPECT_EQ(file.assignments[0].remaining_work, 240);
  EXPECT_EQ(file.assignments[0].cost, 123.45);
  EXPECT_EQ(file.assignments[1].work, 8000);  // eight units of material, in thousandths
}

TEST(MspdiResources, OneResourceLendsItsCalendar) {
  const ScheduleFile lent = with("", assignment("1", "1", "1"));
  EXPECT_EQ(calendar_of(lent), 6);
  // Slack still counts in the task's calendar.
  EXPECT_EQ(activity(lent, "1").calendar_id.value, 1);
  EXPECT_EQ(activity(lent, "1").kind, model::ActivityKind::resource_dependent);
  EXPECT_EQ(lent.assignments.front().span, 480);
  // Resource 2 works as the project does, so the project's calendar stands for its own.
  EXPECT_EQ(calendar_of(with("", assignment("1", "1", "2"))), 1);
  // Material, cost and nobody lend none.
  EXPECT_EQ(calendar_of(with("", assignment("1", "1", "3") + assignment("2", "1", "4") +
                                     assignment("3", "1", "-65535"))),
            1);
}

TEST(MspdiResources, FixedDurationAndManualTasksKeepTheTasksCalendar) {
  EXPECT_EQ(calendar_of(with("Type=1", assignment("1", "1", "1"))), 1);
  EXPECT_EQ(calendar_of(with("Manual=1", assignment("1", "1", "1"))), 1);
}

TEST(MspdiResources, TaskAndResourceCalendarMeet) {
  const ScheduleFile ignoring =
      with("<CalendarUID>1</CalendarUID><IgnoreResourceCalendar>1</IgnoreResourceCalendar>",
           assignment("1", "1", "1"));
  EXPECT_EQ(calendar_of(ignoring), 1);
  // Both: Mondays 8 to 10, a calendar that is not in the file.
  const ScheduleFile both = with("CalendarUID=1", assignment("1", "1", "1"));
  EXPECT_EQ(calendar_of(both), 8);
  EXPECT_EQ(both.calendars.back().id.value, 8);
  EXPECT_EQ(both.calendars.back().week, "mon 08:00-10:00");
  EXPECT_EQ(both.calendars.back().name, "Standard ∩ R1");
}

TEST(MspdiResources, HoursThatNeverMeetAreNotBelieved) {
  // Calendar 9 works on Sundays; the task's calendar never does.
  const std::string sunday =
      "<Calendar><UID>9</UID><Name>R9</Name><IsBaseCalendar>0</IsBaseCalendar><WeekDays><WeekDay>"
      "<DayType>1</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
      "<FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes></"
      "WeekDay>"
      "</WeekDays></Calendar>";
  const ScheduleFile file = read(
      document(task({"UID=1", "Duration=PT8H0M0S", "CalendarUID=1"}), sunday,
               "<Resources>" + resource("1", "9", "<Type>1</Type>") + "</Resources><Assignments>" +
                   assignment("1", "1", "1") + "</Assignments>"));
  EXPECT_EQ(calendar_of(file), 1);
}

TEST(MspdiResources, StoredDatesTellWhichCalendarWasUsed) {
  // Fixed duration, but 8 hours from Monday 6:00 to the next Monday 10:00 are two mornings.
  const ScheduleFile file =
      with("<Type>1</Type><Start>2024-01-01T06:00:00</Start><Finish>2024-01-08T10:00:00</Finish>",
           assignment("1", "1", "1"));
  EXPECT_EQ(calendar_of(file), 6);
  EXPECT_TRUE(has_note(file.notes, "mspdi.task", "which calendar"));
}

TEST(MspdiResources, ASpanCountsFromTheTasksStart) {
  // Resource 2 begins on Wednesday, two days of the project's calendar late; its 8 hours at half
  // time are two days more.
  const ScheduleFile file = with(
      "<Start>2024-01-01T06:00:00</Start>",
      assignment("1", "1", "1") + assignment("2", "1", "2",
                                             "<Units>0.5</Units><Start>2024-01-03T08:00:00</Start>"
                                             "<Finish>2024-01-04T17:00:00</Finish>"));
  ASSERT_EQ(file.assignments.size(), 2u);
  EXPECT_EQ(file.assignments[1].span, 960 + 960);
}

TEST(MspdiResources, ResourcesAtDifferentHoursShareTheTask) {
  const ScheduleFile file =
      with("", assignment("1", "1", "1") + assignment("2", "1", "2", "<Units>0.5</Units>"));
  EXPECT_EQ(activity(file, "1").kind, model::ActivityKind::resource_dependent);
  ASSERT_EQ(file.assignments.size(), 2u);
  EXPECT_EQ(file.assignments[0].drives_in.value, 6);
  EXPECT_EQ(file.assignments[0].span, 480);
  EXPECT_EQ(file.assignments[1].drives_in.value, 1);
  EXPECT_EQ(file.assignments[1].span, 960);  // eight hours at half time
}

TEST(MspdiResources, BreaksComeFromTimephasedDataOrFromTheDates) {
  const auto row = [](const std::string& start, const std::string& finish,
                      const std::string& value) {
    return "<TimephasedData><Type>1</Type><Start>2024-01-" + start + ":00</Start><Finish>2024-01-" +
           finish + ":00</Finish><Value>" + value + "</Value></TimephasedData>";
  };
  const std::string dates =
      "<Start>2024-01-01T08:00:00</Start><Finish>2024-01-04T12:00:00</Finish>"
      "<Type>1</Type>";
  // Monday morning, then Thursday morning: Monday afternoon to Wednesday evening is the break,
  // 4 + 8 + 8 hours.
  const std::string rows = row("01T08:00", "01T12:00", "PT4H0M0S") +
                           row("01T12:00", "04T08:00", "PT0H0M0S") +
                           row("04T08:00", "04T12:00", "PT4H0M0S");
  const ScheduleFile phased = with(dates, assignment("1", "1", "2", rows));
  EXPECT_EQ(activity(phased, "1").interruption, 1200);
  EXPECT_FALSE(has_note(phased.notes, "mspdi.split"));
  // Rows that do not fit the dates are not believed.
  const ScheduleFile other =
      with(dates, assignment("1", "1", "2", row("01T08:00", "01T12:00", "PT4H0M0S")));
  EXPECT_EQ(activity(other, "1").interruption, 1200);
  EXPECT_TRUE(has_note(other.notes, "mspdi.split"));
}

}  // namespace
}  // namespace tc::formats::mspdi
