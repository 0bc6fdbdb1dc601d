// Lists and searches of people, narrowed to what is asked for.
#include "app/records/people_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/records/fixture_programme.hpp"

namespace parvis::records {
namespace {

using lives::ApplicationMove;
using lives::ApplicationState;
using lives::Part;
using testing::ElementsAre;
using testing::IsEmpty;

class Listing : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  Listing() : FixtureProgramme(GetParam()) {}
  PersonId living(const std::string& name, std::string_view district, std::string_view language) {
    PersonDetails details;
    details.known.name = name;
    details.known.district = district;
    details.known.languages = std::vector<people::SpokenLanguage>{{std::string(language), {}}};
    return people.add(city.actor(), now, details).value();
  }
  std::vector<std::string> listed(const PeopleFilter& filter, const access::RowScope& scope = whole_city()) {
    std::vector<std::string> names;
    std::optional<PersonId> after;
    do {
      const auto page = list_people(*city, karin, now, scope, filter, 2, after).value();
      for (const auto& row : page.rows) names.push_back(row.name);
      after = page.next;
    } while (after);
    return names;
  }
  std::vector<std::string> found(std::string_view name, const PeopleFilter& filter) {
    std::vector<std::string> names;
    const auto rows = people.find(karin, now, whole_city(), name, 9, filter).value();
    for (const auto& row : rows) names.push_back(row.name);
    return names;
  }
};

TEST_P(Listing, IsNarrowedByEachThingThatIsAskedFor) {
  const auto asa = living("Åsa Ek", "Hamnen", "swe"), maria = living("Мария Коваль", "Norr", "ukr");
  apply(asa, Part::mentor, 2);
  const auto waits = apply(maria, Part::adept);
  ASSERT_TRUE(applications.move(karin, now, waits, 1, ApplicationMove::find_eligible));
  living("Nora Utan Ansökan", "Norr", "ukr");
  EXPECT_THAT(listed({}), ElementsAre("Åsa Ek", "Мария Коваль"));
  EXPECT_THAT(listed({.part = Part::mentor}), ElementsAre("Åsa Ek"));
  EXPECT_THAT(listed({.state = ApplicationState::eligible}), ElementsAre("Мария Коваль"));
  EXPECT_THAT(listed({.district = "Norr"}), ElementsAre("Мария Коваль"));
  EXPECT_THAT(listed({.language = "swe"}), ElementsAre("Åsa Ek"));
  EXPECT_THAT(listed({.programme = ProgrammeId{99}}), IsEmpty());
  EXPECT_THAT(listed({.part = Part::mentor, .state = ApplicationState::eligible}), IsEmpty());
}

TEST_P(Listing, HasThoseWhoHaveWaitedSinceADayAndNobodyWhoseApplicationIsOver) {
  const auto applied = apply(living("Amira", "Norr", "ara"), Part::adept);
  EXPECT_THAT(listed({.waiting_since = Date::from_iso("2026-10-01")}), ElementsAre("Amira"));
  EXPECT_THAT(listed({.waiting_since = Date::from_iso("2026-09-30")}), IsEmpty());
  ASSERT_TRUE(
      applications.move(karin, now, applied, 1, ApplicationMove::withdraw, lives::Reason::moved_away));
  EXPECT_THAT(listed({.waiting_since = Date::from_iso("2026-10-01")}), IsEmpty());
}

TEST_P(Listing, FindsANameInAnyScriptAmongThoseAskedFor) {
  apply(living("Åsa Ek", "Hamnen", "swe"), Part::mentor);
  apply(living("Мария Коваль", "Norr", "ukr"), Part::adept);
  EXPECT_THAT(found("asa", {.part = Part::mentor}), ElementsAre("Åsa Ek"));
  EXPECT_THAT(found("asa", {.part = Part::adept}), IsEmpty());
  EXPECT_THAT(found("maria", {.district = "Norr", .language = "ukr"}), ElementsAre("Мария Коваль"));
  EXPECT_THAT(found("maria", {.district = "Hamnen"}), IsEmpty());
  EXPECT_THAT(found("maria", {.waiting_since = Date::from_iso("2026-09-30")}), IsEmpty());
}

TEST_P(Listing, DoesNotTellWhereAStrangersNameWouldStand) {
  const auto bo = living("Bo Ek", "Norr", "swe");
  apply(bo, Part::mentor);
  const auto stranger = living("Zara Utan Ansökan", "Norr", "swe");
  const auto page = list_people(*city, karin, now, whole_city(), {}, 9, stranger).value();
  ASSERT_EQ(page.rows.size(), 1u);
  EXPECT_EQ(page.rows.front().id, bo);
}

INSTANTIATE_TEST_SUITE_P(Engines, Listing, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records
