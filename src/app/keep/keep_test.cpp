#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/keep/backup.hpp"
#include "app/keep/keys.hpp"
#include "platform/db/fixture_places.hpp"

namespace parvis::keep {
namespace {

namespace fs = std::filesystem;

Moment now() {
  return *Moment::from_iso("2026-11-02T08:00:00.000000Z");
}

std::string told(const No& why) {
  return in_english(why.what);
}

/// Invented people in a city, on one engine; keys and backups lie in a folder of the test's own.
class Lindhamn {
 public:
  explicit Lindhamn(db::Engine engine) : fixture_(engine) {
    where_.data = (fixture_.folder() / "city").string();
    if (engine == db::Engine::postgresql) where_.database = fixture_.place().where;
  }
  const Where& where() const { return where_; }
  std::string file(const std::string& name) const { return (fixture_.folder() / name).string(); }
  Kept open() const {
    auto kept = keep::open(where_, now());
    PARVIS_ASSERT(kept.has_value());
    return std::move(*kept);
  }
  void found() const {
    const auto founded = keep::found(where_, "Lindhamn", "sv", now());
    ASSERT_TRUE(founded) << told(founded.error());
  }
  void register_people(int first, int last) const {
    const auto kept = open();
    for (int id = first; id <= last; ++id) {
      const auto done = kept.store->transact(
          operator_of(kept.cities[0]), now(), [&](store::Transaction& tx) -> Result<bool, store::Fault> {
            const store::Cells cells{{"person_id", id},
                                     {"city_id", 1},
                                     {"name", "Мария Åberg"},
                                     {"sorts_as", db::Bytes{"maria"}},
                                     {"identity_number", "20000101-0000"},
                                     {"identity_number_hash", db::Bytes{std::to_string(id)}},
                                     {"address", "Hamngatan 1"},
                                     {"registered_on", "2026-11-02"},
                                     {"edition", 1}};
            if (auto added = tx.add("person", cells); !added) return no(std::move(added).error());
            tx.tell({.act = store::Act::person_registered,
                     .person = store::PersonId{id},
                     .thing = "person",
                     .thing_id = id,
                     .reason = {}});
            return true;
          });
      ASSERT_TRUE(done) << done.error().detail;
    }
  }
  void change_person(int id, std::string_view column, db::Value value) const {
    const auto kept = open();
    const auto done = kept.store->transact(
        operator_of(kept.cities[0]), now(), [&](store::Transaction& tx) -> Result<bool, store::Fault> {
          auto changed = tx.change("person", {std::int64_t{id}}, {{column, value}});
          tx.tell({.act = store::Act::person_corrected,
                   .person = store::PersonId{id},
                   .thing = "person",
                   .thing_id = id,
                   .reason = {}});
          return changed;
        });
    ASSERT_TRUE(done && *done);
  }
  std::string address_of(int id) const {
    constexpr db::Query address{"address", "SELECT address FROM person WHERE person_id = $1"};
    const auto kept = open();
    return *kept.store->read(
        operator_of(kept.cities[0]), now(), [&](store::Transaction& tx) -> Result<std::string, store::Fault> {
          PARVIS_TRY(const auto row, tx.first(address, id));
          if (!row) return std::string("nobody");
          return tx.open("person", "address", {std::int64_t{id}}, row->get<db::Bytes>(0));
        });
  }

