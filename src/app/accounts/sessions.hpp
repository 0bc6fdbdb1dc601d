/// Who is at the page. A session is a row with the hash of a 128-bit key that only the browser has; it ends on the
/// server: at sign-out, when the account is disabled, when a role changes, after 30 minutes without a visit for
/// staff and 60 for others, and after 12 hours in any case; after an hour when a coordinator sits beside.
///
///   PARVIS_TRY(const auto visitor, sessions.who(city, now, cookie));    // one indexed read
///   if (visitor && is_right_csrf(form)) …
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/accounts/accounts.hpp"

namespace parvis::accounts {

using SessionId = Id<struct SessionKind>;

inline constexpr std::int64_t staff_idle_s = 30 * 60, others_idle_s = 60 * 60, longest_session_s = 12 * 3600,
                              fresh_s = 10 * 60, beside_s = 60 * 60;

/// Who has signed in, whole.
struct SignedIn {
  SessionId session;
  AccountId account;
  std::optional<PersonId> person;
  std::string name, language;
  access::Asker asker;
  bool is_staff = false;            ///< holds a staff role today
  Moment fresh_until;               ///< ten minutes after they last proved who they are
  std::optional<AccountId> helper;  ///< the coordinator who sat beside them
  std::string csrf_token;           ///< stands in every form of this session

  bool is_fresh(Moment now) const { return now <= fresh_until; }
  /// For the log: `role` is the one by which it is allowed (Verdict::grant), or none.
  Actor actor(CityId city, std::optional<access::Role> role = {}) const;
};
/// A person at a page: signed in, or not (yet).
using Visitor = std::optional<SignedIn>;

/// Compared without telling where they differ.
bool is_csrf_token_of(const SignedIn& who, std::string_view given);

/// One of one's own sign-ins, as the page Mina inloggningar shows it.
struct OwnSession {
  SessionId id;
  Moment signed_in_at, last_seen_at;
  Message browser;  ///< "Firefox on Windows"
  bool is_this_one = false;
  bool was_helped = false;
};

class Sessions {
 public:
  explicit Sessions(Store& store) : store_(store) {}

  /// Nobody for a key that is unknown, not whole or over. When somebody was last seen is written at most once a
  /// minute.
  Result<Visitor, Failure> who(CityId city, Moment now, std::string_view key);
  Result<void, Failure> sign_out(CityId city, Moment now, const SignedIn& who);
  Result<std::vector<OwnSession>, Failure> own(CityId city, Moment now, const SignedIn& who);
  /// One of one's own. Refuses no other's: it is not there.
  Result<bool, Failure> end(CityId city, Moment now, const SignedIn& who, SessionId session);
  Result<int, Failure> end_others(CityId city, Moment now, const SignedIn& who);
  /// Rows of sessions and codes that are over. For the nightly job. How many.
  Result<std::int64_t, Failure> sweep(CityId city, Moment now);

 private:
  Store& store_;
};

}  // namespace parvis::accounts
