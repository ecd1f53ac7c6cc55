// Kills, full disks, missing rights and damaged files: acknowledged rows stay, errors are clear.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <array>
#include <fstream>
#include <thread>

#include "unit/store/fixture.h"
#include "unit/store/random_rows.h"

namespace tc::store::test {
namespace {

constexpr int kSkipped = 77;

void make_city(const Folder& folder) {
  auto store = open_store(folder.address(), FakeClock().lend());
  ASSERT_TRUE(store) << to_line(store.error());
  ASSERT_TRUE((*store)->commit(first_commit(kYangquan)));
}

/// Runs `work` in a child process; its return value is the exit code.
template <class Work>
int in_child(const Work& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Commits from four threads for ever; each acknowledged id goes into the pipe.
[[noreturn]] void commit_until_killed(const Folder& folder, std::int64_t first_id, int pipe) {
  auto store = open_store(folder.address(), FakeClock().lend());
  if (!store) _exit(1);
  std::vector<std::jthread> threads;
  for (std::int64_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::int64_t id = first_id + t;; id += 4) {
        const auto receipt =
            (*store)->commit(with(make_commit(kYangquan), {put_new(activity_row(id, 1))}));
        if (!receipt || write(pipe, &id, sizeof id) != sizeof id) _exit(2);
      }
    });
  }
  threads.front().join();
  _exit(3);
}

TEST(SqliteKill, AcknowledgedRowsAreThereAfterKill9) {
  const Folder folder;
  make_city(folder);
  std::vector<std::int64_t> acknowledged;
  Random random(9);
  for (int round = 0; round < 12; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) commit_until_killed(folder, 1000 + 1'000'000LL * round, ends[1]);
    close(ends[1]);
    std::int64_t id = 0;
    const std::size_t enough = acknowledged.size() + 1 + random.below(60);
    while (acknowledged.size() < enough && read(ends[0], &id, sizeof id) == sizeof id) {
      acknowledged.push_back(id);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(8000)));
    kill(child, SIGKILL);
    while (read(ends[0], &id, sizeof id) == sizeof id) acknowledged.push_back(id);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
    close(ends[0]);
    auto store = open_store(folder.address(), FakeClock().lend());
    ASSERT_TRUE(store) << to_line(store.error());
    const auto loaded = (*store)->load(kYangquan);
    ASSERT_TRUE(loaded);
    for (const std::int64_t known : acknowledged) {
      ASSERT_TRUE(model::find_activity(*loaded->state.projects.at(0), {known})) << known;
    }
    const auto report = (*store)->verify(kYangquan);
    ASSERT_TRUE(report->ok) << report->reason;
  }
  EXPECT_GT(acknowledged.size(), 100U);
}

TEST(SqliteFull, AFullDiskIsNamedAndHealsWhenThereIsRoom) {
  const Folder folder;
  const int code = in_child([&folder] {
    if (unshare(CLONE_NEWNS) != 0 ||
        mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", folder.file("").c_str(), "tmpfs", 0, "size=3m") != 0) {
      return kSkipped;
    }
    const auto opened = open_store(folder.address(), FakeClock().lend());
    if (!opened || !(*opened)->commit(first_commit(kYangquan))) return 1;
    Store& store = **opened;
    const std::string filler(400'000, 'x');
    std::ofstream(folder.file("ballast")) << filler << filler << filler;
    std::int64_t accepted = 0;
    for (std::int64_t id = 10;; ++id) {
      model::Activity activity = activity_row(id, 1);
      activity.source_note = std::string(20'000, 'y');
      const auto receipt = store.commit(with(make_commit(kYangquan), {put_new(activity)}));
      if (!receipt && receipt.error().rule != "store.full") return 2;
      if (!receipt) break;
      if (++accepted > 1000) return 3;
    }
    const auto loaded = store.load(kYangquan);  // reading goes on
    if (!loaded) return 5;
    const auto size = static_cast<std::int64_t>(loaded->state.projects.at(0)->activities.size());
    if (size != 2 + accepted) return 6;
    std::filesystem::remove(folder.file("ballast"));
    if (!store.commit(with(make_commit(kYangquan), {put_new(activity_row(5, 1))}))) return 7;
    return store.verify(kYangquan)->ok ? 0 : 8;
  });
  if (code == kSkipped) GTEST_SKIP() << "no right to mount a small disk";
  EXPECT_EQ(code, 0);
}

TEST(SqliteRights, AFolderThatMayNotBeWrittenIsNamed) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become somebody without rights";
  const Folder folder;
  make_city(folder);
  constexpr uid_t kNobody = 65534;
  const int code = in_child([&folder] {
    if (setgid(kNobody) != 0 || setuid(kNobody) != 0) return kSkipped;
    const auto opened = open_store(folder.address(), FakeClock().lend());
    if (opened) return 1;
    return opened.error().rule == "store.open" ? 0 : 2;
  });
  if (code == kSkipped) GTEST_SKIP() << "cannot change the user";
  EXPECT_EQ(code, 0);
}

std::string rule_of_open(const Folder& folder) {
  const auto opened = open_store(folder.address(), FakeClock().lend());
  return opened ? std::string("opened") : opened.error().rule;
}

TEST(SqliteDamage, AFileThatIsNoDatabaseIsNamed) {
  const Folder folder;
  std::ofstream(folder.file("city.db")) << std::string(5000, 'x');
  EXPECT_EQ(rule_of_open(folder), "store.corrupt");
}

TEST(SqliteDamage, AFileCutShortIsNamed) {
  const Folder folder;
  make_city(folder);
  const std::string path = folder.file("city.db");
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_EQ(rule_of_open(folder), "store.corrupt");
}

TEST(SqliteDamage, OverwrittenPagesAreNamed) {
  Random random(21);
  const Folder whole;
  make_city(whole);
  const auto pages = std::filesystem::file_size(whole.file("city.db")) / 4096;
  int named = 0;
  for (std::uint64_t page = 1; page < pages; ++page) {
    const Folder folder;
    std::filesystem::copy_file(whole.file("city.db"), folder.file("city.db"));
    std::fstream file(folder.file("city.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(page * 4096));
    for (int i = 0; i < 512; ++i) {
      const std::uint64_t noise = random.next();
      file.write(reinterpret_cast<const char*>(&noise), sizeof noise);
    }
    file.close();
    const std::string rule = rule_of_open(folder);
    EXPECT_EQ(rule, "store.corrupt") << "page " << page;
    if (rule == "store.corrupt") ++named;
  }
  EXPECT_GT(named, 20);
}

}  // namespace
}  // namespace tc::store::test
