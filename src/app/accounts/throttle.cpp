#include "app/accounts/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "platform/base/fold.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::accounts {
namespace {

constexpr std::int64_t free_tries = 5, longest_wait_s = 900, forgotten_after_s = 3600;
constexpr std::int64_t tries_of_address = 30, address_refill_s = 10;
constexpr std::int64_t failures_of_account = 20, wait_of_strangers_s = 20, tries_of_strangers = 5;
constexpr std::int64_t tries_of_second_factor = 10, second_factor_refill_s = 30;

}  // namespace

struct Throttle::Inside {
  /// The entries that were used last; who was used longest ago makes room.
  template <class Entry>
  class Recent {
   public:
    explicit Recent(std::size_t most) : most_(most) {}
    Entry& at(std::uint64_t key) {
      if (auto* there = find(key)) return *there;
      if (order_.size() >= most_) {
        places_.erase(order_.back().first);
        order_.pop_back();
      }
      order_.emplace_front(key, Entry());
      places_[key] = order_.begin();
      return order_.front().second;
    }
    Entry* find(std::uint64_t key) {
      const auto place = places_.find(key);
      if (place == places_.end()) return nullptr;
      order_.splice(order_.begin(), order_, place->second);
      return &order_.front().second;
    }
    void erase(std::uint64_t key) {
      const auto place = places_.find(key);
      if (place == places_.end()) return;
      order_.erase(place->second);
      places_.erase(place);
    }

   private:
    std::size_t most_;
    std::list<std::pair<std::uint64_t, Entry>> order_;
    std::unordered_map<std::uint64_t, typename std::list<std::pair<std::uint64_t, Entry>>::iterator> places_;
  };

  /// Tries that are used up and come back with time. In seconds of waiting owed, so that there are no fractions.
  struct Bucket {
    Moment as_of;
    std::int64_t owed_s = 0;

    void settle(Moment now) {
      owed_s = std::max<std::int64_t>(0, owed_s - std::max<std::int64_t>(0, seconds_between(as_of, now)));
      as_of = std::max(as_of, now);
    }
    /// How long until one more fits; 0: now.
    std::int64_t wait_s(Moment now, std::int64_t room, std::int64_t refill_s) {
      settle(now);
      return std::max<std::int64_t>(0, owed_s - (room - 1) * refill_s);
    }
    void take(std::int64_t refill_s) { owed_s += refill_s; }
    void back(std::int64_t refill_s) { owed_s = std::max<std::int64_t>(0, owed_s - refill_s); }
  };

  struct Pair {
    std::int64_t failures = 0;
    Moment free_at, last_at;
    std::int64_t let_by = 0;  ///< tries that a stranger has waited for
    bool told = false;
  };
  struct Address {
    Bucket bucket;
    bool told = false;
  };
  struct Whole {
    std::int64_t failures = 0;
    Moment last_at;
    Bucket second_factor;
  };
  struct Known {};

  explicit Inside(std::size_t most) : pairs(most), addresses(most), accounts(most), known(most) {}

  std::uint64_t key(std::string_view kind, std::string_view first, std::string_view second) const {
    std::string text(kind);
    for (const auto part : {first, second}) text += '\n' + std::string(part);
    return seeded_hash(seed, crypto::plain_hash(secret + text));
  }
  std::uint64_t pair_of(const Try& one) const { return key("pair", one.who, network_of(one.address)); }
  std::uint64_t address_of(const Try& one) const { return key("address", network_of(one.address), {}); }
  std::uint64_t account_of(const Try& one) const { return key("account", one.who, {}); }

  std::optional<Wait> of_account(const Try& one, Moment now, bool is_known);
  void count(const Try& one, Moment now);

  std::mutex mutex;
  const std::string secret = crypto::random_bytes(16);
  const std::uint64_t seed = static_cast<std::uint64_t>(crypto::random_id());
  Recent<Pair> pairs;
  Recent<Address> addresses;
  Recent<Whole> accounts;
  Recent<Known> known;
};

Throttle::Throttle(std::size_t most_entries) : inside_(std::make_unique<Inside>(most_entries)) {}
Throttle::~Throttle() = default;

