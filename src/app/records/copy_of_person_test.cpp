#include "app/records/copy_of_person.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "app/records/fixture_programme.hpp"

namespace parvis::records {
namespace {

using lives::Part;
using testing::HasSubstr;
using testing::Not;

constexpr db::Query a_credential{"a_credential", R"(
  INSERT INTO credential (account_id, city_id, password, totp_secret, totp_last_step, totp_offered)
  VALUES ($1, $2, $3, $4, 11, $5))"};
constexpr db::Query an_identity{"an_identity", R"(
  INSERT INTO sign_in_identity (identity_id, city_id, account_id, issuer, subject_hash, linked_at)
  VALUES (1, $1, $2, 'https://broker.example', $3, $4))"};
constexpr db::Query a_code{"a_code", R"(
  INSERT INTO sign_in_code (code_id, city_id, account_id, kind, link_hash, typed_hash, made_at, expires_at, made_by)
  VALUES (1, $1, $2, 'beside', $3, $4, $5, $5, 7))"};
constexpr db::Query a_session{"a_session", R"(
  INSERT INTO session (session_id, city_id, account_id, key_hash, whole, second_factor, tries, began_at, proved_at,
                       last_seen_at, helper_account_id, browser, by_service)
  VALUES (1, $1, $2, $3, 1, 1, 0, $4, $4, $4, 7, 'Firefox', 0))"};
constexpr db::Query a_mail{"a_mail", R"(
  INSERT INTO outgoing_mail (mail_id, city_id, account_id, content, made_at, next_try_at, gives_up_at, tries)
  VALUES (1, $1, $2, $3, $4, $4, $4, 0))"};

/// Texts and numbers of every cell of every table, to look for what must or must not be there.
std::string all_of(const CopyOfPerson& copy) {
  std::string all;
  const auto add = [&](const CopiedRow& row) {
    for (const auto& cell : row) {
      all += std::string(cell.column) + "=";
      if (const auto* text = std::get_if<std::string>(&cell.value)) all += *text;
      if (const auto* number = std::get_if<std::int64_t>(&cell.value)) all += std::to_string(*number);
      all += "(" + cell.called + ");";
    }
  };
  for (const auto& table : copy.tables) {
    all += "\n" + std::string(table.table) + ":";
    for (const auto& row : table.rows) add(row);
  }
  for (const auto& row : copy.earlier) {
    all += "\nearlier " + std::string(row.table) + ":";
    add(row.cells);
  }
  return all;
}

bool says_something(const CopiedCell& cell) {
  return !std::holds_alternative<db::Null>(cell.value) || !cell.called.empty();
}

/// Amira is an adept and a mentor, and something stands in every column that can hold something about her.
class Copy : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  Copy() : FixtureProgramme(GetParam()) {}

  CopyOfPerson copy(PersonId id) {
    auto made = copy_of_person(*city, karin, now, id);
    EXPECT_TRUE(made) << (made ? "" : made.error().fault ? made.error().fault->detail : "refused");
    return made ? std::move(*made) : CopyOfPerson{};
  }
  /// Rows straight into the tables, as no page would write them.
  template <class Write>
  void act(Write&& rows) {
    const auto done = city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, Failure> {
      if (Result<bool, Failure> written = rows(tx); !written) return no(std::move(written).error());
      tx.tell({store::Act::person_corrected, amira, "person", amira.number, {}, false});
      return true;
    });
    ASSERT_TRUE(done) << (done.error().fault ? done.error().fault->detail + done.error().fault->constraint
                                             : in_english(in_words(*done.error().refusal)));
  }

