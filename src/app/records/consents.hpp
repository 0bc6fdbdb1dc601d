/// What a person has agreed to: to whom what is kept of them may be told, and for what (SECURITY promise 7). To a
/// partner it is a consent, to another authority a waiver of secrecy; both are given for one recipient and one purpose
/// and are withdrawn at once. Who may do what is asked before (domain/access, Thing::consents_and_waivers).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

enum class Recipient { partner, referrer, employment_service, economic_assistance };
inline constexpr std::array all_recipients{Recipient::partner, Recipient::referrer,
                                           Recipient::employment_service, Recipient::economic_assistance};
std::string_view id_of(Recipient recipient);
std::optional<Recipient> recipient_of(std::string_view id);
Message in_words(Recipient recipient);

enum class ConsentPurpose { finding_a_mentor, follow_up };
inline constexpr std::array all_consent_purposes{ConsentPurpose::finding_a_mentor, ConsentPurpose::follow_up};
std::string_view id_of(ConsentPurpose purpose);
std::optional<ConsentPurpose> consent_purpose_of(std::string_view id);
Message in_words(ConsentPurpose purpose);

/// Two things that are kept apart (requirement H): agreeing that somebody is told, and waiving the secrecy that an
/// authority would have to keep. Which of the two it is follows from the recipient.
enum class ConsentKind { consent, waiver_of_secrecy };
std::string_view id_of(ConsentKind kind);
ConsentKind kind_of(Recipient recipient);
/// On which ground what is told is kept and told: a field of its own. A waiver lifts secrecy and is no ground.
store::LegalGround ground_of(ConsentKind kind);

struct ConsentWish {
  Recipient recipient = Recipient::partner;
  std::optional<store::PartnerId> partner = {};  ///< where the recipient is one, and only there
  ConsentPurpose purpose = ConsentPurpose::finding_a_mentor;
};
struct Consent {
  std::int64_t id = 0;
  ConsentWish what;
  std::string partner_name;
  ConsentKind kind = ConsentKind::consent;
  store::LegalGround ground = store::LegalGround::consent;
  Date given_on;
  std::optional<Date> withdrawn_on;
};
struct PartnerName {
  store::PartnerId id;
  std::string name;
};

class Consents {
 public:
  explicit Consents(store::Store& store) : store_(store) {}

  /// Twice is once.
  Result<std::int64_t, Failure> give(const store::Actor& actor, Moment now, store::PersonId person,
                                     const ConsentWish& wish);
  /// From now on the recipient sees nothing that they saw by it.
  Result<bool, Failure> withdraw(const store::Actor& actor, Moment now, store::PersonId person,
                                 std::int64_t consent);
  /// Those that hold first, then those withdrawn. For whoever has just read the person: the log says nothing more.
  Result<std::vector<Consent>, Failure> of_person(const store::Actor& actor, Moment now,
                                                  store::PersonId person);
  /// By name: those to choose from.
  Result<std::vector<PartnerName>, Failure> partners(const store::Actor& actor, Moment now);

 private:
  store::Store& store_;
};

/// The same within an act.
Result<std::int64_t, Failure> give_consent_in(store::Transaction& tx, store::PersonId person,
                                              const ConsentWish& wish);

}  // namespace parvis::records
