#include "app/desk/round_work.hpp"

#include <algorithm>
#include <exception>
#include <iostream>
#include <typeinfo>

namespace parvis::desk {

using records::Failure;
using records::OrderId;

constexpr std::size_t most_remembered = 50;

struct RoundWork::Job {
  OrderId order;
  store::Actor actor;
  Moment asked_at;
  std::chrono::steady_clock::time_point began;
  records::RoundWish wish;
  Progress progress;
};

RoundWork::RoundWork(records::Rounds& rounds, records::RoundOrders& orders)
    : rounds_(rounds),
      orders_(orders),
      worker_([this](const std::stop_token& stopping) { work(stopping); }) {}

RoundWork::~RoundWork() = default;

void RoundWork::add(const store::Actor& actor, Moment now, records::RoundWish wish, OrderId order) {
  auto job = std::make_shared<Job>();
  job->order = order;
  job->actor = actor;
  job->asked_at = now;
  job->began = std::chrono::steady_clock::now();
  job->wish = std::move(wish);
  job->wish.and_then = [this, order](store::Transaction& tx, store::RoundId round) {
    return orders_.keep_in(tx, order, round);
  };
  job->wish.progress = [this, own = job.get()](matching::Stage stage, int share) {
    const std::lock_guard lock(mutex_);
    own->progress.stage = stage;
    own->progress.share = share;
  };
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  added_.notify_one();
}

void RoundWork::work(const std::stop_token& stopping) {
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      added_.wait(lock, stopping, [&] { return !waiting_.empty(); });
      if (stopping.stop_requested()) return;
      job = waiting_.front();
      waiting_.pop_front();
      job->progress.has_begun = true;
      begun_.push_front(job);
      if (begun_.size() > most_remembered) begun_.pop_back();
    }
    calculate(*job);
  }
}

void RoundWork::calculate(Job& job) {
  // When it is written down, as the asker's clock has it.
  const auto now = [&] {
    const auto gone = std::chrono::steady_clock::now() - job.began;
    return job.asked_at.plus_seconds(std::chrono::duration_cast<std::chrono::seconds>(gone).count());
  };
  std::optional<Failure> failure;
  try {
    // One that was cancelled while it waited is not calculated.
    const auto order = orders_.read(job.actor, now(), job.order);
    if (!order)
      failure = order.error();
    else if (order->state != records::OrderState::running)
      failure = Failure(records::Refusal::move_not_open);
    else if (auto round = rounds_.run_to_look_at(job.actor, now(), job.wish); !round)
      failure = std::move(round).error();
  } catch (const std::exception& thrown) {
    // The type alone: what an exception says may name a person.
    std::cerr << "desk: a round failed: " + std::string(typeid(thrown).name()) + "\n";
    failure = Failure(db::Fault{});
  }
  if (failure) (void)orders_.end(job.actor, now(), job.order, records::OrderState::refused);
  {
    const std::lock_guard lock(mutex_);
    job.progress.failure = std::move(failure);
    job.progress.is_done = true;
    job.wish = {};
  }
  done_.notify_all();
}

std::shared_ptr<RoundWork::Job> RoundWork::find(OrderId order) const {
  for (const auto* jobs : {&waiting_, &begun_})
    if (const auto at = std::ranges::find(*jobs, order, [](const auto& job) { return job->order; });
        at != jobs->end())
      return *at;
  return nullptr;
}

std::optional<RoundWork::Progress> RoundWork::progress(OrderId order) const {
  const std::lock_guard lock(mutex_);
  const auto job = find(order);
  return job ? std::optional(job->progress) : std::nullopt;
}

bool RoundWork::wait(OrderId order, std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  return done_.wait_for(lock, at_most, [&] {
    const auto job = find(order);
    return !job || job->progress.is_done;
  });
}

}  // namespace parvis::desk
