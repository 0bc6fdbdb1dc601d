#include "app/records/protected_people.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/records/people.hpp"
#include "app/records/scope.hpp"
#include "app/store/fixture_store.hpp"

namespace parvis::records {
namespace {

using testing::HasSubstr;

class Protected : public testing::TestWithParam<db::Engine> {
 protected:
  Protected() : taxonomy(occupations::Taxonomy::starter()), people(*city, taxonomy), officers(*city) {}

  // Marker strings in every field that can hold one.
  PersonDetails marked() const {
    PersonDetails details;
    details.known.name = "Markörnamn Hemligsson";
    details.known.education_field = "markörämne";
    details.known.employer = "markörarbetsgivare";
    details.known.interests = std::vector<std::string>{"markörintresse"};
    details.known.district = "Markördistrikt";
    details.known.birth_year = 1971;
    details.known.languages = std::vector<people::SpokenLanguage>{{"ara", people::Level::native}};
    details.identity_number = *people::IdentityNumber::read("811228-9874", now.day_utc());
    details.address = "Markörgatan 1";
    details.phone = "markör-070";
    details.email = "markor@example.org";
    details.language = "markörspråk";
    return details;
  }
  // Everything that the database holds, as one text.
  std::string everything() {
    std::string text;
    for (const auto& table : store::data_catalogue()) {
      std::string columns;
      for (const auto& column : table.columns)
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
      const auto rows = city->database().read([&](db::Transaction& tx) {
        return tx.all_text(fmt::format("SELECT {} FROM {}", columns, table.name), {});
      });
      EXPECT_TRUE(rows);
      for (const auto& row : *rows)
        for (const auto& cell : row.cells) {
          if (const auto* plain = std::get_if<std::string>(&cell)) text += *plain + "\n";
          if (const auto* bytes = std::get_if<db::Bytes>(&cell)) text += bytes->bytes + "\n";
        }
    }
    return text;
  }
  static void expect_no_marker(const std::string& text, std::string_view where) {
    for (const auto* marker : {"Markör", "markör", "markor", "Hemligsson", "hemligson", "811228"})
      EXPECT_EQ(text.find(marker), std::string::npos) << marker << " in " << where;
  }
  PersonId add(const PersonDetails& details) { return people.add(city.actor(), now, details).value(); }

  const Moment now = store::fixture_now();
  store::FixtureStore city{GetParam()};
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  People people;
  ProtectedPeople officers;
};

TEST_P(Protected, ARecordIsReadByWhoOpensItAndByNobodyElse) {
  const auto id = officers.add(city.actor(), now,
                               {"Almen", {{"name", "Markörnamn Hemligsson"}, {"phone", "markör-070"}}, {}});
  ASSERT_TRUE(id);
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(everything().find("Almen"), std::string::npos);
  const auto record = officers.open(city.actor(), now, *id, Look::meeting_by_hand);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->alias, "Almen");
  EXPECT_EQ(record->fields.at("phone"), "markör-070");
  EXPECT_EQ(people.read(city.actor(), now, *id).error().refusal, Refusal::no_such_person);
}

TEST_P(Protected, APersonOfTheRegisterIsGoneFromItAtOnce) {
  const auto other = add([] {
    PersonDetails details;
    details.known.name = "Någon Annan";
    return details;
  }());
  const auto id = add(marked());
  auto corrected = marked();
  corrected.phone = "markör-071";
  ASSERT_TRUE(people.correct(city.actor(), now, id, 1, corrected));
  ASSERT_THAT(everything(), HasSubstr("markör-070"));
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Björken"));
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(people.read(city.actor(), now, id).error().refusal, Refusal::no_such_person);
  EXPECT_TRUE(people.find(city.actor(), now, whole_city(), "Hemligsson", 10)->empty());
  EXPECT_FALSE(people.find(city.actor(), now, *people::IdentityNumber::read("811228-9874", now.day_utc()))
                   ->has_value());
  EXPECT_TRUE(people.read(city.actor(), now, other));
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
  // Nothing was lost: the officer finds it all, what was corrected too.
  const auto record = officers.open(city.actor(), now, id, Look::meeting_by_hand);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->fields.at("address"), "Markörgatan 1");
  EXPECT_EQ(record->fields.at("phone"), "markör-071");
  EXPECT_EQ(record->fields.at("name"), "Markörnamn Hemligsson");
  EXPECT_THAT(record->fields.at("languages"), HasSubstr("ara"));
  EXPECT_EQ(record->fields.at("identity_number"), "198112289874");
  std::string earlier;
  for (const auto& line : record->earlier) earlier += line;
  for (const auto* kept : {"Markörnamn Hemligsson", "markör-070", "markör-071", "markörintresse", "ara"})
    EXPECT_THAT(earlier, HasSubstr(kept));
}