 private:
  db::FixturePlace fixture_;
  Where where_;
};

void share_keys(const Lindhamn& from, const Lindhamn& with) {
  fs::copy_file(from.where().key_file(), with.where().key_file());
  fs::permissions(with.where().key_file(), fs::perms(0600));
}

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

struct Between {
  db::Engine from, to;
};
class Backup : public testing::TestWithParam<Between> {};
INSTANTIATE_TEST_SUITE_P(Engines, Backup,
                         testing::Values(Between{db::Engine::sqlite, db::Engine::sqlite},
                                         Between{db::Engine::sqlite, db::Engine::postgresql},
                                         Between{db::Engine::postgresql, db::Engine::sqlite},
                                         Between{db::Engine::postgresql, db::Engine::postgresql}),
                         [](const auto& of) { return name_of(of.param.from) + "To" + name_of(of.param.to); });

TEST_P(Backup, BringsTheCityBackOnEitherEngineWithItsLog) {
  const Lindhamn city(GetParam().from), other(GetParam().to);
  city.found();
  city.register_people(1, 450);
  city.change_person(1, "merged_into", std::int64_t{400});  // Points to a row that comes later.
  const auto made = back_up(city.where(), city.file("backup"), now());
  ASSERT_TRUE(made) << told(made.error());
  EXPECT_EQ(fs::status(city.file("backup")).permissions(), fs::perms(0600));
  share_keys(city, other);
  const auto back = restore(other.where(), city.file("backup"), now());
  ASSERT_TRUE(back) << told(back.error());
  EXPECT_EQ(back->rows, made->rows);
  EXPECT_EQ(other.address_of(450), "Hamngatan 1");
  EXPECT_EQ(verify_all(*other.open().store)->rows,
            454);  // founded, 450 people, a merge, the backup, the restore
}

TEST_P(Backup, NeverReplacesACityThatIsNotNamed) {
  const Lindhamn city(GetParam().from), other(GetParam().to);
  city.found();
  city.register_people(1, 3);
  ASSERT_TRUE(back_up(city.where(), city.file("backup"), now()));
  share_keys(city, other);
  other.found();
  EXPECT_FALSE(restore(other.where(), city.file("backup"), now()));
  EXPECT_FALSE(restore(other.where(), city.file("backup"), now(), {"Stockholm", {}}));
  EXPECT_EQ(other.address_of(1), "nobody");
  const auto back = restore(other.where(), city.file("backup"), now(), {"Lindhamn", {}});
  ASSERT_TRUE(back) << told(back.error());
  EXPECT_EQ(other.address_of(1), "Hamngatan 1");
}

TEST(Restore, RefusesEachSpoiledFileWithItsOwnSentenceAndLeavesNothing) {
  const Lindhamn city(db::Engine::sqlite), other(db::Engine::sqlite), stranger(db::Engine::sqlite);
  city.found();
  city.register_people(1, 900);
  ASSERT_TRUE(back_up(city.where(), city.file("backup"), now()));
  share_keys(city, other);
  const auto good = bytes_of(city.file("backup"));
  const auto said = [&](const Lindhamn& into, const std::string& bytes) {
    write(city.file("spoiled"), bytes);
    const auto back = restore(into.where(), city.file("spoiled"), now());
    EXPECT_FALSE(back);
    EXPECT_FALSE(fs::exists(into.where().place().where));
    EXPECT_FALSE(fs::exists(fs::path(into.where().data) / "being-checked"));
    return back ? std::string() : told(back.error());
  };
  using testing::HasSubstr;
  EXPECT_THAT(said(other, good.substr(0, 48 + 65553)), HasSubstr("The end of this file is missing"));
  EXPECT_THAT(said(other, good.substr(0, good.size() - 10)), HasSubstr("has been changed or cut"));
  auto tampered = good;
  tampered[tampered.size() / 2] ^= 1;
  EXPECT_THAT(said(other, tampered), HasSubstr("has been changed or cut"));
  EXPECT_THAT(said(other, "no backup at all"), HasSubstr("not a file that Parvis has sealed"));
  const auto keys = crypto::Keyring::load(city.where().key_file());
  const auto sealed = [&](const std::string& plain) {
    std::istringstream from(plain);
    std::ostringstream to;
    EXPECT_TRUE(keys->seal_stream(from, to, "backup"));
    return to.str();
  };
  EXPECT_THAT(said(other, sealed("parvis-backup 2\n")), HasSubstr("newer Parvis"));
  EXPECT_THAT(said(other, sealed("parvis-backup 1\n{\"step\":99,\"made_at\":\"2026-11-02T08:00:00.000000Z\","
                                 "\"tables\":[]}\nend\n")),
              HasSubstr("newer Parvis"));
  EXPECT_THAT(said(other, sealed("a letter\n")), HasSubstr("not a backup"));
  ASSERT_TRUE(crypto::Keyring::create(stranger.where().key_file(), now().day_utc()));
  const auto foreign = said(stranger, good);
  EXPECT_THAT(foreign, testing::AnyOf(HasSubstr("key"), HasSubstr("changed or cut")));
}

TEST(Restore, LeavesEverythingAsItWasWhenWhatWasErasedCannotBeErasedAgain) {
  const Lindhamn city(db::Engine::sqlite), other(db::Engine::sqlite);
  city.found();
  ASSERT_TRUE(back_up(city.where(), city.file("backup"), now()));
  share_keys(city, other);
  const auto back =
      restore(other.where(), city.file("backup"), now(),
              {{}, [](store::Store&) -> Result<void, No> { return no(No{No::Kind::fault, {}}); }});
  EXPECT_FALSE(back);
  EXPECT_FALSE(fs::exists(other.where().place().where));
}

TEST(Restore, WaitsUntilTheServerHasStopped) {
  const Lindhamn city(db::Engine::sqlite);
  city.found();
  ASSERT_TRUE(back_up(city.where(), city.file("backup"), now()));
  const auto serving = city.open();
  EXPECT_FALSE(restore(city.where(), city.file("backup"), now(), {"Lindhamn", {}}));
}

class Keys : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Keys, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& of) { return name_of(of.param); });

