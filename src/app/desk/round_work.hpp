/// Rounds calculated beside the requests, one at a time: the next begins when the one before is done.
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/records/round_orders.hpp"

namespace parvis::desk {

class RoundWork {
 public:
  RoundWork(records::Rounds& rounds, records::RoundOrders& orders);
  RoundWork(const RoundWork&) = delete;
  RoundWork& operator=(const RoundWork&) = delete;
  /// Waits for the one under way. Those that had not begun say, once the server is there again, that they were cut off.
  ~RoundWork();

  void add(const store::Actor& actor, Moment now, records::RoundWish wish, records::OrderId order);

  struct Progress {
    bool has_begun = false, is_done = false;
    matching::Stage stage = matching::Stage::judging;
    int share = 0;                            ///< of the stage, in 10 000ths
    std::optional<records::Failure> failure;  ///< done, and nothing was kept
  };
  /// Nothing for one that is not ours, or that was done long ago.
  std::optional<Progress> progress(records::OrderId order) const;
  /// Whether it was done before the time was out.
  bool wait(records::OrderId order, std::chrono::milliseconds at_most) const;

 private:
  struct Job;
  void work(const std::stop_token& stopping);
  void calculate(Job& job);
  std::shared_ptr<Job> find(records::OrderId order) const;

  records::Rounds& rounds_;
  records::RoundOrders& orders_;
  mutable std::mutex mutex_;
  mutable std::condition_variable done_;
  std::condition_variable_any added_;
  std::list<std::shared_ptr<Job>> waiting_, begun_;  ///< begun: the latest first
  std::jthread worker_;                              ///< last: it ends first
};

}  // namespace parvis::desk
