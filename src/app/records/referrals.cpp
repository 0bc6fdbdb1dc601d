#include "app/records/referrals.hpp"

#include "app/records/consents.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Transaction;

constexpr db::Query own_referrals{"own_referrals", R"(
  SELECT r.person_id, p.name, a.programme_id, r.sender, r.stage, r.alongside, r.referred_on, a.state,
         (SELECT MAX(CASE WHEN d.ended_on IS NULL THEN 2 ELSE 1 END) FROM pair d
           WHERE d.adept_application_id = a.application_id),
         (SELECT 1 FROM held_adept h WHERE h.application_id = a.application_id)
    FROM referral r
    JOIN application a ON a.application_id = r.application_id
    JOIN person p ON p.person_id = a.person_id
   WHERE r.city_id = $1 AND r.referred_by = $2 AND p.merged_into IS NULL
     AND EXISTS (SELECT 1 FROM consent c WHERE c.person_id = a.person_id AND c.recipient = 'referrer'
                    AND c.withdrawn_on IS NULL)
   ORDER BY r.referred_on DESC, r.referral_id)"};

Became became(lives::ApplicationState state, std::optional<std::int64_t> pairs, bool is_held) {
  using enum lives::ApplicationState;
  if (pairs == 2) return Became::in_a_pair;
  if (pairs == 1) return Became::pair_ended;
  switch (state) {
    case submitted: return Became::applied;
    case needs_more: return Became::needs_more;
    case not_eligible: return Became::not_for_them;
    case eligible: return is_held ? Became::something_under_way : Became::waits;
    case withdrawn:
    case closed: break;
  }
  return Became::ended;
}

template <class Kind>
db::Value id_or_nothing(const std::optional<Kind>& kind) {
  if (!kind) return db::Null{};
  return std::string(id_of(*kind));
}

}  // namespace

std::string_view id_of(Sender sender) {
  switch (sender) {
    case Sender::job_centre: return "job_centre";
    case Sender::employment_service: return "employment_service";
    case Sender::language_school: return "language_school";
    case Sender::establishment_centre: return "establishment_centre";
    case Sender::district_mother: return "district_mother";
    case Sender::outreach: return "outreach";
    case Sender::association: return "association";
    case Sender::another: break;
  }
  return "another";
}

std::optional<Sender> sender_of(std::string_view id) {
  for (const auto sender : all_senders)
    if (id_of(sender) == id) return sender;
  return std::nullopt;
}

Message in_words(Sender sender) {
  switch (sender) {
    case Sender::job_centre: return say("The city’s job centre");
    case Sender::employment_service: return say("The employment service");
    case Sender::language_school: return say("A school of Swedish (sfi)");
    case Sender::establishment_centre: return say("The establishment centre");
    case Sender::district_mother: return say("A district mother");
    case Sender::outreach: return say("Outreach staff");
    case Sender::association: return say("An association");
    case Sender::another: break;
  }
  return say("Somebody else");
}

std::string_view id_of(ReferralStage stage) {
  switch (stage) {
    case ReferralStage::beginning: return "beginning";
    case ReferralStage::under_way: return "under_way";
    case ReferralStage::close_to_work: break;
  }
  return "close_to_work";
}

std::optional<ReferralStage> referral_stage_of(std::string_view id) {
  for (const auto stage : all_referral_stages)
    if (id_of(stage) == id) return stage;
  return std::nullopt;
}

Message in_words(ReferralStage stage) {
  switch (stage) {
    case ReferralStage::beginning: return say("At the beginning");
    case ReferralStage::under_way: return say("Some way on");
    case ReferralStage::close_to_work: break;
  }
  return say("Close to work");
}

std::string_view id_of(Alongside insats) {
  switch (insats) {
    case Alongside::coaching: return "coaching";
    case Alongside::vocational_course: return "vocational_course";
    case Alongside::trainee_place: break;
  }
  return "trainee_place";
}

std::optional<Alongside> alongside_of(std::string_view id) {
  for (const auto insats : all_alongside)
    if (id_of(insats) == id) return insats;
  return std::nullopt;
}

Message in_words(Alongside insats) {
  switch (insats) {
    case Alongside::coaching: return say("Coaching");
    case Alongside::vocational_course: return say("A vocational course");
    case Alongside::trainee_place: break;
  }
  return say("A trainee place");
}

Message in_words(Became what) {
  switch (what) {
    case Became::applied: return say("Waits for the first answer");
    case Became::needs_more: return say("Something is missing in the application");
    case Became::not_for_them: return say("The programme did not fit");
    case Became::waits: return say("Waits for a mentor");
    case Became::something_under_way: return say("A mentor may have been found");
    case Became::in_a_pair: return say("Has a mentor");
    case Became::pair_ended: return say("Has had a mentor");
    case Became::ended: break;
  }
  return say("The application is closed");
}

Result<PersonId, Failure> Referrals::refer(const Actor& actor, Moment now, const PersonDetails& person,
                                           const ApplicationDetails& application,
                                           const ReferralDetails& referral, const access::RowScope& scope) {
  if (!actor.account) return no(Failure(Refusal::nobody_named));
  if (!referral.has_consent) return no(Failure(Refusal::consent_missing));
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<PersonId, Failure> {
    PARVIS_TRY(const auto id, people_.add_in(tx, person, scope));
    PARVIS_TRY(const auto applied, apply_in(tx, id, application));
    const auto number = crypto::random_id();
    PARVIS_DONE(tx.add("referral",
                       {{"referral_id", number},
                        {"city_id", tx.city()},
                        {"application_id", applied},
                        {"person_id", id},
                        {"referred_by", *actor.account},
                        {"sender", id_of(referral.sender)},
                        {"stage", id_or_nothing(referral.stage)},
                        {"alongside", id_or_nothing(referral.alongside)},
                        {"referred_on", tx.now().day_utc()},
                        {"edition", 1}},
                       id));
    tx.tell({Act::person_referred, id, "referral", number, {}, false});
    PARVIS_TRY([[maybe_unused]] const auto waiver,
               give_consent_in(tx, id, {Recipient::referrer, {}, ConsentPurpose::follow_up}));
    return id;
  });
}

Result<std::vector<ReferralRow>, Failure> Referrals::own(const Actor& actor, Moment now) {
  if (!actor.account) return no(Failure(Refusal::nobody_named));
  PARVIS_DONE(store_.log(actor, now, {Act::people_listed, {}, "referral", {}, {}, false}));
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<ReferralRow>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(own_referrals, tx.city(), *actor.account)));
    std::vector<ReferralRow> all;
    for (const auto& row : rows) {
      const auto sender = sender_of(row.get<std::string>(3));
      const auto state = lives::application_state_of(row.get<std::string>(7));
      PARVIS_ASSERT(sender && state);  // We wrote them.
      ReferralRow one;
      one.person = row.get<PersonId>(0);
      one.name = row.get<std::string>(1);
      one.programme = row.get<ProgrammeId>(2);
      one.details.sender = *sender;
      one.details.stage = referral_stage_of(row.get<std::optional<std::string>>(4).value_or(""));
      one.details.alongside = alongside_of(row.get<std::optional<std::string>>(5).value_or(""));
      one.details.has_consent = true;
      one.referred_on = row.get<Date>(6);
      one.became = became(*state, row.get<std::optional<std::int64_t>>(8),
                          row.get<std::optional<std::int64_t>>(9).has_value());
      all.push_back(std::move(one));
    }
    return all;
  });
}

}  // namespace parvis::records
