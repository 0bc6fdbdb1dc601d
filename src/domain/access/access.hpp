/// Who may do what: the one policy function of Parvis. Nothing is allowed that no rule allows (rules.cpp), and "not
/// yours" is the same answer as "not there". Source: SECURITY's table; docs/access.md; tests/access_things.csv.
///
///   const Verdict verdict = may(asker, Thing::adept_contact, Doing::read, relation, today);
///   if (!verdict.is_allowed()) return no(denied_in_words());
///   if (verdict.conditions.has(Condition::needs_reason) && reason.empty()) …
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "domain/access/role.hpp"
#include "domain/access/thing.hpp"

namespace parvis::access {

/// The account that asks. A grant of a staff role does not hold in a session without a second factor.
struct Asker {
  bool is_signed_in = false;
  bool has_second_factor = false;
  std::vector<Grant> grants;
};
/// The grants that count today, in this session.
std::vector<Grant> grants_that_hold(const Asker& asker, Date day);

enum class PairTie { none, ended, active };

/// What the caller has loaded about the thing: facts, not conclusions. What is not known is left as it is here, and
/// denies.
struct Relation {
  bool own = false;                     ///< about the asker themself, or their own account
  PairTie own_pair = PairTie::none;     ///< the other half of the asker's own pair, or the pair itself
  bool own_referral = false;            ///< the asker referred this person
  bool own_note = false;                ///< the asker wrote it
  bool own_proposal = false;            ///< the asker proposed this import or erasure
  std::vector<ProgrammeId> programmes;  ///< in which it stands
  std::vector<PartnerId> partners;      ///< to which it belongs
  std::vector<PartnerId> consented;     ///< those of them that the person has consented to
  bool is_protected = false;            ///< a person with protected identity, or anything of theirs
  std::optional<Grant> offered;         ///< the grant that is invited to, given or ended
};

/// What an allowed act comes with, from mild to strict: of two verdicts the milder is the wider.
enum class Condition {
  fresh_sign_in,    ///< signed in anew a few minutes ago
  needs_reason,     ///< a reason is chosen and logged
  masked,           ///< until "show", which is asked for by itself and logged
  one_at_a_time,    ///< never in a list
  second_person,    ///< another who may do the same says yes as well
  without_content,  ///< that and when, not what
  status_only,
  yes_no_only,
  name_only,
  aggregate_only,  ///< in figures, never as a row
};
class Conditions {
 public:
  constexpr Conditions() = default;
  constexpr Conditions(std::initializer_list<Condition> conditions) {
    for (const Condition condition : conditions) bits_ |= bit(condition);
  }
  constexpr bool has(Condition condition) const { return (bits_ & bit(condition)) != 0; }
  constexpr Conditions with(Condition condition) const {
    Conditions more = *this;
    more.bits_ |= bit(condition);
    return more;
  }
  /// The milder first.
  friend constexpr auto operator<=>(Conditions, Conditions) = default;

 private:
  static constexpr std::uint32_t bit(Condition condition) { return 1u << static_cast<unsigned>(condition); }
  std::uint32_t bits_ = 0;
};
inline constexpr int condition_count = 10;
std::string_view id_of(Condition condition);

/// Whether a reading is to be logged, and as what.
enum class ReadingLog { none, p1, p0 };

class Verdict {
 public:
  Verdict() = default;  ///< denied
  Verdict(Conditions with, ReadingLog log, std::optional<Grant> by)
      : conditions(with), reading_log(log), grant(std::move(by)), allowed_(true) {}
  bool is_allowed() const { return allowed_; }

  Conditions conditions;
  ReadingLog reading_log = ReadingLog::none;
  std::optional<Grant> grant;  ///< by which it is allowed; nothing when every signed-in person may
  friend bool operator==(const Verdict&, const Verdict&) = default;

 private:
  bool allowed_ = false;
};

/// The answer for this asker, thing, doing and day. Of several roles the widest verdict wins, each judged by its own
/// programme and partner.
Verdict may(const Asker& asker, Thing thing, Doing doing, const Relation& relation, Date day);

/// What is said to a person who is denied, whatever the cause: it is not there, or not theirs, or protected.
Message denied_in_words();

}  // namespace parvis::access
