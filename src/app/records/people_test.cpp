#include "app/records/people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/records/scope.hpp"
#include "app/store/fixture_store.hpp"

namespace parvis::records {
namespace {

using store::CityId;
using testing::ElementsAre;
using testing::IsEmpty;

class Register : public testing::TestWithParam<db::Engine> {
 protected:
  Register() : taxonomy(occupations::Taxonomy::starter()), people(*city, taxonomy) {}

  PersonDetails named(std::string name) const {
    PersonDetails details;
    details.known.name = std::move(name);
    return details;
  }
  PersonId add(const PersonDetails& details) {
    const auto id = people.add(city.actor(), now, details);
    EXPECT_TRUE(id) << (id ? "" : id.error().fault ? id.error().fault->detail : "refused");
    return id ? *id : PersonId{};
  }
  PersonRecord record(PersonId id) {
    auto read = people.read(city.actor(), now, id);
    EXPECT_TRUE(read) << (read ? "" : read.error().fault ? read.error().fault->detail : "refused");
    return read ? *read : PersonRecord{};
  }
  std::vector<std::string> found(std::string_view name) {
    const auto rows = people.find(city.actor(), now, whole_city(), name, 50);
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().fault->detail);
    std::vector<std::string> names;
    for (const auto& row : *rows) names.push_back(row.name);
    return names;
  }
  std::int64_t log_rows() { return store::verify_chain(*city, city.city()).value().rows; }
  people::IdentityNumber number(std::string_view text) {
    return *people::IdentityNumber::read(text, now.day_utc());
  }
  Result<bool, db::Fault> apply(std::int64_t id, PersonId person, std::string part) {
    return city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
      PARVIS_TRY(const bool there, tx.change("programme", {db::value(1)}, {}));
      if (!there)
        if (auto done = tx.add("programme", {{"programme_id", 1}, {"city_id", 1}, {"code", "p"}}); !done)
          return no(std::move(done).error());
      if (auto done = tx.add("application", {{"application_id", id},
                                             {"city_id", 1},
                                             {"person_id", person},
                                             {"programme_id", 1},
                                             {"part", part},
                                             {"state", "eligible"},
                                             {"applied_on", "2026-11-02"},
                                             {"capacity", 0},
                                             {"edition", 1}});
          !done)
        return no(std::move(done).error());
      tx.tell({store::Act::applied, person, "application", id, {}, false});
      return true;
    });
  }

  const Moment now = store::fixture_now();
  store::FixtureStore city{GetParam()};
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  People people;
};

PersonDetails everything(const occupations::Taxonomy& taxonomy) {
  PersonDetails details;
  auto& known = details.known;
  known.name = "Amira Öberg";
  known.gender = people::Gender::woman;
  known.birth_year = 1985;
  known.occupation = taxonomy.find("svetsare").occupation;
  known.education_level = people::EducationLevel::higher;
  known.education_field = "teknik";
  known.experience_years = 12;
  known.languages =
      std::vector<people::SpokenLanguage>{{"ara", people::Level::native}, {"eng", std::nullopt}};
  known.swedish = people::Level::a2;
  known.district = "Järva";
  known.interests = std::vector<std::string>{"musik", "odling"};
  known.availability = people::WeekHours(0xff00);
  known.meeting = people::MeetingForm::either;
  known.employer = "varvet";
  known.registered_on = Date::from_iso("2026-10-01");
  details.identity_number = *people::IdentityNumber::read("811228-9874", *Date::from_iso("2026-11-02"));
  details.address = "Storgatan 1";
  details.phone = "070-1740605";
  details.email = "amira@example.org";
  details.language = "ar";
  return details;
}