  template <class Some>
  static Some must(Result<Some, Failure> made) {
    EXPECT_TRUE(made) << (made                 ? ""
                          : made.error().fault ? made.error().fault->detail
                                               : in_english(in_words(*made.error().refusal)));
    return made ? *made : Some{};
  }
  void live() {
    amira = person_with_everything();
    auto as_adept = details(Part::adept);
    as_adept.wishes = std::vector{people::Wish::digital_only};
    as_adept.target_groups = {people::TargetGroup::newly_arrived};
    as_adept_ = must(applications.apply(karin, now, amira, as_adept));
    as_mentor_ = must(applications.apply(karin, now, amira, terms_of_a_mentor()));
    for (const auto id : {as_adept_, as_mentor_})
      ASSERT_TRUE(applications.move(karin, now, id, 1, lives::ApplicationMove::find_eligible));
    const auto bo = waiting("Bo Okand", Part::mentor), cem = waiting("Cem Hemlig", Part::adept);
    dana_ = person("Dana Fruktad");
    act([&](store::Transaction& tx) { return keep_apart_in(tx, amira, dana_); });
    proposed_to(bo, cem);
    sign_in_and_ask();
    // The older of the two records of one human being.
    auto merged = people.add(city.actor(), now, only_called("Amira Tidigare"));
    ASSERT_TRUE(people.merge(city.actor(), now, amira, *merged));
  }
  void end() {
    ASSERT_TRUE(pairs.end(karin, now, paired_[0], 1, lives::PairMove::end_early,
                          lives::reasons_for(lives::Asked::ending_a_pair).front(), now.day_utc(),
                          AdeptThen::leaves));
    act([&](store::Transaction& tx) -> Result<bool, Failure> {
      PARVIS_TRY(const auto rows,
                 told(tx.rows_with("proposal", "adept_application_id", db::value(as_adept_))));
      PARVIS_DONE(tx.change("proposal", {rows.front().front().second}, {{"reason", "no_answer"}}));
      return true;
    });
  }
  /// What happens between the proposals and the pairs.
  std::function<void()> meanwhile = [] {};
  PersonId amira, dana_;
  ApplicationId as_adept_, as_mentor_;
  std::vector<PairId> paired_;

