#include "app/records/referrals.hpp"

#include <gmock/gmock.h>

#include "app/records/consents.hpp"
#include "app/records/fixture_programme.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/standing.hpp"

namespace parvis::records {
namespace {

using lives::Part;

class Referred : public testing::TestWithParam<db::Engine> {
 protected:
  Referred() {
    for (const std::int64_t account : {70, 71})
      EXPECT_TRUE(city->transact(city.actor(), now, [&](store::Transaction& tx) {
        tx.tell({store::Act::account_made, {}, "account", account, {}, false});
        return tx.add("account", {{"account_id", account},
                                  {"city_id", 1},
                                  {"name", "Jonas"},
                                  {"language", "sv"},
                                  {"made_at", now},
                                  {"edition", 1}});
      }));
  }
  static store::Actor case_worker(std::int64_t account) {
    return {store::Actor::Kind::account, store::AccountId{account}, "referrer", store::CityId{1}};
  }
  Result<PersonId, Failure> refer(const std::string& name, bool agrees = true) {
    PersonDetails details;
    details.known.name = name;
    details.known.swedish = people::Level::b1;
    details.known.occupation = at.taxonomy->find("svetsare").occupation;
    ReferralDetails referral{Sender::job_centre, ReferralStage::under_way, Alongside::coaching, agrees};
    return referrals.refer(jonas, now, details, at.details(Part::adept), referral);
  }
  access::Relation relation(const store::Actor& actor, PersonId person) {
    const auto standing = standing_of(*city, actor, now, person).value();
    return relation_to(*city, actor, now, {}, person, standing).value();
  }
  std::vector<ReferralRow> own(const store::Actor& actor) { return referrals.own(actor, now).value(); }

  FixtureProgramme at{GetParam()};
  store::FixtureStore& city = at.city;
  const Moment now = at.now;
  const store::Actor jonas = case_worker(70), another = case_worker(71);
  Referrals referrals{*city, at.people};
  Consents consents{*city};
};

TEST_P(Referred, IsSeenByWhoReferredThemAndByNoOtherCaseWorker) {
  const auto id = refer("Yara Ny").value();
  ASSERT_EQ(own(jonas).size(), 1u);
  EXPECT_EQ(own(jonas)[0].person, id);
  EXPECT_EQ(own(jonas)[0].became, Became::applied);
  EXPECT_EQ(own(jonas)[0].details.alongside, Alongside::coaching);
  EXPECT_TRUE(own(another).empty());
  EXPECT_TRUE(relation(jonas, id).own_referral);
  EXPECT_FALSE(relation(another, id).own_referral);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Referred, IsNotWithoutConsentAndIsNoOnesWhenItIsWithdrawn) {
  EXPECT_EQ(refer("Yara Nej", false).error().refusal, Refusal::consent_missing);
  EXPECT_TRUE(own(jonas).empty()) << "nothing was half done";
  const auto id = refer("Yara Ja").value();
  const auto all = consents.of_person(jonas, now, id).value();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].what.recipient, Recipient::referrer);
  ASSERT_TRUE(consents.withdraw(city.actor(), now, id, all[0].id));
  EXPECT_TRUE(own(jonas).empty());
  EXPECT_FALSE(relation(jonas, id).own_referral);
  EXPECT_FALSE(consents.withdraw(city.actor(), now, id, all[0].id).value()) << "twice is once";
  EXPECT_TRUE(consents.of_person(jonas, now, id).value()[0].withdrawn_on.has_value());
}

TEST_P(Referred, TellsWhatBecameOfIt) {
  const auto id = refer("Yara Par").value();
  const auto application = at.applications.of_person(city.actor(), now, id).value()[0].id;
  ASSERT_TRUE(at.applications.move(at.karin, now, application, 1, lives::ApplicationMove::find_eligible));
  EXPECT_EQ(own(jonas)[0].became, Became::waits);
  const auto mentor = at.waiting("Bo Mentor", Part::mentor, 2);
  const auto run = at.rounds.run(at.karin, now, at.wish());
  ASSERT_TRUE(run);
  const auto proposal =
      at.proposals.propose_by_hand(at.karin, now, run->id, {application, mentor},
                                   {lives::Reason::coordinator_knows_more, "Bra ihop.", Rules::hold});
  ASSERT_TRUE(proposal);
  EXPECT_EQ(own(jonas)[0].became, Became::something_under_way);
  ASSERT_TRUE(at.proposals.decide(at.karin, now, *proposal, 1, lives::ProposalMove::approve));
  ASSERT_TRUE(at.proposals.decide(at.karin, now, *proposal, 2, lives::ProposalMove::accept));
  EXPECT_EQ(own(jonas)[0].became, Became::in_a_pair);
}