TEST_P(Register, GivesBackAPersonAsTheyWereRegistered) {
  const auto details = everything(*taxonomy);
  const auto read = record(add(details));
  EXPECT_EQ(read.details.known.name, details.known.name);
  EXPECT_EQ(read.details.known.gender, details.known.gender);
  EXPECT_EQ(read.details.known.birth_year, details.known.birth_year);
  EXPECT_EQ(read.details.known.occupation, details.known.occupation);
  EXPECT_EQ(read.details.known.education_level, details.known.education_level);
  EXPECT_EQ(read.details.known.education_field, details.known.education_field);
  EXPECT_EQ(read.details.known.experience_years, details.known.experience_years);
  EXPECT_EQ(read.details.known.languages, details.known.languages);
  EXPECT_EQ(read.details.known.swedish, details.known.swedish);
  EXPECT_EQ(read.details.known.district, details.known.district);
  EXPECT_EQ(read.details.known.interests, details.known.interests);
  EXPECT_EQ(read.details.known.availability, details.known.availability);
  EXPECT_EQ(read.details.known.meeting, details.known.meeting);
  EXPECT_EQ(read.details.known.employer, details.known.employer);
  EXPECT_EQ(read.registered_on, *details.known.registered_on);
  EXPECT_EQ(read.details.identity_number->whole(), "19811228-9874");
  EXPECT_EQ(read.details.address, details.address);
  EXPECT_EQ(read.details.phone, details.phone);
  EXPECT_EQ(read.details.email, details.email);
  EXPECT_EQ(read.details.language, details.language);
  EXPECT_EQ(read.edition, 1);
}

TEST_P(Register, KeepsUnknownAsUnknown) {
  const auto read = record(add(named("Bo")));
  EXPECT_FALSE(read.details.known.gender || read.details.known.birth_year || read.details.known.occupation ||
               read.details.known.languages || read.details.known.interests ||
               read.details.known.availability);
  EXPECT_FALSE(read.details.identity_number || read.details.address);
}

TEST_P(Register, LogsEachActAndEachReading) {
  const auto id = add(named("Bo"));
  EXPECT_EQ(log_rows(), 2);
  record(id);
  EXPECT_EQ(log_rows(), 3);
  found("Bo");
  EXPECT_EQ(log_rows(), 4);
  EXPECT_FALSE(people.read(city.actor(), now, PersonId{99}));
  EXPECT_EQ(log_rows(), 4);
}

TEST_P(Register, RefusesAPersonWithoutAName) {
  EXPECT_EQ(people.add(city.actor(), now, named("  ")).error().refusal, Refusal::name_missing);
}

TEST_P(Register, FindsNamesInAnyScript) {
  for (const auto* name : {"Åsa Berg", "Мария Шевченко", "Maria Larsson", "محمد علي", "Asa Ek"})
    add(named(name));
  EXPECT_THAT(found("asa"), ElementsAre("Asa Ek", "Åsa Berg"));
  EXPECT_THAT(found("Мария"), testing::UnorderedElementsAre("Maria Larsson", "Мария Шевченко"));
  EXPECT_THAT(found("maria shev"), ElementsAre("Мария Шевченко"));
  EXPECT_THAT(found("Mohammed"), ElementsAre("محمد علي"));
  EXPECT_THAT(found("maria larsson anna"), IsEmpty());
  EXPECT_THAT(found("%"), IsEmpty());
  EXPECT_THAT(found(""), IsEmpty());
}

TEST_P(Register, FindsByEachPartOfANameAndByAllWordsAskedFor) {
  add(named("Anna-Karin Berg"));
  add(named("Juan Carlos Maria Luis de la Cruz Ortiz"));
  EXPECT_THAT(found("karin"), ElementsAre("Anna-Karin Berg"));
  EXPECT_THAT(found("Anna-Karin"), ElementsAre("Anna-Karin Berg"));
  EXPECT_THAT(found("Anna-Eva"), IsEmpty());
  EXPECT_THAT(found("juan carlos maria luis ort"), ElementsAre("Juan Carlos Maria Luis de la Cruz Ortiz"));
  EXPECT_THAT(found("juan carlos maria luis ek"), IsEmpty());
}

