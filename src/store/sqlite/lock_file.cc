// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace tc::store::sqlite {
namespace {

constexpr mode_t kOwnerOnly = 0600;
/// NFS, SMB, CIFS, SMB2, AFS (linux/magic.h and fs/smb).
constexpr std::array<std::uint32_t, 5> kNetworkFileSystems{0x6969U, 0x517BU, 0xFF534D42U,
                                                           0xFE534D42U, 0x5346414FU};

std::string reason_of(int error) { return std::generic_category().message(error); }

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string holder_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = pread(descriptor, text.data(), text.size(), 0);
  return length > 0
             ? " (process " + std::string(text.data(), static_cast<std::size_t>(length)) + ")"
             : std::string();
}

}  // namespace

Result<LockFile> LockFile::take(const std::string& database_path) {
  const std::string path = database_path + ".lock";
  LockFile lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly));
  if (lock.descriptor_ < 0) {
    return fail(Code::store, "store.open", "cannot make '" + path + "': " + reason_of(errno),
                database_path, "check that the folder exists and may be written to");
  }
  if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    return fail(Code::store, "store.locked",
                "another program" + holder_of(lock.descriptor_) + " has this database open",
                database_path, "end the other program, or ask it through its web address");
  }
  const std::string own = std::to_string(getpid());
  const bool told =
      ftruncate(lock.descriptor_, 0) == 0 &&
      pwrite(lock.descriptor_, own.data(), own.size(), 0) == static_cast<ssize_t>(own.size());
  if (!told && errno != ENOSPC) {
    return fail(Code::store, "store.io", "cannot write '" + path + "': " + reason_of(errno),
                database_path, "check the disk");
  }
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(other.descriptor_) {
  other.descriptor_ = -1;
}

LockFile::~LockFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<void> check_file_system(const std::string& database_path) {
  struct statfs info {};
  const std::string folder = folder_of(database_path);
  if (statfs(folder.c_str(), &info) != 0) {
    return fail(Code::store, "store.open",
                "cannot use the folder '" + folder + "': " + reason_of(errno), database_path,
                "make the folder first");
  }
  const auto type = static_cast<std::uint32_t>(info.f_type);
  if (std::ranges::find(kNetworkFileSystems, type) == kNetworkFileSystems.end()) return {};
  return fail(Code::store, "store.open", "'" + folder + "' lies on a network file system",
              database_path, "put the database on a disk of this machine");
}

}  // namespace tc::store::sqlite
