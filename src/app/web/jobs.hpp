/// Rounds under way, each on a thread of its own, and only a few at once.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/acts/matching_job.hpp"

namespace parvis::web {

/// What a calculation makes.
struct Outcome {
  matching::Round round;
  acts::Weighed weighed = {};
};

class Job {
 public:
  struct Progress {
    matching::Stage stage = matching::Stage::judging;
    int share = 0;  ///< of the stage, in 10 000ths
  };
  void tell(matching::Stage stage, int share);
  Progress progress() const;
  /// No round: the calculation failed.
  void finish(std::optional<Outcome> outcome);
  bool is_done() const;
  /// Whether it was done before the time was out.
  bool wait(std::chrono::milliseconds at_most) const;
  /// Once, when done.
  std::optional<Outcome> take();

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable done_;
  Progress progress_;
  bool is_done_ = false;
  std::optional<Outcome> outcome_;
};

class Jobs {
 public:
  /// Refuses (null) when enough rounds are under way already. What `run` throws ends there as no round.
  std::shared_ptr<Job> start(std::function<std::optional<Outcome>(Job&)> run);
  bool is_full();
  ~Jobs();  ///< waits for those under way

 private:
  static constexpr std::size_t most_at_once = 2;
  struct Running {
    std::shared_ptr<std::atomic<bool>> is_done;  ///< not the job: a forgotten round must not linger here
    std::thread thread;
  };
  void put_away_done();
  std::mutex mutex_;
  std::list<Running> running_;
};

}  // namespace parvis::web