TEST_P(Referred, GoesAlongWhenTwoRecordsBecomeOneAndBack) {
  const auto id = refer("Yara Dubbel").value();
  PersonDetails details;
  details.known.name = "Yara Dubbel";
  const auto kept = at.people.add(city.actor(), now, details).value();
  ASSERT_TRUE(at.people.merge(city.actor(), now, kept, id));
  ASSERT_EQ(own(jonas).size(), 1u);
  EXPECT_EQ(own(jonas)[0].person, kept);
  EXPECT_TRUE(relation(jonas, kept).own_referral);
  EXPECT_EQ(at.people.merged_with(city.actor(), now, kept).value().size(), 1u);
  ASSERT_TRUE(at.people.take_merge_back(city.actor(), now, id));
  EXPECT_EQ(own(jonas)[0].person, id);
  EXPECT_TRUE(at.people.merged_with(city.actor(), now, kept).value().empty());
}

TEST_P(Referred, LeavesNothingBehindTheWall) {
  const auto id = refer("Yara Dold").value();
  ASSERT_TRUE(ProtectedPeople(*city).protect(city.actor(), now, id, "Asken"));
  EXPECT_TRUE(own(jonas).empty());
  EXPECT_FALSE(relation(jonas, id).own_referral);
  EXPECT_TRUE(store::table_after(*city, city.city(), "consent", INT64_MAX)->empty());
  const auto left = store::table_after(*city, city.city(), "referral", INT64_MAX);
  ASSERT_EQ(left->size(), 1u) << "it stays as a row that only counts";
  for (const auto& [column, cell] : left->front().cells)
    if (column == "person_id" || column == "stage") EXPECT_EQ(cell, db::Value(db::Null{})) << column;
}

TEST_P(Referred, AWaiverOfSecrecyIsNoConsentAndEachHasItsLegalGround) {
  const auto id = refer("Yara Ny").value();
  ASSERT_TRUE(
      consents.give(city.actor(), now, id, {Recipient::employment_service, {}, ConsentPurpose::follow_up}));
  const auto all = consents.of_person(city.actor(), now, id).value();
  ASSERT_FALSE(all.empty());
  for (const auto& one : all) {
    const bool is_waiver = one.what.recipient != Recipient::partner;
    EXPECT_EQ(one.kind == ConsentKind::waiver_of_secrecy, is_waiver);
    EXPECT_EQ(one.ground, is_waiver ? store::LegalGround::public_task : store::LegalGround::consent);
    ASSERT_TRUE(consents.withdraw(city.actor(), now, id, one.id));
  }
  for (const auto& one : consents.of_person(city.actor(), now, id).value())
    EXPECT_EQ(one.withdrawn_on, now.day_utc()) << "withdrawn at once";
}

TEST_P(Referred, AConsentToAPartnerIsOneAndNamesIt) {
  const auto id = refer("Yara Förbund").value();
  const auto partner =
      city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<store::PartnerId, Failure> {
        tx.tell({store::Act::applied, {}, {}, {}, {}, false});
        return partner_named_in(tx, "Förbundet");
      });
  ASSERT_TRUE(partner);
  const ConsentWish wish{Recipient::partner, *partner, ConsentPurpose::finding_a_mentor};
  const auto given = consents.give(city.actor(), now, id, wish);
  ASSERT_TRUE(given);
  EXPECT_EQ(consents.give(city.actor(), now, id, wish).value(), *given) << "twice is once";
  EXPECT_THAT(relation(jonas, id).consented, testing::ElementsAre(access::PartnerId{partner->number}));
  EXPECT_EQ(consents.give(city.actor(), now, id, {Recipient::partner, {}, {}}).error().refusal,
            Refusal::no_such_partner);
  EXPECT_EQ(
      consents.give(city.actor(), now, id, {Recipient::partner, store::PartnerId{99}, {}}).error().refusal,
      Refusal::no_such_partner);
  EXPECT_EQ(consents.give(city.actor(), now, PersonId{99}, wish).error().refusal, Refusal::no_such_person);
  ASSERT_TRUE(consents.withdraw(city.actor(), now, id, *given));
  EXPECT_TRUE(relation(jonas, id).consented.empty());
  EXPECT_EQ(consents.withdraw(city.actor(), now, id, 99).error().refusal, Refusal::no_such_consent);
}

INSTANTIATE_TEST_SUITE_P(Engines, Referred, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& info) { return db::name_of(info.param); });

}  // namespace
}  // namespace parvis::records
