#include "app/web/visits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "platform/crypto/crypto.hpp"

namespace parvis::web {
namespace {

/// A visit in which nothing has been put in.
constexpr std::size_t empty_visit_bytes = 4096;
/// Someone as read from a row, and what a round keeps about them.
constexpr std::size_t person_bytes = 1500;
constexpr std::size_t person_in_round_bytes = 4000;
/// Measured: a round of 1 000 adepts and 500 mentors takes the program 22 MB, one of 10 000 and 5 000 takes it
/// 200 MB.
constexpr std::size_t person_in_all_bytes = 13'000;
constexpr std::size_t reject_bytes = 500;
constexpr std::chrono::seconds sweep_every{30};

std::size_t bytes_of(const std::string& text) {
  return sizeof(std::string) + (text.capacity() > 15 ? text.capacity() + 1 : 0);
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

std::size_t bytes_of(const KeptFiles& files) {
  return (files.adepts ? bytes_of(*files.adepts) : 0) + (files.mentors ? bytes_of(*files.mentors) : 0);
}

std::size_t bytes_of(const acts::Understood& understood) {
  return (understood.adepts.people.size() + understood.mentors.people.size()) * person_bytes +
         // Each stands with its own spreadsheet too.
         understood.rejects.size() * 2 * reject_bytes;
}

std::size_t round_bytes(const acts::Understood& understood) {
  return (understood.adepts.people.size() + understood.mentors.people.size()) * person_in_round_bytes;
}

std::size_t working_bytes(const acts::Understood& understood) {
  return (understood.adepts.people.size() + understood.mentors.people.size()) *
         (person_in_all_bytes - person_in_round_bytes);
}

Visits::Visits(Clock clock, std::size_t most_bytes) : clock_(std::move(clock)), most_bytes_(most_bytes) {
  // Without it a visit would stay until the next visitor comes.
  sweeper_ = std::jthread([this](const std::stop_token& stop) {
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
  auto hash = crypto::sha256_base64(begun.key);
  const std::lock_guard lock(mutex_);
  add(std::move(hash), begun.visit);
  return begun;
}

std::optional<Visits::Begun> Visits::renew(std::string_view key) {
  const auto old_hash = crypto::sha256_base64(key);
  Begun begun{crypto::random_key(), std::make_shared<Visit>(crypto::random_key())};
  auto hash = crypto::sha256_base64(begun.key);
  const std::lock_guard lock(mutex_);
  const auto old = entry_of(old_hash);
  if (!old) return std::nullopt;
  erase(*old);
  add(std::move(hash), begun.visit);
  return begun;
}

std::shared_ptr<Visit> Visits::find(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = entry_of(hash);
  if (!at) return nullptr;
  auto& entry = **at;
  if (clock_() - entry.last_seen >= idle_limit) {
    erase(*at);
    return nullptr;
  }
  seen(*at, entry.is_empty, entry.bytes);
  return entry.visit;
}

void Visits::forget(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  if (const auto at = entry_of(hash)) erase(*at);
}

void Visits::forget_idle() {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  for (auto* list : {&empty_, &holding_})
    while (!list->empty() && now - list->front().last_seen >= idle_limit) erase(list->begin());
}

bool Visits::make_room(std::string_view key, std::size_t bytes) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = entry_of(hash);
  if (!at) return false;
  if (held_by_rounds(**at) + bytes + empty_visit_bytes > most_bytes_) return false;
  seen(*at, false, 0);
  shrink_for(bytes + empty_visit_bytes, Out::anyone);
  seen(*at, false, bytes + empty_visit_bytes);
  return true;
}

bool Visits::has_room_later(std::size_t bytes) const {
  return bytes + empty_visit_bytes <= most_bytes_;
}

Visits::WorkingRoom Visits::room_for_round(std::string_view key, std::size_t bytes) {
  auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  const auto at = entry_of(hash);
  if (!at) return nullptr;
  auto& entry = **at;
  const auto fixed = held_by_rounds(entry) + entry.bytes;
  const auto left = most_bytes_ > fixed ? most_bytes_ - fixed : 0;
  if (bytes > left && rounds_ > 0) return nullptr;
  bytes = std::min(bytes, left);
  ++entry.rounds;
  ++rounds_;
  shrink_for(bytes, Out::anyone);
  working_bytes_ += bytes;
  bytes_ += bytes;
  // The pointer itself holds nothing: what matters is that it goes.
  return {static_cast<const void*>(this),
          [this, hash = std::move(hash), bytes](const void*) { end_round(hash, bytes); }};
}

void Visits::end_round(std::string_view hash, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  working_bytes_ -= bytes;
  bytes_ -= bytes;
  --rounds_;
  if (const auto at = entry_of(hash)) --(*at)->rounds;
}

/// By the rounds under way and the other visits that wait for them: none of it goes to make room.
std::size_t Visits::held_by_rounds(const Entry& but) const {
  auto bytes = working_bytes_;
  for (const auto& entry : holding_)
    if (entry.rounds > 0 && &entry != &but) bytes += entry.bytes;
  return bytes;
}

void Visits::give_back(std::string_view key) {
  const auto hash = crypto::sha256_base64(key);
  const std::lock_guard lock(mutex_);
  if (const auto at = entry_of(hash)) seen(*at, true, empty_visit_bytes);
}

std::size_t Visits::count() const {
  const std::lock_guard lock(mutex_);
  return by_hash_.size();
}

std::size_t Visits::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::optional<Visits::Entries::iterator> Visits::entry_of(std::string_view hash) const {
  const auto at = by_hash_.find(hash);
  return at == by_hash_.end() ? std::nullopt : std::optional(at->second);
}

void Visits::add(std::string hash, std::shared_ptr<Visit> visit) {
  if (empty_.size() >= most_empty) erase(empty_.begin());
  // A round may fill the memory for a moment: nobody who has put something in is turned out for a passer-by then.
  shrink_for(empty_visit_bytes, rounds_ > 0 ? Out::empty_ones : Out::anyone);
  empty_.push_back({std::move(hash), std::move(visit), clock_(), empty_visit_bytes, true});
  by_hash_[empty_.back().hash] = std::prev(empty_.end());
  bytes_ += empty_visit_bytes;
}

void Visits::seen(Entries::iterator at, bool is_empty, std::size_t bytes) {
  auto& from = list_of(*at);
  bytes_ = bytes_ - at->bytes + bytes;
  at->bytes = bytes;
  at->is_empty = is_empty;
  at->last_seen = clock_();
  auto& to = list_of(*at);
  to.splice(to.end(), from, at);
}

void Visits::erase(Entries::iterator at) {
  bytes_ -= at->bytes;
  by_hash_.erase(at->hash);
  list_of(*at).erase(at);
}

/// A visit that asks for room holds no bytes meanwhile and is the last of its list: it is not the one to go, since
/// without the others there is room for it.
void Visits::shrink_for(std::size_t bytes, Out who) {
  while (bytes_ + bytes > most_bytes_) {
    auto at = std::ranges::find(empty_, 0, &Entry::rounds);
    if (at == empty_.end()) {
      if (who == Out::empty_ones) return;
      at = std::ranges::find(holding_, 0, &Entry::rounds);
      if (at == holding_.end()) return;
    }
    erase(at);
  }
}

}  // namespace parvis::web
