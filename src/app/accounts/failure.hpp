/// Why an act on accounts was not done: the rules said no, or the world failed.
#pragma once

#include <optional>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/db/db.hpp"

namespace parvis::accounts {

enum class Refusal {
  no_such_account,  ///< also when there is one that the asker may not see
  name_missing,
  email_strange,
  email_taken,
  person_has_account,
  already_disabled,
  not_allowed,        ///< above the giver's own, or to themself
  role_given_twice,   ///< an equal grant holds on one of these days already
  days_wrong_way,     ///< it would end before it begins
  no_such_grant,      ///< also: it has ended
  no_second_needed,   ///< also: somebody has confirmed it already
  link_used,          ///< used, too old, or never made
  password_too_weak,  ///< `Failure::password` says why
  wrong_code,         ///< from the app, or a recovery code
  identity_taken,     ///< another account is signed in to with it
  staff_need_two,     ///< a code alone is no way in for staff
  no_email,
  signs_in_already,  ///< has a password, an app or an identity: an invitation would take them over
  busy,              ///< too many sign in at this moment
};
inline constexpr int refusal_count = 19;
Message in_words(Refusal refusal);

struct Failure {
  std::optional<Refusal> refusal;
  std::optional<db::Fault> fault;
  Message password;  ///< what a password must be like, when it was too weak

  explicit Failure(Refusal rule) : refusal(rule) {}
  explicit Failure(db::Fault world);
};
Message in_words(const Failure& failure);

/// The answer of a statement, handed on as the act's own.
template <class Some>
Result<Some, Failure> told(Result<Some, db::Fault> answer) {
  if (!answer) return no(Failure(std::move(answer).error()));
  return std::move(*answer);
}

}  // namespace parvis::accounts

/// Leaves the act with the reason when a statement was not carried out.
#define PARVIS_ACCOUNTS_DONE(expression)             \
  if (auto parvis_done = (expression); !parvis_done) \
  return ::parvis::no(::parvis::accounts::Failure(std::move(parvis_done).error()))
