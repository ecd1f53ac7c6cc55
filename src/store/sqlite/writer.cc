// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/writer.h"

#include "base/data.h"
#include "store/sqlite/committer.h"
#include "store/sqlite/migrate.h"

namespace tc::store::sqlite {
namespace {

constexpr std::size_t kMaxJobsTogether = 512;
constexpr std::size_t kMaxChangesTogether = 20'000;

struct Opened {
  std::unique_ptr<Connection> connection;
  std::int32_t schema_version{};
};

Result<Opened> open_and_migrate(const std::string& path, const Clock& clock) {
  TC_TRY(auto connection, Connection::open(path, Role::writer));
  TC_TRY_VOID(quick_check(*connection));
  TC_TRY(const std::int32_t version, migrate(*connection, data::sql(), clock()));
  return Opened{.connection = std::move(connection), .schema_version = version};
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::start(const std::string& path, Clock clock) {
  std::unique_ptr<Writer> writer(new Writer);
  std::promise<Result<std::int32_t>> opened;
  std::future<Result<std::int32_t>> answer = opened.get_future();
  writer->thread_ = std::jthread(
      [raw = writer.get(), path, clock = std::move(clock), opened = std::move(opened)]() mutable {
        raw->work(path, clock, std::move(opened));
      });
  TC_TRY(writer->schema_version_, answer.get());
  return writer;
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

std::future<Result<Receipt>> Writer::submit(Commit commit) {
  return enqueue({.commit = std::move(commit), .done = {}});
}

std::future<Result<Receipt>> Writer::probe() {
  return enqueue({.commit = std::nullopt, .done = {}});
}

std::future<Result<Receipt>> Writer::enqueue(Job job) {
  std::future<Result<Receipt>> answer = job.done.get_future();
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return answer;
}

/// Waits for work; a probe is taken alone. Empty when the writer stops and nothing is queued.
std::vector<Writer::Job> Writer::take_jobs() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  std::vector<Job> jobs;
  std::size_t changes = 0;
  while (!queue_.empty() && jobs.size() < kMaxJobsTogether && changes < kMaxChangesTogether) {
    const bool is_probe = !queue_.front().commit;
    if (is_probe && !jobs.empty()) break;
    if (!is_probe) changes += queue_.front().commit->changes.size();
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (is_probe) break;
  }
  return jobs;
}

void Writer::work(const std::string& path, const Clock& clock,
                  std::promise<Result<std::int32_t>> opened) {
  auto database = open_and_migrate(path, clock);
  if (!database) return opened.set_value(tl::unexpected<Error>(database.error()));
  opened.set_value(database->schema_version);
  Committer committer(*database->connection, clock);
  for (auto jobs = take_jobs(); !jobs.empty(); jobs = take_jobs()) {
    if (!jobs.front().commit) {
      const auto written = committer.probe();
      jobs.front().done.set_value(written ? Result<Receipt>(Receipt{})
                                          : tl::unexpected<Error>(written.error()));
      continue;
    }
    std::vector<Commit> batch;
    for (Job& job : jobs) batch.push_back(std::move(*job.commit));
    auto results = committer.run(batch);
    for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done.set_value(std::move(results[i]));
  }
}

}  // namespace tc::store::sqlite
