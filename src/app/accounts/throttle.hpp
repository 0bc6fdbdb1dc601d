/// Slows whoever guesses, before anything costly is done, and locks nobody out. Kept in memory, in tables of bounded
/// size, as hashes with a seed of the program's run: no address is kept, and a restart forgives everybody.
///
/// Three limits, all counted before the answer is known, so that many tries at once are not one:
///
/// - **This account from this address.** Five tries are free; then one waits 2, 4, 8 … seconds, at most 15 minutes.
///   Signing in forgives all of it. Somebody else's tries never touch this.
/// - **This address.** Thirty tries are free, and one more each ten seconds. Whoever has signed in from here before
///   (this account from this address) is let by: a neighbour in the library who guesses does not stop them.
/// - **This account, from anywhere.** After twenty failures in a row an address from which nobody has signed in to
///   it must first wait 20 seconds: once for each of five tries. Each waits for itself, so that an attacker with a
///   thousand addresses slows the owner by 20 seconds and cannot take their turn; and an address that the owner has
///   used before does not wait at all.
///
/// The second factor has one more (`after_password`): ten tries for an account, and one more each half minute. Only
/// who knows the password can use these up.
///
/// IPv6 addresses count by their network (/64), which is what one subscriber has.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/moment.hpp"

namespace parvis::accounts {

class Throttle {
 public:
  explicit Throttle(std::size_t most_entries = 50'000);
  ~Throttle();
  Throttle(const Throttle&) = delete;
  Throttle& operator=(const Throttle&) = delete;

  struct Try {
    std::string who;      ///< the account as it was named (e-mail, id), or empty where the code says it
    std::string address;  ///< from where
    bool after_password = false;
  };
  struct Wait {
    std::int64_t seconds = 0;  ///< at least 1
    bool is_first = false;     ///< not told since the last try that was let by: worth a row in the log
  };
  /// Nothing: go on, and the try is counted. Else: how long to wait.
  std::optional<Wait> hold(const Try& one, Moment now);
  /// It was right: takes the try back, and forgives what was counted of this account from this address.
  void forgive(const Try& one, Moment now);
  /// It could not be judged at all: as if it had not been tried.
  void give_back(const Try& one, Moment now);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// "2001:db8:1:2:3:4:5:6" is "2001:db8:1:2::/64"; others as they are.
std::string network_of(std::string_view address);

}  // namespace parvis::accounts
