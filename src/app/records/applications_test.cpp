#include "app/records/applications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/records/fixture_programme.hpp"
#include "app/records/target_groups.hpp"

namespace parvis::records {
namespace {

using lives::ApplicationMove;
using lives::ApplicationState;
using lives::Part;
using lives::Reason;
using testing::ElementsAre;

class Applying : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  Applying() : FixtureProgramme(GetParam()) {}
  std::vector<std::string> listed(ApplicationFilter filter, const access::RowScope& scope = whole_city()) {
    std::vector<std::string> names;
    std::optional<AfterRow> after;
    do {
      const auto page = applications.list(karin, now, scope, filter, 2, after).value();
      for (const auto& row : page.rows) names.push_back(row.name);
      after = page.next;
    } while (after);
    return names;
  }
};

TEST_P(Applying, GivesBackAnApplicationAsItWasMade) {
  auto wished = details(Part::mentor, 3);
  wished.wishes = std::vector{people::Wish::woman};
  wished.training = std::vector<std::string>{"introduktion"};
  wished.record_check = {false, std::nullopt, std::nullopt};
  wished.least_swedish = people::Level::a2;
  wished.offers = std::vector{people::Offer::contacts};
  const auto mentor = person("Bo Ek");
  const auto read = record(applications.apply(city.actor(), now, mentor, wished).value());
  EXPECT_EQ(read.person, mentor);
  EXPECT_EQ(read.state, ApplicationState::submitted);
  EXPECT_EQ(read.details.wishes, wished.wishes);
  EXPECT_EQ(read.details.training, wished.training);
  EXPECT_EQ(read.details.record_check.shown, false);
  EXPECT_EQ(read.details.least_swedish, wished.least_swedish);
  EXPECT_EQ(read.details.offers, wished.offers);
  EXPECT_EQ(read.details.capacity, 3);
  EXPECT_EQ(read.details.applied_on, wished.applied_on);
}

TEST_P(Applying, AnAdeptBelongsToTheGroupsThatAreTickedFromThatDayOn) {
  using enum people::TargetGroup;
  const auto amira = person("Amira");
  auto wished = details(Part::adept);
  wished.target_groups = {newly_arrived, short_education};
  const auto id = applications.apply(karin, now, amira, wished).value();
  const auto groups_on = [&](Date day) {
    return city->read(karin, now, [&](store::Transaction& tx) { return target_groups_on(tx, amira, day); })
        .value();
  };
  const auto day_after = [](Date day, int days) { return Date::from_days(day.days_since_1970() + days); };
  const auto first = wished.applied_on;
  const auto later = now.plus_seconds(40 * 86400);
  const auto that_day = later.day_utc();
  ASSERT_THAT(groups_on(that_day), ElementsAre(newly_arrived, short_education));
  wished.target_groups = {parental_leave, short_education};
  ASSERT_TRUE(applications.correct(karin, later, id, 1, wished));
  EXPECT_THAT(groups_on(that_day), ElementsAre(parental_leave, short_education));
  EXPECT_THAT(groups_on(day_after(that_day, -1)), ElementsAre(newly_arrived, short_education));
  EXPECT_THAT(groups_on(first), ElementsAre(newly_arrived, short_education));
  // A slip of the same day leaves nothing behind, and what is ticked again goes on.
  wished.target_groups = {short_education};
  ASSERT_TRUE(applications.correct(karin, later, id, 2, wished));
  EXPECT_THAT(groups_on(day_after(that_day, 400)), ElementsAre(short_education));
  wished.target_groups = {newly_arrived, short_education};
  ASSERT_TRUE(applications.correct(karin, later, id, 3, wished));
  EXPECT_THAT(groups_on(that_day), ElementsAre(newly_arrived, short_education));
}

TEST_P(Applying, ARecordCheckHoldsToItsLastDay) {
  const RecordCheck check{true, std::nullopt, Date::from_iso("2026-11-02")};
  EXPECT_EQ(check.shown_for(*Date::from_iso("2026-11-02")), true);
  EXPECT_EQ(check.shown_for(*Date::from_iso("2026-11-03")), false);
  EXPECT_EQ(RecordCheck{}.shown_for(*Date::from_iso("2026-11-03")), std::nullopt);
}

TEST_P(Applying, OneAppliesOnceToAProgrammeInEachPart) {
  const auto amira = person("Amira");
  const auto first = apply(amira, Part::adept);
  EXPECT_EQ(applications.apply(karin, now, amira, details(Part::adept)).error().refusal,
            Refusal::applied_already);
  apply(amira, Part::mentor);
  ASSERT_TRUE(applications.move(karin, now, first, 1, ApplicationMove::withdraw, Reason::found_work));
  EXPECT_TRUE(applications.apply(karin, now, amira, details(Part::adept)));
}

TEST_P(Applying, AnUnknownTrackProgrammeOrPersonIsRefused) {
  auto wished = details(Part::adept);
  EXPECT_EQ(applications.apply(karin, now, PersonId{99}, wished).error().refusal, Refusal::no_such_person);
  wished.track = "nowhere";
  const auto amira = person("Amira");
  EXPECT_EQ(applications.apply(karin, now, amira, wished).error().refusal, Refusal::no_such_track);
  wished.track.reset();
  wished.programme = ProgrammeId{99};
  EXPECT_EQ(applications.apply(karin, now, amira, wished).error().refusal, Refusal::no_such_programme);
}

TEST_P(Applying, ADecisionNeedsAReasonOfItsListAndIsMadeOnce) {
  const auto id = apply(person("Amira"), Part::adept);
  EXPECT_EQ(applications.move(karin, now, id, 1, ApplicationMove::find_not_eligible, Reason::goals_reached)
                .error()
                .refusal,
            Refusal::reason_missing);
  ASSERT_TRUE(applications.move(karin, now, id, 1, ApplicationMove::ask_for_more, Reason::details_missing));
  EXPECT_EQ(applications.move(karin, now, id, 1, ApplicationMove::complete).error().refusal,
            Refusal::changed_meanwhile);
  ASSERT_TRUE(applications.move(karin, now, id, 2, ApplicationMove::complete));
  ASSERT_TRUE(applications.move(karin, now, id, 3, ApplicationMove::find_not_eligible,
                                Reason::other_help_fits_better));
  EXPECT_EQ(applications.move(karin, now, id, 4, ApplicationMove::find_eligible).error().refusal,
            Refusal::move_not_open);
  EXPECT_EQ(record(id).ended_on, now.day_utc());
}

TEST_P(Applying, AMentorHasAsManyPlacesAsTheySay) {
  const auto id = apply(person("Bo"), Part::mentor, 3);
  auto wished = details(Part::mentor, 1);
  ASSERT_TRUE(applications.correct(karin, now, id, 1, wished));
  EXPECT_EQ(store::table_after(*city, city.city(), "mentor_place", INT64_MAX)->size(), 1u);
  wished.capacity = 4;
  ASSERT_TRUE(applications.correct(karin, now, id, 2, wished));
  EXPECT_EQ(store::table_after(*city, city.city(), "mentor_place", INT64_MAX)->size(), 4u);
  wished.capacity = 21;
  EXPECT_EQ(applications.correct(karin, now, id, 3, wished).error().refusal, Refusal::places_are_held);
}

TEST_P(Applying, AListHasWhoeverWaitsLongestFirstAndOnlyTheReadersProgrammes) {
  waiting("Amira", Part::adept);
  waiting("Bo", Part::mentor);
  apply(person("Dana"), Part::adept);
  auto late = details(Part::adept);
  late.applied_on = *Date::from_iso("2026-09-01");
  ASSERT_TRUE(applications.apply(karin, now, person("Cem"), late));
  EXPECT_THAT(listed({}), testing::SizeIs(4));
  EXPECT_EQ(listed({}).front(), "Cem");
  EXPECT_THAT(listed({programme, Part::adept, ApplicationState::eligible}), ElementsAre("Amira"));
  EXPECT_THAT(listed({programme, Part::mentor, {}, true}), ElementsAre("Bo"));
  const access::RowScope mine{{{access::Tie::own_programme, access::ProgrammeId{programme.number}, {}, {}}},
                              false};
  const access::RowScope elsewhere{{{access::Tie::own_programme, access::ProgrammeId{99}, {}, {}}}, false};
  EXPECT_THAT(listed({}, mine), testing::SizeIs(4));
  EXPECT_THAT(listed({}, elsewhere), testing::IsEmpty());
}

TEST_P(Applying, APartnersCoordinatorSeesTheirOwnMentors) {
  auto wished = details(Part::mentor);
  wished.partner = city->transact(karin, now,
                                  [](store::Transaction& tx) {
                                    tx.tell({store::Act::person_corrected, {}, "partner", {}, {}, false});
                                    return partner_named_in(tx, "Varvet");
                                  })
                       .value();
  ASSERT_TRUE(applications.apply(karin, now, person("Bo"), wished));
  apply(person("Ek"), Part::mentor);
  const auto scope = [](std::int64_t partner) {
    return access::RowScope{{{access::Tie::own_organisation, {}, access::PartnerId{partner}, {}}}, false};
  };
  EXPECT_THAT(listed({}, scope(wished.partner->number)), ElementsAre("Bo"));
  EXPECT_THAT(listed({}, scope(99)), testing::IsEmpty());
}

TEST_P(Applying, ARuleOfADayIsToldByTheVersionOfThatDay) {
  const auto next =
      programmes.keep(karin, now, fixture_programme("prov", "b1"), *Date::from_iso("2026-12-01"), "A test")
          .value();
  EXPECT_EQ(next.version, 2);
  EXPECT_EQ(
      programmes.keep(karin, now, fixture_programme("prov", "b1"), *Date::from_iso("2026-12-01"), "A test")
          ->version,
      2);
  EXPECT_EQ(programmes.keep(karin, now, fixture_programme("prov"), *Date::from_iso("2026-11-01"), "A test")
                .error()
                .refusal,
            Refusal::older_than_the_last);
  EXPECT_EQ(programmes.on(karin, now, programme, *Date::from_iso("2026-11-30"))->version, 1);
  EXPECT_EQ(programmes.named(karin, now, "prov", *Date::from_iso("2026-12-01"))->version, 2);
  EXPECT_EQ(programmes.on(karin, now, programme, *Date::from_iso("2025-12-31")).error().refusal,
            Refusal::no_such_programme);
  EXPECT_EQ(programmes.list(karin, now, whole_city(), now.day_utc())->size(), 1u);
  EXPECT_TRUE(programmes.list(karin, now, {}, now.day_utc())->empty());
  EXPECT_EQ(programmes.keep(karin, now, "id = 1", now.day_utc()).error().refusal,
            Refusal::programme_has_faults);
}

TEST_P(Applying, AProgrammeOpensWithoutASuccessFactorOnlyWithAReason) {
  const auto refused = programmes.keep(karin, now, fixture_programme("ny"), now.day_utc());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().refusal, Refusal::success_factors_missing);
  EXPECT_EQ(refused.error().why.size(), 6u)
      << "responsibilities, matching, training, cooperation, preparation, follow-up";
  EXPECT_EQ(programmes.keep(karin, now, fixture_programme("ny"), now.day_utc(), " ").error().refusal,
            Refusal::success_factors_missing);
  ASSERT_TRUE(programmes.keep(karin, now, fixture_programme("ny"), now.day_utc(), "Pilot, decided in June"));
  EXPECT_EQ(programmes.named(karin, now, "ny", now.day_utc())->opened_anyway, "Pilot, decided in June");
}

INSTANTIATE_TEST_SUITE_P(Engines, Applying, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records
