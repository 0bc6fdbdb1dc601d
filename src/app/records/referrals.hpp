/// Referrals (B4): a case worker applies for somebody, with their consent, says from where, at what stage and alongside
/// what, and sees what became of it — as long as the person lets them. Who may do what is asked before (domain/access,
/// Tie::own_referral).
#pragma once

#include <array>

#include "app/records/applications.hpp"
#include "app/records/people.hpp"

namespace parvis::records {

/// Where the case worker works.
enum class Sender {
  job_centre,
  employment_service,
  language_school,
  establishment_centre,
  district_mother,
  outreach,
  association,
  another
};
inline constexpr std::array all_senders{Sender::job_centre,      Sender::employment_service,
                                        Sender::language_school, Sender::establishment_centre,
                                        Sender::district_mother, Sender::outreach,
                                        Sender::association,     Sender::another};
std::string_view id_of(Sender sender);
std::optional<Sender> sender_of(std::string_view id);
Message in_words(Sender sender);

/// How far the person has come on the way to work.
enum class ReferralStage { beginning, under_way, close_to_work };
inline constexpr std::array all_referral_stages{ReferralStage::beginning, ReferralStage::under_way,
                                                ReferralStage::close_to_work};
std::string_view id_of(ReferralStage stage);
std::optional<ReferralStage> referral_stage_of(std::string_view id);
Message in_words(ReferralStage stage);

/// The insats beside which the mentor programme goes.
enum class Alongside { coaching, vocational_course, trainee_place };
inline constexpr std::array all_alongside{Alongside::coaching, Alongside::vocational_course,
                                          Alongside::trainee_place};
std::string_view id_of(Alongside insats);
std::optional<Alongside> alongside_of(std::string_view id);
Message in_words(Alongside insats);

struct ReferralDetails {
  Sender sender = Sender::another;
  std::optional<ReferralStage> stage = {};
  std::optional<Alongside> alongside = {};
  bool has_consent = false;  ///< the person lets the case worker follow what becomes of it
};

/// What became of it: status and no content.
enum class Became {
  applied,
  needs_more,
  not_for_them,
  waits,
  something_under_way,
  in_a_pair,
  pair_ended,
  ended
};
Message in_words(Became what);

struct ReferralRow {
  PersonId person;
  std::string name;
  ProgrammeId programme;
  ReferralDetails details;
  Date referred_on;
  Became became = Became::applied;
};

class Referrals {
 public:
  Referrals(store::Store& store, const People& people) : store_(store), people_(people) {}

  /// Person, application, referral and waiver are one act. Refuses without the person's consent.
  Result<PersonId, Failure> refer(const Actor& actor, Moment now, const PersonDetails& person,
                                  const ApplicationDetails& application, const ReferralDetails& referral,
                                  const access::RowScope& scope = whole_city());
  /// The actor's own, the newest first; not those whose waiver has been withdrawn.
  Result<std::vector<ReferralRow>, Failure> own(const Actor& actor, Moment now);

 private:
  store::Store& store_;
  const People& people_;
};

}  // namespace parvis::records