TEST_P(Protected, NothingIsLeftInTheFilesOfTheDataFolder) {
  if (GetParam() != db::Engine::sqlite) GTEST_SKIP() << "PostgreSQL's files are the server's";
  const auto id = add(marked());
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Björken"));
  ASSERT_TRUE(city->database().squeeze_out_what_was_erased());
  for (const auto& file : std::filesystem::recursive_directory_iterator(city.folder())) {
    std::ifstream in(file.path(), std::ios::binary);
    expect_no_marker({std::istreambuf_iterator<char>(in), {}}, file.path().string());
  }
}

TEST_P(Protected, RecordsMergedWithThePersonGoToo) {
  const auto kept = add(marked());
  PersonDetails again;
  again.known.name = "Hemligsson Markör";
  const auto other = add(again);
  ASSERT_TRUE(people.merge(city.actor(), now, kept, other));
  // Whichever of the two records the officer has before them.
  ASSERT_TRUE(officers.protect(city.actor(), now, other, "Lönnen"));
  expect_no_marker(everything(), "the database");
  EXPECT_EQ(people.read(city.actor(), now, kept).error().refusal, Refusal::no_such_person);
  EXPECT_EQ(officers.open(city.actor(), now, other, Look::meeting_by_hand)->fields.at("identity_number"),
            "198112289874");
  EXPECT_EQ(people.read(city.actor(), now, other).error().refusal, Refusal::no_such_person);
}

