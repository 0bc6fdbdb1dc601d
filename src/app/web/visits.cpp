#include "app/web/visits.hpp"

#include <algorithm>

#include "platform/crypto/crypto.hpp"

namespace parvis::web {
namespace {

/// A visit in which nothing has been put in.
constexpr std::size_t empty_visit_bytes = 4096;
/// Someone as read from a row, and what a round keeps about them.
constexpr std::size_t person_bytes = 1500;
constexpr std::size_t person_in_round_bytes = 4000;
constexpr std::size_t reject_bytes = 500;
constexpr std::chrono::seconds sweep_every{30};

std::size_t bytes_of(const std::string& text) {
  return sizeof text + (text.capacity() > 15 ? text.capacity() + 1 : 0);
}

std::size_t bytes_of(const formats::Table& table) {
  std::size_t bytes = 0;
  for (const auto& header : table.headers) bytes += bytes_of(header);
  for (const auto& row : table.rows) {
    bytes += sizeof row;
    for (const auto& cell : row.cells) bytes += bytes_of(cell);
  }
  return bytes;
}

}  // namespace

std::size_t bytes_of(const acts::Sheets& sheets) {
  return bytes_of(sheets.adepts) + bytes_of(sheets.mentors);
}

std::size_t bytes_of(const acts::Understood& understood) {
  return (understood.adepts.people.size() + understood.mentors.people.size()) * person_bytes +
         // Each stands with its own spreadsheet too.
         understood.rejects.size() * 2 * reject_bytes;
}

std::size_t round_bytes(const acts::Understood& understood) {
  return (understood.adepts.people.size() + understood.mentors.people.size()) * person_in_round_bytes;
}

Visits::Visits(Clock clock, std::size_t most_bytes) : clock_(std::move(clock)), most_bytes_(most_bytes) {
  // Without it a visit would stay until the next visitor comes.
  sweeper_ = std::jthread([this](std::stop_token stop) {
    while (!stop.stop_requested()) {
      {
        std::unique_lock lock(mutex_);
        stopping_.wait_for(lock, stop, sweep_every, [] { return false; });
      }
      forget_idle();
    }
  });
}

Visits::Begun Visits::begin() {
  Begun begun{crypto::random_key(), std::make_shared<Visit>(crypto::random_key())};
  const auto hash = crypto::sha256_base64(begun.key);
  const std::lock_guard lock(mutex_);
  shrink_for(empty_visit_bytes, hash);
  by_hash_[hash] = {begun.visit, clock_(), empty_visit_bytes};
  bytes_ += empty_visit_bytes;
  return begun;
}

std::shared_ptr<Visit> Visits::find(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = by_hash_.find(hash);
  if (at == by_hash_.end()) return nullptr;
  const auto now = clock_();
  if (now - at->second.last_seen >= idle_limit) {
    erase(at);
    return nullptr;
  }
  at->second.last_seen = now;
  return at->second.visit;
}

void Visits::forget(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  if (const auto at = by_hash_.find(hash); at != by_hash_.end()) erase(at);
}

void Visits::forget_idle() {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  for (auto at = by_hash_.begin(); at != by_hash_.end();) {
    const auto here = at++;
    if (now - here->second.last_seen >= idle_limit) erase(here);
  }
}

bool Visits::make_room(std::string_view key, std::size_t bytes) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = by_hash_.find(hash);
  if (at == by_hash_.end() || bytes + empty_visit_bytes > most_bytes_) return false;
  bytes_ -= at->second.bytes;
  at->second.bytes = 0;
  shrink_for(bytes + empty_visit_bytes, hash);
  at->second.bytes = bytes + empty_visit_bytes;
  bytes_ += at->second.bytes;
  return true;
}

void Visits::give_back(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = by_hash_.find(hash);
  if (at == by_hash_.end()) return;
  bytes_ -= at->second.bytes - empty_visit_bytes;
  at->second.bytes = empty_visit_bytes;
}

std::size_t Visits::count() const {
  const std::lock_guard lock(mutex_);
  return by_hash_.size();
}

std::size_t Visits::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void Visits::erase(Entries::iterator at) {
  bytes_ -= at->second.bytes;
  by_hash_.erase(at);
}

void Visits::shrink_for(std::size_t bytes, const std::string& but_not) {
  while (bytes_ + bytes > most_bytes_) {
    auto oldest = by_hash_.end();
    for (auto at = by_hash_.begin(); at != by_hash_.end(); ++at)
      if (at->first != but_not &&
          (oldest == by_hash_.end() || at->second.last_seen < oldest->second.last_seen))
        oldest = at;
    if (oldest == by_hash_.end()) return;
    erase(oldest);
  }
}

}  // namespace parvis::web