std::optional<Throttle::Wait> Throttle::Inside::of_account(const Try& one, Moment now, bool is_known) {
  auto& pair = pairs.at(pair_of(one));
  auto& account = accounts.at(account_of(one));
  if (seconds_between(std::max(pair.last_at, pair.free_at), now) >= forgotten_after_s) pair = Pair();
  if (seconds_between(account.last_at, now) >= forgotten_after_s) account.failures = 0;
  const auto wait = [&](std::int64_t seconds) {
    return Wait{std::max<std::int64_t>(1, seconds), !std::exchange(pair.told, true)};
  };
  if (pair.free_at > now)
    return wait((pair.free_at.microseconds() - now.microseconds() + 999'999) / 1'000'000);
  if (!is_known && account.failures >= failures_of_account && pair.let_by == 0) {
    pair.free_at = now.plus_seconds(wait_of_strangers_s);
    pair.let_by = tries_of_strangers;
    return wait(wait_of_strangers_s);
  }
  if (one.after_password)
    if (const auto seconds =
            account.second_factor.wait_s(now, tries_of_second_factor, second_factor_refill_s))
      return wait(seconds);
  return std::nullopt;
}

void Throttle::Inside::count(const Try& one, Moment now) {
  auto& address = addresses.at(address_of(one));
  address.bucket.settle(now);
  address.bucket.take(address_refill_s);
  address.told = false;
  if (one.who.empty()) return;
  auto& pair = pairs.at(pair_of(one));
  auto& account = accounts.at(account_of(one));
  pair.told = false;
  pair.let_by = std::max<std::int64_t>(0, pair.let_by - 1);
  pair.last_at = account.last_at = now;
  ++account.failures;
  if (++pair.failures >= free_tries)
    pair.free_at = now.plus_seconds(
        std::min(longest_wait_s, std::int64_t{2} << std::min<std::int64_t>(pair.failures - free_tries, 20)));
  if (one.after_password) account.second_factor.take(second_factor_refill_s);
}

std::optional<Throttle::Wait> Throttle::hold(const Try& one, Moment now) {
  const std::lock_guard lock(inside_->mutex);
  const bool is_known = !one.who.empty() && inside_->known.find(inside_->pair_of(one)) != nullptr;
  if (!one.who.empty())
    if (const auto wait = inside_->of_account(one, now, is_known)) return wait;
  auto& address = inside_->addresses.at(inside_->address_of(one));
  if (!is_known)
    if (const auto seconds = address.bucket.wait_s(now, tries_of_address, address_refill_s))
      return Wait{seconds, !std::exchange(address.told, true)};
  inside_->count(one, now);
  return std::nullopt;
}

void Throttle::forgive(const Try& one, Moment now) {
  give_back(one, now);
  if (one.who.empty()) return;
  const std::lock_guard lock(inside_->mutex);
  const auto pair = inside_->pair_of(one);
  inside_->pairs.erase(pair);
  inside_->known.at(pair);
  auto& account = inside_->accounts.at(inside_->account_of(one));
  account.failures = 0;
  account.second_factor = {};
}

void Throttle::give_back(const Try& one, Moment now) {
  const std::lock_guard lock(inside_->mutex);
  auto& bucket = inside_->addresses.at(inside_->address_of(one)).bucket;
  bucket.settle(now);
  bucket.back(address_refill_s);
  if (one.who.empty()) return;
  auto& account = inside_->accounts.at(inside_->account_of(one));
  account.failures = std::max<std::int64_t>(0, account.failures - 1);
  if (one.after_password) account.second_factor.back(second_factor_refill_s);
  if (auto* pair = inside_->pairs.find(inside_->pair_of(one))) {
    pair->failures = std::max<std::int64_t>(0, pair->failures - 1);
    pair->free_at = Moment();
  }
}

std::string network_of(std::string_view address) {
  std::string text(address);
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (IN6_IS_ADDR_V4MAPPED(&six))
    return inet_ntop(AF_INET, &six.s6_addr[12], out.data(), out.size()) != nullptr ? out.data() : text;
  std::memset(&six.s6_addr[8], 0, 8);
  return inet_ntop(AF_INET6, &six, out.data(), out.size()) != nullptr ? std::string(out.data()) + "/64"
                                                                      : text;
}

}  // namespace parvis::accounts
