#include "app/records/consents.hpp"

#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::PersonId;
using store::Transaction;

constexpr db::Query consents_of_person{"consents_of_person", R"(
  SELECT c.consent_id, c.recipient, c.partner_id, c.purpose, c.given_on, c.withdrawn_on, p.name, c.kind,
         c.legal_ground
    FROM consent c LEFT JOIN partner p ON p.partner_id = c.partner_id
   WHERE c.city_id = $1 AND c.person_id = $2
   ORDER BY c.withdrawn_on IS NOT NULL, c.given_on, c.consent_id)"};
constexpr db::Query partners_open{
    "partners_open",
    "SELECT partner_id, name FROM partner WHERE city_id = $1 AND closed_on IS NULL ORDER BY name"};
constexpr db::Query is_open_partner{
    "is_open_partner", "SELECT 1 FROM partner WHERE city_id = $1 AND partner_id = $2 AND closed_on IS NULL"};
constexpr db::Query person_is_there{
    "person_is_there", "SELECT 1 FROM person WHERE city_id = $1 AND person_id = $2 AND merged_into IS NULL"};

// As they stand in the column.
std::string_view ground_id(store::LegalGround ground) {
  return ground == store::LegalGround::consent ? "consent" : "public_task";
}

Result<std::vector<Consent>, Failure> consents_in(Transaction& tx, PersonId person) {
  PARVIS_TRY(const auto rows, told(tx.all(consents_of_person, tx.city(), person)));
  std::vector<Consent> consents;
  for (const auto& row : rows) {
    const auto recipient = recipient_of(row.get<std::string>(1));
    const auto purpose = consent_purpose_of(row.get<std::string>(3));
    PARVIS_ASSERT(recipient && purpose);  // We wrote them.
    Consent consent;
    consent.id = row.get<std::int64_t>(0);
    consent.what = {*recipient, row.get<std::optional<store::PartnerId>>(2), *purpose};
    consent.given_on = row.get<Date>(4);
    consent.withdrawn_on = row.get<std::optional<Date>>(5);
    consent.partner_name = row.get<std::optional<std::string>>(6).value_or("");
    if (row.get<std::string>(7) == id_of(ConsentKind::waiver_of_secrecy))
      consent.kind = ConsentKind::waiver_of_secrecy;
    if (row.get<std::string>(8) == ground_id(store::LegalGround::public_task))
      consent.ground = store::LegalGround::public_task;
    consents.push_back(std::move(consent));
  }
  return consents;
}

}  // namespace

std::string_view id_of(Recipient recipient) {
  switch (recipient) {
    case Recipient::partner: return "partner";
    case Recipient::referrer: return "referrer";
    case Recipient::employment_service: return "employment_service";
    case Recipient::economic_assistance: break;
  }
  return "economic_assistance";
}

std::optional<Recipient> recipient_of(std::string_view id) {
  for (const auto recipient : all_recipients)
    if (id_of(recipient) == id) return recipient;
  return std::nullopt;
}

Message in_words(Recipient recipient) {
  switch (recipient) {
    case Recipient::partner: return say("A partner of the programme");
    case Recipient::referrer: return say("Whoever made the referral");
    case Recipient::employment_service: return say("The employment service");
    case Recipient::economic_assistance: break;
  }
  return say("Whoever decides on economic assistance");
}

std::string_view id_of(ConsentKind kind) {
  return kind == ConsentKind::consent ? "consent" : "waiver_of_secrecy";
}

ConsentKind kind_of(Recipient recipient) {
  return recipient == Recipient::partner ? ConsentKind::consent : ConsentKind::waiver_of_secrecy;
}

store::LegalGround ground_of(ConsentKind kind) {
  return kind == ConsentKind::consent ? store::LegalGround::consent : store::LegalGround::public_task;
}

std::string_view id_of(ConsentPurpose purpose) {
  return purpose == ConsentPurpose::finding_a_mentor ? "finding_a_mentor" : "follow_up";
}

std::optional<ConsentPurpose> consent_purpose_of(std::string_view id) {
  for (const auto purpose : all_consent_purposes)
    if (id_of(purpose) == id) return purpose;
  return std::nullopt;
}

Message in_words(ConsentPurpose purpose) {
  return purpose == ConsentPurpose::finding_a_mentor ? say("to find a mentor")
                                                     : say("to follow what becomes of it");
}

Result<std::int64_t, Failure> give_consent_in(Transaction& tx, PersonId person, const ConsentWish& wish) {
  PARVIS_TRY(const auto there, told(tx.first(person_is_there, tx.city(), person)));
  if (!there) return no(Failure(Refusal::no_such_person));
  if ((wish.recipient == Recipient::partner) != wish.partner.has_value())
    return no(Failure(Refusal::no_such_partner));
  if (wish.partner) {
    PARVIS_TRY(const auto partner, told(tx.first(is_open_partner, tx.city(), *wish.partner)));
    if (!partner) return no(Failure(Refusal::no_such_partner));
  }
  PARVIS_TRY(const auto all, consents_in(tx, person));
  for (const auto& one : all) {
    const bool is_same = one.what.recipient == wish.recipient && one.what.partner == wish.partner &&
                         one.what.purpose == wish.purpose;
    if (is_same && !one.withdrawn_on) return one.id;
  }
  const auto id = crypto::random_id();
  store::Cells cells{{"consent_id", id},
                     {"city_id", tx.city()},
                     {"person_id", person},
                     {"recipient", id_of(wish.recipient)},
                     {"purpose", id_of(wish.purpose)},
                     {"kind", id_of(kind_of(wish.recipient))},
                     {"legal_ground", ground_id(ground_of(kind_of(wish.recipient)))},
                     {"given_on", tx.now().day_utc()},
                     {"edition", 1}};
  if (wish.partner) cells.emplace_back("partner_id", *wish.partner);
  PARVIS_DONE(tx.add("consent", cells, person));
  tx.tell({Act::consent_given, person, "consent", id, {}, false});
  return id;
}

Result<std::int64_t, Failure> Consents::give(const store::Actor& actor, Moment now, PersonId person,
                                             const ConsentWish& wish) {
  return store_.transact(actor, now, [&](Transaction& tx) { return give_consent_in(tx, person, wish); });
}

Result<bool, Failure> Consents::withdraw(const store::Actor& actor, Moment now, PersonId person,
                                         std::int64_t consent) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto all, consents_in(tx, person));
    for (const auto& one : all) {
      if (one.id != consent) continue;
      if (one.withdrawn_on) return false;
      PARVIS_DONE(tx.change("consent", {db::value(consent)},
                            {{"withdrawn_on", tx.now().day_utc()}, {"edition", 2}}, person));
      tx.tell({Act::consent_withdrawn, person, "consent", consent, {}, false});
      return true;
    }
    return no(Failure(Refusal::no_such_consent));
  });
}

Result<std::vector<Consent>, Failure> Consents::of_person(const store::Actor& actor, Moment now,
                                                          PersonId person) {
  return store_.read(actor, now, [&](Transaction& tx) { return consents_in(tx, person); });
}

Result<std::vector<PartnerName>, Failure> Consents::partners(const store::Actor& actor, Moment now) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<PartnerName>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(partners_open, tx.city())));
    std::vector<PartnerName> partners;
    for (const auto& row : rows) partners.push_back({row.get<store::PartnerId>(0), row.get<std::string>(1)});
    return partners;
  });
}

}  // namespace parvis::records