TEST_P(Protected, APairGoesOnByHandAndHoldsNoPlace) {
  const auto adept = add(marked());
  PersonDetails details;
  details.known.name = "Mentor Öppen";
  const auto mentor = add(details);
  const auto made = city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
    const auto put = [&](std::string_view table, const store::Cells& cells) {
      const auto done = tx.add(table, cells);
      EXPECT_TRUE(done) << table << (done ? "" : done.error().detail);
    };
    put("programme", {{"programme_id", 1}, {"city_id", 1}, {"code", "p"}});
    for (const auto& [id, person, part, capacity] :
         {std::tuple{11, adept, "adept", 0}, std::tuple{12, mentor, "mentor", 1}})
      put("application", {{"application_id", id},
                          {"city_id", 1},
                          {"person_id", person},
                          {"programme_id", 1},
                          {"part", part},
                          {"state", "eligible"},
                          {"applied_on", "2026-11-02"},
                          {"wishes", "markörönskan"},
                          {"capacity", capacity},
                          {"edition", 1}});
    put("mentor_place", {{"application_id", 12}, {"place", 1}});
    put("pair", {{"pair_id", 21},
                 {"city_id", 1},
                 {"programme_id", 1},
                 {"adept_application_id", 11},
                 {"mentor_application_id", 12},
                 {"first_day", "2026-11-02"},
                 {"state", "active"},
                 {"edition", 1}});
    put("held_place", {{"application_id", 12}, {"place", 1}, {"pair_id", 21}});
    put("held_adept", {{"application_id", 11}, {"pair_id", 21}});
    tx.tell({store::Act::pair_recorded, adept, "pair", 21, {}, false});
    return true;
  });
  ASSERT_TRUE(made);
  ASSERT_TRUE(officers.protect(city.actor(), now, adept, "Asken"));
  EXPECT_TRUE(store::table_after(*city, city.city(), "held_place", INT64_MAX)->empty());
  EXPECT_TRUE(store::table_after(*city, city.city(), "held_adept", INT64_MAX)->empty());
  // The other half's page says that the pair ended, and nothing of why.
  const auto pairs = store::table_after(*city, city.city(), "pair", INT64_MAX);
  ASSERT_EQ(pairs->size(), 1u);
  for (const auto& [column, cell] : pairs->front().cells) {
    if (column == "state") EXPECT_EQ(cell, db::value("ended_early"));
    if (column == "reason") EXPECT_EQ(cell, db::Value(db::Null{}));
  }
  EXPECT_TRUE(people.read(city.actor(), now, mentor));
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Protected, AreFoundByTheirAliasOrNumberAndNoTwoHaveOneAlias) {
  const auto id = officers.add(city.actor(), now, {"Den höga Almen", {}, {}});
  ASSERT_TRUE(id);
  const auto before = store::verify_chain(*city, city.city())->rows;
  for (const auto& wish : {std::string("den HÖGA  almen "), std::to_string(id->number)})
    EXPECT_EQ(officers.find(city.actor(), now, wish)->id, *id) << wish;
  for (const auto* wish : {"", "almen", "1"})
    EXPECT_EQ(officers.find(city.actor(), now, wish).error().refusal, Refusal::no_such_person) << wish;
  EXPECT_EQ(store::verify_chain(*city, city.city())->rows, before) << "nobody was looked at";
  EXPECT_EQ(officers.add(city.actor(), now, {"DEN HÖGA ALMEN", {}, {}}).error().refusal,
            Refusal::alias_taken);
  EXPECT_EQ(officers.add(city.actor(), now, {"  ", {}, {}}).error().refusal, Refusal::name_missing);
  const auto other = add(marked());
  EXPECT_EQ(officers.protect(city.actor(), now, other, "den höga almen").error().refusal,
            Refusal::alias_taken);
  EXPECT_TRUE(people.read(city.actor(), now, other)) << "nothing was half done";
}

TEST_P(Protected, ACorrectionGoesOverNothingThatWasNotSeen) {
  const auto id = add(marked());
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Asken"));
  const auto seen = officers.open(city.actor(), now, id, Look::details_changed).value();
  EXPECT_FALSE(seen.earlier.empty());
  auto mine = seen;
  mine.fields["phone"] = "markör-072";
  mine.earlier.clear();
  ASSERT_TRUE(officers.correct(city.actor(), now, id, mine));
  EXPECT_EQ(officers.correct(city.actor(), now, id, seen).error().refusal, Refusal::changed_meanwhile);
  const auto after = officers.open(city.actor(), now, id, Look::details_changed).value();
  EXPECT_EQ(after.fields.at("phone"), "markör-072");
  EXPECT_EQ(after.earlier, seen.earlier) << "what the register held stays";
  expect_no_marker(everything(), "the database");
}

TEST_P(Protected, NoTwoRecordsAreOfOneHumanBeing) {
  ASSERT_TRUE(officers.add(city.actor(), now, {"Almen", {{"identity_number", "198112289874"}}, {}}));
  EXPECT_EQ(
      officers.add(city.actor(), now, {"Asken", {{"identity_number", "198112289874"}}, {}}).error().refusal,
      Refusal::identity_number_taken);
  const auto id = add(marked());
  EXPECT_EQ(officers.protect(city.actor(), now, id, "Björken").error().refusal,
            Refusal::identity_number_taken);
  EXPECT_TRUE(people.read(city.actor(), now, id)) << "nothing was half done";
  const auto other = officers.add(city.actor(), now, {"Linden", {{"name", "Någon"}}, {}});
  auto corrected = officers.open(city.actor(), now, *other, Look::details_changed).value();
  corrected.fields["identity_number"] = "198112289874";
  EXPECT_EQ(officers.correct(city.actor(), now, *other, corrected).error().refusal,
            Refusal::identity_number_taken);
}