TEST_P(Keys, AreRotatedInBatchesAndTheOldOneIsForgottenWhenNothingNeedsIt) {
  const Lindhamn city(GetParam());
  city.found();
  city.register_people(1, 25);
  EXPECT_FALSE(forget_key(city.where(), now(), 1));
  const auto rotated = rotate_keys(city.where(), now(), 7);
  ASSERT_TRUE(rotated) << told(rotated.error());
  EXPECT_EQ(rotated->cells, 50);
  EXPECT_EQ(city.address_of(25), "Hamngatan 1");
  const auto forgotten = forget_key(city.where(), now(), 1);
  ASSERT_TRUE(forgotten) << told(forgotten.error());
  EXPECT_EQ(city.address_of(1), "Hamngatan 1");
  EXPECT_TRUE(verify_all(*city.open().store));
}

TEST_P(Keys, GoOnWhereAnInterruptedRotationStopped) {
  const Lindhamn city(GetParam());
  city.found();
  city.register_people(1, 5);
  {  // A kill right after the new key was kept.
    const auto keys = crypto::Keyring::load(city.where().key_file());
    ASSERT_TRUE(keys->with_new_key(now().day_utc()).save(city.where().key_file()));
  }
  const auto rotated = rotate_keys(city.where(), now());
  ASSERT_TRUE(rotated) << told(rotated.error());
  EXPECT_TRUE(rotated->went_on);
  EXPECT_EQ(rotated->active, 2u);
  EXPECT_EQ(rotated->cells, 10);
}

TEST_P(Keys, StayAsLongAsAnEarlierValueIsSealedWithThem) {
  const Lindhamn city(GetParam());
  city.found();
  city.register_people(1, 1);
  city.change_person(1, "address", std::string("Hamngatan 2"));
  ASSERT_TRUE(rotate_keys(city.where(), now()));
  const auto forgotten = forget_key(city.where(), now(), 1);
  ASSERT_FALSE(forgotten);
  EXPECT_THAT(told(forgotten.error()), testing::HasSubstr("1 earlier values"));
}

TEST(Found, KeepsFolderAndKeysForTheOwnerAndTheKeysOutOfTheFolder) {
  const Lindhamn city(db::Engine::sqlite);
  city.found();
  EXPECT_EQ(fs::status(city.where().data).permissions(), fs::perms(0700));
  EXPECT_EQ(fs::status(city.where().key_file()).permissions(), fs::perms(0600));
  EXPECT_FALSE(found(city.where(), "Lindhamn", "sv", now()));
  auto inside = city.where();
  inside.keys = inside.data + "/keys";
  EXPECT_FALSE(open(inside, now()));
  for (const auto& finding : look_over(city.where(), now(), Chain::verify))
    EXPECT_TRUE(finding.good) << in_english(finding.what);
}

}  // namespace
}  // namespace parvis::keep
