#include "app/accounts/failure.hpp"

#include "app/accounts/sign_in.hpp"

namespace parvis::accounts {
namespace {

std::optional<Refusal> rule_behind(const db::Fault& fault) {
  if (fault.constraint == "one_account_per_email") return Refusal::email_taken;
  if (fault.constraint == "one_account_per_person") return Refusal::person_has_account;
  if (fault.constraint == "one_account_per_identity") return Refusal::identity_taken;
  return std::nullopt;
}

}  // namespace

// A constraint that a rule stands behind is that rule's no.
Failure::Failure(db::Fault world) : refusal(rule_behind(world)) {
  if (!refusal) fault = std::move(world);
}

Message in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_account: return say("There is no such account. Perhaps the address is wrong.");
    case Refusal::name_missing: return say("Write the person’s name.");
    case Refusal::email_strange: return say("Write a whole e-mail address, such as asa@example.org.");
    case Refusal::email_taken: return say("There is an account with this e-mail address already.");
    case Refusal::person_has_account: return say("This person has an account already.");
    case Refusal::already_disabled: return say("This account is closed already.");
    case Refusal::not_allowed:
      return say("You cannot give or end this role. Ask somebody whose own role is wider.");
    case Refusal::role_given_twice: return say("The account has this role already in that time.");
    case Refusal::days_wrong_way: return say("The last day must not be before the first day.");
    case Refusal::no_such_grant:
      return say("This role is not there any more. It may have been ended already.");
    case Refusal::no_second_needed: return say("Nobody else needs to confirm this role.");
    case Refusal::link_used: return say("This link has been used or is too old. Ask for a new one.");
    case Refusal::password_too_weak: return say("Choose another password.");
    case Refusal::wrong_code:
      return say("The code is not right, or has been used. Wait for the next one in the app and try again.");
    case Refusal::identity_taken: return say("Another account is signed in to with this identity already.");
    case Refusal::staff_need_two:
      return say("This account is signed in to with two steps. A code alone does not open it.");
    case Refusal::no_email: return say("This account has no e-mail address.");
    case Refusal::signs_in_already:
      return say(
          "This account is signed in to already, so it cannot be invited. Whoever has lost password and app "
          "gets new ones from the person who runs Parvis.");
    case Refusal::busy: return say("Many people are signing in right now. Try again in a moment.");
  }
  return {};
}

Message in_words(const Failure& failure) {
  if (!failure.password.empty()) return failure.password;
  if (failure.refusal) return in_words(*failure.refusal);
  return say("Parvis cannot reach its memory right now. Nothing was changed; try again in a moment.");
}

Message in_words(const SignInNo& no) {
  using Why = SignInNo::Why;
  switch (no.why) {
    case Why::wrong:
      return say("E-mail address and password do not belong together. Try again, or ask for a new password.");
    case Why::wrong_code:
      return say("The code is not right, or has been used, or is too old. Try the next one.");
    case Why::begin_again: return say("That took too long, or too many codes were wrong. Begin again.");
    case Why::wait:
      return say_n("Too many tries. Wait {n} second, then try again.",
                   "Too many tries. Wait {n} seconds, then try again.", no.wait_s);
    case Why::busy: return say("Many people are signing in right now. Try again in a moment.");
    case Why::unknown_identity:
      return say("We do not know you yet. Use the link in your invitation, or ask your coordinator.");
    case Why::no_second_step:
      return say(
          "Your role needs two steps, and the sign-in service asked for one. Sign in with your password and "
          "code, or ask for a new invitation.");
    case Why::fault: return say("Parvis cannot reach its memory right now. Try again in a moment.");
  }
  return {};
}

}  // namespace parvis::accounts
