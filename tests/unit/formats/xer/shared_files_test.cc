// Real files, where they are at hand: read as their tool wrote them, and back without loss.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>

#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> shared_files() {
  std::vector<fs::path> files;
  for (const char* folder : {"/data/schedules", "/data/badinput/schedule"}) {
    const fs::path path = std::string(TC_SHARED_DIR) + folder;
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == ".xer") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string shared(const char* name) {
  return bytes_of(std::string(TC_SHARED_DIR) + "/data/schedules/" + name);
}

#define SKIP_WITHOUT_SHARED_FILES() \
  if (shared_files().empty()) GTEST_SKIP() << "no real schedules in " << TC_SHARED_DIR

TEST(XerSharedFiles, UnchangedFilesGoBackByteForByte) {
  SKIP_WITHOUT_SHARED_FILES();
  for (const fs::path& path : shared_files()) {
    const std::string bytes = bytes_of(path);
    ASSERT_TRUE(looks_like_xer(bytes)) << path;
    const ScheduleFile file = read(bytes);
    const auto written = write_xer(file);
    ASSERT_TRUE(written) << path;
    EXPECT_EQ(written->bytes, bytes) << path;
    EXPECT_TRUE(written->dropped.empty()) << path;
  }
}

TEST(XerSharedFiles, NewFilesSayTheSame) {
  SKIP_WITHOUT_SHARED_FILES();
  for (const fs::path& path : shared_files()) {
    ScheduleFile file = read(bytes_of(path));
    file.source = nullptr;
    const auto written = write_xer(file);
    ASSERT_TRUE(written) << path;
    const ScheduleFile again = read(written->bytes);
    EXPECT_EQ(again.projects, file.projects) << path;
    EXPECT_EQ(again.calendars, file.calendars) << path;
    EXPECT_EQ(again.resources, file.resources) << path;
    EXPECT_EQ(again.assignments, file.assignments) << path;
  }
}

TEST(XerSharedFiles, NamesAreReadInTheirPages) {
  SKIP_WITHOUT_SHARED_FILES();
  const ScheduleFile hotel = read(shared("hotel-4200-gbk.xer"));
  EXPECT_EQ(hotel.encoding, "GB18030");
  EXPECT_EQ(hotel.projects.size(), 4u);
  EXPECT_EQ(hotel.projects[3].file.activities.size(), 4217u);
  EXPECT_EQ(hotel.projects[3].file.links.size(), 7586u);
  EXPECT_EQ(hotel.calendars[0].name, "日历1");
  const ScheduleFile russian = read(shared("encoding1251.xer"));
  EXPECT_EQ(russian.projects[0].file.activities[0].name, "Задача 1");
  EXPECT_EQ(read(shared("airport-terminal.xer")).encoding, "windows-1256");
}

}  // namespace
}  // namespace tc::formats::xer_test
