#include "app/web/jobs.hpp"

#include <exception>
#include <iostream>
#include <typeinfo>
#include <utility>

namespace parvis::web {

void Job::tell(matching::Stage stage, int share) {
  const std::lock_guard lock(mutex_);
  progress_ = {stage, share};
}

Job::Progress Job::progress() const {
  const std::lock_guard lock(mutex_);
  return progress_;
}

void Job::finish(std::optional<Outcome> outcome) {
  {
    const std::lock_guard lock(mutex_);
    outcome_ = std::move(outcome);
    is_done_ = true;
  }
  done_.notify_all();
}

bool Job::is_done() const {
  const std::lock_guard lock(mutex_);
  return is_done_;
}

bool Job::wait(std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  return done_.wait_for(lock, at_most, [&] { return is_done_; });
}

std::optional<Outcome> Job::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(outcome_, std::nullopt);
}

void Jobs::put_away_done() {
  for (auto at = running_.begin(); at != running_.end();) {
    const auto here = at++;
    if (!*here->is_done) continue;
    here->thread.join();
    running_.erase(here);
  }
}

bool Jobs::is_full() {
  const std::lock_guard lock(mutex_);
  put_away_done();
  return running_.size() >= most_at_once;
}

std::shared_ptr<Job> Jobs::start(std::function<std::optional<Outcome>(Job&)> run) {
  const std::lock_guard lock(mutex_);
  put_away_done();
  if (running_.size() >= most_at_once) return nullptr;
  auto job = std::make_shared<Job>();
  auto is_done = std::make_shared<std::atomic<bool>>(false);
  running_.push_back({is_done, std::thread([job, is_done, run = std::move(run)]() mutable {
                        std::optional<Outcome> outcome;
                        try {
                          outcome = run(*job);
                        } catch (const std::exception& failure) {
                          // The type alone: what an exception says may name a person.
                          std::cerr << "web: a round failed: " + std::string(typeid(failure).name()) + "\n";
                        }
                        run = nullptr;
                        job->finish(std::move(outcome));
                        job.reset();
                        *is_done = true;
                      })});
  return job;
}

Jobs::~Jobs() {
  for (auto& running : running_) running.thread.join();
}

}  // namespace parvis::web