 private:
  static PersonDetails only_called(std::string name) {
    PersonDetails details;
    details.known.name = std::move(name);
    return details;
  }
  PersonId person_with_everything() {
    auto all = only_called("Amira Öberg");
    auto& known = all.known;
    known.gender = people::Gender::woman;
    known.birth_year = 1985;
    known.occupation = taxonomy->find("svetsare").occupation;
    known.occupation->concepts = {4711};
    known.education_level = people::EducationLevel::higher;
    known.education_field = "teknik";
    known.experience_years = 12;
    known.languages = std::vector<people::SpokenLanguage>{{"ara", people::Level::native}};
    known.swedish = people::Level::a2;
    known.district = "Järva";
    known.interests = std::vector<std::string>{"odling"};
    known.availability = people::WeekHours(0xff00);
    known.meeting = people::MeetingForm::either;
    known.employer = "varvet";
    all.identity_number = *people::IdentityNumber::read("811228-9874", now.day_utc());
    all.address = "Storgatan 1";
    all.phone = "070-1740605";
    all.email = "amira@example.org";
    all.language = "ar";
    return must(people.add(city.actor(), now, all));
  }
  ApplicationDetails terms_of_a_mentor() {
    auto terms = details(Part::mentor, 2);
    act([&](store::Transaction& tx) -> Result<bool, Failure> {
      PARVIS_TRY(terms.partner, partner_named_in(tx, "Varvet"));
      return true;
    });
    terms.wishes = std::vector<people::Wish>{};
    terms.training = std::vector<std::string>{"introduktion"};
    terms.record_check = {true, now.day_utc(), Date::from_iso("2027-11-02")};
    terms.least_swedish = people::Level::a1;
    terms.offers = std::vector{people::Offer::contacts};
    return terms;
  }
  void proposed_to(ApplicationId bo, ApplicationId cem) {
    const auto round = rounds.run(karin, now, wish());
    ASSERT_TRUE(round);
    const auto made = proposals.propose(karin, now, round->id, {{as_adept_, bo}, {cem, as_mentor_}});
    ASSERT_TRUE(made) << in_english(in_words(made.error().refusal.value()));
    meanwhile();
    for (const auto& proposal : *made) {
      ASSERT_TRUE(proposals.decide(karin, now, proposal, 1, lives::ProposalMove::approve));
      paired_.push_back(proposals.decide(karin, now, proposal, 2, lives::ProposalMove::accept)->pair.value());
    }
    act([&](store::Transaction& tx) -> Result<bool, Failure> {
      PARVIS_DONE(tx.add("decision_by_hand", {{"decision_id", 2},
                                              {"city_id", 1},
                                              {"pair_id", paired_[0]},
                                              {"adept_application_id", as_adept_},
                                              {"mentor_application_id", bo},
                                              {"account_id", 7},
                                              {"reason", "coordinator_knows_more"},
                                              {"decided_at", now}}));
      PARVIS_DONE(tx.change("person", {db::value(amira)}, {{"occupation_concepts", "4711"}}));
      PARVIS_DONE(tx.add("decision_by_hand", {{"decision_id", 1},
                                              {"city_id", 1},
                                              {"proposal_id", (*made)[1]},
                                              {"adept_application_id", cem},
                                              {"mentor_application_id", as_mentor_},
                                              {"account_id", 7},
                                              {"rule", "not_together_before"},
                                              {"reason", "coordinator_knows_more"},
                                              {"note", "Amira vill ha en kvinna."},
                                              {"decided_at", now}}));
      PARVIS_DONE(tx.change("application", {db::value(as_adept_)}, {{"track", "spår"}}));
      return true;
    });
  }
  void sign_in_and_ask() {
    const auto partner = record(as_mentor_).details.partner;
    act([&](store::Transaction& tx) -> Result<bool, Failure> {
      const std::int64_t id = 70;
      PARVIS_DONE(tx.add("account", {{"account_id", id},
                                     {"city_id", 1},
                                     {"person_id", amira},
                                     {"name", "Amira konto"},
                                     {"email", "Amira@example.org"},
                                     {"email_folded", "amira@example.org"},
                                     {"language", "ar"},
                                     {"made_at", now},
                                     {"disabled_at", now},
                                     {"edition", 1}}));
      PARVIS_DONE(tx.add("account", {{"account_id", 8},
                                     {"city_id", 1},
                                     {"name", "Andra Samordnaren"},
                                     {"language", "sv"},
                                     {"made_at", now},
                                     {"edition", 1}}));
      PARVIS_DONE(tx.add("role_grant", {{"grant_id", 1},
                                        {"city_id", 1},
                                        {"account_id", id},
                                        {"role", "partner_coordinator"},
                                        {"programme_id", programme},
                                        {"partner_id", partner},
                                        {"first_day", "2026-10-01"},
                                        {"last_day", "2026-12-01"},
                                        {"granted_by", 7},
                                        {"needs_second", 1},
                                        {"seconded_by", 8},
                                        {"ended_at", now}}));
      const db::Bytes secret{"top secret bytes"};
      PARVIS_DONE(tx.run_unrecorded(a_credential, id, tx.city(), secret, secret, secret));
      PARVIS_DONE(tx.run_unrecorded(an_identity, tx.city(), id, secret, now));
      PARVIS_DONE(tx.run_unrecorded(a_code, tx.city(), id, secret, secret, now));
      PARVIS_DONE(tx.run_unrecorded(a_session, tx.city(), id, secret, now));
      PARVIS_DONE(tx.run_unrecorded(a_mail, tx.city(), id, secret, now));
      return true;
    });
    act([&](store::Transaction& tx) -> Result<bool, Failure> {
      PARVIS_DONE(tx.add("list_number", {{"list_number_id", 1},
                                         {"city_id", 1},
                                         {"programme_id", programme},
                                         {"part", "adept"},
                                         {"written", "A-17"},
                                         {"person_id", amira}}));
      PARVIS_DONE(tx.add("consent", {{"consent_id", 1},
                                     {"city_id", 1},
                                     {"person_id", amira},
                                     {"recipient", "partner"},
                                     {"partner_id", partner},
                                     {"purpose", "matching"},
                                     {"given_on", "2026-10-02"},
                                     {"withdrawn_on", "2026-10-03"},
                                     {"kind", "consent"},
                                     {"legal_ground", "consent"},
                                     {"edition", 1}}));
      PARVIS_DONE(tx.add("referral", {{"referral_id", 1},
                                      {"city_id", 1},
                                      {"application_id", as_adept_},
                                      {"person_id", amira},
                                      {"referred_by", 7},
                                      {"sender", "jobbtorg"},
                                      {"stage", "early"},
                                      {"alongside", "sfi"},
                                      {"referred_on", "2026-10-02"},
                                      {"edition", 1}}));
      PARVIS_DONE(tx.add("erasure_request", {{"request_id", 1},
                                             {"city_id", 1},
                                             {"person_id", amira},
                                             {"by_the_person", 1},
                                             {"reason", "asked_by_the_person"},
                                             {"asked_by", 7},
                                             {"asked_at", now},
                                             {"state", "refused"},
                                             {"answer", "still_in_a_pair"},
                                             {"decided_by", 7},
                                             {"decided_at", now}}));
      PARVIS_DONE(tx.add("erasure", {{"erasure_id", 1},
                                     {"city_id", 1},
                                     {"person_id", amira},
                                     {"reason", "asked_by_the_person"},
                                     {"erased_rows", 1},
                                     {"erased_at", now}}));
      PARVIS_TRY(const auto groups, told(tx.rows_with("person_target_group", "person_id", db::value(amira))));
      PARVIS_DONE(tx.change("person_target_group", {groups.front().front().second},
                            {{"last_day", "2027-10-01"}, {"reason", "Permit of 2026"}}));
      return true;
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Copy, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& info) { return std::string(db::name_of(info.param)); });

TEST_P(Copy, HoldsEveryPersonalColumnOfTheCatalogueButThoseThatAreNotCopiedForAReason) {
  std::set<std::string> told;
  const auto collect = [&](const CopyOfPerson& made) {
    for (const auto& table : made.tables)
      for (const auto& row : table.rows)
        for (const auto& cell : row)
          if (says_something(cell)) told.insert(std::string(table.table) + "." + std::string(cell.column));
  };
  meanwhile = [&] { collect(copy(amira)); };
  live();
  collect(copy(amira));
  end();
  collect(copy(amira));
  for (const auto& table : store::data_catalogue()) {
    if (not_copied(table.name)) continue;
    for (const auto& column : table.columns) {
      if (column.ground == store::LegalGround::not_personal || not_copied(table.name, column.name)) continue;
      EXPECT_TRUE(told.contains(std::string(table.name) + "." + std::string(column.name)))
          << table.name << "." << column.name
          << " is kept about people and is not in their copy: lead to it, or say in not_copied why not";
    }
  }
}

TEST_P(Copy, LeavesOutNothingThatIsNotThere) {
  for (const auto& one : all_not_copied()) {
    const auto& table = store::table_named(one.table);
    if (!one.column.empty()) {
      EXPECT_EQ(table.column(one.column).name, one.column);
    }
  }
}

TEST_P(Copy, OpensWhatIsSealedAndNamesWhatNumbersStandFor) {
  live();
  const auto all = all_of(copy(amira));
  for (const auto* held : {"198112289874", "Storgatan 1", "Amira vill ha en kvinna.", "A-17", "Varvet",
                           "Karin Samordnare", "(prov)", "Permit of 2026", "Amira Tidigare"})
    EXPECT_THAT(all, HasSubstr(held));
}

TEST_P(Copy, TellsNothingOfOthersButTheNameOfTheOtherHalfOfAPair) {
  meanwhile = [&] { EXPECT_THAT(all_of(copy(amira)), Not(HasSubstr("Cem Hemlig"))); };
  live();
  const auto all = all_of(copy(amira));
  EXPECT_THAT(all, HasSubstr("mentor_application_id=(Bo Okand)"));
  EXPECT_THAT(all, Not(HasSubstr(std::to_string(dana_.number))));
  EXPECT_THAT(all, Not(HasSubstr("not_with")));
  EXPECT_THAT(all, Not(HasSubstr("top secret bytes")));
}

TEST_P(Copy, TellsWhatStoodThereBeforeAndWhoHasLooked) {
  live();
  ASSERT_TRUE(people.read(karin, now, amira));
  auto record = people.read(karin, now, amira).value();
  record.details.phone = "070-1740606";
  record.details.address = "Lillgatan 2";
  ASSERT_TRUE(people.correct(karin, now, amira, record.edition, record.details));
  const auto made = copy(amira);
  const auto was = [&](std::string_view column) {
    for (const auto& row : made.earlier)
      for (const auto& cell : row.cells)
        if (cell.column == column)
          if (const auto* text = std::get_if<std::string>(&cell.value)) return *text;
    return std::string();
  };
  EXPECT_EQ(was("phone"), "070-1740605");
  EXPECT_EQ(was("address"), "Storgatan 1");
  EXPECT_TRUE(std::ranges::any_of(made.log, [](const LogRow& row) {
    return row.act == "person_read" && row.account_name == "Karin Samordnare";
  }));
}

TEST_P(Copy, OfNobodyIsRefused) {
  const auto none = copy_of_person(*city, karin, now, PersonId{4711});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().refusal, Refusal::no_such_person);
}

}  // namespace
}  // namespace parvis::records