TEST_P(Protected, WhoNeedsNoProtectionAnyMoreIsInTheRegisterAgainAsBefore) {
  const auto id = add(marked());
  const auto before = people.read(city.actor(), now, id).value();
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Asken"));
  auto corrected = officers.open(city.actor(), now, id, Look::details_changed).value();
  corrected.fields["phone"] = "markör-079";
  ASSERT_TRUE(officers.correct(city.actor(), now, id, corrected));
  ASSERT_TRUE(officers.lift(city.actor(), now, id, Look::the_person_asks, people));
  const auto after = people.read(city.actor(), now, id);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->details.known.name, before.details.known.name);
  EXPECT_EQ(after->details.known.interests, before.details.known.interests);
  EXPECT_EQ(after->details.known.employer, before.details.known.employer);
  ASSERT_TRUE(after->details.known.languages);
  EXPECT_EQ(after->details.known.languages->front().iso639_3, "ara");
  EXPECT_EQ(after->details.address, before.details.address);
  EXPECT_EQ(after->details.phone, "markör-079") << "what an officer corrected counts";
  EXPECT_EQ(after->registered_on, before.registered_on);
  EXPECT_EQ(people.find(city.actor(), now, whole_city(), "Hemligsson", 10)->size(), 1u);
  EXPECT_TRUE(people.find(city.actor(), now, *people::IdentityNumber::read("811228-9874", now.day_utc()))
                  ->has_value());
  EXPECT_EQ(officers.open(city.actor(), now, id, Look::the_person_asks).error().refusal,
            Refusal::no_such_person);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
  EXPECT_TRUE(officers.protect(city.actor(), now, id, "Asken")) << "and can be protected anew";
}

TEST_P(Protected, WhomAnOfficerRegisteredComesIntoTheRegisterWithTheirNameOnly) {
  const auto id =
      officers.add(city.actor(), now, {"Almen", {{"phone", "070-1"}, {"notes", "hemligt"}}, {}}).value();
  EXPECT_EQ(officers.lift(city.actor(), now, id, Look::the_person_asks, people).error().refusal,
            Refusal::name_missing);
  auto named = officers.open(city.actor(), now, id, Look::details_changed).value();
  named.fields["name"] = "Vide Öppen";
  ASSERT_TRUE(officers.correct(city.actor(), now, id, named));
  ASSERT_TRUE(officers.lift(city.actor(), now, id, Look::the_person_asks, people));
  EXPECT_EQ(people.read(city.actor(), now, id)->details.phone, "070-1");
  EXPECT_EQ(people.find(city.actor(), now, whole_city(), "Vide", 10)->size(), 1u);
}

TEST_P(Protected, IsNotLiftedOverSomebodyRegisteredSinceWithTheSameNumber) {
  const auto id = add(marked());
  ASSERT_TRUE(officers.protect(city.actor(), now, id, "Asken"));
  add(marked());
  EXPECT_EQ(officers.lift(city.actor(), now, id, Look::the_person_asks, people).error().refusal,
            Refusal::identity_number_taken);
  EXPECT_TRUE(officers.open(city.actor(), now, id, Look::the_person_asks)) << "nothing was half done";
}

TEST_P(Protected, EachLookIsARowOfTheLogForFewEyes) {
  const auto id = officers.add(city.actor(), now, {"Almen", {}, {}});
  const auto before = store::verify_chain(*city, city.city())->rows;
  ASSERT_TRUE(officers.open(city.actor(), now, *id, Look::meeting_by_hand));
  ASSERT_EQ(officers.list(city.actor(), now, Look::handing_over)->size(), 1u);
  EXPECT_EQ(store::verify_chain(*city, city.city())->rows, before + 2);
  const auto open_eyes = city->database().read([&](db::Transaction& tx) {
    return tx.all_text("SELECT number FROM audit WHERE thing = 'protected_person' AND protected = 0", {});
  });
  EXPECT_TRUE(open_eyes->empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Protected, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records
