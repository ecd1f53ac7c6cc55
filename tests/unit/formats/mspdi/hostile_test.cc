// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/text.h"
#include "formats/mspdi/mspdi.h"
#include "unit/formats/mspdi/mspdi_support.h"

namespace tc::formats::mspdi {
namespace {

TEST(MspdiHostile, OtherDocumentsAreRefused) {
  EXPECT_EQ(rule_of(""), "xml.shape");
  EXPECT_EQ(rule_of("<html/>"), "mspdi.shape");
  EXPECT_EQ(rule_of("<!DOCTYPE Project [<!ENTITY a 'b'>]><Project>&a;</Project>"), "xml.entity");
}

/// Any cut of a document is refused, and never read as a shorter plan.
TEST(MspdiHostile, TruncatedDocumentsAreRefused) {
  const std::string whole = document(task({"UID=1", "Name=a"}) + task({"UID=2", "Name=b"}));
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_FALSE(read_mspdi(whole.substr(0, size))) << size;
  }
}

TEST(MspdiHostile, AbsurdValuesBecomeNotes) {
  const ScheduleFile file = read(document(task(
      {"UID=1", "Duration=PT99999999999999999H", "OutlineLevel=1000000", "ConstraintType=1e300",
       "TotalSlack=-9007199254740992", "LateFinish=9999-12-31T00:00:00",
       "LevelingDelay=9007199254740992", "PercentComplete=NaN", "Manual=maybe",
       "<PredecessorLink><PredecessorUID>1</PredecessorUID><LinkLag>9007199254740992</LinkLag>"
       "</PredecessorLink>"})));
  EXPECT_TRUE(has_note(file.notes, "mspdi.value", "Duration"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.value", "ConstraintType"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.value", "LateFinish"));
  EXPECT_TRUE(has_note(file.notes, "mspdi.limit"));
  EXPECT_FALSE(write_mspdi(file)->bytes.empty());
}

TEST(MspdiHostile, DeepOutlinesStayBounded) {
  std::string tasks;
  for (int i = 1; i <= 5000; ++i) {
    tasks += task({"UID=" + std::to_string(i), "OutlineLevel=" + std::to_string(i)});
  }
  const ScheduleFile file = read(document(tasks));
  EXPECT_EQ(file.projects.front().file.activities.size(), 5000u);
  EXPECT_LT(file.projects.front().wbs.back().path.size(), 400u);
  // The list of remarks is bounded too.
  EXPECT_LT(file.notes.size(), 300u);
}

TEST(MspdiHostile, Utf16AndGb18030AreRead) {
  std::string bytes = document(task({"UID=1", "Name=桩基施工"}));
  bytes.replace(bytes.find("UTF-8"), 5, "GB2312");
  const ScheduleFile chinese = read(*text::encode_as(bytes, "GB18030"));
  EXPECT_EQ(activity(chinese, "1").name, "桩基施工");
  EXPECT_EQ(chinese.encoding, "GB18030");
  bytes.replace(bytes.find("GB2312"), 6, "UTF-16");
  const ScheduleFile wide = read("\xFF\xFE" + *text::encode_as(bytes, "UTF-16LE"));
  EXPECT_EQ(activity(wide, "1").name, "桩基施工");
  EXPECT_TRUE(looks_like_mspdi("\xFF\xFE" + *text::encode_as(bytes, "UTF-16LE")));
}

TEST(MspdiHostile, KnownBadFilesAreReadOrRefusedWithARule) {
  std::error_code error;
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(TC_SHARED_DIR "/data/badinput", error)) {
    if (entry.path().extension() != ".xml") continue;
    ++count;
    const auto file = read_mspdi(bytes_of(entry.path().string()));
    if (!file) {
      EXPECT_FALSE(file.error().rule.empty()) << entry.path();
    } else {
      EXPECT_TRUE(write_mspdi(*file)) << entry.path();
    }
  }
  if (count == 0) GTEST_SKIP() << "no shared data beside the sources";
}

}  // namespace
}  // namespace tc::formats::mspdi