TEST_P(Register, FindsOnlyPeopleOfTheReadersProgrammes) {
  const auto mine = add(named("Bo Ek"));
  add(named("Bo Al"));
  ASSERT_TRUE(apply(11, mine, "adept"));
  const auto found_in = [&](std::int64_t programme) {
    const access::RowScope scope{{{access::Tie::own_programme, access::ProgrammeId{programme}, {}, {}}},
                                 false};
    return people.find(city.actor(), now, scope, "bo", 10)->size();
  };
  EXPECT_EQ(found_in(1), 1u);
  EXPECT_EQ(found_in(2), 0u);
  EXPECT_TRUE(people.find(city.actor(), now, {}, "bo", 10)->empty());
}

TEST_P(Register, HasOneRecordForEachIdentityNumber) {
  add(everything(*taxonomy));
  auto again = named("Någon Annan");
  again.identity_number = number("19811228-9874");
  EXPECT_EQ(people.add(city.actor(), now, again).error().refusal, Refusal::identity_number_taken);
  const auto row = people.find(city.actor(), now, number("8112289874"));
  ASSERT_TRUE(row && *row);
  EXPECT_EQ((*row)->name, "Amira Öberg");
}

TEST_P(Register, TellsNobodyOfAnIdentityNumberThatIsHeldWhereTheyDoNotReach) {
  const access::RowScope unit{{{access::Tie::own_programme, access::ProgrammeId{1}, {}, {}}}, false};
  const auto held_by = [&](std::string_view text) {
    return people.find(city.actor(), now, number(text)).value().value().id;
  };
  const auto first = add(everything(*taxonomy));
  auto again = named("Någon Annan");
  again.identity_number = number("19811228-9874");
  const auto second = people.add(city.actor(), now, again, unit).value();
  EXPECT_EQ(record(second).details.identity_number->digits(), again.identity_number->digits());
  EXPECT_EQ(held_by("8112289874"), first);
  const auto twice = people.twice_numbered(city.actor(), now, 10).value();
  ASSERT_EQ(twice.size(), 1u);
  EXPECT_EQ(twice[0].first.id, first);
  EXPECT_EQ(twice[0].second.id, second);
  // Whoever does not change the number corrects the rest, whomever they see.
  EXPECT_EQ(people.correct(city.actor(), now, second, 1, again).value(), 2);
  // Another record of their own is theirs to know of.
  ASSERT_TRUE(apply(11, second, "adept"));
  EXPECT_EQ(people.add(city.actor(), now, again, unit).error().refusal, Refusal::identity_number_taken);
  auto third = named("Tredje");
  const auto id = add(third);
  third.identity_number = again.identity_number;
  EXPECT_EQ(people.correct(city.actor(), now, id, 1, third).error().refusal, Refusal::identity_number_taken);
  EXPECT_TRUE(people.correct(city.actor(), now, id, 1, third, access::RowScope()));
}

TEST_P(Register, GivesTheNumberToTheRecordThatIsKept) {
  const auto first = add(everything(*taxonomy));
  auto again = named("Någon Annan");
  again.identity_number = number("19811228-9874");
  const auto second = people.add(city.actor(), now, again, access::RowScope()).value();
  const auto held_by = [&] {
    return people.find(city.actor(), now, *again.identity_number).value().value().id;
  };
  ASSERT_TRUE(people.merge(city.actor(), now, second, first));
  EXPECT_EQ(held_by(), second);
  EXPECT_TRUE(people.twice_numbered(city.actor(), now, 10)->empty());
  ASSERT_TRUE(people.take_merge_back(city.actor(), now, first));
  EXPECT_EQ(held_by(), first);
  EXPECT_EQ(people.twice_numbered(city.actor(), now, 10)->size(), 1u);
}

TEST_P(Register, CorrectsWhatDiffersAndNothingElse) {
  const auto id = add(everything(*taxonomy));
  auto details = record(id).details;
  details.known.name = "Amira Ek";
  details.known.languages->erase(details.known.languages->begin());
  const auto entries = store::verify_chain(*city, city.city())->history_entries;
  EXPECT_EQ(people.correct(city.actor(), now, id, 1, details).value(), 2);
  // The name (P1) and the edition (P2); one word of the name changed, one gone (P1 and P2); the same for languages.
  EXPECT_EQ(store::verify_chain(*city, city.city())->history_entries - entries, 8);
  EXPECT_EQ(record(id).details.known.name, "Amira Ek");
  EXPECT_EQ(record(id).details.address, "Storgatan 1");
  EXPECT_EQ(record(id).details.identity_number->whole(), "19811228-9874");
  EXPECT_THAT(found("Öberg"), IsEmpty());
  EXPECT_THAT(found("Ek"), ElementsAre("Amira Ek"));
}

TEST_P(Register, DoesNotOverwriteWhatNobodyHasSeen) {
  const auto id = add(named("Bo"));
  ASSERT_TRUE(people.correct(city.actor(), now, id, 1, named("Bosse")));
  EXPECT_EQ(people.correct(city.actor(), now, id, 1, named("Bo A")).error().refusal,
            Refusal::changed_meanwhile);
  EXPECT_EQ(record(id).details.known.name, "Bosse");
}

TEST_P(Register, MergesTwoRecordsOfOnePersonAndTakesItBack) {
  const auto kept = add(everything(*taxonomy)), other = add(named("Amira O"));
  ASSERT_TRUE(apply(11, kept, "adept"));
  ASSERT_TRUE(apply(12, other, "adept"));
  ASSERT_TRUE(apply(13, other, "mentor"));
  const auto before = store::table_after(*city, city.city(), "application", INT64_MAX);
  ASSERT_TRUE(people.merge(city.actor(), now, kept, other));
  EXPECT_THAT(found("Amira"), ElementsAre("Amira Öberg"));
  EXPECT_EQ(record(other).merged_into, kept);
  EXPECT_EQ(people.merge(city.actor(), now, kept, other).error().refusal, Refusal::merged_already);
  ASSERT_TRUE(people.take_merge_back(city.actor(), now, other));
  EXPECT_EQ(record(other).merged_into, std::nullopt);
  const auto after = store::table_after(*city, city.city(), "application", INT64_MAX);
  ASSERT_EQ(after->size(), before->size());
  for (std::size_t i = 0; i < after->size(); ++i) EXPECT_EQ((*after)[i].cells, (*before)[i].cells);
  EXPECT_EQ(people.take_merge_back(city.actor(), now, other).error().refusal, Refusal::not_merged);
}

TEST_P(Register, DoesNotTakeAMergeBackWhenSomethingWasDoneSince) {
  const auto kept = add(named("Amira A")), other = add(named("Amira B"));
  ASSERT_TRUE(apply(12, other, "adept"));
  ASSERT_TRUE(people.merge(city.actor(), now, kept, other));
  ASSERT_TRUE(city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
    auto done = tx.change("application", {db::value(12)}, {{"state", "needs_more"}});
    tx.tell({store::Act::application_decided, kept, "application", 12, {}, false});
    return done;
  }));
  EXPECT_EQ(people.take_merge_back(city.actor(), now, other).error().refusal, Refusal::something_done_since);
  EXPECT_EQ(record(other).merged_into, kept);
}

TEST_P(Register, NeverMergesARecordWithItself) {
  const auto id = add(named("Bo"));
  EXPECT_EQ(people.merge(city.actor(), now, id, id).error().refusal, Refusal::the_same_record);
  EXPECT_EQ(people.merge(city.actor(), now, id, PersonId{99}).error().refusal, Refusal::no_such_person);
}

TEST(Refusal, HasASentenceOfItsOwn) {
  std::set<std::string> sentences;
  for (int i = 0; i < refusal_count; ++i) sentences.insert(in_english(in_words(static_cast<Refusal>(i))));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(refusal_count));
  EXPECT_EQ(sentences.count(""), 0u);
}

INSTANTIATE_TEST_SUITE_P(Engines, Register, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records
